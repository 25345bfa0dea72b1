"""Two runs from a file, with no database: nine simulated departments in two waves, and fifty ballots."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from questionnaires.load import load
from survey.analysing.analyse import analyse
from survey.analysing.request import Request
from survey.demo.simulate import Cell, simulate

SEED = 2026
SHORT = "unit-short"
SHARES = {"purpose": {"2": 0.5}, "UF": {"1": 0.15}, "sex": {"0": 0.04}}
DEPARTMENTS = {
    "Sở Nội vụ": ((240, 260), 0.15),
    "Sở Tư pháp": ((310, 300), 0.35),
    "Sở Tài chính": ((280, 320), 0.05),
    "Sở Công Thương": ((180, 190), 0.10),
    "Sở Xây dựng": ((390, 400), -0.35),
    "Sở Nông nghiệp và Môi trường": ((400, 380), -0.25),
    "Sở Giáo dục và Đào tạo": ((220, 210), 0.25),
    "Sở Y tế": ((150, 170), 0.0),
    "Ban Quản lý các khu công nghiệp": ((3, 3), 0.1),
}
"""Ballots in the two waves, and how much better or worse than the rest."""
WAVES = ("2025", "2026")
PROGRESS = 0.12
FORCED: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {
    ("Sở Tư pháp", "2026"): {"U5": ("4", "5")},
    ("Sở Xây dựng", "2026"): {"U9": ("1", "2", "3")},
}
"""An item of which everybody is satisfied, and one of which nobody is."""

FIFTY = "Sở Tư pháp"
FIFTY_ANSWERS = {"2": 46, "1": 4}
FIFTY_YAML = """\
# One question, as a department asks it at its counter.
code: one-question
version: "1"
title: {vi: Phiếu khảo sát một câu hỏi, en: Survey of one question}
languages: [vi, en]
wording: own
status: final
index_rule: pooled
scales:
  opinion:
    positive: ["2"]
    options:
      - {code: "2", label: {vi: Hài lòng, en: Satisfied}}
      - {code: "1", label: {vi: Ý kiến khác, en: Another opinion}}
      - {code: "0", label: {vi: Không hài lòng, en: Dissatisfied}}
blocks:
  - code: satisfaction
    title: {vi: Mức độ hài lòng, en: Satisfaction}
    role: satisfaction
    stem: {vi: "Ông/Bà hài lòng ở mức nào về {item}?", en: "How satisfied are you with {item}?"}
    scale: opinion
    factors:
      - code: service
        title: {vi: Sự phục vụ, en: Service}
        items:
          - code: Q1
            text: {vi: sự phục vụ của cơ quan, en: the service of the office}
"""

Warn = Callable[[str], None]


Step = tuple[str, Callable[[], str]]
"""What is made, and how."""


def steps(folder: Path, warn: Warn) -> Iterator[Step]:
    """The two runs of `hailong analyse` below a folder."""
    yield from _departments(folder, warn)
    yield from _fifty(folder, warn)


def _departments(part: Path, warn: Warn) -> Iterator[Step]:
    data = part / "departments-simulated.csv"
    request = Request(
        file=data,
        questionnaire=SHORT,
        unit="unit",
        wave="wave",
        out=part / "departments-vi",
        title="Khảo sát mức độ hài lòng tại các sở (mô phỏng)",
        simulated=True,
    )
    english = replace(
        request,
        out=part / "departments-en",
        language="en",
        title="Satisfaction with the departments (simulated)",
    )
    yield data.name, lambda: _write(data, simulate(load(SHORT), cells(), seed=SEED, shares=SHARES))
    yield "departments-vi", lambda: _analyse(request, warn)
    yield "departments-en", lambda: _analyse(english, _silent)


def _fifty(part: Path, warn: Warn) -> Iterator[Step]:
    data, form = part / "one-question-simulated.csv", part / "one-question.yaml"
    answers = [code for code, n in FIFTY_ANSWERS.items() for _ in range(n)]
    request = Request(
        file=data,
        questionnaire=str(form),
        unit="unit",
        out=part / "one-question-vi",
        title="Khảo sát một câu hỏi (mô phỏng)",
        simulated=True,
    )
    yield form.name, lambda: _write_form(form)
    yield data.name, lambda: _write(data, {"unit": [FIFTY] * len(answers), "Q1": answers})
    yield "one-question-vi", lambda: _analyse(request, warn)


def cells() -> list[Cell]:
    """The departments in both waves, a little better in the second."""
    return [
        Cell(unit, wave, ballots[number], effect + number * PROGRESS, FORCED.get((unit, wave), {}))
        for number, wave in enumerate(WAVES)
        for unit, (ballots, effect) in DEPARTMENTS.items()
    ]


def _write(path: Path, columns: Mapping[str, Sequence[str]]) -> str:
    rows = list(zip(*columns.values(), strict=True))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)
    return f"{len(rows)} simulated ballots"


def _write_form(path: Path) -> str:
    path.write_text(FIFTY_YAML, encoding="utf-8", newline="\n")
    return "a questionnaire of one question"


def _analyse(request: Request, warn: Warn) -> str:
    return "; ".join(analyse(request, warn=warn).lines)


def _silent(_note: str) -> None:
    """The same remarks were made in the first language."""
