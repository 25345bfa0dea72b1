"""The files of a draw: the sample, its reserves, its cells, and what gives it again."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.planning.drawn import Draw, Selection
from survey.analysing.exports import write_csv, write_json
from survey.files.table import counted
from survey.planning import draw_cells
from survey.planning.frame import ADDED, Frame
from survey.planning.requests import DrawRequest

FILES = ("sample.csv", "reserves.csv", "design.csv", "design.json")
FORMAT = "hailong-draw/1"
GENERATOR = "NumPy PCG64, 53-bit doubles dealt out to the rows sorted by key"

PROBABILITY, WEIGHT, STRATUM = f"{ADDED}probability", f"{ADDED}weight", f"{ADDED}stratum"
PSU, POPULATION, RESERVE = f"{ADDED}psu", f"{ADDED}population", f"{ADDED}reserve"


def write_draw(
    folder: Path, frame: Frame, request: DrawRequest, draw: Draw, cells: draw_cells.Cells
) -> tuple[str, ...]:
    """Write the four files; a line about each."""
    columns = _columns(draw.drawn)
    fields = (*frame.table.names, *columns)
    write_csv(folder / "sample.csv", fields, _lines(frame, draw.drawn))
    orders = _reserve_orders(frame, request, draw)
    spare = (
        line | {RESERVE: order} for line, order in zip(_lines(frame, draw.reserves), orders, strict=True)
    )
    write_csv(folder / "reserves.csv", (*fields, RESERVE), spare)
    write_csv(folder / "design.csv", draw_cells.FIELDS, cells.lines)
    write_json(folder / "design.json", _parts(frame, request, draw, cells))
    return (
        f"sample.csv: {counted(len(draw.drawn.rows), 'row')} of {len(frame)}, seed {draw.seed}",
        f"reserves.csv: {counted(len(draw.reserves.rows), 'row')}",
        f"design.csv, design.json: {counted(len(cells.lines), 'cell')}, frame {frame.sha256[:12]}",
        f"analyse the answers with {' '.join(analyse_options(draw))}",
    )


def analyse_options(draw: Draw) -> list[str]:
    """The options with which `hailong analyse` knows how the rows were drawn."""
    drawn = draw.drawn
    options = ["--no-strata"] if drawn.stratum is None else ["--stratum", STRATUM]
    for number in range(1, len(drawn.psu) + 1):
        options += ["--psu", f"{PSU}_{number}"]
    for number in range(1, len(drawn.population) + 1):
        options += ["--population", f"{POPULATION}_{number}"]
    if not drawn.population:
        options += ["--weight", WEIGHT]
    return options + (["--lonely", draw.lonely] if draw.lonely else [])


def _columns(selection: Selection) -> dict[str, list[Any]]:
    """The design columns of some rows, as Python's own numbers and texts."""
    found: dict[str, list[Any]] = {
        PROBABILITY: selection.probability.tolist(),
        WEIGHT: selection.weight.tolist(),
    }
    if selection.stratum is not None:
        found[STRATUM] = selection.stratum.tolist()
    for number, labels in enumerate(selection.psu, 1):
        found[f"{PSU}_{number}"] = labels.tolist()
    for number, size in enumerate(selection.population, 1):
        found[f"{POPULATION}_{number}"] = [int(each) for each in size]
    return found


def _lines(frame: Frame, selection: Selection) -> Iterator[dict[str, Any]]:
    columns = _columns(selection)
    for place, row in enumerate(selection.rows.tolist()):
        own = {name: cells[row] for name, cells in frame.table.columns.items()}
        yield own | {name: values[place] for name, values in columns.items()}


def _reserve_orders(frame: Frame, request: DrawRequest, draw: Draw) -> Iterator[int]:
    """The turn of each reserve in its group: of rows, or of PSUs where whole PSUs are in reserve."""
    strata = frame.labels(request.stratum) or [""] * len(frame)
    psus = frame.labels(request.psu) or [""] * len(frame)
    whole = request.psu is not None and request.per_psu is None
    turn, group, member = 0, None, None
    for row in draw.reserves.rows.tolist():
        now = (strata[row], "" if whole else psus[row])
        called = psus[row] if whole else row
        if now != group:
            turn, member = 0, None
        if called != member:
            turn += 1
        group, member = now, called
        yield turn


def _parts(frame: Frame, request: DrawRequest, draw: Draw, cells: draw_cells.Cells) -> dict[str, Any]:
    settings = asdict(request)
    for name in ("file", "out", "force"):
        del settings[name]
    settings["plan"] = request.plan.name if request.plan else None
    return {
        "format": FORMAT,
        "method": draw.method,
        "seed": draw.seed,
        "generator": GENERATOR,
        "frame": {"file": request.file.name, "rows": len(frame), "sha256": frame.sha256},
        "settings": settings,
        "drawn": len(draw.drawn.rows),
        "reserves": len(draw.reserves.rows),
        "weights": math.fsum(draw.drawn.weight.tolist()),
        "analyse": analyse_options(draw),
        "wave_design": cells.wave_design,
        "notes": [*draw.notes, *cells.notes],
        "cells": [asdict(cell) for cell in draw.cells],
    }
