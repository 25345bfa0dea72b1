"""A0: every figure of a survey of a province, from the answers in memory to the summary."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.design import Design
from analysis.summary import summarise
from analysis.tally import Matrix, tally
from questionnaires.model import Block, Factor, Item, Option, Questionnaire, Scale
from tests.bench.rows import Row, seconds

BALLOTS, ITEMS, UNITS, FACTORS = 20_000, 40, 100, 5


def questionnaire() -> Questionnaire:
    """Forty rated items in five factors."""
    options = tuple(Option(code=str(code), label={"en": f"level {code}"}) for code in range(5, 0, -1))
    return Questionnaire(
        code="bench",
        version="1",
        title={"en": "Bench"},
        languages=("en",),
        index_rule="mean_of_factors",
        scales={"five": Scale(options=options, positive=("4", "5"), no_opinion={"en": "No opinion"})},
        blocks=(
            Block(
                code="all",
                title={"en": "All"},
                role="satisfaction",
                scale="five",
                factors=tuple(_factor(number) for number in range(FACTORS)),
            ),
        ),
    )


def _factor(number: int) -> Factor:
    each = ITEMS // FACTORS
    items = tuple(Item(code=f"q{number * each + i}", text={"en": f"thing {i}"}) for i in range(each))
    return Factor(code=f"f{number}", title={"en": f"Factor {number}"}, items=items)


def ballots(n: int = BALLOTS, units: int = UNITS) -> tuple[Matrix, list[str]]:
    """Simulated answers, a few of them blank or without an opinion, and each ballot's unit."""
    random = np.random.default_rng(2026)
    codes = np.frombuffer(b"12345?.", np.uint8)
    answers = random.choice(codes, (n, ITEMS), p=[0.02, 0.04, 0.1, 0.45, 0.34, 0.03, 0.02])
    return answers, [f"Unit {number}" for number in random.integers(0, units, n)]


def rows() -> Iterator[Row]:
    """Seconds for items, factors, overall, intervals and comparisons of all units."""
    form = questionnaire()
    answers, unit = ballots()
    design = Design.of(len(unit), stratum=unit, declared=False)
    place = np.unique(np.asarray(unit), return_inverse=True)[1]

    ours = seconds(lambda: summarise(form, answers, design=design, unit=unit), times=3)
    bare = seconds(lambda: tally(answers, place, UNITS, "12345?"))
    what = f"{BALLOTS:,} ballots x {ITEMS} items x {UNITS} units; counting alone {bare * 1e3:.1f} ms"
    yield Row("A0 all figures and tests of a survey", "s", 1.0, ours, what)
