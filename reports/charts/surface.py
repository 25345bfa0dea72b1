"""What a chart is drawn on, and what is measured with: lengths in points, y downwards from the top."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import cos, pi, sin
from typing import Literal, Protocol

from reports.charts.data import Axis
from reports.parts.faces import BOLD, TEXT, register, width
from reports.style import TOKENS

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]

INKS: dict[str, str] = {
    **TOKENS,
    "level-1": "#A65A1A",
    "level-2": "#E3A962",
    "level-3": "#E3E1DB",
    "level-4": "#5E99C1",
    "level-5": "#0D4A73",
    "marked": "#ECEBE7",
}
"""Colours by name; the five levels differ in lightness too, and their sides tell 1 from 5 in grey."""

SMALL, BODY = 7.5, 8.5
"""Sizes of text in points."""


class Surface(Protocol):
    """Four things can be drawn; colours are names of `INKS`, an empty one is not drawn."""

    def line(self, start: Point, end: Point, ink: str, weight: float, *, dash: Sequence[float] = ()) -> None:
        """A straight line."""

    def rect(
        self, corner: Point, size: Point, *, fill: str = "", edge: str = "", dash: Sequence[float] = ()
    ) -> None:
        """A rectangle from its upper left corner."""

    def polygon(self, points: Sequence[Point], *, fill: str = "", edge: str = "") -> None:
        """A closed shape."""

    def text(
        self,
        at: Point,
        text: str,
        *,
        size: float = SMALL,
        ink: str = "ink-2",
        bold: bool = False,
        anchor: Anchor = "start",
    ) -> None:
        """One line of text on its baseline."""


@lru_cache(maxsize=20_000)
def measured(text: str, size: float = SMALL, *, bold: bool = False) -> float:
    """How wide a text is, by the widest of our faces, so that it fits on both surfaces."""
    register()
    return width(text, BOLD if bold else TEXT, size)


def wrapped(text: str, room: float, size: float = BODY, *, bold: bool = False) -> list[str]:
    """A text in as many lines as it needs; a word longer than a line is broken."""
    return list(_wrapped(text, room, size, bold))


@lru_cache(maxsize=20_000)
def _wrapped(text: str, room: float, size: float, bold: bool) -> tuple[str, ...]:
    lines = [""]
    for word in _words(text, room, size, bold):
        longer = f"{lines[-1]} {word}".strip()
        if measured(longer, size, bold=bold) <= room:
            lines[-1] = longer
            continue
        pieces = _pieces(word, room, size, bold)
        lines[-1:] = [lines[-1], *pieces] if lines[-1] else pieces
    return tuple(lines)


def _words(text: str, room: float, size: float, bold: bool) -> Iterator[str]:
    """The words of a text; one that is longer than a line is cut after its strokes: 1/2026."""
    for word in text.split(" "):
        long = measured(word, size, bold=bold) > room
        yield from word.replace("/", "/ ").split() if long else (word,)


def _pieces(word: str, room: float, size: float, bold: bool) -> list[str]:
    """A word in parts that fit."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and measured(pieces[-1] + letter, size, bold=bold) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def shortened(text: str, room: float, size: float = SMALL, *, bold: bool = False) -> str:
    """A text on one line, cut after a word; the whole of it stands in the table and the description."""
    kept = text
    while measured(kept, size, bold=bold) > room and len(kept) > 1:
        cut = kept.rstrip("…")
        kept = (cut.rsplit(" ", 1)[0] if " " in cut else cut[:-1]).rstrip(" ,;(") + "…"
    return kept


def placed(value: float, axis: Axis) -> float:
    """The position of a value on its axis, from 0 to 1."""
    return (value - axis.low) / (axis.high - axis.low)


def disc(at: Point, radius: float) -> list[Point]:
    """A dot, as a polygon of 24 corners; of ten where it is too small for the eye to count them."""
    x, y = at
    corners = 24 if radius > 2 else 10
    steps = [2 * pi * step / corners for step in range(corners)]
    return [(x + radius * cos(turn), y + radius * sin(turn)) for turn in steps]


def triangle(at: Point, radius: float, *, up: bool) -> list[Point]:
    """A triangle pointing up or down; its middle of mass lies on the value."""
    x, y = at
    tip = -radius * 1.3 if up else radius * 1.3
    return [(x, y + tip), (x + 1.2 * radius, y - tip / 2), (x - 1.2 * radius, y - tip / 2)]
