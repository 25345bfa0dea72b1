"""The figures of every unit in one month of a rating, by the statistics that all waves are computed with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from analysis.figures import Figure, Summary
from questionnaires.model import Questionnaire
from reports import style
from reports.cells import cells
from reports.measures import Printer
from reports.subject import Subject
from survey.analysing import exports
from survey.results.ballots import received
from survey.results.fielded import Fielded, fielded
from survey.results.months.calendar import ENOUGH, days_of, enough
from survey.results.result_request import ResultRequest
from survey.results.results import part_of
from survey.results.series import Series
from survey.tables import Wave

LANGUAGES = ("vi", "en")


@dataclass(frozen=True)
class MonthFigures:
    """One month: by the number of a unit and the language its lines, the overall figure first."""

    month: str
    units: Mapping[int, Mapping[str, list[exports.Line]]]


@dataclass(frozen=True)
class Measured:
    """What the figures of a rating are: of which line a month is told, and on which scale."""

    headline: str
    measure: str
    ends: tuple[float, float]


def measured(engine: Engine, code: str) -> Measured:
    """How the questionnaire of a rating measures."""
    (found,) = fielded(engine, [code])
    rule = found.questionnaire.index_rule
    subject = Subject(Summary((), index_rule=rule), found.questionnaire, None, None, "vi")
    ends = subject.code_range if subject.measure == "score" else (0.0, 1.0)
    return Measured(subject.headline.code, subject.measure, ends)


def figures_of(engine: Engine, code: str, month: str) -> MonthFigures:
    """Read the ballots of one month and compute; a unit with too few of them has no lines.

    A rating is taken as voluntary whatever the plan says, for what was planned holds for no single month.
    """
    (found,) = fielded(engine, [code])
    part = _part(found, month)
    if not received(engine, part).counted:
        return MonthFigures(month, {})
    made = part_of(engine, Series((part,)), {part.id: month}, ResultRequest((code,), Path()), _nobody)
    names = made.table.presentation.names
    head = measured(engine, code).headline
    told = {
        unit: _lines(made.summary, part.questionnaire, name, month, simulated=part.wave.simulated)
        for (_, unit), name in sorted(names.items())
        if not made.summary.figure(head, unit=name, wave=month).suppressed
    }
    return MonthFigures(month, told)


def _part(found: Fielded, month: str) -> Fielded:
    """The wave as if it were that month alone, with the stricter of its own limits and ours."""
    own = found.wave
    limits = {"display_limit": enough(own), "reliable_limit": max(own.reliable_limit, ENOUGH)}
    wave = Wave(**own.model_dump() | limits | {"design": "voluntary"})
    return replace(found, wave=wave, days=days_of(month))


def _lines(
    summary: Summary, questionnaire: Questionnaire, unit: str, month: str, *, simulated: bool
) -> dict[str, list[exports.Line]]:
    own = replace(summary, figures=tuple(each for each in summary.figures if each.unit == unit))
    return {
        language: [
            line | {"label": style.capital(line["label"])} | _printed(figure, questionnaire, language)
            for figure, line in zip(
                own.figures,
                exports.estimate_lines(own, exports.Terms(questionnaire, language, simulated)),
                strict=True,
            )
        ]
        for language in LANGUAGES
    }


def _printed(figure: Figure, questionnaire: Questionnaire, language: str) -> dict[str, Any]:
    """What is printed of a line; nothing in it speaks of other units."""
    scored = questionnaire.index_rule == "mean_score"
    row = cells(replace(figure, others=None), Printer("score" if scored else "rate", language))
    return {"printed": [row.n, row.value, row.interval], "others": None, "versus_others": ""}


def _nobody(_note: str) -> None:
    """Notes for the person at a command line; the page says of itself what it shows."""
