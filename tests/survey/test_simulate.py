"""The demonstration's data are believable, repeatable, and hold the cells that reports stumble over."""

from __future__ import annotations

import numpy as np
import pytest

from questionnaires.answers import encode
from questionnaires.load import load
from survey.demo.files import DEPARTMENTS, FORCED, SEED, SHARES, SHORT, cells
from survey.demo.simulate import Columns, simulate


@pytest.fixture(scope="module")
def columns() -> Columns:
    return simulate(load(SHORT), cells(), seed=SEED, shares=SHARES)


def cell(columns: Columns, unit: str, wave: str, item: str) -> list[str]:
    rows = zip(columns["unit"], columns["wave"], columns[item], strict=True)
    return [answer for u, w, answer in rows if (u, w) == (unit, wave) and answer not in {"", "?"}]


def test_the_same_seed_makes_the_same_ballots(columns: Columns) -> None:
    assert columns == simulate(load(SHORT), cells(), seed=SEED, shares=SHARES)
    assert columns != simulate(load(SHORT), cells(), seed=SEED + 1, shares=SHARES)


def test_every_ballot_is_one_the_form_allows(columns: Columns) -> None:
    form = load(SHORT)
    items = [name for name in columns if name not in {"unit", "wave"}]

    for row in zip(*(columns[name] for name in items), strict=True):
        given = {name: answer for name, answer in zip(items, row, strict=True) if answer}
        assert encode(form, given)


def test_there_is_an_item_of_which_everybody_is_satisfied_and_one_of_which_nobody_is(
    columns: Columns,
) -> None:
    for (unit, wave), items in FORCED.items():
        for item, codes in items.items():
            answers = cell(columns, unit, wave, item)

            assert len(answers) >= 5 and set(answers) <= set(codes)


def test_there_is_a_unit_too_small_to_be_shown(columns: Columns) -> None:
    assert min(columns["unit"].count(unit) for unit in DEPARTMENTS) == 6


def test_satisfaction_is_of_the_size_that_is_published(columns: Columns) -> None:
    rated = [answer for item in ("U1", "U2", "U3") for answer in columns[item] if answer not in {"", "?"}]

    assert 0.75 < np.mean([answer >= "4" for answer in rated]) < 0.92
    assert 0.02 < columns["U1"].count("?") / len(columns["U1"]) < 0.04


def test_a_person_satisfied_with_one_item_tends_to_be_satisfied_with_another(columns: Columns) -> None:
    pairs = [
        (int(one), int(other))
        for one, other in zip(columns["U1"], columns["U3"], strict=True)
        if one.isdecimal() and other.isdecimal()
    ]

    assert np.corrcoef(np.array(pairs).T)[0, 1] > 0.35
