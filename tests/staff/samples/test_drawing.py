"""Drawing on the page: checked, drawn on trial, shown, and stored as the command would have stored it."""

from __future__ import annotations

import csv
import gzip
import html
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from sqlmodel import Session, select

from survey.interviewing.loading import load
from survey.planning.draw import draw
from survey.planning.requests import DrawRequest
from survey.tables import DesignCell, Wave
from tests.staff.samples.cast import BASE, COLUMNS, HEAD, OTHER, SEED, WAVE, Desk, hidden, listing, settings

MIB = 1024 * 1024


def test_the_page_draws_and_stores_what_the_commands_draw_and_store(both_desks: Desk, tmp_path: Path) -> None:
    file, plan, out = tmp_path / "ho.csv", tmp_path / "plan.csv", tmp_path / "out"
    file.write_text(listing(), encoding="utf-8")
    plan.write_text("unit,invitations\nthon-1,10\nthon-2,10\n", encoding="utf-8")
    request = DrawRequest(file, out, "stratified", plan=plan, stratum="thon", reserves=3, seed=int(SEED))
    draw(request, warn=lambda _: None)
    with (out / "sample.csv").open(encoding="utf-8-sig", newline="") as lines:
        first = next(csv.reader(lines, delimiter=lines.readline()[6:7]))

    both_desks.draw()

    with Session(both_desks.cast.engine) as session:
        other = session.exec(select(Wave).where(Wave.code == OTHER)).one()
        more: dict[str, Any] = {"area": None, "source": "x", "delete_after": None, "by": "test"}
        load(session, other, out, describe=["chu_ho", "xom"], **more)
        session.commit()
    rows = [(each.frame_id, each.number, each.role, each.description) for each in both_desks.cases()]
    numbers = sorted({row[0] for row in rows})
    mine = sorted(row[1:] for row in rows if row[0] in numbers[:2])
    assert mine == sorted(row[1:] for row in rows if row[0] in numbers[2:])
    assert len(mine) == 26 and first[0] in mine[0][2] + "".join(row[2] for row in mine)


def test_a_trial_shows_the_draw_and_stores_nothing(both_desks: Desk) -> None:
    before = both_desks.stored()

    shown = both_desks.try_(both_desks.upload(listing()), settings())

    page = html.unescape(shown.text)
    assert shown.status_code == 200
    assert "20 trong 50 dòng, 6 dự phòng, 2 danh sách" in page and SEED in page
    assert both_desks.stored() == before


def test_stored_is_what_was_shown_with_seed_and_frame_in_the_audit_log(both_desks: Desk) -> None:
    shown = both_desks.try_(both_desks.upload(listing()), settings(seed=""))

    reply = both_desks.post(f"{BASE}/draw", {"step": "store", "sealed": hidden(shown)})

    ((subject, told),) = both_desks.events("sample.draw")
    assert reply.headers["Location"] == f"{BASE}?done=drawn"
    assert (subject, told["drawn"], told["reserves"], told["rows"]) == (f"wave {WAVE}", 20, 6, 50)
    assert str(told["seed"]) in shown.text and told["sha256"] in shown.text
    assert {each.seed for each in both_desks.frames().values()} == {told["seed"]}
    assert "Hộ" not in str(told)
    assert "Đã lưu mẫu." in both_desks.browser().get(reply.headers["Location"]).text


def test_columns_that_were_not_ticked_are_not_stored(sampled: Desk) -> None:
    phones = [each for each in sampled.cases() if "09" in each.description]

    assert not phones and all(each.description.startswith("Hộ thon-") for each in sampled.cases())


def test_the_same_sample_is_not_stored_twice(sampled: Desk) -> None:
    before = sampled.stored()

    again = sampled.try_(sampled.upload(listing()), settings(seed="7"))

    assert again.status_code == 422 and "Đợt đã có danh sách của địa bàn này" in again.text
    assert sampled.stored() == before


def test_two_who_store_at_once_store_one_sample(desk: Desk) -> None:
    shown = [desk.try_(desk.upload(listing()), settings(seed=seed)) for seed in ("1", "2")]
    first = desk.post(f"{BASE}/draw", {"step": "store", "sealed": hidden(shown[0])})
    before = desk.stored()

    second = desk.post(f"{BASE}/draw", {"step": "store", "sealed": hidden(shown[1])})

    assert (first.status_code, second.status_code) == (303, 422)
    assert desk.stored() == before


@pytest.mark.parametrize("changed", ["", "x", "content"])
def test_what_was_not_shown_is_not_stored(desk: Desk, changed: str) -> None:
    frame = desk.upload(listing())
    shown = desk.try_(frame, settings())
    text = {"": "", "x": hidden(shown) + "x", "content": hidden(frame)}[changed]
    before = desk.stored()

    reply = desk.post(f"{BASE}/draw", {"step": "store", "sealed": text})

    assert reply.status_code == 403
    assert desk.stored() == before


def test_what_somebody_else_was_shown_is_not_stored_for_me(desk: Desk) -> None:
    from tests.accounts.cast import somebody
    from tests.staff.cast import now

    ben = somebody(desk.cast.engine, "analyst", "tinh-mau", email="ben@tinh.example", at=now(), factor=True)
    shown = desk.try_(desk.upload(listing()), settings())

    reply = desk.post(f"{BASE}/draw", {"step": "store", "sealed": hidden(shown)}, ben)

    assert reply.status_code == 403 and not desk.cases()


def test_every_wrong_row_is_told_with_its_line_and_nothing_is_drawn(desk: Desk) -> None:
    rows = listing().splitlines()
    rows[3] = "Hộ,Xóm 1,,0900000000"
    rows[5] = rows[4]
    rows[7] = f"{'x' * 400},Xóm 1,thon-1,0911111111"
    before = desk.stored()

    reply = desk.try_(desk.upload("\n".join(rows)), settings())

    page = html.unescape(reply.text)
    assert reply.status_code == 422 and "3 chỗ cần sửa trong tệp" in page
    for row, what in (("4", "ô trống"), ("6", "trùng với dòng 5"), ("8", "quá dài")):
        assert f'<th scope="row">{row}</th>' in page and what in page
    assert desk.stored() == before


@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        ({"sizes": "thon-1 = 31\nthon-2 = 10"}, "sizes", "thon-1: 31 > 30"),
        ({"sizes": "thon-1 = 10"}, "sizes", "Chưa ghi cỡ mẫu của tầng: thon-2"),
        ({"sizes": "thon-1 = 10\nthon-9 = 1"}, "sizes", "không có tầng: thon-9"),
        ({"sizes": "thon-1 mười"}, "sizes", "Dòng sai: thon-1 mười"),
        ({"sizes": ""}, "n", "một trong hai"),
        ({"n": "20"}, "n", "một trong hai"),
        ({"sizes": "", "n": "51"}, "n", "Cần 51"),
        ({"sizes": "", "n": "hai"}, "n", "Viết một số nguyên."),
        ({"stratum": ""}, "stratum", "cần cột này"),
        ({"method": "simple", "sizes": "", "n": "9"}, "stratum", "không dùng đến"),
        ({"method": "clusters", "sizes": "", "n": "3", "psu": COLUMNS["thon"], "stratum": ""}, "n", "có 2"),
        ({"describe": ""}, "describe", "ít nhất một cột"),
        ({"method": "tarot"}, "method", "Chọn một cách rút."),
        ({"reserves": "99999999999"}, "reserves", "Viết một số nguyên."),
    ],
)
def test_what_cannot_be_drawn_is_told_at_its_field(
    desk: Desk, changes: dict[str, str], field: str, told: str
) -> None:
    before = desk.stored()

    reply = desk.try_(desk.upload(listing()), settings(**changes))

    page = html.unescape(reply.text)
    assert reply.status_code == 422
    assert f'id="{field}-error"' in page and told in page
    assert desk.stored() == before
    assert hidden(reply), "the frame need not be sent again"


@pytest.mark.parametrize("method", ["simple", "systematic", "clusters", "pps"])
def test_every_other_method_draws_too(desk: Desk, method: str) -> None:
    form = settings(method=method, sizes="", stratum="", n="9", reserves="2")
    if method in ("clusters", "pps"):
        form |= {"psu": COLUMNS["thon"], "n": "2", "per_psu": "5"}

    shown = desk.try_(desk.upload(listing()), form)
    done = desk.post(f"{BASE}/draw", {"step": "store", "sealed": hidden(shown)})

    assert done.status_code == 303
    assert len(desk.cases(role="drawn")) == (10 if method in ("clusters", "pps") else 9)


def test_with_the_column_of_the_unit_the_design_of_the_wave_learns_how_many_of_how_many(desk: Desk) -> None:
    desk.set_wave(design="random_sample")
    units = {"thon-1": "xa-an-hoa", "thon-2": "xa-binh-minh"}
    rows = [f"{line},{units.get(line.split(',')[2], 'xa')}" for line in listing().splitlines()]

    shown = desk.try_(desk.upload("\n".join(rows)), settings(unit="4"))
    desk.post(f"{BASE}/draw", {"step": "store", "sealed": hidden(shown)})

    with Session(desk.cast.engine) as session:
        cells = {
            each.code: (each.unit_id, each.population, each.drawn)
            for each in session.exec(select(DesignCell))
        }
    assert "được ghi vào thiết kế" in shown.text
    assert cells == {
        "thon-1": (desk.cast.units["xa-an-hoa"], 30, 10),
        "thon-2": (desk.cast.units["xa-binh-minh"], 20, 10),
    }
    assert all(each.design_cell_id for each in desk.frames().values())
    assert "Xã An Hòa" in desk.browser().get(BASE).text
    left = desk.browser().get(f"{BASE}/give?unit={desk.cast.units['xa-an-hoa']}").text
    assert 'for="list-' in left and "thon-1" in left and "thon-2" not in left


def test_a_unit_that_is_none_stores_neither_cells_nor_lists(desk: Desk) -> None:
    desk.set_wave(design="random_sample")
    rows = [f"{line},xa-la-{line.split(',')[2]}" for line in listing().splitlines()]
    before = desk.stored()

    reply = desk.try_(desk.upload("\n".join(rows)), settings(unit="4"))

    assert reply.status_code == 422 and "mã đơn vị" in reply.text
    assert desk.stored() == before


def test_a_wave_that_is_over_takes_no_sample(desk: Desk) -> None:
    shown = desk.try_(desk.upload(listing()), settings())
    desk.set_wave(state="closed")
    before = desk.stored()

    sent = desk.upload(listing())
    stored = desk.post(f"{BASE}/draw", {"step": "store", "sealed": hidden(shown)})

    assert (sent.status_code, stored.status_code) == (422, 422)
    assert "đã kết thúc thu phiếu" in sent.text
    assert desk.stored() == before


def book(*, entities: bool = False, far: bool = False, padding: int = 0) -> bytes:
    """A workbook, harmless or not."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        page = workbook.add_worksheet()
        for number, line in enumerate(listing().splitlines()):
            page.write_row(number, 0, line.split(","))
        if far:
            page.write(1_048_575, 16_383, "x")
    if not (entities or padding):
        return made.getvalue()
    sheet, out = "xl/worksheets/sheet1.xml", io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == sheet and entities:
                content = content.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet', 1)
            if name == sheet:
                content = content.replace(b"<sheetData>", b"<sheetData>" + b" " * padding)
            new.writestr(name, content)
    return out.getvalue()


def test_a_workbook_is_drawn_from_like_the_csv(desk: Desk) -> None:
    shown = desk.try_(desk.upload(book(), "bang-ke.xlsx"), settings())

    assert shown.status_code == 200 and "20 trong 50 dòng" in shown.text


def gzipped() -> bytes:
    return gzip.compress(b"a,b\n" + b"1,2\n" * 1_000_000)


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "entities": ("a.xlsx", lambda: book(entities=True)),
    "cells far apart": ("a.xlsx", lambda: book(far=True)),
    "much unpacked": ("a.xlsx", lambda: book(padding=80 * MIB)),
    "damaged": ("a.xlsx", lambda: b"PK\x03\x04" + bytes(100)),
    "a workbook under another name": ("a.csv", book),
    "packed under another name": ("a.csv", gzipped),
    "packed": ("a.csv.gz", gzipped),
    "xml": ("a.xml", lambda: b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'),
    "nothing": ("a.csv", lambda: b""),
    "a header alone": ("a.csv", HEAD.encode),
    "not UTF-8": ("a.csv", lambda: b"chu_ho\nNguy\xean\n"),
    "one name twice": ("a.csv", lambda: b"a,a\n1,2\n"),
    "ragged": ("a.csv", lambda: b"a,b\n1\n"),
    "too many columns": (
        "a.csv",
        lambda: (",".join(f"c{n}" for n in range(99)) + "\n" + "1," * 98 + "1").encode(),
    ),
    "too many rows": ("a.csv", lambda: b"a\n" + b"1\n" * 60_001),
    "drawn before": ("a.csv", lambda: b"chu_ho,design_weight\nHo,1\n"),
    "a path": ("../../etc/passwd", lambda: b"x"),
}


@pytest.mark.parametrize("kind", FILES)
def test_files_that_are_none_or_were_made_to_fill_memory_are_refused_at_the_field(
    desk: Desk, kind: str
) -> None:
    before, (name, made) = desk.stored(), FILES[kind]

    reply = desk.upload(made(), name)

    assert reply.status_code == 422 and 'id="file-error"' in reply.text
    assert desk.stored() == before


def test_a_file_that_is_too_large_is_refused(desk: Desk) -> None:
    row = b"Ho,Xom,thon-1,09\n"

    large = desk.upload(HEAD.encode() + b"\n" + row * (5 * MIB // 2 // len(row)))
    huge = desk.upload(HEAD.encode() + b"\n" + row * (4 * MIB // len(row)))

    assert large.status_code == 422 and "Tệp quá lớn" in large.text
    assert huge.status_code == 413


@pytest.mark.parametrize(
    "text", ["=1+1", "@SUM(A1)", "<script>alert(1)</script>", "{{ 7*7 }}", "'; DROP TABLE frame; --"]
)
def test_what_looks_like_a_formula_or_a_script_stays_text(desk: Desk, text: str) -> None:
    file = listing() + f'"{text}",Xóm 1,thon-1,0\n'
    form = settings(sizes="thon-1 = 31\nthon-2 = 20", reserves="0")

    shown = desk.try_(desk.upload(file, source=text), form)
    desk.post(f"{BASE}/draw", {"step": "store", "sealed": hidden(shown)})

    (case,) = [each for each in desk.cases() if text in each.description]
    browser = desk.browser()
    for path in (BASE, f"{BASE}/cases?list={case.frame_id}", f"{BASE}/cases/{case.id}"):
        page = browser.get(path).text
        assert "<script>alert" not in page
    assert text in html.unescape(page)
    assert "<script>alert" not in shown.text


def test_what_was_chosen_can_be_changed_without_sending_the_frame_again(desk: Desk) -> None:
    frame = desk.upload(listing())

    reply = desk.post(f"{BASE}/draw", {**settings(), "change": "1", "sealed": hidden(frame)})

    assert reply.status_code == 200
    assert f'value="{SEED}"' in reply.text and "thon-2 = 10" in reply.text
    assert reply.text.count(" checked") == 2
