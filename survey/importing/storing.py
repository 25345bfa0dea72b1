"""Ballots of a file written in one transaction: those that are there already are known and left alone."""

from __future__ import annotations

import datetime as dt
import random
import secrets
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlmodel import Session

from survey.ballots.ballot_sql import BALLOT, COMMENT, DESTROYED, WAVE
from survey.ballots.doors import TAKING
from survey.importing.checking import MODE, Checked, Ready
from survey.importing.faults import FaultyRowsError
from survey.importing.surroundings import Place
from survey.keys import id_of
from survey.tables import Collector, DataImport, ImportDoor, Wave, metadata
from survey.waves.events import append
from survey.waves.tokens import hash_token

DONE = ("stored", "undone")
AT_A_TIME = 500
"""Ids asked for at once; some databases take no more in one statement."""
COMMENT_CAME_WITH = metadata.tables["imported_comment"]


class ImportingError(ValueError):
    """An import that cannot be done, or undone, as things stand."""


@dataclass(frozen=True)
class Stored:
    """What came of it."""

    ballots: int
    known: int
    comments: int


def fresh(connection: Connection, checked: Checked) -> list[Ready]:
    """The ballots that are not there yet; another ballot under the same id is a fault.

    Raises
    ------
    FaultyRowsError: with every fault of the file, these included.
    """
    there = dict(_found(connection, BALLOT.c.id, BALLOT.c.body_hash, checked.ballots))
    gone = {each[0] for each in _found(connection, DESTROYED.c.id, DESTROYED.c.id, checked.ballots)}
    sound = (each for each in checked.ballots if each.row not in checked.faults.rows)
    for ballot in list(sound):
        if ballot.id in gone:
            checked.faults.add(ballot.row, checked.key_column, "destroyed")
        elif ballot.id in there and bytes(there[ballot.id]) != ballot.body_hash:
            checked.faults.add(ballot.row, checked.key_column, "other_ballot")
    if checked.faults:
        raise FaultyRowsError(checked.faults, checked.source)
    return [ballot for ballot in checked.ballots if ballot.id not in there]


def store(session: Session, run: DataImport, wave: Wave, checked: Checked, *, by: str) -> Stored:
    """Write the new ballots in the caller's transaction, with doors of their own and a line in the audit log.

    Raises
    ------
    ImportingError: the wave takes no ballots.
    FaultyRowsError: a row is wrong; nothing is to be kept.
    """
    connection = session.connection()
    take_turn(connection, wave)
    session.refresh(run, ["state"])
    if run.state in DONE:
        raise ImportingError(f"import {run.id} is {run.state} already; look at it again")
    ballots = fresh(connection, checked)
    doors = _doors(session, run, wave, ballots)
    if ballots:
        connection.execute(insert(BALLOT), [_ballot_row(wave, doors[each.place], each) for each in ballots])
    comments = _comments(wave, ballots)
    if comments:
        connection.execute(insert(COMMENT), comments)
        came = sorted(({"comment_id": each["id"], "import_id": id_of(run)} for each in comments), key=repr)
        connection.execute(insert(COMMENT_CAME_WITH), came)
    run.state, run.content, run.expires = "stored", None, None
    run.ballots, run.comments, run.finished = len(ballots), len(comments), dt.datetime.now(dt.UTC)
    session.add(run)
    known = len(checked.ballots) - len(ballots)
    said = {"wave": wave.code, "file": run.file_hash, "ballots": len(ballots), "known": known}
    append(session, by, "import.store", f"import {run.id}", said | {"comments": len(comments)})
    return Stored(len(ballots), known, len(comments))


def take_turn(connection: Connection, wave: Wave) -> None:
    """Take the write lock, and make sure that the wave is not frozen meanwhile: its freezing waits.

    Raises
    ------
    ImportingError: the wave is not open yet, or frozen.
    """
    here = (WAVE.c.id == wave.id) & WAVE.c.state.in_(sorted(TAKING))
    if connection.execute(update(WAVE).where(here).values(state=WAVE.c.state)).rowcount != 1:
        raise ImportingError(
            f"ballots are taken from the opening of a wave until its figures are fixed; wave {wave.code}; "
            "open it first, or name a wave that is not frozen"
        )


def _found(
    connection: Connection, key: Any, value: Any, ballots: Sequence[Ready]
) -> Iterator[tuple[Any, Any]]:
    """What a table holds under the ids of the ballots."""
    for start in range(0, len(ballots), AT_A_TIME):
        ids = [each.id for each in ballots[start : start + AT_A_TIME]]
        for row in connection.execute(select(key, value).where(key.in_(ids))):
            yield row[0], row[1]


def _doors(session: Session, run: DataImport, wave: Wave, ballots: Sequence[Ready]) -> dict[Place, int]:
    """A door for each place, shut from the start: nobody ever sees its token."""
    made: dict[Place, int] = {}
    places = dict.fromkeys(each.place for each in ballots)
    for place in places:
        door = Collector(
            token_hash=hash_token(secrets.token_hex(32)),
            wave_id=id_of(wave),
            agency_id=place.agency_id,
            service_point_id=place.service_point_id,
            mode=MODE,
            procedure_id=place.procedure_id,
            design_cell_id=place.design_cell_id,
            label=f"import {run.id}",
            revoked_on=wave.opens,
        )
        session.add(door)
        session.flush()
        made[place] = id_of(door)
    session.add_all(ImportDoor(collector_id=number, import_id=id_of(run)) for number in made.values())
    session.flush()
    return made


def _ballot_row(wave: Wave, door: int, ballot: Ready) -> dict[str, Any]:
    return {
        "id": ballot.id,
        "wave_id": wave.id,
        "collector_id": door,
        "agency_id": ballot.place.agency_id,
        "service_point_id": ballot.place.service_point_id,
        "procedure_id": ballot.place.procedure_id,
        "design_cell_id": ballot.place.design_cell_id,
        "respondent_type": ballot.respondent_type,
        "day": ballot.day,
        "language": ballot.language,
        "seconds": ballot.seconds,
        "assisted": ballot.assisted,
        "state": ballot.state,
        "body_hash": ballot.body_hash,
        "answers": ballot.answers,
    }


def _comments(wave: Wave, ballots: Sequence[Ready]) -> list[dict[str, Any]]:
    """What was written, in random order under random ids: nothing leads back to the ballots."""
    found = [
        {
            "id": uuid.uuid4(),
            "wave_id": wave.id,
            "agency_id": ballot.place.agency_id,
            "item": item,
            "day": ballot.day,
            "body": text,
            "status": "new",
        }
        for ballot in ballots
        for item, text in ballot.comments
    ]
    random.SystemRandom().shuffle(found)
    return found
