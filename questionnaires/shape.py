"""From pydantic's errors to sentences an author can act on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from questionnaires.model import Questionnaire
from questionnaires.parts import Aspect, Block, Factor, Item, Option, Route, Scale
from questionnaires.problems import Problem, nearest
from questionnaires.tree import Path

PARTS: dict[str, type[BaseModel]] = {
    "blocks": Block,
    "aspects": Aspect,
    "factors": Factor,
    "items": Item,
    "options": Option,
    "scales": Scale,
    "asked_if": Route,
}


def shape_problems(error: ValidationError) -> Iterator[Problem]:
    """One problem for each error of a questionnaire's shape."""
    for each in error.errors(include_url=False, include_input=True):
        path = tuple(step for step in each["loc"] if step != "[key]")
        yield _problem(each["type"], path, each)


def fields_at(path: Path) -> list[str]:
    """The fields known to the part that holds the last step of a path."""
    holders = [PARTS[step] for step in path[:-1] if isinstance(step, str) and step in PARTS]
    return list((holders[-1] if holders else Questionnaire).model_fields)


def _problem(kind: str, path: Path, details: Any) -> Problem:
    name = path[-1] if path else "the file"
    if kind == "missing":
        return Problem(path, f"the field {name} is missing", f"add {name}: …")
    if kind == "extra_forbidden":
        return Problem(path, f"the field {name} is not known", nearest(str(name), fields_at(path)))
    if kind == "literal_error":
        allowed = [each.strip("'") for each in details["ctx"]["expected"].replace(" or ", ", ").split(", ")]
        return Problem(
            path, f"{name} cannot be {_shown(details['input'])}", nearest(str(details["input"]), allowed)
        )
    if kind == "string_pattern_mismatch":
        return _pattern(path, details)
    return Problem(path, f"{_field(path)} cannot be {_shown(details['input'])}", _cure(kind, details["msg"]))


def _pattern(path: Path, details: Any) -> Problem:
    what = f"{_field(path)} cannot be {_shown(details['input'])}"
    pattern = details["ctx"]["pattern"]
    if pattern == "^[0-9A-Z]$":
        return Problem(path, what, "use one character, 0-9 or A-Z")
    if "languages" in path:
        return Problem(path, what, "use a language code such as vi, en or km")
    if "version" in path:
        return Problem(path, what, "use digits, letters, dots and hyphens, such as 2026.1")
    return Problem(path, what, "begin with a letter a-z; then letters, digits, _ . - only")


def _field(path: Path) -> str:
    """The name of the field that holds a value, also when the value is one of several."""
    return next((step for step in reversed(path) if isinstance(step, str)), "it")


def _shown(value: object) -> str:
    """A value as an author would name it: a scalar as written, anything longer by its kind."""
    kinds = {dict: "fields", list: "a list", type(None): "empty", bool: str(value).lower()}
    return kinds.get(type(value)) or f"'{value}'"


def _cure(kind: str, message: str) -> str:
    cures = {
        "string_type": 'write a text, in quotation marks when it is true, false or null ("true")',
        "bool_type": "write true or false",
        "tuple_type": "write a list, one entry a line after a hyphen",
        "dict_type": "write fields, such as vi: … and en: …",
        "model_type": "write fields, such as code: …",
        "model_attributes_type": "write fields, such as code: …",
    }
    return cures.get(kind, message[:1].lower() + message[1:])
