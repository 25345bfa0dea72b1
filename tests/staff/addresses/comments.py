"""The addresses of this area of staff: comments."""

from __future__ import annotations

DESK = "/staff/comments/<code>"
BOTH = ("/staff/comments/themes", DESK, f"{DESK}/one/<number>", f"{DESK}/restricted/<number>")
SHOWN = ("/staff/comments", f"{DESK}/restricted", f"{DESK}/released")

ADDRESSES: set[tuple[str, str]] = {(verb, path) for verb in ("GET", "POST") for path in BOTH} | {
    ("GET", path) for path in SHOWN
}
"""The addresses of this area of staff."""
