"""How many were drawn of how many, as the file of design cells that `hailong wave cells` reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.planning.drawn import Cell, Draw
from analysis.planning.unit_sizes import few_psus
from survey.analysing.request import RequestError
from survey.analysing.sample import label
from survey.planning.frame import Frame
from survey.planning.requests import DrawRequest

FIELDS = ("unit", "stratum", "stage", "code", "parent", "population", "drawn")
EVERYBODY = "all"
"""The code of the one cell of a draw without strata."""


@dataclass(frozen=True)
class Cells:
    """The lines of design.csv, and the design of a wave that they describe (None: none can hold it)."""

    lines: list[dict[str, Any]]
    wave_design: str | None
    notes: tuple[str, ...]


def cells_of(frame: Frame, request: DrawRequest, draw: Draw) -> Cells:
    """The cells of a draw; with --unit each names the rated unit it belongs to."""
    clustered = request.psu is not None
    lines = list(_clusters(frame, request, draw) if clustered else _groups(frame, request, draw))
    told = _few_by_unit(frame, request, draw)
    if not clustered:
        return Cells(lines, "random_sample", told)
    if draw.drawn.population or _alike(draw):
        return Cells(lines, "stratified_clusters", told)
    why = "weights or certain PSUs are needed, and the design cells of a wave hold none"
    note = f"{why}; analyse the answers with hailong analyse and the options in design.json"
    return Cells(lines, None, (*told, note) if request.unit else told)


def _alike(draw: Draw) -> bool:
    """Whether everybody drawn weighs the same and no PSU was certain, so that no weights are needed."""
    weight = draw.drawn.weight
    certain = any(cell.stage == 1 and cell.probability == 1 for cell in draw.cells)
    return not certain and float(np.ptp(weight)) < 1e-9 * float(weight[0])


def _groups(frame: Frame, request: DrawRequest, draw: Draw) -> Iterator[dict[str, Any]]:
    unit_of = _units(frame, request, frame.labels(request.stratum) or [""] * len(frame))
    for cell in draw.cells:
        yield _line(cell, unit_of(cell.stratum), cell.stratum or EVERYBODY, cell.population)


def _clusters(frame: Frame, request: DrawRequest, draw: Draw) -> Iterator[dict[str, Any]]:
    strata = frame.labels(request.stratum) or [""] * len(frame)
    psus = frame.labels(request.psu) or []
    unit_of = _units(frame, request, [label(*pair) for pair in zip(strata, psus, strict=True)])
    alike = Counter(cell.code for cell in draw.cells if cell.stage == 1)
    for cell in draw.cells:
        code = cell.code if alike[cell.code] == 1 else label(cell.stratum, cell.code)
        # Drawn by size, a cell has no N whose n/N is the chance of each.
        population = cell.population if draw.drawn.population else None
        yield _line(cell, unit_of(label(cell.stratum, cell.code)), code, population)


def _line(cell: Cell, unit: str, code: str, population: int | None) -> dict[str, Any]:
    return {
        "unit": unit,
        "stratum": cell.stratum,
        "stage": cell.stage,
        "code": code,
        "parent": code if cell.stage > 1 else "",
        "population": population,
        "drawn": cell.drawn,
    }


def _units(frame: Frame, request: DrawRequest, groups: list[str]) -> Callable[[str], str]:
    """The unit of each group; a group that holds several is refused."""
    if request.unit is None:
        return lambda group: ""
    found: dict[str, str] = {}
    for row, group, unit in zip(frame.table.rows, groups, frame.table.filled(request.unit), strict=True):
        if found.setdefault(group, unit) != unit:
            where = f"group {group!r}" if group else "the frame"
            raise RequestError(
                f"{where} holds several units ({found[group]}, {unit}), so no cell can say how each was "
                f"drawn; {frame.table.source}, row {row}; draw by --stratum {request.unit}, or "
                "leave --unit out"
            )
    return lambda group: found[group]


def _few_by_unit(frame: Frame, request: DrawRequest, draw: Draw) -> tuple[str, ...]:
    """The warning about units with few PSUs, where units are named and are not the strata."""
    if request.unit is None or request.psu is None or request.unit == request.stratum:
        return ()
    units, psus = frame.table.filled(request.unit), frame.table.filled(request.psu)
    strata = frame.labels(request.stratum) or [""] * len(frame)
    there = Counter(unit for unit, _, _ in set(zip(units, strata, psus, strict=True)))
    taken = Counter(
        unit for unit, _, _ in {(units[row], strata[row], psus[row]) for row in draw.drawn.rows.tolist()}
    )
    return tuple(filter(None, [few_psus({unit: n for unit, n in sorted(taken.items()) if n < there[unit]})]))
