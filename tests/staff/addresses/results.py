"""The addresses of this area of staff: results; and the public pages of them."""

from __future__ import annotations

WAVE = "/staff/results/<code>"
ADDRESSES: set[tuple[str, str]] = {
    ("GET", "/staff/results"),
    ("GET", WAVE),
    ("GET", f"{WAVE}/whole"),
    ("GET", f"{WAVE}/whole/<file>"),
    ("GET", f"{WAVE}/units/<int:number>"),
    ("GET", f"{WAVE}/units/<int:number>/<file>"),
    ("GET", f"{WAVE}/compare"),
    ("GET", f"{WAVE}/compare/<file>"),
    ("GET", f"{WAVE}/data"),
    ("POST", f"{WAVE}/data"),
    ("GET", f"{WAVE}/data/<file>"),
    ("GET", f"{WAVE}/months"),
    ("GET", f"{WAVE}/months/<int:number>"),
    ("GET", f"{WAVE}/months/<int:number>/months.csv"),
    ("GET", "/results"),
    ("GET", "/results/<code>"),
    ("GET", "/results/<code>/whole"),
    ("GET", "/results/<code>/units/<int:number>"),
}
