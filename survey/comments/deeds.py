"""What is done with comments: sorted, struck out, released, hidden; in the audit log without their words."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, func, update
from sqlmodel import Session, col, select

from survey.comments import working_days
from survey.comments.desk import Sought, conditions
from survey.comments.faults import CommentError
from survey.comments.personal import lacking, struck, suspects
from survey.comments.themes import themes
from survey.tables import Comment, Wave
from survey.waves.events import append

WORKING_DAYS = 3
"""For an authorised person to look at what alleges wrongdoing."""
CHANGES: dict[str, dict[str, Any]] = {
    "hide": {"status": "withheld"},
    "reopen": {"status": "new", "shown": None},
}
AT_A_TIME = 500
LONGEST = 4000


def sort(session: Session, wave: Wave, which: list[ColumnElement[bool]], theme: str, *, by: str) -> int:
    """Give comments a theme of the list, or take it away with ""; how many.

    Raises
    ------
    CommentError: no such theme.
    """
    if theme and theme not in themes(session):
        raise CommentError("theme")
    n = _change(session, which, theme=theme or None)
    append(session, by, "comment.theme", f"wave {wave.code}", {"comments": n, "theme": theme})
    return n


def change(session: Session, wave: Wave, which: list[ColumnElement[bool]], deed: str, *, by: str) -> int:
    """Hide comments, or take them up again; how many."""
    n = _change(session, which, **CHANGES[deed])
    append(session, by, f"comment.{deed}", f"wave {wave.code}", {"comments": n})
    return n


def release(
    session: Session, wave: Wave, which: list[ColumnElement[bool]], *, by: str, looked_at: bool = False
) -> tuple[int, int]:
    """Release comments; those that seem to hold private details only when somebody looked at that one.

    Returns
    -------
    How many were released, and how many were left because they seem to hold private details.
    """
    asked = select(Comment.id, Comment.body, Comment.shown).where(*which)
    found = session.exec(asked).all()
    clean = [number for number, body, shown in found if looked_at or not suspects(shown or body)]
    for start in range(0, len(clean), AT_A_TIME):
        _change(session, [col(Comment.id).in_(clean[start : start + AT_A_TIME])], status="released")
    append(session, by, "comment.release", f"wave {wave.code}", {"comments": len(clean)})
    return len(clean), len(found) - len(clean)


def strike(session: Session, wave: Wave, comment: Comment, parts: Collection[str], *, by: str) -> None:
    """Strike parts out, beside those struck before: next to the original stands what may be passed on.

    Raises
    ------
    CommentError: no part, or one that does not stand there.
    """
    before = comment.shown or comment.body
    strange = next(lacking(before, parts), None)
    if strange is not None or not parts:
        raise CommentError("part" if strange else "no_parts", strange or "")
    shown = struck(before, parts)
    if len(shown) > LONGEST:
        raise CommentError("long")
    comment.shown, comment.status = shown, "cleaned"
    session.add(comment)
    append(session, by, "comment.strike", f"wave {wave.code}", {"parts": len(set(parts))})


def restrict(session: Session, wave: Wave, comment: Comment, *, by: str, today: dt.date) -> dt.date:
    """Hand a comment that alleges wrongdoing to those authorised; the day until which they have to look."""
    comment.due, comment.settled = working_days.after(today, WORKING_DAYS), None
    comment.status = "withheld"
    session.add(comment)
    append(session, by, "comment.restrict", f"wave {wave.code}", {"due": comment.due.isoformat()})
    return comment.due


def chosen(wave: Wave, numbers: Collection[uuid.UUID]) -> list[ColumnElement[bool]]:
    """Comments that were ticked, as far as they are of this wave and at this desk."""
    return [*conditions(wave, Sought()), col(Comment.id).in_(numbers)]


def _change(session: Session, which: list[ColumnElement[bool]], **values: Any) -> int:
    n = session.execute(select(func.count()).select_from(Comment).where(*which)).scalar() or 0
    statement = update(Comment).where(*which).values(**values)
    session.execute(statement.execution_options(synchronize_session=False))
    return n
