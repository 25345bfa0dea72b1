"""What the office does to a case: note a visit of paper fieldwork, or let the next reserve come in for it."""

from __future__ import annotations

import secrets

from sqlmodel import Session, col, select

from survey.interviewing.contact import hide_which, wait_for_turn
from survey.interviewing.outcomes import (
    MOST_VISITS,
    RESULTS,
    Contact,
    Result,
    outcome_of,
    read_contacts,
    write_contacts,
)
from survey.keys import id_of
from survey.samples.cases import standing_in
from survey.tables import Case, Frame, Wave
from survey.waves.events import append

VISITED_IN = ("open", "closed")
"""States of a wave in which visits are made, or told of afterwards."""
CLOSING: tuple[Result, ...] = tuple(name for name, out in RESULTS.items() if out not in ("open", "completed"))
"""Results after which a household will not be interviewed."""
LONGEST_REASON = 300


class CaseError(ValueError):
    """Something that cannot be done to this case; `why` is the name of the reason, for pages that say it."""

    def __init__(self, message: str, why: str) -> None:
        super().__init__(message)
        self.why = why


def note_visit(session: Session, wave: Wave, case: Case, result: Result, *, by: str) -> None:
    """Note one visit in the caller's transaction, as an interviewer's device would have told it.

    Raises
    ------
    CaseError: the wave has no fieldwork now, the case is done, or it is a reserve that nobody needs yet.
    """
    _take_turn(session, wave, case)
    if case.outcome == "completed":
        raise CaseError(f"case {case.number} is completed; choose another", "is_done")
    if case.role == "reserve" and case.replaces_id is None and not case.visits:
        raise CaseError(f"reserve {case.number} waits for its turn; replace a drawn case first", "waits")
    if standing_in(session, case) is not None:
        raise CaseError(f"case {case.number} was replaced; note visits of its reserve", "was_replaced")
    _note(session, case, result)
    # Not which case: this line has a time, and ballots have a day.
    append(session, by, "sample.visit", f"sample {wave.code}", {"list": case.frame_id})


def replace(
    session: Session, wave: Wave, case: Case, reason: str, *, result: Result | None = None, by: str
) -> Case:
    """End a case that cannot be interviewed, and take the next reserve of its list; in one transaction.

    The next reserve is the first one of the same interviewer, else the first one that nobody has.

    Raises
    ------
    CaseError: the case is completed, was replaced, or no reserve is left.
    """
    _take_turn(session, wave, case)
    if case.outcome == "completed":
        raise CaseError(f"case {case.number} is completed; there is nothing to replace", "is_done")
    if case.role == "reserve" and case.replaces_id is None and not case.visits:
        raise CaseError(f"reserve {case.number} waits for its turn; replace a drawn case first", "waits")
    if standing_in(session, case) is not None:
        raise CaseError(f"case {case.number} was replaced before; see its reserve", "was_replaced")
    if case.outcome == "open":
        if result not in CLOSING:
            raise CaseError(f"case {case.number} is still open; say what ended it", "no_result")
        _note(session, case, result)
    spare = _next_reserve(session, case)
    spare.replaces_id, spare.fieldworker = id_of(case), case.fieldworker
    case.reason = reason
    session.add_all([spare, case])
    session.flush()
    told = {"list": case.frame_id, "outcome": case.outcome}
    append(session, by, "sample.replace", f"sample {wave.code}", told)
    return spare


def _take_turn(session: Session, wave: Wave, case: Case) -> None:
    """Nobody else writes to this list until the end; the case is as it stands then."""
    if wave.state not in VISITED_IN:
        raise CaseError(f"wave {wave.code} is {wave.state}; there is no fieldwork now", "not_now")
    wait_for_turn(session, case.frame_id)
    session.refresh(case)


def _note(session: Session, case: Case, result: Result) -> None:
    contacts = read_contacts(case.contacts)
    if len(contacts) >= MOST_VISITS:
        raise CaseError(f"case {case.number} has {MOST_VISITS} visits; replace it", "most_visits")
    visit = max((each.visit for each in contacts), default=0) + 1
    contacts.append(Contact(secrets.token_hex(8), visit, result))
    case.contacts, case.visits, case.outcome = write_contacts(contacts), len(contacts), outcome_of(contacts)
    session.add(case)
    session.flush()
    hide_which(session, case.frame_id)


def _next_reserve(session: Session, case: Case) -> Case:
    waiting = (
        select(Case)
        .where(
            Case.frame_id == case.frame_id,
            Case.role == "reserve",
            Case.visits == 0,
            Case.outcome == "open",
            col(Case.replaces_id).is_(None),
            col(Case.number) > case.number,
        )
        .order_by(col(Case.number))
    )
    rows = list(session.exec(waiting))
    for who in (case.fieldworker, None):
        for each in rows:
            if each.fieldworker == who:
                return each
    area = session.get_one(Frame, case.frame_id).area
    raise CaseError(
        f"no reserve is left; area {area!r}, case {case.number}; draw more reserves", "no_reserve"
    )
