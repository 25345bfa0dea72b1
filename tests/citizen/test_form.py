"""The form as it is served: both languages, both layouts, its weight, what a browser may keep of it."""

from __future__ import annotations

import gzip
import re

import pytest
from flask import Flask

from questionnaires.load import load, shipped
from survey.ballots.contract import ballot_id_day
from survey.citizen.assets import assets
from survey.dates import today
from tests.citizen.cast import Citizen, Shop
from tests.citizen.reading import Page

FIRST_WINDOW = 14_600
"""Bytes that a server sends before it waits for a reply: ten segments (RFC 6928)."""
FIRST_FILES = ["citizen.css", "icon.svg", "steps.js", "citizen.js"]
GZIP = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("layout", ["phone", "counter"])
@pytest.mark.parametrize("name", shipped())
def test_every_question_is_a_fieldset_whose_legend_is_its_sentence(
    citizen: Citizen, shop: Shop, name: str, layout: str, language: str
) -> None:
    shop.field(name, {"door": layout})
    citizen.language = language

    page = citizen.open("door")

    assert (page.html["lang"], page.html["class"]) == (language, layout)
    legends = {each["id"][2:]: each.one("legend").text for each in page.root.all("fieldset")}
    form = load(name)
    assert list(legends) == [item.code for item in form.items]
    for item in form.items:
        assert legends[item.code].startswith(" ".join(form.sentence(item, language).split()))


def test_the_boxes_stand_in_the_order_of_the_questionnaire(citizen: Citizen) -> None:
    boxes = citizen.page.question("A1").all("input")

    assert [box["value"] for box in boxes] == ["5", "4", "3", "2", "1", "?"]
    assert not [box for box in boxes if "checked" in box]


def test_only_the_five_levels_of_satisfaction_have_faces(citizen: Citizen) -> None:
    faces = {code: len(citizen.page.question(code).all("use")) for code in ("A1", "A3", "came", "ways")}

    assert faces == {"A1": 5, "A3": 0, "came": 0, "ways": 0}
    assert all(svg["aria-hidden"] == "true" for svg in citizen.page.root.all("svg"))


def test_a_filtered_question_says_in_words_whom_it_is_for(citizen: Citizen) -> None:
    question = citizen.page.question("times")

    told = citizen.page.by_id[question["aria-describedby"]].text
    assert told == "Chỉ trả lời nếu ở câu “Ông/Bà có phải quay lại không?” Ông/Bà chọn “Có”."
    assert (question["data-if"], question["data-codes"]) == ("again", "1")


def test_every_box_for_text_warns_not_to_name_anybody(citizen: Citizen) -> None:
    for text in citizen.page.root.all("textarea"):
        assert citizen.page.by_id[text["aria-describedby"]].text.startswith(
            "Xin không ghi tên, số điện thoại"
        )


def test_what_may_be_left_out_is_said_once(citizen: Citizen) -> None:
    assert citizen.page.question("gifts").one("legend").text == "Nên thêm gì? (không bắt buộc)"
    assert "(không bắt buộc)" not in citizen.page.question("came").one("legend").text

    page = citizen.open("short-phone")

    assert "(không bắt buộc)" not in page.question("sex").one("legend").text
    assert "Về Ông/Bà (không bắt buộc)" in page.root.one("main").text


def test_every_visitor_gets_an_id_of_their_own_that_tells_only_the_day(citizen: Citizen) -> None:
    ids = {citizen.ballot}
    for _ in range(20):
        citizen.open()
        ids.add(citizen.ballot)

    assert len(ids) == 21
    assert {ballot_id_day(each) for each in ids} == {today()}


def test_enter_sends_and_does_not_switch_the_language(citizen: Citizen) -> None:
    """Enter presses the first button of the form in the order of the page, wherever it stands."""
    first = citizen.page.root.all("button")[0]

    assert (first["name"], first["form"]) == ("_send", citizen.page.root.one("form")["id"])
    assert (first["tabindex"], first["aria-hidden"]) == ("-1", "true")


@pytest.mark.parametrize(
    ("header", "language"),
    [("vi-VN,vi;q=0.9", "vi"), ("en-GB", "en"), ("fr-FR,en;q=0.5", "en"), ("ja", "vi"), ("", "vi")],
)
def test_a_phone_starts_in_its_own_language_and_a_counter_in_vietnamese(
    app: Flask, header: str, language: str
) -> None:
    client = app.test_client()

    phone, counter = (
        Page(client.get(f"/s/{token}", headers={"Accept-Language": header}).text)
        for token in ("all-phone", "all-counter")
    )

    assert (phone.html["lang"], counter.html["lang"]) == (language, "vi")


def test_a_counter_has_one_line_of_notice_and_keeps_nothing_of_the_one_before(citizen: Citizen) -> None:
    page = citizen.open("all-counter")

    assert page.root.one("p", class_="promise").text == (
        "Không hỏi tên · Không bắt buộc · Khoảng 2 phút. Ý kiến của Ông/Bà giúp nơi này phục vụ tốt hơn."
    )
    assert not page.root.all("details")
    assert page.root.one("form")["autocomplete"] == "off"


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("token", ["short-phone", "short-kiosk"])
def test_a_first_visit_fits_into_one_window_of_the_network(
    app: Flask, shop: Shop, token: str, language: str
) -> None:
    client = app.test_client()
    page = client.get(f"/s/{token}?lang={language}", headers=GZIP)
    files = re.findall(r'(?:src|href)="(/assets/[^"]+)"', gzip.decompress(page.data).decode())

    bodies = [page.data, *(client.get(each, headers=GZIP).data for each in files)]

    assert [each.partition("?")[0][8:] for each in files] == FIRST_FILES
    assert sum(map(len, bodies)) <= FIRST_WINDOW


def test_a_script_of_the_first_visit_loads_no_other_at_once() -> None:
    for name in (each for each in FIRST_FILES if each.endswith(".js")):
        loaded = re.findall(r'^import [^"]*"\./([\w-]+\.js)', assets()[name].content.decode(), re.MULTILINE)

        assert set(loaded) <= set(FIRST_FILES)


def test_an_import_names_the_version_of_the_file_it_loads() -> None:
    for asset in assets().values():
        for name, version in re.findall(r'"\./([\w-]+\.js)([^"]*)"', asset.content.decode()):
            assert version == f"?v={assets()[name].version}"


def test_the_compressed_page_is_the_page(app: Flask, shop: Shop) -> None:
    client = app.test_client()
    packed = client.get("/s/all-phone", headers=GZIP)

    plain = client.get("/s/all-phone")

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    ballot = re.compile(r'name="_ballot" value="[0-9a-f-]{36}"')
    assert ballot.sub("", gzip.decompress(packed.data).decode()) == ballot.sub("", plain.text)


def test_the_scripts_stay_small() -> None:
    assert sum(len(assets()[name].compressed) for name in FIRST_FILES if name.endswith(".js")) <= 6 * 1024


def test_files_are_kept_for_good_under_their_version_only(app: Flask) -> None:
    client = app.test_client()
    version = assets()["citizen.css"].version

    known = client.get(f"/assets/citizen.css?v={version}")
    other = client.get("/assets/citizen.css?v=0")

    assert known.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert other.headers["Cache-Control"] == "no-cache"
    assert known.data == other.data == assets()["citizen.css"].content
    assert client.get("/assets/nothing.css").status_code == 404


def test_the_style_loads_nothing_and_needs_no_new_browser() -> None:
    style = assets()["citizen.css"].content.decode()

    assert not re.findall(r"@import|url\(|:has\(|aspect-ratio|inset:|[^-]gap:", style)
