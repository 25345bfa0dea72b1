"""Files that appear together, whole, and only when all else has succeeded."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from survey.files.folder import OutputExistsError


@contextmanager
def new_files(*wanted: Path, private: bool = False) -> Iterator[list[Path]]:
    """Where to write what becomes these files at the end; private ones are readable by their owner alone.

    Raises
    ------
    OutputExistsError: one is there already, or its folder is not.
    """
    for path in wanted:
        if path.exists():
            raise OutputExistsError(f"there is a file of this name; {path}; name another")
        if not path.parent.is_dir():
            raise OutputExistsError(f"there is no such folder; {path.parent}; make it first")
    if len({path.resolve() for path in wanted}) < len(wanted):
        raise OutputExistsError(f"two files of one name; {wanted[0]}; name another")
    parts = [path.with_name(f".{path.name}.part") for path in wanted]
    try:
        for part in parts:
            os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600 if private else 0o666))
        yield parts
        for part, path in zip(parts, wanted, strict=True):
            part.replace(path)
    finally:
        for part in parts:
            part.unlink(missing_ok=True)
