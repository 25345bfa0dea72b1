"""Running text of the PDFs: sentences to paragraphs, with everything from outside escaped."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from reportlab.platypus import Paragraph

from reports.content import Sentence
from reports.parts.faces import styles


def escaped(text: str) -> str:
    """A text as a paragraph's markup: a unit called “A & B” must not be read as a tag."""
    return escape(text)


def running(sentences: Sequence[Sentence]) -> str:
    """Sentences one after the other, the strong ones bold."""
    return " ".join(f"<b>{escape(s.text)}</b>" if s.strong else escape(s.text) for s in sentences)


def paragraph(markup: str, style: str) -> Paragraph:
    """A paragraph in one of the named styles."""
    return Paragraph(markup, styles()[style])
