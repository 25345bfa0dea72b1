"""A finished link on the same phone: it says so, and offers a form for another visit."""

from __future__ import annotations

import base64
import re

import pytest
from flask import Flask

from survey import create_app
from survey.limits import answered, limits
from survey.limits.rates import Rate
from tests.citizen.cast import FULL, Citizen, Shop, open_shop
from tests.databases import Cast

ALREADY = {
    "vi": "Ông/Bà đã gửi phiếu cho lần giao dịch này. Đánh giá lần giao dịch khác?",
    "en": "You have already sent this form. Rate another visit?",
}


@pytest.fixture
def shop(sqlite_province: Cast, tmp_path) -> Shop:
    return open_shop(sqlite_province, tmp_path)


@pytest.fixture
def app(limits_on: None, shop: Shop) -> Flask:
    return create_app(shop.engine)


@pytest.fixture
def citizen(app: Flask) -> Citizen:
    somebody = Citizen(app.test_client())
    somebody.open()
    return somebody


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_finished_link_says_so_and_offers_another_visit(
    citizen: Citizen, shop: Shop, language: str
) -> None:
    citizen.send(FULL)
    citizen.language = language
    page = citizen.open()

    assert citizen.status == 200
    assert page.root.one("h1").text == ALREADY[language]
    assert not page.root.all("form")

    page = citizen.look(page.root.one("a", class_="button")["href"])
    assert page.root.all("form")
    citizen.send(FULL)
    assert len(shop.ballots()) == 2


def test_what_the_link_of_a_receipt_says_is_kept_for_the_other_visit(citizen: Citizen) -> None:
    citizen.send(FULL)

    page = citizen.look("/s/all-phone?lang=vi&p=1.004&f=2&x=3")

    link = page.root.one("a", class_="button")["href"]
    assert sorted(link.partition("?")[2].split("&")) == ["again=1", "f=2", "lang=vi", "p=1.004"]


def test_the_cookie_holds_no_answer_no_ballot_and_nothing_to_tell_phones_apart(
    app: Flask, shop: Shop
) -> None:
    cookies = set()
    for _ in range(2):
        citizen = Citizen(app.test_client())
        citizen.open()
        sent = citizen.page.filled_in() | {code: list(given) for code, given in FULL.items()}
        response = citizen.client.post("/s/all-phone", data=sent | {"_send": [""]})
        cookies.add(response.headers["Set-Cookie"])

    first = cookies.pop()
    value = re.match(r"answered=([\w-]+=*);", first)
    assert value
    assert not cookies, "two phones that answered in the same ten seconds have the same cookie"
    assert len(base64.urlsafe_b64decode(value[1])) == 24
    assert {part.strip().split("=")[0] for part in first.split(";")[1:]} == {
        "Expires", "HttpOnly", "Max-Age", "Path", "SameSite",
    }  # fmt: skip
    assert "SameSite=Strict" in first and "Path=/s/all-phone;" in first and "Max-Age=86400" in first


def test_the_cookie_is_for_tls_only_where_there_is_tls(citizen: Citizen) -> None:
    sent = citizen.page.filled_in() | {code: list(given) for code, given in FULL.items()}

    response = citizen.client.post("/s/all-phone", data=sent, base_url="https://localhost")

    assert "Secure" in response.headers["Set-Cookie"]


def test_a_counter_never_remembers_who_stood_there(app: Flask, shop: Shop) -> None:
    citizen = Citizen(app.test_client())
    for _ in range(15):
        citizen.open("all-counter")
        assert citizen.page.root.all("form")
        citizen.send(FULL)
        assert "Set-Cookie" not in citizen.response.headers
        assert not citizen.client.get_cookie("answered", path="/s/all-counter")

    assert len(shop.ballots()) == 15


def test_a_day_later_the_form_is_there_again(citizen: Citizen, monkeypatch: pytest.MonkeyPatch) -> None:
    citizen.send(FULL)
    now = answered.time.time()
    monkeypatch.setattr(answered.time, "time", lambda: now + answered.SECONDS + 60)

    page = citizen.open()

    assert page.root.all("form")


@pytest.mark.parametrize("spoil", [lambda text: text[:-2] + "AA", lambda _: "x", lambda _: "", lambda _: "ổ"])
def test_a_cookie_that_is_not_ours_is_as_good_as_none(citizen: Citizen, spoil) -> None:
    citizen.send(FULL)
    cookie = citizen.client.get_cookie("answered", path="/s/all-phone")
    assert cookie
    spoilt = spoil(cookie.value).encode().decode("latin-1")
    citizen.client.delete_cookie("answered", path="/s/all-phone")

    page = citizen.look("/s/all-phone", Cookie=f"answered={spoilt}")

    assert page.root.all("form")


def test_the_cookie_of_one_door_opens_no_other(citizen: Citizen, shop: Shop) -> None:
    citizen.send(FULL)
    cookie = citizen.client.get_cookie("answered", path="/s/all-phone")
    assert cookie

    page = citizen.look("/s/two-phone", Cookie=f"answered={cookie.value}")

    assert page.root.all("form")


def test_a_phone_that_sends_form_after_form_is_asked_to_wait_and_keeps_its_answers(
    citizen: Citizen, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answered, "PHONE", Rate(burst=2, every=30))
    for _ in range(2):
        citizen.look("/s/all-phone?lang=vi&again=1")
        citizen.send(FULL)
        assert citizen.was_redirected
    citizen.look("/s/all-phone?lang=vi&again=1")

    page = citizen.send(FULL | {"comment": "vẫn còn đây"})

    assert citizen.status == 429
    assert 0 < int(citizen.response.headers["Retry-After"]) <= 30
    assert page.alert.text.startswith("Hiện có nhiều phiếu được gửi cùng lúc. Các câu trả lời vẫn còn")
    assert page.filled_in()["comment"] == ["vẫn còn đây"]
    assert len(shop.ballots()) == 2

    now = answered.time.time()
    monkeypatch.setattr(answered.time, "time", lambda: now + 30)
    citizen.send({})
    assert citizen.was_redirected
    assert len(shop.ballots()) == 3


def test_a_door_that_gets_too_much_keeps_the_answers_on_the_page(
    shop: Shop, limits_on: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "DOOR", Rate(burst=1, every=7))
    citizen = Citizen(create_app(shop.engine).test_client(), language="en")
    for _ in range(2):
        citizen.look("/s/all-phone?lang=en&again=1")
        page = citizen.send(FULL)

    assert citizen.status == 429
    assert page.alert.text.startswith(
        "Many forms are being sent at once. Your answers are still on this page."
    )
    assert page.filled_in()["A1"] == ["5"]
    assert len(shop.ballots()) == 1


def test_a_box_that_nobody_sees_marks_who_fills_it_in_and_refuses_nobody(
    citizen: Citizen, shop: Shop
) -> None:
    hidden = citizen.page.root.one("input", name="_more")
    citizen.send(FULL | {"_more": "https://buy.example"})

    assert hidden["tabindex"] == "-1"
    assert citizen.was_redirected
    assert [ballot.state for ballot in shop.ballots()] == ["f"]


def test_an_empty_box_marks_nobody(citizen: Citizen, shop: Shop) -> None:
    citizen.send(FULL | {"_more": "", "_seconds": "40"})

    assert [ballot.state for ballot in shop.ballots()] == ["c"]
