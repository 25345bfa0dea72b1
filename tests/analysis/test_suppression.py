"""What is hidden cannot be worked out: checked by counting every possibility."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure.hiding import hidden_lines
from analysis.disclosure.rivals import FEASIBLE
from analysis.disclosure.suppression import Sum, is_small, protect
from analysis.disclosure.tables import Key, Tables
from analysis.figures import Hidden, Limits

ROW = (Sum(0, (1, 2, 3)),)


def possibilities(base: list[int], hidden: np.ndarray, sums: tuple[Sum, ...]) -> dict[int, set[int]]:
    """Every value each hidden cell could have, found by trying them all."""
    cells = [i for i in range(len(base)) if hidden[i]]
    found: dict[int, set[int]] = {cell: set() for cell in cells}
    for guess in product(range(1, sum(base) + 1), repeat=len(cells)):
        trial = list(base)
        for cell, value in zip(cells, guess, strict=True):
            trial[cell] = value
        if all(trial[s.whole] == sum(trial[p] for p in s.parts) for s in sums):
            for cell, value in zip(cells, guess, strict=True):
                found[cell].add(value)
    return found


def test_bases_of_1_to_4_are_small_and_0_is_not() -> None:
    assert is_small([0, 1, 4, 5, 300], 5).tolist() == [False, True, True, False, False]


def test_a_single_hidden_part_takes_the_next_smallest_with_it() -> None:
    got = protect([60, 3, 17, 40], [False, True, False, False], ROW)

    assert got.tolist() == [False, True, True, False]


def test_two_hidden_parts_of_few_people_need_a_third() -> None:
    # 1 + 1 = 2: two hidden bases, and only one way to fill them.
    got = protect([42, 1, 1, 40], [False, True, True, False], ROW)

    assert got.tolist() == [False, True, True, True]


def test_an_empty_part_is_never_hidden_and_a_total_only_when_nothing_else_is_left() -> None:
    got = protect([3, 3, 0, 0], [False, True, False, False], ROW)

    assert got.tolist() == [True, True, False, False]


def test_nothing_small_hides_nothing() -> None:
    assert not protect([60, 5, 15, 40], np.zeros(4, bool), ROW).any()


def test_a_cross_table_is_safe_in_both_directions() -> None:
    # Cells 0–8 are 3 × 3, 9–11 row sums, 12–14 column sums, 15 the total.
    inner = np.array([[2, 9, 12], [14, 8, 7], [11, 13, 6]])
    base = [*inner.ravel(), *inner.sum(axis=1), *inner.sum(axis=0), inner.sum()]
    sums = [Sum(9 + r, tuple(3 * r + c for c in range(3))) for r in range(3)]
    sums += [Sum(12 + c, tuple(3 * r + c for r in range(3))) for c in range(3)]
    sums += [Sum(15, (9, 10, 11)), Sum(15, (12, 13, 14))]
    got = protect(base, np.array(base) < 5, sums)

    assert got[:9].sum() == 4
    assert not got[9:].any()


@settings(max_examples=60)
@given(parts=st.lists(st.integers(0, 7), min_size=2, max_size=4), limit=st.integers(2, 5))
def test_every_hidden_base_could_be_at_least_three_numbers(parts: list[int], limit: int) -> None:
    base = [sum(parts), *parts]
    sums = (Sum(0, tuple(range(1, len(base)))),)
    small = is_small(base, limit)
    small[0] = False
    got = protect(base, small, sums)

    open_total = not got[0]
    assert (got | ~small).all()
    if open_total:
        assert all(len(values) >= FEASIBLE for values in possibilities(base, got, sums).values())


def hidden(keys: list[Key], bases: list[list[int]], limits: Limits) -> dict[Key, tuple[Hidden, ...]]:
    """What is hidden of tables of items that are in no composite, the ballots last."""
    tables = Tables.of_bases(np.array(bases), ())
    return hidden_lines(keys, tables, limits)


THREE: list[Key] = [(None, None), ("A", None), ("B", None), ("C", None)]


def test_a_unit_of_three_ballots_shows_nothing_and_leaves_its_neighbours_alone() -> None:
    got = hidden(THREE, [[90, 93], [3, 3], [40, 42], [47, 48]], Limits())

    assert got["A", None] == ("hidden", "hidden")
    assert got["B", None] == got["C", None] == got[None, None] == ("", "")


def test_a_public_edition_hides_the_neighbour_that_would_give_it_away() -> None:
    got = hidden(THREE, [[90, 93], [3, 3], [40, 42], [47, 48]], Limits(display=10, public=True))

    assert got["A", None] == got["B", None] == ("hidden", "hidden")
    assert got["C", None] == ("", "")


def test_a_breakdown_is_guarded_against_its_unit_s_total_even_inside() -> None:
    keys: list[Key] = [(unit, by) for unit in (None, "A", "B") for by in (None, ("sex", "f"), ("sex", "m"))]
    column = [80, 43, 37, 40, 38, 2, 40, 5, 35]
    got = hidden(keys, [[n, n] for n in column], Limits())

    shown = {key for key in keys if got[key][0] == ""}
    assert got["A", ("sex", "m")][0] == got["A", ("sex", "f")][0] == "hidden"
    assert {(None, None), ("A", None), ("B", None)} <= shown


def test_an_item_that_nearly_all_of_a_few_ballots_answered_needs_room_in_its_neighbour() -> None:
    # B's 4 answers of 5 ballots, and A answered by all but none: B could be 4 or 5 only.
    keys: list[Key] = [(None, None), ("A", None), ("B", None), ("C", None)]
    got = hidden(keys, [[154, 155], [100, 100], [4, 5], [50, 50]], Limits(public=True))

    assert got["B", None][1] == "hidden" or got["C", None][0] == got["A", None][0] == "hidden"


def test_an_item_nobody_was_asked_is_empty_not_hidden() -> None:
    got = hidden([(None, None)], [[0, 50]], Limits())

    assert got[None, None] == ("empty", "")


def test_bases_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        protect([3, 2, 30, 40], [False, True, False, False], ROW)
