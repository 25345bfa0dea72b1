"""The sheets of an XLSForm as rows that know where they stand, and what is wrong with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from questionnaires.problems import nearest
from questionnaires.source import is_unprintable

SHEETS = ("survey", "choices", "settings")
TRANSLATED = ("label", "hint", "form_title", "hailong_stem")
"""Columns that may stand once for each language: label::English (en)."""
COLUMNS: dict[str, tuple[str, ...]] = {
    "survey": (
        *("type", "name", "label", "hint", "required", "relevant", "constraint"),
        *("hailong_part", "hailong_role", "hailong_kind", "hailong_weight", "hailong_stem"),
    ),
    "choices": ("list_name", "name", "label", "hailong_answer"),
    "settings": (
        *("form_id", "form_title", "version", "default_language"),
        *("hailong_status", "hailong_wording", "hailong_index_rule"),
    ),
}
ELSEWHERE = {
    "list name": "list_name",
    "form_id_string": "form_id",
    "title": "form_title",
    "id_string": "form_id",
}
"""Other spellings of a column that XLSForm knows."""
_LANGUAGE = re.compile(r"^(?:.*\()?\s*([a-z]{2,3}(?:-[A-Za-z0-9]+)*)\s*\)?$")


@dataclass(frozen=True)
class Cell:
    """Where something stands."""

    sheet: str
    row: int
    column: str


@dataclass(frozen=True)
class Row:
    """One row: its texts by column, and by column and language."""

    sheet: str
    number: int
    cells: Mapping[str, str]
    texts: Mapping[str, Mapping[str, str]]

    def get(self, column: str) -> str:
        """What stands in a column; "" where nothing does."""
        return self.cells.get(column, "")

    def text(self, column: str) -> dict[str, str]:
        """What stands in the columns of each language."""
        return dict(self.texts.get(column, {}))

    def at(self, column: str) -> Cell:
        """The place of a column in this row."""
        return Cell(self.sheet, self.number, column)


@dataclass
class Problems:
    """What is wrong, all of it, each with its place and its cure."""

    found: dict[tuple[Cell, str, str], None] = field(default_factory=dict)

    def add(self, where: Cell, what: str, cure: str) -> None:
        """One thing more."""
        self.found[where, what, cure] = None

    def report(self, name: str) -> str:
        """All as text, one a line: `file:row: sheet, column: what; cure`."""
        order = {sheet: number for number, sheet in enumerate(SHEETS)}
        told = sorted(self.found, key=lambda each: (order.get(each[0].sheet, -1), each[0].row))
        return "\n".join(
            f"{name}:{cell.row}: sheet {cell.sheet}{_column(cell)}: {what}; {cure}"
            for cell, what, cure in told
        )


def rows_of(sheet: str, cells: Sequence[Sequence[str]], problems: Problems, spoken: str = "") -> list[Row]:
    """The rows below the heading that hold anything; columns we have no place for are refused."""
    heads = [_head(each) for each in cells[0]] if cells else []
    _refuse_twice(sheet, heads, problems)
    rows = []
    for number, line in enumerate(cells[1:], start=2):
        told = {head: text for head, raw in zip(heads, line, strict=False) if (text := _tidy(raw))}
        if told:
            rows.append(_row(sheet, number, told, problems, spoken))
    return rows


def language_of(words: str) -> str:
    """The code of a language as XLSForm writes it: English (en), or en alone; "" where there is none."""
    found = _LANGUAGE.match(words.strip())
    return found[1] if found else ""


def _row(sheet: str, number: int, told: Mapping[str, str], problems: Problems, spoken: str) -> Row:
    cells: dict[str, str] = {}
    texts: dict[str, dict[str, str]] = {}
    for head, text in told.items():
        where, (column, _, words) = Cell(sheet, number, head or "without a heading"), head.partition("::")
        bad = next((each for each in text if is_unprintable(each)), None)
        if bad:
            problems.add(where, f"it holds the character U+{ord(bad):04X}, which does not print", "remove it")
        elif column not in COLUMNS[sheet]:
            problems.add(where, "we have no place for this column", _cure(column, sheet))
        elif column not in TRANSLATED:
            cells[column] = text
        else:
            language = language_of(words) if words else spoken
            if not language:
                problems.add(where, "it does not say its language", f"write {column}::English (en)")
            texts.setdefault(column, {})[language] = text
    return Row(sheet, number, cells, texts)


def _refuse_twice(sheet: str, heads: Sequence[str], problems: Problems) -> None:
    for head in sorted({each for each in heads if each and heads.count(each) > 1}):
        problems.add(Cell(sheet, 1, head), "this heading stands twice", "keep one of the two")


def _head(raw: str) -> str:
    """A heading as we know it; in older forms languages stand behind one colon."""
    head = re.sub(r"\s*::?\s*", "::", _tidy(raw), count=1)
    column, gap, words = head.partition("::")
    column = column.strip().lower()
    return f"{ELSEWHERE.get(column, column)}{gap}{words}"


def _tidy(raw: str) -> str:
    """One line, composed: a cell may hold line breaks."""
    return " ".join(unicodedata.normalize("NFC", raw).split())


def _cure(column: str, sheet: str) -> str:
    close = nearest(column, COLUMNS[sheet])
    return close if close.startswith("did you mean") else "empty this cell, or delete the column"


def _column(cell: Cell) -> str:
    return f", column {cell.column}" if cell.column else ""
