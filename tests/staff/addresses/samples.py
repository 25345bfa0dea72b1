"""The addresses of this area of staff: samples."""

from __future__ import annotations

SAMPLE = "/staff/samples/<code>"
BOTH = ("draw", "cases/<int:number>", "give", "links/<int:number>", "rechecks")
ADDRESSES: set[tuple[str, str]] = {
    (verb, f"{SAMPLE}/{each}") for each in BOTH for verb in ("GET", "POST")
} | {
    ("GET", "/staff/samples"),
    ("GET", SAMPLE),
    ("GET", f"{SAMPLE}/cases"),
    ("GET", f"{SAMPLE}/interviewers"),
}
