"""A simulated province for the benches of reports: units, waves, breakdowns, with everything computed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from analysis.design import Design
from analysis.figures import Limits, Summary
from analysis.summary import summarised
from questionnaires.answers import positions
from questionnaires.load import load
from questionnaires.model import Questionnaire
from reports.background import (
    Background,
    Breakdown,
    Cases,
    Course,
    History,
    Moment,
    Place,
    Published,
    Returns,
    Theme,
    UnitBackground,
)
from reports.content import About, Edition, Report
from reports.unit import unit_report

SHARES = [0.02, 0.04, 0.10, 0.50, 0.34]
"""How often each level is chosen."""


COLUMNS = {"mode": ("kiosk", "phone", "paper"), "respondent_type": ("citizen", "organisation")}
"""By what the answers are broken down."""
YEARS = ("2024", "2025", "2026")
THEMES = ("Thái độ phục vụ", "Nơi tiếp nhận", "Thời hạn")


@dataclass(frozen=True)
class Simulated:
    """`units` units of `each` ballots in every wave, answered at random."""

    units: int
    each: int
    waves: tuple[str, ...] = ("2025", "2026")
    by: bool = True

    @cached_property
    def form(self) -> Questionnaire:
        return load("unit-short")

    @cached_property
    def names(self) -> list[str]:
        return [f"Xã số {number:04d}" for number in range(1, self.units + 1)]

    @cached_property
    def summary(self) -> Summary:
        """Computed from random answers, the same in every run."""
        random, places = np.random.default_rng(2026), positions(self.form)
        n = self.units * self.each * len(self.waves)
        answers = np.full((n, len(places)), ord("."), np.uint8)
        rated = {item.code for item in self.form.rated_items}
        for number, place in enumerate(places):
            if place.item in rated:
                answers[:, number] = random.choice(np.frombuffer(b"12345", np.uint8), n, p=SHARES)
        unit = [name for _ in self.waves for name in self.names for _ in range(self.each)]
        wave = [name for name in self.waves for _ in range(self.units * self.each)]
        by = {name: random.choice(values, n).tolist() for name, values in COLUMNS.items()}
        stratum = [f"{w} {u}" for w, u in zip(wave, unit, strict=True)]
        design = Design.of(n, stratum=stratum, declared=False)
        found, _ = summarised(
            self.form,
            answers,
            design=design,
            unit=unit,
            wave=wave,
            by=by if self.by else None,
            limits=Limits(),
        )
        return found

    @cached_property
    def background(self) -> Background:
        """Every unit with a place, its history, and what stands beside its figures."""
        columns = {name: (name, values) for name, values in COLUMNS.items()} if self.by else {}
        return Background(
            units={name: self._known(number) for number, name in enumerate(self.names, start=1)},
            breakdowns=tuple(Breakdown(name, values) for name, values in columns.values()),
        )

    def _known(self, number: int) -> UnitBackground:
        name = self.names[number - 1]
        figure = self.summary.figure("overall", unit=name, wave=self.waves[-1])
        moments = tuple(Moment(wave, replace(figure, wave=wave)) for wave in YEARS)
        return UnitBackground(
            place=Place(number, self.units, max(1, number - 3), min(self.units, number + 3)),
            returns=Returns(target=self.each, drawn=self.each, set_aside=(("duplicate", 3), ("blank", 2))),
            history=History(YEARS, (Course(name, moments),)),
            published=tuple(Published(name, year, 0.8, 200, "Thông báo (mô phỏng)") for year in (2022, 2023)),
            cases=(Cases(dt.date(2026, 1, 1), dt.date(2026, 9, 30), 4_000, 3_900, 3_700, 200, 90),),
            themes=tuple(Theme(theme, 12, (f"Ý kiến về {theme} (mô phỏng)",) * 2) for theme in THEMES),
        )

    def report(self, number: int, edition: Edition) -> Report:
        """The report of one unit in the last wave."""
        return unit_report(
            self.summary,
            self.form,
            unit=self.names[number % self.units],
            wave=self.waves[-1],
            language="vi",
            about=ABOUT,
            edition=edition,
            background=self.background,
        )


ABOUT = About("Bench", "bench.csv", "0" * 12, True, "unit-short", "1")
