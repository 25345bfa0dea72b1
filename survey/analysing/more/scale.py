"""The table `scale`: how well the items of the index and of each group hang together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.scale.items import ScaleError
from analysis.scale.omega import Omega, omega
from analysis.scale.reliability import Reliability, reliability
from survey.analysing.more.material import Material
from survey.analysing.more.table import CannotMakeError, LeftOut, Line, MoreTable

FIELDS = (
    *("wave", "group", "kind", "code", "label", "items", "n", "alpha", "low", "high", "alpha_std"),
    *("alpha_pairwise", "omega", "item_rest", "alpha_if_dropped", "loading", "reason"),
)


@dataclass(frozen=True)
class _Scale:
    """One group's items in one wave: the rated items' numbers, alpha, and omega where it can be had."""

    wave: str | None
    line: int
    items: tuple[int, ...]
    found: Reliability
    factor: Omega | None
    reason: str


def scale(material: Material) -> tuple[MoreTable, ...]:
    """Alpha, omega and each item's part for the overall index and every group of at least two items."""
    found: list[_Scale] = []
    left_out: list[LeftOut] = []
    for wave in material.waves:
        rows = material.rows(wave.name)
        for line in material.composites:
            made = _scale(material, wave.name, line, material.numbers[rows])
            if isinstance(made, LeftOut):
                left_out.append(made)
            else:
                found.append(made)
    if not found:
        raise CannotMakeError(
            "no group has two items that enough people answered; --also scale; leave it out"
        )
    table = MoreTable(
        "scale",
        FIELDS,
        [line for each in found for line in _lines(material, each)],
        method="alpha_feldt, omega_ml",
        note=material.say("scale"),
        level=material.request.level,
        left_out=left_out,
    )
    return (table,)


def _scale(material: Material, wave: str | None, line: int, numbers: np.ndarray) -> _Scale | LeftOut:
    code = material.plan.codes[line]
    columns = material.plan.composites[line - len(material.plan.items)].columns
    # An item with letters for codes has no numbers, and one nobody was asked has no answers.
    items = tuple(column for column in columns if not np.isnan(numbers[:, column]).all())
    if len(items) < 2:
        return LeftOut(wave, None, code, "one_item")
    values = numbers[:, items]
    n_complete = int((~np.isnan(values)).all(axis=1).sum())
    if n_complete < material.limits.reliable:
        return LeftOut(wave, None, code, "few_complete_answers")
    try:
        found = reliability(values, level=material.request.level)
    except ScaleError as error:
        return LeftOut(wave, None, code, f"no_alpha: {error}")
    factor, reason = _omega(material, values, items)
    return _Scale(wave, line, items, found, factor, reason)


def _omega(material: Material, values: np.ndarray, items: Sequence[int]) -> tuple[Omega | None, str]:
    try:
        found = omega(values)
    except ScaleError as error:
        return None, f"no_omega: {error}"
    if found.heywood:
        named = ", ".join(material.plan.items[items[column]] for column in found.heywood)
        return None, f"no_omega: one factor does not fit, the residual variance of {named} is not above 0"
    return found, ""


def _lines(material: Material, each: _Scale) -> Iterator[Line]:
    found = each.found
    group = {"wave": each.wave, "group": material.plan.codes[each.line]}
    yield group | {
        **material.described(each.line),
        "items": len(found.columns),
        "n": found.n_complete,
        "alpha": found.alpha_complete,
        "low": found.feldt[0],
        "high": found.feldt[1],
        "alpha_std": found.alpha_complete_std,
        "alpha_pairwise": found.alpha_pairwise,
        "omega": None if each.factor is None else each.factor.omega,
        "reason": each.reason or None,
    }
    for place, column in enumerate(found.columns):
        yield group | {
            **material.described(each.items[column]),
            "n": found.n_complete,
            "item_rest": found.item_rest[place],
            "alpha_if_dropped": found.alpha_if_dropped[place],
            "loading": None if each.factor is None else each.factor.loadings_std[place],
        }
    for column in found.left_out:
        yield group | material.described(each.items[column]) | {"reason": "no_spread"}
