"""The report on all together: the Ministry's order, only what was asked, each kind ranked for itself."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from questionnaires.load import load
from reports.content import Grid
from tests.journey.test_file_to_pdf import number
from tests.official.cast import PUBLIC, Survey, ballots, codes, grid, many, rows, survey, words

SIPAS = load("sipas-2026")
CLOSED = [
    item.code
    for item in SIPAS.items
    if item.kind in ("battery", "single", "yes_no") and SIPAS.place(item.code).block.role != "about"
]
CHANNELS = [f"Q2_{code}" for code in "1234567"]


def household(dice: random.Random, unit: str, kind: str) -> list[str]:
    """What one household says to every closed question."""
    found = ["2026", unit, kind]
    for code in CLOSED:
        offered = [each.code for each in SIPAS.scale_of(SIPAS.item(code)).options if each.counts]
        found.append(dice.choice(offered))
    return found + [dice.choice("01") for _ in CHANNELS]


@pytest.fixture(scope="module")
def sipas(tmp_path_factory: pytest.TempPathFactory) -> Survey:
    """Twelve communes and two departments under the whole form."""
    dice = random.Random(5)
    places = [(f"Xã {number}", "commune") for number in range(1, 13)] + [("Sở A", "department")] * 1
    places += [("Sở B", "department")]
    found = [household(dice, unit, kind) for unit, kind in places for _ in range(35)]
    folder = tmp_path_factory.mktemp("sipas")
    header = ["wave", "unit", "kind", *CLOSED, *CHANNELS]
    return survey(folder, found, header=header, questionnaire="sipas-2026")


def test_the_findings_stand_in_the_order_of_the_ministry(sipas: Survey) -> None:
    made = sipas.province()
    told = [chapter.title.partition(". ")[2] for chapter in made.chapters]
    themes = [piece.code for chapter in made.chapters[3:4] for piece in chapter.pieces]

    assert told[3:7] == [
        "Nhận định của người dân",
        "Mức độ hài lòng",
        "Mức độ hài lòng chung và các đơn vị",
        "Mong muốn của người dân",
    ]
    assert themes[:6] == [
        "theme-Q1_1",
        "question-Q2",
        "theme-Q3_1",
        "question-Q4",
        "question-Q5",
        "question-Q6",
    ]


def test_shares_are_those_counted_by_hand(sipas: Survey) -> None:
    table = sipas.material.ballots.table
    harassed, heard = table.columns["Q5"], table.columns["Q2_1"]
    wanted = [code in ("3", "4") for code in table.columns["Q10_01"]]
    made = sipas.province()

    found = rows(grid(made, "question-Q5"))
    assert found["Không có"][0] == number(100 * harassed.count("1") / len(harassed), 2, "vi") + "%"
    told = rows(grid(made, "question-Q2"))["Loa truyền thanh ở xã, phường"]
    assert told[0] == number(100 * heard.count("1") / len(heard), 2, "vi") + "%"
    needs = next(each for each in made.pieces if isinstance(each, Grid) and each.code.startswith("theme-Q10"))
    assert rows(needs)["Công khai, minh bạch thông tin"][:2] == (
        str(len(wanted)),
        number(100 * sum(wanted) / len(wanted), 2, "vi") + "%",
    )


def test_needs_are_in_the_order_of_their_shares(sipas: Survey) -> None:
    needs = next(
        each
        for each in sipas.province().pieces
        if isinstance(each, Grid) and each.code.startswith("theme-Q10")
    )
    shares = [float(cells[1].rstrip("%").replace(",", ".")) for cells in rows(needs).values()]

    assert len(shares) == 10 and shares == sorted(shares, reverse=True)


def test_factors_come_with_the_range_of_each_kind(sipas: Survey) -> None:
    found = grid(sipas.province(), "satisfaction")
    line = rows(found)["Tiếp cận dịch vụ"]
    figures = [sipas.summary.figure("access", unit=f"Xã {k}", wave="2026").estimate for k in range(1, 13)]
    values = sorted(each.value for each in figures if each is not None and each.value is not None)

    assert len(found.heads) == 5 and len(found.rows) == len(SIPAS.groups) - 1
    assert line[2] == " đến ".join(number(100 * end, 2, "vi") + "%" for end in (values[0], values[-1]))


def test_the_five_highest_and_lowest_of_many_and_all_of_few_with_their_ranges(sipas: Survey) -> None:
    made = sipas.province()
    ranked = sipas.standing().ranked

    found = codes(made)
    few, top = f"all-{2 if 'top-1' in found else 1}", "top-1" if "top-1" in found else "top-2"
    assert list(rows(grid(made, top))) == list(ranked[:5])
    assert list(rows(grid(made, top.replace("top", "bottom")))) == list(ranked[-5:])
    assert set(rows(grid(made, few))) == {"Sở A", "Sở B"}


def test_only_what_was_asked_is_told(tmp_path: Path) -> None:
    made = survey(tmp_path, many(3)).province()
    told = [chapter.title.partition(". ")[2] for chapter in made.chapters]

    assert "Nhận định của người dân" not in told and "Mong muốn của người dân" not in told
    assert [chapter.title.partition(".")[0] for chapter in made.chapters] == [str(k) for k in range(1, 8)]


def test_answers_of_too_few_are_hidden(tmp_path: Path) -> None:
    dice = random.Random(2)
    header = ["wave", "unit", "kind", *CLOSED, *CHANNELS]
    found = [household(dice, unit, "commune") for unit in ("Xã A", "Xã B") for _ in range(20)]
    place = header.index("Q5")
    for row in found[9:]:
        row[place] = ""
    of = {"header": header, "questionnaire": "sipas-2026"}
    public = survey(tmp_path, found, limits=PUBLIC, **of).province()
    inside = survey(tmp_path, found, **of).province()

    assert {cells[:2] for cells in rows(grid(public, "question-Q5")).values()} == {("(*)", "")}
    assert grid(public, "question-Q5").finding[1].text == "(*)"
    assert grid(inside, "question-Q5").finding[1].text == "09 phiếu trả lời câu này."


def test_a_unit_that_is_alone_of_its_kind_is_listed_and_not_ranked(tmp_path: Path) -> None:
    made = survey(tmp_path, many(3) + ballots("Trung tâm Một cửa", 40, 0.8, kind="service_centre")).province()

    assert list(rows(grid(made, "list-others"))) == ["Trung tâm Một cửa"]
    assert "Trung tâm Một cửa" in rows(grid(made, "forms"))


def test_volunteers_of_the_province_are_described_and_not_ranked(tmp_path: Path) -> None:
    made = survey(tmp_path, many(12), voluntary=True).province()

    told = words(made)
    assert "Mức độ hài lòng chung của những người đã trả lời" in told and "không dùng để xếp hạng" in told
    assert not [code for code in codes(made) if code.startswith(("top", "bottom", "all"))]
