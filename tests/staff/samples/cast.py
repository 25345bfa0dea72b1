"""A household listing of two villages, those who draw from it and lead the visits, and one who only looks on."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, select
from werkzeug.test import TestResponse

from survey.samples.visiting import note_visit
from survey.tables import Case, Event, Frame, Wave
from tests.accounts.cast import Somebody, somebody
from tests.databases import Cast
from tests.staff.cast import Browser, Office, now

WAVE, OTHER = "two-2026", "short-2026"
BASE = f"/staff/samples/{WAVE}"
VILLAGES = {"thon-1": 30, "thon-2": 20}
HEAD = "chu_ho,xom,thon,dien_thoai"
COLUMNS = {name: str(place) for place, name in enumerate(HEAD.split(","))}
"""Name of a column → how the form calls it."""
SEED = "20261201"
BOUNDARY = "end-of-a-part-of-the-form"
TABLES = ("frame", "sample_case", "interview_link", "collector", "design_cell", "event")


def listing(villages: dict[str, int] = VILLAGES) -> str:
    """The rows of the frame."""
    rows = [
        f"Hộ {village} {number},Xóm {number % 4},{village},09{number:08}"
        for village, n in villages.items()
        for number in range(1, n + 1)
    ]
    return "\n".join((HEAD, *rows)) + "\n"


def settings(**changes: str) -> dict[str, Any]:
    """The form of a stratified draw of 10 in each village, with 3 reserves."""
    form: dict[str, Any] = {
        "step": "try",
        "method": "stratified",
        "sizes": "thon-1 = 10\nthon-2 = 10",
        "stratum": COLUMNS["thon"],
        "describe": [COLUMNS["chu_ho"], COLUMNS["xom"]],
        "reserves": "3",
        "seed": SEED,
    }
    return form | changes


def hidden(reply: TestResponse, name: str = "sealed") -> str:
    """A hidden field of a page: the first of its name."""
    found = re.search(f'name="{name}" value="([^"]*)"', reply.text)
    assert found, (name, reply.status_code, reply.text[-3000:])
    return unescape(found[1])


@dataclass(frozen=True)
class Desk:
    """The office with those who work on the sample of a wave."""

    office: Office
    ann: Somebody
    """Analyst of the host."""
    sam: Somebody
    """Supervisor there."""
    eve: Somebody
    """Auditor there."""

    @property
    def cast(self) -> Cast:
        return self.office.cast

    def browser(self, who: Somebody | None = None) -> Browser:
        return self.office.browser(who or self.ann)

    def stored(self) -> str:
        with self.cast.engine.connect() as connection:
            rows = [connection.execute(text(f"SELECT * FROM {name} ORDER BY id")).all() for name in TABLES]
        return repr(rows)

    def cases(self, area: str = "", **kept: Any) -> list[Case]:
        with Session(self.cast.engine) as session:
            asked = select(Case).join(Frame, col(Frame.id) == col(Case.frame_id))
            asked = asked.where(Frame.area == area) if area else asked
            rows = session.exec(asked.order_by(col(Frame.area), col(Case.number)))
            return [row for row in rows if all(getattr(row, name) == value for name, value in kept.items())]

    def frames(self) -> dict[str, Frame]:
        with Session(self.cast.engine) as session:
            return {each.area: each for each in session.exec(select(Frame))}

    def events(self, beginning: str) -> list[tuple[str, dict[str, Any]]]:
        with Session(self.cast.engine) as session:
            lines = session.exec(select(Event).order_by(col(Event.id))).all()
        return [(x.subject, json.loads(x.detail)) for x in lines if x.action.startswith(beginning)]

    def set_wave(self, **changes: Any) -> None:
        with Session(self.cast.engine) as session:
            wave = session.get_one(Wave, self.cast.waves[WAVE])
            for name, value in changes.items():
                setattr(wave, name, value)
            session.commit()

    def upload(
        self, content: str | bytes, name: str = "bang-ke.csv", *, who: Somebody | None = None, **more: str
    ) -> TestResponse:
        """Send a frame; written by hand, as the client of the tests leaves open what it writes to a file."""
        browser = self.browser(who)
        form = {
            "form_mark": browser.mark(),
            "step": "frame",
            "source": "Bảng kê hộ",
            "kind": "household",
        } | more
        parts = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in form.items()
        ]
        head = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: text/csv'
        body = content if isinstance(content, bytes) else content.encode()
        parts += [f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode(), body, f"\r\n--{BOUNDARY}--\r\n".encode()]
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        return browser.client.post(f"{BASE}/draw", data=b"".join(parts), content_type=kind)

    def try_(self, frame: TestResponse, form: dict[str, Any]) -> TestResponse:
        """Draw on trial from a frame that was sent."""
        return self.post(f"{BASE}/draw", {**form, "sealed": hidden(frame)})

    def draw(self, **changes: str) -> TestResponse:
        """All three steps."""
        shown = self.try_(self.upload(listing()), settings(**changes))
        assert shown.status_code == 200, shown.text[-3000:]
        return self.post(f"{BASE}/draw", {"step": "store", "sealed": hidden(shown)})

    def post(self, path: str, form: dict[str, Any], who: Somebody | None = None) -> TestResponse:
        browser = self.browser(who)
        return browser.client.post(path, data={"form_mark": browser.mark(), **form})

    def give(self, code: str, *areas: str, who: Somebody | None = None, **form: str) -> TestResponse:
        numbers = [str(self.frames()[area].id) for area in areas]
        return self.post(f"{BASE}/give", {"who": code, "list": numbers, **form}, who or self.sam)

    def deed(self, case: Case, deed: str, **form: str) -> TestResponse:
        return self.post(f"{BASE}/cases/{case.id}", {"deed": deed, **form}, self.sam)

    def complete(self, *cases: Case) -> None:
        """Interviews made, noted by the rule that the page calls."""
        with Session(self.cast.engine) as session:
            wave = session.get_one(Wave, self.cast.waves[WAVE])
            for each in cases:
                note_visit(session, wave, session.get_one(Case, each.id), "completed", by="test")
            session.commit()


def open_desk(office: Office) -> Desk:
    """Hire them at the host of the wave."""
    engine = office.cast.engine
    hired = [
        somebody(engine, role, "so-noi-vu", email=f"{name}@tinh.example", at=now(), factor=True)
        for name, role in (("ann", "analyst"), ("sam", "supervisor"), ("eve", "auditor"))
    ]
    return Desk(office, *hired)
