"""The cast of these tests: surveys of departments and communes, computed without their unit reports."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

from analysis.figures import Figure, Limits, Summary
from analysis.summary import summarised
from questionnaires.load import load
from reports.background import Background
from reports.content import About, Grid, Picture
from reports.official.content import Official
from reports.official.home_affairs import home_affairs_report
from reports.official.province import province_report
from reports.official.setting import Setting
from reports.official.standing import Standing
from survey.analysing.backgrounds import backgrounds
from survey.analysing.ballots import read_ballots
from survey.analysing.more.material import Material
from survey.analysing.official_documents import Told, told_of
from survey.analysing.request import Request

ABOUT = About(
    title="Khảo sát mức độ hài lòng, tỉnh Lam Giang",
    source="phiếu.csv",
    checksum="7f3a 91c2 e04b",
    simulated=True,
    questionnaire="unit-short",
    version="2026.1",
)
ITEMS = [f"U{number}" for number in range(1, 10)]
HEADER = ["wave", "unit", "kind", "mode", *ITEMS]
PUBLIC = Limits(display=10, public=True)

Row = list[str]


def ballots(
    unit: str, n: int, share: float, *, kind: str = "commune", wave: str = "2026", mode: str = "kiosk"
) -> list[Row]:
    """n ballots of a unit, of which about this share is satisfied with each item."""
    dice = random.Random(f"{unit}{wave}{n}")
    return [[wave, unit, kind, mode, *_answers(dice, share)] for _ in range(n)]


def _answers(dice: random.Random, share: float) -> list[str]:
    return [dice.choice("45") if dice.random() < share else dice.choice("123") for _ in ITEMS]


def many(n: int, *, kind: str = "commune", each: int = 40, wave: str = "2026") -> list[Row]:
    """n units of a kind, from 60 % to 95 % satisfied."""
    shares = [0.6 + 0.35 * number / max(1, n - 1) for number in range(n)]
    return [
        row
        for number, share in enumerate(shares, start=1)
        for row in ballots(f"Xã {number}", each, share, kind=kind, wave=wave)
    ]


@dataclass(frozen=True)
class Survey:
    """A survey, computed, and what its official reports are made of."""

    material: Material
    summary: Summary
    told: Told
    language: str = "vi"

    def standing(self, kind: str = "commune", wave: str = "2026") -> Standing:
        return next(each for each in self.told.standings[wave] if each.kind == kind)

    def report(
        self, kind: str = "commune", *, wave: str = "2026", setting: Setting | None = None
    ) -> Official:
        """Home Affairs' report on a kind."""
        return home_affairs_report(
            self.summary, self.material.questionnaire, self.standing(kind, wave), **self._of(wave, setting)
        )

    def province(self, *, wave: str = "2026", setting: Setting | None = None) -> Official:
        """The report on all together."""
        found, answered = self.told.standings[wave], self.told.answered[wave]
        of = self._of(wave, setting)
        return province_report(self.summary, self.material.questionnaire, found, answered, **of)

    def background(self, wave: str = "2026") -> Background:
        return self.told.backgrounds[wave]

    def _of(self, wave: str, setting: Setting | None) -> dict[str, Any]:
        told = {"wave": wave, "language": self.language, "about": ABOUT}
        return told | {"setting": setting or Setting(), "background": self.background(wave)}


def survey(
    folder: Path,
    rows: Iterable[Sequence[str]],
    *,
    header: Sequence[str] = HEADER,
    questionnaire: str = "unit-short",
    limits: Limits | None = None,
    language: str = "vi",
    **options: object,
) -> Survey:
    """Read and compute a survey of these rows."""
    file = folder / "ballots.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    told: dict[str, Any] = {"unit": "unit", "wave": "wave", "kind": "kind", "language": language, **options}
    request = Request(file=file, questionnaire=questionnaire, out=folder / "out", **told)
    asked = load(questionnaire)
    read = read_ballots(request, asked)
    drawn, kept = read.drawn, limits or Limits()
    summary, waves = summarised(
        asked, read.answers, design=read.design, unit=drawn.unit, wave=drawn.wave, limits=kept
    )
    material = Material(request, asked, read, kept, summed=waves)
    known = backgrounds(material)
    return Survey(material, summary, told_of(material, known, {}), language)


def texts(content: Any) -> Iterator[str]:
    """Every text that a reader sees: neither figures nor what only programs use."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, Figure | About):
        return
    elif is_dataclass(content):
        for field in fields(content):
            if field.name not in UNSEEN:
                yield from texts(getattr(content, field.name))
    elif isinstance(content, tuple):
        for each in content:
            yield from texts(each)


UNSEEN = {
    "code",
    "tone",
    "role",
    "language",
    "measure",
    "chart",
    "alt",
    "axis",
    "figures",
    "official",
    "page",
}


def words(made: Official) -> str:
    """All texts of a report, a line each."""
    return "\n".join(texts(made))


def grid(made: Official, code: str) -> Grid:
    """The table of this code."""
    return next(each for each in made.pieces if isinstance(each, Grid) and each.code == code)


def picture(made: Official, code: str) -> Picture:
    """The chart of this code."""
    return next(each for each in made.pieces if isinstance(each, Picture) and each.code == code)


def rows(found: Grid) -> dict[str, tuple[str, ...]]:
    """The lines of a table by their first cell."""
    return {row.cells[0].text: tuple(cell.text for cell in row.cells[1:]) for row in found.rows}


def codes(made: Official) -> list[str]:
    return [piece.code for piece in made.pieces]


def numbers(text: str) -> list[str]:
    """Every percentage in a text."""
    return re.findall(r"\d+[.,]\d+%", text)


def by_name(lines: Sequence[Mapping[str, Any]], name: str) -> dict[str, Mapping[str, Any]]:
    return {line[name]: line for line in lines}
