"""Nobody can work out what is hidden: an attacker tries, with everything that was published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.design import Design
from analysis.figures import Limits, Summary
from analysis.plan import Plan
from analysis.summary import plan_of, summarise
from analysis.tally import matrix
from tests.analysis.attacker import Attacker, Key
from tests.analysis.cast import questionnaire

CODES, VALID, ENOUGH = "12345?", "12345", 3
ASKED = {rule: questionnaire(rule) for rule in ("pooled", "mean_of_respondents")}
File = tuple[str, list[str], list[str], dict[str, list[str]]]
"""Index rule, answer strings, units, breakdowns."""


@st.composite
def files(draw: st.DrawFn) -> File:
    """Ballots of two to four units of few people each, with one or two breakdowns or none."""
    sizes = draw(st.lists(st.integers(1, 16), min_size=2, max_size=4))
    rng, n = np.random.default_rng(draw(st.integers(0, 10_000))), sum(sizes)
    silent = [0.0, draw(st.sampled_from([0.0, 0.2, 0.7])), draw(st.sampled_from([0.0, 0.8])), 0.1]
    letters = rng.choice(list("12345?"), (n, 4), p=[0.02, 0.05, 0.13, 0.4, 0.35, 0.05])
    letters[rng.random((n, 4)) < silent] = "."
    unit = [name for name, size in zip("ABCD", sizes, strict=False) for _ in range(size)]
    by = {
        name: rng.choice(list(values), n, p=share).tolist()
        for name, values, share in (("sex", "fm", [0.7, 0.3]), ("age", "xyz", [0.6, 0.3, 0.1]))
        if draw(st.booleans())
    }
    return draw(st.sampled_from(sorted(ASKED))), ["".join(row) for row in letters], unit, by


def wave(seed: int, *, broken_down: bool) -> File:
    """Thirty communes of a few ballots or some dozens, an item that half of them were asked."""
    rng = np.random.default_rng([20261122, seed])
    sizes = np.maximum(1, rng.lognormal(np.log(14), 0.8, 30).astype(int))
    letters = rng.choice(list("12345?"), (sizes.sum(), 4), p=[0.02, 0.05, 0.13, 0.4, 0.35, 0.05])
    letters[rng.random(letters.shape) < [0.0, 0.15, 0.5, 0.1]] = "."
    unit = [f"Xã {number:02}" for number, size in enumerate(sizes) for _ in range(size)]
    by = {"sex": rng.choice(["f", "m"], len(unit), p=[0.7, 0.3]).tolist()} if broken_down else {}
    return "pooled", ["".join(row) for row in letters], unit, by


def published(file: File, limits: Limits) -> Summary:
    rule, strings, unit, by = file
    design = Design.of(len(unit), stratum=unit, declared=False)
    return summarise(ASKED[rule], matrix(strings), design=design, unit=unit, by=by, limits=limits)


def bases(strings: Sequence[str], inside: Sequence[bool], plan: Plan) -> list[int]:
    """The real base of each line of some ballots, counted by hand, the ballots last."""
    rows = [row for row, taken in zip(strings, inside, strict=True) if taken]
    items = [sum(row[item] in VALID for row in rows) for item in range(len(plan.items))]
    groups = [sum(any(row[c] in VALID for c in each.columns) for row in rows) for each in plan.composites]
    return [*items, *groups, len(rows)]


def inside_of(key: Key, unit: Sequence[str], by: Mapping[str, Sequence[str]]) -> list[bool]:
    whole, breakdown = key
    return [
        whole in (None, name) and (breakdown is None or by[breakdown[0]][row] == breakdown[1])
        for row, name in enumerate(unit)
    ]


def gave_away(file: File, limits: Limits, *, public: bool) -> list[str]:
    """Hidden bases that could be fewer than three numbers, to a reader outside or inside."""
    rule, strings, unit, by = file
    _, plan = plan_of(ASKED[rule], None, 0.95)
    attacker = Attacker.of(published(file, limits), plan, by, CODES, VALID)
    real = {key: bases(strings, inside_of(key, unit, by), plan) for key in attacker.keys}
    if not public:
        tell_of_units(attacker, strings, unit, real)
    leaks = []
    for key, line in hidden(attacker, real):
        if key[1] is not None or public:
            enough = ENOUGH if public else enough_inside(attacker, real, key, line)
            values = attacker.could_be(attacker.base(key, line), enough)
            if len(values) < enough:
                leaks.append(f"{key} line {line} is one of {sorted(values)}")
    return leaks


def hidden(attacker: Attacker, real: Mapping[Key, list[int]]) -> Iterator[tuple[Key, int]]:
    """What is not printed; where nobody answered there is nobody to protect."""
    for key in attacker.keys:
        figures = [attacker.found.get((key, code)) for code in attacker.plan.codes]
        if figures[0] is not None:
            shut = [f is None or f.suppressed == "hidden" for f in figures] + [figures[0].n is None]
            yield from ((key, line) for line, each in enumerate(shut) if each and real[key][line])


def enough_inside(attacker: Attacker, real: Mapping[Key, list[int]], key: Key, line: int) -> int:
    """Where the unit's own base is known, its parts cannot be more numbers than that allows."""
    unit, by = key
    assert by is not None
    values = {other[1] for other in attacker.keys if other[0] == unit and other[1] and other[1][0] == by[0]}
    figure = attacker.found[key, attacker.plan.codes[0]]
    if len(values) == 1 or figure.n == real[unit, None][-1]:
        return 1
    return min(ENOUGH, real[unit, None][line] + 1)


def tell_of_units(
    attacker: Attacker, strings: Sequence[str], unit: Sequence[str], real: Mapping[Key, list[int]]
) -> None:
    """Inside, whoever asks may have the ballots of a unit."""
    for whole in (None, *sorted(set(unit))):
        rows = [row for row, name in zip(strings, unit, strict=True) if whole in (None, name)]
        key: Key = (whole, None)
        attacker.known((key, "ballots"), len(rows))
        for item in range(len(attacker.plan.items)):
            for code in CODES:
                attacker.known((key, item, code), sum(row[item] == code for row in rows))
        for line in range(len(attacker.plan.items), len(attacker.plan.codes)):
            attacker.known((key, "any", line), real[key][line])


FEW = settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(files())
def test_no_hidden_base_of_a_public_edition_can_be_worked_out(file: File) -> None:
    assert gave_away(file, Limits(display=5, public=True), public=True) == []


@FEW
@given(files())
def test_no_hidden_base_of_a_breakdown_can_be_worked_out_inside(file: File) -> None:
    assert gave_away(file, Limits(display=5), public=False) == []


@FEW
@given(files())
def test_a_public_edition_hides_all_that_the_one_for_inside_hides(file: File) -> None:
    inside, public = published(file, Limits(display=5)), published(file, Limits(display=10, public=True))

    shut = {(f.unit, f.by, f.code) for f in public.figures if f.suppressed == "hidden"}
    assert {(f.unit, f.by, f.code) for f in inside.figures if f.suppressed == "hidden"} <= shut


@pytest.mark.soak
@MANY
@given(files())
def test_no_hidden_base_can_be_worked_out_of_many_public_editions(file: File) -> None:
    assert gave_away(file, Limits(display=5, public=True), public=True) == []


@pytest.mark.soak
@MANY
@given(files())
def test_no_hidden_base_can_be_worked_out_of_many_editions_inside(file: File) -> None:
    assert gave_away(file, Limits(display=5), public=False) == []


def test_no_hidden_base_of_a_public_edition_of_thirty_communes_can_be_worked_out() -> None:
    assert gave_away(wave(0, broken_down=False), Limits(display=10, public=True), public=True) == []


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_no_hidden_base_of_thirty_communes_and_their_breakdowns_can_be_worked_out(seed: int) -> None:
    file = wave(seed, broken_down=True)

    assert gave_away(file, Limits(display=10, public=True), public=True) == []
    assert gave_away(file, Limits(display=5), public=False) == []


def test_the_attacker_finds_what_an_edition_without_a_guard_gives_away() -> None:
    file = ("pooled", ["5454"] * 3 + ["4.45"] * 20 + ["5555"] * 20, list("A" * 3 + "B" * 20 + "C" * 20), {})

    leaks = gave_away(file, Limits(display=5), public=True)

    assert f"{('A', None)} line 0 is one of [3]" in leaks
    assert gave_away(file, Limits(display=5, public=True), public=True) == []
