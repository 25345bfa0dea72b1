"""The waves of the demonstration: four that are over and reported on, two that still collect."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from survey.demo.province import DEPARTMENTS, MERGED, PREDECESSORS, SMALLEST, communes
from survey.demo.simulate import Cell

SEED = 20260815
YEARS = (2025, 2026)
QUESTIONNAIRE, COUNTER = "unit-short", "counter"
SHARES = {"purpose": {"2": 0.5}, "UF": {"1": 0.3}, "sex": {"0": 0.04}}
PROGRESS = 0.12
"""How much better the second wave is, in the units of `Cell.effect`."""
TOO_FEW = 3
BALLOTS = (34, 72)
"""Of a commune, from and to."""
EFFECT = 0.22
ALL_SATISFIED, NONE_SATISFIED = "Phường Lam Châu", "Xã Vân Cốc"
FORCED: dict[str, dict[str, tuple[str, ...]]] = {
    ALL_SATISFIED: {"U5": ("4", "5")},
    NONE_SATISFIED: {"U9": ("1", "2", "3")},
}
"""In 2026: a commune where everybody is satisfied with an item, and one where nobody is with another."""


@dataclass(frozen=True)
class Plan:
    """A wave: how it is planned, whom it rates, and through which doors ballots come."""

    code: str
    name: str
    opens: dt.date
    closes: dt.date
    units: tuple[str, ...]
    modes: tuple[str, ...]
    questionnaire: str = QUESTIONNAIRE
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def year(self) -> int:
        return self.opens.year


@dataclass(frozen=True)
class Series:
    """The waves of one kind of unit, which are compared with each other and reported on together.

    `title` and `heading` (of the reports) are told in the languages of the reports, at least in Vietnamese.
    """

    code: str
    title: dict[str, str]
    heading: dict[str, str]
    waves: tuple[Plan, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.heading)


def series() -> tuple[Series, Series]:
    """Departments, drawn at random from lists of cases; communes, where whoever wanted answered."""
    heading = "Khảo sát tại các {} tỉnh Lam Giang (mô phỏng)"
    departments, communes = "sở, ban, ngành", "xã, phường, đặc khu"
    return (
        Series(
            "cap-so",
            {"vi": f"Các {departments}", "en": "Departments and agencies"},
            {
                "vi": heading.format(departments),
                "en": "Satisfaction with the departments of Lam Giang (simulated)",
            },
            tuple(_over("cap-so", departments, year) for year in YEARS),
        ),
        Series(
            "cap-xa",
            {"vi": f"Các {communes}", "en": "Communes, wards and the special zone"},
            {"vi": heading.format(communes)},
            tuple(_over("cap-xa", communes, year) for year in YEARS),
        ),
    )


def live(today: dt.date) -> tuple[Plan, Plan]:
    """Two waves in which anybody can answer today: the form on a phone, and the one at a counter."""
    opens, closes = today - dt.timedelta(days=30), today + dt.timedelta(days=180)
    rest = {"keep_until": closes + dt.timedelta(days=180), "results_month": f"tháng {closes:%m/%Y}"}
    return (
        Plan(
            "dang-thu-phieu",
            "Khảo sát đang thu phiếu (mô phỏng)",
            opens,
            closes,
            (ALL_SATISFIED,),
            ("phone",),
            settings=rest | {"kind": "survey"},
        ),
        Plan(
            "tai-quay",
            "Đánh giá thường xuyên tại quầy (mô phỏng)",
            opens,
            closes,
            ("Sở Tư pháp",),
            ("kiosk",),
            questionnaire=COUNTER,
            settings=rest | {"kind": "rating"},
        ),
    )


def cells(code: str) -> list[Cell]:
    """How many ballots each unit has in both waves of a series, and how much better it is than the rest."""
    return [
        Cell(unit, str(year), ballots, effect + later * PROGRESS, FORCED.get(unit, {}) if later else {})
        for later, year in enumerate(YEARS)
        for unit, ballots, effect in _sizes(code, year)
    ]


def _over(code: str, units: str, year: int) -> Plan:
    drawn = code == "cap-so"
    return Plan(
        f"{code}-{year}",
        f"Khảo sát mức độ hài lòng đối với các {units} năm {year} (mô phỏng)",
        dt.date(year, 9, 15),
        dt.date(year, 10, 30),
        tuple(unit for unit, _, _ in _sizes(code, year)),
        ("paper",) if drawn else ("phone", "kiosk"),
        settings={
            "kind": "survey",
            "design": "random_sample" if drawn else "voluntary",
            "keep_until": dt.date(year + 5, 12, 31),
            "results_month": f"tháng 12 năm {year}",
        },
    )


def _sizes(code: str, year: int) -> list[tuple[str, int, float]]:
    """Name, ballots and effect of every unit of a wave."""
    if code == "cap-xa":
        return list(_communes(year))
    return [(each.name, each.ballots[YEARS.index(year)], each.effect) for each in DEPARTMENTS]


def _communes(year: int) -> Iterator[tuple[str, int, float]]:
    """Effects stay with a unit from wave to wave; the merged commune lies between its predecessors."""
    random = np.random.default_rng(SEED)
    effects = {name: random.normal(0, EFFECT) for name in sorted({*communes("2025-09-15"), MERGED})}
    effects[MERGED] = sum(effects[name] for name in PREDECESSORS) / len(PREDECESSORS)
    sizes = np.random.default_rng([SEED, year])
    for name in communes(f"{year}-09-15"):
        ballots = int(sizes.integers(*BALLOTS))
        yield name, TOO_FEW if name == SMALLEST else ballots, float(effects[name])
