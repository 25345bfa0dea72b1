"""Perception and needs: the share that gave each answer, with its interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from questionnaires.tree import Place
from reports import style, words
from reports.background import Answered, Background
from reports.content import Block, Chapter, Grid, GridRow, Sentence
from reports.full.rows import group, share_heads, share_line
from reports.subject import Subject

ROLES = ("perception", "needs")
WIDTHS = (0.58, 0.10, 0.14, 0.18)


def chapter(subject: Subject, background: Background) -> Chapter | None:
    """A table for what people perceive and one for what they want; None where neither was asked."""
    found = background.of(subject.unit).answered
    blocks = tuple(block for role in ROLES for block in _table(subject, role, found))
    return Chapter("views", subject.say("full_views"), blocks) if blocks else None


def _table(subject: Subject, role: str, found: Sequence[Answered]) -> Iterator[Block]:
    rows = tuple(_rows(subject, role, found))
    if rows:
        heads = share_heads(subject, "full_views_head")
        note = (Sentence(subject.say("full_views_note", level=subject.level)),)
        yield Grid(f"views-{role}", subject.say(f"full_{role}"), heads, rows, notes=note, widths=WIDTHS)


def _rows(subject: Subject, role: str, found: Sequence[Answered]) -> Iterator[GridRow]:
    """Items rated alike stand under their factor, a question with its answers under its own words."""
    places = {place.item.code: place for place in subject.questionnaire.places if place.block.role == role}
    of_role = [each for each in found if each.item in places]
    for heading, lines in groupby(of_role, key=lambda each: _heading(subject, places[each.item], each)):
        yield group(heading)
        for each in lines:
            yield share_line(subject, _label(subject, each), each.figure)


def _heading(subject: Subject, place: Place, each: Answered) -> str:
    if each.option:
        return style.capital(style.plain(subject.questionnaire.sentence(place.item, subject.language)))
    title = subject.text((place.factor or place.block).title)
    scale = subject.scale(place.item)
    counted = [subject.text(option.label) for option in scale.options if option.code in scale.positive]
    return subject.say("full_views_of", title=title, answers=words.either(counted, subject.language))


def _label(subject: Subject, each: Answered) -> str:
    item = subject.questionnaire.item(each.item)
    if not each.option:
        return subject.label(each.item)
    options = {option.code: option.label for option in subject.scale(item).options}
    return style.capital(subject.text(options[each.option]))
