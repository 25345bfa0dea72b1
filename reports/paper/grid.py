"""The answers of one question in a grid: as low as it can be without breaking their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.paper.asking import Asking, Choice
from reports.paper.pen import Pen
from reports.paper.sizes import Size
from reports.paper.texts import SetText, both, widest_word
from reports.parts.faces import TEXT

MOST_COLUMNS = 6
LINES = 3
"""An answer's words take so many lines at most where there is a way to give them more room."""
BROKEN = 1.5
"""Millimetres of height that an answer on one line is worth."""
JOINS = (" / ", "<br/>")
"""How an answer stands in two languages: on one line, or one below the other."""


@dataclass(frozen=True)
class Grid:
    """Answers in columns, read down the first column, then down the next."""

    size: Size
    choices: tuple[Choice, ...]
    labels: tuple[SetText, ...]
    columns: int
    room: float
    lines: int = 1

    @classmethod
    def best(cls, asking: Asking, choices: Sequence[Choice], room: float) -> Grid:
        """The lowest grid with few broken answers; of equally good ones that with the fewest columns."""
        ways = JOINS if len(asking.languages) > 1 else JOINS[:1]
        tried = [
            cls.of(asking, choices, room, columns, joined)
            for joined in ways
            for columns in range(1, min(MOST_COLUMNS, len(choices)) + 1)
            if columns == 1 or cls.fits(asking, choices, room / columns)
        ]
        return min(tried, key=lambda grid: (round(grid.height + grid.broken * BROKEN, 2), grid.columns))

    @classmethod
    def of(cls, asking: Asking, choices: Sequence[Choice], room: float, columns: int, joined: str) -> Grid:
        """The answers in so many columns."""
        wide = _words_room(asking.size, room / columns)
        texts = [both(choice.label, asking.languages, joined=joined) for choice in choices]
        labels = tuple(asking.set(text, "text", wide) for text in texts)
        lines = 1 if joined == JOINS[0] else len(asking.languages)
        return cls(asking.size, tuple(choices), labels, columns, room, lines)

    @classmethod
    def fits(cls, asking: Asking, choices: Sequence[Choice], wide: float) -> bool:
        """Whether every word and every answer has room in a column of this width."""
        room = _words_room(asking.size, wide)
        texts = [both(choice.label, asking.languages, joined=JOINS[0]) for choice in choices]
        said = [text for choice in choices for text in choice.label.values()]
        if any(widest_word(text, TEXT, asking.size.text) > room for text in said):
            return False
        line = asking.set("a", "text", 100).height
        return all(asking.set(text, "text", room).height <= LINES * line + 0.1 for text in texts)

    @property
    def broken(self) -> int:
        """How many answers take more lines than they need: one, or one a language."""
        return sum(label.height > self.lines * self._first_line + 0.1 for label in self.labels)

    @property
    def rows(self) -> int:
        return -(-len(self.choices) // self.columns)

    @property
    def line(self) -> float:
        """The least height of a row."""
        return 2 * self.size.radius + max(1.1 * self.size.gap, 1.0)

    @property
    def lead(self) -> float:
        """How far the first line of words stands below the top, level with its bubble."""
        return max(0.0, (self.line - self._first_line) / 2)

    @property
    def height(self) -> float:
        return sum(self._row_height(row) for row in range(self.rows))

    def draw(self, pen: Pen, item: str, x: float, y: float) -> None:
        """Bubbles and words, the top left corner here."""
        wide, radius = self.room / self.columns, self.size.radius
        tops = [y + sum(self._row_height(above) for above in range(row)) for row in range(self.rows)]
        for place, (choice, label) in enumerate(zip(self.choices, self.labels, strict=True)):
            column, row = divmod(place, self.rows)
            at, top = x + column * wide, tops[row]
            pen.bubble(item, choice.code, at + radius, top + self.line / 2)
            pen.text(label, at + 2 * radius + _beside(self.size), top + self.lead)

    @property
    def _first_line(self) -> float:
        return min(label.paragraph.style.leading for label in self.labels) / (72 / 25.4)

    def _row_height(self, row: int) -> float:
        labels = self.labels[row :: self.rows]
        return max(self.line, *(label.height + self.lead + 0.4 for label in labels))


def _words_room(size: Size, wide: float) -> float:
    """What is left of a column for words, beside the bubble and before the next column."""
    return wide - 2 * size.radius - _beside(size) - 2.5


def _beside(size: Size) -> float:
    """From a bubble to its words."""
    return max(1.2 * size.gap, 1.1)
