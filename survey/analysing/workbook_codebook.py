"""What every column of the results means, in Vietnamese and English: one source for workbook and docs."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from questionnaires.model import Text, say

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True)
class Unit:
    """A kind of cell: its name in the docs, its name for people, how numbers are shown.

    `score` is how a figure is shown where figures are mean scores; empty: no other way.
    """

    kind: str
    name: Text
    format: str = ""
    score: str = ""


_SHARE: Text = {"vi": "tỷ lệ, hiện theo %", "en": "a share, shown in %"}
UNITS: dict[str, Unit] = {
    "text": Unit("text", {"vi": "chữ", "en": "text"}),
    "truth": Unit("true/false", {"vi": "có hoặc không", "en": "yes or no"}),
    "count": Unit("integer", {"vi": "số lượng", "en": "a count"}, "#,##0"),
    "place": Unit("integer", {"vi": "thứ hạng", "en": "a rank"}, "0"),
    "whole": Unit("integer", {"vi": "số nguyên", "en": "a whole number"}, "0"),
    "figure": Unit(
        "number 0–1",
        {
            "vi": "tỷ lệ, hiện theo %; với bình quân điểm: theo thang đo",
            "en": "a share, shown in %; a mean score in units of its scale",
        },
        "0.00%",
        "0.00",
    ),
    "gap": Unit(
        "number",
        {
            "vi": "hiệu của hai tỷ lệ: 3,10% là 3,10 điểm phần trăm; với bình quân điểm: điểm",
            "en": "a difference of shares: 3.10% is 3.10 percentage points; of mean scores: points",
        },
        "+0.00%;-0.00%;0.00%",
        "+0.00;-0.00;0.00",
    ),
    "share": Unit("number 0–1", _SHARE, "0.00%"),
    "level": Unit("number 0–1", _SHARE, "0.0%"),
    "probability": Unit(
        "number 0–1", {"vi": "xác suất", "en": "a probability"}, "[<0.0001]0.0E+00;0.0000"
    ),
    "number": Unit("number", {"vi": "số", "en": "a number"}, "#,##0.00"),
    "fine": Unit("number", {"vi": "số, hiện sáu chữ số thập phân", "en": "a number, 6 decimals"}, "0.000000"),
}  # fmt: skip

SHEETS: dict[str, Text] = {
    "estimates": {"vi": "Số liệu", "en": "Figures"},
    "changes": {"vi": "Thay đổi", "en": "Changes"},
    "lowest": {"vi": "Nội dung thấp nhất", "en": "Lowest items"},
    "highest": {"vi": "Nội dung cao nhất", "en": "Highest items"},
    "ranks": {"vi": "Thứ hạng", "en": "Ranks"},
    "pairs": {"vi": "Từng cặp đơn vị", "en": "Pairs of units"},
    "against_rest": {"vi": "So với phần còn lại", "en": "Against the rest"},
    "standardised": {"vi": "Cùng cơ cấu", "en": "Standardised"},
    "expected": {"vi": "Khoảng thông thường", "en": "Expected range"},
    "small_areas_model_based": {"vi": "Ước lượng theo mô hình", "en": "Model-based"},
    "quality": {"vi": "Dấu hiệu cần kiểm tra", "en": "Quality flags"},
    "quality_effect": {"vi": "Khi bỏ phiếu có dấu hiệu", "en": "Without flagged ballots"},
    "scale": {"vi": "Độ tin cậy thang đo", "en": "Scale"},
    "drivers": {"vi": "Nội dung gắn chặt nhất", "en": "Drivers"},
    "trend": {"vi": "Xu hướng", "en": "Trend"},
    "questions": {"vi": "Câu hỏi khác", "en": "Other questions"},
    "intervals": {"vi": "Khoảng theo cách khác", "en": "Other intervals"},
}
"""The sheet of every table by the table's name in estimates.json."""


@dataclass(frozen=True)
class Column:
    """A column of a table: its code, what kind of cell it has, its heading, its meaning.

    `tables` are those it belongs to; none: to any that has no such column of its own.
    `values` names its list in `codes`, where the values are few.
    """

    tables: tuple[str, ...]
    code: str
    unit: Unit
    heading: Text
    meaning: Text
    values: str = ""


@dataclass(frozen=True)
class Code:
    """A value of a column and what it means; the meaning of a `word` stands in the cell in its place."""

    meaning: Text
    word: bool


@cache
def columns() -> tuple[Column, ...]:
    """Every column that is explained, in the order of the file; no tables: of any table."""
    return tuple(
        Column(
            tables=tuple(row["tables"].split()),
            code=row["column"],
            unit=UNITS[row["unit"]],
            heading={"vi": row["heading_vi"], "en": row["heading_en"]},
            meaning={"vi": row["meaning_vi"], "en": row["meaning_en"]},
            values=row["values"],
        )
        for row in _rows("codebook.csv")
    )


@cache
def codes() -> dict[str, dict[str, Code]]:
    """The lists of values by name, each with its codes."""
    found: dict[str, dict[str, Code]] = {}
    for row in _rows("codebook-values.csv"):
        meaning: Text = {"vi": row["vi"], "en": row["en"]}
        found.setdefault(row["values"], {})[row["code"]] = Code(meaning, row["as_word"] == "yes")
    return found


def column(table: str, code: str) -> Column:
    """What a column means in a table: by a line of that table's own, else by the one of all tables."""
    return _places()[table, code] if (table, code) in _places() else _places()["", code]


@cache
def _places() -> dict[tuple[str, str], Column]:
    return {(table, each.code): each for each in columns() for table in each.tables or ("",)}


def worded(values: str, code: str | bool, language: str) -> str:
    """A code as the cell shows it: its word in this language, else the code itself."""
    key = str(code).lower() if isinstance(code, bool) else code
    found = codes().get(values, {}).get(key)
    return say(found.meaning, language) if found and found.word else key


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
