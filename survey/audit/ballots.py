"""Stored answers against the hash that came with them."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, String, cast, func
from sqlmodel import Session, col, select

from questionnaires.answers import decode
from questionnaires.cells import NO_ANSWER, NOT_ASKED, AnswersError
from questionnaires.model import Questionnaire
from survey.audit.finding import Finding
from survey.ballots.canonical import body_hash
from survey.tables import Ballot, Comment, Wave
from survey.tables.ballots import COMPLETE, EXCLUDED, FLAGGED, PARTIAL

AT_A_TIME = 10_000
SILENT = frozenset({NO_ANSWER, NOT_ASKED})
ENDED = {
    COMPLETE: ("complete",),
    FLAGGED: ("complete",),
    PARTIAL: ("partial",),
    EXCLUDED: ("complete", "partial"),
}
"""State of a ballot → how it can have ended when it came."""

Group = tuple[int, str]
"""Agency and day: what a comment and its ballot have in common, and nothing more."""


@dataclass(frozen=True)
class Ballots:
    """How the ballots of one wave stand against their hashes."""

    wave: str
    ballots: int
    with_comments: int
    """Whose hash covers a comment too; comments lie apart, so these are not told one by one."""
    findings: tuple[Finding, ...]


def check_ballots(session: Session, wave: Wave, questionnaire: Questionnaire) -> Ballots:
    """Hold every ballot of a wave against its hash.

    The hash covers the answers, how the ballot ended and what was written. A ballot with a comment cannot be
    told from an altered one, so they are counted: of one agency and day there are no more than comments.
    """
    agrees = _judge(questionnaire)
    other: dict[Group, list[str]] = defaultdict(list)
    ballots = 0
    for row in _rows(session, wave):
        ballot_id, agency, day, state, answers, kept = tuple(row)
        ballots += 1
        if not agrees(str(answers), str(state), str(kept).lower()):
            other[agency, day].append(_name(ballot_id))
    comments = _comments(session, wave) if other else Counter[Group]()
    explained = sum(len(names) for group, names in other.items() if len(names) <= comments[group])
    return Ballots(wave.code, ballots, explained, tuple(_findings(wave, other, comments)))


def _judge(questionnaire: Questionnaire) -> Callable[[str, str, str], bool]:
    @lru_cache(maxsize=20_000)
    def hashes(answers: str, state: str) -> frozenset[str]:
        try:
            said = decode(questionnaire, answers)
        except AnswersError:
            return frozenset()
        said = {code: answer for code, answer in said.items() if answer not in SILENT}
        return frozenset(body_hash(said, {}, ended).hex() for ended in ENDED.get(state, ()))

    return lambda answers, state, kept: kept in hashes(answers, state)


def _rows(session: Session, wave: Wave) -> Iterator[Row[Any]]:
    statement = select(  # type: ignore[call-overload]
        # As texts: what somebody wrote there may be no number of a ballot and no day.
        _hex(session, Ballot.id),
        Ballot.agency_id,
        cast(Ballot.day, String),
        Ballot.state,
        Ballot.answers,
        _hex(session, Ballot.body_hash),
    ).where(col(Ballot.wave_id) == wave.id)
    yield from session.execute(statement.execution_options(yield_per=AT_A_TIME))


def _comments(session: Session, wave: Wave) -> Counter[Group]:
    day = cast(Comment.day, String)
    statement = select(Comment.agency_id, day, func.count()).where(col(Comment.wave_id) == wave.id)
    rows = session.execute(statement.group_by(col(Comment.agency_id), day))
    return Counter({(agency, of_day): count for agency, of_day, count in rows})


def _findings(wave: Wave, other: dict[Group, list[str]], comments: Counter[Group]) -> Iterator[Finding]:
    for group, names in sorted(other.items()):
        allowed = comments[group]
        if len(names) <= allowed:
            continue
        what = "its answers or its state are not those that it came with"
        if allowed:
            what += f"; or one of the other {len(names) - 1} like it, of which {allowed} may have a comment"
        yield from (Finding(f"wave {wave.code}, ballot {name}", what) for name in sorted(names))


def _hex(session: Session, column: Any) -> ColumnElement[str]:
    if session.get_bind().dialect.name == "sqlite":
        return func.hex(column)
    return cast(column, String) if column is Ballot.id else func.encode(column, "hex")


def _name(ballot_id: str) -> str:
    with suppress(ValueError):
        return str(uuid.UUID(ballot_id))
    return ballot_id
