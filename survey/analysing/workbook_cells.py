"""What stands in a cell of the workbook: a number with its format, a word, or the symbol for no number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from questionnaires.model import Text, say
from reports import style
from survey.analysing.workbook_codebook import Column, worded

Line = Mapping[str, Any]

WHOLE_LINE = ("estimates", "changes", "lowest", "highest")
"""Tables of which a suppressed line holds no number at all, in the others only what it is about."""

SIGNED: dict[str, tuple[str, ...]] = {
    "estimates": ("n", "n_valid", "estimate", "low", "high"),
    "changes": ("value_from", "value_to", "difference", "low", "high"),
    "lowest": ("n_valid", "estimate", "low", "high"),
    "highest": ("n_valid", "estimate", "low", "high"),
    "quality_effect": ("n_without", "value_without", "shift"),
    "intervals": ("estimate", "low", "high"),
}
"""Columns in which a missing number is told by its symbol; in all others the cell is empty."""

ALL_UNITS: Text = {"vi": "(tất cả đơn vị)", "en": "(all units)"}
"""What stands in the column of the unit where the figure is about all of them."""

SYMBOLS = {"hidden": style.HIDDEN, "empty": style.NOTHING}


@dataclass(frozen=True)
class Cell:
    """A value, and the number format of a number; text is never run."""

    value: str | float | int | None
    format: str = ""


def cell(table: str, column: Column, line: Line, *, language: str, scored: bool) -> Cell:
    """The cell of a column in a line; `scored` where figures are mean scores."""
    suppressed = str(line.get("suppressed") or "")
    closed = bool(suppressed) and table in WHOLE_LINE
    value = line[column.code]
    if not column.unit.format:
        return _words(column, value, language, closed=closed)
    if value is not None and not closed:
        return Cell(value, _format(column, line, scored))
    return Cell(_symbol(table, column, line, suppressed))


def _words(column: Column, value: Any, language: str, *, closed: bool) -> Cell:
    if column.code == "unit" and value is None:
        return Cell(say(ALL_UNITS, language))
    # Of what is not shown it is not told either whether it would be reliable or differ.
    if value is None or value == "" or (closed and isinstance(value, bool) and column.code != "simulated"):
        return Cell(None)
    return Cell(worded(column.values, value if isinstance(value, bool) else str(value), language))


def _format(column: Column, line: Line, scored: bool) -> str:
    shown = column.unit.score if scored and column.unit.score else column.unit.format
    reference = column.code == "estimate" and line.get("reliable") is False
    return f'{shown}" {style.REFERENCE}"' if reference else shown


def _symbol(table: str, column: Column, line: Line, suppressed: str) -> str | None:
    if column.code not in SIGNED.get(table, ()):
        return None
    if suppressed:
        return SYMBOLS[suppressed]
    # A full count has no interval because it needs none.
    return None if line.get("reason") == "everybody_answered" else style.MISSING
