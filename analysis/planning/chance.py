"""Random numbers that the same seed and frame give on every machine, whatever the order of the frame."""

from __future__ import annotations

import numpy as np

from analysis.design import Bools, Floats, Ints
from analysis.planning.drawn import Labels, whole

ROWS, PSUS, START = 0, 1, 2
"""Streams of one seed: for the rows themselves, for PSUs, for the start of a systematic draw."""


def generator(seed: int, stream: int = ROWS) -> np.random.Generator:
    """PCG64 on a seed; stream 0 is `numpy.random.Generator(numpy.random.PCG64(seed))`, others its children.

    Raises
    ------
    DrawError : the seed is no whole number from 0

    Source
    ------
    O'Neill (2014), PCG; NumPy keeps the stream of a bit generator from release to release (NEP 19), and
    only its doubles (53 bits each) are used here, never a method whose algorithm may change.

    Examples
    --------
    >>> [round(float(each), 6) for each in generator(20261201).random(2)]
    [0.666644, 0.056179]
    """
    seed = whole(seed, "the seed", 0)
    sequence = np.random.SeedSequence(seed, spawn_key=(stream,) if stream else ())
    return np.random.Generator(np.random.PCG64(sequence))


def random_numbers(keys: Labels, seed: int, stream: int = ROWS) -> Floats:
    """A number between 0 and 1 for each key: the stream dealt out to the keys in alphabetical order.

    Parameters
    ----------
    keys : str array (n,), no two alike
    seed : whole number from 0; stream : which of the seed's streams

    Returns
    -------
    float array (n,), in the order of the keys given

    Raises
    ------
    DrawError : the seed is no whole number from 0

    Examples
    --------
    >>> numbers = random_numbers(np.array(["b", "a"]), 20261201)
    >>> [round(float(each), 6) for each in numbers]
    [0.056179, 0.666644]
    """
    numbers = np.empty(len(keys))
    numbers[np.argsort(keys, kind="stable")] = generator(seed, stream).random(len(keys))
    return numbers


def places(group: Ints, numbers: Floats) -> Ints:
    """The place of each row in the queue of its group, from 0: the smallest number first.

    Parameters
    ----------
    group : int array (n,), code of each row's group; numbers : float array (n,)

    Examples
    --------
    >>> places(np.array([0, 0, 1]), np.array([0.7, 0.2, 0.9])).tolist()
    [1, 0, 0]
    """
    order = np.lexsort((numbers, group))
    counts = np.bincount(group)
    starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    place = np.empty(len(group), dtype=np.int64)
    place[order] = np.arange(len(group)) - np.repeat(starts, counts)
    return place


def queue(group: Ints, place: Ints, wanted: Bools) -> Ints:
    """The wanted rows, group by group, in the order of their places.

    Parameters
    ----------
    group, place : int arrays (n,), each row's group and its place in it; wanted : bool array (n,)

    Examples
    --------
    >>> queue(np.array([1, 0, 1]), np.array([1, 0, 0]), np.array([True, True, True])).tolist()
    [1, 2, 0]
    """
    rows = np.flatnonzero(wanted)
    return rows[np.lexsort((place[rows], group[rows]))]
