"""Documents as they lie in the database: JSON, compressed."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import Any

WHOLE, PROVINCE = "whole", "province"

PAGE = "page"
"""The kind of a page for the public, drawn."""


@dataclass(frozen=True)
class Packed:
    """One document, ready to be stored."""

    subject: str
    kind: str
    language: str
    body: bytes


def of_unit(number: int) -> str:
    """The subject of documents about one unit."""
    return f"unit {number}"


def of_kind(kind: str) -> str:
    """The subject of documents about the units of one kind."""
    return f"kind {kind}"


def pack(data: bytes) -> bytes:
    """Compressed; the same bytes for the same data."""
    return zlib.compress(data, 6)


def pack_json(value: Any) -> bytes:
    """The same for what JSON can hold."""
    return pack(json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode())


def unpack(body: bytes) -> bytes:
    """What was packed."""
    return zlib.decompress(body)
