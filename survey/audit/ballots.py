"""Stored answers against the hash that came with them."""

from __future__ import annotations

import uuid
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
from survey.tables import Ballot, Wave
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

WHAT = "its answers or its state are not those that it came with"


@dataclass(frozen=True)
class Ballots:
    """How the ballots of one wave stand against their hashes."""

    wave: str
    ballots: int
    findings: tuple[Finding, ...]


def check_ballots(session: Session, wave: Wave, questionnaire: Questionnaire) -> Ballots:
    """Hold the answers of every ballot of a wave, and how it ended, against its hash."""
    agrees = _judge(questionnaire)
    wrong, ballots = [], 0
    for row in _rows(session, wave):
        ballot_id, state, answers, kept = tuple(row)
        ballots += 1
        if not agrees(str(answers), str(state), str(kept).lower()):
            wrong.append(_name(ballot_id))
    found = (Finding(f"wave {wave.code}, ballot {name}", WHAT) for name in sorted(wrong))
    return Ballots(wave.code, ballots, tuple(found))


def _judge(questionnaire: Questionnaire) -> Callable[[str, str, str], bool]:
    @lru_cache(maxsize=20_000)
    def hashes(answers: str, state: str) -> frozenset[str]:
        try:
            said = decode(questionnaire, answers)
        except AnswersError:
            return frozenset()
        said = {code: answer for code, answer in said.items() if answer not in SILENT}
        return frozenset(body_hash(said, ended).hex() for ended in ENDED.get(state, ()))

    return lambda answers, state, kept: kept in hashes(answers, state)


def _rows(session: Session, wave: Wave) -> Iterator[Row[Any]]:
    statement = select(
        # As texts: what somebody wrote there may be no number of a ballot and no day.
        _hex(session, Ballot.id),
        Ballot.state,
        Ballot.answers,
        _hex(session, Ballot.body_hash),
    ).where(col(Ballot.wave_id) == wave.id)
    yield from session.execute(statement.execution_options(yield_per=AT_A_TIME))


def _hex(session: Session, column: Any) -> ColumnElement[str]:
    if session.get_bind().dialect.name == "sqlite":
        return func.hex(column)
    return cast(column, String) if column is Ballot.id else func.encode(column, "hex")


def _name(ballot_id: str) -> str:
    with suppress(ValueError):
        return str(uuid.UUID(ballot_id))
    return ballot_id
