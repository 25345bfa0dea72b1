"""A wave from its plan to its freezing."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from survey.files.rows import is_code
from survey.jobs.queue import add_job
from survey.keys import id_of
from survey.tables import Ballot, StoredQuestionnaire, Wave
from survey.units.units import unit_on
from survey.waves.comment_order import mix_comments
from survey.waves.events import append
from survey.waves.frozen import hash_of_ballots, hash_of_settings
from survey.waves.papers import check_papers
from survey.waves.questionnaires_store import find
from survey.waves.rehearsals import count_tests
from survey.waves.wave_states import WaveStateError, refuse_the_same, take

DOORS_REMEMBER = 2.0
"""Seconds, with room to spare, after which every server knows that a wave is frozen."""


class WaveError(ValueError):
    """A wave that cannot be planned as asked, or is not there."""


@dataclass(frozen=True)
class Frozen:
    """What freezing a wave has fixed."""

    ballots: int
    hash: str
    job_id: int


def new_wave(
    session: Session, *, code: str, questionnaire: str, host: str | None = None, by: str, **plan: Any
) -> Wave:
    """A wave in draft; `questionnaire` is a stored code, with @VERSION for another than the last stored.

    Raises
    ------
    WaveError: the code is taken, the questionnaire is not stored, or the days are out of order.
    UnitError: there is no such host on the first day.
    """
    _check_code(session, code)
    _check_days(plan)
    row = _stored(session, questionnaire)
    wave = Wave(
        code=code,
        questionnaire_id=id_of(row),
        host_id=id_of(unit_on(session, host, plan["opens"])) if host else None,
        changed_by=by,
        **plan,
    )
    session.add(wave)
    session.flush()
    append(session, by, "wave.new", f"wave {code}", {"questionnaire": f"{row.code} {row.version}"})
    return wave


def wave_of(session: Session, code: str) -> Wave:
    """The wave of a code.

    Raises
    ------
    WaveError: there is none.
    """
    wave = session.exec(select(Wave).where(Wave.code == code)).first()
    if wave is None:
        raise WaveError(f"there is no wave {code!r}; hailong wave list shows them all")
    return wave


def approve(session: Session, wave: Wave, *, by: str) -> None:
    """Approve the plan of a wave that somebody else wrote.

    Raises
    ------
    WaveStateError: the wave is no draft, or whoever approves wrote it last.
    """
    refuse_the_same(wave.changed_by, by, f"the plan of wave {wave.code}")
    take(session, wave, "approve", by=by)
    wave.approved_by = by


def open_wave(session: Session, wave: Wave, *, by: str, today: dt.date) -> None:
    """Let ballots in, from the planned first day on."""
    if wave.closes < today:
        raise WaveStateError(
            f"its last day was {wave.closes}, so nobody could answer; wave {wave.code}; plan a new wave",
            "over",
        )
    if wave.rehearsed_since or count_tests(session, wave):
        raise WaveStateError(
            f"it is being rehearsed, or has test ballots; wave {wave.code}; end the rehearsal first",
            "rehearsing",
        )
    take(session, wave, "open", by=by, day=today)


def close(session: Session, wave: Wave, *, by: str, today: dt.date) -> None:
    """End the wave today; devices may still send what was answered before, for the days of grace."""
    take(session, wave, "close", by=by, day=today)
    wave.closed_on = today


def freeze(engine: Engine, code: str, *, by: str, today: dt.date, early: bool = False) -> Frozen:
    """Shut out every later ballot, fix the hash of those there are, and order their tally.

    The state is committed first, then the hash is computed: a ballot that was just on its way in is either
    in the hash or was refused. Stopped in between, the same call goes on where it ended.

    Raises
    ------
    WaveStateError: the wave is not closed, devices may still send and `early` does not say never mind, or
        papers are still being keyed.
    """
    with Session(engine) as session:
        wave = wave_of(session, code)
        in_grace = today <= last_of_grace(wave)
        if not (wave.state == "frozen" and wave.frozen_hash is None):
            shut(session, wave, by=by, today=today, early=early)
        session.commit()
    return fix(engine, code, by=by, in_grace=in_grace)


def shut(session: Session, wave: Wave, *, by: str, today: dt.date, early: bool = False) -> None:
    """The first half of freezing, in the caller's transaction: no ballot comes in any more.

    Raises
    ------
    WaveStateError: as in `freeze`.
    """
    _check_grace(wave, today <= last_of_grace(wave) and not early)
    if wave.state == "closed":
        check_papers(session, wave, takes_more=today <= last_of_grace(wave))
    take(session, wave, "freeze", by=by, day=today)


def fix(engine: Engine, code: str, *, by: str, in_grace: bool) -> Frozen:
    """The second half: the hash over all ballots, and an order for their tally."""
    if in_grace:
        time.sleep(DOORS_REMEMBER)
    with Session(engine) as session:
        wave = wave_of(session, code)
        wave.frozen_hash = hash_of_ballots(session, wave)
        ballots = _count(session, wave)
        if wave.kind == "survey":
            add_job(session, "results", wave=code)
        job = add_job(session, "tally", wave=code)
        # In a frozen wave no comment may be led back to a ballot, not even by what wrote the row.
        mix_comments(session.connection(), id_of(wave))
        said = {
            "ballots": ballots,
            "hash": wave.frozen_hash,
            "settings": hash_of_settings(session, wave),
        }
        append(session, by, "wave.hash", f"wave {code}", said)
        session.commit()
        return Frozen(ballots, wave.frozen_hash, id_of(job))


def counts(session: Session) -> list[tuple[Wave, StoredQuestionnaire, int]]:
    """Every wave with its questionnaire and how many ballots it has, the latest first."""
    found = select(Wave, StoredQuestionnaire).join(StoredQuestionnaire)
    found = found.order_by(col(Wave.opens).desc(), col(Wave.id).desc())
    return [(wave, row, _count(session, wave)) for wave, row in session.exec(found)]


def day_within(wave: Wave, today: dt.date) -> dt.date:
    """Today, or the nearest day of the wave: the day for which its units are looked up."""
    return min(max(today, wave.opens), wave.closes)


def _check_code(session: Session, code: str) -> None:
    if not is_code(code):
        raise WaveError(f"{code!r} is no code; --code; use a-z, 0-9, dots and hyphens, no blanks")
    if session.exec(select(Wave).where(Wave.code == code)).first():
        raise WaveError(f"there is a wave {code!r} already; --code; give another code")


def _check_days(plan: dict[str, Any]) -> None:
    opens, closes, keep_until = plan["opens"], plan["closes"], plan.get("keep_until")
    if closes < opens:
        raise WaveError(f"the wave would close on {closes}, before it opens on {opens}; --closes; correct it")
    last = closes + dt.timedelta(days=plan.get("grace_days", 0))
    if keep_until and keep_until <= last:
        raise WaveError(
            f"ballots may still come in until {last}; --keep-until {keep_until}; name a later day"
        )


def _stored(session: Session, questionnaire: str) -> StoredQuestionnaire:
    code, _, version = questionnaire.partition("@")
    row = find(session, code, version or None)
    if row is None:
        raise WaveError(
            f"there is no questionnaire {questionnaire!r} in the database; --questionnaire; "
            "publish it first: hailong questionnaire publish"
        )
    return row


def last_of_grace(wave: Wave) -> dt.date:
    """The last day on which devices may still send."""
    last = min(wave.closes, wave.closed_on or wave.closes)
    return last + dt.timedelta(days=wave.grace_days)


def _check_grace(wave: Wave, too_early: bool) -> None:
    if wave.state == "closed" and too_early:
        raise WaveStateError(
            f"devices may still send ballots until {last_of_grace(wave)}; wave {wave.code}; "
            "freeze it after that day, or refuse them with --early",
            "in_grace",
        )


def _count(session: Session, wave: Wave) -> int:
    return session.exec(select(func.count()).select_from(Ballot).where(Ballot.wave_id == wave.id)).one()
