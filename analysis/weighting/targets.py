"""Targets: how many people each category should stand for, matched with the sample's categories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np

from analysis.comparing.labels import labelled
from analysis.design import Design, Floats, Ints
from analysis.weighting.weighted import EmptyCellError, WeightingError

SHARES_ADD_TO_1 = 1e-6
"""Shares are printed with few digits; a sum further from 1 than this is a mistake, not a rounding."""


@dataclass(frozen=True)
class Margin:
    """One classification of the sample: each respondent's category and each category's target.

    `place` (n,) numbers the `names` from 0, `target` holds people for each name.

    Examples
    --------
    >>> sex = Margin("sex", ("f", "m"), np.array([0, 0, 1]), np.array([4.0, 2.0]))
    >>> sex.sums(np.ones(3)).tolist(), sex.error(np.ones(3))
    ([2.0, 1.0], 0.5)
    """

    name: str
    names: tuple[str, ...]
    place: Ints
    target: Floats

    def sums(self, weight: Floats) -> Floats:
        """Weight in each category."""
        return np.asarray(np.bincount(self.place, weights=weight, minlength=len(self.names)), dtype=float)

    def error(self, weight: Floats) -> float:
        """Largest relative distance of a category's weight from its target."""
        aimed = self.target > 0
        gap = np.abs(self.sums(weight) - self.target)[aimed] / self.target[aimed]
        return float(gap.max(initial=0.0))


def margin(
    design: Design, labels: Sequence[Any], targets: Mapping[Any, float], name: str, *, shares: bool = False
) -> Margin:
    """Match the categories of the sample with their targets.

    Parameters
    ----------
    design : the design of n respondents; those of weight 0 need no target
    labels : n labels, the respondents' categories
    targets : category → people in the population, or → share of them
    name : the classification's name, for the messages
    shares : whether targets are shares (0–1) of the present weighted total

    Returns
    -------
    Margin: sorted category names, each respondent's place among them, targets in people.

    Raises
    ------
    EmptyCellError: a category has a target and nobody in the sample.
    WeightingError: a respondent without a category; a category without a target, or with target 0;
        a target that is negative, missing or no number; shares that do not add to 1.

    Source
    ------
    A definition of this program, after what R `survey` refuses in `postStratify`.

    Examples
    --------
    >>> found = margin(Design.of(3), ["f", "m", "m"], {"f": 30, "m": 20}, "sex")
    >>> found.names, found.place.tolist(), found.target.tolist()
    (('f', 'm'), [0, 1, 1], [30.0, 20.0])
    """
    found = labelled(labels, design.n, name)
    names = _whole(found.names)
    missing = np.flatnonzero(found.place < 0)
    if len(missing):
        raise WeightingError(
            f"{name} is missing for {len(missing)} respondents (first: row {missing[0]}); "
            "fill it in, or give those without it a category and a target of their own"
        )
    wanted = _numbers(targets, name)
    sums = np.bincount(found.place, weights=design.weight, minlength=len(names))
    _match(dict(zip(names, sums.tolist(), strict=True)), wanted, name)
    target = np.array([wanted.get(each, 0.0) for each in names])
    if shares:
        target = target / _sum_of_shares(wanted, name) * design.weight.sum()
    return Margin(name, names, found.place, target)


def _whole(names: tuple[str, ...]) -> tuple[str, ...]:
    """Numbers read as floats for the sake of a gap are named as the whole numbers that they are."""
    if names and all(name.endswith(".0") for name in names):
        return tuple(name[:-2] for name in names)
    return names


def _numbers(targets: Mapping[Any, Any], name: str) -> dict[str, float]:
    result: dict[str, float] = {}
    for label, given in targets.items():
        key = str(int(label)) if isinstance(label, float) and label.is_integer() else str(label)
        if not isinstance(given, Real):
            raise WeightingError(f"the target of {name} {key!r} is {given!r}; give a number")
        if not np.isfinite(float(given)) or float(given) < 0:
            raise WeightingError(
                f"the target of {name} {key!r} is {float(given):g}; a target is a number of people, 0 or more"
            )
        if key in result:
            raise WeightingError(f"{name} has two targets for {key!r}; give one")
        result[key] = float(given)
    if not sum(result.values()) > 0:
        raise WeightingError(f"the targets of {name} add to nothing; give at least one above 0")
    return result


def _match(sums: Mapping[str, float], wanted: Mapping[str, float], name: str) -> None:
    empty = [each for each, target in wanted.items() if target > 0 and not sums.get(each, 0.0) > 0]
    if empty:
        raise EmptyCellError(
            f"{name} {_list(empty)} has a target and nobody in the sample (or no weight); "
            "merge it with a neighbouring category, in the sample and in the targets"
        )
    unknown = [each for each, weight in sums.items() if weight != 0 and each not in wanted]
    if unknown:
        raise WeightingError(
            f"{name} {_list(unknown)} is in the sample and has no target; "
            f"give it one, or merge it with one of {_list(list(wanted))}"
        )
    nobody = [each for each, weight in sums.items() if weight != 0 and wanted[each] == 0]
    if nobody:
        raise WeightingError(
            f"{name} {_list(nobody)} has a target of 0 and respondents; "
            "correct the target, or leave these respondents out"
        )


def _sum_of_shares(wanted: Mapping[str, float], name: str) -> float:
    total = sum(wanted.values())
    if abs(total - 1) > SHARES_ADD_TO_1:
        raise WeightingError(
            f"the shares of {name} add to {total:.6g}, not to 1; give shares of 1, not per cent, "
            "and one for every category"
        )
    return total


def _list(names: Sequence[str]) -> str:
    return ", ".join(repr(name) for name in names[:5]) + (" …" if len(names) > 5 else "")
