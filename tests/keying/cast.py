"""A department with papers to key: two clerks, a supervisor, an analyst, and batches in every state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, select

from questionnaires.model import Questionnaire
from survey.ballots.ballot_id import new_ballot_id
from survey.ballots.store import Store
from survey.keying import batches, first, resolving, second
from survey.keying.batches import Counts, Serials
from survey.keys import id_of
from survey.tables import Ballot, Batch, Collector, KeyedBallot, SecondKeying, StoredQuestionnaire, Wave
from survey.waves.questionnaires_store import load_stored, publish
from survey.waves.tokens import hash_token
from tests.accounts.cast import KEY, Somebody, somebody
from tests.databases import Cast

PEOPLE = {"an": "clerk", "binh": "clerk", "giam": "supervisor"}
THIRTY = """\
code: thirty
version: "1"
title: {{vi: Phiếu ba mươi câu}}
languages: [vi]
status: final
scales:
  satisfaction:
    positive: ["4", "5"]
    no_opinion: {{vi: Không có ý kiến}}
    options:
      - {{code: "5", label: {{vi: Rất hài lòng}}}}
      - {{code: "4", label: {{vi: Hài lòng}}}}
      - {{code: "3", label: {{vi: Bình thường}}}}
      - {{code: "2", label: {{vi: Không hài lòng}}}}
      - {{code: "1", label: {{vi: Rất không hài lòng}}}}
blocks:
  - code: satisfaction
    title: {{vi: Mức độ hài lòng}}
    role: satisfaction
    stem: {{vi: "Ông/Bà hài lòng ở mức nào về {{item}}?"}}
    scale: satisfaction
    items:
{items}
"""


@dataclass
class Desk:
    """Where papers are keyed, and by whom."""

    cast: Cast
    people: dict[str, int] = field(default_factory=dict)
    signed_in: dict[str, Somebody] = field(default_factory=dict)
    token: str = "two-paper"

    @property
    def engine(self) -> Engine:
        return self.cast.engine

    @property
    def store(self) -> Store:
        return Store(self.engine)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """One transaction, as a page has it."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session
            session.commit()

    def questionnaire(self) -> Questionnaire:
        with Session(self.engine) as session:
            wave = session.get_one(Wave, self.door(session).wave_id)
            return load_stored(session.get_one(StoredQuestionnaire, wave.questionnaire_id))

    def door(self, session: Session) -> Collector:
        found = select(Collector).where(Collector.token_hash == hash_token(self.token))
        return session.exec(found).one()

    def batch(
        self, returned: int, *, spoiled: int = 0, missing: int = 0, serials: Serials | None = None
    ) -> int:
        """A new batch; its number."""
        counts = Counts(returned + spoiled + missing, returned, spoiled, missing)
        with self.session() as session:
            made = batches.new_batch(
                session,
                self.door(session),
                day=self.cast.today,
                counts=counts,
                serials=serials or Serials(),
                by="an@tinh.example",
            )
            return id_of(made)

    def form(self, number: int | str, codes: str, **more: object) -> first.Form:
        ballot_id = str(new_ballot_id(self.cast.today))
        return first.Form(**{"ballot_id": ballot_id, "number": str(number), "codes": codes} | more)  # type: ignore[arg-type]

    def key(
        self, batch: int, form: first.Form, who: str = "an", now: dt.datetime | None = None
    ) -> first.Outcome:
        """Key a form first."""
        with self.session() as session:
            return first.key_first(
                self.store,
                session,
                session.get_one(Batch, batch),
                form,
                account_id=self.people[who],
                by=f"{who}@tinh.example",
                now=now or dt.datetime.now(dt.UTC),
            )

    def key_all(self, batch: int, strings: list[str], who: str = "an") -> None:
        for number, codes in enumerate(strings, 1):
            assert self.key(batch, self.form(number, codes), who).code == "recorded"

    def finish(self, batch: int) -> None:
        with self.session() as session:
            second.finish_first(session, session.get_one(Batch, batch), KEY, by="an@tinh.example")

    def waiting(self, batch: int, who: str) -> list[int]:
        with self.session() as session:
            return second.waiting_for(session, session.get_one(Batch, batch), self.people[who])

    def again(self, batch: int, number: int, codes: str, who: str = "binh") -> str:
        """Key a form a second time."""
        with self.session() as session:
            return second.key_second(
                session,
                session.get_one(Batch, batch),
                self.questionnaire(),
                number,
                codes,
                account_id=self.people[who],
                key=KEY,
                by=f"{who}@tinh.example",
            )

    def case(self, batch: int, who: str = "giam") -> resolving.Case | None:
        with self.session() as session:
            found = session.get_one(Batch, batch)
            return resolving.open_case(session, found, self.questionnaire(), self.people[who])

    def resolve(self, batch: int, chosen: Mapping[str, str], who: str = "giam") -> None:
        with self.session() as session:
            found, questionnaire = session.get_one(Batch, batch), self.questionnaire()
            case = resolving.open_case(session, found, questionnaire, self.people[who])
            assert case is not None
            resolving.resolve(
                session,
                found,
                questionnaire,
                case,
                chosen,
                account_id=self.people[who],
                key=KEY,
                by=f"{who}@tinh.example",
            )

    def close(self, batch: int) -> None:
        with self.session() as session:
            second.close(session, session.get_one(Batch, batch), by="giam@tinh.example")

    def stands(self, batch: int) -> second.Progress:
        with self.session() as session:
            return second.progress(session, session.get_one(Batch, batch))

    def state(self, batch: int) -> str:
        with self.session() as session:
            return session.get_one(Batch, batch).state

    def answers(self, batch: int) -> dict[int, str]:
        """What is stored now, by the number on the paper."""
        with self.session() as session:
            rows = select(KeyedBallot.number, Ballot.answers).where(
                KeyedBallot.ballot_id == Ballot.id, KeyedBallot.batch_id == batch
            )
            return {number: answers for number, answers in session.exec(rows)}

    def seconds(self, batch: int) -> list[SecondKeying]:
        with self.session() as session:
            return list(session.exec(select(SecondKeying).where(SecondKeying.batch_id == batch)))


def open_desk(cast: Cast, at: dt.datetime, unit: str = "so-y-te") -> Desk:
    """People of a department, and an analyst at Home Affairs."""
    desk = Desk(cast)
    for name, role in PEOPLE.items():
        desk.signed_in[name] = somebody(cast.engine, role, unit, email=f"{name}@tinh.example", at=at)
    desk.signed_in["tich"] = somebody(
        cast.engine, "analyst", "so-noi-vu", email="tich@tinh.example", at=at, factor=True
    )
    desk.people = {name: who.id for name, who in desk.signed_in.items()}
    return desk


def with_thirty_items(desk: Desk, folder: Path) -> Desk:
    """The same desk with a wave of thirty items, and its own door for paper."""
    items = "\n".join(f'      - {{code: A{n}, text: {{vi: "việc thứ {n}"}}}}' for n in range(1, 31))
    path = folder / "thirty.yaml"
    path.write_text(THIRTY.format(items=items), encoding="utf-8")
    with Session(desk.engine) as session:
        row = publish(session, path).row
        model = session.get_one(Wave, desk.cast.waves["two-2026"])
        kept = {
            name: getattr(model, name)
            for name in ("host_id", "state", "approved_by", "opens", "closes", "keep_until", "plan_number")
        }
        wave = Wave(code="thirty-2026", name="Đợt khảo sát ba mươi câu", questionnaire_id=id_of(row), **kept)
        session.add(wave)
        session.flush()
        unit = desk.cast.units["so-y-te"]
        session.add(
            Collector(
                token_hash=hash_token("thirty-paper"),
                wave_id=id_of(wave),
                agency_id=unit,
                service_point_id=unit,
                mode="paper",
                layout="phone",
            )
        )
        session.commit()
    return Desk(desk.cast, desk.people, desk.signed_in, "thirty-paper")
