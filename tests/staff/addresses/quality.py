"""The addresses of this area of staff: quality."""

from __future__ import annotations

DESK = "/staff/quality/<code>"
DOOR = f"{DESK}/rules/<rule>/doors/<int:number>"
BOTH = (DOOR, f"{DESK}/proposals", f"{DESK}/ledger")
SHOWN = ("/staff/quality", DESK, f"{DESK}/rules/<rule>", f"{DESK}/ledger.csv", f"{DESK}/effect")

ADDRESSES: set[tuple[str, str]] = (
    {(verb, path) for verb in ("GET", "POST") for path in BOTH}
    | {("GET", path) for path in SHOWN}
    | {("POST", f"{DESK}/screen"), ("POST", f"{DESK}/setting")}
)
"""The addresses of this area of staff."""
