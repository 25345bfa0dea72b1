"""Doors: what the token of a link leads to, and whether ballots may come in there."""

from __future__ import annotations

import datetime as dt
import re
import time
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock
from typing import Literal
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, bindparam, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from questionnaires.model import Questionnaire
from survey import dates
from survey.tables import CodeBatch, Collector, Device, StoredQuestionnaire, Unit, Wave
from survey.waves.questionnaires_store import load_stored
from survey.waves.rehearsals import MODES as REHEARSED
from survey.waves.tokens import hash_token

SEEN_WITHIN = 0.5
"""Seconds after which a revocation or a closing is seen by every worker."""
TAKING = frozenset({"open", "closed"})
"""States of a wave in which ballots come in, in the second for the days of grace only."""
NOT_YET = frozenset({"draft", "approved"})
TEST_MARK = "~test"
"""Behind the version of a form drawn in a rehearsal: no version is written so, and no open wave takes it."""
_TOKEN = re.compile(r"[0-9A-Za-z_-]{1,64}")

Standing = Literal["open", "revoked", "not_open", "wave_closed"]


@dataclass(frozen=True)
class Door:
    """A collector with all that a citizen's page or a ballot needs to know of it."""

    collector_id: int
    wave_id: int
    wave_code: str
    agency_id: int
    agency_name: str
    agency_name_en: str | None
    service_point_id: int
    procedure_id: int | None
    design_cell_id: int | None
    mode: str
    layout: str
    questionnaire: Questionnaire
    host_name: str | None
    plan_number: str | None
    contact: str | None
    feedback_channel: str | None
    results_address: str | None
    results_month: str | None
    keep_until: dt.date | None
    display_limit: int
    opens: dt.date
    closes: dt.date
    closed_on: dt.date | None
    grace_days: int
    state: str
    revoked_on: dt.date | None
    simulated: bool
    by_tablet: bool = False
    """Whether the token is that of one paired tablet."""
    code_key: bytes | None = None
    """Mark of the key under which the codes of this door were hashed; None where it asks for none."""
    rehearsing: bool = False
    """Whether it takes test ballots, which lie apart and never count."""

    @property
    def asks_code(self) -> bool:
        """Whether a ballot must bring a one-time code."""
        return self.code_key is not None

    @property
    def last_day(self) -> dt.date:
        """The last day on which answers count."""
        return min(self.closes, self.closed_on or self.closes)


def find_door(engine: Engine, token: str) -> Door | None:
    """The door of a token, remembered for half a second; None where there is none."""
    if not _TOKEN.fullmatch(token):
        return None
    known = _memory_of(engine)
    key = hash_token(token)
    found, until = known.get(key, (None, 0.0))
    if found is not None and time.monotonic() < until:
        return found
    door = _read(engine, key)
    if door is not None:
        known[key] = (door, time.monotonic() + SEEN_WITHIN)
    return door


def door_of(engine: Engine, collector_id: int) -> Door | None:
    """The door of a number, read anew; None where there is none."""
    with Session(engine) as session:
        found = session.execute(_DOORS.where(col(Collector.id) == collector_id)).one_or_none()
        return _door(*found) if found else None


def standing(door: Door, today: dt.date, *, answered: dt.date | None = None) -> Standing:
    """Whether the door is open: to somebody who comes today, or to a ballot answered on an earlier day.

    A ballot answered while the wave ran may arrive until the grace days after its end are over, unless the
    figures are frozen before.
    """
    if door.revoked_on is not None:
        return "revoked"
    if door.state in NOT_YET or today < door.opens:
        return "not_open"
    if door.state not in TAKING:
        return "wave_closed"
    if answered is None:
        return "open" if door.state == "open" and today <= door.last_day else "wave_closed"
    late = today > door.last_day + dt.timedelta(days=door.grace_days)
    return "wave_closed" if late or answered > door.last_day else "open"


_Memory = dict[bytes, tuple[Door | None, float]]
_memories: WeakKeyDictionary[Engine, _Memory] = WeakKeyDictionary()
_making = Lock()


def _memory_of(engine: Engine) -> _Memory:
    """The doors known of one database; guessed tokens are not kept, so there are never more than doors."""
    with _making:
        return _memories.setdefault(engine, {})


_AGENCY, _HOST = aliased(Unit), aliased(Unit)
_CODE_KEY = (
    select(col(CodeBatch.key_mark))
    .where(col(CodeBatch.collector_id) == col(Collector.id))
    .limit(1)
    .scalar_subquery()
)
_DOORS = (
    select(Collector, Wave, StoredQuestionnaire, _AGENCY, _HOST, _CODE_KEY)
    .join(Wave, col(Collector.wave_id) == col(Wave.id))
    .join(StoredQuestionnaire, col(Wave.questionnaire_id) == col(StoredQuestionnaire.id))
    .join(_AGENCY, col(Collector.agency_id) == _AGENCY.id)
    .outerjoin(_HOST, col(Wave.host_id) == _HOST.id)
)
_BY_LINK = _DOORS.where(col(Collector.token_hash) == bindparam("token_hash"))
_BY_TABLET = (
    _DOORS.add_columns(col(Device.revoked_on))
    .join(Device, col(Device.collector_id) == col(Collector.id))
    .where(col(Device.token_hash) == bindparam("token_hash"))
)


def _read(engine: Engine, token_hash: bytes) -> Door | None:
    with Session(engine) as session:
        found = session.execute(_BY_LINK, {"token_hash": token_hash}).one_or_none()
        if found:
            return _door(*found)
        *by_tablet, tablet_revoked_on = session.execute(
            _BY_TABLET, {"token_hash": token_hash}
        ).one_or_none() or [None]
        return _at_tablet(_door(*by_tablet), tablet_revoked_on) if by_tablet else None


def _at_tablet(door: Door, revoked_on: dt.date | None) -> Door:
    """The door as one paired tablet has it: shut for it alone when the tablet was revoked."""
    days = [day for day in (door.revoked_on, revoked_on) if day is not None]
    return replace(door, revoked_on=min(days, default=None), by_tablet=True)


def _door(
    collector: Collector,
    wave: Wave,
    stored: StoredQuestionnaire,
    agency: Unit,
    host: Unit | None,
    code_key: bytes | None,
) -> Door:
    assert collector.id is not None
    found = Door(
        collector_id=collector.id,
        wave_id=collector.wave_id,
        wave_code=wave.code,
        agency_id=collector.agency_id,
        agency_name=agency.name,
        agency_name_en=agency.name_en,
        service_point_id=collector.service_point_id,
        procedure_id=collector.procedure_id,
        design_cell_id=collector.design_cell_id,
        mode=collector.mode,
        layout=collector.layout,
        questionnaire=load_stored(stored),
        host_name=host.name if host else None,
        plan_number=wave.plan_number,
        contact=wave.contact,
        feedback_channel=wave.feedback_channel,
        results_address=wave.results_address,
        results_month=wave.results_month,
        keep_until=wave.keep_until,
        display_limit=wave.display_limit,
        opens=wave.opens,
        closes=wave.closes,
        closed_on=wave.closed_on,
        grace_days=wave.grace_days,
        state=wave.state,
        revoked_on=collector.revoked_on,
        simulated=wave.simulated,
        code_key=code_key,
    )
    is_rehearsed = wave.rehearsed_since is not None and wave.state in NOT_YET and collector.mode in REHEARSED
    return _in_rehearsal(found) if is_rehearsed else found


def _in_rehearsal(door: Door) -> Door:
    """The door as if the wave ran today, with a form that no wave takes that really runs."""
    today = dates.today()
    return replace(
        door,
        rehearsing=True,
        state="open",
        opens=min(door.opens, today),
        closes=max(door.closes, today),
        questionnaire=_marked(door.questionnaire),
        code_key=None,
    )


@lru_cache(maxsize=16)
def _marked(questionnaire: Questionnaire) -> Questionnaire:
    return questionnaire.model_copy(update={"version": f"{questionnaire.version}{TEST_MARK}"})
