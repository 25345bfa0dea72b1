"""`hailong report --edition full`: what the database knows beside the ballots comes into the reports."""

from __future__ import annotations

import datetime as dt
import json
import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import Session, SQLModel

from survey.files.table import Table
from survey.results.fielded import fielded
from survey.results.groups import telling
from survey.results.known import backgrounds_of
from survey.results.result_request import ResultRequest
from survey.results.results import results_of
from survey.tables import CaseStatistics, Collector, Comment, Exclusion, PastFigure, Procedure
from tests.results.cast import Province

A, B, NEW = "Xã An Hòa", "Xã Bình Sơn", "Xã Cát Hải"
DAY = dt.date(2026, 1, 1)


def put(place: Province, *rows: SQLModel) -> None:
    with Session(place.engine) as session:
        session.add_all(rows)
        session.commit()


def procedure(place: Province, code: str, field: str) -> int:
    with Session(place.engine) as session:
        row = Procedure(code=code, field=field, name=f"thủ tục {code}")
        session.add(row)
        session.commit()
        assert row.id is not None
        return row.id


@pytest.fixture
def wave(sqlite_place: Province) -> Province:
    """Two units in two waves, with procedures of two fields."""
    place = sqlite_place
    land, tax = procedure(place, "1", "đất đai"), procedure(place, "2", "thuế")
    for code, name in (("a", A), ("b", B)):
        place.unit(code, name)
    for code, year in (("w1", 2025), ("w2", 2026)):
        place.wave(code, year=year)
        for name in (A, B):
            place.fill(code, name, 40, procedure_id=[land, tax] * 20)
    return place


def reports(place: Province, *options: str, waves: tuple[str, ...] = ("w1", "w2"), out: str = "out") -> Path:
    folder = place.folder / out
    asked = [word for each in waves for word in ("--wave", each)]
    assert place.hailong("report", *asked, "--out", folder, "--edition", "full", "--json", *options) == 0
    return folder


def content(folder: Path, name: str = "2026/xa-an-hoa") -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    content: dict[str, Any] = found["content"]
    return content


def chapter(told: dict[str, Any], code: str) -> str:
    """A chapter as one text; "" where there is none."""
    found = [each for each in told["chapters"] if each["code"] == code]
    return json.dumps(found[0], ensure_ascii=False) if found else ""


def known(place: Province, *waves: str, **options: Any) -> Any:
    """What the reports of the last wave are told."""
    request = ResultRequest(waves=waves, out=place.folder, edition="full", **options)
    results = results_of(place.engine, fielded(place.engine, waves), request, warn=lambda _: None)
    part = results.parts[-1]
    found = backgrounds_of(place.engine, results.parts, part, results.naming, request)
    return found[results.naming.labels[part.series.last.id]]


def test_respondents_are_counted_by_mode_help_kind_and_field(wave: Province) -> None:
    told = chapter(content(reports(wave)), "who-answered")

    for text in ("Hình thức trả lời", "Người hỗ trợ", "Đối tượng trả lời", "Lĩnh vực của thủ tục"):
        assert text in told
    assert '"Đất đai"' in told or '"đất đai"' in told
    assert "Tự trả lời" in told


def test_columns_with_one_value_are_left_out() -> None:
    columns = {"unit": ["x"] * 30, "mode": ["paper"] * 30, "field": ["a", "b", "a"] * 10}
    table = Table("t", columns, range(30))

    assert telling(table, "unit", (), ("mode", "field")) == ("field",)
    assert telling(table, "unit", ("mode",), ("mode", "field")) == ("mode", "field")


def test_columns_that_would_be_hidden_nearly_everywhere_are_left_out_unless_asked_for() -> None:
    columns = {"unit": ["x", "y"] * 15, "mode": ["paper"] * 9 + ["phone"] * 21}
    table = Table("t", columns, range(30))

    assert telling(table, "unit", (), ("mode",)) == ()
    assert telling(table, "unit", ("mode",), ("mode",)) == ("mode",)


def test_the_figures_of_a_full_report_are_those_of_estimates_by_the_same_columns(wave: Province) -> None:
    folder = reports(wave, waves=("w2",))
    by = "mode,assisted,respondent_type,field"
    found = wave.estimates("w2", out="figures", options=["--by", by])

    assert content(folder)["about"]["checksum"] == found["about"]["checksum"]


def test_a_small_group_is_hidden_in_every_exit(sqlite_place: Province) -> None:
    place = sqlite_place
    place.unit("a", A)
    place.unit("b", B)
    place.wave("w")
    for name in (A, B):
        place.fill("w", name, 40, mode="paper", assisted="a", respondent_type="c")
    place.fill("w", A, 3, seed=2, mode="phone", assisted="a", respondent_type="c")
    place.fill("w", B, 30, seed=2, mode="phone", assisted="a", respondent_type="c")
    folder = reports(place, waves=("w",))

    made = next(
        block
        for each in content(folder)["chapters"]
        for block in each["blocks"]
        if block.get("code") == "make-up"
    )
    rows = {row["cells"][0]["text"]: [cell["text"] for cell in row["cells"][1:]] for row in made["rows"]}
    assert rows["Điện thoại (mã QR)"] == ["(*)", "(*)"]
    assert rows["Phiếu giấy"] == ["(*)", "(*)"]
    page = (folder / "2026" / "xa-an-hoa.html").read_text(encoding="utf-8")
    assert not re.search(r"Điện thoại \(mã QR\)</th>\s*<td[^>]*>3<", page)


def test_returns_come_from_doors_and_the_ledger(wave: Province) -> None:
    ballots = wave.fill("w2", A, 5, seed=9, state="x")
    wave.fill("w2", A, 2, seed=8, state="p")
    ledger = {"wave_id": wave.waves["w2"], "reason": "phiếu trùng", "proposed_by": "x", "day": DAY}
    put(
        wave,
        *(
            Exclusion(ballot_id=each, rule="duplicate", status="confirmed", confirmed_by="y", **ledger)
            for each in ballots[:4]
        ),
        Exclusion(ballot_id=ballots[4], rule="speeding", status="proposed", **ledger),
    )
    with Session(wave.engine) as session:
        door = session.get_one(Collector, wave.door("w2", A, "paper"))
        door.target = 60
        session.add(door)
        session.commit()

    told = known(wave, "w2").of(A).returns
    assert told.target == 60
    assert dict(told.set_aside) == {"duplicate": 4, "partial": 2, "other": 1}
    assert dict(known(wave, "w2").whole.returns.set_aside) == dict(told.set_aside)
    assert "Thu về 47 phiếu, trong đó 40 phiếu hợp lệ" in chapter(content(reports(wave)), "who-answered")


@pytest.mark.parametrize(
    ("design", "said"),
    [
        ("every_user", "Số phiếu phân bổ là 50; có 40 phiếu hợp lệ, đạt 80,0%."),
        ("random_sample", "Đã chọn mẫu 50; có 40 phiếu hợp lệ, tỷ lệ trả lời 80,0%."),
    ],
)
def test_only_where_people_were_drawn_is_a_response_rate_told(wave: Province, design: str, said: str) -> None:
    """Where everybody who comes is asked, n of the plan is what is aimed at and no number of people asked."""
    wave.wave("w3", year=2027, design=design)
    cells = {name: wave.cell("w3", name, "1", population=900, drawn=50) for name in (A, B)}
    for name in (A, B):
        wave.fill("w3", name, 40, design_cell_id=cells[name])

    told = chapter(content(reports(wave, waves=("w3",)), "2027/xa-an-hoa"), "who-answered")

    assert said in told


def test_case_statistics_of_the_time_of_the_wave_are_added_up_for_all(wave: Province) -> None:
    counts = {"received": 100, "solved": 90, "on_time": 80, "late": 10, "apologies": 5}
    year = {"period_from": dt.date(2026, 1, 1), "period_to": dt.date(2026, 9, 30)}
    before = {"period_from": dt.date(2024, 1, 1), "period_to": dt.date(2024, 9, 30)}
    put(
        wave,
        CaseStatistics(unit_id=wave.units[A], **year, **counts),
        CaseStatistics(unit_id=wave.units[B], **year, **counts),
        CaseStatistics(unit_id=wave.units[A], **before, **counts),
    )

    (own,), (whole,) = known(wave, "w2").of(A).cases, known(wave, "w2").whole.cases
    assert (own.received, own.units, whole.received, whole.late, whole.units) == (100, 1, 200, 20, 2)


def comments(place: Province, unit: str, theme: str | None, n: int, **values: Any) -> list[Comment]:
    told = {"status": "released", "day": DAY, "item": "A1", "wave_id": place.waves["w2"]} | values
    return [
        Comment(id=uuid.uuid4(), agency_id=place.units[unit], theme=theme, body=f"{theme} {number}", **told)
        for number in range(n)
    ]


def test_only_released_comments_are_told_and_small_themes_stand_together(wave: Province) -> None:
    put(
        wave,
        *comments(wave, A, "thời gian", 6),
        *comments(wave, A, "chỗ ngồi", 2),
        *comments(wave, A, None, 4),
        *comments(wave, A, "giấu", 9, status="withheld"),
    )

    themes = known(wave, "w2").of(A).themes
    assert [(each.name, each.n) for each in themes] == [("thời gian", 6), ("", 6)]
    assert [len(each.texts) for each in themes] == [3, 3]
    folder = reports(wave)
    everything = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.json"))
    assert "giấu" not in everything and "2026-01-01" not in everything


def test_a_public_edition_quotes_nobody_and_counts_large_themes_of_all_units_only(wave: Province) -> None:
    for code in ("w1", "w2"):
        wave.state(code, "results_approved")
    put(wave, *comments(wave, A, "thời gian", 12), *comments(wave, A, "chỗ ngồi", 6))

    background = known(wave, "w1", "w2", public=True)
    told = [(each.name, each.n, each.texts) for each in background.whole.themes]
    assert told == [("thời gian", 12, ()), ("", None, ())]
    assert background.of(A).themes == ()
    folder = reports(wave, "--public")
    everything = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.json"))
    assert "chỗ ngồi" not in everything and "thời gian 1" not in everything


def test_published_figures_up_to_the_wave_are_beside_its_trend(wave: Province) -> None:
    put(
        wave,
        PastFigure(unit_id=wave.units[A], year=2024, value=0.81, n=90, source="QĐ 2024"),
        PastFigure(unit_id=wave.units[A], year=2030, value=0.91, source="QĐ 2030"),
        PastFigure(unit_id=wave.units[A], year=2024, what="Q1", value=0.5, source="QĐ khác"),
        PastFigure(unit_id=wave.units[B], year=2024, value=0.5, source="QĐ của B"),
    )

    (only,) = known(wave, "w2").of(A).published
    assert (only.unit, only.year, only.value, only.n, only.source) == (A, 2024, 0.81, 90, "QĐ 2024")
    assert known(wave, "w2").whole.published == ()


def test_the_trend_goes_on_over_a_break_and_says_why(wave: Province) -> None:
    wave.wave("w3", year=2027, design="every_user")
    cells = {name: wave.cell("w3", name, "1", population=50, drawn=50) for name in (A, B)}
    for name in (A, B):
        wave.fill("w3", name, 40, design_cell_id=cells[name])

    history = known(wave, "w1", "w2", "w3").of(A).history
    assert history.waves == ("2025", "2026", "2027")
    assert [moment.wave for moment in history.courses[0].moments] == ["2025", "2026", "2027"]
    assert [(cut.wave, cut.why) for cut in history.cuts] == [("2027", "break_design")]
    first = content(reports(wave, waves=("w1", "w2", "w3")), "2026/xa-an-hoa")
    assert "2027" not in chapter(first, "trend")


def test_predecessors_stand_beside_a_unit_that_was_formed(wave: Province) -> None:
    wave.unit("n", NEW, since=dt.date(2026, 6, 1))
    for old in (A, B):
        wave.succession(old, NEW, dt.date(2026, 6, 1))
    wave.wave("w4", year=2027)
    wave.fill("w4", NEW, 40)
    put(wave, PastFigure(unit_id=wave.units[A], year=2024, value=0.81, n=90, source="QĐ 2024"))

    told = known(wave, "w1", "w4").of(NEW)
    assert [(each.name, each.earlier, len(each.moments)) for each in told.history.courses] == [
        (NEW, False, 1),
        (A, True, 1),
        (B, True, 1),
    ]
    assert [each.unit for each in told.published] == [A]


def test_the_first_wave_has_no_history(wave: Province) -> None:
    assert known(wave, "w1").of(A).history is None
    assert chapter(content(reports(wave, waves=("w1",)), "2025/xa-an-hoa"), "trend") == ""


def test_the_two_page_edition_reads_nothing_of_it(wave: Province) -> None:
    request = ResultRequest(waves=("w2",), out=wave.folder)
    results = results_of(wave.engine, fielded(wave.engine, ("w2",)), request, warn=lambda _: None)

    found = backgrounds_of(wave.engine, results.parts, results.parts[0], results.naming, request)
    assert results.parts[0].request.by == ()
    assert [each.breakdowns for each in found.values()] == [()]
    assert all(each.whole.returns is None for each in found.values())


def test_the_same_reports_are_made_again(wave: Province) -> None:
    put(wave, *comments(wave, A, "thời gian", 6))
    first, second = reports(wave, out="a"), reports(wave, out="b")

    for path in sorted(first.rglob("*.pdf")):
        assert path.read_bytes() == (second / path.relative_to(first)).read_bytes()


def test_the_workbook_has_a_sheet_of_other_questions_only_where_they_are_asked(wave: Province) -> None:
    names = load_workbook(reports(wave) / "estimates.xlsx").sheetnames

    assert "Câu hỏi khác" not in names
