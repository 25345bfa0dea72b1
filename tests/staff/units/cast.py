"""What the tests of units share: sending files, reading tables, a country of 3,400 units."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

from sqlalchemy import Engine, text
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from survey.tables import Event, Unit, UnitParent
from tests.staff.cast import Browser

TABLES = (
    *("unit", "unit_parent", "unit_succession", "procedure", "past_figure", "case_statistics"),
    *("role_grant", "event"),
)
SINCE = dt.date(2025, 7, 1)
HEAD = "code,kind,name,valid_from,parent\n"
BOUNDARY = "end-of-a-part-of-the-form"
NEW = HEAD + "xa-moi,commune,Xã Mới,2026-01-01,tinh-mau\n"


def stored(engine: Engine) -> str:
    """All that this area may change."""
    with engine.connect() as connection:
        return repr(
            [sorted(connection.execute(text(f"SELECT * FROM {each}")).all(), key=repr) for each in TABLES]
        )


def upload(browser: Browser, sort: str, /, **files: str | bytes) -> TestResponse:
    """Send files to be checked."""
    body = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="form_mark"\r\n\r\n{browser.mark()}\r\n'.encode()
    ]
    for name, each in files.items():
        content = each if isinstance(each, bytes) else each.encode()
        head = (
            f'Content-Disposition: form-data; name="{name}"; filename="{name}.csv"\r\nContent-Type: text/csv'
        )
        body += [f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode(), content, b"\r\n"]
    body.append(f"--{BOUNDARY}--\r\n".encode())
    # Written by hand: what the client of the tests would write into a file, it leaves open.
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    return browser.client.post(f"/staff/units/import/{sort}", data=b"".join(body), content_type=kind)


def hidden(reply: TestResponse, name: str) -> str:
    """A hidden field of a page."""
    found = re.search(f'name="{name}" value="([^"]*)"', reply.text)
    assert found, (name, reply.status_code, reply.text[-3000:])
    return found[1]


def confirm(browser: Browser, sort: str, checked: TestResponse) -> TestResponse:
    """Press the button below what the check found."""
    return browser.send(f"/staff/units/import/{sort}", {"sealed": hidden(checked, "sealed")})


def lines(engine: Engine, beginning: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Action, subject and detail of the lines of the audit log whose action begins so."""
    with Session(engine) as session:
        found = session.exec(select(Event).order_by(Event.id)).all()
    return [(x.action, x.subject, json.loads(x.detail)) for x in found if x.action.startswith(beginning)]


def unit(engine: Engine, code: str, day: dt.date = SINCE) -> Unit | None:
    """The unit of a code on a day, if there is one."""
    with Session(engine) as session:
        for each in session.exec(select(Unit).where(Unit.code == code)):
            if each.valid_from <= day and (each.valid_to or dt.date.max) >= day:
                return each
    return None


def make_country(engine: Engine, *, provinces: int = 34, communes: int = 98) -> None:
    """A country above the example province, with so many provinces and communes in each."""
    with Session(engine) as session:
        top = Unit(code="viet-nam", kind="country", name="Việt Nam", valid_from=SINCE)
        made = [
            Unit(code=f"p{p:02}", kind="province", name=f"Tỉnh Số {p:02}", valid_from=SINCE)
            for p in range(provinces)
        ]
        below = [
            [
                Unit(code=f"p{p:02}-{c:03}", kind="commune", name=f"Xã Đông Hòa {c:03}", valid_from=SINCE)
                for c in range(communes)
            ]
            for p in range(provinces)
        ]
        session.add_all([top, *made, *(each for units in below for each in units)])
        session.flush()
        example = session.exec(select(Unit).where(Unit.code == "tinh-mau")).one()
        pairs = [(each, top) for each in (*made, example)]
        pairs += [(each, above) for above, units in zip(made, below, strict=True) for each in units]
        for one, above in pairs:
            session.add(UnitParent(unit_id=one.id, parent_id=above.id, valid_from=SINCE))
        session.commit()
