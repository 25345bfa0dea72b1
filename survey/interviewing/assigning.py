"""Who visits whom: cases given to an interviewer with a link, links taken back, how the work stands."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from survey import dates
from survey.interviewing.links import door_token
from survey.keys import id_of
from survey.tables import Case, Collector, DesignCell, Frame, InterviewLink, Wave
from survey.units.units import unit_on
from survey.waves.collectors import CLOSED_STATES
from survey.waves.collectors import revoke as revoke_door
from survey.waves.events import append
from survey.waves.tokens import hash_token, new_token
from survey.waves.waves import day_within

FEW = 5
"""Of fewer households in one area the answers could be told apart."""
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]{0,31}")


class AssignError(ValueError):
    """Cases that cannot be given, or a link that cannot be taken back, as asked."""


@dataclass(frozen=True)
class Given:
    """What an interviewer was given; the token is seen only now."""

    link: InterviewLink
    token: str
    drawn: int
    reserves: int
    total: int
    """Drawn cases that the interviewer has now in this area."""


@dataclass(frozen=True)
class Line:
    """How the work of one interviewer in one area stands; nobody: cases not given to anybody."""

    frame: Frame
    fieldworker: str
    drawn: int
    reserves: int
    visits: int
    outcomes: Counter[str]
    links: tuple[str, ...]


def is_code(text: str) -> bool:
    """Whether it can be the code of an interviewer: letters, digits, no spaces, so hardly a name."""
    return _CODE.fullmatch(text) is not None


def frame_of(session: Session, wave: Wave, area: str) -> Frame:
    """The list of an area.

    Raises
    ------
    AssignError: none was loaded.
    """
    frame = session.exec(select(Frame).where(Frame.wave_id == id_of(wave), Frame.area == area)).first()
    if frame is None:
        what = f"there is no list of area {area!r}" if area else "there is no list without areas"
        raise AssignError(f"{what}; wave {wave.code}; hailong interview list shows them all")
    return frame


def assign(
    session: Session,
    wave: Wave,
    frame: Frame,
    fieldworker: str,
    *,
    n: int | None = None,
    agency: str | None = None,
    by: str,
) -> Given:
    """Give an interviewer the next n drawn cases (default: all left), their share of reserves, and a link.

    Raises
    ------
    AssignError: the wave is over, the code is a name, or nothing is left to give.
    UnitError: there is no such agency.
    """
    if wave.state in CLOSED_STATES:
        raise AssignError(f"this wave collects no more; wave {wave.code}; name a wave that is not closed")
    if not is_code(fieldworker):
        raise AssignError(
            f"this is no interviewer's code: {fieldworker!r}; --to; write a code such as DTV-07"
        )
    cases = list(session.exec(select(Case).where(Case.frame_id == id_of(frame)).order_by(col(Case.number))))
    new = _next(cases, n)
    for case in new:
        case.fieldworker = fieldworker
        session.add(case)
    own = [case for case in cases if case.fieldworker == fieldworker]
    if not own:
        raise AssignError(
            f"nothing is left to give in area {frame.area!r}; wave {wave.code}; name another area"
        )
    link, token = _link(session, wave, frame, fieldworker, _agency(session, wave, frame, agency))
    counts = Counter(case.role for case in new)
    detail = {"wave": wave.code, "frame": frame.id, "to": fieldworker, **counts}
    append(session, by, "interview.assign", f"interview link {link.id}", detail)
    total = sum(case.role == "drawn" for case in own)
    return Given(link, token, counts["drawn"], counts["reserve"], total)


def revoke(session: Session, number: int, *, day: dt.date, by: str) -> InterviewLink:
    """Take a link out of use for good, with its door; the cases stay with the interviewer.

    Raises
    ------
    AssignError: there is no such link.
    """
    link = session.get(InterviewLink, number)
    if link is None:
        raise AssignError(f"there is no interview link {number}; hailong interview list shows them all")
    if link.revoked_on is None:
        link.revoked_on = day
        session.add(link)
        revoke_door(session, link.collector_id, day=day, by=by)
        append(session, by, "interview.revoke", f"interview link {number}", {"day": day.isoformat()})
    return link


def lines(session: Session, wave: Wave) -> list[Line]:
    """How the work stands, area by area and interviewer by interviewer; no household is named."""
    found = []
    frames = session.exec(select(Frame).where(Frame.wave_id == id_of(wave)).order_by(col(Frame.id)))
    for frame in list(frames):
        cases = list(session.exec(select(Case).where(Case.frame_id == id_of(frame))))
        links = list(session.exec(select(InterviewLink).where(InterviewLink.frame_id == id_of(frame))))
        for who in sorted({case.fieldworker or "" for case in cases}):
            own = [case for case in cases if (case.fieldworker or "") == who]
            found.append(_line(frame, who, own, [each for each in links if each.fieldworker == who]))
    return found


def _line(frame: Frame, who: str, cases: Sequence[Case], links: Sequence[InterviewLink]) -> Line:
    used = [case for case in cases if case.role == "drawn" or case.visits]
    return Line(
        frame=frame,
        fieldworker=who,
        drawn=sum(case.role == "drawn" for case in cases),
        reserves=sum(case.role == "reserve" for case in cases),
        visits=sum(case.visits for case in cases),
        outcomes=Counter(case.outcome for case in used),
        links=tuple(f"{each.id}{' revoked' if each.revoked_on else ''}" for each in links),
    )


def _next(cases: Sequence[Case], n: int | None) -> list[Case]:
    """The next n drawn cases that nobody has, and as large a share of the reserves."""
    drawn = [case for case in cases if case.role == "drawn" and case.fieldworker is None]
    reserves = [case for case in cases if case.role == "reserve" and case.fieldworker is None]
    if n == 0:
        return []
    if n is None or n >= len(drawn):
        return drawn + reserves
    return drawn[:n] + reserves[: round(len(reserves) * n / len(drawn))]


def _agency(session: Session, wave: Wave, frame: Frame, code: str | None) -> int:
    """The rated unit: the one named, else that of the design cell, else the host of the wave."""
    if code is not None:
        return id_of(unit_on(session, code, day_within(wave, dates.today())))
    if frame.design_cell_id is not None:
        return session.get_one(DesignCell, frame.design_cell_id).unit_id
    if wave.host_id is not None:
        return wave.host_id
    raise AssignError(f"whom are the ballots about? wave {wave.code}; name the unit with --agency")


def _link(
    session: Session, wave: Wave, frame: Frame, fieldworker: str, agency_id: int
) -> tuple[InterviewLink, str]:
    """A new link with a door of its own, so that a lost phone is shut out and no other."""
    token = new_token()
    door = Collector(
        token_hash=hash_token(door_token(token)),
        wave_id=id_of(wave),
        agency_id=agency_id,
        service_point_id=agency_id,
        mode="interviewer",
        layout="phone",
        design_cell_id=frame.design_cell_id,
        label=fieldworker,
    )
    session.add(door)
    session.flush()
    link = InterviewLink(
        frame_id=id_of(frame),
        fieldworker=fieldworker,
        collector_id=id_of(door),
        token_hash=hash_token(token),
        made_on=dates.today(),
    )
    session.add(link)
    session.flush()
    return link, token
