"""The style of staff pages, read and compressed once; not among the citizens', which tablets keep."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path

from survey.citizen.assets import TYPES, Asset

FOLDER = Path(__file__).parent / "static"


@cache
def assets() -> dict[str, Asset]:
    """All files that a page of staff loads, by name."""
    return {path.name: _read(path) for path in sorted(FOLDER.iterdir()) if path.suffix in TYPES}


def _read(path: Path) -> Asset:
    content = path.read_bytes()
    version = hashlib.sha256(content).hexdigest()[:12]
    return Asset(content, gzip.compress(content, mtime=0), TYPES[path.suffix], version)
