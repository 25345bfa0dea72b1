"""Codes as a table for whoever sends them out by SMS or Zalo."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from survey.analysing.exports import guarded
from survey.codes.alphabet import shown
from survey.doors.links import with_code

SEMICOLON, COMMA = ";", ","


def write_codes(path: Path, codes: Sequence[str], address: str | None, *, plain: bool = False) -> None:
    """One code a row, with its link where the address is known.

    Semicolons and a byte-order mark for a Vietnamese spreadsheet; `plain`: commas and no mark, for a gateway.
    """
    encoding, separator = ("utf-8", COMMA) if plain else ("utf-8-sig", SEMICOLON)
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        writer.writerow(["code", "link"] if address else ["code"])
        for code in map(shown, codes):
            cells = [code, with_code(address, code)] if address else [code]
            writer.writerow([guarded(cell) for cell in cells])
