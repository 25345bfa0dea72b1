"""The addresses of this area of staff: imports."""

from __future__ import annotations

RUN = "/staff/imports/<int:number>"
ADDRESSES: set[tuple[str, str]] = {
    ("GET", "/staff/imports"),
    ("GET", "/staff/imports/new"),
    ("POST", "/staff/imports/new"),
    ("GET", RUN),
    ("GET", f"{RUN}/columns"),
    ("POST", f"{RUN}/columns"),
    ("GET", f"{RUN}/mapping.yaml"),
    ("POST", f"{RUN}/store"),
    ("POST", f"{RUN}/drop"),
    ("GET", f"{RUN}/undo"),
    ("POST", f"{RUN}/undo"),
}
