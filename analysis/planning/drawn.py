"""What a draw gives: rows, reserves, inclusion probabilities, weights and the columns of a design."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.design import Design, Floats, Ints, Lonely

Labels = NDArray[np.str_]


class DrawError(ValueError):
    """The frame cannot be drawn from in the way asked for."""


@dataclass(frozen=True)
class Selection:
    """Some rows of a frame and their design columns, all of one length.

    `rows` are 0-based; `probability` is that of being drawn, over all stages; `stratum` None: one
    stratum; `psu` and `population` have one array a stage and are what `Design.of` takes: population
    is given where every stage's correction is known, else the draw counts as one with replacement.

    Examples
    --------
    >>> both = Selection(np.array([0, 1]), np.array([0.5, 0.25]))
    >>> both.weight.tolist(), both.take(np.array([1])).rows.tolist()
    ([2.0, 4.0], [1])
    """

    rows: Ints
    probability: Floats
    stratum: Labels | None = None
    psu: tuple[Labels, ...] = ()
    population: tuple[Floats, ...] = ()

    @property
    def weight(self) -> Floats:
        """People of the frame that each row stands for: 1/probability."""
        return 1.0 / self.probability

    def take(self, rows: Ints) -> Selection:
        """Some of these rows, in the order given."""
        return Selection(
            self.rows[rows],
            self.probability[rows],
            None if self.stratum is None else self.stratum[rows],
            tuple(labels[rows] for labels in self.psu),
            tuple(size[rows] for size in self.population),
        )


@dataclass(frozen=True)
class Cell:
    """One group that was drawn from: `drawn` of `population`, at a stage, with so many reserves.

    `code` is the PSU (empty: the stratum itself); `probability` that of each member of the group, or
    of the PSU itself at the first stage of a draw of clusters.

    Examples
    --------
    >>> Cell(1, "núi", "", 40, 10, 0.25, reserves=2).drawn
    10
    """

    stage: int
    stratum: str
    code: str
    population: int
    drawn: int
    probability: float
    reserves: int = 0


@dataclass(frozen=True)
class Draw:
    """A random sample of a frame of N rows, which the same seed and frame give again.

    `frame` has all N rows, with the probability each had; `drawn` those drawn, in the frame's order;
    `reserves` those to fall back on, in the order to be called within each group, with the design
    columns of the group. `cells` say how many were drawn of how many; `notes` what to mind.

    Examples
    --------
    >>> from analysis.planning.simple import simple
    >>> draw = simple(["An", "Bình", "Chi"], 2, seed=1)
    >>> draw.design().weight.tolist(), draw.frame.probability.round(3).tolist()
    ([1.5, 1.5], [0.667, 0.667, 0.667])
    """

    method: str
    seed: int
    frame: Selection
    drawn: Selection
    reserves: Selection
    cells: tuple[Cell, ...]
    notes: tuple[str, ...] = ()
    lonely: Lonely | None = None

    def design(self, rows: NDArray[Any] | None = None) -> Design:
        """The design of the drawn rows, or of those of them (by position) who answered."""
        kept = self.drawn if rows is None else self.drawn.take(np.asarray(rows))
        return Design.of(
            len(kept.rows),
            # Where every population is known, N/n follows from it, also for those who answered.
            weight=None if kept.population else kept.weight,
            stratum=None if kept.stratum is None else kept.stratum.tolist(),
            psu=[labels.tolist() for labels in kept.psu],
            population=kept.population,
            lonely=self.lonely,
        )


def names_of(values: Sequence[Any] | NDArray[Any], n: int | None = None, what: str = "key") -> Labels:
    """Labels as text, one for each of n rows; a missing one is refused.

    Parameters
    ----------
    values : n labels of any kind; n : how many there must be; what : the word for them in a refusal

    Examples
    --------
    >>> names_of([1, "hai"], 2).tolist()
    ['1', 'hai']
    """
    labels = np.asarray([("" if each is None else str(each)) for each in values], dtype=np.str_)
    if n is not None and len(labels) != n:
        raise DrawError(f"the {what} has {len(labels)} values for {n} rows; give one for each row")
    if not len(labels):
        raise DrawError("the frame is empty; list everybody who can be drawn")
    blank = np.flatnonzero((labels == "") | (labels == "nan"))
    if len(blank):
        raise DrawError(f"the {what} is blank in {len(blank)} rows, first row {blank[0]}; fill it in")
    return labels


def keys_of(values: Sequence[Any] | NDArray[Any]) -> Labels:
    """Keys that tell the rows of a frame apart; one that stands twice is refused.

    Examples
    --------
    >>> keys_of(["b", "a"]).tolist()
    ['b', 'a']
    """
    keys = names_of(values)
    if len(set(keys.tolist())) < len(keys):
        found, counts = np.unique(keys, return_counts=True)
        twice = found[counts > 1]
        shown = ", ".join(repr(str(each)) for each in twice[:5]) + (" …" if len(twice) > 5 else "")
        raise DrawError(
            f"{len(twice)} keys stand in the frame more than once ({shown}), so they would be drawn more "
            "easily than others; leave each in once, or give every row a key of its own"
        )
    return keys


def coded(labels: Labels) -> tuple[Labels, Ints]:
    """The names in alphabetical order, and the code of each label among them.

    Examples
    --------
    >>> names, code = coded(np.array(["b", "a", "b"]))
    >>> names.tolist(), code.tolist()
    (['a', 'b'], [1, 0, 1])
    """
    # As np.unique, but a million labels with few names need no sorting.
    texts = labels.tolist()
    names = sorted(set(texts))
    code = {name: number for number, name in enumerate(names)}
    return np.array(names, dtype=np.str_), np.fromiter((code[text] for text in texts), np.int64, len(texts))


def whole(value: Any, what: str, least: int, most: int | None = None) -> int:
    """A whole number within its bounds.

    Parameters
    ----------
    value : as given; what : the word for it in a refusal; least, most : its bounds, both allowed

    Raises
    ------
    DrawError : no whole number, or out of bounds

    Examples
    --------
    >>> whole(5, "n", 1, 10)
    5
    """
    number = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not number or value < least or (most is not None and value > most):
        bounds = f"from {least}" + ("" if most is None else f" to {most}")
        raise DrawError(f"{what} is {value!r}; give a whole number {bounds}")
    return int(value)


def choice(value: str, choices: Mapping[str, Any], what: str) -> Any:
    """What a word of a closed list stands for.

    Parameters
    ----------
    value : a word; choices : what each word stands for; what : the word for it in a refusal

    Raises
    ------
    DrawError : a word that is not among the choices

    Examples
    --------
    >>> choice("simple", {"simple": 1}, "the method")
    1
    """
    if value not in choices:
        raise DrawError(f"{what} {value!r} is not known; choose one of {', '.join(choices)}")
    return choices[value]
