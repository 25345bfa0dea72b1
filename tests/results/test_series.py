"""Which waves are compared: the same questions by code, meant alike, put to people found in the same way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from survey.keys import id_of
from survey.tables import Wave
from survey.waves.questionnaires_store import load_stored, publish
from tests.results.cast import FORM, Answers, Province, figure

UNIT = "Xã An Hòa"


def version(place: Province, number: str, text: str = FORM) -> Path:
    """Another version of the form in a file of its own."""
    path = place.folder / f"trial-{number}.yaml"
    path.write_text(text.replace('version: "1"', f'version: "{number}"'), encoding="utf-8")
    return path


def revise(place: Province, wave: str, path: Path, approved_by: str | None) -> None:
    """Let a wave use a revision of version 1."""
    with Session(place.engine) as session:
        row = session.get_one(Wave, place.waves[wave])
        stored = publish(session, path, revises="1", approved_by=approved_by).row
        row.questionnaire_id = id_of(stored)
        place.questionnaires[wave] = load_stored(stored)
        session.add(row)
        session.commit()


def changes(found: dict[str, Any], code: str) -> list[float]:
    return [line["difference"] for line in found["changes"] if line["code"] == code and line["unit"] is None]


@pytest.fixture
def place(sqlite_place: Province) -> Province:
    sqlite_place.unit("a", UNIT)
    return sqlite_place


def two_waves(place: Province, form: Path | None = None, **plan: Any) -> Province:
    place.wave("w-2025", year=2025)
    place.wave("w-2026", year=2026, form=form, **plan)
    return place


def filled(place: Province) -> dict[str, Any]:
    for year in (2025, 2026):
        place.fill(f"w-{year}", UNIT, 60)
    return place.estimates("w-2025", "w-2026")


def test_the_same_questionnaire_is_compared(place: Province) -> None:
    found = filled(two_waves(place))

    assert len(changes(found, "A1")) == 1
    assert "series" not in found
    assert found["about"]["title"] == "Khảo sát w-2026"


def test_a_new_questionnaire_is_not_compared_and_the_note_says_so(place: Province) -> None:
    new = version(place, "2", FORM.replace("thái độ phục vụ", "cách chào hỏi"))

    found = filled(two_waves(place, new))

    assert found["changes"] == []
    assert figure(found, "A1", UNIT, "w-2025")["n"] == figure(found, "A1", UNIT, "w-2026")["n"] == 60
    assert (
        "Năm 2026 áp dụng mẫu phiếu mới nên không so sánh với kết quả của năm 2025." in found["about"]["note"]
    )
    assert [each["version"] for each in found["series"]] == ["1", "2"]


def test_another_version_that_means_the_same_is_compared(place: Province) -> None:
    found = filled(two_waves(place, version(place, "2")))

    assert len(changes(found, "A1")) == 1


@pytest.mark.parametrize(("approved_by", "compared"), [("Phạm Thị Duyệt", 1), (None, 0)])
def test_a_revision_keeps_the_series_when_somebody_approved_it(
    place: Province, approved_by: str | None, compared: int
) -> None:
    two_waves(place)
    revise(place, "w-2026", version(place, "2", FORM.replace("thái độ phục vụ", "thái độ")), approved_by)

    assert len(changes(filled(place), "A1")) == compared


def test_items_that_moved_within_the_form_are_found_by_their_codes(place: Province) -> None:
    first, second = [line for line in FORM.splitlines() if "{code: A1," in line or "{code: A2," in line]
    moved = FORM.replace(first, "@").replace(second, first).replace("@", second)
    two_waves(place)
    revise(place, "w-2026", version(place, "2", moved), "Phạm Thị Duyệt")
    good: Answers = {"sent": "0", "respondent_type": "1", "A1": "5", "A2": "1", "AO": "5"}
    for year in (2025, 2026):
        place.put(f"w-{year}", UNIT, [good] * 40)

    found = place.estimates("w-2025", "w-2026")

    assert [figure(found, code, UNIT, "w-2025")["estimate"] for code in ("A1", "A2")] == [1.0, 0.0]
    assert changes(found, "A1") == changes(found, "A2") == [0.0]


def test_an_item_more_breaks_the_series_even_if_approved(place: Province) -> None:
    line = next(line for line in FORM.splitlines() if "{code: A2," in line)
    more = FORM.replace(line, f"{line}\n{line.replace('A2', 'A4')}")
    two_waves(place)
    revise(place, "w-2026", version(place, "2", more), "Phạm Thị Duyệt")

    found = filled(place)

    assert found["changes"] == []
    assert "không trùng nhau" in found["about"]["note"]


def test_volunteers_are_not_compared_with_a_drawn_sample(place: Province) -> None:
    two_waves(place, design="random_sample")
    place.fill("w-2025", UNIT, 60)
    place.fill("w-2026", UNIT, 60, design_cell_id=place.cell("w-2026", UNIT, "cases", population=400))

    found = place.estimates("w-2025", "w-2026")

    assert found["changes"] == []
    assert "chọn người trả lời theo cách khác nhau" in found["about"]["note"]
    assert [each["settings"]["voluntary"] for each in found["series"]] == [True, False]


def test_waves_follow_the_calendar_even_where_their_codes_do_not(place: Province) -> None:
    place.wave("spring", year=2025)
    place.wave("autumn", year=2026)
    for code in ("spring", "autumn"):
        place.fill(code, UNIT, 60)

    found = place.estimates("autumn", "spring")
    analysed = place.analyse(place.export("spring", "autumn"), "--voluntary")

    assert {line["wave_from"] for line in found["changes"]} == {"2025-09-01 spring"}
    assert found["changes"] == analysed["changes"]


def test_waves_that_do_not_fit_one_table_are_not_exported_together(
    place: Province, capsys: pytest.CaptureFixture[str]
) -> None:
    filled(two_waves(place, version(place, "2", FORM.replace("thái độ phục vụ", "cách chào hỏi"))))
    words = ("export", "--wave", "w-2025", "--wave", "w-2026", "--out", place.folder / "both.csv")

    assert place.hailong(*words) == 2
    assert "export each alone" in capsys.readouterr().err


def test_two_questionnaires_are_reported_on_side_by_side(place: Province) -> None:
    filled(two_waves(place, version(place, "2", FORM.replace("thái độ phục vụ", "cách chào hỏi"))))
    out = place.folder / "reports"

    assert place.hailong("report", "--wave", "w-2025", "--wave", "w-2026", "--out", out) == 0
    page = (out / "2026" / "xa-an-hoa.html").read_text(encoding="utf-8")
    assert {path.name for path in out.iterdir()} == {"2025", "2026", "estimates.xlsx", "manifest.csv"}
    assert "cách chào hỏi" in page.casefold()
    assert "áp dụng mẫu phiếu mới" in page
