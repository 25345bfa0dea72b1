"""What stands before the first question: who asks, about whom, the notice, how to mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from questionnaires.model import Text, say
from reports import style
from reports.paper import words
from reports.paper.asking import Asking
from reports.paper.content import Paper
from reports.paper.flow import Piece
from reports.paper.furniture import band_bottom
from reports.paper.notice import day_in, notice, time_needed
from reports.paper.pen import Pen
from reports.paper.story import heading
from reports.paper.texts import SetText, beside, both
from reports.parts.text import escaped

GUTTER = 6.0
"""Between two columns of the notice."""
MOST = 0.62
"""The share of the first page that the notice may take as one piece."""


def front(asking: Asking, paper: Paper) -> Iterator[Piece]:
    """The first pieces of the first page."""
    for piece in _names(asking, paper):
        # They are on top of the first page anyway, and long ones may need all of it.
        yield replace(piece, keeps_next=False)
    yield from _notice(asking, paper)
    yield _how(asking)


def _names(asking: Asking, paper: Paper) -> Iterator[Piece]:
    """What form it is, whom it is about, in which wave."""
    yield _below_band(asking, paper)
    yield _title(asking, paper)
    if paper.unit_name:
        yield heading(asking, _about(asking, paper.unit_name), "subheading", 1.0)
    wave = _wave(asking, paper)
    if wave:
        yield heading(asking, wave, "quiet", 0.2)


def _below_band(asking: Asking, paper: Paper) -> Piece:
    """Room for a long name of the agency above."""
    room = max(0.0, band_bottom(asking, paper, 1) + 1.5 - asking.size.top)
    return Piece(room, lambda pen, y: None, keeps_next=True)


def _title(asking: Asking, paper: Paper) -> Piece:
    """The name of the form; a line does not end within its brackets."""
    title = {language: _whole_brackets(text) for language, text in paper.questionnaire.title.items()}
    return heading(asking, both(title, asking.languages), "title", 0.4)


def _whole_brackets(text: str) -> str:
    kept = style.FIXED_SPACE
    return re.sub(r"\([^()]{1,24}\)", lambda found: found[0].replace(" ", kept), text)


def _about(asking: Asking, unit: Text) -> str:
    """The rated unit, its name in each language after the word for it."""
    told = []
    for language in asking.languages:
        name = style.plain(say(unit, language))
        told.append((f"{words.say('about_unit', language)}: ", name))
    first, *others = told
    quiet = [word + name for word, name in others]
    plain = beside(first[0] + first[1], quiet)
    lead = escaped(first[0])
    return plain.replace(lead, f'<font name="Text">{lead}</font>', 1)


def _wave(asking: Asking, paper: Paper) -> str:
    """The wave with its days."""
    told = []
    for language in asking.languages:
        parts = [style.plain(say(paper.wave_name, language))] if paper.wave_name else []
        if paper.opens and paper.closes:
            opens, closes = day_in(paper.opens, language), day_in(paper.closes, language)
            parts.append(words.say("collecting", language, opens=opens, closes=closes))
        told.append(" · ".join(part for part in parts if part))
    return beside(told[0], told[1:]) if told[0] else ""


def _notice(asking: Asking, paper: Paper) -> Iterator[Piece]:
    """In columns where they leave room on the first page, else line by line."""
    size = asking.size
    if not size.is_large:
        columns = _told(asking, paper)
        if columns.height < MOST * (size.bottom - size.top):
            yield columns
            return
    yield from _told_at_length(asking, paper)


def _told_at_length(asking: Asking, paper: Paper) -> Iterator[Piece]:
    """The promise and the notice, a paragraph a piece, one language after the other."""
    yield heading(asking, _promise(asking), "strong", 1.0)
    for language in asking.languages:
        for text in _paragraphs(asking, paper, language, asking.size.room):
            yield _plain(asking, text)


def _plain(asking: Asking, text: SetText) -> Piece:
    size = asking.size

    def paint(pen: Pen, y: float) -> None:
        pen.text(text, size.left, y)

    return Piece(text.height + size.gap, paint, name="the notice")


def _promise(asking: Asking) -> str:
    first, *others = [
        words.say("promise", language, time=time_needed(asking.questionnaire, language))
        for language in asking.languages
    ]
    return beside(first, others)


def _told(asking: Asking, paper: Paper) -> Piece:
    """The promise and the notice: two columns of one language, or the languages side by side."""
    size = asking.size
    promise = asking.set(_promise(asking), "strong", size.room)
    columns = _columns(asking, paper)
    above = promise.height + 2.4 * size.gap
    deep = max(sum(text.height + size.gap for text in column) for column in columns)
    height = above + deep + 0.6 * size.gap
    wide = _column_width(asking, len(columns))

    def paint(pen: Pen, y: float) -> None:
        pen.rule(y + size.gap * 0.4, ink="ink", weight=0.4)
        pen.text(promise, size.left, y + 1.4 * size.gap)
        for place, column in enumerate(columns):
            at = y + above
            for text in column:
                pen.text(text, size.left + place * (wide + GUTTER), at)
                at += text.height + size.gap
        pen.rule(y + height, ink="ink", weight=0.4)

    return Piece(height, paint, name="the notice")


def _columns(asking: Asking, paper: Paper) -> list[list[SetText]]:
    if len(asking.languages) > 1:
        wide = _column_width(asking, len(asking.languages))
        return [_paragraphs(asking, paper, language, wide) for language in asking.languages]
    texts = _paragraphs(asking, paper, asking.languages[0], _column_width(asking, 2))
    return min(
        ([texts[:cut], texts[cut:]] for cut in range(1, len(texts))),
        key=lambda split: max(sum(text.height for text in column) for column in split),
    )


def _column_width(asking: Asking, columns: int) -> float:
    return (asking.size.room - (columns - 1) * GUTTER) / columns


def _paragraphs(asking: Asking, paper: Paper, language: str, wide: float) -> list[SetText]:
    told = notice(paper, language)
    return [asking.set(f"<b>{escaped(title)}</b> {escaped(text)}", "small", wide) for title, text in told]


def _how(asking: Asking) -> Piece:
    """How to mark, with a picture of a mark and of one taken back."""
    size = asking.size
    radius = size.radius * 0.8
    picture = 11.5 * radius
    text = asking.set(asking.say("how"), "strong" if not size.is_large else "text", size.room - picture)
    height = max(text.height, 4 * radius) + 2.4 * size.gap

    def paint(pen: Pen, y: float) -> None:
        middle = y + height / 2
        right, wrong, instead = (size.left + k * radius for k in (1.1, 5.3, 8.9))
        for x in (right, wrong, instead):
            pen.circle(x, middle, radius)
        for x in (right, wrong, instead):
            _cross(pen, x, middle, radius * 0.62)
        pen.circle(wrong, middle, radius * 1.55)
        pen.text(text, size.left + picture, middle - text.height / 2)

    return Piece(height, paint)


def _cross(pen: Pen, x: float, y: float, half: float) -> None:
    pen.line(x - half, y - half, x + half, y + half, weight=0.45)
    pen.line(x - half, y + half, x + half, y - half, weight=0.45)
