"""The people of a wave, and short ways to do on its pages what they do."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from survey.jobs.worker import work
from survey.tables import Grant, Wave
from tests.accounts.cast import Somebody, somebody
from tests.databases import Cast
from tests.staff.cast import Browser, Office, now

LINK = re.compile(r"<code>(http://localhost/[sk]/[\w-]+)</code>")


@dataclass(frozen=True)
class Crew:
    """Home Affairs with an analyst, two approvers (one of them an analyst too), and officers of two units."""

    office: Office
    analyst: Somebody
    approver: Somebody
    both: Somebody
    auditor: Somebody

    @property
    def cast(self) -> Cast:
        return self.office.cast

    def browser(self, who: Somebody) -> Browser:
        return self.office.browser(who)

    def wave(self, code: str) -> Wave:
        with Session(self.cast.engine) as session:
            return session.exec(select(Wave).where(Wave.code == code)).one()

    def plan(self, code: str = "w26", **more: Any) -> dict[str, str]:
        """A plan as the form sends it: open today, for a month."""
        today = self.cast.today
        return {
            "code": code,
            "name": "Hài lòng 2026",
            "kind": "survey",
            "questionnaire": "two-items@1",
            "host": "so-noi-vu",
            "opens": today.isoformat(),
            "closes": (today + dt.timedelta(days=30)).isoformat(),
            "grace_days": "7",
            "design": "voluntary",
            "counted_as": "case",
            "display_limit": "5",
            "reliable_limit": "30",
            "plan_number": "12/KH-UBND",
        } | more

    def new(self, code: str = "w26", **more: Any) -> TestResponse:
        return self.browser(self.analyst).send("/staff/waves/new", self.plan(code, **more))

    def deed(self, who: Somebody, deed: str, code: str = "w26", **form: str) -> TestResponse:
        browser = self.browser(who)
        return browser.client.post(f"/staff/waves/{code}/{deed}", data={"form_mark": browser.mark(), **form})

    def send(self, who: Somebody, path: str, **form: Any) -> TestResponse:
        browser = self.browser(who)
        return browser.client.post(f"/staff/{path}", data={"form_mark": browser.mark(), **form})

    def see(self, who: Somebody, path: str) -> str:
        reply = self.browser(who).get(f"/staff/{path}")
        assert reply.status_code == 200, (path, reply.status_code)
        return unescape(reply.text)

    def links(self, *modes: str, code: str = "w26") -> list[str]:
        """Make doors; their links, seen once."""
        made = self.send(self.analyst, f"waves/{code}/doors", modes=list(modes))
        assert made.status_code == 200, made.text
        return [each.removeprefix("http://localhost") for each in LINK.findall(made.text)]

    def put(self, code: str, **values: Any) -> None:
        """Set a wave to what other pages would have made of it."""
        with Session(self.cast.engine) as session:
            wave = session.exec(select(Wave).where(Wave.code == code)).one()
            for name, value in values.items():
                setattr(wave, name, value)
            session.add(wave)
            session.commit()

    def work(self) -> None:
        work(self.cast.engine, once=True)

    def unit(self, code: str) -> int:
        return self.cast.units[code]


def hire(office: Office) -> Crew:
    """Fill Home Affairs with people."""
    engine, at = office.cast.engine, now()

    def one(role: str, email: str) -> Somebody:
        return somebody(engine, role, "tinh-mau", email=email, at=at, factor=True)

    both = one("approver", "both@tinh.example")
    with Session(engine) as session:
        province = office.cast.units["tinh-mau"]
        session.add(Grant(account_id=both.id, unit_id=province, role="analyst", granted_by="test"))
        session.commit()
    return Crew(
        office,
        one("analyst", "an@tinh.example"),
        one("approver", "duyet@tinh.example"),
        both,
        one("auditor", "xem@tinh.example"),
    )


def everything(crew: Crew) -> str:
    """All that the tables of waves hold."""
    tables = (
        *("wave", "wave_target", "collector", "design_cell", "test_ballot", "reconsideration", "action"),
        *("event", "job", "ballot"),
    )
    with crew.cast.engine.connect() as connection:
        return repr([connection.execute(text(f"SELECT * FROM {name} ORDER BY 1")).all() for name in tables])
