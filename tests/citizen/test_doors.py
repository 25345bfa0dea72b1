"""Doors that are shut, unknown, or not open yet, and pages that somebody else sends."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask

from survey import create_app, dates
from survey.ballots.ballot_rows import NOT_STORED
from survey.ballots.store import Store
from survey.database import engine_of
from tests.citizen.cast import ANSWERS, FULL, Citizen, Shop


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_closed_wave_says_since_when_and_where_its_results_are(
    citizen: Citizen, shop: Shop, language: str
) -> None:
    shop.change_wave(
        state="closed",
        closed_on=shop.cast.today,
        closes=dt.date(2026, 3, 5),
        opens=dt.date(2026, 2, 1),
        results_address="cchc.tinh-mau.example",
    )
    citizen.language = language

    page = citizen.open()

    said = [each.text for each in page.root.one("main").elements if each.get("class") == "said"]
    vietnamese = "Đợt khảo sát đã kết thúc ngày 05/03/2026. Cảm ơn Ông/Bà. Kết quả: cchc.tinh-mau.example."
    english = "This survey ended on 5 March 2026. Thank you. Results: cchc.tinh-mau.example."
    assert citizen.status == 410
    assert said == ([vietnamese, english] if language == "vi" else [english, vietnamese])


def test_a_result_without_an_address_is_not_spoken_of(citizen: Citizen, shop: Shop) -> None:
    shop.change_wave(state="closed", closed_on=shop.cast.today)

    page = citizen.open()

    assert "Kết quả" not in page.root.one("main").text
    assert "None" not in page.source


@pytest.mark.parametrize("state", ["closed", "frozen", "review", "results_approved", "published"])
def test_no_form_is_shown_after_the_wave(citizen: Citizen, shop: Shop, state: str) -> None:
    shop.change_wave(state=state, closed_on=shop.cast.today)

    page = citizen.open()

    assert citizen.status == 410
    assert not page.root.all("form")


def test_a_form_opened_before_the_wave_was_closed_is_still_taken_that_day(
    citizen: Citizen, shop: Shop
) -> None:
    shop.change_wave(state="closed", closed_on=shop.cast.today)

    citizen.send(FULL)

    assert citizen.was_redirected
    assert shop.answers() == ANSWERS


def test_a_form_opened_before_the_last_midnight_and_sent_after_it_counts_for_the_last_day(
    citizen: Citizen, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = shop.cast.today
    shop.change_wave(closes=last)
    after = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(0, 5), dates.VIETNAM)
    monkeypatch.setattr(dates, "now", lambda: after)

    citizen.send(FULL)

    assert citizen.was_redirected
    assert shop.ballots()[0].day == last


def test_a_form_sent_long_after_the_wave_is_told_so(
    citizen: Citizen, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = shop.cast.today
    shop.change_wave(closes=last)
    after = dt.datetime.combine(last + dt.timedelta(days=2), dt.time(9), dates.VIETNAM)
    monkeypatch.setattr(dates, "now", lambda: after)

    page = citizen.send(FULL)

    assert citizen.status == 410
    assert page.root.one("h1").text.startswith("Đợt khảo sát đã kết thúc ngày")
    assert shop.ballots() == []


def test_a_revoked_door_asks_to_tell_the_staff(citizen: Citizen, shop: Shop) -> None:
    shop.revoke("all-phone")

    page = citizen.send(FULL)
    assert citizen.status == 410
    assert shop.ballots() == []

    page = citizen.open()
    assert citizen.status == 410
    assert page.root.one("h1").text == (
        "Điểm thu phiếu này không còn hoạt động. Xin báo với người hướng dẫn tại nơi tiếp nhận."
    )


def test_a_wave_that_has_not_begun_says_when_it_does(citizen: Citizen, shop: Shop) -> None:
    opens = shop.cast.today + dt.timedelta(days=3)
    shop.change_wave(opens=opens)

    page = citizen.open()

    assert citizen.status == 503
    assert int(citizen.response.headers["Retry-After"]) > 60
    assert page.root.one("h1").text == (
        f"Đợt khảo sát này chưa bắt đầu nhận phiếu. Ông/Bà có thể trả lời từ ngày {opens:%d/%m/%Y}."
    )


def test_a_wave_that_is_late_names_no_day(citizen: Citizen, shop: Shop) -> None:
    shop.change_wave(state="approved")

    page = citizen.open()

    assert page.root.one("h1").text == "Đợt khảo sát này chưa bắt đầu nhận phiếu."


@pytest.mark.parametrize("token", ["nobody", "a" * 22, "x" * 500, "%20", "ổ"])
def test_an_unknown_door_is_answered_alike_whatever_was_asked(citizen: Citizen, token: str) -> None:
    page = citizen.open(token)
    assert citizen.status == 404
    assert page.root.one("h1").text.startswith("Không tìm thấy phiếu khảo sát ở địa chỉ này.")
    known = citizen.page.source

    citizen.open("someone-else")
    assert citizen.page.source == known

    citizen.post(FULL)
    assert citizen.status == 404


def test_thanks_of_an_unknown_door_are_not_given(app: Flask) -> None:
    assert app.test_client().get("/s/nobody/thanks").status_code == 404


def test_thanks_can_be_shown_again_in_the_other_language(citizen: Citizen) -> None:
    citizen.send(FULL)

    page = citizen.look("/s/all-phone/thanks?lang=en")

    assert page.root.one("h1").text == "Thank you. Your answers have been recorded."
    assert page.root.one("a", class_="button plain")["href"] == "/s/all-phone?lang=en&again=1"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
    ],
    ids=str,
)
def test_a_form_that_another_site_sends_is_refused(
    citizen: Citizen, shop: Shop, headers: dict[str, str]
) -> None:
    page = citizen.send(FULL, **headers)

    assert citizen.status == 403
    assert page.root.one("h1").text.startswith("Phiếu này được gửi từ một trang khác")
    assert shop.ballots() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "null"},
        {"Origin": "http://localhost"},
    ],
    ids=str,
)
def test_a_form_that_our_page_sends_is_taken(citizen: Citizen, shop: Shop, headers: dict[str, str]) -> None:
    citizen.send(FULL, **headers)

    assert citizen.was_redirected


def test_a_ballot_destroyed_on_purpose_is_not_taken_again(citizen: Citizen, shop: Shop) -> None:
    sent = citizen.page.filled_in() | {code: list(given) for code, given in FULL.items()}
    citizen.post(sent)
    shop.destroy_all()

    page = citizen.post(sent)

    assert citizen.status == 410
    assert page.root.one("h1").text == "Phiếu này đã được hủy theo quy định nên không nhận lại."
    assert page.root.one("a").text == "Đánh giá lần giao dịch khác"


def test_a_form_of_more_than_64_kb_is_not_read(citizen: Citizen, shop: Shop) -> None:
    page = citizen.send(FULL | {"comment": "x" * 66_000})

    assert citizen.status == 413
    assert page.root.one("h1").text.startswith("Nội dung gửi quá dài")
    assert shop.ballots() == []


def test_a_ballot_that_could_not_be_stored_stays_on_the_page(
    citizen: Citizen, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = citizen.ballot
    with monkeypatch.context() as patch:
        patch.setattr(Store, "record_ballot", lambda *_: NOT_STORED)
        page = citizen.send(FULL | {"comment": "vẫn còn đây"})

    assert citizen.status == 503
    assert int(citizen.response.headers["Retry-After"]) < 60
    assert page.alert.text.startswith("Chưa lưu được phiếu. Các câu trả lời vẫn còn trên trang này.")
    assert page.filled_in()["comment"] == ["vẫn còn đây"]
    assert citizen.ballot == before

    citizen.send({})
    assert citizen.was_redirected
    assert shop.answers() == ANSWERS


def test_a_database_that_does_not_answer_is_said_plainly(citizen: Citizen) -> None:
    nowhere = Citizen(create_app(engine_of("sqlite:////nowhere/at/all.db")).test_client())

    page = nowhere.open()

    assert nowhere.status == 503
    assert page.root.one("h1").text.startswith("Máy chủ đang bận.")
