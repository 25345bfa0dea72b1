"""Questions with answers of their own: the sentence on the left, the answers beside it in a grid."""

from __future__ import annotations

from collections.abc import Sequence

from questionnaires.model import Item
from reports.paper import words
from reports.paper.asking import Asking, Choice
from reports.paper.flow import Piece
from reports.paper.grid import Grid
from reports.paper.pen import Pen
from reports.paper.texts import both, quietly

SHARE = 0.37
"""How much of the page a question takes that has its answers beside it."""


def question(asking: Asking, item: Item) -> Piece:
    """A whole question: its number and sentence, and a bubble for each answer."""
    text = both(item.text, asking.languages)
    if item.kind == "multiple":
        key = "many" if item.most is None else "most"
        text += f"<br/>{_many(asking, key, str(item.most))}"
    number = str(asking.routing.numbers[item.code])
    return asked(asking, item.code, number, text, list(asking.choices(item)), asking.jumps(item))


def asked(
    asking: Asking, code: str, number: str, text: str, choices: Sequence[Choice], jump: str = ""
) -> Piece:
    """A sentence with bubbles: beside it, or below it in large type."""
    size = asking.size
    left, room = size.left + size.number, size.room - size.number
    share = room if size.is_large else SHARE * room
    sentence = asking.set(text, "strong" if size.is_large else "text", share - (0 if size.is_large else 4))
    grid = Grid.best(asking, choices, room if size.is_large else room - share)
    way = asking.set(jump, "way", grid.room) if jump else None
    sign = asking.set(f"{number}." if number else "", "strong", size.number)
    lead, x, below = (
        (0.0, left, sentence.height + size.gap) if size.is_large else (grid.lead, left + share, 0.0)
    )
    answers = below + grid.height + (way.height + size.gap if way else 0)
    height = max(lead + sentence.height, answers) + 2 * size.gap

    def paint(pen: Pen, y: float) -> None:
        pen.rule(y, ink="line")
        pen.text(sign, size.left, y + size.gap + lead)
        pen.text(sentence, left, y + size.gap + lead)
        grid.draw(pen, code, x, y + size.gap + below)
        if way:
            pen.text(way, x, y + size.gap + below + grid.height + size.gap)

    return Piece(height, paint, name=f"item {code}")


def _many(asking: Asking, key: str, most: str) -> str:
    """That a question may have several marks."""
    told = " / ".join(words.say(key, language, most=most) for language in asking.languages)
    return quietly(told)
