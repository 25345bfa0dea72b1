"""What a questionnaire permits, told a second time and differently from the program: for what was stored."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator
from contextlib import nullcontext

from sqlmodel import Session, select

from questionnaires.model import Questionnaire
from survey.ballots.suspicion import REASONS
from survey.tables import Ballot, Comment, Exclusion
from tests.citizen.cast import Shop

RESPONDENTS = {None, "c", "o"}


def forbidden(shop: Shop, door: int, within: Session | None = None) -> list[str]:
    """Everything stored through a door that its questionnaire does not permit."""
    today = shop.cast.today
    with nullcontext(within) if within else Session(shop.engine) as session:
        ballots = session.exec(select(Ballot)).all()
        comments = session.exec(select(Comment)).all()
        suspicions = session.exec(select(Exclusion)).all()
    found = [f"{ballot.answers}: {why}" for ballot in ballots for why in _against(shop, ballot, today)]
    found += [f"door {ballot.collector_id}" for ballot in ballots if ballot.collector_id != door]
    found += [f"{each.body!r}: {why}" for each in comments for why in _written(shop.questionnaire, each)]
    return found + [each.rule for each in suspicions if each.rule not in REASONS]


def _against(shop: Shop, ballot: Ballot, today: dt.date) -> Iterator[str]:
    form = shop.questionnaire
    yield from _answers(form, ballot.answers)
    if ballot.language not in form.languages:
        yield f"language {ballot.language}"
    if ballot.seconds is not None and not 0 <= ballot.seconds <= 86_400:
        yield f"seconds {ballot.seconds}"
    if not today - dt.timedelta(days=9) <= ballot.day <= today + dt.timedelta(days=1):
        yield f"day {ballot.day}"
    if (ballot.state, ballot.assisted) not in {(s, a) for s in "cpf" for a in "ari"}:
        yield f"state {ballot.state}, assisted {ballot.assisted}"
    if ballot.respondent_type not in RESPONDENTS or ballot.weight is not None:
        yield "a type or a weight"
    if ballot.id.version != 8 or (ballot.id.int >> 96) == 0:
        yield f"id {ballot.id}"


def _answers(form: Questionnaire, string: str) -> Iterator[str]:
    """Item by item from the left: who was asked what, with which characters."""
    said: dict[str, set[str]] = {}
    place = 0
    for item in (each for each in form.items if each.kind != "text"):
        scale = form.scale_of(item)
        codes = [option.code for option in scale.options]
        width = len(codes) if item.kind == "multiple" else 1
        cell, place = string[place : place + width], place + width
        route = item.asked_if
        asked = route is None or bool(said[route.item] & set(route.codes))
        said[item.code] = set()
        if not asked:
            if cell != "-" * width:
                yield f"{item.code} was not asked and is {cell}"
        elif item.kind == "multiple" and set(cell) <= {"0", "1"}:
            said[item.code] = {code for code, tick in zip(codes, cell, strict=True) if tick == "1"}
            if item.most is not None and len(said[item.code]) > item.most:
                yield f"{item.code} has too many ticks: {cell}"
        elif cell in codes:
            said[item.code] = {cell}
        elif cell != "." * width and not (cell == "?" and scale.no_opinion and width == 1):
            yield f"{item.code} cannot be {cell!r}"
    if place != len(string):
        yield f"{len(string)} characters in place of {place}"


def _written(form: Questionnaire, comment: Comment) -> Iterator[str]:
    text = comment.body
    if comment.item not in {item.code for item in form.items if item.kind == "text"}:
        yield f"item {comment.item}"
    if not 0 < len(text) <= 2000 or text != text.strip() or not unicodedata.is_normalized("NFC", text):
        yield "not tidy"
    if any(unicodedata.category(each) in {"Cc", "Cs"} and each not in "\n\t" for each in text):
        yield "a character that is no text"
    if comment.status != "new" or comment.theme is not None:
        yield "a status or a theme"
