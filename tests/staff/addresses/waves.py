"""The addresses of this area of staff: waves."""

from __future__ import annotations

DEED = "<any(approve,open,close,freeze,review,'approve-results',publish,extend):deed>"
FORMS = (
    "my-waves/<code>/units/<int:number>/ask",
    "my-waves/<code>/units/<int:number>/plan",
    "my-waves/<code>/units/<int:number>/plan/<int:line>",
    f"waves/<code>/{DEED}",
    "waves/<code>/doors",
    "waves/<code>/doors/<int:number>/revoke",
    "waves/<code>/edit",
    "waves/<code>/rehearsal",
    "waves/<code>/requests/<int:number>",
    "waves/<code>/units",
    "waves/new",
)
"""Pages with a form that is sent to the page itself."""
PAGES = (
    "my-waves",
    "my-waves/<code>",
    "my-waves/<code>/units/<int:number>",
    "waves",
    "waves/<code>",
    "waves/<code>/comparability",
    "waves/size",
)
ADDRESSES: set[tuple[str, str]] = {
    *((verb, f"/staff/{form}") for form in FORMS for verb in ("GET", "POST")),
    *(("GET", f"/staff/{page}") for page in PAGES),
    ("POST", "/staff/waves/<code>/doors/<int:number>/poster"),
}
