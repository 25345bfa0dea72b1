"""Ballots for these tests: sound ones, told as a device tells them, to be changed by a test."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Engine, text
from werkzeug.test import TestResponse

from questionnaires.model import Questionnaire
from questionnaires.source import read
from survey.ballots.ballot_id import new_ballot_id
from survey.ballots.contract import Body
from survey.ballots.doors import Door
from survey.dates import VIETNAM, today

EVERY_KIND = """\
code: every-kind
version: "1"
title: {vi: Phiếu đủ loại câu, en: Every kind}
languages: [vi, en]
status: final
scales:
  five:
    positive: ["4", "5"]
    no_opinion: {vi: Không có ý kiến, en: No opinion}
    options:
      - {code: "5", label: {vi: Rất hài lòng, en: Very satisfied}}
      - {code: "4", label: {vi: Hài lòng, en: Satisfied}}
      - {code: "1", label: {vi: Không hài lòng, en: Dissatisfied}}
blocks:
  - code: about
    title: {vi: Chung, en: About}
    role: about
    items:
      - code: respondent_type
        kind: single
        text: {vi: Làm cho ai?, en: For whom?}
        options:
          - {code: "1", label: {vi: bản thân, en: yourself}}
          - {code: "2", label: {vi: "tổ chức, doanh nghiệp", en: an organisation or firm}}
      - {code: sent, kind: yes_no, text: {vi: Đã góp ý chưa?, en: Have you sent feedback?}}
      - code: how
        kind: multiple
        most: 2
        text: {vi: Bằng cách nào?, en: How?}
        options:
          - {code: "1", label: {vi: trực tiếp, en: in person}}
          - {code: "2", label: {vi: qua mạng, en: online}}
          - {code: "3", label: {vi: bưu điện, en: by post}}
  - code: satisfaction
    title: {vi: Mức độ hài lòng, en: Satisfaction}
    role: satisfaction
    stem: {vi: "Hài lòng ở mức nào về {item}?", en: "How satisfied are you with {item}?"}
    scale: five
    items:
      - {code: A1, text: {vi: thái độ, en: manner}}
      - {code: A2, required: false, text: {vi: thời gian, en: time}}
      - {code: A3, asked_if: {item: sent, codes: ["1"]}, text: {vi: việc trả lời, en: the reply}}
      - {code: A4, asked_if: {item: how, codes: ["2"]}, text: {vi: trang mạng, en: the site}}
  - code: needs
    title: {vi: Ý kiến, en: Opinion}
    role: needs
    items:
      - {code: words, kind: text, required: false, text: {vi: Góp ý gì thêm?, en: Anything else?}}
      - code: which
        kind: text
        required: false
        asked_if: {item: sent, codes: ["1"]}
        text: {vi: Góp ý về việc gì?, en: Feedback on what?}
"""
NOON = dt.datetime(2026, 11, 20, 12, tzinfo=VIETNAM)
DAY = NOON.date()
SOUND = {"respondent_type": "1", "sent": "0", "how": ["1"], "A1": "5", "A2": "4"}
"""Sound answers to the questionnaire of every kind; A3 and A4 are not asked."""


@cache
def every_kind() -> Questionnaire:
    """A questionnaire with every kind of item, two filters and optional ones."""
    return Questionnaire.model_validate(read(EVERY_KIND.encode()).data)


def door(mode: str = "phone", **changes: Any) -> Door:
    """A door of a wave of that questionnaire from 1 to 30 November 2026, not in any database."""
    return Door(
        **{
            "collector_id": 1,
            "wave_id": 1,
            "wave_code": "w",
            "agency_id": 1,
            "agency_name": "Xã An Hòa",
            "agency_name_en": None,
            "service_point_id": 1,
            "procedure_id": None,
            "design_cell_id": None,
            "mode": mode,
            "layout": "phone",
            "questionnaire": every_kind(),
            "host_name": None,
            "plan_number": None,
            "contact": None,
            "feedback_channel": None,
            "results_address": None,
            "results_month": None,
            "keep_until": None,
            "display_limit": 5,
            "opens": dt.date(2026, 11, 1),
            "closes": dt.date(2026, 11, 30),
            "closed_on": None,
            "grace_days": 7,
            "state": "open",
            "revoked_on": None,
            "simulated": True,
        }
        | changes
    )


def body(**changes: Any) -> Body:
    """A sound body for that door, answered on 20 November 2026."""
    return Body(
        **{
            "collector": "token",
            "questionnaire": "every-kind",
            "version": "1",
            "day": DAY,
            "language": "vi",
            "state": "complete",
            "answers": SOUND,
        }
        | changes
    )


def ballot(token: str = "two-phone", **changes: Any) -> dict[str, Any]:
    """A complete ballot of the questionnaire of two items, answered today, as JSON."""
    day = changes.pop("day", today())
    return {
        "collector": token,
        "questionnaire": "two-items",
        "version": "1",
        "day": day.isoformat() if isinstance(day, dt.date) else day,
        "language": "vi",
        "seconds": 41,
        "assisted": "alone",
        "state": "complete",
        "answers": {"A1": "5", "A2": "4"},
        "comments": {},
    } | changes


def fresh_id(day: dt.date | None = None) -> str:
    """An id as a device makes it."""
    return str(new_ballot_id(day or today()))


@dataclass
class Device:
    """Something that sends ballots and reads what it is answered."""

    client: FlaskClient

    def put(self, content: object, ballot_id: str | None = None) -> TestResponse:
        return self.client.put(f"/api/v1/ballots/{ballot_id or fresh_id()}", json=content)

    def put_raw(self, raw: bytes, content_type: str = "application/json") -> TestResponse:
        return self.client.put(f"/api/v1/ballots/{fresh_id()}", data=raw, content_type=content_type)


def said(reply: TestResponse) -> tuple[int, str]:
    """Status and code of a reply."""
    assert reply.json is not None
    return reply.status_code, reply.json["code"]


def fields(reply: TestResponse) -> dict[str, str]:
    """The reasons by field of a ballot that will never be accepted."""
    assert said(reply) == (422, "invalid")
    assert reply.json is not None
    found: dict[str, str] = reply.json["fields"]
    return found


def stored(engine: Engine, table: str = "ballot") -> int:
    """How many rows a table has."""
    with engine.connect() as connection:
        found = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()
    assert isinstance(found, int)
    return found


def change(engine: Engine, sql: str, **values: Any) -> None:
    """Change the database behind the application's back, as another process would."""
    with engine.begin() as connection:
        connection.execute(text(sql), values)
