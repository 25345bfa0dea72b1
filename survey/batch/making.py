"""The files of one document: taken over from an earlier run, or drawn and written whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from survey.batch.earlier import Earlier
from survey.batch.files import sha256_of, take_over, write_whole
from survey.batch.records import Record


def taken_over(folder: Path, earlier: Earlier, names: Sequence[str], made_from: str) -> tuple[Record, ...]:
    """The files of an earlier run, if it made them from the same content and nobody changed them since."""
    for before, records in earlier:
        ours = [records.get(name) for name in names]
        fits = [each for each in ours if each is not None and each.made_from == made_from]
        if len(fits) == len(ours) and all(sha256_of(before / each.file) == each.sha256 for each in fits):
            for each in fits:
                take_over(before / each.file, _place(folder, each.file))
            return tuple(fits)
    return ()


def written(folder: Path, files: Mapping[str, Callable[[], bytes]], record: Record) -> tuple[Record, ...]:
    """Draw and write each file; `record` says of all of them what they have in common."""
    records = []
    for name, draw in files.items():
        path = _place(folder, name)
        write_whole(path, draw())
        records.append(replace(record, file=name, sha256=sha256_of(path)))
    return tuple(records)


def _place(folder: Path, name: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
