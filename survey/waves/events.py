"""The audit log: appended to, never rewritten; each line carries the hash of the line before it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import text, update
from sqlmodel import Session, col, select

from survey.tables import Event

START = "0" * 64
"""What the first line carries for the line before it."""
CHAIN_LOCK = 0x4841494C
"""The number of the lock that writers of the chain wait for in PostgreSQL."""


def append(session: Session, actor: str, action: str, subject: str, detail: Mapping[str, Any]) -> Event:
    """Add a line in the caller's transaction, so that a deed and its line stand or fall together."""
    return append_all(session, actor, [(action, subject, detail)])[0]


def append_all(
    session: Session, actor: str, lines: Iterable[tuple[str, str, Mapping[str, Any]]]
) -> list[Event]:
    """Add a line for each action, subject and detail, with one look at the line before them all."""
    wait_for_turn(session)
    last = session.exec(select(Event).order_by(col(Event.id).desc()).limit(1)).first()
    previous, events = last.hash if last else START, []
    for action, subject, detail in lines:
        event = Event(
            happened=dt.datetime.now(dt.UTC).replace(microsecond=0),
            actor=actor,
            action=action,
            subject=subject,
            detail=_canonical(detail),
            previous_hash=previous,
            hash=START,
        )
        event.hash = previous = _hash(event)
        events.append(event)
    # In this order they get their numbers.
    session.add_all(events)
    session.flush()
    return events


def first_broken(session: Session) -> Event | None:
    """The first line that was changed, or that misses the one before it; None for a whole chain."""
    previous = START
    for event in session.exec(select(Event).order_by(col(Event.id))):
        if event.previous_hash != previous or event.hash != _hash(event):
            return event
        previous = event.hash
    return None


def wait_for_turn(session: Session) -> None:
    """Two writers must not read the same last line: the second waits until the first has committed."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": CHAIN_LOCK})
    else:
        # It changes no row, yet takes SQLite's write lock.
        session.execute(update(Event).where(col(Event.id) < 0).values(actor=""))


def hashed_text(happened: str, *, actor: str, action: str, subject: str, detail: str) -> str:
    """What of a line is hashed: compact JSON with sorted names; `happened` is ISO 8601 in UTC."""
    said = {"happened": happened, "actor": actor, "action": action, "subject": subject, "detail": detail}
    return _canonical(said)


def hash_after(previous_hash: str, text: str) -> str:
    """SHA-256 in hexadecimal of the hash before, as 64 characters, and what of a line is hashed, in UTF-8."""
    return hashlib.sha256((previous_hash + text).encode("utf-8")).hexdigest()


def _hash(event: Event) -> str:
    happened = event.happened.astimezone(dt.UTC).isoformat()
    text = hashed_text(
        happened, actor=event.actor, action=event.action, subject=event.subject, detail=event.detail
    )
    return hash_after(event.previous_hash, text)


def _canonical(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
