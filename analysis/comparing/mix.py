"""The mix of respondents (mode × field, say) on which units are compared: cells and their shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from analysis.columns import mask, numbers
from analysis.comparing.labels import Labels, crossed, labelled
from analysis.design import Bools, Design, Floats, Ints

Shares = Mapping[str, float] | Literal["pooled", "common"]

CLOSE_TO_ONE = 1e-6


class MixError(ValueError):
    """A mix of respondents that some unit cannot be held to."""


@dataclass(frozen=True)
class Mixed:
    """Those who answered, laid out by unit (of `units`) and cell of the mix (of `cells`).

    `rows` (m,) are their places in the design, `y`, `weight`, `unit` and `cell` theirs, `share` (cells,)
    the common mix. Everybody in a cell without a share is left out.

    Examples
    --------
    >>> found = mixed([1, 0, 1, 1], Design.of(4), list("aabb"), [list("xyxy")], "pooled", least=1)
    >>> found.table(found.y).tolist()
    [[1.0, 0.0], [1.0, 1.0]]
    """

    units: tuple[str, ...]
    cells: tuple[str, ...]
    share: Floats
    rows: Ints
    y: Floats
    weight: Floats
    unit: Ints
    cell: Ints

    def table(self, values: Floats) -> Floats:
        """The sums of some values (m,) by unit and cell."""
        shape = len(self.units), len(self.cells)
        place = self.unit * shape[1] + self.cell
        summed = np.bincount(place, weights=values, minlength=shape[0] * shape[1])
        return np.asarray(summed, dtype=float).reshape(shape)


def mixed(
    y: ArrayLike,
    design: Design,
    unit: Sequence[Any],
    mix: Sequence[Sequence[Any]],
    shares: Shares,
    *,
    domain: ArrayLike | None = None,
    least: int = 2,
) -> Mixed:
    """Lay out the answers by unit and cell of the mix, and settle the common mix.

    Parameters
    ----------
    y : float array (n,), NaN where not answered
    design : Design of the same n respondents
    unit : n labels
    mix : columns of n labels whose combinations are the cells; none: one cell for everybody
    shares : "pooled", the weighted mix of everybody in the domain; "common", the same over the cells in
        which every unit has `least` answers; or the share of each cell, by names joined with " × "
    domain : bool array (n,), optional
    least : answers that a unit needs in each cell with a share

    Returns
    -------
    Mixed: units with at least one answer, in sorted order.

    Raises
    ------
    MixError: a missing label, a unit with too few answers in a cell that has a share (named), shares that
        are negative, do not add up to 1 or leave out a cell.

    Source
    ------
    A definition of this program.

    Examples
    --------
    >>> found = mixed([1, 0, 1, 1], Design.of(4), list("aabb"), [list("xyxy")], "pooled", least=1)
    >>> found.cells, found.share.tolist()
    (('x', 'y'), [0.5, 0.5])
    """
    values = numbers(y)
    if values.shape != (design.n,):
        raise MixError(f"{values.size} values for a design of {design.n} respondents; give one for each")
    asked = design.weight > 0
    if domain is not None:
        asked &= mask(domain, design.n)
    units = _complete(labelled(unit, design.n, "unit"), asked, "unit")
    everybody = Labels(("everybody",), np.zeros(design.n, dtype=np.int64))
    cells = _complete(crossed(mix, design.n, "mix"), asked, "mix") if len(mix) else everybody
    rows = np.flatnonzero(asked & ~np.isnan(values))
    if not len(rows):
        raise MixError("nobody answered in any unit; widen the domain")
    held, place = np.unique(units.place[rows], return_inverse=True)
    names = tuple(units.names[i] for i in held)
    count = np.zeros((len(names), len(cells.names)))
    np.add.at(count, (place, cells.place[rows]), 1)
    share = _shares(shares, _pooled(cells, design.weight, asked), count, cells.names, least)
    _check_filled(count, share, names, cells.names, least)
    kept = share[cells.place[rows]] > 0
    rows, place = rows[kept], place[kept]
    return Mixed(names, cells.names, share, rows, values[rows], design.weight[rows], place, cells.place[rows])


def _complete(labels: Labels, asked: Bools, what: str) -> Labels:
    missing = int((asked & (labels.place < 0)).sum())
    if missing:
        raise MixError(
            f"{what} is missing in {missing} rows; give them a label, such as 'unknown', or leave them out "
            "of the domain"
        )
    return labels


def _pooled(cells: Labels, weight: Floats, asked: Bools) -> Floats:
    """The weighted mix of everybody asked, whether or not they answered."""
    summed = np.bincount(cells.place[asked], weights=weight[asked], minlength=len(cells.names))
    return np.asarray(summed / summed.sum())


def _shares(shares: Shares, pooled: Floats, count: Floats, cells: tuple[str, ...], least: int) -> Floats:
    if isinstance(shares, Mapping):
        return _given(shares, cells)
    if shares == "pooled":
        return pooled
    if shares != "common":
        raise MixError(f"shares {shares!r} are not known; choose pooled, common, or give one for each cell")
    common = np.where((count >= least).all(axis=0), pooled, 0.0)
    if not common.any():
        raise MixError(
            f"no cell of the mix has {least} answers in every unit; use fewer labels, or fewer units"
        )
    return np.asarray(common / common.sum())


def _given(shares: Mapping[str, float], cells: tuple[str, ...]) -> Floats:
    unknown = [name for name, share in shares.items() if name not in cells and share != 0]
    left_out = [name for name in cells if name not in shares]
    if unknown or left_out:
        raise MixError(
            f"shares for cells without anybody {unknown[:5]}, no shares for cells {left_out[:5]}; give one "
            "for each cell, 0 to leave it out"
        )
    given = np.array([shares[name] for name in cells], dtype=float)
    if not (given >= 0).all() or abs(float(given.sum()) - 1) > CLOSE_TO_ONE:
        raise MixError(f"the shares add up to {given.sum():g}; give shares of 0 or more that add up to 1")
    return np.asarray(given / given.sum())


def _check_filled(
    count: Floats, share: Floats, units: tuple[str, ...], cells: tuple[str, ...], least: int
) -> None:
    short = np.argwhere((count < max(least, 1)) & (share > 0))
    if not len(short):
        return
    u, c = short[0]
    more = f" and {len(short) - 1} more" if len(short) > 1 else ""
    raise MixError(
        f"unit {units[u]!r} has {count[u, c]:g} answers in cell {cells[c]!r}, whose share of the mix is "
        f"{share[c]:.1%}{more}; merge cells, give shares that leave it out, or use shares='common'"
    )
