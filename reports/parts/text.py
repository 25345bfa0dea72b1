"""Running text of the PDFs: sentences to paragraphs, with everything from outside escaped."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, unescape

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from reports.content import Sentence
from reports.parts.faces import styles
from reports.parts.plain_lines import PlainLines


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
    return Paragraph(markup, styles()[style]) if "<" in text else PlainLines(unescape(text), styles()[style])
