"""The themes that an installation sorts comments by: its own list, else the usual one."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete
from sqlmodel import Session, col, select

from survey.accounts.scope import exists_on, units_of
from survey.comments.faults import CommentError
from survey.tables import CommentTheme, UnitParent
from survey.waves.events import append

USUAL = (
    "Nơi đón tiếp, trang thiết bị",
    "Thủ tục hành chính",
    "Thái độ của công chức",
    "Năng lực của công chức",
    "Thời gian giải quyết, kết quả",
    "Tiếp nhận, giải quyết góp ý, phản ánh, kiến nghị",
    "Công khai, minh bạch thông tin",
    "Dịch vụ công trực tuyến",
    "Chính sách",
    "Lời khen",
    "Nội dung khác",
)
"""After the factors of the survey on satisfaction; what is none of them comes last."""
LONGEST, MOST = 64, 60


def themes(session: Session) -> tuple[str, ...]:
    """In the order of the list."""
    own = session.exec(select(CommentTheme.name).order_by(col(CommentTheme.id))).all()
    return tuple(own) or USUAL


def read_themes(text: str) -> tuple[str, ...]:
    """One on each line, none twice.

    Raises
    ------
    CommentError: none, too many, or one that is too long.
    """
    found = tuple(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))
    if not found or len(found) > MOST or any(len(each) > LONGEST for each in found):
        raise CommentError("themes")
    return found


def set_themes(session: Session, names: tuple[str, ...], *, by: str) -> None:
    """Put a list in place of the one there is; what is sorted already keeps its theme."""
    session.execute(delete(CommentTheme))
    session.add_all([CommentTheme(id=number, name=name) for number, name in enumerate(names, start=1)])
    append(session, by, "comment.themes", "themes", {"themes": list(names)})


def may_set(session: Session, account_id: int, roles: tuple[str, ...], today: dt.date) -> bool:
    """Whether somebody holds one of the roles at the top of the tree: the list is for all below it."""
    units = units_of(session, account_id, roles, today)
    below = select(UnitParent).where(exists_on(UnitParent, today), col(UnitParent.unit_id).in_(units))
    return bool(units - {each.unit_id for each in session.exec(below)})
