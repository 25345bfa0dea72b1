"""The two kinds of figure and how each is printed: a rate as a percentage, a score in answer codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reports import style, words

Measure = Literal["rate", "score"]


@dataclass(frozen=True)
class Printer:
    """Prints figures of one measure in one language; table figures with two decimals."""

    measure: Measure
    language: str

    def value(self, value: float) -> str:
        """A figure: 86,50% or 4,12."""
        if self.measure == "rate":
            return style.percentage(value, self.language)
        return style.number(value, self.language, 2)

    def end(self, value: float) -> str:
        """One end of an interval in a sentence: 83,1% or 4,02."""
        return self.bare_end(value) + ("%" if self.measure == "rate" else "")

    def bare_end(self, value: float, *, signed: bool = False) -> str:
        """One end of an interval in a table or of a difference: 83,1 or 4,02."""
        if self.measure == "rate":
            return style.bound(value, self.language, signed=signed)
        return style.number(value, self.language, 2, signed=signed)

    def interval(self, low: float, high: float) -> str:
        """Both ends in a table: 83,1–89,3."""
        return f"{self.bare_end(low)}{style.TO}{self.bare_end(high)}"

    def gap(self, difference: float) -> str:
        """The size of a difference, with its unit: 3,10 điểm phần trăm."""
        size = abs(difference)
        text = style.points(size, self.language) if self.measure == "rate" else self.value(size)
        return words.say(f"{self.measure}_gap", self.language, gap=text)

    def rounds_to_nothing(self, difference: float) -> bool:
        """Whether a difference prints as 0."""
        return self.gap(difference) == self.gap(0.0)
