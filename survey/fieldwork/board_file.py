"""The board as a table for a spreadsheet: the same counts of the same units."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from io import StringIO

from survey.fieldwork.board import Board, Line
from survey.files.table import DANGEROUS


def board_csv(
    board: Board,
    lines: Iterable[Line],
    columns: Mapping[str, str],
    modes: Mapping[str, str],
    kinds: Mapping[str, str],
) -> str:
    """One row a unit, with semicolons and decimal commas; no cell that a spreadsheet would run."""
    target = StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([*columns.values(), *(modes[mode] for mode in board.modes)])
    for each in lines:
        writer.writerow([*_cells(each, board, kinds), *(each.by_mode.get(mode, 0) for mode in board.modes)])
    return target.getvalue()


def _cells(line: Line, board: Board, kinds: Mapping[str, str]) -> list[str | int]:
    came = line.sum
    share = "" if line.share is None else f"{line.share:.4f}".replace(".", ",")
    return [
        guarded(board.wave.code),
        board.tallied.counted.isoformat(timespec="seconds"),
        guarded(line.code),
        guarded(line.name),
        kinds[line.kind],
        "" if line.target is None else line.target,
        came.collected,
        share,
        came.recent,
        came.last_day.isoformat() if came.last_day else "",
        line.silent_days,
        came.flagged,
        came.partial,
        came.excluded,
    ]


def guarded(text: str) -> str:
    """A text that no spreadsheet runs as a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) else text
