"""A wave with comments of two units, one of them with too few ballots, and the people who read them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlmodel import Session, select

from survey.tables import Comment, Event, Wave
from tests.accounts.cast import Somebody, somebody
from tests.databases import Cast, give_ballot
from tests.staff.cast import Browser, Office, now

WAVE = "two-2026"
CLEAN, PHONE = "Bàn ghế sạch sẽ, chờ hơi lâu.", "Xin gọi lại cho tôi số 0912 345 678 nhé"
BRIBE = "Cán bộ một cửa đòi 200 nghìn mới nhận hồ sơ."
FEW = "Xã chỉ có một người làm."
BODIES = {
    CLEAN: "xa-an-hoa",
    PHONE: "xa-an-hoa",
    BRIBE: "xa-an-hoa",
    FEW: "so-y-te",
}


@dataclass(frozen=True)
class Room:
    """The office with an analyst and an approver of the host, and officers of the units."""

    office: Office
    ann: Somebody
    boss: Somebody

    @property
    def cast(self) -> Cast:
        return self.office.cast

    def browser(self, who: Somebody) -> Browser:
        return self.office.browser(who)

    def id_of(self, body: str) -> uuid.UUID:
        with Session(self.cast.engine) as session:
            return session.exec(select(Comment.id).where(Comment.body == body)).one()

    def comment(self, body: str) -> Comment:
        with Session(self.cast.engine) as session:
            return session.exec(select(Comment).where(Comment.body == body)).one()

    def state(self, state: str) -> None:
        with Session(self.cast.engine) as session:
            session.get_one(Wave, self.cast.waves[WAVE]).state = state
            session.commit()

    def events(self) -> list[Event]:
        with Session(self.cast.engine) as session:
            return [each for each in session.exec(select(Event)) if each.action.startswith("comment.")]


def open_room(office: Office) -> Room:
    """Let people write; the department of health has four ballots alone."""
    cast = office.cast
    with Session(cast.engine) as session:
        for number in range(12):
            give_ballot(session, cast, "two-phone", "55", 100 + number)
        for number in range(4):
            give_ballot(session, cast, "two-paper", "44", 200 + number)
        for body, unit in BODIES.items():
            session.add(
                Comment(
                    id=uuid.uuid4(), wave_id=cast.waves[WAVE], agency_id=cast.units[unit], item="words",
                    day=cast.today, body=body,
                )
            )  # fmt: skip
        session.commit()
    hired = [
        somebody(cast.engine, role, "so-noi-vu", email=f"{name}@tinh.example", at=now(), factor=True)
        for name, role in (("ann", "analyst"), ("boss", "approver"))
    ]
    return Room(office, *hired)
