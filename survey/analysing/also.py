"""Which tables stand beside the estimates: a dictionary of names, and the options that need one another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.areas.errors import SmallAreaError
from analysis.areas.expected import BenchmarkError
from analysis.quality.settings import QualityError
from analysis.ranking.refusing import SpreadError
from survey.analysing import exports
from survey.analysing.more.drivers import drivers
from survey.analysing.more.expected import expected
from survey.analysing.more.intervals import intervals
from survey.analysing.more.material import Material
from survey.analysing.more.pairs import pairs
from survey.analysing.more.quality import quality
from survey.analysing.more.ranks import ranks
from survey.analysing.more.scale import scale
from survey.analysing.more.small_areas import small_areas
from survey.analysing.more.table import CannotMakeError, MoreTable
from survey.analysing.more.trend import trend
from survey.analysing.request import ALL, ALSO, Request, RequestError

TABLES: dict[str, Callable[[Material], tuple[MoreTable, ...]]] = {
    "ranks": ranks,
    "pairs": pairs,
    "expected": expected,
    "small-areas": small_areas,
    "quality": quality,
    "scale": scale,
    "drivers": drivers,
    "trend": trend,
}
REFUSED = (CannotMakeError, SpreadError, BenchmarkError, SmallAreaError, QualityError)
"""What a table may be refused for; with `all` it is told and the others are made."""

NEEDS: dict[str, tuple[str, ...]] = {
    "mix": ("pairs",),
    "breaks": ("trend",),
    **dict.fromkeys(
        ("seconds", "mode", "collector", "interviewer", "batch", "serial", "day", "hour"), ("quality",)
    ),
}
"""Options that only some tables read."""

OPTIONS = {"breaks": "--break"}

Warn = Callable[[str], None]


def names_of(request: Request) -> tuple[str, ...]:
    """The tables asked for, in the order of the dictionary; unknown names and idle options are refused."""
    unknown = [name for name in request.also if name not in (*TABLES, ALL)]
    if unknown:
        raise RequestError(f"there is no table {unknown[0]!r}; --also; choose from {', '.join((*ALSO, ALL))}")
    names = tuple(TABLES) if ALL in request.also else tuple(name for name in TABLES if name in request.also)
    for option, needed in NEEDS.items():
        if getattr(request, option) and not set(needed) & set(names):
            written = OPTIONS.get(option, f"--{option}")
            raise RequestError(
                f"{written} is read for {' and '.join(needed)} only; {written}; "
                f"add --also {needed[0]}, or leave it out"
            )
    return names


def tables(material: Material, *, warn: Warn) -> tuple[MoreTable, ...]:
    """Make the tables asked for; one that cannot be made ends the run, unless all were asked for."""
    request = material.request
    found: list[MoreTable] = []
    for name in names_of(request):
        try:
            found += TABLES[name](material)
        except REFUSED as error:
            if name in request.also:
                raise _placed(error, name) from None
            warn(f"no table {name}: {error}")
    if request.interval:
        found += intervals(material)
    return tuple(found)


def notes(found: Sequence[MoreTable]) -> tuple[str, ...]:
    """Which units stay out of which tables, wholly or on some figure; the JSON says of each why."""
    out: dict[tuple[str, ...], list[str]] = {}
    for table in found:
        units = tuple(sorted({each.unit for each in table.left_out if each.unit is not None}))
        if units:
            out.setdefault(units, []).append(table.name)
    return tuple(_left_out(units, names) for units, names in out.items())


def _left_out(units: Sequence[str], names: Sequence[str]) -> str:
    shown = ", ".join(units[:5]) + (" …" if len(units) > 5 else "")
    have = "1 unit has" if len(units) == 1 else f"{len(units)} units have"
    return f"{have} no figure, or too few answers, for some line of {', '.join(names)}: {shown}"


def write(
    folder: Path, found: Sequence[MoreTable], *, simulated: bool, separator: str = ","
) -> tuple[str, ...]:
    """A CSV for each table; a line about each."""
    for table in found:
        rows = table.rows(simulated=simulated)
        exports.write_csv(folder / f"{table.name}.csv", table.columns, rows, separator=separator)
    return tuple(f"{table.name}.csv: {len(table.lines)} lines" for table in found)


def parts(found: Sequence[MoreTable], *, simulated: bool) -> Mapping[str, Any]:
    """The same for estimates.json: how each table was made, its lines without the note, who stays out."""
    if not found:
        return {}
    lines: dict[str, Any] = {"also": [table.about() for table in found]}
    for table in found:
        rows = table.rows(simulated=simulated)
        lines[table.name] = [{k: v for k, v in row.items() if k != "note"} for row in rows]
    lines["left_out"] = [
        {"table": table.name, **asdict(each)} for table in found for each in dict.fromkeys(table.left_out)
    ]
    return lines


def _placed(error: ValueError, name: str) -> ValueError:
    """The refusal of an analysis function with the option that asked for it."""
    if isinstance(error, CannotMakeError):
        return error
    return CannotMakeError(f"{error}; --also {name}; mend the file, or leave the table out")
