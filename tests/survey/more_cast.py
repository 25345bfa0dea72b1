"""Ballots for the tables beside the estimates: units large, small and tiny, of two kinds, in several waves."""

from __future__ import annotations

import csv
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import survey.analysing.analyse as road
from survey.batch.running import Batch
from survey.cli import run
from tests.survey.cast import Sheet

FORM = """\
code: tables
version: "1"
title: {vi: Phiếu bảng, en: Tables form}
languages: [vi, en]
status: final
index_rule: pooled
scales:
  five:
    positive: ["4", "5"]
    options:
      - {code: "5", label: {vi: Rất hài lòng, en: Very satisfied}}
      - {code: "4", label: {vi: Hài lòng, en: Satisfied}}
      - {code: "3", label: {vi: Bình thường, en: Neither}}
      - {code: "2", label: {vi: Không hài lòng, en: Dissatisfied}}
      - {code: "1", label: {vi: Rất không hài lòng, en: Very dissatisfied}}
blocks:
  - code: satisfaction
    title: {vi: Mức độ hài lòng, en: Satisfaction}
    role: satisfaction
    stem: {vi: "Ông/Bà hài lòng ở mức nào về {item}?", en: "How satisfied are you with {item}?"}
    scale: five
    factors:
      - code: procedures
        title: {vi: Thủ tục, en: Procedures}
        items:
          - {code: P1, text: {vi: thành phần hồ sơ, en: the papers asked for}}
          - {code: P2, text: {vi: thời hạn giải quyết, en: the time limit}}
          - {code: P3, text: {vi: phí và lệ phí, en: the fees}}
      - code: officials
        title: {vi: Công chức, en: Officials}
        items:
          - {code: S1, text: {vi: thái độ phục vụ, en: the way staff spoke to you}}
          - {code: S2, text: {vi: hướng dẫn kê khai, en: the guidance}}
          - {code: S3, text: {vi: tuân thủ quy định, en: following the rules}}
          - {code: ALL, role: overall, text: {vi: việc phục vụ nói chung, en: the service as a whole}}
"""
ITEMS = ("P1", "P2", "P3", "S1", "S2", "S3", "ALL")
HEADER = ["unit", "kind", "wave", "weight", "sex", "mode", "seconds", "collector", "day", "hour", "serial"]
TINY, SMALL = "Xã Tí Hon", "Xã Ít Phiếu"
COMMUNES = ("Xã An Bình", "Xã Bình Minh", "Xã Cam Lộ", "Xã Đông Hà", "Xã Hải Lăng", "Xã Phú Lộc")
OFFICES = ("Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp", "Sở Xây dựng")
LEVELS = dict(zip((*COMMUNES, *OFFICES), (0.9, 0.3, 0.6, 0.0, 0.7, 0.5, 1.1, 0.2, 0.6, 0.8), strict=True))
COUNTED = ("--also", "all", "--kind", "kind")


def many_ballots(each: int = 45, *, waves: tuple[str, ...] = ("2026",), seed: int = 4) -> Sheet:
    """`each` ballots of ten units in every wave, 14 of a small unit and 3 of a tiny one."""
    dice = random.Random(seed)
    sizes = dict.fromkeys(LEVELS, each) | {SMALL: 14, TINY: 3}
    rows: list[list[str]] = []
    for wave in waves:
        for unit, size in sizes.items():
            for _ in range(size):
                rows.append(_row(unit, wave, len(rows), dice))
    return Sheet([*HEADER, *ITEMS], rows)


def _row(unit: str, wave: str, number: int, dice: random.Random) -> list[str]:
    person = LEVELS.get(unit, 0.5) + dice.gauss(0, 0.8)
    answers = [str(min(5, max(1, round(3.4 + person + dice.gauss(0, 0.7))))) for _ in ITEMS]
    kiosk = dice.random() < 0.6
    about = [
        unit,
        "commune" if unit.startswith("Xã") else "department",
        wave,
        f"{dice.randint(50, 250) / 100}",
        dice.choice("fm"),
        "kiosk" if kiosk else "paper",
        str(dice.randint(70, 300)) if kiosk else "",
        f"{unit} {number % 2}",
        f"{dice.randint(1, 20):02d}/07/{wave}",
        str(dice.randint(8, 16)),
        f"{wave}-{number:05d}",
    ]
    return about + answers


@dataclass(frozen=True)
class Made:
    """A folder that the command wrote, and the file it was made of."""

    folder: Path
    file: Path
    form: Path

    def table(self, name: str) -> list[dict[str, str]]:
        with (self.folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "estimates.json").read_text(encoding="utf-8"))
        return found


def made(folder: Path, sheet: Sheet, *options: object, form: str = FORM) -> Made:
    """Run the command on a sheet, without printing reports; it must succeed."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "form.yaml").write_text(form, encoding="utf-8")
    result = Made(folder / "out", sheet.csv(folder / "ballots.csv"), folder / "form.yaml")
    given = ["analyse", result.file, "--questionnaire", result.form, "--unit", "unit", "--out", result.folder]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(road, "write_reports", lambda *_, **__: Batch(()))
        assert run([str(each) for each in (*given, *options)]) == 0
    return result
