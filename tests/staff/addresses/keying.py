"""The addresses of this area of staff: keying."""

from __future__ import annotations

BATCH = "/staff/keying/<int:number>"
FORMS = ("/staff/keying/new", f"{BATCH}/counts", f"{BATCH}/key", f"{BATCH}/second", f"{BATCH}/resolve")
ADDRESSES: set[tuple[str, str]] = {(verb, form) for form in FORMS for verb in ("GET", "POST")} | {
    ("GET", "/staff/keying"),
    ("GET", "/staff/keying/rates"),
    ("GET", BATCH),
    ("GET", f"{BATCH}/slip"),
    ("POST", f"{BATCH}/<any(finish,close):deed>"),
}
