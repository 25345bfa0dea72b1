"""The number on a paper ballot: six digits and a letter that gives away a slip of the pen."""

from __future__ import annotations

import re

LETTERS = "ACEFHKMPRTWXY"
"""No letter looks like a digit or like another letter of these. Thirteen is a prime: that is what makes the
letter differ for every single wrong digit and for every two digits that changed places."""
WEIGHTS = (2, 3, 4, 5, 6, 7)
LAST = 999_999
_SERIAL = re.compile(r"([0-9]{6})-?([A-Z])")


class SerialError(ValueError):
    """A number that stands on no ballot."""


def serial_of(number: int) -> str:
    """The number as printed: 000123-K.

    Raises
    ------
    SerialError: it has more than six digits, or is below 1.
    """
    if not 1 <= number <= LAST:
        raise SerialError(f"numbers go from 1 to {LAST}; {number}; begin lower, or print fewer")
    digits = f"{number:06d}"
    return f"{digits}-{_letter(digits)}"


def number_of(serial: str) -> int:
    """The number of a serial as somebody typed it.

    Raises
    ------
    SerialError: it is none, or the letter does not belong to the digits.
    """
    found = _SERIAL.fullmatch("".join(serial.split()).upper())
    if not found or not int(found[1]):
        raise SerialError(f"{serial!r} is no form number; write six digits and a letter, as 000123-A")
    if _letter(found[1]) != found[2]:
        raise SerialError(f"the letter does not belong to these digits; {serial!r}; read the form again")
    return int(found[1])


def _letter(digits: str) -> str:
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True))
    return LETTERS[total % len(LETTERS)]
