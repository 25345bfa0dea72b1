"""How numbers and names are printed."""

from __future__ import annotations

import unicodedata

import pytest

from reports import style
from reports.measures import Printer


@pytest.mark.parametrize(
    ("rate", "vietnamese", "english"),
    [
        (0.865, "86,50%", "86.50%"),
        (1.0, "100,00%", "100.00%"),
        (0.0, "0,00%", "0.00%"),
        (46 / 50, "92,00%", "92.00%"),
        (2 / 3, "66,67%", "66.67%"),
    ],
)
def test_a_rate_prints_with_two_decimals_and_no_space(rate: float, vietnamese: str, english: str) -> None:
    assert style.percentage(rate, "vi") == vietnamese
    assert style.percentage(rate, "en") == english


def test_a_half_is_rounded_away_from_zero_as_in_an_office() -> None:
    """Python's own format gives 3.12 for 1 of 32, which is exactly 3.125 %."""
    assert style.percentage(1 / 32, "vi") == "3,13%"
    assert style.percentage(1 / 800, "vi") == "0,13%"
    assert style.bound(0.8125, "vi") == "81,3"


@pytest.mark.parametrize(
    ("difference", "printed"), [(-0.001, "−0,1"), (0.031, "3,1"), (-0.00004, "0,0"), (0.0, "0,0")]
)
def test_a_difference_carries_a_true_minus_and_no_minus_zero(difference: float, printed: str) -> None:
    assert style.points(difference, "vi", 1) == printed


def test_a_signed_difference_shows_its_plus_but_not_at_zero() -> None:
    assert style.points(0.0281, "vi", 1, signed=True) == "+2,8"
    assert style.points(0.00001, "vi", 1, signed=True) == "0,0"


def test_thousands_are_parted_by_a_dot_in_vietnamese_and_a_comma_in_english() -> None:
    assert style.count(1250, "vi") == "1.250"
    assert style.count(1234567, "en") == "1,234,567"


def test_an_interval_is_joined_by_a_dash_and_carries_no_sign() -> None:
    assert Printer("rate", "vi").interval(0.8312, 0.8934) == "83,1–89,3"
    assert Printer("score", "en").interval(3.591, 4.486) == "3.59–4.49"


def test_a_gap_names_its_unit() -> None:
    assert Printer("rate", "vi").gap(-0.031) == "3,10 điểm phần trăm"
    assert Printer("rate", "en").gap(0.031) == "3.10 points"
    assert Printer("score", "vi").gap(0.12) == "0,12 điểm"


def test_a_confidence_level_has_no_more_decimals_than_it_needs() -> None:
    assert style.confidence(0.95, "vi") == "95%"
    assert style.confidence(0.995, "vi") == "99,5%"


def test_a_name_from_outside_becomes_composed_and_keeps_to_one_line() -> None:
    loose = unicodedata.normalize("NFD", "Sở  Tư\u202fpháp\n") + "\u200b\x07"

    assert style.plain(loose) == "Sở Tư pháp"


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    with pytest.raises(style.UnknownLanguageError, match="vi, en"):
        style.percentage(0.5, "fr")
