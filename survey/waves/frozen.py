"""The hashes of a frozen wave, its ballots and its settings: the same for the same in every database."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from survey.tables import Ballot, Collector, DesignCell, Procedure, StoredQuestionnaire, Unit, Wave

AT_A_TIME = 10_000
SETTINGS = (
    *("code", "name", "kind", "design", "plan_number", "legal_basis", "counted_as", "opens", "closes"),
    *("grace_days", "closed_on", "target", "display_limit", "reliable_limit", "simulated", "approved_by"),
)
"""What of a wave stands still from its freezing on; what is decided about its results comes later."""


def hash_of_ballots(session: Session, wave: Wave) -> str:
    """SHA-256 over all ballots of a wave, excluded ones too, in the order of their ids.

    Numbers that a database gives by itself stay outside; units, procedures and cells stand by their codes.
    """
    digest = hashlib.sha256()
    agency, point = aliased(Unit), aliased(Unit)
    statement = (
        select(  # type: ignore[call-overload]
            Ballot.id,
            agency.code,
            point.code,
            Procedure.code,
            DesignCell.stage,
            DesignCell.code,
            Collector.mode,
            Ballot.respondent_type,
            Ballot.day,
            Ballot.language,
            Ballot.seconds,
            Ballot.assisted,
            Ballot.state,
            Ballot.body_hash,
            Ballot.answers,
            Ballot.weight,
        )
        .join(agency, col(agency.id) == Ballot.agency_id)
        .join(point, col(point.id) == Ballot.service_point_id)
        .join(Collector, col(Collector.id) == Ballot.collector_id)
        .outerjoin(Procedure, col(Procedure.id) == Ballot.procedure_id)
        .outerjoin(DesignCell, col(DesignCell.id) == Ballot.design_cell_id)
        .where(Ballot.wave_id == wave.id)
        .order_by(Ballot.id)
        .execution_options(yield_per=AT_A_TIME)
    )
    for row in session.execute(statement):
        digest.update(_line(row))
    return digest.hexdigest()


def hash_of_settings(session: Session, wave: Wave) -> str:
    """SHA-256 over what of a wave stands still from its freezing on, with its questionnaire and its host."""
    stored = session.get_one(StoredQuestionnaire, wave.questionnaire_id)
    host = session.get(Unit, wave.host_id) if wave.host_id else None
    said = {name: _plain(getattr(wave, name)) for name in SETTINGS}
    said |= {"questionnaire": f"{stored.code}@{stored.version}", "host": host.code if host else None}
    said["body"] = hashlib.sha256(stored.body.encode("utf-8")).hexdigest()
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _line(row: Row[Any]) -> bytes:
    return json.dumps([_plain(each) for each in row], ensure_ascii=False).encode("utf-8") + b"\n"


def _plain(value: Any) -> str | int | float | None:
    if value is None or isinstance(value, str | int | float):
        return value
    return value.hex() if isinstance(value, bytes) else str(value)
