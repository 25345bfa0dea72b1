"""Which column of a file says what of a ballot: made by guessing or by hand, kept as YAML."""

from __future__ import annotations

import io
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from ruamel.yaml import YAML

from questionnaires.problems import line_of
from questionnaires.source import read

LARGEST = 256 * 1024
"""Bytes of a mapping."""


class MappingError(ValueError):
    """A mapping that cannot be read, or names what is not there."""


class From(BaseModel):
    """Where a value comes from: a column with what its words mean, or the same value in every row."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: str | None = None
    value: str | None = None
    values: dict[str, str] = Field(default_factory=dict)


class Mapping(BaseModel):
    """What is read from where; whatever is named nowhere is not read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: From | None = None
    """What tells one respondent from another; without it, the whole row."""
    agency: From | None = None
    service_point: From | None = None
    procedure: From | None = None
    cell: From | None = None
    day: From | None = None
    language: From | None = None
    seconds: From | None = None
    assisted: From | None = None
    state: From | None = None
    items: dict[str, From | None] = Field(default_factory=dict)
    """By item, or ITEM_OPTION for one option of a tick-many item; nothing: it was not asked there."""
    values: dict[str, str] = Field(default_factory=dict)
    """Words of the file in all its items → codes of the questionnaire."""
    dont_know: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @field_validator(
        *("key", "agency", "service_point", "procedure", "cell", "day", "language", "seconds"),
        *("assisted", "state"),
        mode="before",
    )
    @classmethod
    def _short(cls, given: Any) -> Any:
        return _column(given)

    @field_validator("items", mode="before")
    @classmethod
    def _short_items(cls, given: Any) -> Any:
        return {name: _column(each) for name, each in given.items()} if isinstance(given, dict) else given

    def columns(self) -> set[str]:
        """Every column that is read."""
        found = [*self.items.values(), *(getattr(self, name) for name in PLACES)]
        return {each.column for each in found if each is not None and each.column}


PLACES = tuple(
    name for name in Mapping.model_fields if name not in ("items", "values", "dont_know", "missing")
)
"""What of a ballot stands around its answers."""


def read_mapping(content: bytes, name: str) -> Mapping:
    """The mapping in a YAML file.

    Raises
    ------
    MappingError: no YAML, or a field that is not known; with the line.
    """
    if len(content) > LARGEST:
        raise MappingError(f"the mapping has {len(content)} bytes; {name}; {LARGEST} are the most")
    source = read(content)
    if source.problems:
        first = source.problems[0]
        where = f"{name}, line {line_of(source.lines, first.path)}"
        raise MappingError(f"{first.what}; {where}; {first.cure}")
    try:
        return Mapping.model_validate(source.data or {})
    except ValidationError as error:
        first_wrong = error.errors(include_url=False, include_input=False)[0]
        path = tuple(first_wrong["loc"])
        where = f"{name}, line {line_of(source.lines, path)}"
        field = ".".join(str(each) for each in path) or "the file"
        raise MappingError(
            f"{field}: {_said(first_wrong['type'])}; {where}; use {', '.join(Mapping.model_fields)}"
        ) from None


def write_mapping(mapping: Mapping) -> str:
    """The mapping as YAML, short where a column alone is named."""
    said: dict[str, Any] = {}
    for name in PLACES:
        found = getattr(mapping, name)
        if found is not None:
            said[name] = _plain(found)
    said["items"] = {name: None if each is None else _plain(each) for name, each in mapping.items.items()}
    for name in ("values", "dont_know", "missing"):
        if getattr(mapping, name):
            kept = getattr(mapping, name)
            said[name] = dict(kept) if isinstance(kept, dict) else list(kept)
    text = io.StringIO()
    writer = YAML()
    writer.width = 1000
    writer.dump(said, text)
    return text.getvalue()


def _column(given: Any) -> Any:
    return {"column": given} if isinstance(given, str) else given


def _plain(found: From) -> Any:
    if found.column is not None and not found.values and found.value is None:
        return found.column
    return found.model_dump(exclude_none=True, exclude_defaults=True)


def _said(kind: str) -> str:
    return "it is not known" if kind == "extra_forbidden" else "it is not what belongs here"
