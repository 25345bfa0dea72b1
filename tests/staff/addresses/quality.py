"""The addresses of this area of staff: quality."""

from __future__ import annotations

ADDRESSES: set[tuple[str, str]] = set()
