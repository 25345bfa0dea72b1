"""Auxiliary columns for calibration, named and coded as R's model matrix names and codes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.comparing.labels import labelled
from analysis.design import Floats
from analysis.weighting.weighted import WeightingError

INTERCEPT = "(Intercept)"


@dataclass(frozen=True)
class ModelMatrix:
    """Columns `x` (n × p) and their `names`: "(Intercept)", a number's name, a factor's name and level.

    Examples
    --------
    >>> ModelMatrix(("(Intercept)", "age"), np.array([[1.0, 20.0]])).totals({"age": 60, "(Intercept)": 3})
    array([ 3., 60.])
    """

    names: tuple[str, ...]
    x: Floats

    def totals(self, named: Mapping[str, float]) -> Floats:
        """Totals (p,) in the order of the columns, from name → total; no name may lack or be left over."""
        odd = sorted(set(named) ^ set(self.names))
        if odd:
            raise WeightingError(
                f"columns and totals differ in {odd}; give one total for each of {list(self.names)}"
            )
        return np.array([float(named[name]) for name in self.names])


def model_matrix(columns: Mapping[str, Sequence[Any]], *, names: Iterable[str] | None = None) -> ModelMatrix:
    """Code columns of labels and numbers as the columns of a linear model.

    A column of numbers stays as it is. A column of texts becomes one column of 0 and 1 for each level
    but the first in sorted order, named by the column and the level ("stypeH"). An intercept stands
    before them.

    Parameters
    ----------
    columns : name → n numbers, or n labels
    names : the columns wanted, for other codings: every level of a factor has one, and "a:b" is the
        product of two columns

    Returns
    -------
    ModelMatrix: `names` (p,) and `x` (n × p).

    Raises
    ------
    WeightingError: no column, columns of different lengths, a missing label or number, a name that
        no column has.

    Source
    ------
    R 4.2 `model.matrix` with `contr.treatment`.

    Examples
    --------
    >>> coded = model_matrix({"sex": ["m", "f", "m"], "age": [20, 30, 40]})
    >>> coded.names, coded.x.tolist()
    (('(Intercept)', 'sexm', 'age'), [[1.0, 1.0, 20.0], [1.0, 0.0, 30.0], [1.0, 1.0, 40.0]])
    """
    lengths = sorted({len(values) for values in columns.values()})
    if len(lengths) != 1:
        raise WeightingError(f"columns of {lengths or 'no'} rows make no model; give columns of one length")
    known = {INTERCEPT: np.ones(lengths[0])}
    usual = [INTERCEPT]
    for name, values in columns.items():
        coded = _coded(name, values)
        known |= coded
        # The first level is what the others are compared with.
        usual += list(coded)[1:] if name not in coded else [name]
    wanted = tuple(usual if names is None else names)
    return ModelMatrix(wanted, np.column_stack([_column(known, name) for name in wanted]))


def _coded(name: str, values: Sequence[Any]) -> dict[str, Floats]:
    """A number's own column, or every level's column of 0 and 1, in sorted order."""
    array = np.asarray(values)
    if array.dtype.kind in "iuf":
        missing = np.flatnonzero(~np.isfinite(array))
        if len(missing):
            raise WeightingError(f"{name} is missing in row {missing[0]}; fill it in, or leave the row out")
        return {name: array.astype(float)}
    found = labelled(values, len(values), name)
    missing = np.flatnonzero(found.place < 0)
    if len(missing):
        raise WeightingError(f"{name} is missing in row {missing[0]}; fill it in, or leave the row out")
    return {name + level: (found.place == at).astype(float) for at, level in enumerate(found.names)}


def _column(known: Mapping[str, Floats], name: str) -> Floats:
    if name in known:
        return known[name]
    parts = name.split(":")
    unknown = [part for part in parts if part not in known]
    if unknown:
        raise WeightingError(f"no column is called {unknown}; choose from {list(known)}")
    return np.asarray(np.prod([known[part] for part in parts], axis=0))
