"""The page of a kiosk as it is served: every language at once, the plain form without a script, and shut doors."""

from __future__ import annotations

import pytest

from questionnaires.load import load, shipped
from survey.citizen.messages import EN, VI
from survey.citizen.pace import moves_by_tap
from survey.citizen.screen_messages import SHOWN
from tests.citizen.cast import Citizen, Shop
from tests.citizen.reading import Element, Page


def face_of(page: Page, language: str) -> Element:
    """The template with the whole page in a language."""
    (found,) = (
        each
        for each in page.templates
        if isinstance(each, Element) and each.get("class") == "face" and each["lang"] == language
    )
    return found


def test_the_kiosk_has_the_form_in_every_language_and_one_id(citizen: Citizen, shop: Shop) -> None:
    page = citizen.look("/k/all-counter")
    other = face_of(page, "en")

    assert [each["id"] for each in other.all("fieldset")] == [
        each["id"] for each in page.root.all("fieldset")
    ]
    assert other.one("h1").text == "One of everything"
    assert page.filled_in()["_ballot"][0]
    assert other.one("input", name="_ballot")["value"] == ""


def test_without_a_script_it_is_sent_to_the_door_itself(citizen: Citizen) -> None:
    page = citizen.look("/k/all-counter")

    assert page.root.one("form")["action"] == "/s/all-counter#said"
    assert not page.root.all("section", class_="attract")


def test_the_start_screen_of_a_short_form_is_its_first_question(citizen: Citizen, shop: Shop) -> None:
    shop.field("counter", {"tap": "counter"})

    short, long = citizen.look("/k/tap").source, citizen.look("/k/all-counter").source

    assert SHOWN["vi"].tap_moves in short and 'class="doors"' not in short
    assert SHOWN["vi"].tap_moves not in long and 'class="doors"' in long


def test_thanks_on_a_kiosk_lead_nowhere_else(citizen: Citizen, shop: Shop) -> None:
    shop.change_wave(results_address="https://cchc.tinh-mau.example", results_month="3/2027")

    page = citizen.look("/k/all-counter")

    assert "https://cchc.tinh-mau.example vào tháng 3 năm 2027" in page.source
    assert "<a " not in page.source


@pytest.mark.parametrize("token", ["nobody", "all-phone", "x" * 80])
def test_a_door_that_is_no_kiosks_is_unknown(citizen: Citizen, token: str) -> None:
    page = citizen.look(f"/k/{token}")

    assert citizen.status == 404
    assert page.root.one("h1").text == VI.unknown
    assert page.source == citizen.look("/k/nowhere").source


@pytest.mark.parametrize(
    ("change", "status"), [({"state": "frozen"}, 410), ({"state": "approved"}, 503), ({"state": "open"}, 200)]
)
def test_a_tablet_at_a_shut_door_looks_again_by_itself(
    citizen: Citizen, shop: Shop, change: dict[str, str], status: int
) -> None:
    shop.change_wave(**change)

    citizen.look("/k/all-counter")

    assert citizen.status == status
    assert ("Refresh" in citizen.response.headers) == (status != 200)


def test_a_revoked_kiosk_says_whom_to_tell(citizen: Citizen, shop: Shop) -> None:
    shop.revoke("all-counter")

    page = citizen.look("/k/all-counter")

    assert citizen.status == 410
    assert page.root.one("h1").text == VI.revoked
    assert EN.revoked in page.source


def test_only_the_shortest_of_the_shipped_questionnaires_moves_by_the_tap() -> None:
    assert [name for name in shipped() if moves_by_tap(load(name))] == ["counter"]


def test_every_sentence_of_the_screens_is_there_in_both_languages() -> None:
    vi, en = (vars(words) for words in SHOWN.values())

    assert all(vi.values()) and all(en.values())
    assert [name for name in vi if vi[name] == en[name]] == []
    assert {name for name in vi if "{" in vi[name]} == {name for name in en if "{" in en[name]}
