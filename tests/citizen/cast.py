"""A questionnaire with one of everything, doors onto it, and a citizen who fills in forms."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Engine, delete, select
from sqlmodel import Session
from werkzeug.test import TestResponse

from questionnaires.answers import decode
from questionnaires.load import load
from questionnaires.model import Questionnaire
from survey.tables import Ballot, Collector, Comment, Deleted, StoredQuestionnaire, Wave
from survey.waves.collectors import hash_token
from survey.waves.questionnaires_store import publish
from tests.citizen.manners import check_manners
from tests.citizen.reading import Page
from tests.databases import Cast

EVERYTHING = """\
code: everything
version: "1"
title: {vi: Phiếu đủ loại câu, en: One of everything}
languages: [vi, en]
status: final
index_rule: mean_of_items
scales:
  five:
    positive: ["4", "5"]
    no_opinion: {vi: Không có ý kiến, en: No opinion}
    options:
      - {code: "5", label: {vi: Rất hài lòng, en: Very satisfied}}
      - {code: "4", label: {vi: Hài lòng, en: Satisfied}}
      - {code: "3", label: {vi: Bình thường, en: Neither}}
      - {code: "2", label: {vi: Không hài lòng, en: Dissatisfied}}
      - {code: "1", label: {vi: Rất không hài lòng, en: Very dissatisfied}}
  three:
    positive: ["3"]
    options:
      - {code: "3", label: {vi: nhiều, en: much}}
      - {code: "2", label: {vi: vừa, en: some}}
      - {code: "1", label: {vi: ít, en: little}}
blocks:
  - code: about
    title: {vi: Thông tin chung, en: About you}
    role: about
    intro: {vi: Xin nhớ lại hôm nay., en: Please think of today.}
    items:
      - code: came
        kind: single
        text: {vi: Ông/Bà đến bằng gì?, en: How did you come?}
        options:
          - {code: "1", label: {vi: đi bộ, en: on foot}}
          - {code: B, label: {vi: xe buýt, en: by bus}}
      - code: ways
        kind: multiple
        most: 2
        text: {vi: Ông/Bà đã hỏi ai?, en: Whom did you ask?}
        options:
          - {code: "1", label: {vi: bảo vệ, en: the guard}}
          - {code: "2", label: {vi: nhân viên, en: the staff}}
          - {code: X, label: {vi: người khác, en: somebody else}}
      - code: who
        kind: text
        required: false
        asked_if: {item: ways, codes: [X]}
        text: {vi: Người khác là ai?, en: Who was it?}
      - code: again
        kind: yes_no
        text: {vi: Ông/Bà có phải quay lại không?, en: Did you have to come back?}
      - code: times
        kind: single
        asked_if: {item: again, codes: ["1"]}
        text: {vi: Mấy lần?, en: How many times?}
        options:
          - {code: "1", label: {vi: một, en: once}}
          - {code: "2", label: {vi: hai, en: twice}}
      - code: why
        kind: single
        asked_if: {item: times, codes: ["2"]}
        text: {vi: Vì sao?, en: Why?}
        options:
          - {code: "1", label: {vi: thiếu giấy tờ, en: papers missing}}
          - {code: "2", label: {vi: máy hỏng, en: machine broken}}
  - code: satisfaction
    title: {vi: Mức độ hài lòng, en: Satisfaction}
    role: satisfaction
    stem: {vi: "Ông/Bà hài lòng ở mức nào về {item}?", en: "How satisfied are you with {item}?"}
    scale: five
    items:
      - {code: A1, text: {vi: thái độ, en: the manner}}
      - {code: A2, text: {vi: thời gian, en: the time}}
      - {code: A3, scale: three, text: {vi: chỗ ngồi, en: the seats}}
  - code: more
    title: {vi: Ý kiến thêm, en: Anything else}
    role: needs
    items:
      - code: gifts
        kind: multiple
        required: false
        text: {vi: Nên thêm gì?, en: What should be added?}
        options:
          - {code: "1", label: {vi: ghế, en: chairs}}
          - {code: "2", label: {vi: nước, en: water}}
      - {code: comment, kind: text, required: false, text: {vi: Góp ý, en: Comments}}
"""
FULL = {"came": "B", "ways": ["1", "2"], "again": "0", "A1": "5", "A2": "?", "A3": "3"}
"""Every question that must be answered, answered."""
ANSWERS = {"came": "B", "ways": ("1", "2"), "again": "0", "times": "-", "why": "-"} | {
    "A1": "5",
    "A2": "?",
    "A3": "3",
    "gifts": ".",
}
"""FULL as it is stored."""


@dataclass
class Shop:
    """The cast with a wave of the questionnaire that has one of everything."""

    cast: Cast
    questionnaire: Questionnaire
    wave_id: int
    tokens: dict[str, int]

    @property
    def engine(self) -> Engine:
        return self.cast.engine

    def field(self, questionnaire: str | Path, doors: Mapping[str, str]) -> int:
        """A wave of a questionnaire with a door for each token and its layout; its id."""
        with Session(self.engine, expire_on_commit=False) as session:
            wave = _wave(self.cast, publish(session, questionnaire).row)
            session.add(wave)
            session.flush()
            made = {token: _collector(self.cast, token, wave, layout) for token, layout in doors.items()}
            session.add_all(made.values())
            session.commit()
        self.tokens |= {token: each.id or 0 for token, each in made.items()}
        return wave.id or 0

    def change_wave(self, **values: Any) -> None:
        """Change the wave, as a command would."""
        self._change(Wave, self.wave_id, values)

    def revoke(self, token: str) -> None:
        """Shut a door."""
        self._change(Collector, self.tokens[token], {"revoked_on": self.cast.today})

    def _change(self, table: type[Wave] | type[Collector], key: int, values: Mapping[str, Any]) -> None:
        with Session(self.engine) as session:
            row = session.get(table, key)
            for name, value in values.items():
                setattr(row, name, value)
            session.add(row)
            session.commit()

    def destroy_all(self) -> None:
        """Destroy all ballots on purpose, as their term is over."""
        with Session(self.engine) as session:
            session.add_all(Deleted(id=ballot.id) for ballot in session.scalars(select(Ballot)))
            session.execute(delete(Ballot))
            session.commit()

    def ballots(self) -> list[Ballot]:
        """All ballots stored."""
        with Session(self.engine) as session:
            return list(session.scalars(select(Ballot)))

    def answers(self) -> dict[str, Any]:
        """The answers of the only ballot stored."""
        (ballot,) = self.ballots()
        return decode(self.questionnaire, ballot.answers)

    def comments(self) -> dict[str, str]:
        """What was written, by item."""
        with Session(self.engine) as session:
            return {each.item: each.body for each in session.scalars(select(Comment))}


def open_shop(cast: Cast, folder: Path) -> Shop:
    """Field the questionnaire with one of everything, with a door for phones and one at a counter."""
    path = folder / "everything.yaml"
    path.write_text(EVERYTHING, encoding="utf-8")
    shop = Shop(cast, load(path), 0, {})
    shop.wave_id = shop.field(path, {"all-phone": "phone", "all-counter": "counter"})
    return shop


def _wave(cast: Cast, questionnaire: StoredQuestionnaire) -> Wave:
    return Wave(
        code=f"wave of {questionnaire.code}",
        name="Đợt thử",
        questionnaire_id=questionnaire.id or 0,
        state="open",
        approved_by="Phạm Thị Duyệt",
        opens=cast.today - dt.timedelta(days=9),
        closes=cast.today + dt.timedelta(days=9),
    )


def _collector(cast: Cast, token: str, wave: Wave, layout: str) -> Collector:
    unit = cast.units["xa-an-hoa"]
    return Collector(
        token_hash=hash_token(token),
        wave_id=wave.id or 0,
        agency_id=unit,
        service_point_id=unit,
        mode="kiosk" if layout == "counter" else "phone",
        layout=layout,
    )


@dataclass
class Citizen:
    """Somebody with a phone and no script; every page they are shown minds its manners."""

    client: FlaskClient
    token: str = "all-phone"
    language: str = "vi"
    page: Page = field(init=False)
    response: TestResponse = field(init=False)

    def open(self, token: str | None = None, **headers: str) -> Page:
        """Open the form of a door."""
        self.token = token or self.token
        return self.look(f"/s/{self.token}?lang={self.language}", **headers)

    def look(self, address: str, **headers: str) -> Page:
        """Open an address."""
        return self._read(self.client.get(address, headers=headers))

    def send(
        self,
        answers: Mapping[str, str | Sequence[str]],
        *,
        button: str = "_send",
        value: str = "",
        **headers: str,
    ) -> Page:
        """Fill in questions of the page at hand, on top of what is filled in already, and press a button."""
        sent = self.page.filled_in() | {code: _list(given) for code, given in answers.items()}
        return self.post({**sent, button: [value]}, **headers)

    def post(self, sent: Mapping[str, Sequence[str]], **headers: str) -> Page:
        """Send just this, and follow to the page it leads to."""
        response = self.client.post(f"/s/{self.token}", data=dict(sent), headers=headers)
        self.was_redirected = response.status_code == 303
        if self.was_redirected:
            response = self.client.get(response.headers["Location"])
        return self._read(response)

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def ballot(self) -> uuid.UUID:
        """The id of the page at hand."""
        return uuid.UUID(self.page.filled_in()["_ballot"][0])

    def _read(self, response: TestResponse) -> Page:
        self.response = response
        self.page = Page(response.get_data(as_text=True))
        check_manners(self.page, response)
        return self.page


def _list(given: str | Sequence[str]) -> list[str]:
    return [given] if isinstance(given, str) else list(given)
