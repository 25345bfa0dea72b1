"""The style, the script and the mark of the citizen's pages: read once, compressed once, kept by browsers."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class Asset:
    """One file, ready to be sent."""

    content: bytes
    compressed: bytes
    media_type: str
    version: str
    """Changes with the content, so that a browser may keep the file for good."""


@cache
def assets() -> dict[str, Asset]:
    """All files that a citizen's page loads, by name."""
    return {path.name: _read(path) for path in sorted(FOLDER.iterdir()) if path.suffix in TYPES}


def _read(path: Path) -> Asset:
    content = path.read_bytes()
    version = hashlib.sha256(content).hexdigest()[:12]
    return Asset(content, gzip.compress(content, mtime=0), TYPES[path.suffix], version)
