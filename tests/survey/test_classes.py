"""Classes as a person writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.background import BANDS
from survey.analysing.classes import bands_of
from survey.analysing.request import RequestError


def test_classes_are_read_with_their_lowest_percentages() -> None:
    found = bands_of("Tốt=80, Khá = 65.5%,Chưa đạt=0")

    assert [(band.name["vi"], band.low) for band in found] == [("Tốt", 0.8), ("Khá", 0.655), ("Chưa đạt", 0)]


def test_without_a_word_the_usual_classes_hold_and_none_switches_them_off() -> None:
    assert bands_of(None) == BANDS
    assert bands_of("none") == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Tốt", "a name and a percentage"),
        ("Tốt=80,Khá=80,Yếu=0", "must fall"),
        ("Khá=65,Tốt=80,Yếu=0", "must fall"),
        ("Tốt=101,Yếu=0", "from 100 at most"),
        ("Tốt=80,Khá=65", "must begin at 0"),
        ("", "a name and a percentage"),
        ("Tốt=80;Yếu=0", "a name and a percentage"),
    ],
)
def test_classes_that_leave_a_rate_without_a_class_are_refused(text: str, why: str) -> None:
    with pytest.raises(RequestError, match=why):
        bands_of(text)


@given(st.lists(st.integers(1, 100), min_size=1, max_size=6, unique=True))
def test_every_rate_has_one_class(lows: list[int]) -> None:
    ordered = [*sorted(lows, reverse=True), 0]
    found = bands_of(",".join(f"Bậc {number}={low}" for number, low in enumerate(ordered)))

    assert [round(band.low * 100) for band in found] == ordered
