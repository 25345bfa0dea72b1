"""The addresses of this area of staff: forms."""

from __future__ import annotations

DRAFT = "/staff/forms/drafts/<int:number>"
ADDRESSES: set[tuple[str, str]] = {
    ("GET", "/staff/forms"),
    ("GET", "/staff/forms/new"),
    ("POST", "/staff/forms/new"),
    ("GET", "/staff/forms/stored/<int:number>"),
    ("GET", "/staff/forms/stored/<int:number>/yaml"),
    ("GET", "/staff/forms/<kind>/<int:number>/preview/<surface>/<language>"),
    ("GET", DRAFT),
    ("POST", f"{DRAFT}/publish"),
    ("POST", f"{DRAFT}/propose"),
    ("POST", f"{DRAFT}/approve"),
    ("POST", f"{DRAFT}/drop"),
}
