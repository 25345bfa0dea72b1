"""An A4 document that gives the same bytes any day: its title and language are set, its clock is not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from reports.parts.columns import PAGE
from reports.parts.faces import SERIF, register
from reports.parts.page import BOTTOM, HEIGHT, LEFT, TOP

TAGS = {"vi": "vi-VN", "en": "en-GB"}
"""The language of a document as its readers' programs name it."""


def a4_document(
    story: Sequence[Flowable],
    *,
    title: str,
    language: str,
    canvas: type[Canvas] = Canvas,
    on_page: Callable[[Canvas, Any], None] | None = None,
) -> bytes:
    """The flowables on A4 pages."""
    register()
    target = BytesIO()
    document = BaseDocTemplate(
        target,
        pagesize=A4,
        title=title,
        author="",
        subject="",
        creator="",
        lang=TAGS[language],
        invariant=1,
        initialFontName=SERIF,
        allowSplitting=1,
    )
    frame = Frame(LEFT, BOTTOM, PAGE, HEIGHT - TOP - BOTTOM, 0, 0, 0, 0)
    template = PageTemplate("page", [frame], onPage=on_page) if on_page else PageTemplate("page", [frame])
    document.addPageTemplates(template)
    document.build(list(story), canvasmaker=canvas)
    return target.getvalue()
