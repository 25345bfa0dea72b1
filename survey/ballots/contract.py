"""The submission contract: what a ballot must be like before it is stored, the same for form and device."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from survey import dates
from survey.ballots.ballot_id import ballot_id_day, new_ballot_id, read_ballot_id
from survey.ballots.body import Body, parse_body
from survey.ballots.canonical import body_hash
from survey.ballots.doors import Door
from survey.ballots.marking import mark
from survey.ballots.refusal import ContractError, Reason
from survey.codes.alphabet import read_code

__all__ = [
    "Body",
    "ContractError",
    "Keyed",
    "Reason",
    "Submission",
    "ballot_id_day",
    "body_hash",
    "check",
    "new_ballot_id",
    "parse_body",
    "read_ballot_id",
]

ASSISTED = {"alone": "a", "read_aloud": "r", "interpreted": "i"}
STATES = {"complete": "c", "partial": "p"}
LONGEST = 86_400
"""Seconds; a page left open for longer is stored as a day."""
ID_DAYS_BEFORE, ID_DAYS_AFTER = 7, 1
"""An id is made when the page is fetched: perhaps days before the answer, or by a clock behind midnight."""
CLOCKS_DIFFER = dt.timedelta(hours=1)
"""How far ahead the clock of a device may be."""


@dataclass(frozen=True)
class Keyed:
    """A ballot keyed from paper: which number of which batch it bears, and who keyed it."""

    batch_id: int
    number: int
    account_id: int


@dataclass(frozen=True)
class Submission:
    """A checked ballot, ready to be stored through its door."""

    id: uuid.UUID
    day: dt.date
    language: str
    seconds: int | None
    assisted: str
    state: str
    respondent_type: str | None
    answers: str
    comments: tuple[tuple[str, str], ...]
    body_hash: bytes
    suspicions: tuple[str, ...] = ()
    """Rules of `survey.ballots.suspicion` that it goes against."""
    code: str | None = None
    """Its one-time code: taken with the ballot, and no part of what is compared."""
    keyed: Keyed | None = None
    """Where it was keyed from paper: noted with the ballot."""


def check(
    door: Door, ballot_id: str, body: Body, *, now: dt.datetime | None = None, unoffered: Collection[str] = ()
) -> Submission:
    """The ballot that a client says, if its door can take it; `unoffered` names fields known to be wrong.

    Raises
    ------
    ContractError: 422, with a reason for every field that is wrong.
    """
    reasons: dict[str, str] = dict.fromkeys(unoffered, Reason.NOT_OFFERED)
    known_id = read_ballot_id(ballot_id)
    if known_id is None:
        reasons["id"] = Reason.NOT_A_BALLOT_ID
    elif not _days_agree(known_id, body.day):
        reasons["id"] = Reason.OTHER_DAY
    reasons |= _envelope(door, body, now or dates.now()) | _code(door, body)
    sheet = mark(
        door.questionnaire, door.mode, body.answers, body.comments, complete=body.state == "complete"
    )
    reasons |= sheet.reasons
    if reasons or known_id is None:
        raise ContractError(422, "invalid", reasons)
    return Submission(
        id=known_id,
        day=body.day,
        language=body.language,
        seconds=None if body.seconds is None else min(body.seconds, LONGEST),
        assisted=ASSISTED[body.assisted],
        state=STATES[body.state],
        respondent_type=sheet.respondent_type,
        answers=sheet.string,
        comments=tuple(sheet.comments.items()),
        body_hash=body_hash(sheet.answers, body.state),
        code=None if body.code is None else read_code(body.code),
    )


def _days_agree(ballot_id: uuid.UUID, day: dt.date) -> bool:
    begun = ballot_id_day(ballot_id)
    return begun is not None and -ID_DAYS_AFTER <= (day - begun).days <= ID_DAYS_BEFORE


def _envelope(door: Door, body: Body, now: dt.datetime) -> dict[str, str]:
    """Reasons against everything around the answers."""
    form = door.questionnaire
    wrong = {
        "questionnaire": (body.questionnaire != form.code, Reason.OTHER_QUESTIONNAIRE),
        "version": (body.version != form.version, Reason.OTHER_QUESTIONNAIRE),
        "language": (body.language not in form.languages, Reason.NOT_OFFERED),
        "assisted": (body.assisted not in ASSISTED, Reason.NOT_OFFERED),
        "state": (body.state not in STATES, Reason.NOT_OFFERED),
        "seconds": (body.seconds is not None and body.seconds < 0, Reason.OUT_OF_RANGE),
    }
    reasons: dict[str, str] = {name: reason for name, (is_wrong, reason) in wrong.items() if is_wrong}
    if body.day > (now + CLOCKS_DIFFER).date():
        reasons["day"] = Reason.IN_FUTURE
    elif not door.opens <= body.day <= door.last_day:
        reasons["day"] = Reason.NOT_IN_WAVE
    return reasons


def _code(door: Door, body: Body) -> dict[str, str]:
    """A reason against the one-time code; a partial ballot takes none, so that its owner may come again."""
    if not (door.asks_code and body.state == "complete"):
        return {} if body.code is None else {"code": Reason.NOT_ASKED}
    if body.code is None:
        return {"code": Reason.MISSING}
    return {} if read_code(body.code) else {"code": Reason.NOT_A_CODE}
