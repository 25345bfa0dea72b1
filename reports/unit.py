"""The report of one unit."""

from __future__ import annotations

from analysis.figures import Summary
from questionnaires.model import Questionnaire
from reports import style, tables
from reports.annex import annex
from reports.background import Background
from reports.build import build
from reports.content import About, Edition, Report
from reports.subject import Subject

NOTHING = Background()


def unit_report(
    summary: Summary,
    questionnaire: Questionnaire,
    *,
    unit: str,
    wave: str | None,
    language: str,
    about: About,
    edition: Edition = "two-page",
    background: Background = NOTHING,
) -> Report:
    """What the answers say about one unit in one wave, in Vietnamese ("vi") or English ("en").

    The "full" edition adds charts: how the answers spread over the levels, and the unit among the others.
    """
    subject = Subject(summary, questionnaire, unit, wave, language)
    name = style.plain(unit)
    sections = [part(subject) for part in (tables.extremes, tables.items, tables.overall_items)]
    lead = subject.say("title_unit")
    return build(
        subject,
        lead=lead,
        name=name,
        who=name,
        sections=sections,
        about=about,
        edition=edition,
        background=background,
        annex=annex(subject),
    )
