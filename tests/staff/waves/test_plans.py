"""Planning a wave: its fields, its list of units, its doors, and what breaks the comparison with an earlier one."""

from __future__ import annotations

import datetime as dt
import io
import time
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlmodel import Session, select

from survey.results.between_waves import differences
from survey.tables import Collector, DesignCell, Procedure, WaveTarget
from survey.waves.waves import wave_of
from tests.databases import TWO_ITEMS
from tests.staff.waves.cast import LINK, Crew, everything

LIST = "unit,procedure,population,target\nso-y-te,,400,100\nxa-an-hoa,,90,\n"


def targets(crew: Crew, code: str = "w26") -> list[tuple[int | None, int | None]]:
    with Session(crew.cast.engine) as session:
        found = select(WaveTarget).where(WaveTarget.wave_id == wave_of(session, code).id)
        return sorted((row.population, row.target) for row in session.exec(found))  # type: ignore[type-var]


def put(crew: Crew, text: str, do: str = "save", **more: object) -> str:
    return crew.send(crew.analyst, "waves/w26/units", list=text, do=do, **more).text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("code", "hài lòng", "Xin nhập mã chỉ gồm"),
        ("code", "x" * 65, "Xin nhập mã chỉ gồm"),
        ("code", "two-2026", "Mã này đã có đợt khác dùng"),
        ("name", "   ", "Xin nhập tên đợt"),
        ("name", "x" * 201, "nhiều nhất 200 ký tự"),
        ("questionnaire", "khong-co", "Xin chọn một mẫu phiếu"),
        ("host", "khong-co", "Xin chọn cơ quan có trong phạm vi"),
        ("opens", "hôm nay", "Xin chọn ngày"),
        ("closes", "2020-01-01", "Ngày kết thúc phải từ ngày bắt đầu"),
        ("keep_until", "2020-01-01", "phải sau khi hết thời gian chờ"),
        ("keep_until", "mai", "Xin chọn ngày"),
        ("grace_days", "-1", "Xin nhập số nguyên"),
        ("display_limit", "0", "Xin nhập số nguyên"),
        ("reliable_limit", "4", "Ngưỡng tham khảo không nhỏ hơn"),
        ("target", "1,5", "Xin nhập số nguyên"),
        ("kind", "vote", "Xin chọn một mục"),
        ("design", "whoever", "Xin chọn một mục"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    crew: Crew, field: str, value: str, said: str
) -> None:
    before = everything(crew)

    reply = crew.new(**{field: value})

    assert reply.status_code == 422
    assert f'id="{field}-error"' in reply.text and said in reply.text
    assert "12/KH-UBND" in reply.text, "what was typed stands there"
    assert everything(crew) == before


def test_the_next_wave_starts_from_the_last_one(crew: Crew) -> None:
    crew.put("two-2026", design="every_user", legal_basis="Nghị định số 1", target=77)

    form = crew.see(crew.analyst, "waves/new?from=two-2026")

    for each in ("12/KH-UBND", "Nghị định số 1", 'value="77"', '<option value="every_user" selected>'):
        assert each in form
    assert '<option value="two-items@1" selected>' in form and '<option value="so-noi-vu" selected>' in form
    assert crew.cast.today.isoformat() not in form, "its days are its own"
    assert crew.browser(crew.analyst).get("/staff/waves/new?from=khong-co").status_code == 404


def test_a_list_is_checked_first_and_saved_whole_on_both_databases(crews: Crew) -> None:
    crew = crews
    crew.new()
    before = everything(crew)
    assert "2 dòng mới, 0 dòng đổi, 0 dòng giữ nguyên, 0 dòng bỏ" in put(crew, LIST, "check")
    assert everything(crew) == before

    put(crew, LIST, margin="5")

    assert targets(crew) == [(90, 74), (400, 100)], "the missing n is worked out from N"
    again = put(crew, "unit,target\nso-y-te,50\nso-noi-vu,9\n", "check")
    assert "1 dòng mới, 1 dòng đổi, 0 dòng giữ nguyên, 1 dòng bỏ" in again
    put(crew, "unit,target\nso-y-te,50\nso-noi-vu,9\n")
    assert targets(crew) == [(None, 9), (None, 50)]


def test_every_wrong_row_is_named_and_nothing_is_saved(crew: Crew) -> None:
    crew.new()
    text = "unit,procedure,population,target\nlạ,,1,\nso-y-te,9.9,x,0\nso-y-te,,10,20\nso-y-te,,5,\nso-y-te,,5,\n"

    reply = put(crew, text)

    for said in (
        "Dòng 2: không có đơn vị “lạ”",
        "Dòng 3: không có thủ tục “9.9”",
        "Dòng 3: “x” không phải số nguyên",
        "Dòng 3: “0” không phải số nguyên",
        "Dòng 4: cỡ mẫu 20 lớn hơn tổng số",
        "Dòng 6: “so-y-te” đã có ở dòng trên",
    ):
        assert said in reply, said
    assert targets(crew) == []
    assert "cần cột unit" in put(crew, "đơn vị,n\nso-y-te,1\n")
    assert "không đọc được bảng" in put(crew, "")


def test_a_workbook_is_read_like_the_box_and_one_that_is_none_is_refused(crew: Crew) -> None:
    crew.new()
    book, out = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in (("unit", "population"), ("so-y-te", 400)):
        book.active.append(row)
    book.save(out)

    saved = crew.send(
        crew.analyst, "waves/w26/units", do="save", margin="5", file=(io.BytesIO(out.getvalue()), "ds.xlsx")
    )
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"\0" * (65 * 1024 * 1024))
    large = crew.send(
        crew.analyst, "waves/w26/units", do="save", file=(io.BytesIO(bomb.getvalue()), "ds.xlsx")
    )
    assert large.status_code == 422 and "tệp quá lớn" in large.text
    broken = crew.send(
        crew.analyst, "waves/w26/units", do="save", file=(io.BytesIO(b"PK\x03\x04no"), "ds.xlsx")
    )

    assert saved.status_code == 303 and targets(crew) == [(400, 197)]
    assert broken.status_code == 422 and "không đọc được bảng" in broken.text


def test_a_random_sample_gets_a_cell_for_each_row_and_its_doors_lead_there(crews: Crew) -> None:
    crew = crews
    with Session(crew.cast.engine) as session:
        session.add(Procedure(code="1.001", field="y tế", name="Cấp giấy phép"))
        session.commit()
    crew.new(design="random_sample")
    put(crew, LIST + "so-y-te,1.001,50,20\n", margin="5")
    put(crew, "unit,procedure,population,target\nso-y-te,,400,100\nso-y-te,1.001,50,20\n")

    crew.links("phone", "kiosk")

    with Session(crew.cast.engine) as session:
        wave = wave_of(session, "w26")
        cells = session.exec(select(DesignCell).where(DesignCell.wave_id == wave.id)).all()
        assert sorted((each.code, each.population, each.drawn) for each in cells) == [
            ("1.001", 50, 20),
            ("all", 400, 100),
        ]
        doors = session.exec(select(Collector).where(Collector.wave_id == wave.id)).all()
        assert {each.design_cell_id for each in doors} == {each.id for each in cells}
        assert sorted((each.mode, each.layout, each.target or 0) for each in doors) == [
            ("kiosk", "counter", 0),
            ("kiosk", "counter", 0),
            ("phone", "phone", 20),
            ("phone", "phone", 100),
        ]


def test_doors_are_made_once_printed_and_revoked(crew: Crew) -> None:
    crew.new()
    put(crew, LIST)
    made = crew.send(crew.analyst, "waves/w26/doors", modes=["phone"])
    link = LINK.findall(made.text)[0]
    with Session(crew.cast.engine) as session:
        number = session.exec(select(Collector.id).order_by(Collector.id.desc())).first() or 0  # type: ignore[union-attr]
    assert len(LINK.findall(made.text)) == 2
    assert "Dòng nào cũng đã có" in crew.send(crew.analyst, "waves/w26/doors", modes=["phone"]).text
    assert crew.send(crew.analyst, "waves/w26/doors").status_code == 422
    assert link.rpartition("/")[2] not in crew.see(crew.analyst, "waves/w26/doors"), "seen once"

    poster = crew.send(crew.analyst, f"waves/w26/doors/{number - 1}/poster", link=link)
    wrong = crew.send(crew.analyst, f"waves/w26/doors/{number}/poster", link=link)

    assert poster.status_code == 200 and poster.data.startswith(b"%PDF")
    assert poster.headers["Content-Disposition"] == f'attachment; filename="w26-so-y-te-{number - 1}.pdf"'
    assert wrong.status_code == 404
    assert crew.send(crew.analyst, f"waves/two-2026/doors/{number}/revoke").status_code == 404
    assert crew.send(crew.analyst, f"waves/w26/doors/{number}/revoke").status_code == 303
    assert "Đã thu hồi" in crew.see(crew.auditor, "waves/w26/doors")
    assert crew.send(crew.analyst, f"waves/w26/doors/{2**40}/revoke").status_code == 404


def test_what_breaks_the_comparison_is_told_in_words(crew: Crew, tmp_path: Path) -> None:
    from survey.waves.questionnaires_store import publish

    other = tmp_path / "two-items.yaml"
    other.write_text(TWO_ITEMS.replace('version: "1"', 'version: "2"'), encoding="utf-8")
    with Session(crew.cast.engine) as session:
        publish(session, other)
        session.commit()
    crew.new("same")
    crew.new("next", questionnaire="two-items@2", display_limit="10")
    crew.new("drawn", design="random_sample")
    crew.new("other", questionnaire="unit-short")

    assert "Không có gì khác" in crew.see(crew.auditor, "waves/same/comparability?with=two-2026")
    later = crew.see(crew.auditor, "waves/next/comparability?with=two-2026")
    assert "Hai đợt so sánh được" in later and "nghĩa không đổi" in later and "Ngưỡng không hiển thị" in later
    drawn = crew.see(crew.auditor, "waves/drawn/comparability?with=two-2026")
    assert "không so sánh được" in drawn and "Mẫu ngẫu nhiên" in drawn and "Phiếu tự nguyện" in drawn
    strange = crew.see(crew.auditor, "waves/other/comparability?with=two-2026")
    assert "Nghĩa của mẫu phiếu" in strange and "Bình quân các câu hỏi" in strange


def test_other_modes_are_told_and_break_nothing(crew: Crew) -> None:
    with Session(crew.cast.engine) as session:
        before, after = wave_of(session, "two-2026"), wave_of(session, "short-2026")
        after.questionnaire_id = before.questionnaire_id
        session.flush()

        told = differences(session, before, after)

    assert [(each.what, each.before, each.after, each.breaks) for each in told] == [
        ("modes", "kiosk, paper, phone", "kiosk, phone", False)
    ]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("population=5400&margin=5", "Với tổng số 5.400, sai số ±5 điểm phần trăm: cần 359 phiếu."),
        ("population=5400&margin=5&rate=60", "Nếu 60% số người được mời trả lời, phải mời 599 người."),
        ("population=5400&margin=5&deff=1,8", "cần 614 phiếu"),
        ("population=5400&margin=5", "n = N/(1 + N·e²): 373 phiếu."),
        ("margin=2,5", "Không biết tổng số, sai số ±2,5 điểm phần trăm: cần 1.537 phiếu."),
    ],
)
def test_the_size_of_a_sample_is_said_in_words(crew: Crew, query: str, said: str) -> None:
    assert said in crew.see(crew.analyst, f"waves/size?{query}")


@pytest.mark.parametrize(
    "query", ["margin=0", "margin=nan", "margin=5&population=1.5", "margin=5&rate=0", "margin=5&deff=inf"]
)
def test_a_size_that_nobody_can_work_out_is_refused_at_its_field(crew: Crew, query: str) -> None:
    reply = crew.browser(crew.analyst).get(f"/staff/waves/size?{query}")

    assert reply.status_code == 422 and "-error" in reply.text


def test_strange_texts_are_kept_as_texts(crew: Crew) -> None:
    name = "<script>alert(1)</script>{{ 7 * 7 }}'; DROP TABLE wave; --"

    assert crew.new(name=name).status_code == 303

    page = crew.browser(crew.analyst).get("/staff/waves/w26").text
    assert "<script>alert" not in page and "&lt;script&gt;" in page and "{{ 7 * 7 }}" in page
    assert crew.new("w27", name="a\x07b").status_code == 422


@pytest.mark.soak
def test_pages_of_a_wave_with_3300_units_are_quick(crew: Crew) -> None:
    from survey.tables import Unit, UnitParent

    with Session(crew.cast.engine) as session:
        since = dt.date(2025, 7, 1)
        units = [
            Unit(code=f"xa-{n}", kind="commune", name=f"Xã số {n}", valid_from=since) for n in range(3300)
        ]
        session.add_all(units)
        session.flush()
        top = crew.unit("tinh-mau")
        session.add_all(UnitParent(unit_id=each.id, parent_id=top, valid_from=since) for each in units)
        session.commit()
    crew.new()
    rows = "".join(f"xa-{n},,{500 + n},\n" for n in range(3300))
    assert (
        crew.send(
            crew.analyst,
            "waves/w26/units",
            list="unit,procedure,population,target\n" + rows,
            margin="5",
            do="save",
        ).status_code
        == 303
    )
    assert crew.send(crew.analyst, "waves/w26/doors", modes=["phone"]).status_code == 200

    browser, took = crew.browser(crew.analyst), {}
    for path in ("waves", "waves/w26", "waves/w26/units", "waves/w26/doors"):
        times = []
        for _ in range(5):
            start = time.perf_counter()
            assert browser.get(f"/staff/{path}").status_code == 200
            times.append(time.perf_counter() - start)
        took[path] = min(times)

    print({path: round(seconds * 1000) for path, seconds in took.items()})
    assert max(took.values()) < 1.5


def test_a_wave_by_its_days(crew: Crew) -> None:
    """Nobody opens a wave whose last day is over."""
    crew.new()
    crew.deed(crew.approver, "approve")
    past = crew.cast.today - dt.timedelta(days=1)
    crew.put("w26", opens=past, closes=past)

    refused = crew.deed(crew.analyst, "open")

    assert refused.status_code == 422 and "đã qua" in refused.text
