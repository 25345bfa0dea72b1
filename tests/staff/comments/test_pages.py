"""The pages of the comments desk: who sees what, when, and what becomes of it."""

from __future__ import annotations

import html
import json
import re
import uuid

import pytest
from sqlalchemy import text as sql
from sqlmodel import Session, col, select

from survey.accounts import people
from survey.comments.reading import writings
from survey.tables import Account, Ballot, Comment, CommentTheme, Wave
from survey.waves.comment_order import mix_comments
from tests.accounts.cast import somebody, unit
from tests.staff.cast import now
from tests.staff.comments.cast import BODIES, BRIBE, CLEAN, FEW, PHONE, WAVE, Room

DESK = f"/staff/comments/{WAVE}"


def one(room: Room, body: str) -> str:
    return f"{DESK}/one/{room.id_of(body)}"


def test_the_desk_shows_every_comment_and_marks_what_looks_private(both_rooms: Room) -> None:
    page = html.unescape(both_rooms.browser(both_rooms.ann).get(DESK).text)

    assert all(body in page for body in BODIES)
    assert page.count("có thể có thông tin riêng") == 1 + 1, (
        "the tag of one comment, and the hint of the form"
    )
    assert page.count("đơn vị ít phiếu") == 1


def test_search_finds_words_units_and_themes(room: Room) -> None:
    browser = room.browser(room.ann)

    assert CLEAN in browser.get(f"{DESK}?words=sạch").text
    assert PHONE not in browser.get(f"{DESK}?words=ghế").text
    assert FEW not in browser.get(f"{DESK}?unit={room.cast.units['xa-an-hoa']}").text
    assert "Không có ý kiến nào khớp" in browser.get(f"{DESK}?words=%25").text
    assert browser.get(f"{DESK}?unit=abc&page=99&status=x&theme=y").status_code == 200


def test_the_order_tells_nothing_of_when_somebody_wrote(room: Room) -> None:
    """Nothing of the row but its random number orders it, and the page names no day."""
    with Session(room.cast.engine) as session:
        for number in range(30):
            session.add(
                Comment(
                    id=uuid.uuid4(), wave_id=room.cast.waves[WAVE], agency_id=room.cast.units["xa-an-hoa"],
                    item="words", day=room.cast.today, body=f"thứ {number:02}",
                )
            )  # fmt: skip
        session.commit()
        order = [int(each) for each in re.findall(r"thứ (\d\d)", room.browser(room.ann).get(DESK).text)]
        mix_comments(session.connection(), room.cast.waves[WAVE])
        session.commit()

    again = [int(each) for each in re.findall(r"thứ (\d\d)", room.browser(room.ann).get(DESK).text)]
    assert sorted(order) == sorted(again) == list(range(30))
    assert order != sorted(order) and order != again
    assert str(room.cast.today.year) + "-" not in room.browser(room.ann).get(DESK).text.replace(WAVE, "")


def test_releasing_all_leaves_those_that_look_private(both_rooms: Room) -> None:
    browser = both_rooms.browser(both_rooms.ann)

    reply = browser.send(DESK, {"which": "all", "deed": "release"})

    assert reply.status_code == 303
    assert "left=1" in reply.headers["Location"]
    statuses = {body: both_rooms.comment(body).status for body in BODIES}
    assert statuses == {CLEAN: "released", PHONE: "new", BRIBE: "released", FEW: "released"}


def test_a_search_bounds_what_all_means(room: Room) -> None:
    browser = room.browser(room.ann)

    browser.send(f"{DESK}?words=ghế", {"which": "all", "deed": "theme", "as": "Lời khen"})

    assert room.comment(CLEAN).theme == "Lời khen"
    assert room.comment(FEW).theme is None


def test_only_comments_of_this_wave_and_desk_are_touched(room: Room) -> None:
    browser = room.browser(room.ann)
    with Session(room.cast.engine) as session:
        session.get_one(Comment, room.id_of(FEW)).wave_id = room.cast.waves["short-2026"]
        session.commit()

    browser.send(DESK, {"comment": str(room.id_of(FEW)), "which": "chosen", "deed": "hide"}, seen=DESK)

    assert room.comment(FEW).status == "new"
    assert browser.get(one(room, FEW)).status_code == 404
    assert browser.get(f"{DESK}/one/x").status_code == 404


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"deed": "hide"}, "Chưa chọn ý kiến nào."),
        ({"which": "all"}, "Chưa chọn việc cần làm."),
        ({"which": "all", "deed": "theme", "as": "Chủ đề lạ"}, "Chọn một chủ đề trong danh mục."),
    ],
)
def test_what_is_wrong_stands_on_the_page_and_nothing_changes(
    room: Room, form: dict[str, str], said: str
) -> None:
    reply = room.browser(room.ann).send(DESK, form)

    assert reply.status_code == 422
    assert said in reply.text
    assert {room.comment(body).status for body in BODIES} == {"new"}


def test_what_is_struck_out_is_passed_on_so_and_the_original_stays_beside_it(both_rooms: Room) -> None:
    room, browser = both_rooms, both_rooms.browser(both_rooms.ann)
    prefilled = browser.get(one(room, PHONE)).text
    path = one(room, PHONE)

    browser.send(path, {"deed": "strike", "parts": "0912 345 678"})
    browser.send(path, {"deed": "release"})

    assert ">0912 345 678</textarea>" in prefilled
    kept = room.comment(PHONE)
    assert kept.shown == "Xin gọi lại cho tôi số [đã che] nhé"
    assert kept.status == "released"


def test_a_part_that_does_not_stand_there_is_named_and_nothing_is_struck(room: Room) -> None:
    reply = room.browser(room.ann).send(one(room, PHONE), {"deed": "strike", "parts": "0900 000 000"})

    assert reply.status_code == 422
    assert "Không có đoạn “0900 000 000”" in reply.text
    assert room.comment(PHONE).shown is None


def test_officers_see_what_was_released_of_their_units_once_results_are_approved(both_rooms: Room) -> None:
    room = both_rooms
    analyst, mayor = room.browser(room.ann), room.browser(room.office.mayor)
    analyst.send(one(room, PHONE), {"deed": "strike", "parts": "0912 345 678"})
    analyst.send(one(room, PHONE), {"deed": "release"})
    analyst.send(one(room, CLEAN), {"deed": "release"})
    early = mayor.get(f"{DESK}/released").text
    room.state("results_approved")

    late = mayor.get(f"{DESK}/released").text

    assert CLEAN not in early and "sau khi kết quả được phê duyệt" in early
    assert CLEAN in late and "[đã che]" in late
    assert "0912" not in late and BRIBE not in late
    assert room.browser(room.office.nurse).get(f"{DESK}/released").text.count("[đã che]") == 0


def test_comments_of_a_unit_with_too_few_ballots_are_not_passed_on(room: Room) -> None:
    """Four ballots, and the limit is five; one more, and they are."""
    room.browser(room.ann).send(one(room, FEW), {"deed": "release"})
    room.state("published")
    nurse = room.browser(room.office.nurse)
    before = nurse.get(f"{DESK}/released").text

    with Session(room.cast.engine) as session:
        ballot = session.get_one(Ballot, uuid.UUID(int=200))
        copied = ballot.model_dump() | {"id": uuid.UUID(int=300)}
        session.add(Ballot(**copied))
        session.commit()

    assert FEW not in before
    assert FEW in nurse.get(f"{DESK}/released").text


def test_what_alleges_wrongdoing_leaves_every_other_place_at_once(both_rooms: Room) -> None:
    room, browser = both_rooms, both_rooms.browser(both_rooms.ann)
    path = one(room, BRIBE)
    browser.send(path, {"deed": "release"})

    browser.send(path, {"deed": "restrict"})

    room.state("published")
    assert BRIBE not in browser.get(DESK).text
    assert browser.get(path).status_code == 404
    assert BRIBE not in room.browser(room.office.mayor).get(f"{DESK}/released").text
    assert BRIBE not in {each.text for each in writings(room.cast.engine, [WAVE], "vi").texts}
    assert room.browser(room.ann).get(f"{DESK}/restricted").status_code == 403


def test_only_opening_shows_the_words_and_who_opened_stands_in_the_log_without_them(room: Room) -> None:
    room.browser(room.ann).send(one(room, BRIBE), {"deed": "restrict"})
    boss, number = room.browser(room.boss), room.id_of(BRIBE)

    listed = boss.get(f"{DESK}/restricted").text
    opened = boss.get(f"{DESK}/restricted/{number}").text

    assert BRIBE not in listed and "còn 3 ngày làm việc" in listed
    assert BRIBE in opened
    last = room.events()[-1]
    assert (last.actor, last.action) == (room.boss.email, "comment.restricted_opened")
    assert json.loads(last.detail) == {"unit": "xa-an-hoa"}
    assert not [each for each in room.events() if "200 nghìn" in each.detail or str(number) in each.detail]


def test_an_overdue_one_is_marked_until_it_is_settled(room: Room) -> None:
    room.browser(room.ann).send(one(room, BRIBE), {"deed": "restrict"})
    boss, path = room.browser(room.boss), f"{DESK}/restricted/{room.id_of(BRIBE)}"
    with Session(room.cast.engine) as session:
        session.execute(sql("UPDATE comment SET due = '2026-01-05' WHERE due IS NOT NULL"))
        session.commit()
    late = boss.get(f"{DESK}/restricted").text

    nothing = boss.send(path, {"where": " "})
    boss.send(path, {"where": "Thanh tra tỉnh, công văn 12/TTr"})

    assert "quá hạn" in late
    assert nothing.status_code == 422
    settled = boss.get(f"{DESK}/restricted").text
    assert "quá hạn" not in settled and "Thanh tra tỉnh, công văn 12/TTr" in settled
    assert boss.get(f"{DESK}/restricted/{uuid.uuid4()}").status_code == 404


def test_what_alleges_nothing_of_the_kind_comes_back(room: Room) -> None:
    room.browser(room.ann).send(one(room, CLEAN), {"deed": "restrict"})
    path = f"{DESK}/restricted/{room.id_of(CLEAN)}"

    room.browser(room.boss).send(path, {"deed": "give_back"})

    assert CLEAN in room.browser(room.ann).get(DESK).text


def test_the_list_of_themes_is_for_analysts_at_the_top_of_the_tree(room: Room) -> None:
    top = somebody(room.cast.engine, "analyst", "tinh-mau", email="top@tinh.example", at=now(), factor=True)
    path = "/staff/comments/themes"

    refused = room.browser(room.ann).get(path)
    saved = room.browser(top).send(path, {"themes": "Chỗ để xe\n\n  Giấy  tờ \nChỗ để xe"})
    wrong = room.browser(top).send(path, {"themes": "x" * 65})

    assert (refused.status_code, saved.status_code, wrong.status_code) == (404, 303, 422)
    with Session(room.cast.engine) as session:
        kept = [each.name for each in session.exec(select(CommentTheme).order_by(col(CommentTheme.id)))]
    assert kept == ["Chỗ để xe", "Giấy tờ"]
    assert "Giấy tờ</option>" in room.browser(room.ann).get(DESK).text


PATHS = ("", "/one/{comment}", "/restricted", "/restricted/{comment}", "/released")
ROLES = ("administrator", "analyst", "approver", "officer", "clerk", "interviewer", "supervisor", "auditor")


def held(room: Room) -> str:
    with room.cast.engine.connect() as connection:
        return repr([
            connection.execute(sql(f"SELECT * FROM {name} ORDER BY id")).all()
            for name in ("comment", "comment_theme", "event")
        ])  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_every_role_of_another_unit_sees_nothing_and_changes_nothing(room: Room, role: str) -> None:
    """The ward is neither the host nor rated in this wave, and nothing lies below it."""
    with Session(room.cast.engine) as session:
        session.get_one(Wave, room.cast.waves[WAVE]).state = "published"
        session.get_one(Comment, room.id_of(BRIBE)).due = room.cast.today
        for body in BODIES:
            session.get_one(Comment, room.id_of(body)).status = "released"
        session.commit()
    stranger = somebody(
        room.cast.engine, role, "phuong-cat-linh", email="la@tinh.example", at=now(), factor=True
    )
    browser = room.browser(stranger)
    mark, before = browser.mark(), held(room)

    for path in (*PATHS, "s"):
        for body in (CLEAN, BRIBE):
            where = "/staff/comments" if path == "s" else DESK + path.format(comment=room.id_of(body))
            form = {"form_mark": mark, "which": "all", "deed": "hide", "where": "x", "themes": "x"}
            for reply in (browser.get(where), browser.client.post(where, data=form)):
                assert reply.status_code in ((200, 403, 404, 405) if path == "s" else (403, 404, 405)), where
                assert not [each for each in BODIES if each in reply.text]
    for reply in (
        browser.get("/staff/comments/themes"),
        browser.client.post("/staff/comments/themes", data={"form_mark": mark, "themes": "x"}),
    ):
        assert reply.status_code in (403, 404)
    assert held(room) == before


def test_a_role_taken_away_shuts_the_desk(room: Room) -> None:
    browser = room.browser(room.ann)
    with Session(room.cast.engine) as session:
        account = session.get_one(Account, room.ann.id)
        people.grant(session, account, "officer", unit(session, "xa-an-hoa"), by="test")
        session.execute(sql("UPDATE role_grant SET valid_to = '2026-01-01' WHERE role = 'analyst'"))
        session.commit()

    assert browser.get(DESK).status_code == 403
