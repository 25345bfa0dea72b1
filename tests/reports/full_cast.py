"""A province of five offices with all that a full report may know; every number is simulated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from analysis.design import Design
from analysis.figures import Figure, Limits, Summary
from analysis.summary import summarise
from analysis.tally import matrix
from questionnaires.answers import encode, positions
from questionnaires.load import load
from questionnaires.model import Questionnaire
from reports.background import (
    Answered,
    Background,
    Breakdown,
    Cases,
    Course,
    Cut,
    Driven,
    Driver,
    History,
    Moment,
    Published,
    Returns,
    Theme,
    UnitBackground,
)
from reports.content import Chapter, Grid, Prose, Report
from reports.unit import unit_report
from reports.whole import whole_report
from survey.demo.simulate import Cell, simulate
from tests.reports.cast import ABOUT, estimate

UNITS = ("Sở Tư pháp", "Sở Xây dựng", "Sở Y tế", "Thanh tra tỉnh", "Sở Ngoại vụ")
OWN = UNITS[0]
SIZES = (330, 120, 90, 64, 41)
WAVES = ("2025", "2026")
SHARES = {"SF": {"1": 0.3}, "UF": {"1": 0.3}}
MODES = ("paper", "phone")
RARE = "interviewer"
"""A mode of three ballots of the first office: too few to be told."""


@dataclass(frozen=True)
class Cast:
    """A summary with its questionnaire and what is known beside it."""

    summary: Summary
    questionnaire: Questionnaire
    background: Background

    def report(self, unit: str | None = OWN, *, language: str = "vi", **changes: Any) -> Report:
        """The full report of a unit, of all for None; `changes` of what is known of it."""
        known = replace(self.background.of(unit), **changes)
        background = (
            replace(self.background, whole=known)
            if unit is None
            else replace(self.background, units={**self.background.units, unit: known})
        )
        of = self.summary, self.questionnaire
        told: dict[str, Any] = {"wave": "2026", "language": language, "about": ABOUT}
        told |= {"edition": "full", "background": background}
        return whole_report(*of, **told) if unit is None else unit_report(*of, unit=unit, **told)


@cache
def cast(
    form: str = "service-2017", *, public: bool = False, by: tuple[str, ...] = ("mode", "sex", "field")
) -> Cast:
    """Five offices in two waves."""
    asked = load(form)
    cells = [Cell(unit, wave, n, 0.2) for wave in WAVES for unit, n in zip(UNITS, SIZES, strict=True)]
    columns = simulate(asked, cells, seed=7, shares=SHARES)
    unit, wave = columns["unit"], columns["wave"]
    answers = matrix([encode(asked, _given(asked, columns, row)) for row in range(len(unit))])
    texts = {"mode": _modes(unit), **{name: columns[name] for name in by if name in columns}}
    limits = Limits(display=10, public=True) if public else Limits()
    summary = summarise(
        asked,
        answers,
        design=Design.of(len(unit), stratum=[f"{a}{b}" for a, b in zip(unit, wave, strict=True)]),
        unit=unit,
        wave=wave,
        by={name: texts[name] for name in by if name in texts},
        limits=limits,
    )
    return Cast(summary, asked, background(summary, asked))


def background(summary: Summary, asked: Questionnaire) -> Background:
    """Something of every kind for every unit and for all."""
    values: dict[str, dict[str, None]] = {}
    for figure in summary.figures:
        if figure.by is not None:
            values.setdefault(figure.by[0], {})[figure.by[1]] = None
    return Background(
        units={unit: known(summary, asked, unit) for unit in UNITS},
        whole=known(summary, asked, None),
        breakdowns=tuple(Breakdown(name, tuple(found)) for name, found in values.items()),
        seed=20260701,
    )


def known(summary: Summary, asked: Questionnaire, unit: str | None) -> UnitBackground:
    """What is known of one unit."""
    code = asked.groups[0].code
    moments = [Moment(wave, summary.figure(code, unit=unit, wave=wave)) for wave in WAVES]
    old = Course("Sở cũ", (Moment("2025", replace(moments[0].figure, unit="Sở cũ")),), earlier=True)
    return UnitBackground(
        returns=Returns(target=400, set_aside=(("duplicate", 4), ("partial", 2), ("not_eligible", 1))),
        answered=tuple(answered(asked)),
        history=History(WAVES, (Course(unit or "", tuple(moments)), old), (Cut("2026", "break_design"),)),
        published=(Published("Sở Tư pháp", 2024, 0.8421, 120, "Quyết định công bố năm 2024 (mô phỏng)"),),
        cases=(Cases(dt.date(2026, 1, 1), dt.date(2026, 9, 30), 5400, 5200, 5050, 150, 120),),
        themes=THEMES,
        driven=DRIVEN if asked.code == "service-2017" else None,
    )


THEMES = (
    Theme("thời gian giải quyết", 12, ("Nên trả kết quả sớm hơn.", "Chờ hơi lâu.")),
    Theme("", None, ("Cảm ơn.",)),
)
DRIVEN = Driven(
    "SG",
    321,
    0.4231,
    1000,
    20260701,
    (
        Driver("S01", 0.2113, 0.1502, 0.2811, 0.8642, "concentrate_here"),
        Driver("S02", 0.1204, 0.0708, 0.1715, 0.9112, "unclear"),
    ),
)


def answered(asked: Questionnaire) -> list[Answered]:
    """A share for each answer to what is asked beside satisfaction."""
    found = []
    for item in asked.items:
        role = asked.place(item.code).block.role
        beside = role in ("perception", "needs") or (role == "satisfaction" and item.kind != "battery")
        if item.kind == "text" or not beside:
            continue
        scale = asked.scale_of(item)
        for place, option in enumerate([""] if scale.positive else [each.code for each in scale.options]):
            found.append(Answered(item.code, option, share(0.1 + 0.07 * (place % 9), 200, code=item.code)))
    return found


def share(value: float, n: int, *, code: str = "SF", **changes: object) -> Figure:
    """A share that is shown."""
    given = round(value * n)
    counts = (("1", given), ("0", n - given))
    whole = Figure("2026", OWN, None, code, "item", None, n, None, counts, estimate(given / n, n))
    return replace(whole, reliable=True, **changes)  # type: ignore[arg-type]


def chapter(made: Report, code: str) -> Chapter:
    """The chapter of this code; StopIteration where there is none."""
    return next(each for each in made.chapters if each.code == code)


def codes(made: Report) -> list[str]:
    return [each.code for each in made.chapters]


def grid(made: Report, code: str) -> Grid:
    return next(each for each in made.blocks if isinstance(each, Grid) and each.code == code)


def cells_of(table: Grid) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


def told(made: Chapter) -> str:
    """Everything that a chapter says in sentences."""
    parts: list[str] = []
    for block in made.blocks:
        if isinstance(block, Prose):
            parts += [sentence.text for sentences in block.paragraphs for sentence in sentences]
        else:
            parts += [sentence.text for sentence in (*block.finding, *block.notes)]
    return " ".join(parts)


def _given(asked: Questionnaire, columns: Mapping[str, Sequence[str]], row: int) -> dict[str, str]:
    """The answers of one ballot, without opinions that the form does not let people lack."""
    names = {position.item for position in positions(asked)}
    given = {name: columns[name][row] for name in names if name in columns and columns[name][row]}
    scales = {name: asked.scale_of(asked.item(name)) for name in given}
    return {name: each for name, each in given.items() if each != "?" or scales[name].no_opinion}


def _modes(unit: Sequence[str]) -> list[str]:
    dice = np.random.default_rng(5)
    modes = [MODES[int(each)] for each in dice.integers(0, 2, len(unit))]
    # Both waves hold three of them each in the first office.
    rows = [number for number, name in enumerate(unit) if name == OWN]
    for row in (*rows[:3], *rows[-3:]):
        modes[row] = RARE
    return modes
