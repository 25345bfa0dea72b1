"""What reports say of exclusions and comments: reasons in words, struck-out texts, no names of small units."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from sqlmodel import Session

from reports.texts.full import RULES as WORDED
from survey.ballots.suspicion import REASONS
from survey.results import result_notes
from survey.results.fielded import fielded
from survey.results.known import backgrounds_of
from survey.results.result_request import ResultRequest
from survey.results.results import Results, results_of
from survey.tables import Comment, Exclusion
from tests.results.cast import Province

A, B = "xa-an-hoa", "xa-binh-minh"
DAY = dt.date(2026, 9, 1)


@pytest.fixture
def place(sqlite_place: Province) -> Province:
    """Two communes; in the second one four people answered."""
    sqlite_place.unit(A, A)
    sqlite_place.unit(B, B)
    sqlite_place.wave("w")
    sqlite_place.fill("w", A, 40)
    sqlite_place.fill("w", B, 4, seed=2)
    return sqlite_place


def put(place: Province, *rows: Any) -> None:
    with Session(place.engine) as session:
        session.add_all(rows)
        session.commit()


def results(place: Province, **more: Any) -> Results:
    request = ResultRequest(waves=("w",), out=place.folder, edition="full", **more)
    return results_of(place.engine, fielded(place.engine, ("w",)), request, warn=lambda _: None)


def known(place: Province) -> Any:
    found = results(place)
    (part,) = found.parts
    told = backgrounds_of(place.engine, found.parts, part, found.naming, found.request)
    return told[found.naming.labels[part.series.last.id]]


def written(place: Province, unit: str, body: str, **more: Any) -> Comment:
    told = {"status": "released", "day": DAY, "item": "A1", "wave_id": place.waves["w"]} | more
    return Comment(id=uuid.uuid4(), agency_id=place.units[unit], body=body, theme="thời gian", **told)


def excluded(place: Province, n: int, rule: str, seed: int) -> list[Exclusion]:
    shared = {"wave_id": place.waves["w"], "reason": "x", "proposed_by": "a", "confirmed_by": "b", "day": DAY}
    ballots = place.fill("w", A, n, seed=seed, state="x")
    return [Exclusion(ballot_id=each, rule=rule, status="confirmed", **shared) for each in ballots]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", "2 phiếu trả lời quá nhanh so với thông thường, 1 phiếu loại vì lý do khác, 1 phiếu trùng"),
        ("en", "2 answered far faster than usual, 1 duplicate, 1 for another reason"),
    ],
)
def test_every_report_says_by_which_rules_how_many_were_set_aside(
    place: Province, language: str, said: str
) -> None:
    put(place, *excluded(place, 2, "speed", 5), *excluded(place, 1, "duplicate", 6))
    place.fill("w", A, 1, seed=7, state="x")

    found = results(place, language=language)
    note = " ".join(result_notes.general(found.parts, found.naming))

    told = note[note.index("bảng kê phiếu loại:" if language == "vi" else "ledger:") :]
    assert set(told.rstrip(".").partition(": ")[2].split(".")[0].split(", ")) == set(said.split(", "))


def test_a_wave_without_exclusions_says_nothing_of_a_ledger(place: Province) -> None:
    found = results(place)

    assert "bảng kê phiếu loại" not in " ".join(result_notes.general(found.parts, found.naming))


def test_every_rule_that_a_ballot_can_be_excluded_by_has_words_in_both_languages() -> None:
    from analysis.quality.screen import RULES
    from survey.staff.quality.messages import SPOKEN

    unused = {"heaping", "digits_interviewer", "burst_hour", "serial_repeated", "interviewer_effect"}
    used = {name for name in RULES if not name.endswith("_batch")} - unused | set(REASONS)

    assert used <= set(WORDED)
    for words in SPOKEN.values():
        assert used <= set(words.rules) and used <= set(words.says)


def test_reports_quote_what_was_struck_out_and_never_the_original(place: Province) -> None:
    put(place, *(written(place, A, f"gọi 0912345678 {n}", shown=f"gọi [đã che] {n}") for n in range(6)))

    (theme,) = known(place).of(A).themes

    assert theme.n == 6
    assert len(theme.texts) == 3
    assert all("[đã che]" in text and "0912345678" not in text for text in theme.texts)


def test_what_lies_at_the_restricted_desk_stands_in_no_report(place: Province) -> None:
    put(place, *(written(place, A, f"đòi tiền {n}", due=DAY) for n in range(6)))

    assert known(place).of(A).themes == ()
    assert known(place).whole.themes == ()


def test_comments_of_a_unit_with_too_few_ballots_stand_under_no_name_of_a_unit(place: Province) -> None:
    put(place, *(written(place, B, f"chờ lâu {n}") for n in range(6)))

    few = known(place)
    place.fill("w", B, 1, seed=3)

    assert few.of(B).themes == ()
    assert sum(theme.n or 0 for theme in few.whole.themes) == 6
    assert [theme.n for theme in known(place).of(B).themes] == [6]
