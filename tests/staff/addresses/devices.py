"""The addresses of this area of staff: shared computers, PINs, the identity provider."""

from __future__ import annotations

FORMS = (
    "/staff/bind",
    "/staff/people/devices/<int:number>/revoke",
    "/staff/people/devices/new",
    "/staff/pin",
)
"""Pages with a form that is sent to the page itself."""
ADDRESSES: set[tuple[str, str]] = {(verb, form) for form in FORMS for verb in ("GET", "POST")} | {
    ("GET", "/staff/people/devices"),
    ("GET", "/staff/provider"),
    ("GET", "/staff/provider/back"),
    ("POST", "/staff/sign-in/pin"),
}
