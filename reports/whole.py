"""The report of all units together, with a table of the units."""

from __future__ import annotations

from analysis.figures import Summary
from questionnaires.model import Questionnaire
from reports import tables
from reports.background import Background
from reports.build import build
from reports.content import About, Edition, Report
from reports.subject import Subject

NOTHING = Background()


def whole_report(
    summary: Summary,
    questionnaire: Questionnaire,
    *,
    wave: str | None,
    language: str,
    about: About,
    edition: Edition = "two-page",
    background: Background = NOTHING,
) -> Report:
    """What all answers of one wave say together; units are listed, never ranked; charts when "full"."""
    subject = Subject(summary, questionnaire, None, wave, language)
    asked = [unit for unit in summary.units if _has_ballots(subject, unit)]
    n = subject.count(len(asked))
    parts = (tables.units, tables.extremes, tables.items, tables.overall_items)
    sections = [part(subject) for part in parts]
    if len(asked) < 2:
        lead, who = subject.say("title_whole"), subject.say("one_whole")
        return build(
            subject,
            lead=lead,
            name="",
            who=who,
            sections=sections,
            about=about,
            edition=edition,
            background=background,
        )
    lead, name = subject.say("title_unit"), subject.say("name_units", n=n)
    who = subject.say("all_units", n=subject.tally(len(asked)))
    return build(
        subject,
        lead=lead,
        name=name,
        who=who,
        sections=sections,
        about=about,
        edition=edition,
        background=background,
    )


def _has_ballots(subject: Subject, unit: str) -> bool:
    """Whether anybody rated a unit in this wave; one that was merged since or before has none."""
    codes = [group.code for group in subject.questionnaire.groups] + [
        item.code for item in subject.questionnaire.rated_items
    ]
    return any(subject.figure_of(unit, code).suppressed != "empty" for code in codes)
