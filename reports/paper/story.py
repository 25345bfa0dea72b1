"""The whole questionnaire as pieces, in its order: headings, tables, questions, boxes, the last line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from questionnaires.model import Item, Place, Text
from reports.paper import words
from reports.paper.asking import Asking, Choice
from reports.paper.flow import Piece
from reports.paper.pen import Pen
from reports.paper.questions import asked, question
from reports.paper.table import Table, opening, stacked, table
from reports.paper.texts import SetText, beside, both

ASSISTED = "_assisted"
"""Not of the questionnaire: how the form was filled in, as the submission contract calls it."""
WAYS = ("alone", "read_aloud", "interpreted")
TABLED = {"battery", "yes_no"}


def story(asking: Asking) -> Iterator[Piece]:
    """Everything below the notice."""
    before: Place | None = None
    for is_tabled, run in groupby(asking.questionnaire.places, lambda place: _table_key(asking, place)):
        places = list(run)
        yield from _run(asking, places, before) if is_tabled else _singles(asking, places, before)
        before = places[-1]
    yield from _last(asking)


def _table_key(asking: Asking, place: Place) -> str:
    """The same for neighbours that stand in one table; blank for questions with answers of their own."""
    stem = asking.questionnaire.stem_of(place.item)
    if place.item.kind not in TABLED or (place.item.kind == "yes_no" and stem is None):
        return ""
    scale = asking.questionnaire.scale_of(place.item)
    return repr((place.block.code, stem, scale))


def _run(asking: Asking, places: list[Place], before: Place | None) -> Iterator[Piece]:
    """Questions that share a sentence and a scale: a table, or one below the other."""
    first = places[0]
    is_own = first.factor is not None and first.factor.stem is not None
    made = table(asking, [place.item for place in places])
    yield from _headings(asking, before, first, with_factor=is_own)
    head = made.head if made else _sentence(asking, first.item)
    if head:
        yield head
    for above, place in zip([before, *places], places, strict=False):
        if made:
            yield from _bands(asking, made, above, place, with_factor=not is_own)
            yield made.row(place.item)
        else:
            yield from _below(asking, above, place, head, with_factor=not is_own)


def _below(
    asking: Asking, above: Place | None, place: Place, head: Piece | None, *, with_factor: bool
) -> Iterator[Piece]:
    """One of the questions below each other; a new page repeats the sentence that they complete."""
    titles = list(_titles(above, place, with_factor=with_factor))
    for title, role in titles:
        yield replace(heading(asking, both(title, asking.languages, joined=" / "), role, 1.4), head=head)
    told = asking.condition(place.item)
    if told:
        yield replace(heading(asking, told, "way", 1.4), head=head)
    yield replace(stacked(asking, place.item), head=head)


def _sentence(asking: Asking, item: Item) -> Piece | None:
    """The sentence that questions below each other complete."""
    sentence = opening(asking, asking.questionnaire.stem_of(item))
    return heading(asking, sentence, "strong", 1.0) if sentence else None


def _bands(
    asking: Asking, made: Table, above: Place | None, place: Place, *, with_factor: bool
) -> Iterator[Piece]:
    """What stands in the table before a row: a new aspect, a new factor, who answers."""
    for title, role in _titles(above, place, with_factor=with_factor):
        yield made.band(both(title, asking.languages, joined=" / "), role)
    told = asking.condition(place.item)
    if told:
        yield made.band(told, "way")


def _titles(above: Place | None, place: Place, *, with_factor: bool) -> Iterator[tuple[Text, str]]:
    """The titles of an aspect and a factor that begin among questions of one block, with their roles."""
    is_same_block = above is not None and above.block == place.block
    if is_same_block and place.aspect and place.aspect != above.aspect:  # type: ignore[union-attr]
        yield place.aspect.title, "subheading"
    if with_factor and place.factor and (above is None or place.factor != above.factor):
        yield place.factor.title, "strong"


def _singles(asking: Asking, places: list[Place], before: Place | None) -> Iterator[Piece]:
    """Questions with answers of their own, and boxes to write in."""
    for place in places:
        yield from _headings(asking, before, place, with_factor=True)
        yield from _condition(asking, place.item)
        yield _box(asking, place.item) if place.item.kind == "text" else question(asking, place.item)
        before = place


def _headings(asking: Asking, before: Place | None, place: Place, *, with_factor: bool) -> Iterator[Piece]:
    """The titles of what begins here."""
    is_new = before is None or before.block != place.block
    if is_new:
        yield heading(asking, both(place.block.title, asking.languages, joined=" / "), "heading", 2.6)
        if place.block.intro:
            yield heading(asking, both(place.block.intro, asking.languages), "text", 0.6)
    if place.aspect and (is_new or place.aspect != before.aspect):  # type: ignore[union-attr]
        yield heading(asking, both(place.aspect.title, asking.languages, joined=" / "), "subheading", 1.2)
    is_new_factor = is_new or before is None or place.factor != before.factor
    if with_factor and place.factor and is_new_factor:
        yield heading(asking, both(place.factor.title, asking.languages, joined=" / "), "strong", 1.6)


def heading(asking: Asking, markup: str, role: str, above: float) -> Piece:
    """A title, kept with what follows."""
    size = asking.size
    text = asking.set(markup, role, size.room)
    space = above * size.gap

    def paint(pen: Pen, y: float) -> None:
        pen.text(text, size.left, y + space)

    return Piece(text.height + space + 0.6 * size.gap, paint, keeps_next=True)


def _condition(asking: Asking, item: Item) -> Iterator[Piece]:
    told = asking.condition(item)
    if told:
        yield heading(asking, told, "way", 1.4)


def _box(asking: Asking, item: Item) -> Piece:
    """A question answered in one's own words; a short one where it only says which other."""
    size = asking.size
    left = size.left + size.number
    room = size.room - size.number
    number = asking.set(f"{asking.routing.numbers[item.code]}.", "strong", size.number)
    label = asking.set(both(item.text, asking.languages), "text", room)
    warning = _warning(asking, item, room)
    high = size.box + asking.spare if item.asked_if is None else size.box / 2.5
    top = size.gap + label.height + (warning.height if warning else 0) + size.gap

    def paint(pen: Pen, y: float) -> None:
        pen.rule(y, ink="line")
        pen.text(number, size.left, y + size.gap)
        pen.text(label, left, y + size.gap)
        if warning:
            pen.text(warning, left, y + size.gap + label.height)
        for step in range(1, int(high / size.line)):
            line = y + top + step * size.line
            pen.line(left + 2, line, size.right - 2, line, ink="line")
        pen.box(item.code, left, y + top, room, high)

    return Piece(top + high + 2 * size.gap, paint, name=f"item {item.code}")


def _warning(asking: Asking, item: Item, room: float) -> SetText | None:
    """The plea to name nobody, unless the question has it already."""
    told = [
        words.say("privacy", language)
        for language in asking.languages
        if not _asks_for_no_names(item.text, language)
    ]
    return asking.set(beside(told[0], told[1:]), "quiet", room) if told else None


def _asks_for_no_names(text: Text, language: str) -> bool:
    plea = {"vi": "không ghi tên", "en": "name"}[language]
    return plea in text.get(language, "").casefold()


def _last(asking: Asking) -> Iterator[Piece]:
    """How the form was filled in, and thanks."""
    choices = [Choice(way, words.SENTENCES[way]) for way in WAYS]
    filled = asked(asking, ASSISTED, "", asking.say("assisted"), choices)
    yield heading(asking, "", "small", 0.5)
    yield Piece(filled.height, filled.paint, keeps_next=True, name=filled.name)
    yield _closing(asking, asking.say("thanks"))


def _closing(asking: Asking, markup: str) -> Piece:
    size = asking.size
    text = asking.set(markup, "strong", size.room)

    def paint(pen: Pen, y: float) -> None:
        pen.rule(y, ink="ink", weight=0.4)
        pen.text(text, size.left, y + 2 * size.gap)

    return Piece(text.height + 3 * size.gap, paint)
