"""Which rows were drawn how: units, waves, strata, PSUs, weights and populations of a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from analysis.design import Design, DesignError, Lonely
from survey.analysing.request import Request
from survey.files.table import MissingColumnError, Table

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """The respondents' columns in the file's order; `rows` are their rows in the spreadsheet."""

    source: str
    rows: Sequence[int]
    unit: list[str]
    wave: list[str] | None
    by: dict[str, list[str]]
    stratum: list[str] | None
    psu: tuple[list[str], ...]
    weight: Floats | None
    population: tuple[Floats, ...]
    declared: bool
    voluntary: bool
    lonely: Lonely

    def design(self) -> Design:
        """The design; what is wrong with it is said with the spreadsheet's row numbers."""
        try:
            return Design.of(
                len(self.unit),
                weight=self.weight,
                stratum=self.stratum,
                psu=self.psu,
                population=self.population,
                voluntary=self.voluntary,
                declared=self.declared,
                lonely=self.lonely,
            )
        except DesignError as error:
            raise DesignError(located(error, self.source, self.rows), error.rows) from None


def sample(table: Table, request: Request) -> Sample:
    """The sample a request describes; without strata each unit (of each wave) is one."""
    unit = table.filled(request.unit)
    wave = table.filled(request.wave) if request.wave else None
    psu = tuple(table.filled(name) for name in named(table, request.psu))
    declared = bool(request.stratum or request.one_stratum or psu)
    return Sample(
        source=table.source,
        rows=table.rows,
        unit=unit,
        wave=wave,
        by={name: table.column(name) for name in named(table, request.by)},
        stratum=_stratum(table, request, unit, wave),
        psu=psu,
        weight=np.array(table.numbers(request.weight)) if request.weight else None,
        population=tuple(np.array(table.numbers(name)) for name in named(table, request.population)),
        declared=declared,
        voluntary=request.voluntary,
        # Nobody drew these strata: a unit with one ballot is small, not a flaw of the design.
        lonely=cast(Lonely, request.lonely or ("fail" if declared else "adjust")),
    )


def named(table: Table, texts: Iterable[str]) -> list[str]:
    """Column names from texts that are one name, or several with commas between."""
    found: list[str] = []
    for text in texts:
        found += [text] if text in table.columns else [part.strip() for part in text.split(",")]
    for name in found:
        if name not in table.columns:
            raise MissingColumnError(f"there is no column {name!r}; {table.source}; {table.nearest(name)}")
    return found


def notes(drawn: Sample, request: Request) -> tuple[str, ...]:
    """Remarks on a sample whose design nobody spelt out."""
    if request.stratum or request.one_stratum:
        return ()
    return (*_single_ballots(drawn), *_repeated_psus(drawn, request))


def _single_ballots(drawn: Sample) -> Iterator[str]:
    if drawn.declared or drawn.lonely == "fail" or drawn.stratum is None:
        return
    single = sorted(label for label, n in Counter(drawn.stratum).items() if n == 1)
    if single:
        shown = ", ".join(single[:5]) + (" …" if len(single) > 5 else "")
        have = "1 unit has" if len(single) == 1 else f"{len(single)} units have"
        yield f"{have} a single ballot, counted and held against the mean of all: {shown}"


def _repeated_psus(drawn: Sample, request: Request) -> Iterator[str]:
    """PSU codes that occur in several units, told apart by the default strata only."""
    if not drawn.psu:
        return
    units: dict[str, set[str]] = {}
    for psu, unit in set(zip(drawn.psu[0], drawn.unit, strict=True)):
        units.setdefault(psu, set()).add(unit)
    shared = sum(len(found) > 1 for found in units.values())
    if shared:
        codes = "1 PSU code" if shared == 1 else f"{shared} PSU codes"
        yield (
            f"{codes} of column {request.psu[0]!r} found in several units, taken as a PSU of each; "
            "if one PSU holds several units, name --stratum or --no-strata"
        )


def located(error: DesignError, source: str, rows: Sequence[int]) -> str:
    """The message of a design error with the rows as the spreadsheet numbers them."""
    if not error.rows:
        return f"{error}; {source}"
    places = ", ".join(str(row) for row in sorted(rows[i] for i in error.rows))
    return f"{error}; {source}, row{'' if len(error.rows) == 1 else 's'} {places}"


def _stratum(table: Table, request: Request, unit: list[str], wave: list[str] | None) -> list[str] | None:
    if request.one_stratum:
        return None
    if request.stratum:
        return joined([table.filled(name) for name in named(table, request.stratum)])
    return joined([unit, wave]) if wave is not None and not request.psu else unit


def joined(columns: Sequence[list[str]]) -> list[str]:
    """One label from several, row by row; a slash inside a part is doubled, so that no two labels meet."""
    if len(columns) == 1:
        return columns[0]
    pairs = list(zip(*columns, strict=True))
    labels = {pair: label(*pair) for pair in set(pairs)}
    return [labels[pair] for pair in pairs]


def label(*parts: str) -> str:
    """One text from several that no other parts give."""
    return " / ".join(part.replace("/", "//") for part in parts)
