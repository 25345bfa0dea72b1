"""The ballots of waves as one CSV for a spreadsheet or another program: the internal microdata."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from questionnaires.answers import positions
from survey.analysing.columns import column_of
from survey.analysing.exports import guarded
from survey.analysing.request import RequestError
from survey.files.folder import OutputExistsError
from survey.results.ballot_table import FIELDS, BallotTable
from survey.results.fielded import fielded
from survey.results.series import series_of
from survey.results.wave_naming import wave_labels
from survey.results.wave_request import command_of
from survey.results.wave_table import WaveTable, wave_table

SEMICOLON, COMMA = ";", ","


class PublicBallotsError(RequestError):
    """Single ballots are never public."""


class SeveralSeriesError(RequestError):
    """Waves that do not fit into one table."""


@dataclass(frozen=True)
class BallotFile:
    """What was written, and the command that makes the same figures of it."""

    ballots: int
    command: str
    notes: tuple[str, ...]


def export_ballots(
    engine: Engine,
    codes: tuple[str, ...],
    out: Path,
    *,
    separator: str = SEMICOLON,
    plain: bool = False,
    merged: bool = False,
    force: bool = False,
) -> BallotFile:
    """Write one row for each ballot that counts: no id, no order of arrival, the day but no time.

    Raises
    ------
    OutputExistsError: there is a file of this name, and `force` was not said.
    SeveralSeriesError: the waves have different questionnaires or designs.
    """
    if out.exists() and not force:
        raise OutputExistsError(f"there is a file of this name; {out}; name another, or add --force")
    waves = fielded(engine, codes)
    first, *others = series_of(waves)
    if others:
        raise SeveralSeriesError(
            f"{first.last.code} and {others[0].waves[0].code} differ in questionnaire or design; --wave; "
            "export each alone"
        )
    table = wave_table(engine, first, wave_labels(waves), fields=FIELDS, merged=merged)
    items = [column_of(position) for position in positions(first.questionnaire)]
    part = out.with_name(f".{out.name}.part")
    try:
        _write(part, table.ballots, items, separator=COMMA if plain else separator, bom=not plain)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return BallotFile(len(table.ballots.answers), command_of(table.request, out.name), _notes(table))


def _write(path: Path, ballots: BallotTable, items: Collection[str], *, separator: str, bom: bool) -> None:
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        writer.writerow([*ballots.table.names, *items])
        writer.writerows(_rows(ballots, decimal_comma=separator == SEMICOLON))


def _rows(ballots: BallotTable, *, decimal_comma: bool) -> Iterator[list[str]]:
    """Texts first, then one character a position: codes and signs, which no spreadsheet runs."""
    width = ballots.answers.shape[1]
    letters = ballots.answers.tobytes().decode("ascii")
    columns = [
        _written(name, cells, decimal_comma=decimal_comma) for name, cells in ballots.table.columns.items()
    ]
    for number, texts in enumerate(zip(*columns, strict=True)):
        yield [*texts, *letters[number * width : (number + 1) * width]]


def _written(name: str, cells: list[str], *, decimal_comma: bool) -> list[str]:
    if name.endswith("weight"):
        return [cell.replace(".", ",") for cell in cells] if decimal_comma else cells
    safe = {cell: guarded(cell) for cell in set(cells)}
    return [safe[cell] for cell in cells]


def _notes(table: WaveTable) -> tuple[str, ...]:
    return table.notes
