"""Frozen records as plain data and back, by their declared types alone."""

from __future__ import annotations

import math
import types
from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

NAME = ""
"""Under this key a record says which of several classes it is."""


class UnreadableContentError(ValueError):
    """Plain data that are no record of the type asked for."""


Untold = Mapping[str, Collection[str]]
"""Fields of a class that are left out; they read back as their default, or as None."""


def plain(value: Any, untold: Untold = MappingProxyType({})) -> Any:
    """What JSON can hold of a record; fields that have their default are left out."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is float:
        return value if math.isfinite(value) else str(value)
    if is_dataclass(kind):
        return _told(value, kind, untold)
    if isinstance(value, Mapping):
        return {str(key): plain(part, untold) for key, part in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(part, untold) for part in value]
    bare = value.item() if hasattr(value, "item") else value
    return str(bare) if isinstance(bare, float) and not math.isfinite(bare) else bare


_PLAIN = frozenset({str, int, bool, type(None)})


def _told(value: Any, kind: type, untold: Untold) -> dict[str, Any]:
    """A record as an object that says of which class it is."""
    gone = untold.get(kind.__name__, ())
    kept: dict[str, Any] = {NAME: kind.__name__}
    for name, default in _shown(kind):
        part = _nothing(default) if name in gone else getattr(value, name)
        if part is not default and (default is MISSING or part != default):
            kept[name] = part if type(part) in _PLAIN else plain(part, untold)
    return kept


def whole(wanted: Any, data: Any) -> Any:
    """The record of the type `wanted` that was made plain.

    Raises
    ------
    UnreadableContentError: it is none.
    """
    origin, parts = get_origin(wanted), get_args(wanted)
    if origin in (Union, types.UnionType):
        return _one_of(parts, data)
    if origin is Literal:
        return _checked(data, data in parts)
    if origin is tuple:
        return _tuple(parts, data)
    if origin in (dict, Mapping):
        items = _checked(data, isinstance(data, dict)).items()
        return {key: whole(parts[1], part) for key, part in items}
    if is_dataclass(wanted):
        return _record(wanted, data)
    if wanted is float:
        return _number(data)
    return _checked(data, type(data) is wanted)


@cache
def _shown(kind: type) -> tuple[tuple[str, Any], ...]:
    """The fields that a record is made of, each with its default."""
    defaults = _defaults(kind)
    return tuple((each.name, defaults[each.name]) for each in fields(kind) if each.init)


@cache
def _defaults(kind: type) -> dict[str, Any]:
    """The default of each field; a field without one has a value that nothing equals."""
    return {
        each.name: each.default_factory() if each.default_factory is not MISSING else each.default
        for each in fields(kind)
    }


def _nothing(default: Any) -> Any:
    """What stands for a field that is left out."""
    return None if default is MISSING else default


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _record(wanted: Any, data: Any) -> Any:
    _checked(data, isinstance(data, dict) and data.get(NAME) == wanted.__name__)
    hints = _hints(wanted)
    given = {name: part for name, part in data.items() if name != NAME}
    _checked(data, set(given) <= set(hints))
    try:
        return wanted(**{name: whole(hints[name], part) for name, part in given.items()})
    except TypeError as error:
        raise UnreadableContentError(f"{error}; {wanted.__name__}; it is of another version") from None


def _one_of(parts: tuple[Any, ...], data: Any) -> Any:
    for part in parts:
        if part is type(None) and data is None:
            return None
        try:
            return whole(part, data)
        except UnreadableContentError:
            continue
    raise _unreadable(data)


def _tuple(parts: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    _checked(data, isinstance(data, list))
    if len(parts) == 2 and parts[1] is Ellipsis:
        return tuple(whole(parts[0], each) for each in data)
    _checked(data, len(parts) == len(data))
    return tuple(whole(part, each) for part, each in zip(parts, data, strict=True))


def _number(data: Any) -> float:
    if data in ("nan", "inf", "-inf"):
        return float(data)
    return data if type(data) is float else float(_checked(data, type(data) is int))


def _checked(data: Any, fits: bool) -> Any:
    if not fits:
        raise _unreadable(data)
    return data


def _unreadable(data: Any) -> UnreadableContentError:
    return UnreadableContentError(f"unknown content {str(data)[:40]!r}; it is of another version")
