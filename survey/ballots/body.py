"""What a client says of a ballot, and JSON read with distrust: size, encoding, fields, types."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from questionnaires.cells import Answer
from survey.ballots.refusal import ContractError, Reason

LARGEST = 64 * 1024
"""Bytes."""
OPTIONAL = frozenset({"seconds", "assisted", "comments", "code", "procedure"})


@dataclass(frozen=True)
class Body:
    """What a client says: a parsed JSON body, or the fields of a posted form."""

    collector: str
    questionnaire: str
    version: str
    day: dt.date
    language: str
    state: str
    answers: Mapping[str, Answer]
    comments: Mapping[str, str] = field(default_factory=dict)
    seconds: int | None = None
    assisted: str = "alone"
    code: str | None = None
    """A one-time code, where the door asks for one."""
    procedure: str | None = None
    """Code of the procedure it is about, where the link said it."""


def parse_body(raw: bytes) -> Body:
    """The body of a PUT request.

    Raises
    ------
    ContractError: 413 too large; 422 no JSON object, an unknown or missing field, a value of a wrong type.
    """
    if len(raw) > LARGEST:
        raise ContractError(413, "too_large")
    data, reasons = _object(raw)
    reasons |= {name: Reason.UNKNOWN for name in data if name not in FIELDS}
    reasons |= {name: Reason.MISSING for name in FIELDS if name not in data and name not in OPTIONAL}
    values: dict[str, Any] = {}
    for name in FIELDS.keys() & data.keys():
        try:
            values[name] = FIELDS[name](data[name])
        except (TypeError, ValueError):
            reasons.setdefault(name, Reason.WRONG_TYPE)
    reasons |= _inside("answers", values, _is_answer) | _inside("comments", values, _is_text)
    if reasons:
        raise ContractError(422, "invalid", reasons)
    return Body(**values)


def _object(raw: bytes) -> tuple[dict[str, Any], dict[str, str]]:
    """The JSON object, and a reason against every name that stands twice in one object."""
    twice: dict[str, str] = {}

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            counts = Counter(name for name, _ in pairs)
            twice.update({name: Reason.TWICE for name, n in counts.items() if n > 1})
        return found

    try:
        data = json.loads(raw.decode("utf-8"), object_pairs_hook=once, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise ContractError(422, "not_json") from None
    if not isinstance(data, dict):
        raise ContractError(422, "not_json")
    return data, twice


def _refuse(_constant: str) -> None:
    raise ValueError("NaN and Infinity are not JSON")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _day(value: Any) -> dt.date:
    day = dt.date.fromisoformat(value)
    if day.isoformat() != value:  # 20261122 and 2026-W47-7 are days too, but not ours.
        raise ValueError
    return day


def _seconds(value: Any) -> int | None:
    if value is not None and type(value) is not int:  # True is an int.
        raise TypeError
    return value


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value)


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError
    return value


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_answer(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(map(_is_text, value)))


def _inside(name: str, values: dict[str, Any], is_right: Callable[[Any], bool]) -> dict[str, str]:
    found = values.get(name, {})
    return {f"{name}.{each}": Reason.WRONG_TYPE for each, value in found.items() if not is_right(value)}


FIELDS: dict[str, Callable[[Any], Any]] = {
    "collector": _text,
    "questionnaire": _text,
    "version": _text,
    "day": _day,
    "language": _text,
    "seconds": _seconds,
    "assisted": _text,
    "state": _text,
    "answers": _mapping,
    "comments": _mapping,
    "code": _text_or_none,
    "procedure": _text_or_none,
}
