"""Lines set one below the other in a given room: as large as they may be, as small as they must."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from reports.parts.faces import BOLD, INK, TEXT
from reports.parts.text import escaped
from reports.style import plain

SMALLEST = 0.4
STEPS = tuple(1 - step * 0.05 for step in range(13))
"""Sizes that are tried, from the wanted one down to the smallest."""
LEADING = 1.36
"""Room for stacked diacritics: Ẫ rises 1.2 em above the line."""


class NoRoomError(ValueError):
    """A text that does not fit, however small."""


@dataclass(frozen=True)
class Line:
    """One text in a block; it wraps as often as it needs."""

    text: str
    size: float
    bold: bool = False
    ink: str = "ink"
    after: float = 0.0
    """White below it, in points."""


def height_of(lines: Sequence[Line], wide: float, scale: float = 1.0) -> float:
    """How high the lines stand in a column."""
    return sum(paragraph.height + after for paragraph, after in _set(lines, wide, scale))


def draw_lines(
    canvas: Canvas,
    lines: Sequence[Line],
    x: float,
    top: float,
    wide: float,
    high: float,
    *,
    least: float = SMALLEST,
) -> float:
    """Draw the lines below `top` in a room, all in one scale; the height they took.

    Raises
    ------
    NoRoomError: they do not fit even at the least scale.
    """
    lines = [line for line in lines if line.text]
    tried = (each for each in STEPS if each >= least - 1e-9)
    scale = next((each for each in tried if height_of(lines, wide, each) <= high), None)
    if scale is None:
        raise NoRoomError(
            f"the text is too long for the sheet; {plain(lines[0].text)[:60]!r}; shorten the name"
        )
    y = top
    for paragraph, after in _set(lines, wide, scale):
        paragraph.drawOn(canvas, x, y - paragraph.height)
        y -= paragraph.height + after
    return top - y


def _set(lines: Iterable[Line], wide: float, scale: float) -> list[tuple[Paragraph, float]]:
    made = []
    for line in lines:
        paragraph = Paragraph(escaped(plain(line.text)), _style(line, scale))
        paragraph.wrap(wide, 10_000)
        made.append((paragraph, line.after * scale))
    return made


def _style(line: Line, scale: float) -> ParagraphStyle:
    size = line.size * scale
    face = BOLD if line.bold else TEXT
    return ParagraphStyle(
        "line", fontName=face, fontSize=size, leading=size * LEADING, textColor=INK[line.ink]
    )
