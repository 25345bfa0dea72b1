"""The other language is a button away, and keeps what was filled in."""

from __future__ import annotations

from dataclasses import fields
from string import Formatter
from unicodedata import is_normalized

import pytest

from survey.citizen.messages import EN, VI, languages_of
from tests.citizen.cast import ANSWERS, FULL, Citizen, Shop

META = {"_language", "_seconds", "_questionnaire"}


@pytest.mark.parametrize("token", ["all-phone", "all-counter"])
def test_the_switch_keeps_every_answer_and_the_id(citizen: Citizen, shop: Shop, token: str) -> None:
    citizen.open(token)
    before = citizen.ballot
    given = FULL | {"ways": ["X"], "who": "cô lao công", "gifts": ["2"], "comment": "Tốt.\n  Cảm ơn."}

    page = citizen.send(given, button="_show", value="en")

    assert citizen.status == 200
    assert page.html["lang"] == "en"
    assert citizen.ballot == before
    kept = page.filled_in()
    assert {code: kept[code] for code in given} == {
        code: value if isinstance(value, list) else [value] for code, value in given.items()
    }
    assert shop.ballots() == []


def test_a_form_begun_in_vietnamese_can_be_sent_in_english(citizen: Citizen, shop: Shop) -> None:
    citizen.send(FULL, button="_show", value="en")

    page = citizen.send({})

    assert page.root.one("h1").text == "Thank you. Your answers have been recorded."
    assert page.html["lang"] == "en"
    assert shop.answers() == ANSWERS
    assert shop.ballots()[0].language == "en"


def test_the_switch_mends_nothing_that_was_not_sent(citizen: Citizen) -> None:
    page = citizen.send({"came": "B"}, button="_show", value="en")

    assert not [each for each in page.root.elements if each.get("role") == "alert"]


def test_what_is_to_be_mended_is_said_in_the_other_language_too(citizen: Citizen) -> None:
    citizen.send({"came": "B"})

    page = citizen.send({}, button="_show", value="en")

    assert page.title.startswith("Error: ")
    assert page.alert.one("h2").text == "5 questions still need an answer:"
    assert page.by_id["e-A1"].text == "Error: No answer here yet. Please choose a level, or “No opinion”."


def test_a_language_nobody_offers_is_not_shown(citizen: Citizen) -> None:
    page = citizen.send({}, button="_show", value="fr")

    assert page.html["lang"] == "vi"


@pytest.mark.parametrize("token", ["all-phone", "all-counter"])
def test_each_language_is_named_in_itself(citizen: Citizen, token: str) -> None:
    page = citizen.open(token)

    switch = page.root.one("button", name="_show")
    assert (switch["value"], switch["lang"]) == ("en", "en")
    assert "English" in switch.text
    assert "Tiếng Việt" in page.root.one("span", aria_current="true").text


def test_both_languages_say_the_same_things() -> None:
    for field in fields(VI):
        ours, theirs = getattr(VI, field.name), getattr(EN, field.name)

        assert ours.strip(), field.name
        assert theirs.strip(), field.name
        assert is_normalized("NFC", ours)
        assert holes(ours) == holes(theirs) or field.name == "one_minute", field.name


def test_citizens_are_addressed_as_officials_address_them() -> None:
    sentences = " ".join(getattr(VI, field.name) for field in fields(VI)).casefold()

    assert not [
        word
        for word in ("quý khách", "khách hàng", "cử tri", "vui lòng chọn", "lá phiếu", "bạn")
        if word in sentences
    ]
    assert "!" not in sentences


def test_a_questionnaire_is_shown_in_the_languages_we_speak() -> None:
    assert languages_of(("en", "vi")) == ("en", "vi")
    assert languages_of(("tay", "en")) == ("en",)
    assert languages_of(("tay",)) == ("tay",)


def holes(sentence: str) -> set[str]:
    """What is filled into a sentence."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}
