"""From a frame file to a folder with the sample, its reserves and its design: the road of `hailong draw`."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from analysis.planning.drawn import DrawError
from survey.files.folder import refuse_occupied, staged
from survey.planning.draw_cells import cells_of
from survey.planning.draw_files import FILES, write_draw
from survey.planning.frame import read_frame
from survey.planning.methods import drawn, refuse_contradictions
from survey.planning.requests import DrawRequest

NEW_SEED_BITS = 31
"""As many as the databases keep in a column of whole numbers."""

Warn = Callable[[str], None]


@dataclass(frozen=True)
class Written:
    """What `draw` left in its folder: a line for each thing."""

    lines: tuple[str, ...]


def draw(request: DrawRequest, *, warn: Warn) -> Written:
    """Read, draw and write; nothing is written unless everything is."""
    refuse_occupied(request.out, ours=FILES, force=request.force)
    refuse_contradictions(request)
    frame = read_frame(request)
    if request.seed is None:
        request = replace(request, seed=secrets.randbits(NEW_SEED_BITS))
        warn(f"no --seed was given; the seed is {request.seed}, also in design.json")
    assert request.seed is not None
    try:
        found = drawn(frame, request, request.seed)
    except DrawError as error:
        raise DrawError(f"{error}; {frame.table.source}") from None
    cells = cells_of(frame, request, found)
    for note in (*frame.table.notes, *found.notes, *cells.notes):
        warn(note)
    with staged(request.out, ours=FILES, force=request.force) as folder:
        return Written(write_draw(folder, frame, request, found, cells))
