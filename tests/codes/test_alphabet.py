"""Codes that people copy: every slip of one letter and every swap of two is caught, and nothing else matters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.codes.alphabet import LENGTH, LETTERS, is_right, new_code, read_code, shown, with_check
from survey.codes.messages import EXAMPLE

TEXTS = st.text(LETTERS, min_size=1, max_size=len(LETTERS) - 2)


@given(TEXTS)
def test_every_wrong_letter_is_caught(text: str) -> None:
    right = with_check(text)

    wrong = [
        right[:place] + letter + right[place + 1 :]
        for place in range(len(right))
        for letter in LETTERS
        if letter != right[place]
    ]
    assert is_right(right)
    assert not [each for each in wrong if is_right(each)]


@given(TEXTS)
def test_every_swap_of_two_letters_is_caught_neighbours_or_not(text: str) -> None:
    right = list(with_check(text))

    for first in range(len(right)):
        for second in range(first + 1, len(right)):
            swapped = right.copy()
            swapped[first], swapped[second] = swapped[second], swapped[first]
            assert swapped == right or not is_right("".join(swapped))


@given(st.text())
def test_whatever_is_typed_is_a_code_or_is_not_and_never_an_error(typed: str) -> None:
    code = read_code(typed)

    assert code is None or (len(code) == LENGTH and is_right(code))


@given(st.data())
def test_case_gaps_and_wide_letters_do_not_matter(data: st.DataObject) -> None:
    code = new_code()
    gaps = data.draw(
        st.lists(st.sampled_from(["", " ", "-", "–", ".", "\n", "\u00a0"]), min_size=10, max_size=10)
    )
    typed = "".join(letter + gap for letter, gap in zip(code.swapcase(), gaps, strict=True))
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in code)

    assert read_code(typed) == read_code(shown(code)) == read_code(wide) == code


def test_no_letter_looks_like_another_or_is_changed_by_a_vietnamese_keyboard() -> None:
    assert len(set(LETTERS)) == len(LETTERS) == 19
    assert not set(LETTERS) & set("01OILQSZBGU")
    assert not set(LETTERS) & set("AEIOUYDW"), "telex: aa, dd, ow, w"


def test_codes_differ_and_are_printed_in_two_groups() -> None:
    codes = {new_code() for _ in range(5000)}

    assert len(codes) == 5000
    assert {len(shown(code)) for code in codes} == {LENGTH + 1}
    assert {shown(code)[5] for code in codes} == {"-"}


def test_a_text_with_as_many_places_as_letters_is_refused() -> None:
    with pytest.raises(ValueError, match="fewer than 19 places"):
        with_check("2" * 18)


def test_the_example_on_the_page_is_no_code() -> None:
    assert read_code(EXAMPLE) is None
    assert len(EXAMPLE) == LENGTH + 1
    assert unicodedata.is_normalized("NFKC", EXAMPLE)
