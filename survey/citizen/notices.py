"""The notice to the citizen: who asks, why, what is kept; a phrase without its setting is left out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from questionnaires.model import Questionnaire
from survey.ballots.doors import Door
from survey.citizen.messages import VI, Words

SECONDS_A_QUESTION = 8
MONTHS = "January February March April May June July August September October November December".split()
_MONTH = re.compile(r"(?:tháng\s+)?(\d{1,2})(?:\s*/\s*|\s+năm\s+)(\d{4})", re.IGNORECASE)


@dataclass(frozen=True)
class Paragraph:
    """A question that people ask about the form, and the answer."""

    title: str
    text: Markup


def notice(door: Door, words: Words) -> list[Paragraph]:
    """The whole notice; each sentence is true of this wave."""
    asked = [
        (words.why, [_why(door, words)]),
        (words.must, [escape(words.must_text)]),
        (words.named, [escape(words.named_text)]),
        (words.seen, list(_seen(door, words))),
        (words.mend, [escape(words.mend_text)]),
        (words.results, [*published(door, words), *_kept(door, words)]),
        (words.reply, [escape(words.reply_text), *channels(door, words)]),
    ]
    return [Paragraph(title, Markup(" ").join(sentences)) for title, sentences in asked if sentences]


def time_needed(questionnaire: Questionnaire, words: Words) -> str:
    """About how long it takes: what everybody is asked, at a usual pace."""
    n = minutes_needed(questionnaire)
    return words.one_minute if n == 1 else words.some_minutes.format(n=n)


def minutes_needed(questionnaire: Questionnaire) -> int:
    """The same in whole minutes."""
    asked = sum(item.asked_if is None for item in questionnaire.items)
    return max(1, -(-asked * SECONDS_A_QUESTION // 60))


def published(door: Door, words: Words) -> Iterator[Markup]:
    """Where the results are published, if that is known."""
    if door.results_address and door.results_month:
        month = month_in(door.results_month, words)
        yield _fill(words.results_when, address=_address(door.results_address, words), month=month)
    elif door.results_address:
        yield _fill(words.results_at, address=_address(door.results_address, words))


def channels(door: Door, words: Words) -> Iterator[Markup]:
    """Where to write for a reply, and whom to ask about the survey, as far as known."""
    if door.feedback_channel:
        yield _fill(words.reply_channel, channel=_address(door.feedback_channel, words))
    if door.contact:
        yield _fill(words.contact, contact=_address(door.contact, words))


def closed_text(door: Door, words: Words) -> Markup:
    """That the wave is over, since when, and where its results are."""
    text = [_fill(words.closed, day=escape(day_in(door.last_day, words)))]
    if door.results_address:
        text.append(_fill(words.closed_results, address=_address(door.results_address, words)))
    return Markup(" ").join(text)


def not_open_text(door: Door, words: Words, today: dt.date) -> Markup:
    """That the wave has not begun, and when it does."""
    text = [escape(words.not_open)]
    if door.opens > today:
        text.append(_fill(words.opens_on, day=escape(day_in(door.opens, words))))
    return Markup(" ").join(text)


def day_in(day: dt.date, words: Words) -> str:
    """A day as it is written in a sentence of the language."""
    if words is VI:
        return f"ngày {day:%d/%m/%Y}"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_in(text: str, words: Words) -> Markup:
    """A month as somebody typed it, in the language of the page where it can be read."""
    found = _MONTH.fullmatch(text.strip())
    if not found or not 1 <= int(found[1]) <= 12:
        return named(text, words)
    month, year = int(found[1]), found[2]
    return escape(f"tháng {month} năm {year}" if words is VI else f"{MONTHS[month - 1]} {year}")


def named(text: str, words: Words) -> Markup:
    """A Vietnamese name in a sentence of any language."""
    return escape(text) if words is VI else Markup('<span lang="vi">{}</span>').format(text)


def _why(door: Door, words: Words) -> Markup:
    names = {"host": door.host_name, "plan": door.plan_number}
    known = {key: named(name, words) for key, name in names.items() if name}
    sentence = {
        ("host", "plan"): words.why_host_plan,
        ("host",): words.why_host,
        ("plan",): words.why_plan,
        (): words.why_nobody,
    }[tuple(known)]
    return _fill(sentence, **known)


def _seen(door: Door, words: Words) -> Iterator[Markup]:
    yield _fill(words.seen_text, limit=escape(door.display_limit))
    if any(item.kind == "text" for item in door.questionnaire.items):
        yield escape(words.seen_comments)


def _kept(door: Door, words: Words) -> Iterator[Markup]:
    if door.keep_until:
        yield _fill(words.kept_until, day=escape(day_in(door.keep_until, words)))


def _address(text: str, words: Words) -> Markup:
    """An address; one on the web can be followed."""
    if re.fullmatch(r"https?://\S+", text):
        return Markup('<a href="{0}">{0}</a>').format(text)
    return named(text, words)


def _fill(sentence: str, **values: Markup) -> Markup:
    return escape(sentence).format(**values)
