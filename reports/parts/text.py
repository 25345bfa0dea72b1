"""Running text of the PDFs: sentences to paragraphs, with everything from outside escaped."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape, unescape

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from reports.content import Sentence
from reports.parts.faces import styles
from reports.parts.plain_lines import PlainLines
from reports.serif import in_use


def escaped(text: str) -> str:
    """A text as a paragraph's markup: a unit called “A & B” must not be read as a tag."""
    return escape(text)


def running(sentences: Sequence[Sentence]) -> str:
    """Sentences as an official edition prints them, one after the other, the strong ones bold."""
    told = ((escape(each.official or each.text), each.strong) for each in sentences)
    return " ".join(f"<b>{text}</b>" if strong else text for text, strong in told)


class Heading(PlainLines):
    """A heading that also stands in the outline of the document, where its canvas keeps one."""

    def drawOn(self, canvas: Canvas, x: float, y: float, _sW: float = 0) -> None:
        listed = getattr(canvas, "listed", None)
        if listed is not None:
            level = int(self.style.name != "chapter")
            listed.append((self.text, level, canvas.absolutePosition(x, y + self.height)[1]))
        super().drawOn(canvas, x, y)


REMEMBERED = 1000
"""Paragraphs that are kept: most of a report's sentences stand in the next unit's, too."""
LISTED = ("chapter", "heading")
"""The styles of what stands in the outline."""
PLAIN = frozenset("label label_right group group_right head head_right note term running foot".split())
"""The styles of short texts that stay on one page."""


Words = Paragraph | PlainLines
"""Text that is set: measured by `wrap`, then drawn."""


def paragraph(markup: str, style: str) -> Words:
    """A paragraph in one of the named styles; short texts without bold words are set without markup."""
    if style in LISTED:
        return Heading(unescape(markup), styles()[style])
    text = markup.replace("<br/>", "\n") if style in PLAIN else "<"
    if "<" not in text:
        return PlainLines(unescape(text), styles()[style])
    # ReportLab notes on a paragraph where it stands: each place has its own, with the lines of the kept one.
    return copy(_kept(markup, style, in_use()))


class KeptParagraph(Paragraph):
    """A paragraph that is broken into lines once for a width; copies of it have these lines, too."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._lines: dict[float, tuple[Any, float]] = {}

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        if room not in self._lines:
            super().wrap(room, height)
            self._lines[room] = self.blPara, self.height
        self.width, (self.blPara, self.height) = room, self._lines[room]
        return self.width, self.height

    def split(self, room: float, height: float) -> list[Paragraph]:
        """In two; that is written into the lines, so into lines of its own."""
        super().wrap(room, height)
        parts: list[Paragraph] = super().split(room, height)
        return parts


@lru_cache(maxsize=REMEMBERED)
def _kept(markup: str, style: str, _typeface: str) -> KeptParagraph:
    return KeptParagraph(markup, styles()[style])
