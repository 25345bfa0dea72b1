"""Draws: the chances are those printed, totals are unbiased, the same seed draws the same, designs accept it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from analysis.design import Design, LonelyPSUError
from analysis.mean import mean, total
from analysis.planning.chance import generator, random_numbers
from analysis.planning.clusters import clusters
from analysis.planning.drawn import Draw, DrawError
from analysis.planning.pps import pps
from analysis.planning.simple import simple
from analysis.planning.stratified import stratified
from analysis.planning.systematic import systematic
from analysis.variance import Domain

KEYS = [f"người {number:02d}" for number in range(24)]
STRATA = ["núi"] * 10 + ["biển"] * 14
VILLAGES = list("aaabbcccccdd" + "eeefffffggghhh"[:12])
SIZES = [{"a": 3, "b": 2, "c": 5, "d": 2, "e": 3, "f": 5, "g": 3, "h": 1}[each] for each in VILLAGES]
ANSWERS = np.array([3.0, 5, 1, 4, 4, 2, 5, 3, 3, 1, 2, 6, 7, 5, 4, 8, 1, 2, 2, 5, 9, 3, 4, 1])

Method = Callable[[int], Draw]
METHODS: dict[str, Method] = {
    "simple": lambda seed: simple(KEYS, 7, seed=seed),
    "systematic": lambda seed: systematic(KEYS, 7, seed=seed),
    "systematic sorted": lambda seed: systematic(KEYS, 10, seed=seed, order=ANSWERS),
    "stratified": lambda seed: stratified(KEYS, STRATA, 9, seed=seed),
    "neyman": lambda seed: stratified(
        KEYS, STRATA, 9, seed=seed, allocation="neyman", sd={"núi": 3.0, "biển": 1.0}
    ),
    "clusters": lambda seed: clusters(KEYS, VILLAGES, 3, seed=seed, per_psu=2),
    "whole clusters": lambda seed: clusters(KEYS, VILLAGES, 3, seed=seed),
    "pps": lambda seed: pps(KEYS, VILLAGES, 3, seed=seed, per_psu=1),
    "pps with certain ones": lambda seed: pps(KEYS, VILLAGES, 6, seed=seed, per_psu=2),
    "pps in order": lambda seed: pps(KEYS, VILLAGES, 3, seed=seed, per_psu=1, order=ANSWERS),
    "pps whole": lambda seed: pps(KEYS, VILLAGES, 3, seed=seed),
}


def inclusion(method: Method, runs: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Who was drawn in each run, the probability printed, and the totals estimated."""
    seen = np.zeros((runs, len(KEYS)))
    totals = np.empty(runs)
    for seed in range(runs):
        draw = method(seed)
        seen[seed, draw.drawn.rows] = 1
        totals[seed] = (draw.drawn.weight * ANSWERS[draw.drawn.rows]).sum()
    return seen, draw.frame.probability, totals


def p_of_frequencies(seen: np.ndarray, probability: np.ndarray) -> float:
    """Hotelling's T² of the frequencies against the probabilities, on the rank of their covariance."""
    runs = len(seen)
    gap = seen.mean(axis=0) - probability
    values, vectors = np.linalg.eigh(np.cov(seen, rowvar=False))
    kept = values > 1e-8
    rank = int(kept.sum())
    square = runs * float((((vectors.T @ gap)[kept]) ** 2 / values[kept]).sum())
    # Where the frequencies cannot vary at all they must be exact.
    assert np.abs((vectors.T @ gap)[~kept]).max(initial=0) < 1e-8
    return float(stats.f.sf(square * (runs - rank) / (rank * (runs - 1)), rank, runs - rank))


def check_chances(method: Method, runs: int) -> None:
    seen, probability, totals = inclusion(method, runs)

    p = p_of_frequencies(seen, probability)
    t = (totals.mean() - ANSWERS.sum()) / (totals.std(ddof=1) / np.sqrt(runs))
    assert p > 0.001
    assert abs(t) < 3.3


@pytest.mark.parametrize("name", METHODS)
def test_everybody_is_drawn_as_often_as_printed_and_totals_are_unbiased(name: str) -> None:
    check_chances(METHODS[name], 500)


@pytest.mark.soak
@pytest.mark.parametrize("name", METHODS)
def test_everybody_is_drawn_as_often_as_printed_in_20000_draws(name: str) -> None:
    check_chances(METHODS[name], 20_000)


def test_every_set_of_a_simple_sample_has_the_same_chance() -> None:
    sets = [tuple(simple("abcde", 2, seed=seed).drawn.rows) for seed in range(2000)]

    _, counts = np.unique(sets, axis=0, return_counts=True)

    assert len(counts) == 10
    assert stats.chisquare(counts).pvalue > 0.001


def test_a_systematic_sample_has_no_more_sets_than_starts_and_is_unbiased_over_them() -> None:
    # N = 24, n = 9, k = 8/3: the start decides, so the totals over an even grid of starts can be added up.
    from analysis.planning.systematic import _steps

    totals = [24 / 9 * ANSWERS[_steps((i + 0.5) / 2400, 9, 24)].sum() for i in range(2400)]

    assert np.mean(totals) == pytest.approx(ANSWERS.sum())


@pytest.mark.parametrize("name", METHODS)
def test_the_same_seed_draws_the_same(name: str) -> None:
    first, again = METHODS[name](5), METHODS[name](5)
    others = [METHODS[name](seed).drawn.rows.tolist() for seed in range(6, 12)]

    assert first.drawn.rows.tolist() == again.drawn.rows.tolist()
    assert any(first.drawn.rows.tolist() != other for other in others)


@pytest.mark.parametrize("name", [each for each in METHODS if each != "systematic"])
def test_the_order_of_the_frame_does_not_matter(name: str) -> None:
    shuffled = np.random.default_rng(3).permutation(len(KEYS))
    again: dict[str, Method] = {
        "simple": lambda seed: simple(keys, 7, seed=seed),
        "systematic sorted": lambda seed: systematic(keys, 10, seed=seed, order=ANSWERS[shuffled]),
        "stratified": lambda seed: stratified(keys, strata, 9, seed=seed),
        "neyman": lambda seed: stratified(
            keys, strata, 9, seed=seed, allocation="neyman", sd={"núi": 3.0, "biển": 1.0}
        ),
        "clusters": lambda seed: clusters(keys, villages, 3, seed=seed, per_psu=2),
        "whole clusters": lambda seed: clusters(keys, villages, 3, seed=seed),
        "pps": lambda seed: pps(keys, villages, 3, seed=seed, per_psu=1),
        "pps with certain ones": lambda seed: pps(keys, villages, 6, seed=seed, per_psu=2),
        "pps in order": lambda seed: pps(keys, villages, 3, seed=seed, per_psu=1, order=ANSWERS[shuffled]),
        "pps whole": lambda seed: pps(keys, villages, 3, seed=seed),
    }
    keys, strata, villages = ([list(column)[i] for i in shuffled] for column in (KEYS, STRATA, VILLAGES))

    one, two = METHODS[name](11), again[name](11)

    weights = [
        dict(zip([names[i] for i in draw.drawn.rows], draw.drawn.weight.tolist(), strict=True))
        for names, draw in ((KEYS, one), (keys, two))
    ]
    assert weights[0] == weights[1]


def test_a_systematic_draw_in_the_frame_s_order_says_so() -> None:
    assert "order of the frame" in systematic(KEYS, 5, seed=1).notes[0]
    assert systematic(KEYS, 5, seed=1, order=ANSWERS).notes == ()


def test_random_numbers_are_those_of_numpy_s_generator_on_every_machine() -> None:
    # Written down from NumPy 2.4: whoever draws again must get these very numbers.
    numbers = generator(20261201).random(3)

    raw = np.random.PCG64(20261201).random_raw(3)
    assert (numbers == (raw >> np.uint64(11)) / 2**53).all()
    assert numbers.tolist() == [0.6666439227823373, 0.05617939010977746, 0.38855488773915603]
    assert random_numbers(np.array(["c", "a", "b"]), 20261201).tolist() == numbers[[2, 0, 1]].tolist()


@pytest.mark.parametrize("name", ["simple", "systematic", "stratified", "neyman", "pps", "pps in order"])
def test_weights_add_up_to_the_frame(name: str) -> None:
    assert METHODS[name](4).drawn.weight.sum() == pytest.approx(24)


def test_equal_numbers_from_psus_by_their_size_weigh_the_same() -> None:
    # Lohr (2010), ch. 6: 5 of 15 classes by size, 4 students in each: 647 / (5 · 4) = 32.35 each.
    size = [44, 33, 26, 22, 76, 63, 20, 44, 54, 34, 46, 24, 46, 100, 15]
    classes = np.repeat(np.arange(1, 16), size)

    draw = pps(range(647), classes, 5, seed=112, per_psu=4)

    assert len(draw.drawn.rows) == 20
    assert draw.drawn.weight == pytest.approx(np.full(20, 32.35))


def test_a_given_size_makes_weights_that_mend_it() -> None:
    draw = pps(KEYS, VILLAGES, 3, seed=2, size=np.array(SIZES) ** 2.0, per_psu=2)

    whole = sum(size**2 for size in {v: s for v, s in zip(VILLAGES, SIZES, strict=True)}.values())
    listed = [VILLAGES.count(VILLAGES[row]) for row in draw.drawn.rows]
    by_hand = [
        whole / (3 * SIZES[row] ** 2) * M / min(2, M) for row, M in zip(draw.drawn.rows, listed, strict=True)
    ]
    assert draw.drawn.weight == pytest.approx(by_hand)


@pytest.mark.parametrize("name", ["simple", "systematic", "stratified", "clusters", "whole clusters"])
def test_the_design_follows_from_the_populations_alone(name: str) -> None:
    draw = METHODS[name](8)

    design = draw.design()

    assert design.finite
    assert design.weight == pytest.approx(draw.drawn.weight)


@pytest.mark.parametrize("name", METHODS)
def test_every_draw_goes_into_an_estimate_with_an_error(name: str) -> None:
    draw = METHODS[name](8)

    found = mean(ANSWERS[draw.drawn.rows], draw.design())

    assert found.se is not None and found.se > 0
    assert found.value is not None and 1 < found.value < 9


@pytest.mark.parametrize(
    "draw",
    [
        simple(KEYS, 24, seed=1),
        systematic(KEYS, 24, seed=1),
        stratified(KEYS, STRATA, 24, seed=1),
        clusters(KEYS, VILLAGES, 8, seed=1),
        clusters(KEYS, VILLAGES, 8, seed=1, per_psu=5),
        pps(KEYS, VILLAGES, 8, seed=1),
        pps(KEYS, VILLAGES, 8, seed=1, per_psu=5),
    ],
    ids=lambda draw: draw.method,
)
def test_drawing_everybody_is_a_census(draw: Draw) -> None:
    design = draw.design()

    assert Domain(design, np.arange(design.n)).census
    assert draw.drawn.rows.tolist() == list(range(24))
    assert total(ANSWERS, design).se == 0


def test_the_standard_error_is_that_of_the_draws_themselves() -> None:
    # The spread of 600 estimates against the mean of their own standard errors.
    draws = [stratified(KEYS, STRATA, 9, seed=seed) for seed in range(600)]
    found = [total(ANSWERS[draw.drawn.rows], draw.design()) for draw in draws]

    spread = np.var([each.value for each in found], ddof=1)
    assert np.mean([each.se**2 for each in found if each.se]) == pytest.approx(spread, rel=0.15)


def test_a_certain_psu_is_a_stratum_whose_people_are_the_psus() -> None:
    draw = pps(KEYS, VILLAGES, 6, seed=3, per_psu=2)
    stratum = draw.drawn.stratum
    assert stratum is not None
    certain = sorted({str(name) for name in stratum if "certain" in name})

    assert certain == ["c (certain)", "f (certain)"]
    inside = np.array(VILLAGES)[draw.drawn.rows] == "c"
    assert (draw.drawn.psu[0][inside] == np.array(KEYS)[draw.drawn.rows[inside]]).all()
    assert draw.drawn.weight[inside] == pytest.approx([2.5, 2.5])
    assert any("taken for certain: c, f" in note for note in draw.notes)


def test_a_certain_psu_taken_whole_adds_nothing_to_the_error() -> None:
    villages = ["lớn"] * 12 + list("aaabbbcccddd")
    answers = ANSWERS.copy()
    draw = pps(KEYS, villages, 3, seed=3)
    before = total(answers[draw.drawn.rows], draw.design()).se
    answers[:12] *= 100

    assert draw.lonely == "certainty"
    assert total(answers[draw.drawn.rows], draw.design()).se == pytest.approx(before)


def test_reserves_are_the_next_in_the_queue_and_nobody_twice() -> None:
    shorter, longer = simple(KEYS, 7, seed=5, reserves=4), simple(KEYS, 9, seed=5, reserves=2)

    assert set(shorter.drawn.rows) | set(shorter.reserves.rows[:2]) == set(longer.drawn.rows)
    assert shorter.reserves.rows[2:].tolist() == longer.reserves.rows.tolist()
    assert not set(shorter.drawn.rows) & set(shorter.reserves.rows)


@pytest.mark.parametrize(
    "draw",
    [
        systematic(KEYS, 6, seed=2, reserves=5),
        stratified(KEYS, STRATA, 8, seed=2, reserves=3),
        clusters(KEYS, VILLAGES, 3, seed=2, per_psu=1, reserves=1),
        clusters(KEYS, VILLAGES, 3, seed=2, reserves=1),
        pps(KEYS, VILLAGES, 3, seed=2, per_psu=1, reserves=1),
    ],
    ids=lambda draw: draw.method,
)
def test_reserves_carry_the_design_of_those_they_replace(draw: Draw) -> None:
    spare = draw.reserves

    assert len(spare.rows) and not set(spare.rows) & set(draw.drawn.rows)
    assert spare.weight == pytest.approx(draw.frame.weight[spare.rows])
    if draw.drawn.stratum is not None:
        assert spare.stratum is not None and set(spare.stratum) <= set(draw.drawn.stratum)


def test_reserves_of_a_psu_come_from_that_psu() -> None:
    draw = pps(KEYS, VILLAGES, 3, seed=2, per_psu=1, reserves=1)

    drawn, spare = ({VILLAGES[row] for row in each.rows} for each in (draw.drawn, draw.reserves))
    assert spare <= drawn and len(drawn) == 3


def test_a_shortage_of_reserves_is_said() -> None:
    draw = stratified(KEYS, STRATA, 20, seed=2, reserves=4)

    assert len(draw.reserves.rows) == 4
    assert draw.notes == ("2 strata have fewer than 4 rows left for reserves: all that are left were taken",)


def test_the_cells_say_how_many_of_how_many() -> None:
    draw = clusters(KEYS, VILLAGES, {"núi": 2, "biển": 2}, seed=2, per_psu=2, stratum=_by_village())

    first = [each for each in draw.cells if each.stage == 1]
    second = {each.code: each for each in draw.cells if each.stage == 2}
    assert [(each.population, each.drawn) for each in first] == [(4, 2)] * 4
    assert all(second[each.code].population == VILLAGES.count(each.code) for each in first)
    assert all(second[each.code].drawn == min(2, VILLAGES.count(each.code)) for each in first)


def test_few_psus_are_warned_of_unless_all_were_taken() -> None:
    few = clusters(KEYS, VILLAGES, 3, seed=2, per_psu=2)
    all_of_them = clusters(KEYS, [village in "ab" for village in VILLAGES], 2, seed=2, per_psu=2)

    assert any("fewer than 6 PSUs" in note for note in few.notes)
    assert not any("PSUs" in note for note in all_of_them.notes)


def test_small_psus_taken_whole_are_said() -> None:
    assert any("were taken whole" in note for note in clusters(KEYS, VILLAGES, 7, seed=2, per_psu=4).notes)


def test_one_label_in_two_strata_is_two_psus() -> None:
    psu = ["thôn 1"] * 3 + ["thôn 2"] * 7 + ["thôn 1"] * 8 + ["thôn 2"] * 6
    draw = clusters(KEYS, psu, 4, seed=1, stratum=STRATA, per_psu=2)

    assert len(draw.drawn.rows) == 8
    assert draw.design().stages[0].n_psus.tolist() == [2.0] * 8


def test_those_who_answered_keep_the_populations() -> None:
    draw = stratified(KEYS, STRATA, 12, seed=2)

    design = draw.design(np.array([0, 1, 2, 5, 6, 7, 8]))

    assert design.weight.sum() == pytest.approx(24)


def test_a_hundred_thousand_rows_are_drawn_at_once() -> None:
    n = 100_000
    draw = pps(range(n), np.arange(n) % 3000, 200, seed=1, per_psu=12)

    assert len(draw.drawn.rows) == 2400


def _by_village() -> list[str]:
    return ["núi" if village in "abcd" else "biển" for village in VILLAGES]


@pytest.mark.parametrize(
    ("draw", "word"),
    [
        (lambda: simple([], 1, seed=1), "frame is empty"),
        (lambda: simple(["a", "a", "b"], 1, seed=1), "more than once"),
        (lambda: simple(["a", "", "b"], 1, seed=1), "blank in 1 rows, first row 1"),
        (lambda: simple(["a", None, "b"], 1, seed=1), "blank"),
        (lambda: simple(["1", 1, "b"], 1, seed=1), "more than once"),
        (lambda: simple(KEYS, 25, seed=1), "from 1 to 24"),
        (lambda: simple(KEYS, 0, seed=1), "from 1 to 24"),
        (lambda: simple(KEYS, 2.5, seed=1), "whole number"),
        (lambda: simple(KEYS, 20, seed=1, reserves=5), "from 0 to 4"),
        (lambda: simple(KEYS, 5, seed=-1), "the seed"),
        (lambda: simple(KEYS, 5, seed=None), "the seed"),
        (lambda: simple(KEYS, 5, seed=1.5), "the seed"),
        (lambda: systematic(KEYS, 5, seed=1, order=[1.0]), "order needs a number"),
        (lambda: systematic(KEYS, 5, seed=1, order=[float("nan")] * 24), "order needs a number"),
        (lambda: stratified(KEYS, STRATA[:3], 5, seed=1), "3 values for 24 rows"),
        (lambda: stratified(KEYS, [""] * 24, 5, seed=1), "stratum is blank"),
        (lambda: stratified(KEYS, STRATA, {"núi": 11, "biển": 2}, seed=1), r"more than all .*\(11 of 10\)"),
        (lambda: stratified(KEYS, STRATA, {"núi": 1, "biển": 2}, seed=1), "variance could not be seen"),
        (lambda: stratified(KEYS, STRATA, {"núi": 0, "biển": 2}, seed=1), "nobody speaks for it"),
        (lambda: stratified(KEYS, STRATA, {"núi": 2}, seed=1), "nothing for stratum 'biển'"),
        (lambda: stratified(KEYS, STRATA, {"núi": 2, "biển": 2, "sông": 2}, seed=1), "no stratum 'sông'"),
        (lambda: stratified(KEYS, STRATA, {"núi": 2.5, "biển": 2}, seed=1), "whole number"),
        (lambda: stratified(KEYS, STRATA, 9, seed=1, allocation="neyman", sd={"núi": 1.0}), "'biển'"),
        (lambda: stratified(KEYS, STRATA, 9, seed=1, allocation="best"), "choose one of proportional"),
        (lambda: clusters(KEYS, VILLAGES, 1, seed=1), "too few"),
        (lambda: clusters(KEYS, VILLAGES, 9, seed=1), "from 1 to 8"),
        (lambda: clusters(KEYS, VILLAGES, 3, seed=1, per_psu=0), "drawn in each PSU"),
        (lambda: clusters(KEYS, VILLAGES, {"núi": 2}, seed=1), "no strata"),
        (lambda: clusters(KEYS, [None] * 24, 3, seed=1), "PSU is blank"),
        (lambda: pps(KEYS, VILLAGES, 1, seed=1), "variance could not be seen"),
        (lambda: pps(KEYS, VILLAGES, 3, seed=1, size=[0] * 24), "never be drawn"),
        (lambda: pps(KEYS, VILLAGES, 3, seed=1, size=[1, 2] * 12), "differs within PSU"),
        (lambda: pps(KEYS, VILLAGES, 3, seed=1, size=[1.0]), "1 sizes for 24 rows"),
        (lambda: pps(KEYS, VILLAGES, 3, seed=1, reserves=2), "known chance"),
        (lambda: pps(KEYS, VILLAGES, 6, seed=1, per_psu=1), "single person in it"),
        (
            lambda: pps(KEYS, ["lớn"] * 20 + list("abcd"), 2, seed=1, per_psu=2),
            "single PSU would be drawn beside 1 certain",
        ),
    ],
)
def test_a_draw_that_cannot_be_is_refused_with_a_cure(draw: Callable[[], Draw], word: str) -> None:
    with pytest.raises(DrawError, match=f"{word}.*; |; .*{word}"):
        draw()


def test_a_single_psu_left_by_nonresponse_is_refused_by_the_design() -> None:
    draw = clusters(KEYS, VILLAGES, 3, seed=1, per_psu=2)
    first = np.flatnonzero(draw.drawn.psu[0] == draw.drawn.psu[0][0])

    with pytest.raises(LonelyPSUError):
        Domain(draw.design(first), np.arange(len(first)))


def test_a_design_is_what_design_of_makes_of_the_columns() -> None:
    drawn = METHODS["clusters"](4).drawn
    by_hand = Design.of(
        len(drawn.rows), psu=[labels.tolist() for labels in drawn.psu], population=drawn.population
    )

    assert METHODS["clusters"](4).design().weight.tolist() == by_hand.weight.tolist()
