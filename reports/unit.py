"""The report of one unit."""

from __future__ import annotations

from analysis.figures import Summary
from questionnaires.model import Questionnaire
from reports import style, tables
from reports.build import build
from reports.content import About, Report
from reports.subject import Subject


def unit_report(
    summary: Summary,
    questionnaire: Questionnaire,
    *,
    unit: str,
    wave: str | None,
    language: str,
    about: About,
) -> Report:
    """What the answers say about one unit in one wave, in Vietnamese ("vi") or English ("en")."""
    subject = Subject(summary, questionnaire, unit, wave, language)
    name = style.plain(unit)
    sections = [part(subject) for part in (tables.lowest, tables.groups, tables.items, tables.overall_items)]
    return build(subject, lead=subject.say("title_unit"), name=name, who=name, sections=sections, about=about)
