"""What a hand-over slip says of a batch of papers; nothing of any ballot."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Slip:
    """One batch."""

    language: str
    batch: int
    unit: str
    wave: str
    day: str
    first: str
    last: str
    """Of the numbers printed on the forms; both empty where none is printed."""
    issued: int
    returned: int
    spoiled: int
    missing: int
    keyed: int
    keyed_by: tuple[str, ...] = ()
    checked: int = 0
    """Forms keyed twice."""
    checked_by: tuple[str, ...] = ()
    rate: str = ""
    """Fields keyed wrong in 1,000, with the interval; empty while nothing was compared."""
    is_simulated: bool = False
