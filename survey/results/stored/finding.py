"""Reading what is stored of a wave's results: nothing here computes, or reads a ballot's answers."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from typing import Any, Literal

from sqlmodel import Session, col, select

from survey.jobs.queue import add_job
from survey.keys import id_of
from survey.results.stored.packing import unpack
from survey.results.stored.stamp import stamp_of
from survey.tables import Job, Result, ResultDocument, Wave
from survey.waves.shown import DECIDED

FORMAT = "hailong-comparison/1"
BALLOTS = "ballots"
"""The subject of the files of single ballots."""
FORMS = {"ballots.csv": "csv", "ballots.sav": "sav", "codebook.xml": "ddi"}
"""These files, and the kind under which each is stored."""
WAITING = ("waiting", "running")

LOOKED_WITHIN = 15.0
"""Seconds for which a result that held is not looked at again: before the freeze that reads many ballots."""
_looked: dict[tuple[str, int, str, str], float] = {}

State = Literal["ready", "waiting", "failed"]


@dataclass(frozen=True)
class Found:
    """The stored result of a wave, or how far it has come."""

    state: State
    result: Result | None = None

    @property
    def number(self) -> int:
        """Of the row that holds the result."""
        if self.result is None:
            raise TypeError("nothing is stored yet; look at the state first")
        return id_of(self.result)

    def comparison(self) -> dict[str, Any]:
        """The comparison of units."""
        found: dict[str, Any] = json.loads(self.result.body) if self.result is not None else {}
        return found


def hash_of(*, public: bool) -> str:
    """The settings that results are stored under: who they are for, in this format."""
    return hashlib.sha256(f"{FORMAT} {'public' if public else 'inside'}".encode()).hexdigest()


def find(session: Session, wave: Wave, *, public: bool = False) -> Found:
    """What is stored, if it still holds; else the job that makes it, ordered unless it is under way.

    Results of an approved wave are fixed and are not looked at again; before that they hold as long as
    ballots, exclusions and settings are those they were made from.
    """
    stored = _stored(session, wave, public=public)
    if stored is not None and _holds(session, wave, stored):
        return Found("ready", stored)
    return Found(_ordered(session, wave, public=public))


def stored(session: Session, wave: Wave, *, public: bool = False) -> Found | None:
    """What is stored and fixed; nothing is ordered."""
    found = _stored(session, wave, public=public)
    return Found("ready", found) if found is not None and found.fixed else None


def document(session: Session, found: Found, subject: str, kind: str, language: str) -> bytes | None:
    """The content of one document; None where there is none of this subject."""
    asked = select(ResultDocument.body).where(
        ResultDocument.result_id == found.number,
        ResultDocument.subject == subject,
        ResultDocument.kind == kind,
        ResultDocument.language == language,
    )
    body = session.exec(asked).first()
    return None if body is None else unpack(body)


def ballot_files(session: Session, found: Found) -> tuple[str, ...]:
    """The files of single ballots that have been made."""
    asked = select(ResultDocument.kind).where(
        ResultDocument.result_id == found.number, ResultDocument.subject == BALLOTS
    )
    kinds = set(session.exec(asked))
    return tuple(name for name, kind in FORMS.items() if kind in kinds)


def order_ballots(session: Session, wave: Wave) -> State:
    """Order the files of single ballots, unless they are under way."""
    return _job(session, "microdata", {"wave": wave.code}, again=True)


def ordering(session: Session, wave: Wave) -> State | None:
    """How far the last order of these files has come; None where there was none."""
    last = _last(session, "microdata", {"wave": wave.code})
    if last is None or last.state == "done":
        return None
    return "failed" if last.state == "failed" else "waiting"


def ordered(session: Session, kind: str, wave: Wave) -> State:
    """The state of the job of this kind that makes something of a wave; ordered where there is none."""
    return _job(session, kind, {"wave": wave.code})


def units_in(session: Session, found: Found) -> frozenset[int]:
    """The units that have a report of their own."""
    asked = select(ResultDocument.subject).where(
        ResultDocument.result_id == found.number,
        ResultDocument.kind == "two-page",
        ResultDocument.language == "vi",
        col(ResultDocument.subject).startswith("unit "),
    )
    return frozenset(int(each.removeprefix("unit ")) for each in session.exec(asked))


def _stored(session: Session, wave: Wave, *, public: bool) -> Result | None:
    asked = select(Result).where(Result.wave_id == wave.id, Result.settings_hash == hash_of(public=public))
    return session.exec(asked).first()


def _holds(session: Session, wave: Wave, stored: Result) -> bool:
    if wave.state in DECIDED:
        return stored.fixed
    known = (str(session.get_bind().engine.url), id_of(stored), stored.checksum, wave.state)
    if time.monotonic() - _looked.get(known, -LOOKED_WITHIN) < LOOKED_WITHIN:
        return True
    if stored.checksum != stamp_of(session, wave):
        return False
    _looked.clear()
    _looked[known] = time.monotonic()
    return True


def _ordered(session: Session, wave: Wave, *, public: bool) -> State:
    """The state of the job that makes the results; ordered where there is none to wait for."""
    return _job(session, "results", {"wave": wave.code} | ({"public": True} if public else {}))


def _job(session: Session, kind: str, arguments: dict[str, Any], *, again: bool = False) -> State:
    """Order a job, unless it waits, runs, or has failed and is not to be tried `again`."""
    last = _last(session, kind, arguments)
    if last is not None and last.state in WAITING:
        return "waiting"
    if last is not None and last.state == "failed" and not again:
        return "failed"
    add_job(session, kind, **arguments)
    session.commit()
    return "waiting"


def _last(session: Session, kind: str, arguments: dict[str, Any]) -> Job | None:
    said = json.dumps(arguments, sort_keys=True)
    asked = select(Job).where(Job.kind == kind, Job.arguments == said).order_by(col(Job.id).desc())
    return session.exec(asked.limit(1)).first()
