"""Interviewers' work checked again: a share of completed cases chosen by chance, and what was found there."""

from __future__ import annotations

from collections import defaultdict

from sqlmodel import Session, col, select

from survey.keys import id_of
from survey.samples.visiting import CaseError
from survey.tables import Case, Frame, Wave
from survey.tables.fieldwork import FINDINGS
from survey.waves.events import append

PERCENT = 10
"""Of each interviewer's completed cases, rounded up, so that nobody's work goes unseen."""


def choose(session: Session, wave: Wave, *, percent: int, seed: int, by: str) -> int:
    """Choose among the completed cases of each interviewer until a share of them is chosen; how many are new.

    The same seed and the same completed cases give the same choice. Asked again later, what was chosen stays
    and more is added, so that the share holds for those who have completed more since.

    Raises
    ------
    CaseError: the share is none.
    """
    from analysis.planning.simple import simple

    if not 1 <= percent <= 100:
        raise CaseError(f"{percent} % is no share; give 1 to 100", "no_percent")
    chosen = 0
    for cases in _completed(session, wave).values():
        rest = {key: case for key, case in cases.items() if not case.recheck}
        missing = -(-len(cases) * percent // 100) - (len(cases) - len(rest))
        if missing > 0:
            keys = sorted(rest)
            for row in simple(keys, missing, seed=seed).drawn.rows.tolist():
                rest[keys[row]].recheck = True
                session.add(rest[keys[row]])
            chosen += missing
    session.flush()
    told = {"percent": percent, "seed": seed, "chosen": chosen}
    append(session, by, "sample.recheck", f"wave {wave.code}", told)
    return chosen


def record(session: Session, wave: Wave, case: Case, finding: str, *, by: str) -> None:
    """Note what was found at a case that was chosen; noted again, the later one stands.

    Raises
    ------
    CaseError: it was not chosen, or nothing of the kind can be found.
    """
    if finding not in FINDINGS:
        raise CaseError(f"{finding!r} is no finding; choose one of {', '.join(FINDINGS)}", "no_finding")
    if not case.recheck:
        raise CaseError(f"case {case.number} was not chosen; choose by chance first", "not_chosen")
    case.recheck_finding = finding
    session.add(case)
    session.flush()
    told = {"list": case.frame_id, "found": finding}
    append(session, by, "sample.found", f"sample {wave.code}", told)


def _completed(session: Session, wave: Wave) -> dict[str, dict[str, Case]]:
    """Completed cases by interviewer, each under a name that is the same in every database."""
    asked = (
        select(Case, Frame.area)
        .join(Frame, col(Frame.id) == col(Case.frame_id))
        .where(col(Frame.wave_id) == id_of(wave), Case.outcome == "completed")
    )
    found: dict[str, dict[str, Case]] = defaultdict(dict)
    for case, area in session.exec(asked):
        found[case.fieldworker or ""][f"{area}/{case.number}"] = case
    return found
