"""From the freezing to the publication: units look at their counts, may ask again, and are answered."""

from __future__ import annotations

import datetime as dt

from sqlmodel import Session, col, select

from survey.keys import id_of
from survey.tables import Event, Reconsideration, Unit, Wave
from survey.waves.events import append
from survey.waves.wave_states import WaveStateError, refuse_the_same, take


class ReviewError(WaveStateError):
    """A request or an answer that cannot be taken now."""


def send_for_review(session: Session, wave: Wave, *, until: dt.date, by: str, today: dt.date) -> None:
    """Let the rated units see their counts and ask for a reconsideration, to a last day.

    Raises
    ------
    WaveStateError: the figures are not frozen yet, or the last day is over.
    """
    _check_hash(wave)
    if until < today:
        raise ReviewError(f"{until} is over; wave {wave.code}; give a day that comes", "until_over")
    take(session, wave, "send_for_review", by=by, day=until)
    wave.review_until = until


def ask(session: Session, wave: Wave, unit: Unit, text: str, *, by: str, today: dt.date) -> Reconsideration:
    """A rated unit asks to look again.

    Raises
    ------
    ReviewError: the units are not asked, or no more.
    """
    if not may_ask(wave, today):
        raise ReviewError(
            f"units ask while they review, until {wave.review_until}; wave {wave.code}; write to its host",
            "not_asked",
        )
    row = Reconsideration(wave_id=id_of(wave), unit_id=id_of(unit), asked_on=today, asked_by=by, body=text)
    session.add(row)
    session.flush()
    append(session, by, "reconsideration.ask", f"wave {wave.code}", {"number": row.id, "unit": unit.code})
    return row


def answer(
    session: Session, wave: Wave, row: Reconsideration, outcome: str, text: str, *, by: str, today: dt.date
) -> None:
    """Answer a request, once.

    Raises
    ------
    ReviewError: it was answered before.
    """
    if row.outcome is not None:
        message = f"it was answered on {row.answered_on}; request {row.id}; the answer stands"
        raise ReviewError(message, "answered")
    row.outcome, row.answer, row.answered_by, row.answered_on = outcome, text, by, today
    session.add(row)
    append(session, by, "reconsideration.answer", f"wave {wave.code}", {"number": row.id, "outcome": outcome})


def may_ask(wave: Wave, today: dt.date) -> bool:
    """Whether a request is taken today, the last day included."""
    return wave.state == "review" and wave.review_until is not None and today <= wave.review_until


def requests_of(
    session: Session, wave: Wave, units: frozenset[int] | None = None
) -> list[tuple[Reconsideration, Unit]]:
    """The requests of a wave, or of some of its units, the unanswered first."""
    found = select(Reconsideration, Unit).join(Unit, col(Unit.id) == col(Reconsideration.unit_id))
    found = found.where(Reconsideration.wave_id == id_of(wave))
    if units is not None:
        found = found.where(col(Reconsideration.unit_id).in_(units))
    return list(
        session.exec(found.order_by(col(Reconsideration.outcome).is_not(None), col(Reconsideration.id)))
    )


def unanswered(session: Session, wave: Wave) -> int:
    """How many requests wait for an answer."""
    return sum(row.outcome is None for row, _ in requests_of(session, wave))


def approve_results(
    session: Session,
    wave: Wave,
    *,
    number: str,
    decided_on: dt.date,
    by: str,
    today: dt.date,
    early: bool = False,
) -> None:
    """Approve the results by a decision; whoever froze the figures leaves it to somebody else.

    Raises
    ------
    WaveStateError: a request waits for an answer, units may still ask and `early` does not say never mind,
        or the same person froze the figures.
    """
    _check_hash(wave)
    waiting = unanswered(session, wave)
    if waiting:
        message = f"{waiting} requests wait for an answer; wave {wave.code}; answer them first"
        raise ReviewError(message, "requests_wait")
    if may_ask(wave, today) and not early:
        message = f"units may ask until {wave.review_until}; wave {wave.code}; wait, or say early"
        raise ReviewError(message, "may_still_ask")
    if decided_on > today:
        message = f"{decided_on} has not come; wave {wave.code}; give the day of the decision"
        raise ReviewError(message, "day_to_come")
    refuse_the_same(frozen_by(session, wave), by, f"the results of wave {wave.code}")
    take(session, wave, "approve_results", by=by, day=decided_on)
    wave.decision_number, wave.decided_on, wave.results_approved_by = number, decided_on, by


def publish_results(session: Session, wave: Wave, *, by: str, today: dt.date) -> None:
    """Say that the approved results are public."""
    take(session, wave, "publish", by=by, day=today)


def frozen_by(session: Session, wave: Wave) -> str | None:
    """Who froze the figures, by the audit log."""
    found = select(Event.actor).where(Event.action == "wave.freeze", Event.subject == f"wave {wave.code}")
    return session.exec(found.order_by(col(Event.id).desc()).limit(1)).first()


def _check_hash(wave: Wave) -> None:
    if wave.state == "frozen" and wave.frozen_hash is None:
        message = f"its hash is still being worked out; wave {wave.code}; wait until the job is done"
        raise ReviewError(message, "hash_waits")
