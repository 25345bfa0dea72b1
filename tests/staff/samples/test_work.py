"""The work on a sample: given out, visited, replaced, checked again, counted, and its lists destroyed."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
from sqlalchemy import event, text
from sqlmodel import Session

from survey.interviewing.assigning import lines
from survey.interviewing.links import assigned
from survey.interviewing.outcomes import RESULTS
from survey.interviewing.rates import rate_lines
from survey.tables import Wave
from survey.waves.retention import destroy, due
from tests.interviewing.cast import Device
from tests.staff.samples.cast import BASE, WAVE, Desk, listing, settings


def tokens(page: str) -> list[str]:
    return re.findall(r"/i/([\w-]+)</code>", page)


def test_lists_are_given_together_and_their_links_are_shown_once(both_sampled: Desk) -> None:
    desk = both_sampled

    reply = desk.give("DTV-07", "thon-1", "thon-2", n="6")

    links = tokens(reply.text)
    assert (reply.status_code, len(links)) == (200, 2)
    assert len(desk.cases(fieldworker="DTV-07", role="drawn")) == 12
    assert len(desk.cases(fieldworker="DTV-07", role="reserve")) == 4
    for link, area in zip(links, ("thon-1", "thon-2"), strict=True):
        found = assigned(desk.cast.engine, link)
        assert found and (found.area, found.fieldworker, len(found.households)) == (area, "DTV-07", 8)
    browser = desk.browser(desk.sam)
    for path in (BASE, f"{BASE}/interviewers", f"{BASE}/give"):
        assert not [link for link in links if link in browser.get(path).text]


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"who": "Nguyễn Văn An"}, "who"),
        ({"who": ""}, "who"),
        ({"list": []}, "list"),
        ({"list": ["999"]}, "list"),
        ({"n": "0"}, "n"),
        ({"n": "năm"}, "n"),
        ({"agency": "xa-la"}, "agency"),
    ],
)
def test_what_cannot_be_given_is_told_at_its_field_and_nothing_is_given(
    sampled: Desk, form: dict[str, str], field: str
) -> None:
    number = str(sampled.frames()["thon-1"].id)
    before = sampled.stored()

    reply = sampled.post(f"{BASE}/give", {"who": "DTV-07", "list": [number], **form}, sampled.sam)

    assert reply.status_code == 422 and f'id="{field}-error"' in reply.text
    assert sampled.stored() == before


def test_few_cases_of_a_list_are_warned_of(sampled: Desk) -> None:
    page = html.unescape(sampled.give("DTV-07", "thon-1", n="4").text)

    assert "dưới 5 mẫu" in page


def test_a_link_is_revoked_and_made_anew_to_the_same_cases(both_sampled: Desk) -> None:
    desk = both_sampled
    (old,) = tokens(desk.give("DTV-07", "thon-1").text)
    number = desk.browser(desk.sam).get(f"{BASE}/interviewers").text.partition("/links/")[2].partition('"')[0]

    (new,) = tokens(desk.post(f"{BASE}/links/{number}", {"renew": "1"}, desk.sam).text)

    before, after = (assigned(desk.cast.engine, token) for token in (old, new))
    assert before and after and before.is_revoked and not after.is_revoked
    assert after.households == before.households and len(after.households) == 13


def test_a_visit_is_noted_as_a_device_would_have_told_it(both_sampled: Desk) -> None:
    desk = both_sampled
    (token,) = tokens(desk.give("DTV-07", "thon-1").text)
    first, second = desk.cases("thon-1")[:2]

    for _ in range(3):
        assert desk.deed(first, "visit", result="no_answer").status_code == 303
    Device(desk.office.app, desk.cast, token).tell(1, "completed", visit=4)
    desk.deed(second, "visit", result="completed")

    one, two = desk.cases("thon-1")[:2]
    assert (one.outcome, one.visits) == ("completed", 4)
    assert (two.outcome, two.visits) == ("completed", 1)


def test_a_case_that_is_lost_is_replaced_by_the_next_reserve_of_its_list_and_interviewer(
    both_sampled: Desk,
) -> None:
    desk = both_sampled
    (token,) = tokens(desk.give("DTV-07", "thon-1").text)
    cases = desk.cases("thon-1")

    reply = desk.deed(cases[4], "replace", closes="moved", reason="Đã chuyển đi tỉnh khác")
    desk.deed(cases[5], "replace", closes="refused", reason="Không đồng ý")

    after = desk.cases("thon-1")
    assert reply.headers["Location"].endswith("?done=replace")
    assert (after[4].outcome, after[4].visits, after[4].reason) == ("moved", 1, "Đã chuyển đi tỉnh khác")
    spares = [each for each in after if each.role == "reserve"]
    assert [each.replaces_id for each in spares] == [cases[4].id, cases[5].id, None]
    found = assigned(desk.cast.engine, token)
    assert found and [each.replaces for each in found.households[10:]] == [5, 6, None]
    (said, _) = desk.events("sample.replace")
    assert said == (f"sample {WAVE}", {"list": cases[4].frame_id, "outcome": "moved"})
    page = html.unescape(desk.browser().get(f"{BASE}/cases/{cases[4].id}").text)
    assert "Được thay bằng số 11" in page and "Đã chuyển đi tỉnh khác" in page


def test_a_reserve_that_nobody_has_goes_to_the_interviewer_who_needs_it(sampled: Desk) -> None:
    sampled.give("DTV-07", "thon-1", n="1")
    (case,) = sampled.cases("thon-1", fieldworker="DTV-07")

    sampled.deed(case, "replace", closes="refused", reason="Từ chối")

    assert [each.role for each in sampled.cases("thon-1", fieldworker="DTV-07")] == ["drawn", "reserve"]


@pytest.mark.parametrize(
    ("form", "field", "told"),
    [
        ({"reason": "Từ chối"}, "closes", "Chọn kết quả"),
        ({"closes": "refused"}, "reason", "Ghi lý do thay."),
        ({"closes": "completed", "reason": "x"}, "closes", "Chọn kết quả"),
        ({"closes": "refused", "reason": "x" * 301}, "reason", "Ngắn hơn 300"),
    ],
)
def test_a_replacement_says_what_ended_it_and_why(
    sampled: Desk, form: dict[str, str], field: str, told: str
) -> None:
    case, before = sampled.cases()[0], sampled.stored()

    reply = sampled.deed(case, "replace", **form)

    assert reply.status_code == 422
    assert f'id="{field}-error"' in reply.text and told in html.unescape(reply.text)
    assert sampled.stored() == before


def test_a_completed_case_a_waiting_reserve_and_a_replaced_case_are_not_replaced(sampled: Desk) -> None:
    cases = sampled.cases("thon-1")
    sampled.complete(cases[0])
    sampled.deed(cases[1], "replace", closes="refused", reason="Từ chối")
    before = sampled.stored()

    for case, told in ((cases[0], "Đã trả lời"), (cases[12], "chưa đến lượt"), (cases[1], "Đã được thay")):
        reply = sampled.deed(case, "replace", closes="refused", reason="Từ chối")
        assert reply.status_code == 422 and told in html.unescape(reply.text)
    for case in (cases[0], cases[12], cases[1]):
        assert sampled.deed(case, "visit", result="completed").status_code == 422
    assert sampled.stored() == before


def test_when_no_reserve_is_left_nothing_is_half_done(sampled: Desk) -> None:
    cases = sampled.cases("thon-1")
    for case in cases[:3]:
        sampled.deed(case, "replace", closes="refused", reason="Từ chối")
    before = sampled.stored()

    reply = sampled.deed(cases[3], "replace", closes="refused", reason="Từ chối")

    assert reply.status_code == 422 and "Không còn dự phòng" in html.unescape(reply.text)
    assert sampled.stored() == before, "not even the visit"


@pytest.mark.parametrize("state", ["draft", "approved", "frozen", "published"])
def test_there_are_no_visits_before_the_wave_opens_and_after_it_is_frozen(sampled: Desk, state: str) -> None:
    sampled.set_wave(state=state)
    before, case = sampled.stored(), sampled.cases()[0]

    for deed, form in (("visit", {"result": "refused"}), ("replace", {"closes": "refused", "reason": "x"})):
        assert sampled.deed(case, deed, **form).status_code == 422
    assert sampled.stored() == before


def test_rates_on_the_page_are_those_of_the_command_with_their_denominators(both_sampled: Desk) -> None:
    desk, results = both_sampled, list(RESULTS)
    cases = desk.cases(role="drawn")
    for number, case in enumerate(cases[:18]):
        desk.deed(case, "visit", result=results[number % len(results)])

    page = desk.browser(desk.eve).get(BASE).text

    with Session(desk.cast.engine) as session:
        *_, told = rate_lines(lines(session, session.get_one(Wave, desk.cast.waves[WAVE])))
    shares = [float(told[place]) for place in (3, 5, 6, 7)]
    shown = re.findall(
        r'<td class="num">(\d+)</td><td class="num">(\d+)</td><td class="num">([\d,]+)%</td></tr>', page
    )
    assert [float(each[2].replace(",", ".")) for each in shown] == [round(share * 100, 1) for share in shares]
    assert [(int(n), int(of)) for n, of, _ in shown] == [(2, 16), (2, 8), (4, 16), (8, 16)]


def test_a_share_of_each_interviewers_completed_cases_is_chosen_by_chance(both_sampled: Desk) -> None:
    desk = both_sampled
    desk.give("DTV-07", "thon-1")
    desk.give("DTV-08", "thon-2")
    desk.complete(*desk.cases("thon-1")[:10], *desk.cases("thon-2")[:3])

    reply = desk.post(f"{BASE}/rechecks", {"percent": "25", "seed": "7"}, desk.sam)

    chosen = desk.cases(recheck=True)
    assert reply.status_code == 303
    assert sorted(each.fieldworker or "" for each in chosen) == ["DTV-07"] * 3 + ["DTV-08"]
    assert desk.events("sample.recheck") == [(f"wave {WAVE}", {"percent": 25, "seed": 7, "chosen": 4})]
    with desk.cast.engine.begin() as connection:
        connection.execute(text("UPDATE sample_case SET recheck = :no"), {"no": False})
    desk.post(f"{BASE}/rechecks", {"percent": "25", "seed": "7"}, desk.sam)
    assert [each.id for each in desk.cases(recheck=True)] == [each.id for each in chosen]
    with desk.cast.engine.begin() as connection:
        connection.execute(text("UPDATE sample_case SET recheck = :no"), {"no": False})
    desk.post(f"{BASE}/rechecks", {"percent": "25", "seed": "8"}, desk.sam)
    assert [each.id for each in desk.cases(recheck=True)] != [each.id for each in chosen]


def test_chosen_again_later_what_was_chosen_stays_and_the_share_is_filled_up(sampled: Desk) -> None:
    sampled.give("DTV-07", "thon-1", "thon-2")
    cases = sampled.cases(fieldworker="DTV-07", role="drawn")
    sampled.complete(*cases[:10])
    sampled.post(f"{BASE}/rechecks", {"percent": "10"}, sampled.sam)
    first = {each.id for each in sampled.cases(recheck=True)}
    sampled.complete(*cases[10:])

    for _ in range(2):
        sampled.post(f"{BASE}/rechecks", {"percent": "10"}, sampled.sam)

    again = {each.id for each in sampled.cases(recheck=True)}
    assert (len(first), len(again)) == (1, 2) and first < again


@pytest.mark.parametrize(("percent", "seed"), [("0", ""), ("101", ""), ("", ""), ("mười", ""), ("10", "x")])
def test_a_share_that_is_none_chooses_nothing(sampled: Desk, percent: str, seed: str) -> None:
    sampled.complete(*sampled.cases("thon-1")[:5])
    before = sampled.stored()

    reply = sampled.post(f"{BASE}/rechecks", {"percent": percent, "seed": seed}, sampled.sam)

    assert reply.status_code == 422 and "-error" in reply.text
    assert sampled.stored() == before


def test_what_was_found_is_noted_and_told_for_each_interviewer(both_sampled: Desk) -> None:
    desk = both_sampled
    desk.give("DTV-07", "thon-1")
    desk.complete(*desk.cases("thon-1")[:4])
    desk.post(f"{BASE}/rechecks", {"percent": "100"}, desk.sam)

    for case, finding in zip(
        desk.cases(recheck=True), ("visited", "visited", "other_household"), strict=False
    ):
        assert desk.deed(case, "found", finding=finding).status_code == 303

    page = html.unescape(desk.browser(desk.eve).get(f"{BASE}/rechecks").text)
    assert "2/3 = 67%" in page
    assert len(desk.events("sample.found")) == 3
    waiting = desk.browser(desk.sam).get(f"{BASE}/cases?state=recheck").text
    assert waiting.count('<th scope="row">') == 1


def test_only_what_was_chosen_is_checked_again(sampled: Desk) -> None:
    case = sampled.cases()[0]
    sampled.complete(case)
    before = sampled.stored()

    replies = [sampled.deed(case, "found", finding="visited"), sampled.deed(case, "found", finding="x")]

    assert [each.status_code for each in replies] == [422, 422]
    assert sampled.stored() == before


def test_a_deed_that_is_none_is_not_there(sampled: Desk) -> None:
    assert sampled.deed(sampled.cases()[0], "complete").status_code == 404


@pytest.mark.parametrize(
    ("asked", "n"),
    [
        ("", 26),
        ("state=to_visit", 17),
        ("state=completed", 2),
        ("state=lost", 2),
        ("state=reserve", 5),
        ("who=DTV-07", 13),
        ("who=-", 13),
        ("who=DTV-07&state=reserve", 2),
        ("state=nonsense", 26),
        ("list=0", 0),
        ("list=abc", 26),
    ],
)
def test_cases_are_picked_by_how_they_stand_and_whose_they_are(sampled: Desk, asked: str, n: int) -> None:
    sampled.give("DTV-07", "thon-1")
    cases = sampled.cases("thon-1")
    sampled.complete(*cases[:2])
    sampled.deed(cases[2], "replace", closes="refused", reason="Từ chối")
    sampled.deed(cases[3], "visit", result="moved")

    page = sampled.browser(sampled.sam).get(f"{BASE}/cases?{asked}").text

    assert page.count('<th scope="row">') == n


def test_of_very_many_lists_only_the_chosen_one_is_offered(
    sampled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("survey.staff.samples.case_pages.MOST_LISTS", 1)
    number, browser = sampled.frames()["thon-2"].id, sampled.browser(sampled.sam)

    one, none = (browser.get(f"{BASE}/cases{asked}").text for asked in (f"?list={number}", ""))

    assert f'<option value="{number}" selected>thon-2</option>' in one and ">thon-1</option>" not in one
    assert "thon-2</option>" not in none


def test_long_lists_come_a_page_at_a_time_and_ask_the_database_no_oftener(desk: Desk) -> None:
    asked: list[int] = []
    desk.draw()
    browser = desk.browser(desk.sam)
    event.listen(desk.cast.engine, "before_cursor_execute", lambda *_: asked.append(1))
    few = {}
    for path in (BASE, f"{BASE}/cases", f"{BASE}/interviewers", f"{BASE}/rechecks", f"{BASE}/give"):
        asked.clear()
        browser.get(path)
        few[path] = len(asked)
    villages = {f"xa-{n}": 4 for n in range(120)}
    form = settings(sizes="\n".join(f"{name} = 2" for name in villages), reserves="1")
    shown = desk.try_(desk.upload(listing(villages)), form)
    from tests.staff.samples.cast import hidden

    desk.post(f"{BASE}/draw", {"step": "store", "sealed": hidden(shown)})
    desk.give("DTV-07", "thon-1", "thon-2", *list(villages)[:60])

    for path, before in few.items():
        asked.clear()
        page = browser.get(path).text
        assert len(asked) <= before, path
        assert page.count("<tr>") <= 120, path
    assert browser.get(f"{BASE}/cases?page=8").text.count('<th scope="row">') == 36


def test_after_their_day_the_lists_go_and_the_page_says_how_many_went(both_sampled: Desk) -> None:
    desk = both_sampled
    desk.give("DTV-07", "thon-1")
    browser = desk.browser(desk.eve)
    (day,) = {each.delete_after for each in desk.frames().values()}
    assert day
    assert f"Sau ngày {day:%d/%m/%Y}" in browser.get(BASE).text

    with Session(desk.cast.engine) as session:
        (one,) = due(session, day + dt.timedelta(days=1))
        destroy(session, one, day=day + dt.timedelta(days=1), by="an@tinh.example")
        session.commit()

    page = html.unescape(browser.get(BASE).text)
    assert "đã hủy 2 danh sách, 26 dòng (an@tinh.example)" in page
    assert not desk.cases() and not desk.frames()


def test_the_audit_log_tells_of_no_household(sampled: Desk) -> None:
    (token,) = tokens(sampled.give("DTV-07", "thon-1").text)
    cases = sampled.cases("thon-1")
    sampled.complete(cases[0])
    sampled.deed(cases[1], "replace", closes="refused", reason="Chủ hộ Nguyễn Văn Kín từ chối")
    sampled.post(f"{BASE}/rechecks", {"percent": "100"}, sampled.sam)
    sampled.deed(cases[0], "found", finding="visited")

    told = str([sampled.events(name) for name in ("sample", "interview")])

    assert len(sampled.events("sample")) == 5
    assert "Kín" not in told and "Hộ" not in told and token not in told
    assert "number" not in told and "'case'" not in told


def test_postgres_marks_all_cases_of_a_list_alike_after_a_visit_noted_here(both_sampled: Desk) -> None:
    desk = both_sampled
    if desk.cast.engine.dialect.name != "postgresql":
        pytest.skip("only PostgreSQL marks its rows")

    desk.deed(desk.cases("thon-1")[3], "visit", result="completed")

    with desk.cast.engine.connect() as connection:
        asked = "SELECT COUNT(DISTINCT xmin::text) FROM sample_case WHERE frame_id = :list"
        assert connection.execute(text(asked), {"list": desk.frames()["thon-1"].id}).scalar() == 1
