"""A checked ballot as the rows that are written, and what can become of them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from survey.ballots.contract import Submission
from survey.ballots.doors import Door
from survey.ballots.suspicion import ledger_row
from survey.tables.ballots import FLAGGED


@dataclass(frozen=True)
class Recorded:
    """What became of a ballot: 201 new, 200 the same again, 409 another, 410 gone, 503 not stored."""

    status: int
    code: str


NEW = Recorded(201, "recorded")
SAME = Recorded(200, "recorded_before")
OTHER = Recorded(409, "other_body")
CODE_USED = Recorded(409, "code_used")
NUMBER_USED = Recorded(409, "number_used")
DELETED = Recorded(410, "deleted")
SHUT = Recorded(410, "wave_closed")
NOT_STORED = Recorded(503, "not_stored")


@dataclass(frozen=True)
class Row:
    """A ballot as it is written: its own row, comments, code, number on paper, the ledger's rows."""

    ballot: dict[str, Any]
    comments: list[dict[str, Any]]
    code_hash: bytes | None = None
    suspicions: tuple[dict[str, Any], ...] = ()
    keyed: dict[str, Any] | None = None


def row_of(door: Door, ballot: Submission, code_hash: bytes | None = None) -> Row:
    """The rows of a ballot: what its door says of the place, what it says itself of the answers."""
    comments = [_comment(door, ballot, *each) for each in ballot.comments]
    suspicions = tuple(ledger_row(ballot.id, door, ballot, rule) for rule in ballot.suspicions)
    return Row(_ballot(door, ballot), comments, code_hash, suspicions, _keyed(ballot))


def _ballot(door: Door, ballot: Submission) -> dict[str, Any]:
    return {
        "id": ballot.id,
        "wave_id": door.wave_id,
        "collector_id": door.collector_id,
        "agency_id": door.agency_id,
        "service_point_id": door.service_point_id,
        "procedure_id": door.procedure_id,
        "design_cell_id": door.design_cell_id,
        "respondent_type": ballot.respondent_type,
        "day": ballot.day,
        "language": ballot.language,
        "seconds": ballot.seconds,
        "assisted": ballot.assisted,
        "state": FLAGGED if ballot.suspicions else ballot.state,
        "body_hash": ballot.body_hash,
        "answers": ballot.answers,
    }


def _keyed(ballot: Submission) -> dict[str, Any] | None:
    """The number that it bears in its batch of papers."""
    if ballot.keyed is None:
        return None
    keyed = ballot.keyed
    return {
        "ballot_id": ballot.id,
        "batch_id": keyed.batch_id,
        "number": keyed.number,
        "account_id": keyed.account_id,
        "body_hash": ballot.body_hash,
    }


def _comment(door: Door, ballot: Submission, item: str, text: str) -> dict[str, Any]:
    """What was written, with a random id of its own and no way back to the ballot."""
    return {
        "id": uuid.uuid4(),
        "wave_id": door.wave_id,
        "agency_id": door.agency_id,
        "item": item,
        "day": ballot.day,
        "body": text,
        "status": "new",
    }
