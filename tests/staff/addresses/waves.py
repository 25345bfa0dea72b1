"""The addresses of this area of staff: waves."""

from __future__ import annotations

ADDRESSES: set[tuple[str, str]] = set()
