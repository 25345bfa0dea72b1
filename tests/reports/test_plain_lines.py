"""Texts that are set without a paragraph stand where a paragraph would have put them."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from reports.parts.faces import register, styles
from reports.parts.plain_lines import PlainLines
from reports.parts.text import LISTED, PLAIN

TEXT = "Việc được hướng dẫn đủ hồ sơ ngay từ lần đầu"
ROOM = 90.0


def placed(made: Flowable) -> tuple[float, list[tuple[str, float, float]]]:
    """The height of a text, and each of its lines with where it begins."""
    target = io.BytesIO()
    canvas = Canvas(target, initialFontName="Serif")
    _, height = made.wrap(ROOM, 1000)
    made.drawOn(canvas, 100, 500)
    canvas.save()
    found: list[tuple[str, float, float]] = []

    def note(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        if text.strip():
            found.append((text.strip(), round(cm[4] + tm[4], 1), round(cm[5] + tm[5], 1)))

    PdfReader(target).pages[0].extract_text(visitor_text=note)
    return round(height, 3), found


@pytest.mark.parametrize("style", sorted({*PLAIN, *LISTED}))
def test_lines_stand_where_those_of_a_paragraph_stand(style: str) -> None:
    register()

    height, lines = placed(PlainLines(TEXT, styles()[style]))

    assert len(lines) > 1
    assert (height, lines) == placed(Paragraph(TEXT, styles()[style]))
