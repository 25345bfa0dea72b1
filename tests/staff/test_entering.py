"""Coming in as people do: password, code, link; and what happens to those who try to get in otherwise."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pyotp
import pytest
from sqlmodel import Session, select

from survey.accounts import invitations, passwords, people
from survey.tables import Account, StaffSession
from tests.accounts.cast import PASSWORD, invited
from tests.staff.cast import Office, now

HOME = "/staff"


def test_password_and_code_lead_home(both: Office) -> None:
    browser = both.browser()

    first = browser.sign_in(both.top.email)
    assert (first.status_code, first.headers["Location"]) == (303, HOME)
    assert browser.get(HOME).headers["Location"] == "/staff/second-factor?next=/staff"
    second = browser.prove(both.top.code(now()), path="/staff/second-factor?next=/staff/people")

    assert (second.status_code, second.headers["Location"]) == (303, "/staff/people")
    assert "Quản trị hệ thống" in browser.get(HOME).text


def test_a_role_without_the_need_of_a_code_is_in_with_the_password(both: Office) -> None:
    browser = both.browser()

    browser.sign_in(both.nurse.email)

    page = browser.get(HOME).text
    assert "Sở Y tế" in page and "Đầu mối đơn vị" in page
    assert "Người dùng" not in page


def test_a_new_administrator_goes_from_the_link_to_the_recovery_codes(office: Office) -> None:
    browser = office.browser()
    _, link = invited(office.cast.engine, "moi@tinh.example", "administrator", "tinh-mau", at=now())
    path = f"/staff/invitation/{link}"

    reply = browser.send(path, {"password": PASSWORD, "again": PASSWORD})
    assert reply.headers["Location"] == HOME
    assert browser.get(HOME).headers["Location"] == "/staff/second-factor/set-up"
    page = browser.get("/staff/second-factor/set-up").text
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert secret and "<svg" in page and "style=" not in page
    code = pyotp.TOTP(secret[1].replace(" ", "")).at(now())
    shown = browser.send("/staff/second-factor/set-up", {"code": code})

    codes = re.findall(r"<code>([\w-]+)</code>", shown.text)
    assert shown.status_code == 200 and len(codes) == 10
    assert browser.get(HOME).status_code == 200
    assert browser.get("/staff/second-factor/set-up").headers["Location"] == HOME
    assert not [code for code in codes if code in browser.get(HOME).text]
    assert browser.get(path).status_code == 404


def test_the_page_with_the_recovery_codes_belongs_to_the_new_session(office: Office) -> None:
    """Signing out straight from it has to work."""
    browser = office.browser()
    _, link = invited(office.cast.engine, "moi@tinh.example", "analyst", "tinh-mau", at=now())
    browser.send(f"/staff/invitation/{link}", {"password": PASSWORD, "again": PASSWORD})
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", browser.get("/staff/second-factor/set-up").text)
    assert secret
    code = pyotp.TOTP(secret[1].replace(" ", "")).at(now())
    shown = browser.send("/staff/second-factor/set-up", {"code": code}).text

    mark = re.search(r'name="form_mark" value="(\w+)"', shown)
    assert mark
    assert browser.client.post("/staff/sign-out", data={"form_mark": mark[1]}).status_code == 303
    assert browser.get(HOME).headers["Location"].startswith("/staff/sign-in")


@pytest.mark.parametrize(
    ("password", "again", "told"),
    [
        ("ngắn", "ngắn", "Mật khẩu cần ít nhất 12 ký tự."),
        (PASSWORD, PASSWORD + "!", "Hai lần nhập mật khẩu mới không giống nhau."),
        ("moi@tinh.example", "moi@tinh.example", "Mật khẩu không được là thư điện tử."),
    ],
)
def test_a_poor_password_is_said_at_its_field_and_the_link_still_works(
    office: Office, password: str, again: str, told: str
) -> None:
    browser = office.browser()
    _, link = invited(office.cast.engine, "moi@tinh.example", "officer", "so-y-te", at=now())

    reply = browser.send(f"/staff/invitation/{link}", {"password": password, "again": again})

    assert reply.status_code == 422 and reply.text.count(told) == 2
    assert "<title>Lỗi: " in reply.text
    assert reply.text.count('name="password" value=""') == 1
    assert browser.get(f"/staff/invitation/{link}").status_code == 200


def test_used_old_and_invented_links_look_the_same(office: Office) -> None:
    browser = office.browser()
    _, used = invited(office.cast.engine, "moi@tinh.example", "officer", "so-y-te", at=now())
    _, old = invited(
        office.cast.engine, "cu@tinh.example", "officer", "so-y-te", at=now() - invitations.LIVES
    )
    browser.send(f"/staff/invitation/{used}", {"password": PASSWORD, "again": PASSWORD})

    pages = {
        re.sub(r"[\w-]{43}|invented", "", office.browser().get(f"/staff/invitation/{link}").text)
        for link in (used, old, "invented")
    }

    assert len(pages) == 1 and "Đường dẫn không dùng được" in pages.pop()


def test_known_and_unknown_addresses_are_answered_alike_with_the_same_work(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Session(office.cast.engine) as session:
        people.disable(session, session.get_one(Account, office.mayor.id), by="test")
        session.commit()
    invited(office.cast.engine, "moi@tinh.example", "officer", "so-y-te", at=now())
    work: list[object] = []
    real = passwords.is_right

    def is_right(*given: Any) -> bool:
        work.append(given)
        return real(*given)

    monkeypatch.setattr(passwords, "is_right", is_right)
    seen = set()
    for email in (office.nurse.email, office.mayor.email, "moi@tinh.example", "nobody@tinh.example"):
        work.clear()
        reply = office.browser().sign_in(email, "một mật khẩu sai rồi")
        body = re.sub(r'value="[^"]*"', "", reply.text)
        seen.add((reply.status_code, body, len(work), tuple(sorted(reply.headers.keys()))))

    assert len(seen) == 1
    assert seen.pop()[0] == 422


def test_a_session_gets_a_new_name_whenever_it_gets_stronger(office: Office) -> None:
    """What somebody put into the browser beforehand is worth nothing afterwards."""
    browser = office.browser()
    browser.client.set_cookie("hailong_session", "planted", path="/staff")
    names = [browser.token]

    browser.sign_in(office.top.email)
    names.append(browser.token)
    browser.prove(office.top.code(now()))
    names.append(browser.token)

    assert len(set(names)) == 3
    for stale in names[:2]:
        thief = office.browser()
        thief.client.set_cookie("hailong_session", stale, path="/staff")
        assert thief.get(HOME).status_code == 401


def test_a_session_of_somebody_else_that_was_planted_does_not_become_mine(office: Office) -> None:
    thief = office.browser(office.nurse)
    victim = office.browser()
    victim.client.set_cookie("hailong_session", thief.token, path="/staff")

    victim.send("/staff/sign-in", {"email": office.mayor.email, "password": PASSWORD}, seen="/staff/password")

    assert victim.token != thief.token
    assert office.nurse.email in thief.get(HOME).text
    assert office.mayor.email in victim.get(HOME).text


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/staff",
        "//evil.example/staff",
        "/\\evil.example",
        "\\\\evil.example",
        "/staff\\..\\evil",
        "/staff/../s/two-phone",
        "/staffevil.example",
        "staff",
        "javascript:alert(1)",
        "/s/two-phone",
        "/staff/sign-in",
        "/staff/nowhere",
        "/staff\r\nSet-Cookie: x=y",
        "/staff/people/../../k",
        " /staff",
        "",
    ],
)
def test_nobody_is_sent_on_to_anywhere_but_a_page_of_staff(office: Office, wanted: str) -> None:
    browser = office.browser()
    path = "/staff/sign-in"
    mark = browser.mark(path)

    reply = browser.client.post(
        path,
        query_string={"next": wanted},
        data={"form_mark": mark, "email": office.nurse.email, "password": PASSWORD},
    )

    assert (reply.status_code, reply.headers["Location"]) == (303, HOME)
    assert "x" not in [each.split("=")[0] for each in reply.headers.getlist("Set-Cookie")]


@pytest.mark.parametrize("wanted", ["/staff/people", "/staff/people/3?done=give", "/staff/password"])
def test_a_page_of_staff_is_gone_on_to(office: Office, wanted: str) -> None:
    browser = office.browser()

    browser.client.get("/staff/sign-in")
    reply = browser.client.post(
        "/staff/sign-in",
        query_string={"next": wanted},
        data={"form_mark": browser.mark("/staff/sign-in"), "email": office.nurse.email, "password": PASSWORD},
    )

    assert reply.headers["Location"] == wanted


def test_guessing_from_one_address_is_slowed_down_whatever_the_accounts(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from survey import create_app
    from survey.limits.limits import SIGN_IN
    from tests.staff.cast import Browser

    monkeypatch.setenv("HAILONG_LIMITS", "on")
    browser = Browser(create_app(office.cast.engine), office.cast.engine)
    elsewhere = {"REMOTE_ADDR": "203.0.113.7"}
    mark = browser.mark("/staff/sign-in")

    statuses = []
    for number in range(SIGN_IN.burst + 2):
        form = {"form_mark": mark, "email": f"{number}@tinh.example", "password": "x"}
        reply = browser.client.post("/staff/sign-in", data=form, environ_overrides=elsewhere)
        statuses.append(reply.status_code)

    assert statuses == [422] * SIGN_IN.burst + [429] * 2
    assert int(reply.headers["Retry-After"]) > 0
    other = {"REMOTE_ADDR": "203.0.113.8"}
    assert browser.client.post("/staff/sign-in", data=form, environ_overrides=other).status_code == 422


def test_brute_force_on_one_account_stops_even_from_many_addresses_and_ends(office: Office) -> None:
    browser = office.browser()
    for _ in range(5):
        browser.sign_in(office.nurse.email, "một mật khẩu sai rồi")

    assert browser.sign_in(office.nurse.email).status_code == 422
    with Session(office.cast.engine) as session:
        account = session.get_one(Account, office.nurse.id)
        assert account.locked_until is not None
        account.locked_until -= dt.timedelta(minutes=1)
        session.add(account)
        session.commit()
    assert browser.sign_in(office.nurse.email).status_code == 303


def test_a_recovery_code_and_a_code_are_each_taken_once(office: Office) -> None:
    code = office.top.code(now())

    for given in (code, office.top.recovery_codes[0]):
        browser = office.browser()
        browser.sign_in(office.top.email)
        assert browser.prove(given).status_code == 303
        again = office.browser()
        again.sign_in(office.top.email)
        assert again.prove(given).status_code == 422


def test_signing_out_ends_the_session_on_the_server_too(office: Office) -> None:
    browser = office.browser(office.nurse)
    token = browser.token

    browser.send("/staff/sign-out", seen="/staff")

    thief = office.browser()
    thief.client.set_cookie("hailong_session", token, path="/staff")
    assert browser.token == ""
    assert thief.get(HOME).status_code == 401


def test_signing_out_everywhere_ends_all_sessions_of_this_account_only(office: Office) -> None:
    one, other, nurse = office.browser(office.top), office.browser(office.top), office.browser(office.nurse)

    one.send("/staff/sign-out-everywhere")

    assert other.get(HOME).status_code == 401
    assert nurse.get(HOME).status_code == 200


def test_an_ended_session_is_told_so_and_keeps_nothing(office: Office) -> None:
    browser = office.browser()
    browser.hold(office.nurse.id, at=now() - dt.timedelta(minutes=31))

    reply = browser.get("/staff/people?lang=en")
    assert reply.status_code == 401
    assert "The session has ended" in reply.text
    assert "/staff/sign-in?next=/staff/people" in reply.text.replace("%2F", "/")
    assert browser.token == ""
    assert browser.get("/staff").status_code == 303


def test_a_form_that_was_sent_after_the_session_ended_is_not_kept(office: Office) -> None:
    browser = office.browser(office.top)
    mark = browser.mark()
    with Session(office.cast.engine) as session:
        for each in session.exec(select(StaffSession)).all():
            each.last_seen -= dt.timedelta(hours=1)
            session.add(each)
        session.commit()
    form = {
        "form_mark": mark,
        "name": "Bí Mật",
        "email": "bimat@x.example",
        "role": "clerk",
        "unit": "so-y-te",
    }

    reply = browser.client.post("/staff/people/invite", data=form)

    assert reply.status_code == 401
    assert "Bí Mật" not in reply.text and "bimat" not in reply.text
    assert "bimat@x.example" not in office.emails()


def test_changing_the_password_needs_the_old_one_and_signs_the_others_out(office: Office) -> None:
    mine, other = office.browser(office.top), office.browser(office.top)
    new = "một mật khẩu khác hẳn"
    wrong = mine.send("/staff/password", {"old": "sai rồi sai rồi", "password": new, "again": new})
    assert wrong.status_code == 422

    right = mine.send("/staff/password", {"old": PASSWORD, "password": new, "again": new})

    assert right.headers["Location"] == "/staff?done=password"
    assert "Đã đổi mật khẩu." in mine.get("/staff?done=password").text
    assert other.get(HOME).status_code == 401
    assert office.browser().sign_in(office.top.email).status_code == 422


def test_without_the_key_of_the_installation_nobody_gets_past_the_second_factor(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.delenv("HAILONG_KEY")
    monkeypatch.setenv("HAILONG_KEY_FILE", f"{tmp_path}/none.key")
    browser = office.browser(office.top, "password")

    reply = browser.prove(office.top.code(now()))

    assert reply.status_code == 503
    assert "khóa bí mật" in reply.text
    assert browser.get(HOME).headers["Location"].startswith("/staff/second-factor")
