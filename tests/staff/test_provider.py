"""Coming in through an identity provider: for whom it vouches, and everything that does not let anybody in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from joserfc.jwk import OctKey, RSAKey
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from survey import create_app
from survey.accounts import people, provider_way
from survey.tables import Account, Event, StaffSession
from tests.accounts.cast import somebody
from tests.accounts.oidc_provider import CLIENT, SECRET, TinyProvider, tiny_provider
from tests.staff.cast import Browser, Office, now

START = "/staff/provider"


@pytest.fixture
def idp(monkeypatch: pytest.MonkeyPatch) -> Iterator[TinyProvider]:
    with tiny_provider() as provider:
        monkeypatch.setenv("HAILONG_OIDC_ISSUER", provider.issuer)
        monkeypatch.setenv("HAILONG_OIDC_CLIENT_ID", CLIENT)
        monkeypatch.setenv("HAILONG_OIDC_CLIENT_SECRET", SECRET)
        monkeypatch.setenv("HAILONG_OIDC_NAME", "Cổng của tỉnh")
        yield provider


@pytest.fixture
def place(idp: TinyProvider, both: Office) -> Office:
    """The office on both databases, with the provider set."""
    return both


def browser_of(office: Office) -> Browser:
    """Anew, so that the application reads what the environment says now."""
    return Browser(create_app(office.cast.engine), office.cast.engine)


def come_in(browser: Browser, idp: TinyProvider, start: str = START) -> TestResponse:
    return browser.get(idp.authorize(browser.get(start).headers["Location"]))


def sessions_there(office: Office) -> int:
    with Session(office.cast.engine) as session:
        return len(session.exec(select(StaffSession)).all())


def refused(office: Office, browser: Browser, reply: TestResponse) -> None:
    assert reply.status_code == 403 and "Không đăng nhập được bằng Cổng của tỉnh" in reply.text
    assert browser.token == "" and sessions_there(office) == 0


@pytest.fixture
def empty(place: Office) -> Office:
    """With nobody signed in."""
    with Session(place.cast.engine) as session:
        for each in session.exec(select(StaffSession)):
            session.delete(each)
        session.commit()
    return place


def test_a_verified_address_of_an_account_that_is_there_lets_in(empty: Office, idp: TinyProvider) -> None:
    idp.email, browser = empty.nurse.email.upper(), browser_of(empty)

    page = browser.get("/staff/sign-in?next=/staff/units").text
    reply = come_in(browser, idp, f"{START}?next=/staff/units")

    assert "Đăng nhập bằng Cổng của tỉnh" in page and 'href="/staff/provider?next=' in page
    assert (reply.status_code, reply.headers["Location"]) == (303, "/staff/units")
    assert browser.get("/staff/units").status_code == 200
    with Session(empty.cast.engine) as session:
        line = session.exec(select(Event).order_by(Event.id.desc())).first()  # type: ignore[union-attr]
        assert line is not None and (line.actor, line.action) == (empty.nurse.email, "account.sign_in")
        assert '"second_factor":false' in line.detail and SECRET not in line.detail


def test_the_session_is_a_new_one_and_what_the_browser_held_before_ends(
    empty: Office, idp: TinyProvider
) -> None:
    idp.email, browser = empty.nurse.email, browser_of(empty)
    before = browser.hold(empty.nurse.id, "password")

    come_in(browser, idp)

    assert browser.token not in ("", before) and sessions_there(empty) == 1


@pytest.mark.parametrize(
    ("setting", "claims", "goes_to"),
    [
        ("", {}, "/staff/second-factor"),
        ("", {"amr": ["otp"]}, "/staff/second-factor"),
        ("mfa,otp", {"amr": ["pwd"]}, "/staff/second-factor"),
        ("mfa,otp", {"amr": ["pwd", "otp"]}, None),
        ("mfa,otp", {"acr": "mfa"}, None),
    ],
)
def test_our_second_factor_is_asked_unless_the_provider_says_one_was_shown(
    empty: Office,
    idp: TinyProvider,
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    claims: dict[str, Any],
    goes_to: str | None,
) -> None:
    monkeypatch.setenv("HAILONG_OIDC_SECOND_FACTOR", setting)
    idp.email, idp.claims, browser = empty.top.email, claims, browser_of(empty)

    come_in(browser, idp)

    reply = browser.get("/staff/people")
    assert reply.status_code == (200 if goes_to is None else 303)
    assert goes_to is None or reply.headers["Location"].startswith(goes_to)


def test_whoever_needs_a_second_factor_and_has_none_here_sets_one_up_or_shows_that_of_the_provider(
    empty: Office, idp: TinyProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = somebody(empty.cast.engine, "analyst", "tinh-mau", at=now())
    monkeypatch.setenv("HAILONG_OIDC_SECOND_FACTOR", "mfa")
    idp.email, without, having = bare.email, browser_of(empty), browser_of(empty)

    come_in(without, idp)
    idp.claims = {"amr": ["mfa"]}
    come_in(having, idp)

    assert without.get("/staff/waves").headers["Location"] == "/staff/second-factor/set-up"
    assert having.get("/staff/waves").status_code == 200


def at_last(claims: dict[str, Any]) -> dict[str, Any]:
    """Numbers are seconds from now; the names of tests hold no clock, for every process lists them alone."""
    return {name: round(time.time()) + each if type(each) is int else each for name, each in claims.items()}


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"iss": "https://other.example"},
        {"iss": None},
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"aud": None},
        {"aud": "another", "azp": CLIENT},
        {"azp": "another"},
        {"exp": -600},
        {"exp": None},
        {"iat": 3600},
        {"nbf": 3600},
        {"at_hash": "wrong"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": None},
        {"email": None},
        {"email": "nobody@tinh.example"},
    ],
    ids=str,
)
def test_a_token_that_is_not_sound_lets_nobody_in(
    empty: Office, idp: TinyProvider, claims: dict[str, Any]
) -> None:
    idp.email, idp.claims, browser = empty.nurse.email, at_last(claims), browser_of(empty)
    accounts = empty.emails()

    reply = come_in(browser, idp)

    refused(empty, browser, reply)
    assert idp.taken == 1 and empty.emails() == accounts


def test_a_token_that_somebody_else_signed_lets_nobody_in(empty: Office, idp: TinyProvider) -> None:
    idp.email, idp.signs_with = empty.nurse.email, RSAKey.generate_key(2048, {"kid": "one"})
    browser = browser_of(empty)

    refused(empty, browser, come_in(browser, idp))


def test_a_token_signed_with_the_shared_secret_lets_nobody_in(empty: Office, idp: TinyProvider) -> None:
    """Whoever has the public key could else sign with it as if it were a secret."""
    idp.email, idp.algorithm = empty.nurse.email, "HS256"
    idp.signs_with = OctKey.import_key(SECRET.ljust(32, "."))  # type: ignore[assignment]
    browser = browser_of(empty)

    refused(empty, browser, come_in(browser, idp))


def test_a_disabled_account_is_not_let_in(empty: Office, idp: TinyProvider) -> None:
    idp.email, browser = empty.nurse.email, browser_of(empty)
    with Session(empty.cast.engine) as session:
        people.disable(session, session.get_one(Account, empty.nurse.id), by="test")
        session.commit()

    refused(empty, browser, come_in(browser, idp))


def test_an_address_of_a_domain_that_is_not_allowed_is_not_let_in(
    empty: Office, idp: TinyProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HAILONG_OIDC_DOMAINS", "so.example, Xa.example")
    idp.email, browser = empty.nurse.email, browser_of(empty)

    refused(empty, browser, come_in(browser, idp))


def test_a_way_back_taken_twice_lets_nobody_in_again(empty: Office, idp: TinyProvider) -> None:
    idp.email, browser = empty.nurse.email, browser_of(empty)
    back = idp.authorize(browser.get(START).headers["Location"])
    way = browser.client.get_cookie("hailong_provider", path="/staff")
    assert way is not None and browser.get(back).status_code == 303
    browser.send("/staff/sign-out", seen="/staff")

    again = browser.get(back)
    browser.client.set_cookie("hailong_provider", way.value, path="/staff")
    with_cookie = browser.get(back)

    refused(empty, browser, again)
    refused(empty, browser, with_cookie)
    assert idp.taken == 1


def test_a_way_back_that_another_browser_began_lets_nobody_in(empty: Office, idp: TinyProvider) -> None:
    """Else somebody could be led into an account of whoever sent the address."""
    idp.email, mine, theirs = empty.nurse.email, browser_of(empty), browser_of(empty)
    back = idp.authorize(mine.get(START).headers["Location"])
    theirs.get(START)

    refused(empty, theirs, theirs.get(back))
    refused(empty, browser_of(empty), browser_of(empty).get(back))
    assert idp.tried == 0, "the code is not even shown to the provider"


def test_a_way_that_took_too_long_or_was_refused_there_lets_nobody_in(
    empty: Office, idp: TinyProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    idp.email, browser = empty.nurse.email, browser_of(empty)
    back = idp.authorize(browser.get(START).headers["Location"])

    refused(empty, browser, browser.get(f"{back}&error=access_denied"))
    back = idp.authorize(browser.get(START).headers["Location"])
    refused(empty, browser, browser.get(f"{back}&iss=https://other.example"))
    back = idp.authorize(browser.get(START).headers["Location"])
    monkeypatch.setattr(provider_way, "LIVES", provider_way.LIVES * 0)
    refused(empty, browser, browser.get(back))
    assert idp.tried == 0


@pytest.mark.parametrize(
    "away",
    ["https://evil.example", "//evil.example", "/\\evil.example", "/staff/sign-in", "/staff/provider", "x"],
)
def test_afterwards_it_goes_to_a_page_of_ours_only(empty: Office, idp: TinyProvider, away: str) -> None:
    idp.email, browser = empty.nurse.email, browser_of(empty)

    reply = come_in(browser, idp, f"{START}?next={away}")

    assert reply.headers["Location"] == "/staff"


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://other.example"},
        {"token_endpoint": None},
        {"jwks_uri": "http://127.0.0.1:9/keys"},
        {"token_endpoint": "http://127.0.0.1:9/token"},
    ],
    ids=str,
)
def test_a_provider_that_does_not_answer_as_one_does_is_told_of(
    empty: Office, idp: TinyProvider, document: dict[str, Any]
) -> None:
    idp.email, idp.document, browser = empty.nurse.email, document, browser_of(empty)

    reply = browser.get(START)
    if reply.status_code == 303:
        reply = browser.get(idp.authorize(reply.headers["Location"]))

    assert reply.status_code == 503 and "Cổng của tỉnh không trả lời" in reply.text
    assert sessions_there(empty) == 0


def test_the_cookie_of_the_way_tells_nothing_and_no_script_reads_it(empty: Office, idp: TinyProvider) -> None:
    idp.email, browser = empty.nurse.email, browser_of(empty)

    reply = browser.get(START)

    cookie = next(each for each in reply.headers.getlist("Set-Cookie") if "provider" in each)
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
    idp.authorize(reply.headers["Location"])
    assert idp.asked[0]["state"] not in cookie and idp.asked[0]["nonce"] not in cookie
    assert idp.asked[0]["scope"] == "openid email"


def test_without_a_provider_there_is_no_such_page(office: Office) -> None:
    browser = office.browser()

    assert browser.get(START).status_code == browser.get(f"{START}/back").status_code == 404
    assert "/staff/provider" not in browser.get("/staff/sign-in").text
