"""A wave in which somebody has tapped the same form again and again at one kiosk, and the people who look."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass

from sqlmodel import Session, col, select

from survey.quality.ledger import Matter
from survey.quality.screening import screen_wave
from survey.tables import Ballot, Collector, Exclusion, Wave
from tests.accounts.cast import Somebody, somebody
from tests.databases import Cast, give_ballot
from tests.staff.cast import Browser, Office, now

WAVE, OTHER = "short-2026", "two-2026"
KIOSK, PHONE = "short-kiosk", "short-phone"
ODD, HONEST = 8, 40
RULE = "speed"


def fill(cast: Cast) -> None:
    """Honest answers at two doors, and ballots at the kiosk that took two seconds."""
    rng = random.Random(20260701)
    width = 0
    with Session(cast.engine) as session:
        from questionnaires.answers import positions

        width = len(positions(cast.questionnaires[WAVE]))
        number = 1000
        for token in (PHONE, KIOSK):
            for _ in range(HONEST):
                answers = "".join(rng.choice("45432") for _ in range(width))
                give_ballot(session, cast, token, answers, number, seconds=rng.randint(60, 120))
                number += 1
        for _ in range(ODD):
            give_ballot(session, cast, KIOSK, "5" * width, number, seconds=2)
            number += 1
        session.commit()


@dataclass(frozen=True)
class Desk:
    """The office with its analysts, and a wave that was screened."""

    office: Office
    ann: Somebody
    ben: Somebody
    boss: Somebody

    @property
    def cast(self) -> Cast:
        return self.office.cast

    def matter(self, session: Session, *chosen: uuid.UUID) -> Matter:
        wave = self.wave(session)
        door = session.get_one(Collector, self.cast.collectors[KIOSK])
        return Matter(wave, RULE, door, chosen or None)

    def wave(self, session: Session) -> Wave:
        return session.get_one(Wave, self.cast.waves[WAVE])

    def states(self) -> list[str]:
        with Session(self.cast.engine) as session:
            asked = select(Ballot.state).where(Ballot.wave_id == self.cast.waves[WAVE])
            return sorted(session.exec(asked))

    def ledger(self) -> list[Exclusion]:
        with Session(self.cast.engine) as session:
            return list(session.exec(select(Exclusion).order_by(col(Exclusion.id))))

    def odd(self) -> list[uuid.UUID]:
        with Session(self.cast.engine) as session:
            return list(session.exec(select(Ballot.id).where(Ballot.seconds == 2)))

    def browser(self, who: Somebody) -> Browser:
        return self.office.browser(who)

    @property
    def door_path(self) -> str:
        return f"/staff/quality/{WAVE}/rules/{RULE}/doors/{self.cast.collectors[KIOSK]}"


def open_desk(office: Office) -> Desk:
    """Fill the wave, screen it, and hire two analysts and an approver of its host."""
    fill(office.cast)
    screen_wave(office.cast.engine, WAVE)
    engine = office.cast.engine
    hired = [
        somebody(engine, role, "so-noi-vu", email=f"{name}@tinh.example", at=now(), factor=True)
        for name, role in (("ann", "analyst"), ("ben", "analyst"), ("boss", "approver"))
    ]
    return Desk(office, *hired)
