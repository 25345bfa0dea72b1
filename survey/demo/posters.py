"""The poster of a form of the demonstration, drawn when somebody asks for it."""

from __future__ import annotations

from sqlalchemy import Engine
from sqlmodel import Session, select

from survey.doors.links import PATH, door_link
from survey.doors.printing import poster_of
from survey.keys import id_of
from survey.tables import Collector
from survey.waves.tokens import hash_token


def poster_at(engine: Engine, token: str, base_url: str) -> bytes:
    """The poster (A4) of the door of a token, on the server that the reader has in front of them."""
    with Session(engine) as session:
        door = session.exec(select(Collector).where(Collector.token_hash == hash_token(token))).one()
        return poster_of(
            session, door_link(session, id_of(door), f"{base_url.rstrip('/')}{PATH}{token}"), size="A4"
        )
