"""The pages of paper ballots without any script: batches, keying by code string, second keying, decisions."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from survey.paper.serials import serial_of
from survey.staff.keying.messages import EN, SPOKEN, VI
from tests.staff.cast import Browser
from tests.staff.keying.cast import Room

COUNTS = {"issued": "5", "returned": "3", "spoiled": "1", "missing": "1"}


def new_batch(room: Room, browser: Browser, **changes: str) -> tuple[int, str]:
    door = str(room.desk.cast.collectors["two-paper"])
    form = {"door": door, "day": room.desk.cast.today.isoformat(), **COUNTS} | changes
    reply = browser.send("/staff/keying/new", form)
    return reply.status_code, reply.headers.get("Location", reply.text)


def test_an_empty_list_says_what_to_do(room: Room) -> None:
    page = room.browser("an").get("/staff/keying").text

    assert VI.none in page and VI.new in page


def test_a_clerk_makes_a_batch_and_comes_to_its_page(on_both: Room) -> None:
    browser = on_both.browser("an")

    status, to = new_batch(on_both, browser, serial_from=serial_of(1), serial_to=serial_of(5))

    assert (status, to) == (303, "/staff/keying/1?done=new")
    page = browser.get(to).text
    assert VI.done["new"] in page and serial_of(5) in page
    assert VI.balance.format(issued=5, returned=3, spoiled=1, missing=1) in page
    assert "0/3" in browser.get("/staff/keying").text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"issued": "6"}, "issued"),
        ({"issued": "x"}, "issued"),
        ({"returned": "٣"}, "returned"),
        ({"door": "999"}, "door"),
        ({"door": "1"}, "door"),
        ({"day": "hôm nay"}, "day"),
        ({"day": "2020-01-01"}, "day"),
        ({"serial_from": "000001"}, "serial_from"),
    ],
)
def test_what_is_wrong_with_a_batch_is_said_at_its_field_with_the_form_as_it_was(
    room: Room, changes: dict[str, str], field: str
) -> None:
    browser = room.browser("an")
    before = room.everything()

    status, page = new_batch(room, browser, **changes)

    assert status == 422 and f'id="{field}-error"' in page
    assert 'value="5"' in page or "issued" in changes
    assert room.everything() == before


def test_the_counts_are_corrected(room: Room) -> None:
    browser = room.browser("an")
    batch = room.desk.batch(3)

    bad = room.send(browser, batch, "counts", {**COUNTS, "issued": "9"})
    good = room.send(browser, batch, "counts", COUNTS)

    assert bad.status_code == 422 and 'id="issued-error"' in bad.text
    assert good.headers["Location"] == f"/staff/keying/{batch}?done=counts"


def test_without_a_script_a_ballot_is_keyed_as_one_string(room: Room) -> None:
    browser, batch = room.browser("an"), room.desk.batch(2)
    page = browser.get(f"/staff/keying/{batch}/key").text
    form = {"ballot": room.fresh_id(), "number": "1", "codes": "5 /", "words.words": "Chờ lâu"}

    reply = room.send(browser, batch, "key", form)

    assert 'name="codes"' in page and 'name="ballot"' in page and 'value="1"' in page
    assert reply.headers["Location"] == f"/staff/keying/{batch}/key?done=keyed"
    assert room.desk.answers(batch) == {1: "5#"}
    after = browser.get(reply.headers["Location"]).text
    assert VI.done["keyed"] in after and VI.progress.format(keyed=1, returned=2) in after


def test_a_wrong_string_comes_back_with_everything_that_was_typed(room: Room) -> None:
    browser, batch = room.browser("an"), room.desk.batch(2)
    form = {
        "ballot": room.fresh_id(),
        "number": "1",
        "codes": "59",
        "words.words": "Chờ <lâu>",
        "assisted": "2",
    }

    reply = room.send(browser, batch, "key", form)

    assert reply.status_code == 422 and VI.problems["answer_not_offered"].format(number=2) in reply.text
    for kept in ('value="59"', "Chờ &lt;lâu&gt;", 'value="2"', form["ballot"]):
        assert kept in reply.text
    assert room.desk.answers(batch) == {}


def test_a_number_keyed_before_shows_both_forms_and_the_clerk_chooses(room: Room) -> None:
    browser, batch = room.browser("an"), room.desk.batch(3)
    room.desk.key(batch, room.desk.form(1, "54"))
    form = {"ballot": room.fresh_id(), "number": "1", "codes": "5*"}

    both = room.send(browser, batch, "key", form)
    assert both.status_code == 422 and VI.clash.format(number="1") in both.text
    assert "5<mark>4</mark>" in both.text and "5<mark>*</mark>" in both.text

    kept = room.send(browser, batch, "key", form | {"choice": "keep"})
    assert kept.headers["Location"].endswith("?done=kept") and room.desk.answers(batch) == {1: "54"}

    moved = room.send(browser, batch, "key", form | {"number": "2"})
    assert moved.headers["Location"].endswith("?done=keyed")
    assert room.desk.answers(batch) == {1: "54", 2: "5*"}

    room.send(browser, batch, "key", form | {"choice": "instead", "ballot": room.fresh_id()})
    assert room.desk.answers(batch) == {1: "5*", 2: "5*"}


def test_the_script_is_told_in_json_what_became_of_a_form(room: Room) -> None:
    browser, batch = room.browser("an"), room.desk.batch(2)
    form = {"ballot": room.fresh_id(), "number": "1", "codes": "54"}
    asking = {"headers": {"Accept": "application/json"}}

    replies = [
        room.send(browser, batch, "key", each, **asking)
        for each in (form, form, form | {"ballot": room.fresh_id(), "codes": "14"}, form | {"codes": "5"})
    ]

    assert [each.status_code for each in replies] == [200, 200, 409, 422]
    assert [each.json["code"] for each in replies if each.json] == [
        "recorded",
        "recorded_before",
        "number_used",
        "length",
    ]
    assert replies[0].json and replies[0].json["count"] == 1
    assert replies[2].json and replies[2].json["pairs"][0] == {
        "number": 1,
        "stored": "5",
        "sent": "1",
        "same": False,
    }


def test_a_batch_goes_from_first_keying_to_its_closing(on_both: Room) -> None:
    room = on_both
    an, binh, giam = (room.browser(who) for who in ("an", "binh", "giam"))
    batch = room.desk.batch(2)
    room.desk.key_all(batch, ["54", "55"])

    done = [room.send(an, batch, "finish", {}).headers["Location"]]
    (number,) = room.desk.waiting(batch, "binh")
    own = an.get(f"/staff/keying/{batch}/second").text
    page = binh.get(f"/staff/keying/{batch}/second").text
    done.append(room.send(binh, batch, "second", {"number": str(number), "codes": "1*"}).headers["Location"])
    shown = giam.get(f"/staff/keying/{batch}/resolve").text
    choice = {"form": str(number), "chosen.A1": "first", "other.A2": "3"}
    done.append(room.send(giam, batch, "resolve", choice).headers["Location"])

    assert VI.second_none in own and f'value="{number}"' in page
    assert [each.partition("?done=")[2] for each in done] == ["finish", "second", "resolved"]
    assert "Rất hài lòng" in shown and VI.signs["*"] in shown
    assert room.desk.answers(batch)[number] == "53"
    (other,) = room.desk.waiting(batch, "binh")
    room.send(binh, batch, "second", {"number": str(other), "codes": room.desk.answers(batch)[other]})
    assert VI.deeds["close"] in binh.get(f"/staff/keying/{batch}").text
    assert room.send(binh, batch, "close", {}).headers["Location"].endswith("?done=close")
    assert room.desk.state(batch) == "closed"


def test_the_second_keyer_is_not_told_what_was_keyed_first(room: Room) -> None:
    batch = room.desk.batch(1)
    room.desk.key_all(batch, ["5*"])
    room.desk.finish(batch)
    browser = room.browser("binh")

    pages = [browser.get(f"/staff/keying/{batch}{rest}").text for rest in ("", "/second")]
    differs = room.send(browser, batch, "second", {"number": "1", "codes": "11"})
    pages.append(browser.get(differs.headers["Location"]).text)
    refused = room.send(browser, batch, "resolve", {"form": "1", "chosen.A1": "first"})

    assert not [page for page in pages if "5*" in page]
    assert refused.status_code == 403


def test_the_first_keyer_is_refused_the_second_keying_of_the_same_paper(room: Room) -> None:
    batch = room.desk.batch(1)
    room.desk.key_all(batch, ["54"])
    room.desk.finish(batch)

    reply = room.send(room.browser("an"), batch, "second", {"number": "1", "codes": "54"})

    assert reply.status_code == 422 and VI.problems["own_ballot"] in reply.text
    assert room.desk.stands(batch).waiting == 1


def test_a_deed_too_early_says_why(room: Room) -> None:
    batch = room.desk.batch(2)

    reply = room.send(room.browser("an"), batch, "finish", {})

    assert reply.status_code == 422
    assert VI.problems["not_all_keyed"].format(keyed=0, returned=2) in reply.text


def test_rates_show_a_clerk_only_their_own(room: Room) -> None:
    batch = room.desk.batch(1)
    room.desk.key_all(batch, ["54"])
    empty = room.browser("giam").get("/staff/keying/rates").text
    room.desk.finish(batch)
    room.desk.again(batch, 1, "5*")
    room.desk.resolve(batch, {"A2": "*"})

    mine, all_of_them = (room.browser(who).get("/staff/keying/rates").text for who in ("an", "giam"))

    assert VI.no_rates in empty
    assert mine.count('<th scope="row">') == 1 and "500,0" in mine and VI.own_rates in mine
    assert all_of_them.count('<th scope="row">') == 2 and "0,0" in all_of_them


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_hand_over_slip_has_counts_names_and_room_to_sign(room: Room, language: str) -> None:
    batch = room.desk.batch(2, spoiled=1)
    room.desk.key_all(batch, ["54", "55"])
    path = f"/staff/keying/{batch}/slip?lang={language}"

    replies = [room.browser("an").get(path) for _ in range(2)]

    text = PdfReader(io.BytesIO(replies[0].data)).pages[0].extract_text()
    wanted = {
        "vi": ["PHIẾU GIAO NHẬN", "Sở Y tế", "BÊN NHẬN"],
        "en": ["HAND-OVER SLIP", "Department of Health"],
    }
    assert replies[0].content_type == "application/pdf" and replies[0].data == replies[1].data
    assert all(each in text for each in [*wanted[language], "Lê Thị An"])


def test_both_languages_have_a_sentence_for_every_word() -> None:
    for name, told in vars(VI).items():
        other = getattr(EN, name)
        if isinstance(told, dict):
            assert told.keys() == other.keys(), name
    assert set(SPOKEN) == {"vi", "en"}
