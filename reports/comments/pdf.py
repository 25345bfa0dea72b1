"""Comments as a PDF of A4 pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, KeepTogether, Spacer

from reports.comments.content import Writings, Written
from reports.comments.glyphs import printable
from reports.comments.words import say
from reports.parts.columns import PAGE
from reports.parts.document import a4_document
from reports.parts.faces import INK, TEXT
from reports.parts.page import BOTTOM, LEFT
from reports.parts.text import Words, escaped, paragraph


def to_pdf(writings: Writings) -> bytes:
    """The PDF; the same texts give the same bytes."""
    return a4_document(
        list(_story(writings)),
        title=writings.title,
        language=writings.language,
        on_page=_foot(writings.language),
    )


def _story(writings: Writings) -> Iterator[Flowable]:
    yield paragraph(escaped(printable(writings.title)), "title")
    yield paragraph(escaped(say("internal", writings.language)), "note")
    yield paragraph(escaped(say("codes", writings.language)), "note")
    if not writings.texts:
        yield paragraph(escaped(say("none", writings.language)), "body")
    heads = ("", "")
    for each in writings.texts:
        if (each.wave, each.unit) != heads:
            heads = each.wave, each.unit
            yield Spacer(1, 10)
            yield paragraph(escaped(printable(f"{each.unit} · {each.wave}")), "heading")
        yield from _one(each, writings.language)


def _one(written: Written, language: str) -> Iterator[Flowable]:
    told = [written.question, say(written.status, language), written.theme]
    first, *others = printable(written.text).split("\n")
    about = paragraph(escaped(printable(" · ".join(each for each in told if each))), "note")
    yield KeepTogether([Spacer(1, 6), about, _line(first)])
    yield from map(_line, others)


def _line(line: str) -> Words:
    """A line as it was written: spaces keep their number, and none is read as markup."""
    kept = escaped(line).replace("  ", " \N{NO-BREAK SPACE}")
    return paragraph(kept or "\N{NO-BREAK SPACE}", "body")


def _foot(language: str) -> Any:
    def draw(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont(TEXT, 7.5)
        canvas.setFillColor(INK["ink-2"])
        canvas.drawRightString(LEFT + PAGE, BOTTOM - 16, say("page", language, n=document.page))

    return draw
