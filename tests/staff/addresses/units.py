"""The addresses of this area of staff: units."""

from __future__ import annotations

UNIT = "/staff/units/<int:number>"
FORMS = (
    "/staff/units/import/<sort>",
    "/staff/units/merge",
    "/staff/units/split",
    f"{UNIT}/cases",
    f"{UNIT}/cases/<int:row_number>",
    f"{UNIT}/figures",
    f"{UNIT}/figures/<int:row_number>",
)
"""Pages with a form that is sent to the page itself."""
ADDRESSES: set[tuple[str, str]] = {(verb, form) for form in FORMS for verb in ("GET", "POST")} | {
    ("GET", "/staff/units"),
    ("GET", UNIT),
}
