"""Shared computers: bound by an administrator's code, with names and a PIN, and worth nothing elsewhere."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from survey import create_app
from survey.accounts import attempts, people
from survey.limits.limits import SIGN_IN
from survey.tables import Account, BoundDevice, Event, StaffPin, StaffSession, Unit
from survey.tables.staff import ROLES
from tests.accounts.cast import PASSWORD, Somebody, invited, somebody, unit
from tests.accounts.devices import PIN, WRONG, bound, give_pin
from tests.staff.cast import Browser, Office, now

NEW = "/staff/people/devices/new"
CODE = re.compile(r"<code>([0-9A-Z]{5}-[0-9A-Z]{5})</code>")


def ordered(office: Office, code: str = "xa-an-hoa", label: str = "Máy 2, phòng Một cửa") -> str:
    """The code that the administrator reads out."""
    page = office.browser(office.top).send(NEW, {"label": label, "unit": code})
    found = CODE.search(page.text)
    assert page.status_code == 200 and found
    return found[1]


def bound_browser(office: Office, code: str = "xa-an-hoa") -> Browser:
    browser = office.browser()
    _, token = bound(office.cast.engine, code, at=now())
    browser.client.set_cookie("hailong_bound", token, path="/staff")
    return browser


def clerk(office: Office, code: str = "xa-an-hoa", *, pin: str = PIN, email: str = "") -> Somebody:
    who = somebody(office.cast.engine, "clerk", code, email=email, at=now())
    if pin:
        give_pin(office.cast.engine, who.id, pin)
    return who


def by_pin(browser: Browser, who: Somebody, pin: str = PIN, *, after: str = "") -> object:
    form = {"person": str(who.id), "pin": pin}
    return browser.send(f"/staff/sign-in/pin{after}", form, seen="/staff/sign-in")


def devices(office: Office) -> str:
    with office.cast.engine.connect() as connection:
        return repr(connection.execute(text("SELECT * FROM bound_device ORDER BY id")).all())


def test_a_code_typed_once_binds_the_browser_and_then_a_pin_is_set_and_used(both: Office) -> None:
    """The whole way, as an administrator and a clerk go it."""
    an = clerk(both, pin="")
    code, browser = ordered(both), both.browser()

    reply = browser.send("/staff/bind", {"code": code})
    assert reply.headers["Location"] == "/staff/sign-in"
    page = browser.get("/staff/sign-in").text
    assert "Xã An Hòa" in page and f'<option value="{an.id}">Lê Thị An</option>' in page
    browser.sign_in(an.email)
    assert "đặt mã PIN" in browser.get("/staff").text
    kept = browser.send("/staff/pin", {"pin": PIN, "again": PIN, "old": PASSWORD})
    assert kept.headers["Location"] == "/staff?done=pin"
    assert "Đã đặt mã PIN" in browser.get("/staff?done=pin").text
    browser.send("/staff/sign-out", seen="/staff")

    inside = by_pin(browser, an, after="?next=/staff/keying")
    assert inside.headers["Location"] == "/staff/keying"  # type: ignore[attr-defined]
    assert browser.get("/staff/keying").status_code == 200
    with Session(both.cast.engine) as session:
        lines = [each.action for each in session.exec(select(Event))]
    ours = [each for each in lines if "device" in each or each in ("account.pin", "account.sign_in")]
    assert ours == [
        "bound_device.order",
        "bound_device.bind",
        "account.sign_in",
        "account.pin",
        "account.sign_in",
    ]


def test_the_cookie_of_a_device_lives_long_and_no_script_reads_it(office: Office) -> None:
    browser = office.browser()

    reply = browser.send("/staff/bind", {"code": ordered(office)})

    cookie = next(each for each in reply.headers.getlist("Set-Cookie") if "bound" in each)
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Max-Age=34560000" in cookie
    with Session(office.cast.engine) as session:
        kept = session.exec(select(BoundDevice)).one().token_hash
    assert kept is not None and cookie.partition("=")[2].partition(";")[0].encode() != kept


def test_a_pin_opens_nothing_where_the_browser_is_not_bound(office: Office) -> None:
    an, browser = clerk(office), office.browser()
    before = browser.mark("/staff/sign-in")

    reply = browser.client.post(
        "/staff/sign-in/pin", data={"form_mark": before, "person": str(an.id), "pin": PIN}
    )

    assert reply.status_code == 404
    assert browser.token == "" and "Lê Thị An" not in browser.get("/staff/sign-in").text
    with Session(office.cast.engine) as session:
        assert session.exec(select(StaffSession).where(StaffSession.strength == "pin")).first() is None


def test_a_session_of_a_pin_carried_to_another_computer_is_none(office: Office) -> None:
    an, browser = clerk(office), bound_browser(office)
    by_pin(browser, an)
    assert browser.get("/staff").status_code == 200
    other, bare = bound_browser(office), office.browser()

    for each in (other, bare):
        each.client.set_cookie("hailong_session", browser.token, path="/staff")

        assert each.get("/staff").status_code == 401


def test_wrong_not_set_and_not_offered_are_answered_alike(office: Office) -> None:
    an, binh = clerk(office), clerk(office, pin="", email="binh@tinh.example")
    far = clerk(office, "xa-binh-minh", email="far@tinh.example")
    browser = bound_browser(office)
    locked = clerk(office, email="locked@tinh.example")
    for _ in range(attempts.FREE):
        by_pin(browser, locked, WRONG)

    pages = []
    for number, pin in ((an.id, WRONG), (binh.id, PIN), (far.id, PIN), (9999, PIN), (locked.id, PIN)):
        reply = by_pin(browser, Somebody(number, ""), pin)
        pages.append((reply.status_code, re.sub(r' selected|value="\w{128}"', "", reply.text)))  # type: ignore[attr-defined]

    assert len(set(pages)) == 1 and pages[0][0] == 422
    assert "far@" not in pages[0][1] and "Mã PIN không đúng" in pages[0][1]


def test_after_a_refusal_the_other_language_is_one_click_away(office: Office) -> None:
    an, browser = clerk(office), bound_browser(office)

    page = by_pin(browser, an, WRONG, after="?next=/staff/keying").text  # type: ignore[attr-defined]

    link = re.search(r'href="([^"]+)" lang="en"', page)
    assert link and link[1].startswith("/staff/sign-in?") and "next=" in link[1]
    assert "Sign in with a PIN" in browser.get(link[1].replace("&amp;", "&")).text


def test_two_of_the_same_name_are_told_apart(office: Office) -> None:
    clerk(office, email="an.le@tinh.example")
    clerk(office, email="an.le2@tinh.example")

    page = bound_browser(office).get("/staff/sign-in").text

    assert "Lê Thị An (an.le)" in page and "Lê Thị An (an.le2)" in page


def test_with_a_pin_an_analyst_is_a_clerk_and_nothing_else(office: Office) -> None:
    engine = office.cast.engine
    an = clerk(office)
    with Session(engine) as session:
        for role in ("analyst", "administrator", "supervisor", "approver", "officer", "auditor"):
            people.grant(session, session.get_one(Account, an.id), role, unit(session, "tinh-mau"), by="test")
        session.commit()
    browser = bound_browser(office)

    by_pin(browser, an)

    assert browser.get("/staff").status_code == 200
    for path in (
        "people",
        "waves",
        "quality",
        "results",
        "imports",
        "comments",
        "forms",
        "jobs",
        "fieldwork",
    ):
        assert browser.get(f"/staff/{path}").status_code == 403, path
    page = browser.get("/staff").text
    assert "Người nhập phiếu" in page and "Quản trị" not in page and "Cán bộ phân tích" not in page
    assert "Tỉnh Mẫu" not in browser.get("/staff/units").text


def test_a_pin_changes_nothing_about_how_somebody_signs_in(office: Office) -> None:
    an, browser = clerk(office), bound_browser(office)
    by_pin(browser, an)
    mark = browser.mark()
    password = {"form_mark": mark, "old": PASSWORD, "password": "câu mới dài hơn", "again": "câu mới dài hơn"}
    pin = {"form_mark": mark, "old": PASSWORD, "pin": WRONG, "again": WRONG}

    for path, form in (("password", password), ("pin", pin), ("second-factor/set-up", {"form_mark": mark})):
        assert browser.get(f"/staff/{path}").status_code == 403, path
        assert browser.client.post(f"/staff/{path}", data=form).status_code == 403, path

    kept = office.account(an)
    assert kept.totp_secret is None
    with Session(office.cast.engine) as session:
        assert session.exec(select(StaffSession).where(StaffSession.new_secret.is_not(None))).first() is None  # type: ignore[union-attr]
    by_pin(office_again := bound_browser(office), an)
    assert office_again.get("/staff").status_code == 200


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"pin": "12345", "again": "12345", "old": PASSWORD}, "đúng 6 chữ số"),
        ({"pin": "111111", "again": "111111", "old": PASSWORD}, "dễ đoán"),
        ({"pin": "456789", "again": "456789", "old": PASSWORD}, "dễ đoán"),
        ({"pin": PIN, "again": WRONG, "old": PASSWORD}, "không giống nhau"),
        ({"pin": PIN, "again": PIN, "old": "sai mất rồi sai mất"}, "Mật khẩu đang dùng không đúng"),
    ],
)
def test_a_pin_that_cannot_be_taken_is_said_at_its_field_and_none_is_kept(
    office: Office, form: dict[str, str], said: str
) -> None:
    an, browser = clerk(office, pin=""), bound_browser(office)
    browser.sign_in(an.email)

    reply = browser.send("/staff/pin", form)

    assert reply.status_code == 422 and said in reply.text
    assert PIN not in reply.text and PASSWORD not in reply.text
    with Session(office.cast.engine) as session:
        assert session.get(StaffPin, an.id) is None


def test_a_pin_is_set_on_a_bound_device_by_those_whom_it_offers_only(office: Office) -> None:
    an = clerk(office, pin="")
    elsewhere, bare = bound_browser(office, "xa-binh-minh"), office.browser()
    officer = bound_browser(office)
    elsewhere.sign_in(an.email)
    bare.sign_in(an.email)
    officer.sign_in(office.mayor.email)

    for browser in (elsewhere, bare, officer):
        form = {"form_mark": browser.mark(), "pin": PIN, "again": PIN, "old": PASSWORD}
        assert browser.get("/staff/pin").status_code == 404
        assert browser.client.post("/staff/pin", data=form).status_code == 404


def test_on_a_bound_device_the_pin_follows_the_first_password(office: Office) -> None:
    browser = bound_browser(office)
    _, link = invited(office.cast.engine, "moi@tinh.example", "clerk", "xa-an-hoa", at=now())

    reply = browser.send(f"/staff/invitation/{link}", {"password": PASSWORD, "again": PASSWORD})

    assert reply.headers["Location"] == "/staff/pin"
    assert browser.get("/staff/pin").status_code == 200


def test_signing_in_with_a_pin_begins_a_session_of_its_own(office: Office) -> None:
    """A session that somebody planted, or that was there before, is not the one that is strong now."""
    an, browser = clerk(office), bound_browser(office)
    browser.client.set_cookie("hailong_session", "planted", path="/staff")
    form = {"person": str(an.id), "pin": PIN}

    browser.send("/staff/sign-in/pin", form, seen="/staff/sign-in")

    assert browser.token not in ("", "planted")
    for away in ("https://evil.example", "//evil.example", "/staff/sign-in", "/s/x"):
        again = bound_browser(office)
        reply = again.send(f"/staff/sign-in/pin?next={away}", form, seen="/staff/sign-in")
        assert reply.headers["Location"] == "/staff", away


def test_a_revoked_device_offers_nobody_and_signs_out_whoever_is_there(office: Office) -> None:
    an, browser = clerk(office), bound_browser(office)
    by_pin(browser, an)
    page = office.browser(office.top).get("/staff/people/devices").text
    assert "Đang dùng" in page and "Máy 1" in page

    done = office.browser(office.top).send("/staff/people/devices/1/revoke")

    assert done.headers["Location"] == "/staff/people/devices?done=revoke"
    assert "Đã thu hồi" in office.browser(office.top).get("/staff/people/devices?done=revoke").text
    assert browser.get("/staff").status_code == 401
    assert "Lê Thị An" not in browser.get("/staff/sign-in").text


def test_a_revoked_role_ends_what_the_pin_opens(office: Office) -> None:
    an, browser = clerk(office), bound_browser(office)
    by_pin(browser, an)

    with Session(office.cast.engine) as session:
        row, _ = people.held(session, an.id, now().date())[0]
        people.revoke(session, row, by="test", day=office.cast.today)
        session.commit()

    assert browser.get("/staff/keying").status_code == 403
    assert "Lê Thị An" not in office.browser().get("/staff/sign-in").text


@pytest.mark.parametrize("form", [{"label": "", "unit": "xa-an-hoa"}, {"label": "Máy", "unit": "nowhere"}])
def test_a_device_needs_a_name_and_a_unit_in_scope(office: Office, form: dict[str, str]) -> None:
    reply = office.browser(office.top).send(NEW, form)

    assert reply.status_code == 422 and devices(office) == "[]"
    assert not CODE.search(reply.text)


def test_an_administrator_of_another_unit_sees_no_device_and_changes_none(office: Office) -> None:
    bound(office.cast.engine, "xa-an-hoa", at=now())
    browser, before = office.browser(office.health), devices(office)
    mark = browser.mark()

    assert "Máy 1" not in browser.get("/staff/people/devices").text
    for verb in ("GET", "POST"):
        for number in (1, 99, 10**20):
            path = f"/staff/people/devices/{number}/revoke"
            data = {"form_mark": mark} if verb == "POST" else None
            assert browser.client.open(path, method=verb, data=data).status_code == 404
    reply = browser.send(NEW, {"label": "Máy", "unit": "xa-an-hoa"})
    assert reply.status_code == 422 and devices(office) == before


@pytest.mark.parametrize("role", [each for each in ROLES if each != "administrator"])
def test_no_other_role_sees_or_changes_devices(office: Office, role: str) -> None:
    bound(office.cast.engine, "xa-an-hoa", at=now())
    who = somebody(office.cast.engine, role, "tinh-mau", email="walker@tinh.example", at=now(), factor=True)
    browser, before = office.browser(who), devices(office)
    mark = browser.mark()

    for path in ("", "/new", "/1/revoke"):
        assert browser.get(f"/staff/people/devices{path}").status_code == 403
        if path:
            form = {"form_mark": mark, "label": "Máy", "unit": "xa-an-hoa"}
            assert browser.client.post(f"/staff/people/devices{path}", data=form).status_code == 403
    assert devices(office) == before


def test_codes_and_pins_are_tried_no_oftener_than_passwords(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HAILONG_LIMITS", "on")
    an, browser = clerk(office), Browser(create_app(office.cast.engine), office.cast.engine)
    _, token = bound(office.cast.engine, "xa-an-hoa", at=now())
    browser.client.set_cookie("hailong_bound", token, path="/staff")
    elsewhere, mark = {"REMOTE_ADDR": "203.0.113.9"}, browser.mark("/staff/sign-in")
    code, pin = {"form_mark": mark, "code": "22222-22222"}, {"form_mark": mark, "person": "9999", "pin": PIN}

    statuses = [
        browser.client.post(path, data=form, environ_overrides=elsewhere).status_code
        for path, form in [("/staff/bind", code), ("/staff/sign-in/pin", pin)] * (SIGN_IN.burst // 2 + 1)
    ]

    assert statuses == [422] * SIGN_IN.burst + [429] * 2
    right = {**pin, "person": str(an.id)}
    waiting = browser.client.post("/staff/sign-in/pin", data=right, environ_overrides=elsewhere)
    assert int(waiting.headers["Retry-After"]) > 0 and browser.token == ""


def test_what_was_narrowed_for_one_visit_is_whole_again_for_the_next(office: Office) -> None:
    """Requests share threads."""
    engine, an = office.cast.engine, clerk(office)
    with Session(engine) as session:
        people.grant(session, session.get_one(Account, an.id), "officer", unit(session, "so-y-te"), by="t")
        session.commit()
    narrow, wide = bound_browser(office), office.browser(an, "password")
    by_pin(narrow, an)

    assert "Sở Y tế" not in narrow.get("/staff").text
    assert "Sở Y tế" in wide.get("/staff").text
    assert "Sở Y tế" not in narrow.get("/staff").text


def test_an_empty_office_is_told_so_in_both_languages(office: Office) -> None:
    browser = bound_browser(office)
    with Session(office.cast.engine) as session:
        name = session.exec(select(Unit).where(Unit.code == "xa-an-hoa")).one().name_en

    page = browser.get("/staff/sign-in?lang=en").text

    assert f"Shared computer of {name}" in page and "no clerk or interviewer yet" in page
