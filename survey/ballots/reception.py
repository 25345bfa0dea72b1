"""The one way in for a ballot, from the form as from a device: door, standing, contract, store."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.exc import SQLAlchemyError

from survey import dates
from survey.ballots.contract import Body, ContractError, Submission, check
from survey.ballots.doors import Door, Standing, find_door, standing
from survey.ballots.misses import not_stored
from survey.ballots.store import Recorded, Store

REFUSALS: dict[Standing, int] = {"revoked": 410, "wave_closed": 410, "not_open": 503}


def receive(store: Store, ballot_id: str, body: Body, *, now: dt.datetime | None = None) -> Recorded:
    """Take one ballot: 200, 201, 409, 410 deleted or 503; everything else is raised.

    Raises
    ------
    ContractError: 404 unknown door, 410 door or wave over, 422 never acceptable, 503 not open yet.
    """
    now = now or dates.now()
    door = _door(store, body.collector)
    stands = standing(door, now.date(), answered=body.day)
    if stands != "open":
        return _known(store, door, ballot_id, body, now, ContractError(REFUSALS[stands], stands))
    return store.record_ballot(door, check(door, ballot_id, body, now=now))


def _door(store: Store, token: str) -> Door:
    try:
        door = find_door(store.engine, token)
    except SQLAlchemyError as error:
        not_stored(error)
        raise ContractError(503, "not_stored") from None
    if door is None:
        raise ContractError(404, "unknown_door")
    return door


def _known(
    store: Store, door: Door, ballot_id: str, body: Body, now: dt.datetime, refusal: ContractError
) -> Recorded:
    """A ballot sent again because its acknowledgement was lost gets it, though the door is shut by now."""
    submission = _sound(door, ballot_id, body, now)
    known = store.look_up(submission) if submission else None
    if known is None:
        raise refusal
    return known


def _sound(door: Door, ballot_id: str, body: Body, now: dt.datetime) -> Submission | None:
    try:
        return check(door, ballot_id, body, now=now)
    except ContractError:
        return None
