"""The notice of a paper ballot: who asks, why, what is kept; a sentence without its fact is left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from questionnaires.model import Questionnaire, say
from reports import style
from reports.paper import words
from reports.paper.content import NoticeFacts, Paper

MONTHS = "January February March April May June July August September October November December".split()
SECONDS_A_QUESTION = 8


def notice(paper: Paper, language: str) -> list[tuple[str, str]]:
    """The questions that people ask about the form, each with its answer."""
    facts = paper.notice
    has_comments = any(item.kind == "text" for item in paper.questionnaire.items)
    asked = [
        ("why", [_why(facts, language)]),
        ("must", [words.say("must_text", language)]),
        ("named", [words.say("named_text", language)]),
        ("seen", list(_seen(facts, language, has_comments=has_comments))),
        ("mend", [words.say("mend_text", language)]),
        ("results", list(_results(facts, language))),
        ("reply", list(_reply(facts, language))),
    ]
    return [(words.say(key, language), " ".join(said)) for key, said in asked if said]


def time_needed(questionnaire: Questionnaire, language: str) -> str:
    """About how long it takes: what everybody is asked, at a usual pace."""
    asked = sum(item.asked_if is None for item in questionnaire.items)
    n = max(1, -(-asked * SECONDS_A_QUESTION // 60))
    return words.say("minute", language) if n == 1 else words.say("minutes", language, n=str(n))


def day_in(day: dt.date, language: str) -> str:
    """A day as it is written in a sentence of the language."""
    return f"{day:%d/%m/%Y}" if language == "vi" else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _why(facts: NoticeFacts, language: str) -> str:
    host = style.plain(say(facts.host, language)) if facts.host else ""
    plan = style.plain(facts.plan or "")
    key = {(True, True): "why_host_plan", (True, False): "why_host", (False, True): "why_plan"}
    found = key.get((bool(host), bool(plan)), "why_nobody")
    return words.say(found, language, host=host, plan=plan)


def _seen(facts: NoticeFacts, language: str, *, has_comments: bool) -> Iterator[str]:
    yield words.say("seen_text", language, limit=str(facts.limit))
    if has_comments:
        yield words.say("seen_comments", language)


def _results(facts: NoticeFacts, language: str) -> Iterator[str]:
    address = style.plain(facts.results_address or "")
    if address and facts.results_month:
        month = style.plain(say(facts.results_month, language))
        yield words.say("results_when", language, address=address, month=month)
    elif address:
        yield words.say("results_at", language, address=address)
    if facts.keep_until:
        yield words.say("kept_until", language, day=day_in(facts.keep_until, language))


def _reply(facts: NoticeFacts, language: str) -> Iterator[str]:
    yield words.say("reply_text", language)
    if facts.feedback_channel:
        yield words.say("reply_channel", language, channel=style.plain(facts.feedback_channel))
    if facts.contact:
        yield words.say("contact", language, contact=style.plain(facts.contact))
