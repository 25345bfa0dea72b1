"""What Home Affairs' report says: its order, who is compared with whom, and what is never said."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from reports.content import Grid, Prose
from reports.official.content import Blank
from reports.official.setting import Came, Setting
from reports.official.standing import MATRIX
from survey.analysing.more.expected import expected
from survey.analysing.more.pairs import pairs
from survey.analysing.more.ranks import ranks
from tests.journey.test_file_to_pdf import number
from tests.official.cast import (
    PUBLIC,
    Survey,
    ballots,
    by_name,
    codes,
    grid,
    many,
    picture,
    rows,
    survey,
    words,
)

ORDER = [
    "1. Căn cứ, mục đích",
    "2. Đối tượng, phạm vi, thời gian, phương pháp, cỡ mẫu",
    "3. Tình hình thu phiếu",
    "4. Kết quả chung và theo yếu tố",
    "5. So sánh, xếp hạng, xếp loại",
    "6. Ý kiến của người dân, tổ chức",
    "7. Nhận xét",
    "8. Đề xuất, kiến nghị",
]


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Survey:
    """Twelve communes and three departments in two waves; one commune with three ballots, one with 20."""
    found = many(12) + many(12, wave="2025")
    found += [row for k in (1, 2, 3) for row in ballots(f"Sở {k}", 50, 0.6 + 0.1 * k, kind="department")]
    found += ballots("Xã nhỏ", 3, 0.9) + ballots("Xã vừa", 20, 0.9)
    return survey(tmp_path_factory.mktemp("usual"), found)


def test_the_sections_stand_in_the_order_that_an_official_expects(usual: Survey) -> None:
    made = usual.report()

    assert [chapter.title for chapter in made.chapters] == ORDER
    assert [piece.title for piece in made.chapters[6].pieces] == [
        "7.1. Ưu điểm",
        "7.2. Tồn tại, hạn chế",
        "7.3. Nguyên nhân",
    ]
    assert all(isinstance(piece, Blank) for chapter in made.chapters[6:] for piece in chapter.pieces)


def test_kinds_of_units_never_share_a_report_or_a_ranking(usual: Survey) -> None:
    communes, departments = words(usual.report()), words(usual.report("department"))
    ranked = rows(grid(usual.report("department"), "ranks"))

    assert "Sở 1" not in communes and "Xã 1" not in departments
    assert [cells[3] for cells in ranked.values()] == ["1", "2", "3"]


def test_names_that_were_not_given_stay_dots_and_number_and_day_stay_blank(usual: Survey) -> None:
    head = usual.report().letterhead
    named = usual.report(setting=Setting("Ủy ban nhân dân tỉnh Lam Giang", "Sở Nội vụ", "Lam Giang"))

    assert set(head.superior) == set(head.issuer) == {"…"}
    assert named.letterhead.superior == "ỦY BAN NHÂN DÂN TỈNH LAM GIANG"
    assert named.letterhead.addressee == "Kính gửi: Ủy ban nhân dân tỉnh Lam Giang"
    assert not any(letter.isdigit() for letter in named.letterhead.number + named.letterhead.place_and_day)
    assert "Sở Nội vụ kính trình Ủy ban nhân dân tỉnh Lam Giang xem xét, quyết định./." in named.ending.words


def test_a_plan_and_a_legal_basis_are_told_and_blank_lines_stand_where_there_are_none(usual: Survey) -> None:
    told = usual.report(setting=Setting(plan="12/KH-UBND", legal_basis="Quyết định số 3"))
    first = told.chapters[0].pieces[0]

    assert isinstance(usual.report().chapters[0].pieces[0], Blank)
    assert isinstance(first, Prose)
    assert [each.text for each in first.paragraphs[0]] == [
        "Căn cứ: Quyết định số 3.",
        "Kế hoạch khảo sát số 12/KH-UBND.",
    ]


def test_every_figure_of_a_unit_is_that_of_the_summary(usual: Survey) -> None:
    made = usual.report()
    heat = grid(made, "heat-1")
    lines = ["overall", *(group.code for group in usual.material.questionnaire.groups[1:])]
    told = {name: cells for name, cells in rows(heat).items() if name != "Xã nhỏ"}

    assert len(told) == 13
    for unit, cells in told.items():
        for code, cell in zip(lines, cells, strict=True):
            estimate = usual.summary.figure(code, unit=unit, wave="2026").estimate
            assert estimate is not None and estimate.value is not None
            assert cell.split()[0] == number(100 * estimate.value, 2, "vi") + "%"


def test_a_hidden_unit_tells_nothing_of_itself_and_no_total_gives_it_away(usual: Survey) -> None:
    came = {unit: Came(returned=60, excluded=2, flagged=1) for unit in usual.summary.units}
    made = usual.report(setting=Setting(came=came))
    forms = grid(made, "forms")

    assert rows(forms)["Xã nhỏ"] == ("(*)",) * 4
    assert rows(grid(made, "heat-1"))["Xã nhỏ"] == ("(*)",) * 4
    assert "Cộng" not in rows(forms)
    assert "Xã nhỏ" not in rows(grid(made, "ranks"))
    left = rows(grid(made, "left-out"))
    assert left["Xã nhỏ"][0].startswith("không hiển thị") and "tham khảo" in left["Xã vừa"][0]
    assert not [figure for figure in made.figures if figure.unit == "Xã nhỏ"]


def test_fieldwork_is_told_unit_by_unit_with_its_total(usual: Survey) -> None:
    came = {f"Sở {k}": Came(issued=70, returned=60, excluded=7, partial=3, flagged=0) for k in (1, 2, 3)}
    found = rows(grid(usual.report("department", setting=Setting(came=came)), "forms"))

    assert found["Sở 2"] == ("70", "60", "50", "07", "03", "–")
    assert found["Cộng"] == ("210", "180", "150", "21", "09", "–")


def test_a_public_edition_tells_of_no_ballots_but_the_valid_ones(tmp_path: Path) -> None:
    found = many(11) + ballots("Xã nhỏ", 8, 0.8)
    public = survey(tmp_path, found, limits=PUBLIC)
    came = {
        unit: Came(issued=9011, returned=7702, excluded=3103, flagged=2904) for unit in public.summary.units
    }
    made = public.report(setting=Setting(came=came))

    assert grid(made, "forms").heads == ("Đơn vị", "Hợp lệ")
    assert rows(grid(made, "forms"))["Xã nhỏ"] == ("(*)",)
    assert made.letterhead.edition == "Bản công khai"
    assert not [text for text in ("9.011", "7.702", "3.103", "2.904", "Cộng\n") if text in words(made)]


def test_tiers_pairs_and_ranges_are_those_of_the_tables(usual: Survey) -> None:
    standing = usual.standing()
    table = [each for each in ranks(usual.material)[0].lines if each["wave"] == "2026"]
    tested = [each for each in pairs(usual.material)[0].lines if each["wave"] == "2026"]
    tested = [each for each in tested if each["unit_kind"] == "commune"]
    ranges = [each for each in expected(usual.material)[0].lines if each["wave"] == "2026"]

    tiers = {(each["code"], each["unit"]): each["tier"] for each in table if each["unit_kind"] == "commune"}
    assert {
        (code, unit): tier for code, found in standing.tiers.items() for unit, tier in found.items()
    } == tiers
    assert "above" in tiers.values() and "below" in tiers.values()
    higher = {
        (each["first"], each["second"]) if each["difference"] > 0 else (each["second"], each["first"])
        for each in tested
        if each["differs"]
    }
    assert standing.pairs is not None and standing.pairs.above == higher and higher
    assert standing.pairs.tests == len(tested) == tested[0]["tests"]
    by_unit = by_name([each for each in ranges if each["code"] == "overall"], "unit")
    for each in standing.expected:
        assert (each.low, each.high) == (
            by_unit[each.unit]["expected_low"],
            by_unit[each.unit]["expected_high"],
        )
        assert each.outside == (by_unit[each.unit]["position"] != "as_expected")


def test_ranks_ranges_and_classes_are_those_of_the_background(usual: Survey) -> None:
    found = rows(grid(usual.report(), "ranks"))

    assert len(found) == 12
    for unit, cells in found.items():
        place = usual.background().of(unit).place
        assert place is not None
        assert (cells[3], cells[4]) == (str(place.rank), f"{place.low}–{place.high}")
        rate = float(cells[1].rstrip("%").replace(",", "."))
        band = next(each for each in usual.background().bands if rate >= 100 * each.low)
        assert cells[6].split(" (")[0] == band.name["vi"]


def test_the_shares_of_the_classes_add_up_to_all_ranked_units(usual: Survey) -> None:
    classes = rows(grid(usual.report(), "classes"))

    counted = sum(int(cells[1]) for cells in classes.values() if cells[1] != "–")
    assert list(classes) == ["Xuất sắc", "Tốt", "Khá", "Trung bình", "Yếu"]
    assert counted == 12


def test_a_unit_rose_or_fell_only_where_its_test_says_so(usual: Survey) -> None:
    found = rows(grid(usual.report(), "changes"))

    assert len(found) == 12
    for unit, cells in found.items():
        change = usual.summary.change("overall", unit=unit, wave="2026")
        assert change is not None and change.difference is not None
        tested = ("tăng" if change.difference > 0 else "giảm") if change.differs else "chưa phân biệt được"
        assert cells[3] == tested


def test_the_mean_of_the_units_is_the_plain_mean_of_the_ranked_ones(usual: Survey) -> None:
    ranked = usual.standing().ranked
    values = [usual.summary.figure("overall", unit=unit, wave="2026").estimate for unit in ranked]
    mean = np.mean([each.value for each in values if each is not None and each.value is not None])

    told = rows(grid(usual.report(), "means"))["Mức độ hài lòng chung"]
    assert told[0].startswith(number(100 * float(mean), 2, "vi") + "%")


def test_units_with_the_same_answers_share_a_rank(tmp_path: Path) -> None:
    same = [["2026", unit, "commune", "kiosk", *"444444444"] for unit in ("Xã A", "Xã B") for _ in range(40)]
    made = survey(tmp_path, same + ballots("Xã C", 40, 0.6)).report()
    found = grid(made, "ranks")

    assert [rows(found)[unit][3] for unit in ("Xã A", "Xã B", "Xã C")] == ["1 (đồng hạng)"] * 2 + ["3"]
    assert found.finding[0].text == "Có 02 đơn vị đồng hạng nhất với kết quả 100,00%."


def test_full_counts_have_ranks_without_error_and_no_tests(tmp_path: Path) -> None:
    header = ["wave", "unit", "kind", "mode", *[f"U{k}" for k in range(1, 10)], "N"]
    counted = [[*row, "40"] for row in many(4)]
    one = survey(tmp_path, counted, header=header, population=("N",))
    made = one.report()

    assert one.standing().all_counted and one.standing().pairs is None
    told = words(made)
    assert "thứ hạng không có sai số chọn mẫu" in told
    assert "mọi chênh lệch giữa các đơn vị là thật, không cần kiểm định" in told
    assert {cells[5] for cells in rows(grid(made, "ranks")).values()} == {"không xét"}


def test_volunteers_are_listed_by_name_without_rank_and_class(tmp_path: Path) -> None:
    made = survey(tmp_path, many(12), voluntary=True).report()

    assert not {"ranks", "classes", "pairs", "funnel", "changes", "means", "left-out"} & set(codes(made)) - {
        "means"
    }
    assert list(rows(grid(made, "list"))) == [f"Xã {number}" for number in range(1, 13)]
    assert "không dùng để xếp hạng" in words(made)
    assert "Xuất sắc" not in words(made) and "cao hơn" not in words(made)


def test_volunteers_ranked_by_the_plan_carry_their_warning(tmp_path: Path) -> None:
    made = survey(tmp_path, many(3), voluntary=True, rank_volunteers=True).report()

    assert len(grid(made, "ranks").rows) == 3
    assert "thứ tự này chỉ phản ánh ý kiến của những người đã trả lời" in words(made)


@pytest.mark.parametrize("units", [MATRIX, MATRIX + 1])
def test_up_to_twenty_units_make_a_matrix_and_more_a_table_of_counts(tmp_path: Path, units: int) -> None:
    one = survey(tmp_path, many(units, each=30))
    found = grid(one.report(), "pairs")
    pairs_of = one.standing().pairs
    assert pairs_of is not None

    if units <= MATRIX:
        signs = [cell.text for row in found.rows for cell in row.cells[1:]]
        assert len(found.heads) == units + 1
        assert signs.count("+") == signs.count("−") == len(pairs_of.above) > 0
    else:
        assert len(found.heads) == 4
        counts = {unit: tuple(map(int, cells)) for unit, cells in rows(found).items()}
        assert {each.unit: (each.above, each.below) for each in pairs_of.counts} == {
            unit: cells[:2] for unit, cells in counts.items()
        }
        assert {sum(cells) for cells in counts.values()} == {units - 1}


def test_the_family_of_tests_is_stated(usual: Survey) -> None:
    notes = " ".join(each.text for each in grid(usual.report(), "pairs").notes)

    assert "mọi cặp trong 12 đơn vị được xếp hạng, 66 phép so, hiệu chỉnh Holm" in notes


def test_a_funnel_is_drawn_from_ten_units_on(usual: Survey) -> None:
    chart, few = picture(usual.report(), "funnel"), picture(usual.report("department"), "funnel")

    assert chart.chart is not None and few.chart is None
    assert len(chart.chart.spots) == len(chart.chart.limits) == 12  # type: ignore[union-attr]
    assert "cần từ 10 đơn vị theo mẫu trở lên, ở đây có 03 đơn vị" in few.finding[0].text


def test_different_ways_of_answering_call_for_care_and_stay_unnumbered_in_public(tmp_path: Path) -> None:
    found = many(4) + ballots("Xã giấy", 40, 0.8, mode="paper")
    of = {"also": ("quality",), "mode": "mode"}
    inside = words(survey(tmp_path, found, **of).report())
    public = words(survey(tmp_path, found, limits=PUBLIC, **of).report())

    assert "Xã giấy: 100% phiếu thu qua phiếu giấy, trong khi bình quân của khối là 20%" in inside
    assert "Xã giấy: hình thức trả lời khác nhiều" in public and "bình quân của khối là" not in public


def test_colour_never_speaks_alone(usual: Survey) -> None:
    made = usual.report()
    coloured = [
        cell
        for piece in made.pieces
        if isinstance(piece, Grid)
        for row in piece.rows
        for cell in row.cells
        if cell.tone in ("higher", "lower")
    ]

    assert len(coloured) > 20
    spoken = ("+", "−", "cao hơn", "thấp hơn", "tăng", "giảm")
    assert all(cell.text.endswith(spoken) for cell in coloured)


def test_english_is_complete(tmp_path: Path) -> None:
    told = words(survey(tmp_path, many(11), language="en").report())

    assert not set(told.lower()) & set("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ") - set("ã")
