"""The action plan of the wave before, in the full report of a unit: beside changes, never as their cause."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from survey.results.stored.stamp import stamp_of
from survey.tables import Action, Wave
from tests.results.cast import Province

A, B = "Xã An Hòa", "Xã Bình Sơn"
DUE = dt.date(2026, 3, 31)


@pytest.fixture
def planned(sqlite_place: Province) -> Province:
    """Two units in two waves of a random sample; one of them wrote a plan after the first."""
    place = sqlite_place
    for code, name in (("a", A), ("b", B)):
        place.unit(code, name)
    for code, year in (("w1", 2025), ("w2", 2026)):
        place.wave(code, year=year, design="random_sample")
        for name in (A, B):
            cell = place.cell(code, name, "people", population=4000, drawn=60)
            place.fill(code, name, 60, seed=year, design_cell_id=cell)
    write(place, "w1", A, "Tập huấn lại bộ phận một cửa về phục vụ", "done")
    write(place, "w1", A, "Niêm yết số điện thoại nhận ý kiến", "doing", due=dt.date(2026, 6, 30))
    return place


def write(place: Province, wave: str, unit: str, body: str, state: str, *, due: dt.date = DUE) -> None:
    with Session(place.engine) as session:
        row = Action(
            wave_id=place.waves[wave],
            unit_id=place.units[unit],
            body=body,
            owner="Trưởng bộ phận một cửa",
            due=due,
            state=state,
            written_by="an@tinh.example",
            changed_on=dt.date(2026, 1, 5),
        )
        session.add(row)
        session.commit()


def reports(place: Province, *options: str, waves: tuple[str, ...] = ("w1", "w2"), out: str = "out") -> Path:
    folder = place.folder / out
    asked = [word for each in waves for word in ("--wave", each)]
    assert place.hailong("report", *asked, "--out", folder, "--edition", "full", "--json", *options) == 0
    return folder


def plan(folder: Path, name: str = "2026/xa-an-hoa") -> dict[str, Any] | None:
    told = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["content"]
    found = [each for each in told["chapters"] if each["code"] == "action-plan"]
    return found[0]["blocks"][0] if found else None


def rows(grid: dict[str, Any] | None) -> list[list[str]]:
    return [[cell["text"] for cell in row["cells"]] for row in (grid or {"rows": []})["rows"]]


def test_each_action_stands_beside_the_change_of_the_factor_that_it_names(planned: Province) -> None:
    folder = reports(planned)
    changes = planned.estimates("w1", "w2", out="figures")["changes"]

    first, second = rows(plan(folder))

    service = next(each for each in changes if each["unit"] == A and each["code"] == "service")
    old, new = (f"{100 * service[name]:.2f}%".replace(".", ",") for name in ("value_from", "value_to"))
    assert first[:4] == [
        "Tập huấn lại bộ phận một cửa về phục vụ",
        "Trưởng bộ phận một cửa",
        "31/03/2026",
        "Đã xong",
    ]
    assert first[4].startswith(f"Phục vụ: {old}, nay {new}, ")
    assert second[2:] == ["30/06/2026", "Đang làm", "–"]


def test_the_same_words_stand_in_the_page_and_in_both_languages_and_claim_no_cause(planned: Province) -> None:
    page = (reports(planned) / "2026" / "xa-an-hoa.html").read_text(encoding="utf-8")
    english = (reports(planned, "--lang", "en", out="en") / "2026" / "xa-an-hoa.html").read_text("utf-8")

    assert "Kế hoạch khắc phục, cải thiện của đợt trước" in page and "1/2 việc đã xong" in page
    assert "không cho biết việc đó có dẫn đến thay đổi hay không" in page
    assert (
        "Action plan of the wave before" in english and "it does not show whether the action led" in english
    )
    assert "an@tinh.example" not in page, "who typed it is nobody's business"


def test_a_unit_without_a_plan_the_first_wave_and_all_together_have_no_such_chapter(
    planned: Province,
) -> None:
    folder = reports(planned)

    assert plan(folder) is not None
    assert plan(folder, "2026/xa-binh-son") is None
    assert plan(folder, "2025/xa-an-hoa") is None
    assert [path.name for path in folder.rglob("*.json") if "Tập huấn lại" in path.read_text("utf-8")] == [
        "xa-an-hoa.json"
    ]


def test_a_plan_after_a_wave_that_is_not_compared_has_no_change_beside_it(planned: Province) -> None:
    grid = plan(reports(planned, waves=("w2",)))

    assert rows(grid)[0][4] == "Phục vụ: …"


def test_the_plan_of_the_last_wave_before_counts(planned: Province) -> None:
    planned.wave("w0", year=2024, design="random_sample")
    write(planned, "w0", A, "Việc của năm trước nữa", "done")
    write(planned, "w0", B, "Chỉ có kế hoạch cũ", "dropped")

    folder = reports(planned)

    assert "Việc của năm trước nữa" not in json.dumps(plan(folder), ensure_ascii=False)
    assert rows(plan(folder, "2026/xa-binh-son"))[0][0] == "Chỉ có kế hoạch cũ"


def test_a_public_edition_leaves_the_plan_out(planned: Province) -> None:
    for wave in ("w1", "w2"):
        planned.state(wave, "published", decision_number="1", decided_on=dt.date(2026, 12, 1))

    assert plan(reports(planned, "--public")) is None


def test_stored_results_are_made_again_when_a_plan_changes_and_not_for_later_plans(planned: Province) -> None:
    with Session(planned.engine) as session:
        wave = session.exec(select(Wave).where(Wave.code == "w2")).one()
        before = stamp_of(session, wave)
        write(planned, "w2", A, "Việc của đợt này", "planned")
        own = stamp_of(session, wave)
        row = session.exec(select(Action).where(Action.state == "doing")).one()
        row.state = "done"
        session.add(row)
        session.commit()

        assert own == before
        assert stamp_of(session, wave) != before
