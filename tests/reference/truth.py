"""What a reference number is, and when a number of ours agrees with it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Protocol

ROUNDING = 1e-15
"""Where a reference is rounding noise around 0, it is 0 within five units of a rate's last digit."""


@dataclass(frozen=True)
class Outcome:
    """Whether a number agrees, its relative difference, and whether it agrees only as rounding around 0."""

    agrees: bool
    relative: float = 0.0
    rounding: bool = False


class Truth(Protocol):
    """A reference value that knows what agrees with it."""

    def judge(self, got: Any, tolerance: float) -> Outcome:
        """Hold our value against it."""
        ...


@dataclass(frozen=True)
class Number:
    """A number; differences up to `floor` are rounding, however small the number is."""

    value: float
    floor: float = ROUNDING

    def judge(self, got: Any, tolerance: float) -> Outcome:
        if not is_number(got):
            return Outcome(False, math.inf)
        apart = abs(float(got) - self.value)
        if apart == 0:
            return Outcome(True)
        relative = apart / abs(self.value) if self.value else math.inf
        if relative > tolerance and apart <= self.floor:
            return Outcome(True, 0.0, rounding=True)
        return Outcome(relative <= tolerance, relative)


@dataclass(frozen=True)
class Label:
    """A word that must be the same."""

    value: str

    def judge(self, got: Any, tolerance: float) -> Outcome:
        return Outcome(str(got) == self.value)


@dataclass(frozen=True)
class Between:
    """A bound that may move between two whole numbers, for it comes from a simulation."""

    low: float
    high: float

    def judge(self, got: Any, tolerance: float) -> Outcome:
        return Outcome(is_number(got) and self.low <= got <= self.high)


@dataclass(frozen=True)
class Nothing:
    """There is no such number, or it is 0 but for rounding: no interval of a census, no error of 0 %."""

    limit: float = 0.0

    def judge(self, got: Any, tolerance: float) -> Outcome:
        small = is_number(got) and abs(got) <= self.limit
        return Outcome(got is None or small, 0.0, rounding=small and got != 0)


@dataclass(frozen=True)
class Refusal:
    """The product must refuse, in a sentence that names what is at fault."""

    names: tuple[str, ...] = ()

    def judge(self, got: Any, tolerance: float) -> Outcome:
        named = isinstance(got, str) and all(name in got for name in self.names)
        return Outcome(named and len(got) > 20)


@dataclass(frozen=True)
class Tolerances:
    """The relative difference allowed for a field: the first pattern that its path meets."""

    special: Mapping[str, float] = field(default_factory=dict)
    usual: float = 1e-9

    def of(self, path: str) -> float:
        """The tolerance of one path."""
        found = (value for pattern, value in self.special.items() if fnmatchcase(path, pattern))
        return next(found, self.usual)


def is_number(value: Any) -> bool:
    """Whether it is a finite number, of Python or NumPy."""
    try:
        return not isinstance(value, (str, bool)) and math.isfinite(value)
    except TypeError:
        return False


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each single value with its path: {"ci": [1, 2]} holds ci.0 and ci.1."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, Mapping):
        parts: Sequence[tuple[Any, Any]] = list(value.items())
    elif isinstance(value, (list, tuple)):
        parts = list(enumerate(value))
    else:
        yield path, value
        return
    for name, part in parts:
        yield from leaves(part, f"{path}.{name}" if path else str(name))


def meets(path: str, patterns: Sequence[str]) -> bool:
    """Whether a path, or what it lies in, is named by one of the patterns."""
    return any(fnmatchcase(path, pattern) or fnmatchcase(path, f"{pattern}.*") for pattern in patterns)


def field_of(path: str) -> str:
    """The name of the field that a path lies in: ci.wilson.low → ci.wilson, cov.0.1 → cov."""
    return ".".join(part for part in path.split(".") if not part.isdigit() and part not in ("low", "high"))


def expected(case: Mapping[str, Any], compared: Sequence[str]) -> dict[str, Truth]:
    """The fields of a case that are compared; one that is null is not."""
    found: dict[str, Truth] = {}
    for path, value in leaves(case):
        if value is None or isinstance(value, bool) or not meets(path, compared):
            continue
        found[path] = Label(value) if isinstance(value, str) else Number(float(value))
    return found


def disagreements(
    got: Mapping[str, Any], wanted: Mapping[str, float | None], where: str, tolerance: float = 1e-9
) -> list[str]:
    """What of `got` differs from the numbers wanted, by name; None is not compared."""
    return [
        f"{where}: {name} is {got[name]}, the reference {wanted[name]}"
        for name, truth in expected(wanted, tuple(wanted)).items()
        if not truth.judge(got[name], tolerance).agrees
    ]
