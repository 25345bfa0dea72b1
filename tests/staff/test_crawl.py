"""Every page that somebody with all roles is led to, and every form on them with bad texts in every field."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect, text
from sqlmodel import Session, select

from survey.tables import Account, Grant, Unit
from survey.tables.staff import ROLES
from tests.staff.cast import Browser, Office
from tests.staff.crawl import endpoint_of, sendings, walk

SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
TEMPLATE = "{{7*'7'}}${7*7}<%= 7*7 %>{% raw %}"
BAD = (
    "'; DROP TABLE wave; --",
    SCRIPT,
    TEMPLATE,
    '=HYPERLINK("http://x.example","x")',
    "../../../../etc/passwd\u202e\ud7ff",
    "9" * 4000,
)
LEAVING = ("staff.sign_out", "staff.sign_out_everywhere", "staff.sign_out_everywhere_now")
"""After these there is nothing more to try."""


@pytest.fixture
def everybody(office: Office) -> Browser:
    """Somebody who may do everything in the province."""
    with Session(office.cast.engine) as session:
        unit = session.exec(select(Unit).where(Unit.code == "tinh-mau")).one()
        for role in ROLES:
            if role != "administrator":
                session.add(Grant(account_id=office.top.id, unit_id=unit.id, role=role, granted_by="test"))
        session.commit()
    return office.browser(office.top)


def test_no_link_leads_nowhere(everybody: Browser) -> None:
    walked = walk(everybody)

    assert len(walked.replies) > 8
    assert {
        path: reply.status_code for path, reply in walked.replies.items() if reply.status_code >= 400
    } == {}


def test_no_form_breaks_on_any_text_and_no_text_is_run(everybody: Browser, office: Office) -> None:
    tables = set(inspect(office.cast.engine).get_table_names())
    forms = [each for each in walk(everybody).forms if endpoint_of(office.app, each.action) not in LEAVING]
    token, wrong = everybody.token, []

    sent = 0
    for form in forms:
        if form.method == "POST" and not form.typed():
            continue
        for data in sendings(form, BAD):
            data |= {"form_mark": everybody.mark()} if form.method == "POST" else {}
            ask = everybody.client.post if form.method == "POST" else everybody.client.get
            reply = ask(form.action, **{"data" if form.method == "POST" else "query_string": data})
            sent += 1
            broken = reply.status_code >= 500 or (reply.mimetype == "text/html" and SCRIPT in reply.text)
            wrong += [(form.action, reply.status_code)] if broken else []

    assert sent > 20
    assert wrong == []
    assert everybody.token == token
    assert set(inspect(office.cast.engine).get_table_names()) == tables
    after = walk(everybody).replies.values()
    assert [each.request.path for each in after if each.status_code >= 500] == []
    for reply in after:
        if reply.mimetype == "text/html":
            assert "<script>alert" not in reply.text and "onerror=alert(1)>" not in reply.text
            assert "7777777" not in reply.text
    with office.cast.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM wave")).scalar() == 2
    with Session(office.cast.engine) as session:
        assert session.get_one(Account, office.top.id).email == office.top.email
