"""The addresses of this area of staff: keying."""

from __future__ import annotations

ADDRESSES: set[tuple[str, str]] = set()
