"""The addresses of this area of staff: forms."""

from __future__ import annotations

ADDRESSES: set[tuple[str, str]] = set()
