"""People at their screens with papers before them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from survey.ballots.ballot_id import new_ballot_id
from tests.keying.cast import Desk
from tests.staff.cast import Browser

TABLES = ("batch", "keyed_ballot", "second_keying", "ballot", "comment", "event")


@dataclass
class Room:
    """A desk with an application."""

    desk: Desk
    app: Flask

    def browser(self, who: str) -> Browser:
        made = Browser(self.app, self.desk.engine)
        made.hold(self.desk.people[who])
        return made

    def everything(self) -> str:
        """All that the tables of paper hold."""
        with self.desk.engine.connect() as connection:
            kept = [sorted(map(repr, connection.execute(text(f"SELECT * FROM {name}")))) for name in TABLES]
        return repr(kept)

    def fresh_id(self) -> str:
        return str(new_ballot_id(self.desk.cast.today))

    def send(
        self, browser: Browser, batch: int, page: str, form: dict[str, str], **more: object
    ) -> TestResponse:
        """Fill in a page of a batch and send it."""
        seen = "/staff/sign-out-everywhere"
        return browser.send(f"/staff/keying/{batch}/{page}", form, seen=seen, **more)
