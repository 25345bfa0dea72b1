"""The audit log as a file that another program can verify: SHA-256(hash before + what is hashed) = hash."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TextIO

from sqlalchemy import Engine

from survey.audit.lines import Line, lines
from survey.comments.tables import guarded
from survey.files.new_files import new_files
from survey.results.answers import snapshot

COLUMNS = ("line", "happened", "actor", "action", "subject", "detail", "hashed", "previous_hash", "hash")


class FileKindError(ValueError):
    """A name that does not say which kind of file is wanted."""


def export(engine: Engine, path: Path) -> int:
    """Write every line of the log into a new file, .csv or .jsonl; how many.

    `hashed` is the very text that was hashed; the columns before it are for people, and in CSV a text that
    a spreadsheet would run begins with an apostrophe there.

    Raises
    ------
    FileKindError: the name ends otherwise.
    OutputExistsError: there is such a file already.
    """
    write = KINDS.get(path.suffix.lower())
    if write is None:
        raise FileKindError(f"no kind of file is known by this name; {path}; end it in {' or '.join(KINDS)}")
    with new_files(path, private=True) as (part,), snapshot(engine) as connection:
        with part.open("w", encoding="utf-8", newline="") as file:
            return write(file, lines(connection))


def _csv(file: TextIO, found: Iterable[Line]) -> int:
    out, count = csv.writer(file, lineterminator="\n"), 0
    out.writerow(COLUMNS)
    for count, line in enumerate(found, start=1):  # noqa: B007
        shown = (line.happened, line.actor, line.action, line.subject, line.detail)
        out.writerow([line.number, *map(guarded, shown), line.hashed, line.previous_hash, line.hash])
    return count


def _jsonl(file: TextIO, found: Iterable[Line]) -> int:
    count = 0
    for count, line in enumerate(found, start=1):  # noqa: B007
        said = {"line": line.number, "hashed": line.hashed}
        said |= {"previous_hash": line.previous_hash, "hash": line.hash}
        file.write(json.dumps(said, ensure_ascii=False) + "\n")
    return count


KINDS: dict[str, Callable[[TextIO, Iterable[Line]], int]] = {".csv": _csv, ".jsonl": _jsonl}
