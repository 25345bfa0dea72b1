"""The addresses of people, walked by every role; every address, by those who are signed in by half."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import event, text
from sqlmodel import Session, select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from survey import create_app
from survey.accounts.access import need_of
from survey.tables import Grant
from survey.tables.staff import ROLES
from tests.accounts.cast import invited, somebody
from tests.staff.cast import Browser, Office, now

OPEN = {
    "/staff/assets/x",
    "/staff/bind",
    "/staff/invitation/x",
    "/staff/provider",
    "/staff/provider/back",
    "/staff/sign-in",
    "/staff/sign-in/pin",
}
HALF = {
    "/staff/second-factor",
    "/staff/second-factor/set-up",
    "/staff/sign-out",
    "/staff/sign-out-everywhere",
}


def rules(app: Flask) -> list[Rule]:
    return [each for each in app.url_map.iter_rules() if each.rule.startswith("/staff")]


def addresses(app: Flask, *, person: int = 1, grant: int = 1) -> list[tuple[str, str]]:
    """Every address with a person and a role in its gaps, once for every verb and every deed."""
    found = []
    for rule in rules(app):
        path = rule.rule.replace("<int:number>", str(person)).replace("<int:grant_number>", str(grant))
        deeds = re.search(r"<any\((.*)\):deed>", path)
        for deed in deeds[1].replace("'", "").split(",") if deeds else [""]:
            filled = re.sub("<any.*>", deed, path)
            filled = re.sub("<[^>]+>", "x", re.sub("<int:[^>]+>", "1", filled))
            found += [(verb, filled) for verb in sorted({"GET", "POST"} & (rule.methods or set()))]
    return found


def everything(office: Office) -> str:
    """All that the tables of accounts hold, but for when somebody was last seen."""
    tables = ("account", "role_grant", "invitation", "event")
    with office.cast.engine.connect() as connection:
        kept = [connection.execute(text(f"SELECT * FROM {name} ORDER BY id")).all() for name in tables]
        kept.append(connection.execute(text("SELECT id, account_id, strength FROM staff_session")).all())
    return repr(kept)


def ask(browser: Browser, verb: str, path: str, mark: str) -> TestResponse:
    form = {
        "form_mark": mark,
        "role": "officer",
        "unit": "so-y-te",
        "name": "Kẻ Lạ",
        "email": "la@tinh.example",
    }
    return browser.client.open(path, method=verb, data=form if verb == "POST" else None)


def test_every_page_of_staff_says_what_it_needs() -> None:
    app = create_app("sqlite://")

    silent = [rule.rule for rule in rules(app) if need_of(app.view_functions[rule.endpoint]) is None]

    assert len(rules(app)) > 20
    assert {rule.endpoint.partition(".")[0] for rule in rules(app)} == {"staff"}, "the guard stands there"
    assert silent == []


def test_a_page_that_says_nothing_is_for_nobody(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(office.app.view_functions, "staff.home", lambda: "open to all")

    reply = office.browser(office.top).get("/staff")

    assert reply.status_code == 403
    assert "open to all" not in reply.text


def test_after_the_password_alone_only_the_second_factor_opens(office: Office) -> None:
    browser = office.browser(office.top, "password")
    before, mark = everything(office), browser.mark()

    for verb, path in addresses(office.app):
        if path not in OPEN | HALF:
            reply = ask(browser, verb, path, mark)
            assert reply.headers.get("Location", "").partition("?")[0] == "/staff/second-factor", (verb, path)
    assert everything(office) == before


@pytest.mark.parametrize("role", ["administrator", "analyst", "approver"])
def test_whoever_must_have_a_second_factor_sets_it_up_before_anything_else(office: Office, role: str) -> None:
    bare = somebody(office.cast.engine, role, "tinh-mau", email="bare@tinh.example", at=now())
    browser = office.browser(bare, "password")
    before, mark = everything(office), browser.mark()

    for verb, path in addresses(office.app):
        if path not in OPEN | HALF:
            reply = ask(browser, verb, path, mark)
            assert reply.headers.get("Location") == "/staff/second-factor/set-up", (verb, path)
    assert everything(office) == before


@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrator"])
def test_every_other_role_sees_no_people_even_on_the_whole_province(office: Office, role: str) -> None:
    who = somebody(office.cast.engine, role, "tinh-mau", email="walker@tinh.example", at=now(), factor=True)
    browser = office.browser(who)
    before, mark = everything(office), browser.mark()

    for verb, path in addresses(office.app):
        if path.startswith("/staff/people"):
            reply = ask(browser, verb, path, mark)
            assert reply.status_code == 403, (verb, path)
            assert office.top.email not in reply.text and "Lê Thị An" not in reply.text.replace(
                "<span>Lê Thị An</span>", ""
            )
    assert everything(office) == before


def test_the_administrator_of_another_unit_sees_nothing_and_changes_nothing(office: Office) -> None:
    """The mayor's commune is not below the department of health."""
    browser = office.browser(office.health)
    with Session(office.cast.engine) as session:
        grant = session.exec(select(Grant).where(Grant.account_id == office.mayor.id)).one().id or 0
    before, mark = everything(office), browser.mark()

    walked = 0
    for verb, path in addresses(office.app, person=office.mayor.id, grant=grant):
        if path.startswith(f"/staff/people/{office.mayor.id}"):
            reply = ask(browser, verb, path, mark)
            assert reply.status_code == 404, (verb, path)
            assert office.mayor.email not in reply.text
            walked += 1
    assert walked == 15
    assert everything(office) == before
    listed = browser.get("/staff/people").text
    assert office.nurse.email in listed
    assert office.mayor.email not in listed and office.top.email not in listed


@pytest.mark.parametrize("role", ROLES)
def test_a_role_on_one_unit_is_none_on_another(office: Office, role: str) -> None:
    """Whoever is anything at all in a commune cannot bring anybody into a department."""
    who = somebody(
        office.cast.engine, role, "xa-binh-minh", email="walker@tinh.example", at=now(), factor=True
    )
    browser = office.browser(who)
    before, mark = everything(office), browser.mark()
    form = {
        "form_mark": mark,
        "role": "officer",
        "unit": "so-y-te",
        "name": "Kẻ Lạ",
        "email": "la@tinh.example",
    }

    reply = browser.client.post("/staff/people/invite", data=form)

    assert reply.status_code == (422 if role == "administrator" else 403)
    assert everything(office) == before


def test_an_administrator_cannot_shut_out_somebody_who_belongs_to_others_too(office: Office) -> None:
    browser = office.browser(office.health)
    mark = browser.mark()
    office.browser(office.top).send(
        f"/staff/people/{office.nurse.id}/give", {"role": "clerk", "unit": "xa-an-hoa"}
    )
    before = everything(office)

    for deed in ("link", "unlock", "second-factor", "disable", "enable"):
        reply = browser.client.post(f"/staff/people/{office.nurse.id}/{deed}", data={"form_mark": mark})
        assert reply.status_code == 403, deed

    assert everything(office) == before
    assert "xa-an-hoa" not in browser.get(f"/staff/people/{office.nurse.id}").text


def test_inviting_somebody_who_waits_for_a_link_elsewhere_gives_no_link_to_their_account(
    office: Office,
) -> None:
    """Whoever had it would get the roles that were given elsewhere."""
    theirs, _ = invited(office.cast.engine, "moi@tinh.example", "analyst", "xa-an-hoa", at=now())
    form = {"name": "Ai", "email": "moi@tinh.example", "role": "officer", "unit": "so-y-te"}

    reply = office.browser(office.health).send("/staff/people/invite", form)

    assert reply.status_code == 200 and "/staff/invitation/" not in reply.text
    again = office.browser(office.top).send("/staff/people/invite", form)
    assert "/staff/invitation/" in again.text
    assert theirs in {each.id for each in office.accounts()}


def test_the_list_asks_the_database_no_oftener_for_more_people(office: Office) -> None:
    browser, asked = office.browser(office.top), []

    def count(*_: object) -> None:
        asked.append(1)

    event.listen(office.cast.engine, "before_cursor_execute", count)
    browser.get("/staff/people")
    few = len(asked)
    for number in range(12):
        invited(office.cast.engine, f"{number}@tinh.example", "clerk", "xa-an-hoa", at=now())
    asked.clear()
    page = browser.get("/staff/people").text

    assert page.count("@tinh.example") >= 16
    assert len(asked) <= few <= 8


def test_nobody_shuts_themselves_out(office: Office) -> None:
    browser = office.browser(office.top)
    mark, before = browser.mark(), everything(office)

    for verb, path in addresses(office.app, person=office.top.id, grant=1):
        if re.search("/(link|unlock|second-factor|disable|enable|revoke/1)$", path) and verb == "POST":
            if path != "/staff/second-factor":
                assert browser.client.post(path, data={"form_mark": mark}).status_code == 403, path
    assert everything(office) == before
