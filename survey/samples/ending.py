"""When the lists of a wave go, and how many have gone: the second from the audit log, where it stays."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

from sqlmodel import Session, col, select

from survey.tables import Event, Wave


@dataclass(frozen=True)
class Gone:
    """Lists that were destroyed."""

    day: dt.date
    lists: int
    cases: int
    by: str


def gone(session: Session, wave: Wave) -> list[Gone]:
    """What retention has destroyed of the lists of a wave, the first first."""
    asked = select(Event).where(Event.action == "retention", Event.subject == f"wave {wave.code}")
    found = []
    for line in session.exec(asked.order_by(col(Event.id))):
        told = json.loads(line.detail)
        if told.get("frames"):
            day = dt.date.fromisoformat(told["day"])
            found.append(Gone(day, told["frames"], told["cases"], line.actor))
    return found
