"""Whether the answers differ between several groups: the Rao–Scott test of a table under a design."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import linalg, special

from analysis.columns import mask
from analysis.comparing.labels import LabelError, labelled
from analysis.design import Design, Floats, Ints
from analysis.variance import Domain

NO_EFFECT = 1e-12
"""A design effect below this is rounding: the table has no sampling error."""

MOST_CELLS = 8_000
"""A larger table would need matrices of several gigabytes."""


@dataclass(frozen=True)
class RaoScott:
    """The second-order Rao–Scott test: F on (df1, df2) degrees of freedom, and its p.

    `deff` is the mean of the table's generalised design effects, by which the plain χ² of the n
    respondents would be too large. `n`, `categories` and `groups` are what entered the table. Where
    nothing can be tested the numbers are None and `reason` says why: "one_category"; "one_group";
    "one_psu" (no degrees of freedom); "no_spread" (no sampling error: a full count, the same answers in
    every PSU, or two equal halves all positive and all negative, for which `two_samples` has a test).

    Examples
    --------
    >>> rao_scott([1, 1, 1], ["a", "b", "b"], Design.of(3)).reason
    'one_category'
    """

    statistic: float | None
    df1: float | None
    df2: float | None
    p: float | None
    deff: float | None
    n: int
    categories: tuple[str, ...]
    groups: tuple[str, ...]
    reason: str = ""


def rao_scott(
    category: Sequence[Any],
    group: Sequence[Any],
    design: Design,
    *,
    domain: ArrayLike | None = None,
) -> RaoScott:
    """Test that the answers are distributed alike in all groups.

    Parameters
    ----------
    category : n answers (texts, or numbers such as 0 and 1); None, NaN or an empty text: not answered
    group : n labels of groups; missing ones are left out in the same way
    design : Design of the same n respondents
    domain : bool array (n,), optional; whom to test: a mask, not a filter

    Returns
    -------
    RaoScott. Categories and groups in which nobody answered have no column in the table; a cell with
    nobody adds to Pearson's X² but not to its design effects.

    Raises
    ------
    LabelError: lengths that differ, texts mixed with numbers, or a table of more than 8,000 cells.
    LonelyPSUError: a stratum of the domain holds a single PSU.

    Source
    ------
    Rao & Scott (1984), *Annals of Statistics* 12, 46–60; R survey 4.5
    `svychisq(~category + group, design, statistic = "F")`.

    Examples
    --------
    >>> answer = [1, 1, 1, 0, 1, 0, 0, 0, 1, 0]
    >>> found = rao_scott(answer, list("aaaaabbbbb"), Design.of(10))
    >>> round(found.statistic, 4), found.df1, found.df2, round(found.p, 4)
    (3.24, 1.0, 9.0, 0.1054)
    """
    table = _table(category, group, design, domain)
    n, seen, held = len(table.rows), len(table.categories), len(table.groups)
    if seen < 2 or held < 2:
        return _untested(table, "one_category" if seen < 2 else "one_group")
    if seen * held > MOST_CELLS:
        raise LabelError(
            f"{seen} categories × {held} groups are more than {MOST_CELLS} cells; merge groups, or test the "
            "groups of one region at a time"
        )
    used = Domain(design, table.rows)
    share = used.weight / used.weight.sum()
    effects = _design_effects(used, share, table.cell, seen, held)
    pearson = _pearson(_shares(share, table.cell, seen * held).reshape(held, seen))
    df = float(used.degrees_of_freedom(np.ones((n, 1), dtype=bool))[0])
    trace = float(np.trace(effects))
    deff = trace * n / len(effects)
    if df <= 0 or deff < NO_EFFECT:
        return _untested(table, "one_psu" if df <= 0 else "no_spread")
    statistic, df1 = pearson / trace, trace**2 / float((effects**2).sum())
    p = float(special.fdtrc(df1, df1 * df, statistic))
    return RaoScott(statistic, df1, df1 * df, p, deff, n, table.categories, table.groups)


@dataclass(frozen=True)
class _Table:
    """Who answered and belongs to a group, and their cell: categories fastest, then groups."""

    rows: Ints
    cell: Ints
    categories: tuple[str, ...]
    groups: tuple[str, ...]


def _table(category: Sequence[Any], group: Sequence[Any], design: Design, domain: ArrayLike | None) -> _Table:
    answers, groups = labelled(category, design.n, "category"), labelled(group, design.n, "group")
    keep = (answers.place >= 0) & (groups.place >= 0) & (design.weight > 0)
    if domain is not None:
        keep &= mask(domain, design.n)
    rows = np.flatnonzero(keep)
    seen, row = np.unique(answers.place[rows], return_inverse=True)
    held, column = np.unique(groups.place[rows], return_inverse=True)
    return _Table(
        rows,
        row + len(seen) * column,
        tuple(answers.names[i] for i in seen),
        tuple(groups.names[i] for i in held),
    )


def _untested(table: _Table, reason: str) -> RaoScott:
    n = len(table.rows)
    return RaoScott(None, None, None, None, None, n, table.categories, table.groups, reason)


def _shares(share: Floats, cell: Ints, n_cells: int) -> Floats:
    """The share of each cell of the table (n_cells,)."""
    return np.asarray(np.bincount(cell, weights=share, minlength=n_cells), dtype=float)


def _pearson(shares: Floats) -> float:
    """Pearson's X² of a table of shares, for one respondent."""
    expected = np.outer(shares.sum(axis=1), shares.sum(axis=0)) / shares.sum()
    return float(((shares - expected) ** 2 / expected).sum())


def _design_effects(used: Domain, share: Floats, cell: Ints, rows: int, columns: int) -> Floats:
    """The symmetric matrix whose eigenvalues are the design effects, each over n.

    C' D⁻¹ V D⁻¹ C against C' D⁻¹ C, with V the covariance of the cells' shares, D their diagonal and C
    the contrasts of interaction; cells without anybody carry no weight in either.
    """
    n_cells = rows * columns
    shares = _shares(share, cell, n_cells)
    covariance = _covariance(used, share, cell, shares)
    inverse = np.divide(1.0, shares, out=np.zeros(n_cells), where=shares > 0)
    contrast = np.kron(_contrasts(columns), _contrasts(rows)) * inverse[:, None]
    simple = contrast.T @ (shares[:, None] * contrast)
    designed = contrast.T @ covariance @ contrast
    size, axes = linalg.eigh(simple)
    # Contrasts that touch only empty cells say nothing.
    kept = size > size.max() * len(size) * np.finfo(float).eps
    scaled = axes[:, kept] / np.sqrt(size[kept])
    return np.asarray(scaled.T @ designed @ scaled)


def _covariance(used: Domain, share: Floats, cell: Ints, shares: Floats) -> Floats:
    """Covariance of the cells' shares, each a ratio to the same total."""
    totals = used.covariance_between(share, cell, len(shares))
    with_all = totals.sum(axis=1)
    across = np.outer(with_all, shares)
    return np.asarray(totals - across - across.T + with_all.sum() * np.outer(shares, shares))


def _contrasts(k: int) -> Floats:
    """Orthonormal contrasts of k levels (k, k − 1): each level against the mean of those before it."""
    return np.asarray(linalg.helmert(k).T)
