"""A kiosk in a real Chromium: start, questions, thanks, and nothing of one person for the next."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from survey.dates import VIETNAM
from tests.browser.kiosk_visit import ID, Kiosk, kiosk
from tests.browser.people import EVERY_WIDTH, LANGUAGES, SIDEWAYS, look_at
from tests.citizen.cast import ANSWERS, FULL, Shop

pytestmark = pytest.mark.browser

TABLETS = pytest.mark.parametrize(("width", "height"), [(1280, 800), (1024, 600)])
SHORT = {"C1": "5", "C2": "?", "C3": "1", "C4": "4", "C5": "N", "C6": "3"}
SECRET = "dấu-vết-của-người-{}"
GREETING = {"vi": "Mời Ông/Bà đánh giá sự phục vụ.", "en": "Please rate our service."}


@pytest.fixture
def tablet(chromium: Browser, base: str, shop: Shop) -> Iterator[Kiosk]:
    """A tablet at a door with one of everything; another door fields `counter`."""
    shop.field("counter", {"tap": "counter"})
    made = kiosk(chromium, base)
    yield made
    assert made.complaints == []
    made.page.context.close()


def visit(tablet: Kiosk, number: int) -> dict[str, Any]:
    """One citizen from start to thanks; what they answered."""
    page = tablet.page
    level = "12345"[number % 5]
    answers = FULL | {"A1": level, "A3": "123"[number % 3]}
    tablet.begin(["vi", "en"][number % 2])
    page.locator("button.size").click()
    for code in ("came", "ways", "again", "A1", "A2", "A3"):
        tablet.choose(code, answers[code])
    page.locator("button.next").click()
    page.locator("textarea[name=comment]").fill(SECRET.format(number))
    page.locator("button.next").click()
    tablet.finish()
    return answers


def go_round(tablet: Kiosk, shop: Shop, times: int) -> list[dict[str, Any]]:
    """Citizen after citizen; after each of them everything that the browser holds is looked at."""
    page = tablet.open("all-counter")
    tablet.settled()
    tablet.heard()
    before = tablet.traces()
    ids = {page.evaluate(ID)}
    told = []
    for number in range(times):
        told.append(visit(tablet, number))
        tablet.settled()
        after = tablet.traces()
        held = json.dumps(after, ensure_ascii=False)
        assert "dấu-vết" not in held
        assert not [each for each in ids if each in held]
        assert unlike(before, after) == {}
        ids.add(page.evaluate(ID))
        if number % 5 == 4:
            tablet.look_back()
            again = tablet.traces()
            # Another page was looked at, so the browser counts one entry more.
            assert unlike(before, again | {"entries": before["entries"]}) == {}
            before["entries"] = again["entries"]
            assert "dấu-vết" not in json.dumps(again, ensure_ascii=False)
    assert before["offering"] == 0
    assert len(ids) == times + 1
    return told


def unlike(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What differs but for the fresh id; the worker fills its cache while the first citizens come."""
    return {
        name: after[name] for name in before if name != "caches" and bare(before[name]) != bare(after[name])
    }


def bare(value: Any) -> str:
    """Without ids, and without the line breaks between elements, which only the first page has."""
    text = re.sub(r">\s+|\s+<", lambda found: found[0].strip(), str(value))
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", text)


def test_one_citizen_after_another_leaves_no_trace(tablet: Kiosk, shop: Shop) -> None:
    told = go_round(tablet, shop, 6)

    ballots = shop.ballots()
    assert len(ballots) == len(told)
    assert sorted(each["answers"]["A1"] for each in tablet.sent) == sorted(each["A1"] for each in told)
    assert len({each.id for each in ballots}) == len(told)
    assert {(each.state, each.language) for each in ballots} == {("c", "vi"), ("c", "en")}


@pytest.mark.soak
def test_two_hundred_citizens_leave_no_trace(tablet: Kiosk, shop: Shop) -> None:
    started = dt.datetime.now(VIETNAM)
    told = go_round(tablet, shop, 200)
    seconds = (dt.datetime.now(VIETNAM) - started).total_seconds()
    ballots = shop.ballots()

    print(
        f"\nkiosk loop: {len(told)} citizens in {seconds:.0f} s, {len(ballots)} ballots, no trace after any"
    )
    assert len(ballots) == len({each.id for each in ballots}) == 200
    assert len(shop.comments()) >= 1


def test_what_is_sent_is_what_the_plain_form_would_have_sent(tablet: Kiosk, shop: Shop) -> None:
    tablet.open("all-counter")
    tablet.begin("vi")
    for code in ("came", "ways", "again", "A1", "A2", "A3"):
        tablet.choose(code, FULL[code])
    tablet.page.locator("button.next").click()
    tablet.page.locator("textarea:visible").fill("Tốt\u0001 lắm ")
    tablet.page.locator("button.next").click()
    tablet.finish()
    tablet.settled()

    assert shop.answers() == ANSWERS
    assert shop.comments() == {"comment": "Tốt lắm"}
    (ballot,) = shop.ballots()
    assert ballot.day == shop.cast.today
    assert ballot.seconds is not None and ballot.seconds < 60


def test_the_start_screen_greets_in_both_languages_with_equal_buttons(tablet: Kiosk) -> None:
    page = tablet.open("all-counter")

    attract = page.locator(".attract").inner_text()
    boxes = page.locator(".doors button").evaluate_all(
        "all => all.map((each) => [each.offsetWidth, each.offsetHeight, getComputedStyle(each).fontSize,"
        " getComputedStyle(each).backgroundColor].join())"
    )
    today = dt.datetime.now(VIETNAM)
    assert all(each in attract for each in (*GREETING.values(), "Xã An Hòa", f"{today:%d/%m/%Y}"))
    assert len(boxes) == 2 and len(set(boxes)) == 1
    assert page.locator("fieldset:visible").count() == 0


def test_six_taps_are_a_ballot(tablet: Kiosk, shop: Shop) -> None:
    page = tablet.open("tap")
    assert page.locator(".attract h1").inner_text() == GREETING["vi"]
    assert page.locator("#q-C1").is_visible()
    for code, given in SHORT.items():
        assert page.locator("fieldset:visible").get_attribute("id") == f"q-{code}"
        assert not page.locator("button.next").is_visible()
        tablet.tap(code, given)
    assert page.locator(".end-of-taps .change").is_visible()
    assert shop.ballots() == []

    tablet.later(5.5)
    tablet.thanked()
    tablet.settled()

    (ballot,) = shop.ballots()
    assert (ballot.answers, ballot.state) == ("5?14N3", "c")
    assert page.locator("input:checked").count() == 0


def test_a_double_tap_answers_one_question(tablet: Kiosk) -> None:
    page = tablet.open("tap")
    tablet.later(0.6)
    page.locator("input[name=C1][value='5']").dblclick()
    tablet.later(0.3)

    middle = page.locator("input[name=C2][value='5']")
    middle.click()
    tablet.later(0.1)

    assert page.locator("fieldset:visible").get_attribute("id") == "q-C2"
    assert page.locator("#q-C2 input:checked").count() == 0


def test_the_last_screen_lets_one_change_and_add(tablet: Kiosk, shop: Shop) -> None:
    page = tablet.open("tap")
    for code, given in SHORT.items():
        tablet.tap(code, given)
    tablet.later(3)
    page.locator(".change").click()
    tablet.later(0.3)
    assert page.locator("fieldset:visible").get_attribute("id") == "q-C6"
    page.locator("button.back").click()
    tablet.tap("C5", "2")
    tablet.tap("C6", "2")

    page.locator(".add").click()
    page.locator("textarea").fill("Xin thêm ghế")
    page.locator("button.next").click()
    tablet.later(5.5)
    tablet.thanked()
    tablet.settled()

    assert [each.answers for each in shop.ballots()] == ["5?1422"]
    assert shop.comments() == {"comment": "Xin thêm ghế"}


def test_the_language_of_the_last_screen_can_be_changed_too(tablet: Kiosk, shop: Shop) -> None:
    page = tablet.open("tap")
    for code, given in SHORT.items():
        tablet.tap(code, given)

    page.locator("button[name=_show]").click()
    assert page.locator(".end-of-taps h1").inner_text() == "Thank you."
    tablet.later(5.5)
    tablet.thanked()
    tablet.settled()

    assert [(each.answers, each.language) for each in shop.ballots()] == [("5?14N3", "en")]


@LANGUAGES
def test_the_language_switch_keeps_answers_and_place_without_a_network(
    tablet: Kiosk, shop: Shop, language: str
) -> None:
    other = {"vi": "en", "en": "vi"}[language]
    page = tablet.open("all-counter")
    tablet.begin(language)
    tablet.choose("came", "B")
    page.locator("input[name=ways][value='1']").check()
    page.context.set_offline(True)

    page.locator(f"button[name=_show][value={other}]").click()

    assert page.locator("html").get_attribute("lang") == other
    assert page.locator("fieldset:visible").get_attribute("id") == "q-ways"
    assert page.locator("input:checked").count() == 2


def test_language_and_text_size_are_those_of_the_next_person_again(tablet: Kiosk) -> None:
    page = tablet.open("tap")
    page.locator("button[name=_show]").click()
    page.locator("button.size").click()
    assert page.locator(".attract h1").inner_text() == GREETING["en"]

    tablet.later(46)

    assert page.locator(".attract h1").inner_text() == GREETING["vi"]
    assert page.locator("html").get_attribute("class") == "counter js kiosk"
    assert not page.locator("dialog").count()


def test_the_back_button_leads_one_question_back_and_never_further(tablet: Kiosk) -> None:
    page = tablet.open("all-counter")
    tablet.begin("vi")
    tablet.choose("came", "B")

    page.evaluate("history.back()")
    expect(page.locator("#q-came")).to_be_visible()
    address = page.url
    for _ in range(3):
        page.evaluate("history.back()")
        page.wait_for_timeout(50)

    assert page.url == address
    assert page.locator(".attract h1").is_visible()
    assert page.locator("input:checked").count() == 0


def test_a_ballot_that_the_tablet_cannot_keep_goes_straight_to_the_server(tablet: Kiosk, shop: Shop) -> None:
    page = tablet.open("tap")
    page.evaluate("() => { IDBDatabase.prototype.transaction = () => { throw new Error('full'); }; }")
    for code, given in SHORT.items():
        tablet.tap(code, given)

    page.context.set_offline(True)
    tablet.later(5.5)
    expect(page.locator(".unsaved-tap")).to_be_visible()
    page.locator(".change").click()
    page.context.set_offline(False)
    tablet.tap("C6", "3")
    tablet.later(5.5)
    tablet.thanked()

    assert [each.answers for each in shop.ballots()] == ["5?14N3"]
    tablet.complaints.clear()


def test_a_revoked_or_resting_kiosk_says_so_and_comes_back(tablet: Kiosk) -> None:
    page = tablet.open("all-counter")
    tell = "(state) => document.dispatchEvent(new CustomEvent('device', { detail: { state } }))"

    # What the server really says of this tablet comes first.
    tablet.heard()

    page.evaluate(tell, "revoked")
    assert page.locator("h1:visible").inner_text().startswith("Điểm thu phiếu này không còn hoạt động.")
    assert page.locator("p:visible[lang=en]").inner_text().startswith("This collection point is no longer")
    page.evaluate(tell, "closed")
    assert page.locator("h1:visible").inner_text() == "Máy đánh giá tạm nghỉ ngoài giờ làm việc."
    page.evaluate(tell, "active")

    assert page.locator("h1:visible").inner_text() == GREETING["vi"]


def test_a_start_screen_left_alone_changes_its_date_and_ends_with_the_survey(
    tablet: Kiosk, shop: Shop
) -> None:
    """Nobody touches it for days, and there is no network either."""
    page = tablet.open("all-counter")
    tablet.heard()
    page.context.set_offline(True)
    shown = []
    for days in (0, 1, 8):
        page.clock.fast_forward(days * 86_400_000)
        tablet.later(61)
        shown.append(page.locator(".attract time").inner_text())
    page.clock.fast_forward(86_400_000)
    tablet.later(61)

    today = dt.datetime.now(VIETNAM).date()
    wanted = [f"{today + dt.timedelta(days=days):%d/%m/%Y}" for days in (0, 1, 9)]
    assert [each[-10:] for each in shown] == wanted
    ended = f"{today + dt.timedelta(days=9):%d/%m/%Y}"
    assert page.locator("h1:visible").inner_text().startswith(f"Đợt khảo sát đã kết thúc ngày {ended}.")
    assert page.locator("p.other:visible").inner_text().startswith("This survey ended on")
    page.context.set_offline(False)


def test_without_a_script_the_kiosk_is_the_plain_form(chromium: Browser, base: str, shop: Shop) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/k/all-counter")
    for code, given in FULL.items():
        for value in given:
            page.locator(f'input[name="{code}"][value="{value}"]').check()

    page.locator(".end button").click()

    page.wait_for_url("**/s/all-counter/thanks**")
    assert shop.answers() == ANSWERS
    context.close()


@TABLETS
@LANGUAGES
def test_no_question_scrolls_on_a_tablet(
    chromium: Browser, base: str, shop: Shop, language: str, width: int, height: int
) -> None:
    shop.field("counter", {"tap": "counter"})
    tablet = kiosk(chromium, base, width=width, height=height)
    room = "document.documentElement.scrollHeight - innerHeight"
    page = tablet.open("tap")
    over = {"start": page.evaluate(room)}
    tablet.open("short-kiosk")
    over["doors"] = page.evaluate(room)
    tablet.begin(language)
    for number in range(20):
        if page.locator(".review").is_visible():
            break
        code = page.locator("fieldset:visible").get_attribute("id") or ""
        over[code] = page.evaluate(room)
        boxes = page.locator("fieldset:visible input")
        if boxes.count():
            boxes.nth(number % 2).check()
        page.locator("button.next").click()

    assert len(over) > 10
    assert {code: pixels for code, pixels in over.items() if pixels > 0} == {}
    page.context.close()


@LANGUAGES
def test_levels_are_equally_wide_on_a_tablet_held_upright_in_every_text_size(
    chromium: Browser, base: str, shop: Shop, language: str
) -> None:
    tablet = kiosk(chromium, base, width=800, height=1280)
    page = tablet.open("short-kiosk")
    tablet.begin(language)
    for _ in range(3):
        page.locator("fieldset:visible input").first.check()
        page.locator("button.next").click()
    widths, sideways = [], []
    for _ in range(3):
        widths.append(
            page.locator("fieldset:visible .card:not(.apart)").evaluate_all(
                "all => all.map((each) => Math.round(each.getBoundingClientRect().width))"
            )
        )
        sideways.append(page.evaluate(SIDEWAYS))
        page.locator("button.size").click()

    assert [len(each) for each in widths] == [5, 5, 5]
    assert all(max(each) - min(each) <= 1 for each in widths)
    assert sideways == [0, 0, 0]
    page.context.close()


@EVERY_WIDTH
@LANGUAGES
def test_axe_finds_nothing_on_any_screen_of_a_kiosk(
    tablet: Kiosk, language: str, widths: tuple[int, ...]
) -> None:
    page = tablet.open("all-counter")
    found = look_at(page, "start", widths)
    tablet.begin(language)
    found |= look_at(page, "first question", widths)
    page.locator("button.next").click()
    tablet.later(46)
    found |= look_at(page, "idle", widths)
    page.locator("dialog button").click()
    for code in ("came", "ways", "again", "A1", "A2", "A3"):
        tablet.choose(code, FULL[code])
    page.locator("button.next").click()
    page.locator("button.next").click()
    found |= look_at(page, "review", widths)
    page.locator(".end button").click()
    page.wait_for_selector(".thanks")
    found |= look_at(page, "thanks", widths)
    tablet.open("tap")
    if language == "en":
        page.locator("button[name=_show]").click()
    found |= look_at(page, "short start", widths)
    for code, given in SHORT.items():
        tablet.tap(code, given)
    found |= look_at(page, "last look", widths)

    assert found == {}


def test_a_kiosk_can_be_used_by_keyboard_alone(tablet: Kiosk, shop: Shop) -> None:
    """Arrow keys choose and do not move on; the space bar and Enter do."""
    page = tablet.open("tap")
    tablet.later(0.6)
    page.locator("input[name=C1]").first.focus()
    page.keyboard.press("ArrowDown")
    tablet.later(1)
    assert page.locator("#q-C1").is_visible()
    for code in SHORT:
        if code != "C1":
            page.keyboard.press("Tab")
            page.keyboard.press("Space")
        else:
            page.keyboard.press("Enter")
        tablet.later(0.6)

    tablet.later(5.5)
    tablet.thanked()
    tablet.settled()

    assert [each.answers for each in shop.ballots()] == ["455555"]
