"""Groups of a frame, by name: strata, and how many of each are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.design import Floats, Ints
from analysis.planning.drawn import DrawError, Labels, coded, names_of, whole


@dataclass(frozen=True)
class Groups:
    """The strata of a frame in alphabetical order: their names, and the code of each row's.

    Examples
    --------
    >>> strata = Groups.of(["b", "a", "b"], 3)
    >>> strata.names.tolist(), strata.size.tolist()
    (['a', 'b'], [1, 2])
    """

    names: Labels
    code: Ints

    @classmethod
    def of(cls, labels: Sequence[Any] | NDArray[Any] | None, n: int, what: str = "stratum") -> Groups:
        """Groups by a column of n labels; without one everybody is in one group without a name."""
        if labels is None:
            return cls(np.array([""]), np.zeros(n, dtype=np.int64))
        return cls(*coded(names_of(labels, n, what)))

    @property
    def size(self) -> Ints:
        """Rows of each group."""
        return np.bincount(self.code, minlength=len(self.names)).astype(np.int64)

    @property
    def label(self) -> Labels:
        """The name of each row's group."""
        return self.names[self.code]


def numbers_of(
    given: Mapping[str, float] | None, names: Labels, what: str, *, default: float | None = None
) -> Floats | None:
    """A number for each name, from a mapping that has them all and no others.

    Parameters
    ----------
    given : a number by name, or None; names : str array (k,); what : the word for it in a refusal
    default : the number of every name where none are given

    Raises
    ------
    DrawError : a name that is not there, or one without a number

    Examples
    --------
    >>> numbers_of({"b": 2, "a": 1}, np.array(["a", "b"]), "sd").tolist()
    [1.0, 2.0]
    """
    if given is None:
        return None if default is None else np.full(len(names), default)
    known = [str(name) for name in names]
    unknown = sorted(set(map(str, given)) - set(known))
    missing = sorted(set(known) - set(map(str, given)))
    if unknown or missing:
        wrong = (
            f"no stratum {unknown[0]!r} in the frame" if unknown else f"nothing for stratum {missing[0]!r}"
        )
        raise DrawError(f"{what}: {wrong}; name every stratum of the frame, and no other")
    by_name = {str(name): value for name, value in given.items()}
    return np.array([float(by_name[name]) for name in known])


def counts_of(given: Mapping[str, int], names: Labels, size: Ints, unit: str = "rows") -> Ints:
    """How many to draw of each group, as given for each by name.

    Parameters
    ----------
    given : how many by name; names, size : arrays (k,), the groups and how many there are in each
    unit : the word for what is drawn

    Raises
    ------
    DrawError : more than there are; none, or one of several, so that its variance cannot be seen.

    Examples
    --------
    >>> counts_of({"b": 2, "a": 3}, np.array(["a", "b"]), np.array([10, 20])).tolist()
    [3, 2]
    """
    wanted = numbers_of({name: whole(n, f"n of {name!r}", 0) for name, n in given.items()}, names, "n")
    assert wanted is not None
    drawn = wanted.astype(np.int64)
    refuse_counts(drawn, names, size, unit)
    return drawn


def refuse_counts(drawn: Ints, names: Labels, size: Ints, unit: str = "rows") -> None:
    """Refuse n_h > N_h, n_h = 0, and n_h = 1 of several.

    Parameters
    ----------
    drawn, size : int arrays (k,), how many of how many; names : str array (k,); unit : what is drawn

    Examples
    --------
    >>> refuse_counts(np.array([2]), np.array(["a"]), np.array([2]))
    """
    for wrong, what, cure in (
        (drawn > size, "more than all {unit} of {where} would be drawn ({n} of {N})", "lower n there"),
        (drawn < 1, "none of the {N} {unit} of {where} would be drawn, so nobody speaks for it", "draw 2"),
        (
            (drawn == 1) & (size > 1),
            "a single one of the {N} {unit} of {where} would be drawn, so its variance could not be seen",
            "draw 2 or more",
        ),
    ):
        if wrong.any():
            h = int(np.flatnonzero(wrong)[0])
            where = f"stratum {str(names[h])!r}" if str(names[h]) else "the frame"
            said = what.format(unit=unit, where=where, n=drawn[h], N=size[h])
            raise DrawError(f"{said}; {cure}, or merge it with a neighbour")
