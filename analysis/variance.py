"""Variance of linearised scores under the design: between PSUs, stage by stage, domains kept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.design import Bools, Design, Floats, Ints, LonelyPSUError, Stage


@dataclass(frozen=True)
class _Sums:
    """How the rows of a domain add up to the PSUs of one stage, and each stratum's multiplier."""

    order: Ints
    starts: Ints
    stratum: Ints
    n_psus: Floats
    shown: Floats
    factor: Floats
    alone: Bools

    def totals(self, columns: Floats) -> Floats:
        """Sum the columns (rows × k) of the domain within each PSU (PSUs × k)."""
        return np.asarray(np.add.reduceat(columns[self.order], self.starts, axis=0))


class Domain:
    """Some respondents of a design, with what their scores' variance needs.

    A PSU without anybody in the domain still counts, as a zero, in every stratum that has somebody:
    `rows` are a mask over the design, never a smaller design (Lohr 2010, ch. 9; R `survey`, domains).

    Raises LonelyPSUError when a stratum of the domain has one PSU in the whole design, unless all of
    its population was taken, or the design says "adjust".
    """

    def __init__(self, design: Design, rows: NDArray[np.intp]) -> None:
        self.design = design
        self.rows = rows
        self._stages = _stage_sums(design, rows)

    @property
    def weight(self) -> Floats:
        return self.design.weight[self.rows]

    @property
    def census(self) -> bool:
        """Whether everybody in the domain's strata was asked, at every stage."""
        if not len(self.rows):
            return False
        stages = self.design.stages
        return all(bool(np.all(stage.fraction()[self.rows] >= 1.0)) for stage in stages)

    @property
    def fraction(self) -> float:
        """Share of the population that was asked, over all stages; 0 where it is not known."""
        product = np.ones(len(self.rows))
        for stage in self.design.stages:
            product *= stage.fraction()[self.rows]
        return float(product.mean()) if len(self.rows) else 0.0

    @property
    def one_stratum(self) -> bool:
        return len(np.unique(self.design.stages[0].stratum[self.rows])) <= 1

    def variance(self, scores: Floats) -> Floats:
        """Variance of the sum of each column of scores (rows of the domain × k) → (k,)."""
        result = np.zeros(scores.shape[1])
        if not len(self.rows):
            return result
        for stage in self._stages:
            deviations, means = _centred(stage, scores)
            factor = stage.factor
            result += factor[stage.stratum] @ deviations**2
            result += (factor * (stage.n_psus - stage.shown)) @ means**2
        return result

    def covariance(self, scores: Floats) -> Floats:
        """Covariance of the sums of the columns of scores (rows of the domain × k) → (k, k)."""
        result = np.zeros((scores.shape[1], scores.shape[1]))
        if not len(self.rows):
            return result
        for stage in self._stages:
            deviations, means = _centred(stage, scores)
            result += (deviations * stage.factor[stage.stratum][:, None]).T @ deviations
            result += (means * (stage.factor * (stage.n_psus - stage.shown))[:, None]).T @ means
        return result

    def covariance_between(self, score: Floats, group: Ints, n_groups: int) -> Floats:
        """Covariance of the sums of one score (rows,) within groups of rows → (n_groups, n_groups)."""
        result = np.zeros((n_groups, n_groups))
        for stage in self._stages:
            psu = np.empty(len(self.rows), dtype=np.int64)
            psu[stage.order] = np.repeat(np.arange(len(stage.starts)), _lengths(stage, len(self.rows)))
            totals = sparse.csr_array((score, (psu, group)), shape=(len(stage.starts), n_groups))
            member = sparse.csr_array(
                (np.ones(len(stage.starts)), (stage.stratum, np.arange(len(stage.starts)))),
                shape=(len(stage.n_psus), len(stage.starts)),
            )
            sums = (member @ totals).toarray()
            centre = np.where(stage.alone, 0.0, stage.factor / stage.n_psus)
            weighted = sparse.diags_array(stage.factor[stage.stratum]) @ totals
            result += (totals.T @ weighted).toarray() - (sums * centre[:, None]).T @ sums
        return result

    def degrees_of_freedom(self, answered: Bools) -> Floats:
        """PSUs minus strata that hold anybody who answered, per column of `answered` (rows × k)."""
        if not len(self.rows):
            return np.zeros(answered.shape[1])
        first = self._stages[0]
        psus = first.totals(answered.astype(float)) > 0
        strata = np.zeros((len(first.n_psus), answered.shape[1]), dtype=bool)
        np.logical_or.at(strata, first.stratum, psus)
        return np.asarray(psus.sum(axis=0) - strata.sum(axis=0), dtype=float)


def _lengths(stage: _Sums, n_rows: int) -> Ints:
    return np.diff(np.append(stage.starts, n_rows))


def _centred(stage: _Sums, scores: Floats) -> tuple[Floats, Floats]:
    totals = stage.totals(scores)
    sums = np.zeros((len(stage.n_psus), scores.shape[1]))
    np.add.at(sums, stage.stratum, totals)
    means = sums / stage.n_psus[:, None]
    # A lonely PSU has nothing of its own stratum to differ from: it is held against all PSUs.
    means[stage.alone] = 0.0
    return totals - means[stage.stratum], means


def _stage_sums(design: Design, rows: NDArray[np.intp]) -> tuple[_Sums, ...]:
    """Stages that add to the variance: the first, and each below one whose population is known."""
    result = []
    above = np.ones(len(rows))
    for number, stage in enumerate(design.stages):
        result.append(_sums(stage, rows, above, design, number + 1))
        if stage.population is None:
            break
        above = above * stage.fraction()[rows]
    return tuple(result)


def _sums(stage: Stage, rows: NDArray[np.intp], above: Floats, design: Design, number: int) -> _Sums:
    psu = stage.psu[rows]
    order = np.argsort(psu, kind="stable")
    in_order = psu[order]
    starts = (
        np.flatnonzero(np.append(True, in_order[1:] != in_order[:-1])) if len(rows) else np.array([], int)
    )
    first = order[starts]
    strata, of_psu = np.unique(stage.stratum[rows][first], return_inverse=True)
    one = np.full(len(strata), -1)
    one[of_psu] = first
    n_psus = stage.n_psus[rows][one]
    unseen = 1.0 - stage.fraction()[rows][one]
    alone = (n_psus == 1) & (unseen > 0)
    if alone.any() and design.lonely == "fail":
        _refuse(stage, strata[alone], number)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(n_psus > 1, unseen * n_psus / (n_psus - 1), unseen)
    shown = np.bincount(of_psu, minlength=len(strata)).astype(float)
    return _Sums(order, starts, of_psu.astype(np.int64), n_psus, shown, factor * above[one], alone)


def _refuse(stage: Stage, strata: Ints, number: int) -> None:
    names = [stage.labels[code] if stage.labels else str(code + 1) for code in strata]
    shown = ", ".join(repr(name) for name in names[:5]) + (" …" if len(names) > 5 else "")
    raise LonelyPSUError(
        f"strata [{shown}] have one PSU each at stage {number}, so their variance cannot be seen; "
        "merge each with a neighbour"
    )
