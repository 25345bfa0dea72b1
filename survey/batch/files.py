"""Files that are there whole or not at all, and what is in them."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write beside and then give the name, so that whoever is stopped leaves no half of a file."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)


def take_over(old: Path, new: Path) -> None:
    """The same file in a new place, without copying where the disk can."""
    new.unlink(missing_ok=True)
    try:
        os.link(old, new)
    except OSError:
        shutil.copyfile(old, new)


def sha256_of(path: Path) -> str:
    """What is in a file; an empty text where there is no such file."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return ""


def spread(data: bytes) -> bytes:
    """The same JSON over many lines, so that two of them can be compared line by line."""
    return json.dumps(json.loads(data), ensure_ascii=False, allow_nan=False, indent=1).encode() + b"\n"
