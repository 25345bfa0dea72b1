"""The rules of the comments desk: striking out, deadlines, and what looks like a private detail."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.comments import working_days
from survey.comments.personal import STRUCK, struck, suspects

MONDAY = dt.date(2026, 11, 23)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gọi 0912.345.678 gặp tôi", ("0912.345.678",)),
        ("căn cước 001085001234", ("001085001234",)),
        ("thư tới binh.nv+1@tinh.example.vn nhé", ("binh.nv+1@tinh.example.vn",)),
        ("Nhờ chị Hoa xem lại", ("chị Hoa",)),
        ("Ông Nguyễn Văn Đức rất nhiệt tình", ("Ông Nguyễn Văn Đức",)),
        ("Chờ 45 phút, nộp 3 lần, ngày 12/11/2026, phí 200.000 đồng", ()),
        ("Cán bộ rất nhiệt tình, bàn ghế sạch.", ()),
    ],
)
def test_what_looks_like_a_private_detail_is_found_and_nothing_else(
    text: str, found: tuple[str, ...]
) -> None:
    assert suspects(text) == found


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=8), max_size=4))
def test_what_was_struck_out_stands_nowhere_and_the_rest_is_as_it_was(text: str, parts: list[str]) -> None:
    there = [part for part in parts if part in text and part not in STRUCK]

    shown = struck(text, there)

    assert not [part for part in there if part in shown.replace(STRUCK, "\0")]
    pieces = shown.split(STRUCK)
    at = 0
    for piece in pieces:
        at = text.index(piece, at) + len(piece)


@given(DAYS, st.integers(1, 30))
def test_a_deadline_is_a_working_day_and_as_many_working_days_are_left(day: dt.date, n: int) -> None:
    due = working_days.after(day, n)

    assert due.weekday() < 5
    assert working_days.left(day, due) == n
    assert working_days.left(due, day if day.weekday() < 5 else due) <= 0


def test_three_working_days_after_a_thursday_end_on_the_tuesday() -> None:
    thursday = dt.date(2026, 11, 19)

    due = working_days.after(thursday, 3)

    assert due == dt.date(2026, 11, 24)
    assert working_days.left(dt.date(2026, 11, 22), due) == 2
    assert working_days.left(dt.date(2026, 11, 26), due) == -2
