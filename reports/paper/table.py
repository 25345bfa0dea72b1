"""Questions that share a sentence and a scale: a table with a row of bubbles for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from questionnaires.model import Item, Text, say
from reports import style
from reports.paper.asking import Asking, Choice
from reports.paper.flow import Piece
from reports.paper.pen import Pen
from reports.paper.questions import asked
from reports.paper.routing import printed
from reports.paper.texts import beside, both, widest_word
from reports.parts.faces import BOLD

GAP = "{item}"
LEAST, WIDEST = 6.2, 8.2
"""Width of a column of bubbles, in radii."""
SHARE = 0.6
"""How much of the page the bubbles may take."""
APART = 3.0
"""Millimetres between the scale and an answer outside it."""


@dataclass(frozen=True)
class Columns:
    """Where the bubbles of a table stand, and the words above them."""

    choices: tuple[Choice, ...]
    centres: tuple[float, ...]
    wide: float
    left: float
    """Where the bubbles begin."""
    role: str
    """The style of the words."""


def table(asking: Asking, items: Sequence[Item]) -> Table | None:
    """The table of items that share all; None where its words need more room than a table has."""
    choices = tuple(asking.choices(items[0]))
    columns = None if asking.size.is_large else _columns(asking, choices)
    return Table(asking, columns, asking.questionnaire.stem_of(items[0])) if columns else None


@dataclass(frozen=True)
class Table:
    """A head and rows."""

    asking: Asking
    columns: Columns
    stem: Text | None

    @cached_property
    def head(self) -> Piece:
        """The sentence that each row completes, and the words of the scale."""
        size, columns = self.asking.size, self.columns
        stem = self.asking.set(opening(self.asking, self.stem), "strong", columns.left - size.left - 4)
        heads = [
            self.asking.set(both(each.label, self.asking.languages), columns.role, columns.wide - 0.6)
            for each in columns.choices
        ]
        height = max(stem.height, *(head.height for head in heads)) + 2 * size.gap

        def paint(pen: Pen, y: float) -> None:
            bottom = y + height - size.gap
            pen.text(stem, size.left, bottom - stem.height)
            for centre, head in zip(columns.centres, heads, strict=True):
                pen.text(head, centre - (columns.wide - 0.6) / 2, bottom - head.height)
            pen.rule(y + height, ink="ink", weight=0.4)

        return Piece(height, paint, keeps_next=True)

    def band(self, markup: str, role: str) -> Piece:
        """A line across the table: the name of a factor, or who answers what follows."""
        size = self.asking.size
        text = self.asking.set(markup, role, size.room)
        height = text.height + 2 * size.gap

        def paint(pen: Pen, y: float) -> None:
            pen.text(text, size.left, y + size.gap)
            pen.rule(y + height, ink="line-strong", weight=0.15)

        return Piece(height, paint, keeps_next=True, head=self.head)

    def row(self, item: Item) -> Piece:
        """One question with its bubbles."""
        size, columns, asking = self.asking.size, self.columns, self.asking
        left = size.left + size.number
        room = columns.left - left - 2
        label = asking.set(both(item.text, asking.languages), "text", room)
        number = asking.set(f"{asking.routing.numbers[item.code]}.", "strong", size.number)
        jump = asking.jumps(item)
        way = asking.set(jump, "way", room) if jump else None
        words_height = label.height + (way.height if way else 0)
        height = max(words_height + 2 * size.gap, 2 * size.radius + 2.2 * size.gap)

        def paint(pen: Pen, y: float) -> None:
            top = y + (height - words_height) / 2
            pen.text(number, size.left, top)
            pen.text(label, left, top)
            if way:
                pen.text(way, left, top + label.height)
            for choice, centre in zip(columns.choices, columns.centres, strict=True):
                pen.bubble(item.code, choice.code, centre, y + height / 2)
            pen.rule(y + height, ink="line", weight=0.2)

        return Piece(height, paint, head=self.head, name=f"item {item.code}")


def stacked(asking: Asking, item: Item) -> Piece:
    """One question of a shared scale with all its words, where a table has no room for them."""
    number = str(asking.routing.numbers[item.code])
    text = both(item.text, asking.languages)
    return asked(asking, item.code, number, text, list(asking.choices(item)), asking.jumps(item))


def opening(asking: Asking, stem: Text | None) -> str:
    """The sentence above rows that complete it: its end where it ends with the gap, else the gap as dots."""
    first, *others = [_opening(stem, language) for language in asking.languages]
    return beside(first, others) if first else ""


def _opening(stem: Text | None, language: str) -> str:
    text = style.plain(say(stem, language))
    before, _, after = text.partition(GAP)
    if not any(each.isalnum() for each in before + after):
        return ""
    if any(each.isalnum() for each in after):
        return text.replace(GAP, "…")
    return style.capital(before.rstrip(" :")) + ":"


def _columns(asking: Asking, choices: Sequence[Choice]) -> Columns | None:
    """Columns as wide as their words need, as narrow as the page asks for."""
    size = asking.size
    apart = APART if any(each.is_apart for each in choices) and not all(c.is_apart for c in choices) else 0.0
    most = (size.room * SHARE - apart) / len(choices)
    for role, points in (("column", size.head), ("column_small", size.head * 0.9)):
        said = [printed(each.label, language) for each in choices for language in asking.languages]
        needed = max(widest_word(text, BOLD, points) for text in said) + 1.4
        wide = min(max(needed, WIDEST * size.radius if len(choices) < 4 else LEAST * size.radius), most)
        if needed <= wide:
            return _placed(size.right, tuple(choices), wide, apart, role)
    return None


def _placed(right: float, choices: tuple[Choice, ...], wide: float, apart: float, role: str) -> Columns:
    """The centres, the last column at the right edge."""
    left = right - wide * len(choices) - apart
    centres, x = [], left
    for place, choice in enumerate(choices):
        if place and choice.is_apart and not choices[place - 1].is_apart:
            x += apart
        centres.append(round(x + wide / 2, 3))
        x += wide
    return Columns(choices, tuple(centres), wide, left, role)
