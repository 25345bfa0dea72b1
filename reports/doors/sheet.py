"""A PDF of drawn pages: faces embedded, language and title said, the same bytes each time."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from reports.parts.faces import TEXT, register

A4 = (210 * mm, 297 * mm)
A5 = (148.5 * mm, 210 * mm)
"""Half of A4; what an office calls A5 is half a millimetre less, which no cutter sees."""
SIZES = {"A4": A4, "A5": A5}


def drawn(size: tuple[float, float], title: str, draw: Callable[[Canvas], None]) -> bytes:
    """The document whose pages `draw` draws; it ends each page itself."""
    register()
    target = BytesIO()
    canvas = Canvas(target, pagesize=size, invariant=1, initialFontName=TEXT, lang="vi-VN")  # type: ignore[arg-type]
    canvas.setTitle(title)
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator("")
    draw(canvas)
    canvas.save()
    return target.getvalue()
