"""Variance of linearised scores under the design: between PSUs, stage by stage, domains kept."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.design import Bools, Design, Floats, Ints
from analysis.stage_sums import StageSums, stage_sums


class Domain:
    """Some respondents of a design, with what their scores' variance needs.

    A PSU without anybody in the domain still counts, as a zero, in every stratum that has somebody:
    `rows` are a mask over the design, never a smaller design (Lohr 2010, ch. 9; R `survey`, domains).

    Raises LonelyPSUError when a stratum of the domain has one PSU in the whole design, unless all of
    its population was taken, or the design says "adjust".

    Examples
    --------
    >>> used = Domain(Design.of(4, stratum=list("aabb")), np.arange(2))
    >>> scores = np.array([[1.0, 0.0], [3.0, 2.0]])
    >>> used.variance(scores).tolist(), used.covariance(scores).tolist()
    ([4.0, 4.0], [[4.0, 4.0], [4.0, 4.0]])
    >>> used.degrees_of_freedom(np.array([[True], [False]])).tolist(), used.census
    ([0.0], False)
    """

    def __init__(self, design: Design, rows: NDArray[np.intp]) -> None:
        self.design = design
        self.rows = rows
        # An adjustment spreads the scores of a domain over all rows, so all rows are summed.
        self._summed = np.arange(design.n) if design.adjustments else rows
        self._stages = stage_sums(design, self._summed)

    @property
    def weight(self) -> Floats:
        return self.design.weight[self.rows]

    @cached_property
    def census(self) -> bool:
        """Whether everybody in the domain's strata was asked, at every stage."""
        if not len(self.rows):
            return False
        stages = self.design.stages
        return all(
            stage.population is not None and bool(np.all(stage.fraction(self.rows) >= 1.0))
            for stage in stages
        )

    @property
    def fraction(self) -> float:
        """Share of the population that was asked, over all stages; 0 where it is not known."""
        product = np.ones(len(self.rows))
        for stage in self.design.stages:
            product *= stage.fraction(self.rows)
        return float(product.mean()) if len(self.rows) else 0.0

    @property
    def one_stratum(self) -> bool:
        return len(np.unique(self.design.stages[0].stratum[self.rows])) <= 1

    def variance(self, scores: Floats) -> Floats:
        """Variance of the sum of each column of scores (rows of the domain × k) → (k,)."""
        result = np.zeros(scores.shape[1])
        if not len(self.rows):
            return result
        adjusted = self._adjusted(scores)
        for stage in self._stages:
            deviations, means = _centred(stage, adjusted)
            factor = stage.factor
            result += factor[stage.stratum] @ deviations**2
            result += (factor * (stage.n_psus - stage.shown)) @ means**2
        return result

    def covariance(self, scores: Floats) -> Floats:
        """Covariance of the sums of the columns of scores (rows of the domain × k) → (k, k)."""
        result = np.zeros((scores.shape[1], scores.shape[1]))
        if not len(self.rows):
            return result
        adjusted = self._adjusted(scores)
        for stage in self._stages:
            deviations, means = _centred(stage, adjusted)
            result += (deviations * stage.factor[stage.stratum][:, None]).T @ deviations
            result += (means * (stage.factor * (stage.n_psus - stage.shown))[:, None]).T @ means
        return result

    @property
    def separate(self) -> bool:
        """Whether every respondent is a PSU and nothing else varies, so that rows can be added up."""
        one = len(self._stages) <= 1 and not self.design.adjustments
        return one and not self.design.clustered

    def covariance_by_parts(self, parts: Iterable[Floats]) -> Floats:
        """As `covariance`, from the rows of a `separate` domain in parts, one after the other.

        Sums of squares less the squares of sums, so one part at a time is in memory.
        """
        (stage,) = self._stages
        square, done = np.zeros((0, 0)), 0
        first = np.zeros((len(stage.n_psus), 0))
        for part in parts:
            if not done:
                square = np.zeros((part.shape[1], part.shape[1]))
                first = np.zeros((len(stage.n_psus), part.shape[1]))
            stratum = stage.stratum[done : done + len(part)]
            done += len(part)
            square += (part * stage.factor[stratum][:, None]).T @ part
            starts = np.flatnonzero(np.append(True, stratum[1:] != stratum[:-1]))
            np.add.at(first, stratum[starts], np.add.reduceat(part, starts, axis=0))
        centre = np.where(stage.uncentred, 0.0, stage.factor / stage.n_psus)
        return np.asarray(square - (first * centre[:, None]).T @ first)

    def covariance_between(self, score: Floats, group: Ints, n_groups: int) -> Floats:
        """Covariance of the sums of one score (rows,) within groups of rows → (n_groups, n_groups)."""
        result = np.zeros((n_groups, n_groups))
        if self.design.adjustments:
            columns = np.zeros((len(self.rows), n_groups))
            columns[np.arange(len(self.rows)), group] = score
            return self.covariance(columns)
        for stage in self._stages:
            psu = np.empty(len(self.rows), dtype=np.int64)
            psu[stage.order] = np.repeat(np.arange(len(stage.starts)), _lengths(stage, len(self.rows)))
            totals = sparse.csr_array((score, (psu, group)), shape=(len(stage.starts), n_groups))
            member = sparse.csr_array(
                (np.ones(len(stage.starts)), (stage.stratum, np.arange(len(stage.starts)))),
                shape=(len(stage.n_psus), len(stage.starts)),
            )
            sums = (member @ totals).toarray()
            centre = np.where(stage.uncentred, 0.0, stage.factor / stage.n_psus)
            weighted = sparse.diags_array(stage.factor[stage.stratum]) @ totals
            result += (totals.T @ weighted).toarray() - (sums * centre[:, None]).T @ sums
        return result

    def degrees_of_freedom(self, answered: Bools) -> Floats:
        """PSUs minus strata that hold anybody who answered, per column of `answered` (rows × k).

        Whoever has weight 0 stands for nobody, and shows no PSU (R `degf`).
        """
        if not len(self.rows):
            return np.zeros(answered.shape[1])
        weighs = self.weight != 0
        if not weighs.all():
            answered = answered & weighs[:, None]
        first = self._stages[0]
        spread = self._spread(answered)
        if len(first.starts) == len(first.order):
            psus = spread[first.order]
        else:
            psus = np.logical_or.reduceat(spread[first.order], first.starts, axis=0)
        strata = np.zeros((len(first.n_psus), answered.shape[1]), dtype=bool)
        runs = np.flatnonzero(np.append(True, first.stratum[1:] != first.stratum[:-1]))
        np.logical_or.at(strata, first.stratum[runs], np.logical_or.reduceat(psus, runs, axis=0))
        return np.asarray(psus.sum(axis=0) - strata.sum(axis=0), dtype=float)

    def _spread(self, columns: NDArray[Any]) -> NDArray[Any]:
        """Columns of the domain laid out on the rows that are summed."""
        if not self.design.adjustments:
            return columns
        full = np.zeros((self.design.n, columns.shape[1]), dtype=columns.dtype)
        full[self.rows] = columns
        return full

    def _adjusted(self, scores: Floats) -> Floats:
        result = self._spread(scores)
        for adjustment in self.design.adjustments:
            result = adjustment.residuals(result)
        return result


def _lengths(stage: StageSums, n_rows: int) -> Ints:
    return np.diff(np.append(stage.starts, n_rows))


def _centred(stage: StageSums, scores: Floats) -> tuple[Floats, Floats]:
    totals = stage.totals(scores)
    sums = np.zeros((len(stage.n_psus), scores.shape[1]))
    np.add.at(sums, stage.stratum, totals)
    means = sums / stage.n_psus[:, None]
    # A lonely PSU has nothing of its own stratum to differ from: it is held against all PSUs.
    means[stage.uncentred] = 0.0
    return totals - means[stage.stratum], means
