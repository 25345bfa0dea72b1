"""Counting codes: against Python's own counter, and cells that add."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.collation import sort_key
from analysis.tally import AnswersError, matrix, tally

CODES = "12345?"


@given(st.lists(st.tuples(st.text("12345?.-*#", min_size=4, max_size=4), st.integers(0, 3)), min_size=1))
def test_counts_are_those_of_counting_by_hand(ballots: list[tuple[str, int]]) -> None:
    strings, cells = [b[0] for b in ballots], np.array([b[1] for b in ballots])
    got = tally(matrix(strings), cells, 4, CODES)

    for cell in range(4):
        for item in range(4):
            by_hand = Counter(s[item] for s, c in ballots if c == cell)
            assert got[cell, item, :6].tolist() == [by_hand[code] for code in CODES]
            assert got[cell, item].sum() == sum(by_hand.values())


def test_merged_units_are_the_sum_of_their_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.tally.CHUNK", 7)
    rng = np.random.default_rng(5)
    answers = rng.choice(np.frombuffer(b"12345?", np.uint8), size=(100, 3))
    cell = rng.integers(0, 4, 100)
    apart = tally(answers, cell, 4, CODES)
    merged = tally(answers, np.array([0, 1, 1, 2])[cell], 3, CODES)

    assert (merged[1] == apart[1] + apart[2]).all()
    assert (merged[[0, 2]] == apart[[0, 3]]).all()


def test_strings_of_two_lengths_are_refused() -> None:
    with pytest.raises(AnswersError, match=r"lengths \[3, 4\]"):
        matrix(["445", "4455"])


def test_a_letter_outside_ascii_is_refused() -> None:
    with pytest.raises(AnswersError, match="not ASCII"):
        matrix(["4đ5"])


def test_names_are_sorted_as_a_vietnamese_reader_expects() -> None:
    names = [
        "Sở Y tế",
        "Xã Đa Phước",
        "Xã Dân Hòa",
        "Xã Ân Thi",
        "Xã An Bình",
        "Xã Ấp Mới",
        "Phường 10",
        "Phường 2",
    ]

    assert sorted(names, key=sort_key) == [
        "Phường 2",
        "Phường 10",
        "Sở Y tế",
        "Xã An Bình",
        "Xã Ân Thi",
        "Xã Ấp Mới",
        "Xã Dân Hòa",
        "Xã Đa Phước",
    ]


def test_names_that_differ_in_the_tone_alone_follow_the_dictionary() -> None:
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]
