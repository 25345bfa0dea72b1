"""The citizen's page at a door that asks for a code: the field, its slips, and what a used code leads to."""

from __future__ import annotations

from pathlib import Path

import pytest

from survey import create_app
from survey.codes.alphabet import shown
from survey.codes.messages import EN, VI
from tests.citizen.cast import FULL, Citizen, Shop, open_shop
from tests.codes.cast import give_codes
from tests.databases import Cast


@pytest.fixture
def shop(sqlite_province: Cast, tmp_path: Path) -> Shop:
    """The wave with one of everything."""
    return open_shop(sqlite_province, tmp_path)


@pytest.fixture
def codes(shop: Shop) -> list[str]:
    """Codes of its door for phones."""
    return give_codes(shop.engine, shop.tokens["all-phone"], shop.cast, 3)


@pytest.fixture
def citizen(shop: Shop, codes: list[str]) -> Citizen:
    """Somebody with a paper in hand."""
    somebody = Citizen(create_app(shop.engine).test_client())
    somebody.open()
    return somebody


def test_the_field_stands_only_where_a_code_is_asked_for(citizen: Citizen) -> None:
    field = citizen.page.root.one("input", id="q-_code-1")
    told = citizen.page.by_id["h-_code"].text
    citizen.open("two-phone")

    assert (field["name"], field["autocomplete"], field["type"]) == ("_code", "off", "text")
    assert "10 chữ và số" in told and VI.promise in told
    assert "_code" not in citizen.page.source and "code.js" not in citizen.page.source


def test_a_form_with_its_code_is_stored_and_thanked_for(
    citizen: Citizen, shop: Shop, codes: list[str]
) -> None:
    page = citizen.send(FULL | {"_code": f" {shown(codes[0]).lower()} "})

    assert citizen.was_redirected
    assert page.root.one("h1").text == "Cảm ơn Ông/Bà. Ý kiến đã được ghi nhận."
    assert len(shop.ballots()) == 1


@pytest.mark.parametrize(
    ("typed", "sentence"), [("", VI.missing), ("KF7M2-9XT3C", VI.wrong), ("mã", VI.wrong)]
)
def test_a_slip_in_the_code_is_said_first_and_keeps_everything(
    citizen: Citizen, shop: Shop, typed: str, sentence: str
) -> None:
    page = citizen.send(FULL | {"_code": typed, "comment": "vẫn còn"})

    assert citizen.status == 422
    assert page.alert.all("a")[0]["href"] == "#q-_code"
    assert page.alert.all("a")[0].text == f"{VI.label} – {sentence}"
    assert sentence in page.by_id["e-_code"].text
    assert page.by_id["q-_code-1"]["aria-invalid"] == "true"
    assert page.filled_in()["comment"] == ["vẫn còn"]
    assert page.filled_in()["_code"] == [typed]
    assert shop.ballots() == []


def test_a_slip_in_the_code_and_blank_questions_are_summed_up_together(citizen: Citizen) -> None:
    page = citizen.send({"_code": "", "A1": "5"})

    assert page.alert.one("h2").text.startswith("Còn 6 chỗ cần sửa")
    assert len(page.alert.all("a")) == 6


def test_blank_questions_can_be_skipped_but_the_code_cannot(
    citizen: Citizen, shop: Shop, codes: list[str]
) -> None:
    citizen.send({"_code": "", "A1": "5"})
    page = citizen.send({}, button="_skip")
    assert (citizen.status, len(page.alert.all("a"))) == (422, 1)

    citizen.send({"_code": codes[0]}, button="_skip")

    assert citizen.was_redirected
    assert len(shop.ballots()) == 1


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_used_code_says_what_to_do_and_another_one_sends_the_same_answers(
    citizen: Citizen, shop: Shop, codes: list[str], language: str
) -> None:
    citizen.send(FULL | {"_code": codes[0]})
    citizen = Citizen(create_app(shop.engine).test_client(), language=language)
    citizen.open()

    page = citizen.send(FULL | {"_code": codes[0], "comment": "phiếu khác"})

    spoken = VI if language == "vi" else EN
    assert citizen.status == 409
    assert spoken.used in page.alert.text
    assert spoken.used_here in page.by_id["e-_code"].text
    assert page.filled_in()["comment"] == ["phiếu khác"]

    citizen.send({"_code": codes[1]})
    assert citizen.was_redirected
    assert len(shop.ballots()) == 2
    assert shop.comments() == {"comment": "phiếu khác"}


def test_a_phone_that_answered_before_goes_straight_on_with_its_next_code(
    citizen: Citizen, shop: Shop, codes: list[str]
) -> None:
    citizen.send(FULL | {"_code": codes[0]})

    citizen.open()
    citizen.send(FULL | {"_code": codes[1]})

    assert citizen.was_redirected
    assert len(shop.ballots()) == 2


def test_double_click_is_thanked_for_twice_and_counted_once(
    citizen: Citizen, shop: Shop, codes: list[str]
) -> None:
    sent = {name: given for name, given in citizen.page.filled_in().items()}
    filled = sent | {code: [each] if isinstance(each, str) else each for code, each in FULL.items()}
    filled |= {"_code": [codes[0]], "_send": [""]}

    ends = []
    for _ in range(2):
        citizen.post(filled)
        ends.append(citizen.was_redirected)

    assert ends == [True, True]
    assert len(shop.ballots()) == 1


def test_the_language_switch_keeps_the_code(citizen: Citizen, codes: list[str]) -> None:
    page = citizen.send({"_code": shown(codes[0]), "A1": "4"}, button="_show", value="en")

    assert page.by_id["q-_code-1"]["value"] == shown(codes[0])
    assert EN.promise in page.by_id["h-_code"].text
    assert not page.root.all("p", id="e-_code")


def test_a_code_sent_to_a_door_that_asks_for_none_is_not_stored(citizen: Citizen, codes: list[str]) -> None:
    citizen.open("all-counter")

    citizen.send(FULL | {"_code": codes[0]})

    assert citizen.status == 422
