"""The style, the scripts and the mark of the citizen's pages: read and compressed once, kept by browsers."""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
_NOTE = re.compile(r"^\s*//.*\n|^\s*/\*.*\*/\n|^\s+", re.MULTILINE)
"""Lines that speak to us only, and the space before a line; neither stands inside a text of ours."""
_IMPORT = re.compile(r'((?:\bfrom|\bimport) ?\(?)"\./([\w-]+\.js)"')


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


@cache
def _read(path: Path) -> Asset:
    content = path.read_bytes()
    if path.suffix in {".js", ".css"}:
        content = _IMPORT.sub(_dated, _NOTE.sub("", content.decode())).encode()
    version = hashlib.sha256(content).hexdigest()[:12]
    return Asset(content, gzip.compress(content, mtime=0), TYPES[path.suffix], version)


def _dated(found: re.Match[str]) -> str:
    """An import that names the version of its file: else a page would mix scripts of two releases."""
    path = FOLDER / found[2]
    return f'{found[1]}"./{found[2]}?v={_read(path).version}"' if path.is_file() else found[0]
