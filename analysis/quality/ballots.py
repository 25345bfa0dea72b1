"""The ballots to be screened: answers and whatever else is known of how they came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from analysis.columns import floats
from analysis.design import Bools, Floats, Ints
from analysis.quality.labels import Labels
from analysis.quality.settings import QualityError
from analysis.tally import Matrix

NO_VALUE = 255
"""Stands for an answer outside the scale (blank, not asked, no opinion, two marks)."""


@dataclass(frozen=True)
class Ballots:
    """n ballots as plain arrays; a column that is not known is None, and its rules are not run.

    `answers` are the ASCII codes (n × positions), `scale` the positions rated on one scale, `codes`
    its codes from worst to best, `reversed_items` those positions whose wording runs the other way.
    `seconds` (n,) are NaN where no time is known. Make one with `Ballots.of`.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> Ballots.of(matrix(["555", "45."]), scale=[0, 1, 2]).means.tolist()
    [5.0, 4.5]
    """

    answers: Matrix
    scale: tuple[int, ...]
    codes: str
    reversed_items: tuple[int, ...] = ()
    mode: Labels | None = None
    area: Labels | None = None
    collector: Labels | None = None
    interviewer: Labels | None = None
    batch: Labels | None = None
    serial: Labels | None = None
    seconds: Floats | None = None
    day: Ints | None = None
    hour: Ints | None = None
    numbers: Mapping[str, Floats] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        answers: Matrix,
        *,
        scale: Sequence[int],
        codes: str = "12345",
        reversed_items: Sequence[int] = (),
        mode: Sequence[Any] | None = None,
        area: Sequence[Any] | None = None,
        collector: Sequence[Any] | None = None,
        interviewer: Sequence[Any] | None = None,
        batch: Sequence[Any] | None = None,
        serial: Sequence[Any] | None = None,
        seconds: ArrayLike | None = None,
        day: ArrayLike | None = None,
        hour: ArrayLike | None = None,
        numbers: Mapping[str, ArrayLike] | None = None,
    ) -> Ballots:
        """Check the columns of n ballots.

        Parameters
        ----------
        answers : uint8 (n × positions), ASCII codes
        scale : positions of the items rated on one scale
        codes : that scale's codes from worst to best, digits or letters
        reversed_items : those of `scale` where the best code says the worst
        mode, area, collector, interviewer, batch, serial : n labels each; None or "" where there is none
        seconds : (n,) time taken, NaN where not known
        day, hour : (n,) whole numbers; an hour is counted through, as day × 24 + hour of the day
        numbers : columns (n,) of answers that are numbers, e.g. minutes waited; NaN where none

        Raises
        ------
        QualityError : no ballots, columns of another length, positions that are not there, mixed labels,
            negative seconds or numbers, days or hours that are not whole

        Examples
        --------
        >>> from analysis.tally import matrix
        >>> Ballots.of(matrix(["55", "44"]), scale=[0, 1], batch=["a", "a"]).batch.names
        ('a',)
        """
        _check_answers(answers, scale, codes, reversed_items)
        n = len(answers)
        return cls(
            answers,
            tuple(scale),
            codes,
            tuple(reversed_items),
            mode=_labels(mode, n, "mode"),
            area=_labels(area, n, "area"),
            collector=_labels(collector, n, "collector"),
            interviewer=_labels(interviewer, n, "interviewer"),
            batch=_labels(batch, n, "batch"),
            serial=_labels(serial, n, "serial"),
            seconds=None if seconds is None else _positive(seconds, n, "seconds"),
            day=_whole(day, n, "day"),
            hour=_whole(hour, n, "hour"),
            numbers={name: _positive(each, n, name) for name, each in (numbers or {}).items()},
        )

    @property
    def n(self) -> int:
        """Number of ballots."""
        return len(self.answers)

    @cached_property
    def ranks(self) -> Matrix:
        """Answers on the scale by place in `codes` (n × items), `NO_VALUE` for any other."""
        place = np.full(256, NO_VALUE, dtype=np.uint8)
        place[np.frombuffer(self.codes.encode("ascii"), dtype=np.uint8)] = np.arange(len(self.codes))
        return place[self.answers[:, list(self.scale)]]

    @cached_property
    def answered(self) -> Ints:
        """Items of the scale with a valid answer, per ballot (n,)."""
        return np.asarray((self.ranks != NO_VALUE).sum(axis=1), dtype=np.int64)

    @cached_property
    def means(self) -> Floats:
        """Mean code over each ballot's valid answers (n,), reversed items turned; NaN without any."""
        worth = np.zeros(256)
        worth[: len(self.codes)] = [int(code, 36) for code in self.codes]
        turned = np.zeros(256)
        turned[: len(self.codes)] = worth[: len(self.codes)][::-1]
        total = np.zeros(self.n)
        for column, position in enumerate(self.scale):
            total += (turned if position in self.reversed_items else worth)[self.ranks[:, column]]
        means: Floats = np.full(self.n, np.nan)
        np.divide(total, self.answered, out=means, where=self.answered > 0)
        return means

    def subject(self, row: int) -> str:
        """What a ballot is called: its serial, or its row counted from 1."""
        if self.serial is not None and self.serial.code[row] >= 0:
            return self.serial.names[int(self.serial.code[row])]
        return str(row + 1)

    def may_be_flagged_alone(self, modes: Sequence[str]) -> Bools:
        """Which ballots came in a mode where one ballot by itself may be flagged (n,)."""
        if self.mode is None:
            return np.zeros(self.n, dtype=bool)
        numbers = [number for number, name in enumerate(self.mode.names) if name in modes]
        return np.isin(self.mode.code, numbers)


def _check_answers(answers: Matrix, scale: Sequence[int], codes: str, turned: Sequence[int]) -> None:
    if answers.ndim != 2 or answers.dtype != np.uint8:
        raise QualityError("the answers are no matrix of ASCII codes; make it with analysis.tally.matrix")
    if not len(answers):
        raise QualityError("there are no ballots to screen; give at least one row")
    if len(set(codes)) != len(codes) or len(codes) < 2 or not (codes.isascii() and codes.isalnum()):
        raise QualityError(f"the scale {codes!r} is not clear; list two or more codes (0-9, A-Z), each once")
    outside = [place for place in scale if not 0 <= place < answers.shape[1]]
    if outside or len(set(scale)) != len(scale):
        raise QualityError(
            f"the scale names positions {list(scale)} of {answers.shape[1]}; name each once, from 0"
        )
    if set(turned) - set(scale):
        raise QualityError(
            f"reversed items {sorted(set(turned) - set(scale))} are not among those on the scale"
        )


def _labels(column: Sequence[Any] | None, n: int, what: str) -> Labels | None:
    return None if column is None else Labels.of(_long(column, n, what), what)


def _long(column: Any, n: int, what: str) -> Any:
    if len(column) != n:
        raise QualityError(f"{what} has {len(column)} values for {n} ballots; give one for each row")
    return column


def _positive(column: ArrayLike, n: int, what: str) -> Floats:
    values = floats(_long(column, n, what), f"values of {what}", QualityError)
    bad = np.flatnonzero((values < 0) | np.isinf(values))
    if len(bad):
        raise QualityError(
            f"{what} is {values[bad[0]]:g} in row {bad[0]}; give 0 or more, NaN where not known"
        )
    return values


def _whole(column: ArrayLike | None, n: int, what: str) -> Ints | None:
    if column is None:
        return None
    values = np.asarray(_long(column, n, what))
    if values.dtype.kind not in "iu":
        raise QualityError(f"{what} holds {values.dtype} values; give whole numbers, one a row")
    return values.astype(np.int64)
