"""Remarks that go with the figures of waves: how final they are, what was set aside, what is compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from questionnaires.tree import OVERALL
from reports import style, words
from reports.texts.full import RULES
from survey.results.ballots import Received
from survey.results.fielded import Fielded
from survey.results.result_part import Part
from survey.results.result_request import is_collecting
from survey.results.wave_naming import Naming
from survey.units.unit_labels import day_in

STATE_NOTES = {"closed": "note_not_frozen", "frozen": "note_not_approved", "review": "note_not_approved"}


def source(waves: Sequence[Fielded], language: str) -> str:
    """Where the ballots come from, for the foot of a page."""
    return words.say("source_database", language, waves=", ".join(each.code for each in waves))


def general(parts: Sequence[Part], naming: Naming, *, upto: Fielded | None = None) -> Iterator[str]:
    """Sentences for every report; with `upto` for those of one wave, whose later ones are not its matter."""
    for number, part in enumerate(parts):
        known = [each for each in part.series.waves if upto is None or each.wave.opens <= upto.wave.opens]
        if upto is not None and upto not in part.series.waves:
            continue
        for each in known:
            yield from _state(each, naming)
            if _is_shown(part, each, naming.labels[each.id]):
                yield from _received(part.table.received[each.id], naming.said(each), naming.language)
        if part.series.last.wave.design == "every_user" and _incomplete(part):
            named = ", ".join(naming.said(each) for each in known)
            yield style.capital(words.say("note_every_user", naming.language, wave=named))
        yield from breaks(parts[max(number - 1, 0) : number + 1], naming)


def breaks(parts: Sequence[Part], naming: Naming) -> Iterator[str]:
    """Why waves are not compared."""
    for before, after in pairwise(parts):
        first, second = naming.said(before.series.last), naming.said(after.series.waves[0])
        yield style.capital(words.say(after.series.why, naming.language, before=first, after=second))


def _state(each: Fielded, naming: Naming) -> Iterator[str]:
    wave, printed, language = each.wave, naming.said(each), naming.language
    if wave.kind != "survey":
        return
    if is_collecting(each):
        yield words.say("note_provisional", language, wave=printed)
    elif wave.state in STATE_NOTES:
        yield words.say(STATE_NOTES[wave.state], language, wave=printed)
    elif wave.decision_number and wave.decided_on:
        number, day = style.plain(wave.decision_number), day_in(wave.decided_on, language)
        yield words.say("note_decision", language, wave=printed, number=number, day=day)


def _is_shown(part: Part, each: Fielded, label: str) -> bool:
    """Whether the number of ballots of a wave may be told."""
    if not part.table.received[each.id].counted:
        return False
    return part.summary.figure(OVERALL, unit=None, wave=label).n is not None


def _received(found: Received, wave: str, language: str) -> Iterator[str]:
    aside = found.excluded + found.partial
    if not aside:
        return
    numbers = {
        "all": found.counted + aside,
        "valid": found.counted,
        "excluded": found.excluded,
        "partial": found.partial,
    }
    counted = {key: style.count(number, language) for key, number in numbers.items()}
    yield words.say("note_received", language, wave=wave, **counted)
    if found.reasons:
        listed = ", ".join(f"{style.count(n, language)} {_rule(rule, language)}" for rule, n in found.reasons)
        yield words.say("note_ledger", language, wave=wave, list=listed)


def _rule(rule: str, language: str) -> str:
    """A rule of the ledger in words; its code where nobody has named it."""
    return RULES[rule][language] if rule in RULES else style.plain(rule)


def _incomplete(part: Part) -> bool:
    """Whether somewhere fewer answered than there are."""
    columns = part.table.ballots.table.columns
    if not part.request.population or "stratum" not in columns:
        return False
    of = dict(zip(columns["stratum"], columns[part.request.population[0]], strict=True))
    return any(n < int(of[stratum]) for stratum, n in Counter(columns["stratum"]).items())
