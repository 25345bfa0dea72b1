"""The link of a collector as a QR code: on the terminal, as SVG or as PNG."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import segno

ENDINGS = (".svg", ".png")
QUIET_ZONE = 4
"""Modules of white around the code that readers need."""
SCALE = 8
"""Pixels of a module: some 30 mm for a link when printed at 300 dots an inch."""


class QrCodeError(ValueError):
    """A QR code that cannot be made as asked."""


def check_file(path: Path, base_url: str) -> None:
    """Refuse before anything is written what could not be scanned or saved afterwards.

    Raises
    ------
    QrCodeError: no server to lead to, another kind of file, a file or folder in the way.
    """
    if not base_url:
        raise QrCodeError("a QR code leads nowhere without the server; --qr; add --base-url https://…")
    if path.suffix.lower() not in ENDINGS:
        raise QrCodeError(f"QR codes are saved as .svg or .png; --qr {path}; change the ending")
    if path.exists():
        raise QrCodeError(f"the file is there already; --qr {path}; give another name")
    if not path.parent.is_dir():
        raise QrCodeError(f"there is no such folder; --qr {path}; make it first")


def write(path: Path, link: str) -> None:
    """Save the code; some damage to the print is forgiven."""
    _code(link).save(str(path), scale=SCALE, border=QUIET_ZONE)


def draw(link: str) -> str:
    """The code in letters, for a terminal."""
    out = StringIO()
    _code(link).terminal(out=out, border=QUIET_ZONE, compact=True)
    return out.getvalue()


def _code(link: str) -> segno.QRCode:
    return segno.make_qr(link, error="m")
