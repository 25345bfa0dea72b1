"""The link of an interviewer: what it leads to, and the door through which its ballots go."""

from __future__ import annotations

import base64
import hmac
import re
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from survey.interviewing.outcomes import Contact, read_contacts
from survey.keys import id_of
from survey.tables import Case, Frame, InterviewLink
from survey.waves.tokens import hash_token

_TOKEN = re.compile(r"[0-9A-Za-z_-]{1,64}")


@dataclass(frozen=True)
class Household:
    """A case as its interviewer sees it."""

    number: int
    description: str
    is_reserve: bool
    outcome: str
    contacts: tuple[Contact, ...]
    replaces: int | None


@dataclass(frozen=True)
class Assigned:
    """What stands behind a link: the interviewer's code, the area, the households."""

    link_id: int
    fieldworker: str
    area: str
    is_revoked: bool
    households: tuple[Household, ...]


def door_token(token: str) -> str:
    """The token of the ballots' door: made from the link, which cannot be made from it.

    A ballot names it, and ballots are written to files; nobody opens the list of households with it.
    """
    mark = hmac.digest(token.encode(), b"the door of these interviews", "sha256")
    return base64.urlsafe_b64encode(mark[:16]).decode().rstrip("=")


def find_link(session: Session, token: str) -> InterviewLink | None:
    """The link of a token; None where there is none."""
    if not _TOKEN.fullmatch(token):
        return None
    return session.exec(select(InterviewLink).where(InterviewLink.token_hash == hash_token(token))).first()


def cases_of(session: Session, link: InterviewLink) -> list[Case]:
    """The cases of a link, drawn ones first, then the reserves in their turn."""
    mine = select(Case).where(Case.frame_id == link.frame_id, Case.fieldworker == link.fieldworker)
    return list(session.exec(mine.order_by(col(Case.number))))


def assigned(engine: Engine, token: str) -> Assigned | None:
    """All that an interviewer's page shows; None for an unknown token."""
    with Session(engine) as session:
        link = find_link(session, token)
        if link is None:
            return None
        cases = cases_of(session, link)
        numbers = {id_of(case): case.number for case in cases}
        frame = session.get_one(Frame, link.frame_id)
        return Assigned(
            link_id=id_of(link),
            fieldworker=link.fieldworker,
            area=frame.area,
            is_revoked=link.revoked_on is not None,
            households=tuple(_household(case, numbers) for case in cases),
        )


def _household(case: Case, numbers: dict[int, int]) -> Household:
    replaces = None if case.replaces_id is None else numbers.get(case.replaces_id)
    contacts = tuple(read_contacts(case.contacts))
    is_reserve = case.role == "reserve"
    return Household(case.number, case.description, is_reserve, case.outcome, contacts, replaces)
