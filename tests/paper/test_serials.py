"""The number on a ballot: its letter catches the slips that people make when they copy it."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.paper.serials import LAST, LETTERS, SerialError, number_of, serial_of

NUMBERS = st.integers(1, LAST)
LOOK_ALIKES = ("0OQD", "1IL7", "2Z", "5S", "8B", "6G", "UV", "MN", "CG", "JI")


@given(NUMBERS)
def test_a_number_is_read_back_from_its_serial(number: int) -> None:
    assert number_of(serial_of(number)) == number


@pytest.mark.parametrize("typed", ["000123-y", "000123Y", " 000123 - Y ", "000 123-Y"])
def test_hyphens_blanks_and_small_letters_do_not_matter(typed: str) -> None:
    assert number_of(typed) == 123


@given(NUMBERS)
def test_every_single_wrong_character_is_caught(number: int) -> None:
    serial = serial_of(number).replace("-", "")

    wrong = [
        serial[:place] + other + serial[place + 1 :]
        for place, right in enumerate(serial)
        for other in (LETTERS if place == 6 else "0123456789")
        if other != right
    ]

    assert not [each for each in wrong if is_taken(each)]


@given(NUMBERS)
def test_every_two_neighbours_that_changed_places_are_caught(number: int) -> None:
    serial = serial_of(number).replace("-", "")

    swapped = [
        serial[:place] + serial[place + 1] + serial[place] + serial[place + 2 :]
        for place in range(6)
        if serial[place] != serial[place + 1]
    ]

    assert not [each for each in swapped if is_taken(each)]


def test_the_same_holds_for_every_pair_of_places_and_digits() -> None:
    """Not by luck of the draw: the weights differ, none is zero, and thirteen is a prime."""
    from survey.paper.serials import WEIGHTS

    prime = len(LETTERS)
    pairs = [(a, b) for a, b in product(range(10), repeat=2) if a != b]

    assert all(weight * (a - b) % prime for weight in WEIGHTS for a, b in pairs)
    assert all(
        (one - other) * (a - b) % prime
        for one in WEIGHTS
        for other in WEIGHTS
        if one != other
        for a, b in pairs
    )


def test_the_letters_have_no_look_alikes_among_them_or_among_the_digits() -> None:
    printed = LETTERS + "0123456789"
    twins = [
        (letter, twin)
        for twin in LOOK_ALIKES
        for letter in set(twin) & set(LETTERS)
        if sum(each in printed for each in twin) > 1
    ]

    assert len(set(LETTERS)) == 13
    assert not twins, "no two of these may both stand on a ballot"


@pytest.mark.parametrize("text", ["", "123", "0000123-Y", "000000-A", "OOO123-Y", "000123-I", "000123"])
def test_what_is_no_serial_is_refused_with_its_cure(text: str) -> None:
    with pytest.raises(SerialError, match="six digits and a letter|read the form again"):
        number_of(text)


@pytest.mark.parametrize("number", [0, -1, LAST + 1])
def test_numbers_end_somewhere(number: int) -> None:
    with pytest.raises(SerialError, match="from 1 to 999999"):
        serial_of(number)


def is_taken(text: str) -> bool:
    try:
        number_of(text)
    except SerialError:
        return False
    return True
