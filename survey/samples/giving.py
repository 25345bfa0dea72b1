"""Lists given to an interviewer together, and their links; as `hailong interview assign` gives one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session, col, select

from survey.interviewing.assigning import Given, assign
from survey.keys import LARGEST, id_of
from survey.tables import Frame, InterviewLink, Wave


class GivenList(NamedTuple):
    """What was given of one list."""

    frame: Frame
    given: Given


def give(
    session: Session,
    wave: Wave,
    frames: Sequence[Frame],
    code: str,
    *,
    n: int | None = None,
    agency: str | None = None,
    by: str,
) -> list[GivenList]:
    """Give n cases of each list (default: all left) in the caller's transaction: of every one, or of none.

    Raises
    ------
    AssignError, UnitError: as `assign`.
    """
    return [
        GivenList(frame, assign(session, wave, frame, code, n=n, agency=agency, by=by)) for frame in frames
    ]


def links_of(session: Session, wave: Wave, *, first: int, most: int) -> list[tuple[InterviewLink, Frame]]:
    """The links of a wave, those in use first, by interviewer and area."""
    asked = (
        select(InterviewLink, Frame)
        .join(Frame, col(Frame.id) == col(InterviewLink.frame_id))
        .where(Frame.wave_id == id_of(wave))
        .order_by(
            col(InterviewLink.revoked_on).is_not(None),
            col(InterviewLink.fieldworker),
            col(Frame.area),
            col(InterviewLink.id),
        )
    )
    return list(session.exec(asked.offset(first).limit(most)))


def count_links(session: Session, wave: Wave) -> int:
    """How many there are, the revoked ones too."""
    asked = select(InterviewLink.id).join(Frame, col(Frame.id) == col(InterviewLink.frame_id))
    return len(session.exec(asked.where(Frame.wave_id == id_of(wave))).all())


def link_in(session: Session, wave: Wave, number: int) -> tuple[InterviewLink, Frame] | None:
    """A link of this wave by its number; None for any other."""
    link = session.get(InterviewLink, number) if number <= LARGEST else None
    frame = session.get_one(Frame, link.frame_id) if link else None
    return (link, frame) if link and frame and frame.wave_id == wave.id else None
