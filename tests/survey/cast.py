"""The cast of these tests: a short form, and ballots in every dress."""

from __future__ import annotations

import csv
import gzip
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter

FORM = """\
code: two-questions
version: "1"
title: {vi: Phiếu thử, en: Trial form}
languages: [vi, en]
status: final
index_rule: pooled
scales:
  five:
    positive: ["4", "5"]
    no_opinion: {vi: Không có ý kiến, en: No opinion}
    options:
      - {code: "5", label: {vi: Rất hài lòng, en: Very satisfied}}
      - {code: "4", label: {vi: Hài lòng, en: Satisfied}}
      - {code: "3", label: {vi: Bình thường, en: Neither}}
      - {code: "2", label: {vi: Không hài lòng, en: Dissatisfied}}
      - {code: "1", label: {vi: Rất không hài lòng, en: Very dissatisfied}}
blocks:
  - code: about
    title: {vi: Chung, en: About}
    role: about
    items:
      - {code: sent, kind: yes_no, text: {vi: Đã góp ý chưa?, en: Have you sent feedback?}}
      - code: how
        kind: multiple
        text: {vi: Bằng cách nào?, en: How did you file?}
        options:
          - {code: "1", label: {vi: trực tiếp, en: in person}}
          - {code: "2", label: {vi: qua mạng, en: online}}
          - {code: "3", label: {vi: bưu điện, en: by post}}
  - code: satisfaction
    title: {vi: Mức độ hài lòng, en: Satisfaction}
    role: satisfaction
    stem: {vi: "Ông/Bà hài lòng ở mức nào về {item}?", en: "How satisfied are you with {item}?"}
    scale: five
    factors:
      - code: service
        title: {vi: Phục vụ, en: Service}
        items:
          - {code: A1, text: {vi: thái độ phục vụ, en: the way staff spoke to you}}
          - {code: A2, text: {vi: thời gian giải quyết, en: the time taken}}
          - {code: A3, asked_if: {item: sent, codes: ["1"]}, text: {vi: việc trả lời góp ý, en: the reply}}
"""
UNITS = ("Sở Nội vụ", "Sở Tư pháp", "Ủy ban nhân dân phường Đông Hà")
HEADER = ("unit", "wave", "weight", "sent", "A1", "A2", "A3")


@dataclass
class Sheet:
    """Rows of text under a header, changed by a test and saved in the dress it wants."""

    header: list[str]
    rows: list[list[str]]

    def put(self, row: int, column: str, value: str) -> Sheet:
        """Write one cell; `row` as a person counts in the spreadsheet, the header being 1."""
        self.rows[row - 2][self.header.index(column)] = value
        return self

    def column(self, name: str, values: Sequence[str]) -> Sheet:
        """Add a column."""
        self.header.append(name)
        for row, value in zip(self.rows, values, strict=True):
            row.append(value)
        return self

    def csv(self, path: Path, *, delimiter: str = ",", encoding: str = "utf-8") -> Path:
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "wt", encoding=encoding, newline="") as file:
            writer = csv.writer(file, delimiter=delimiter)
            writer.writerows([self.header, *self.rows])
        return path

    def xlsx(self, path: Path) -> Path:
        with xlsxwriter.Workbook(path, {"strings_to_numbers": True}) as book:
            page = book.add_worksheet("Phiếu")
            for number, row in enumerate([self.header, *self.rows]):
                page.write_row(number, 0, row)
        return path


def ballots(n: int, seed: int = 1) -> Sheet:
    """n ballots of three units in two waves; A3 only of those who sent feedback."""
    dice = random.Random(seed)
    rows = []
    for number in range(n):
        sent = dice.choice("01")
        answers = [dice.choice("3445512"), dice.choice("44555?"), dice.choice("12345") if sent == "1" else ""]
        weight = f"{dice.randint(50, 250) / 100}"
        rows.append([UNITS[number % 3], ("2025", "2026")[number % 2], weight, sent, *answers])
    return Sheet(list(HEADER), rows)


@dataclass
class Outcome:
    """What a command left: its exit status and what it said."""

    status: int
    out: str
    err: str
    folder: Path = field(default_factory=Path)


Command = Callable[..., Outcome]
