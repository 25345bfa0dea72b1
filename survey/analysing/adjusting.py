"""Weights brought to known totals: the file of targets, the way it is done, and the new weights as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analysis.design import Design
from analysis.weighting.calibrate import calibrate
from analysis.weighting.model_matrix import INTERCEPT, model_matrix
from analysis.weighting.post_stratify import post_stratify
from analysis.weighting.rake import rake
from analysis.weighting.targets import margin
from analysis.weighting.trim import trim
from analysis.weighting.weighted import Weighted, WeightingError
from survey.analysing import sample
from survey.analysing.exports import Line
from survey.analysing.request import Request, RequestError
from survey.files.reading import read_table
from survey.files.table import MissingColumnError, Table

WEIGHT_FIELDS = ("row", "old", "new", "ratio", "simulated")
CALIBRATED = ("linear", "raking", "logit")
SAME_TOTAL = 1e-9


class TargetsError(ValueError):
    """A file of targets that does not say how many people each category stands for."""


@dataclass(frozen=True)
class Targets:
    """What is known of the population.

    `labels` and `wanted` hold, for each classification, its labels in the file and its targets;
    `numbers` and `totals`, for each column of numbers, the column and its total (per person for shares).
    """

    labels: Mapping[str, Sequence[str]]
    wanted: Mapping[str, Mapping[str, float]]
    numbers: Mapping[str, Sequence[float]]
    totals: Mapping[str, float]
    shares: bool
    bounds: tuple[float, float] | None


def adjusted(design: Design, table: Table, request: Request) -> tuple[Weighted, ...]:
    """The design with new weights, step by step: to the targets, then trimmed."""
    refuse_contradictions(request)
    found: list[Weighted] = []
    try:
        if request.targets is not None:
            targets = read_targets(request.targets, table, bounds=_pair(request.bounds, "--bounds"))
            found.append(WAYS[way_of(request, targets)](design, targets))
        limits = _pair(request.trim, "--trim")
        if limits is not None:
            lower, upper = limits
            found.append(trim(found[-1].design if found else design, lower=lower, upper=upper))
    except WeightingError as error:
        where = request.targets.name if request.targets else "--trim"
        raise TargetsError(f"{error}; {where}") from None
    return tuple(found)


def refuse_contradictions(request: Request) -> None:
    """Refuse options on weights that need one another."""
    if request.adjust and request.adjust not in WAYS:
        raise RequestError(
            f"{request.adjust!r} is no way to adjust; --adjust; choose one of {', '.join(WAYS)}"
        )
    if request.targets is None and (request.adjust or request.bounds):
        option = "--adjust" if request.adjust else "--bounds"
        raise RequestError(f"there are no totals to adjust to; {option}; name a file with --targets")
    if request.bounds and request.adjust not in CALIBRATED:
        raise RequestError(
            f"bounds on the weights belong to a calibration; --bounds; add --adjust {' or '.join(CALIBRATED)}"
        )
    _pair(request.bounds, "--bounds")
    _pair(request.trim, "--trim")


def read_targets(path: Path, table: Table, *, bounds: tuple[float, float] | None = None) -> Targets:
    """The targets of a CSV or workbook with the columns column, category, and count or share.

    Without a category the number is the total of a column of numbers.
    """
    given = read_table(path)
    amount = _amount(given)
    wanted: dict[str, dict[str, float]] = {}
    amounts = given.numbers(amount)
    rows = zip(given.rows, given.filled("column"), given.column("category"), amounts, strict=True)
    for row, column, category, number in rows:
        if category in wanted.setdefault(column, {}):
            raise TargetsError(f"{category!r} of {column!r} stands twice; {path.name}, row {row}; keep one")
        wanted[column][category] = number
    totals = {name: found.pop("") for name, found in wanted.items() if list(found) == [""]}
    mixed = [name for name, found in wanted.items() if "" in found]
    if mixed:
        raise TargetsError(
            f"a category of {mixed[0]!r} is blank; {path.name}; name it, or give the column one total only"
        )
    wanted = {name: found for name, found in wanted.items() if found}
    numbers = {name: list(table.numbers(name)) for name in totals}
    return Targets(
        {name: _labels(table, name) for name in wanted}, wanted, numbers, totals, amount == "share", bounds
    )


def way_of(request: Request, targets: Targets) -> str:
    """As asked; else by cells for one classification, by margins for several, linearly with numbers."""
    if request.adjust:
        return request.adjust
    if targets.totals:
        return "linear"
    return "post-stratify" if len(targets.wanted) == 1 else "rake"


def weight_lines(table: Table, old: Design, new: Design, *, simulated: bool) -> list[Line]:
    """Each row of the spreadsheet with its weight before and after."""
    pairs = sorted(zip(table.rows, old.weight.tolist(), new.weight.tolist(), strict=True))
    return [
        {"row": row, "old": was, "new": now, "ratio": now / was if was else None, "simulated": simulated}
        for row, was, now in pairs
    ]


def _labels(table: Table, name: str) -> list[str]:
    return sample.joined([table.filled(each) for each in sample.named(table, [name])])


def _amount(given: Table) -> str:
    missing = [name for name in ("column", "category") if name not in given.columns]
    amounts = [name for name in ("count", "share") if name in given.columns]
    if missing or len(amounts) != 1:
        raise MissingColumnError(
            f"targets have the columns column, category, and either count or share; {given.source}; "
            f"it has {', '.join(given.names)}"
        )
    return amounts[0]


def _post_stratify(design: Design, targets: Targets) -> Weighted:
    _refuse_numbers(targets)
    if len(targets.wanted) > 1:
        raise WeightingError(
            f"cells are those of one classification, and there are {', '.join(targets.wanted)}; "
            "choose rake, or give the crossed cells as one column 'a,b' with categories 'x / y'"
        )
    ((name, wanted),) = targets.wanted.items()
    return post_stratify(design, targets.labels[name], wanted, shares=targets.shares)


def _rake(design: Design, targets: Targets) -> Weighted:
    _refuse_numbers(targets)
    return rake(design, targets.labels, targets.wanted, shares=targets.shares)


def _calibration(distance: str) -> Callable[[Design, Targets], Weighted]:
    def calibrated(design: Design, targets: Targets) -> Weighted:
        totals = dict(targets.totals)
        columns: dict[str, Any] = {name: np.array(numbers) for name, numbers in targets.numbers.items()}
        people = _people(targets)
        if people is not None:
            totals[INTERCEPT] = people
        for name, labels in targets.labels.items():
            margin(design, labels, targets.wanted[name], name, shares=targets.shares)
            columns[name] = labels
            # The first category follows from the whole.
            for category in sorted(set(labels))[1:]:
                totals[name + category] = targets.wanted[name].get(category, 0.0)
        matrix = model_matrix(columns, names=totals)
        return calibrate(
            design, matrix, totals, distance=distance, bounds=targets.bounds, shares=targets.shares
        )

    return calibrated


def _people(targets: Targets) -> float | None:
    """The total that all classifications must share: 1 for shares, None where nothing tells it."""
    if targets.shares:
        return 1.0
    sums = {name: sum(wanted.values()) for name, wanted in targets.wanted.items()}
    low, high = min(sums.values(), default=0.0), max(sums.values(), default=0.0)
    if high - low > SAME_TOTAL * high:
        told = ", ".join(f"{name} {total:.10g}" for name, total in sums.items())
        raise WeightingError(
            f"the targets add to different totals ({told}); bring them to one total, or give shares"
        )
    return high if sums else None


def _refuse_numbers(targets: Targets) -> None:
    if targets.totals:
        raise WeightingError(
            f"{', '.join(targets.totals)} is a column of numbers with a total; "
            f"choose a calibration ({', '.join(CALIBRATED)}), or give it categories"
        )


WAYS: dict[str, Callable[[Design, Targets], Weighted]] = {
    "rake": _rake,
    "post-stratify": _post_stratify,
    **{distance: _calibration(distance) for distance in CALIBRATED},
}


def _pair(text: str | None, option: str) -> tuple[float, float] | None:
    """Two numbers with a comma between."""
    if text is None:
        return None
    try:
        low, high = (float(part) for part in text.split(","))
    except ValueError:
        raise RequestError(f"{text!r} is not two numbers; {option}; write it as 0.5,3") from None
    return low, high
