"""One file of comments, its kind chosen by the end of its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reports.comments.content import Writings
from reports.comments.html import to_html
from reports.comments.pdf import to_pdf
from survey.analysing.request import RequestError
from survey.comments.tables import to_csv, to_xlsx
from survey.files.folder import OutputExistsError


def _page(writings: Writings) -> bytes:
    return to_html(writings).encode("utf-8")


KINDS: dict[str, Callable[[Writings], bytes]] = {
    ".csv": to_csv,
    ".xlsx": to_xlsx,
    ".html": _page,
    ".pdf": to_pdf,
}


def write(writings: Writings, out: Path, *, force: bool = False) -> None:
    """Write the file whole, or not at all.

    Raises
    ------
    RequestError: a name that ends otherwise.
    OutputExistsError: there is a file of this name, and `force` was not said.
    """
    check(out, force=force)
    part = out.with_name(f".{out.name}.part")
    try:
        part.write_bytes(KINDS[out.suffix.lower()](writings))
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def check(out: Path, *, force: bool) -> None:
    """Refuse a name before anything is read."""
    if out.suffix.lower() not in KINDS:
        raise RequestError(f"files of this kind are not written; {out}; use one of {', '.join(KINDS)}")
    if out.exists() and not force:
        raise OutputExistsError(f"there is a file of this name; {out}; name another, or add --force")
