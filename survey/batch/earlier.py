"""What earlier runs left: the folder itself, and the parts of runs that were killed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from survey.batch.records import JOURNAL, MANIFEST, Record, is_left, read_records

Earlier = tuple[tuple[Path, dict[str, Record]], ...]
"""Folders and what is said to lie in them."""


def left_parts(target: Path, below: str = "") -> tuple[Path, ...]:
    """The parts that killed runs into `target` left beside it; `below`: where in them the documents lie.

    A run that is alive holds its journal's lock, one that ended otherwise took its part away itself.
    """
    target = target.absolute()
    if not target.parent.is_dir():
        return ()
    # The eight signs are those of tempfile, so that `out` never takes what belongs to `out-2`.
    name = re.compile(rf"\.{re.escape(target.name)}-[a-z0-9_]{{8}}\.part")
    found = sorted(each for each in target.parent.iterdir() if name.fullmatch(each.name))
    return tuple(each for each in found if is_left(each / below))


def earlier_work(target: Path, below: str = "") -> Earlier:
    """What may be taken over instead of made again."""
    finished = target.absolute() / below
    parts = [part / below for part in left_parts(target, below)]
    return (
        (finished, read_records(finished / MANIFEST)),
        *((part, read_records(part / JOURNAL)) for part in parts),
    )


def clear_parts(target: Path, below: str = "") -> None:
    """Take away what killed runs left, once a run has ended well."""
    for part in left_parts(target, below):
        shutil.rmtree(part, ignore_errors=True)
