"""The one way in for a ballot, from the form as from a device: door, standing, contract, store."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sqlalchemy.exc import SQLAlchemyError

from survey import dates
from survey.ballots.contract import Body, ContractError, Keyed, Submission, check
from survey.ballots.doors import Door, Standing, find_door, standing
from survey.ballots.misses import not_stored
from survey.ballots.store import Recorded, Store
from survey.ballots.suspicion import Suspect, nothing
from survey.doors.visit import offered_procedure

REFUSALS: dict[Standing, int] = {"revoked": 410, "wave_closed": 410, "not_open": 503}


def receive(
    store: Store,
    ballot_id: str,
    body: Body,
    *,
    now: dt.datetime | None = None,
    by_hand: bool = False,
    suspect: Suspect = nothing,
) -> Recorded:
    """Take one ballot: 200, 201, 409, 410 deleted or 503; everything else is raised.

    `by_hand`: an administrator brings it in a file from a tablet; what was answered before the tablet or its
    door was revoked is taken. `suspect` says what somebody should look at in it; it is taken all the same.

    Raises
    ------
    ContractError: 404 unknown door, 410 door or wave over, 422 never acceptable, 503 not open yet.
    """
    return receive_at(
        store, _door(store, body.collector), ballot_id, body, now=now, by_hand=by_hand, suspect=suspect
    )


def receive_at(
    store: Store,
    door: Door,
    ballot_id: str,
    body: Body,
    *,
    now: dt.datetime | None = None,
    by_hand: bool = False,
    suspect: Suspect = nothing,
    keyed: Keyed | None = None,
) -> Recorded:
    """The same for a door that is known; `keyed` says which paper it was keyed from.

    Raises
    ------
    ContractError: 410 door or wave over, 422 never acceptable, 503 not open yet.
    """
    # Whatever clock was read: what day it is, is asked in Vietnam.
    now = (now or dates.now()).astimezone(dates.VIETNAM)
    if by_hand and door.revoked_on is not None and body.day <= door.revoked_on:
        door = replace(door, revoked_on=None)
    stands = standing(door, now.date(), answered=body.day)
    if stands != "open":
        return _known(store, door, ballot_id, body, now, ContractError(REFUSALS[stands], stands))
    door, unoffered = _with_procedure(store, door, body.procedure)
    ballot = check(door, ballot_id, body, now=now, unoffered=unoffered)
    return store.record_ballot(door, replace(ballot, suspicions=suspect(door, ballot), keyed=keyed))


def _door(store: Store, token: str) -> Door:
    try:
        door = find_door(store.engine, token)
    except SQLAlchemyError as error:
        not_stored(error)
        raise ContractError(503, "not_stored") from None
    if door is None:
        raise ContractError(404, "unknown_door")
    return door


def _with_procedure(store: Store, door: Door, code: str | None) -> tuple[Door, tuple[str, ...]]:
    """The door for the procedure that a ballot names; or the name of the field, if it is not in the list."""
    if code is None:
        return door, ()
    try:
        found = offered_procedure(store.engine, door, code)
    except SQLAlchemyError as error:
        not_stored(error)
        raise ContractError(503, "not_stored") from None
    return (replace(door, procedure_id=found.id), ()) if found else (door, ("procedure",))


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
