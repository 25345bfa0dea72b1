"""Which lines of which cells are hidden: small ones, and those that would give them away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analysis.design import Bools
from analysis.disclosure.suppression import guarded, is_small
from analysis.disclosure.tables import Key, Tables, sums_of, within_of
from analysis.figures import Hidden, Limits

__all__ = ["Key", "hidden_lines"]


def hidden_lines(keys: Sequence[Key], tables: Tables, limits: Limits) -> dict[Key, tuple[Hidden, ...]]:
    """For each cell, for each line and for its ballots (last), whether it is hidden.

    Inside, the totals of units are open to the reader, and only breakdowns are guarded; a public edition
    guards units as well, and hides whatever the edition for inside hides, so that who reads both learns
    no more.

    Parameters
    ----------
    keys : the C cells of a wave
    tables : their bases and answers; the sums are taken from the keys
    limits : `display` is the smallest base shown, `inside` that of the edition for inside

    Source
    ------
    Willenborg & de Waal (2001), *Elements of Statistical Disclosure Control*, ch. 6.

    Examples
    --------
    >>> keys = [(None, None), ("a", None), ("b", None), ("c", None)]
    >>> tables = Tables.of_bases(np.array([[60], [3], [17], [40]]), ())
    >>> hidden_lines(keys, tables, Limits())["a", None]
    ('hidden',)
    >>> [hidden_lines(keys, tables, Limits(public=True))[key] for key in keys]
    [('',), ('hidden',), ('hidden',), ('',)]
    """
    tables = replace(tables, within=within_of(keys))
    open_to_all = np.array([by is None for _, by in keys])
    bound = min(limits.inside, limits.display) if limits.public else limits.display
    closed = _guarded(replace(tables, sums=sums_of(keys, public=False)), bound, open_to_all)
    if limits.public:
        public = replace(tables, sums=sums_of(keys, public=True))
        closed = _guarded(public, limits.display, np.zeros(len(keys), dtype=bool), closed)
    return {
        key: tuple(_why(shut, base) for shut, base in zip(closed[i], tables.bases[i], strict=True))
        for i, key in enumerate(keys)
    }


def _guarded(tables: Tables, display: int, given: Bools, closed: Bools | None = None) -> Bools:
    small = is_small(tables.bases, display)
    closed = small if closed is None else small | closed
    return guarded(tables, closed, given) if tables.sums else tables.close(closed)


def _why(closed: bool, base: int) -> Hidden:
    return "hidden" if closed else "" if base else "empty"
