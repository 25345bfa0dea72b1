"""Texts that need no markup: broken into lines once and remembered, drawn without a paragraph's machinery."""

from __future__ import annotations

from functools import lru_cache

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from reports.parts.faces import styles, width
from reports.serif import in_use

REMEMBERED = 20_000
SHARES = {TA_RIGHT: 1.0, TA_CENTER: 0.5}
"""How much of the spare room stands before a line."""


class PlainLines(Flowable):
    """A text in one style, without bold words; never divided between pages."""

    def __init__(self, text: str, style: ParagraphStyle) -> None:
        super().__init__()
        self.text, self.style = text, style
        self.lines: tuple[str, ...] = ()
        self.room = 0.0

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        parts = self.text.split("\n")
        self.lines = tuple(line for part in parts for line in broken(part, room, self.style.name))
        self.room, self.width, self.height = room, room, len(self.lines) * self.style.leading
        return self.width, self.height

    def drawOn(self, canvas: Canvas, x: float, y: float, _sW: float = 0) -> None:
        """Without a state of the canvas of its own: what follows sets what it needs."""
        style = self.style
        # A paragraph's first line stands as far below its top as its type is large.
        base = y + self.height - style.fontSize
        canvas.setFillColor(style.textColor)
        canvas.setFont(style.fontName, style.fontSize)
        for line in self.lines:
            canvas.drawString(x + self._indent(line), base, line)
            base -= style.leading

    def _indent(self, line: str) -> float:
        share = SHARES.get(self.style.alignment, 0.0)
        return share * (self.room - measured(line, self.style.name, in_use())) if share else 0.0


def broken(text: str, room: float, style: str) -> tuple[str, ...]:
    """A text in as many lines as it needs; a word longer than a line is broken."""
    return _broken(text, room, style, in_use())


@lru_cache(maxsize=REMEMBERED)
def measured(text: str, style: str, _typeface: str) -> float:
    """How wide a text is in a named style of the typeface in use."""
    found = styles()[style]
    return width(text, found.fontName, found.fontSize)


@lru_cache(maxsize=REMEMBERED)
def _broken(text: str, room: float, style: str, typeface: str) -> tuple[str, ...]:
    if measured(text, style, typeface) <= room:
        return (text,)
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or measured(longer, style, typeface) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(piece for line in lines for piece in _pieces(line, room, style, typeface))


def _pieces(text: str, room: float, style: str, typeface: str) -> list[str]:
    """One line, in parts that fit where a single word is too long for it."""
    if measured(text, style, typeface) <= room:
        return [text]
    pieces = [""]
    for letter in text:
        if pieces[-1] and measured(pieces[-1] + letter, style, typeface) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces
