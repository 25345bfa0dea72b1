"""One stage of selection after the other: labels of strata and PSUs made into nested numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class DesignError(ValueError):
    """The columns do not describe a sample; `rows` are the 0-based rows at fault."""

    def __init__(self, message: str, rows: Iterable[int] = ()) -> None:
        super().__init__(message)
        self.rows = tuple(int(row) for row in rows)


@dataclass(frozen=True)
class Stage:
    """One stage of selection, all arrays of length n in respondent order.

    `stratum` and `psu` are integer codes, nested: the same label in another stratum is another PSU.
    `n_psus` counts the PSUs of the row's stratum in the whole design; `population` is how many
    there were to draw from (None: unknown, hence no finite-population correction).

    Examples
    --------
    >>> (stage,) = stages_of(3, ["a", "a", "b"], [], [[4, 4, 1]])
    >>> stage.fraction(np.array([0, 2])).tolist()
    [0.5, 1.0]
    """

    stratum: Ints
    psu: Ints
    n_psus: Floats
    population: Floats | None
    labels: tuple[str, ...]

    def fraction(self, rows: NDArray[np.intp]) -> Floats:
        """Sampling fraction of the stratum of some rows; 0 where the population is unknown."""
        if self.population is None:
            return np.zeros(len(rows))
        return np.asarray(self.n_psus[rows] / self.population[rows])


def stages_of(
    n: int,
    stratum: Sequence[Any] | None,
    psu: Sequence[Sequence[Any]],
    population: Sequence[ArrayLike],
) -> tuple[Stage, ...]:
    """The stages of selection of n respondents, from columns of labels and population sizes.

    Parameters
    ----------
    n : respondents; stratum : n labels of the first stage, or None for one stratum
    psu : for each stage n labels; population : for each stage n numbers, PSUs to draw from

    Raises
    ------
    DesignError : a column of another length, labels that mix texts and numbers or are missing, a
        population that is missing, differs within a stratum or is smaller than the sample

    Examples
    --------
    >>> (stage,) = stages_of(3, ["a", "a", "b"], [["x", "y", "x"]], [])
    >>> stage.psu.tolist(), stage.n_psus.tolist()
    ([0, 1, 2], [2.0, 2.0, 1.0])
    """
    units: list[Sequence[Any]] = list(psu) or [range(n)]
    if len(population) > len(units):
        raise DesignError(
            f"{len(population)} populations for {len(units)} stages of selection; name one for each stage"
        )
    within: tuple[Ints, tuple[str, ...]] = (np.zeros(n, dtype=np.int64), ("",))
    if stratum is not None:
        within = _codes(stratum, n, "stratum")
    stages = []
    for number, labels in enumerate(units):
        of_psu = _codes(labels, n, f"PSU of stage {number + 1}")
        nested = _nested(within[0], of_psu[0])
        counts = _distinct_per_stratum(within[0], nested)
        size = None
        if number < len(population):
            size = _population(population[number], counts, within, number + 1)
        stages.append(Stage(within[0], nested, counts, size, within[1]))
        within = nested, ()
    return tuple(stages)


def _nested(stratum: Ints, psu: Ints) -> Ints:
    if not stratum.any():
        return psu
    return numbered(stratum * (int(psu.max(initial=0)) + 1) + psu)[1]


def _codes(labels: Sequence[Any], n: int, what: str) -> tuple[Ints, tuple[str, ...]]:
    if len(labels) != n:
        raise DesignError(f"{what} has {len(labels)} values for {n} respondents; give one for each row")
    if isinstance(labels, range):
        return np.arange(n, dtype=np.int64), ()
    column = np.asarray(labels)
    if column.dtype.kind in "iu":
        numbers, codes = numbered(column)
        return codes, tuple(str(number) for number in numbers.tolist())
    _check_labels(labels, column, what)
    names, codes = np.unique(column.astype(str), return_inverse=True)
    return codes.astype(np.int64), tuple(str(name) for name in names)


def _check_labels(labels: Sequence[Any], column: NDArray[Any], what: str) -> None:
    """Texts and numbers in one column would make 1 and "1" one label, and 1.0 another."""
    if column.dtype.kind == "U" and isinstance(labels, (list, tuple)):
        kinds = {type(label) for label in labels}
        if any(not issubclass(kind, str) for kind in kinds) and any(issubclass(k, str) for k in kinds):
            odd = next(row for row, label in enumerate(labels) if not isinstance(label, str))
            raise DesignError(f"{what} mixes texts and numbers; write every label as a text", [odd])
    if column.dtype.kind == "f" and np.isnan(column).any():
        odd = int(np.flatnonzero(np.isnan(column))[0])
        raise DesignError(f"{what} is missing in row {odd}; fill it in, or leave the row out", [odd])


def numbered(labels: NDArray[Any]) -> tuple[Ints, Ints]:
    """The distinct integers of a column in order, and each row's place among them.

    Examples
    --------
    >>> [part.tolist() for part in numbered(np.array([7, 3, 7]))]
    [[3, 7], [1, 0, 1]]
    """
    low = int(labels.min(initial=0))
    span = int(labels.max(initial=0)) - low + 1
    if span > 8 * len(labels) + 1024:
        values, codes = np.unique(labels, return_inverse=True)
        return values.astype(np.int64), codes.astype(np.int64)
    offset = labels - low if low else labels
    seen = np.zeros(span, dtype=bool)
    seen[offset] = True
    place = np.cumsum(seen) - 1
    return np.flatnonzero(seen) + low, place[offset].astype(np.int64)


def _distinct_per_stratum(stratum: Ints, psu: Ints) -> Floats:
    of_psu = np.zeros(int(psu.max(initial=0)) + 1, dtype=np.int64)
    of_psu[psu] = stratum
    return np.bincount(of_psu, minlength=int(stratum.max(initial=0)) + 1)[stratum].astype(float)


def _population(
    values: ArrayLike, counts: Floats, within: tuple[Ints, tuple[str, ...]], stage: int
) -> Floats:
    stratum, labels = within
    where = f"population of stage {stage}"
    size = numbers_of(values, len(counts), where)
    missing = np.flatnonzero(~np.isfinite(size))
    if len(missing):
        raise DesignError(f"{where} is missing in {len(missing)} rows; fill it in for every row", missing[:5])
    of_stratum = np.empty(int(stratum.max(initial=0)) + 1)
    of_stratum[stratum[::-1]] = size[::-1]
    expected = of_stratum[stratum]
    uneven = np.flatnonzero(size != expected)
    if len(uneven):
        name = _name(labels, stratum[uneven[0]])
        raise DesignError(
            f"{where} differs within stratum {name} ({expected[uneven[0]]:g} and {size[uneven[0]]:g}); "
            "give one number a stratum",
            uneven[:5],
        )
    short = np.flatnonzero(size < counts)
    if len(short):
        name = _name(labels, stratum[short[0]])
        raise DesignError(
            f"{where}: stratum {name} has n = {counts[short[0]]:g} of N = {size[short[0]]:g}; "
            "N cannot be smaller than n: correct N, or remove rows counted twice",
            short[:5],
        )
    return size


def numbers_of(values: ArrayLike, n: int, what: str) -> Floats:
    """A column of n numbers, NaN where missing; refuses texts and another length.

    Parameters
    ----------
    values : n numbers; what : the column's own name in a refusal

    Examples
    --------
    >>> numbers_of([1, None], 2, "weight").tolist()
    [1.0, nan]
    """
    column = np.asarray(values)
    if column.shape != (n,):
        raise DesignError(f"{what} has {column.size} values for {n} respondents; give one for each row")
    if column.dtype.kind not in "biuf":
        given = list(values) if isinstance(values, Sequence) else column.tolist()
        odd = [row for row, each in enumerate(given) if not isinstance(each, Real | None)]
        if odd:
            raise DesignError(
                f"{what} is {given[odd[0]]!r} in row {odd[0]}, which is no number; correct it", odd[:5]
            )
    return column.astype(float)


def _name(labels: tuple[str, ...], code: int) -> str:
    return repr(labels[code]) if labels else f"number {code + 1}"
