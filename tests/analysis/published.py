"""A small wave through the real command in its public edition, and what its files say to a reader."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
from pypdf import PdfReader

from analysis.figures import By, Figure, Summary
from survey.cli import run

CODES, VALID = "12345?", "12345"
ITEMS = ("I1", "I2", "I3", "SG")
LABELS = {
    "overall": "mức độ hài lòng chung",
    "F1": "tiếp cận",
    "F2": "phục vụ",
    "I1": "nơi ngồi chờ",
    "I2": "biển chỉ dẫn",
    "I3": "thái độ",
    "SG": "sự phục vụ xét chung",
}
FORM = """\
code: small-wave
version: "1"
title: {vi: Đợt nhỏ}
languages: [vi]
status: final
index_rule: pooled
scales:
  five:
    positive: ["4", "5"]
    no_opinion: {vi: Không có ý kiến}
    options:
      - {code: "5", label: {vi: Rất hài lòng}}
      - {code: "4", label: {vi: Hài lòng}}
      - {code: "3", label: {vi: Bình thường}}
      - {code: "2", label: {vi: Không hài lòng}}
      - {code: "1", label: {vi: Rất không hài lòng}}
blocks:
  - code: block
    title: {vi: Hài lòng}
    role: satisfaction
    scale: five
    factors:
      - code: F1
        title: {vi: Tiếp cận}
        items:
          - {code: I1, text: {vi: nơi ngồi chờ}}
          - {code: I2, text: {vi: biển chỉ dẫn}}
      - code: F2
        title: {vi: Phục vụ}
        items:
          - {code: I3, text: {vi: thái độ}}
          - {code: SG, role: overall, text: {vi: sự phục vụ xét chung}}
"""
Line = dict[str, Any]
Place = tuple[str | None, By, str]
"""Unit, breakdown, code of a line."""
WHOLE = "(tất cả đơn vị)"


@dataclass(frozen=True)
class Wave:
    """Ballots of some units, as a file would have them."""

    units: list[str]
    by: dict[str, list[str]]
    answers: list[str]
    """One sign an item; a point where there is none."""

    def moved(self, ballot: int, unit: str) -> Wave:
        """The same with one ballot in another unit."""
        units = [unit if place == ballot else each for place, each in enumerate(self.units)]
        return Wave(units, self.by, self.answers)


def small_wave(seed: int, units: int = 30, middle: float = 14.0) -> Wave:
    """Communes of a few ballots or some dozens, an item that half of them were asked, two breakdowns."""
    rng = np.random.default_rng([20261122, seed])
    sizes = np.maximum(1, rng.lognormal(np.log(middle), 0.8, units).astype(int))
    signs = rng.choice(list(CODES), (sizes.sum(), len(ITEMS)), p=[0.02, 0.05, 0.13, 0.4, 0.35, 0.05])
    signs[rng.random(signs.shape) < [0.0, 0.15, 0.5, 0.1]] = "."
    names = [f"Xã {chr(65 + number % 26)}{'abc'[number // 26]}" for number in range(units)]
    n = len(signs)
    by = {
        "sex": rng.choice(["f", "m"], n, p=[0.7, 0.3]),
        "age": rng.choice(list("xyz"), n, p=[0.6, 0.3, 0.1]),
    }
    return Wave(
        [name for name, size in zip(names, sizes, strict=True) for _ in range(size)],
        {name: values.tolist() for name, values in by.items()},
        ["".join(row) for row in signs],
    )


def publish(wave: Wave, folder: Path, *more: str) -> Exits:
    """What the command makes of a wave: estimates, workbook, and each report in full, as PDF, page and data."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "form.yaml").write_text(FORM, encoding="utf-8")
    with (folder / "ballots.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["unit", *wave.by, *ITEMS])
        for number, answer in enumerate(wave.answers):
            told = ["" if sign == "." else "9" if sign == "?" else sign for sign in answer]
            writer.writerow([wave.units[number], *(values[number] for values in wave.by.values()), *told])
    given = ["--questionnaire", folder / "form.yaml", "--unit", "unit", "--dont-know", "9"]
    by = [word for name in wave.by for word in ("--by", name)]
    words = ["analyse", folder / "ballots.csv", *given, *by, "--edition", "full", "--json", *more]
    assert run([str(word) for word in [*words, "--out", folder / "out"]]) == 0
    return Exits(folder / "out")


@dataclass(frozen=True)
class Exits:
    """The files of a public edition."""

    folder: Path

    @cached_property
    def lines(self) -> dict[Place, Line]:
        """estimates.csv, read as anybody would."""
        with (self.folder / "estimates.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        return {_place(row): {name: value or None for name, value in row.items()} for row in rows}

    @cached_property
    def json(self) -> dict[Place, Line]:
        """estimates.json."""
        found = json.loads((self.folder / "estimates.json").read_text(encoding="utf-8"))["estimates"]
        return {_place(each): each for each in found}

    @cached_property
    def workbook(self) -> dict[Place, Line]:
        """The sheet of estimates of estimates.xlsx, by the codes of its columns."""
        book = openpyxl.load_workbook(self.folder / "estimates.xlsx")
        rows = list(book["Số liệu"].iter_rows(min_row=4, values_only=True))
        told = [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]
        return {_place(row | {"unit": None if row["unit"] == WHOLE else row["unit"]}): row for row in told}

    @cached_property
    def names(self) -> dict[str, Place]:
        """What a row of a report may be about: a line of its unit by its label, the result of another unit."""
        lines: dict[str, Place] = {label: (None, None, code) for code, label in LABELS.items()}
        units = {unit for unit, _, _ in self.lines if unit is not None}
        return lines | {unit.lower(): (unit, None, "overall") for unit in units}

    def rows(self, ending: str) -> Iterator[tuple[Path, Line, list[str]]]:
        """Each row of each report of a kind: the file, the line of estimates.csv that it is about, its cells."""
        for unit, path in self.reports(ending):
            for name, cells in READERS[ending](path, tuple(self.names)):
                about, by, code = self.names[name]
                yield path, self.lines[about or unit, by, code], cells

    def reports(self, ending: str) -> Iterator[tuple[str | None, Path]]:
        """Each file of a kind with the unit that it is about; None: all units together."""
        with (self.folder / "reports" / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                if row["file"].endswith(ending):
                    yield row["unit"] or None, self.folder / "reports" / row["file"]

    def summary(self, wave: Wave) -> Summary:
        """The published figures as an attacker takes them down, and more than he has.

        Of a line that is shown he is told how often each code was given, of which the pages print shares.
        """
        units = sorted({unit for unit, _, _ in self.lines if unit is not None})
        return Summary(
            tuple(_figure(place, line, wave) for place, line in self.lines.items()), units=tuple(units)
        )


def _place(line: Mapping[str, Any]) -> Place:
    by = (str(line["by"]), str(line["by_value"])) if line["by"] else None
    return line["unit"] or None, by, str(line["code"])


def _figure(place: Place, line: Line, wave: Wave) -> Figure:
    unit, by, code = place
    n, n_valid, dont_know = (None if line[name] is None else int(line[name]) for name in BASES)
    counts = None
    if code in ITEMS and line["suppressed"] is None:
        column = ITEMS.index(code)
        said = [
            answer[column]
            for row, answer in enumerate(wave.answers)
            if unit in (None, wave.units[row]) and (by is None or wave.by[by[0]][row] == by[1])
        ]
        counts = tuple((sign, said.count(sign)) for sign in VALID)
    hidden = line["suppressed"] or ""
    return Figure(None, unit, by, code, line["kind"], n, n_valid, dont_know, counts, None, hidden)


BASES = ("n", "n_valid", "dont_know")

NUMBER = re.compile(r"\(?[−+]?\d[\d.,]*%?(?:–\d[\d.,]*%?)?\)?(?: \(tk\))?")
"""A cell that holds a number, an interval, or a number for reference only."""


def rows_of_pdf(path: Path, names: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Each row of a table in a PDF: its name, and the cells that follow, up to the first words."""
    text = "\n".join(page.extract_text() for page in PdfReader(path).pages)
    lines = [" ".join(line.split()) for line in text.split("\n")]
    for place, line in enumerate(lines):
        if line.lower() in names:
            cells: list[str] = []
            for cell in lines[place + 1 :]:
                if cell not in ("(*)", "…", "–") and not NUMBER.fullmatch(cell):
                    break
                cells.append(cell)
            yield line.lower(), cells


def rows_of_page(path: Path, names: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Each row of a table of an HTML page that begins with one of the names, with its cells."""
    reader = _Rows()
    reader.feed(path.read_text(encoding="utf-8"))
    for first, *cells in reader.rows:
        if first.lower() in names:
            yield first.lower(), cells


class _Rows(HTMLParser):
    """The cells of every row of every table, with whatever a drawing in them says."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([""])
            self.rows[-1].clear()
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self._inside = True
        if self._inside:
            self._add(
                " ".join(value or "" for name, value in attrs if name in ("aria-label", "title", "alt"))
            )

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self._add(data)

    def _add(self, text: str) -> None:
        if text.strip():
            self.rows[-1][-1] = " ".join(f"{self.rows[-1][-1]} {text}".split())


READERS = {".pdf": rows_of_pdf, ".html": rows_of_page}
