"""How the rows of a domain add up to the PSUs of each stage, and what each stratum then counts for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.design import Bools, Design, Floats, Ints, LonelyPSUError, Stage, numbered


@dataclass(frozen=True)
class StageSums:
    """How the rows of a domain add up to the PSUs of one stage, and each stratum's multiplier.

    Examples
    --------
    >>> (first,) = stage_sums(Design.of(3, psu=[["x", "y", "x"]]), np.arange(3))
    >>> first.totals(np.array([[1.0], [2.0], [4.0]])).tolist()
    [[5.0], [2.0]]
    """

    order: Ints
    starts: Ints
    stratum: Ints
    n_psus: Floats
    shown: Floats
    factor: Floats
    uncentred: Bools

    def totals(self, columns: Floats) -> Floats:
        """Sum the columns (rows × k) of the domain within each PSU (PSUs × k)."""
        if len(self.starts) == len(self.order):
            return columns[self.order]
        return np.asarray(np.add.reduceat(columns[self.order], self.starts, axis=0))


def stage_sums(design: Design, rows: NDArray[np.intp]) -> tuple[StageSums, ...]:
    """Stages that add to the variance: the first, and each below one whose population is known.

    Parameters
    ----------
    design : of n respondents; rows : int (rows,), the domain, in increasing order

    Raises
    ------
    LonelyPSUError: a stratum of the domain has one PSU of several, and the design says "fail".

    Source
    ------
    Lohr (2010), §6.3, stage by stage as R survey 4.5 `svyrecvar`.

    Examples
    --------
    >>> design = Design.of(4, psu=[["x", "x", "y", "y"]], population=[[10, 10, 10, 10]])
    >>> (first,) = stage_sums(design, np.arange(4))
    >>> first.totals(np.array([[1.0], [2.0], [3.0], [4.0]])).tolist(), first.factor.round(3).tolist()
    ([[3.0], [7.0]], [1.6])
    """
    result = []
    above = np.ones(len(rows))
    for number, stage in enumerate(design.stages):
        result.append(_sums(stage, rows, above, design, number + 1))
        if stage.population is None:
            break
        above = above * stage.fraction(rows)
    return tuple(result)


def _sums(stage: Stage, rows: NDArray[np.intp], above: Floats, design: Design, number: int) -> StageSums:
    order, starts = _by_psu(stage.psu[rows])
    first = order[starts]
    strata, of_psu = numbered(stage.stratum[rows[first]])
    one = np.full(len(strata), -1)
    one[of_psu] = first
    n_psus = stage.n_psus[rows[one]]
    unseen = 1.0 - stage.fraction(rows[one])
    shown = np.bincount(of_psu, minlength=len(strata)).astype(float)
    alone = (n_psus == 1) & (unseen > 0)
    if alone.any() and design.lonely == "fail":
        _refuse(stage, strata[alone], number)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(n_psus > 1, unseen * n_psus / (n_psus - 1), unseen)
    left = (shown == 1) & (n_psus > 1) & (unseen > 0) & design.lonely_domains
    factor = _LONELY[design.lonely](factor, alone, left)
    uncentred = (alone | left) & (design.lonely == "adjust")
    return StageSums(order, starts, of_psu.astype(np.int64), n_psus, shown, factor * above[one], uncentred)


def _by_psu(psu: Ints) -> tuple[Ints, Ints]:
    """An order that brings the rows of a PSU together, and where each PSU starts in it."""
    if not len(psu):
        return psu, psu
    order = np.argsort(psu, kind="stable")
    in_order = psu[order]
    return order, np.flatnonzero(np.append(True, in_order[1:] != in_order[:-1]))


def _none(factor: Floats, alone: Bools, left: Bools) -> Floats:
    return np.where(alone, 0.0, factor)


def _averaged(factor: Floats, alone: Bools, left: Bools) -> Floats:
    """The other strata's variance, raised to the number of all strata."""
    unknown = alone | left
    if len(unknown) and unknown.all():
        raise LonelyPSUError(
            "every stratum has one PSU, so there is no average variance to give them; merge strata"
        )
    return np.where(unknown, 0.0, factor * len(unknown) / max((~unknown).sum(), 1))


_LONELY: dict[str, Callable[[Floats, Bools, Bools], Floats]] = {
    "fail": lambda factor, alone, left: factor,
    "adjust": lambda factor, alone, left: factor,
    "certainty": _none,
    "remove": _none,
    "average": _averaged,
}


def _refuse(stage: Stage, strata: Ints, number: int) -> None:
    names = [stage.labels[code] if stage.labels else str(code + 1) for code in strata]
    shown = ", ".join(repr(name) for name in names[:5]) + (" …" if len(names) > 5 else "")
    raise LonelyPSUError(
        f"strata [{shown}] have one PSU each at stage {number}, so their variance cannot be seen; "
        "merge each with a neighbour"
    )
