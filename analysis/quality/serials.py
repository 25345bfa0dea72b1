"""Serial numbers of paper ballots that were keyed twice."""

from __future__ import annotations

import numpy as np

from analysis.quality.ballots import Ballots
from analysis.quality.duplicates import identical
from analysis.quality.flags import Flag
from analysis.quality.labels import Labels


def serial_flags(ballots: Ballots, serial: Labels) -> list[Flag]:
    """Flag serials that stand on more than one ballot of the same batch (of the file, without batches).

    Serials are printed once; the same one twice is a ballot keyed twice, or misread. `alike` counts the
    ballots that hold the very answers of the first.

    Source
    ------
    No test: the serial is unique by construction.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> ballots = Ballots.of(matrix(["54", "45", "54"]), scale=[0, 1], serial=["007", "008", "007"])
    >>> [(flag.subject, flag.rows, flag.evidence["alike"]) for flag in serial_flags(ballots, ballots.serial)]
    [('007', (0, 2), 2.0)]
    """
    named = serial if ballots.batch is None else ballots.batch.or_none().crossed(serial)
    counts = np.bincount(named.code[named.given], minlength=len(named.names))
    again = [named.rows(int(place)) for place in np.flatnonzero(counts > 1)]
    if not again:
        return []
    number = identical(ballots.answers)
    flags = []
    for rows in again:
        alike = float((number[rows] == number[rows[0]]).sum())
        evidence = {"ballots": float(len(rows)), "alike": alike}
        name = named.names[int(named.code[rows[0]])].removeprefix(" · ")
        flags.append(
            Flag("serial_repeated", "serial", name, evidence, "ballots", 2.0, "serious", tuple(rows.tolist()))
        )
    return flags
