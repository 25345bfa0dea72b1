"""The figures inside a report against the lines of estimates.json."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

from analysis.figures import Figure
from survey.analysing import exports

Line = Mapping[str, Any]
Key = tuple[Any, ...]

OWN = ("n", "n_valid", "dont_know", "suppressed", "reliable", "others", "versus_others")
OF_ESTIMATE = {"estimate": "value"} | {
    name: name for name in ("se", "df", "low", "high", "method", "deff", "n_eff")
}


class EstimatesError(ValueError):
    """A file that is no estimates.json, or one whose figures are not those of its own checksum."""


@dataclass(frozen=True)
class Estimates:
    """The lines of estimates.json and their checksum."""

    lines: tuple[Line, ...]
    checksum: str


@dataclass(frozen=True)
class Other:
    """A figure that the data give otherwise."""

    unit: str | None
    code: str
    field: str
    embedded: Any
    given: Any


def read_estimates(path: Path) -> Estimates:
    """Read estimates.json and add its checksum up anew.

    Raises
    ------
    EstimatesError: it is another file, or was changed by hand.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        lines, changes, said = told["estimates"], told["changes"], told["about"]["checksum"]
        found = exports.checksum(lines, changes)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EstimatesError(
            f"this is no file of estimates; {path}; give the estimates.json that hailong wrote"
        ) from error
    if found != said:
        raise EstimatesError(
            f"the figures were changed after they were computed (checksum {found}, {said} is written); "
            f"{path}; compute them again: hailong estimates"
        )
    return Estimates(tuple(lines), found)


def figures_in(content: Any) -> Iterator[Figure]:
    """Every figure of a report, wherever it stands in it."""
    if isinstance(content, Figure):
        yield content
    elif is_dataclass(content):
        for field in fields(content):
            yield from figures_in(getattr(content, field.name))
    elif isinstance(content, tuple):
        for each in content:
            yield from figures_in(each)


def others(content: Any, estimates: Estimates) -> tuple[Other, ...]:
    """The figures of a report that these estimates do not have so."""
    figures = tuple(dict.fromkeys(figures_in(content)))
    found: list[Other] = []
    for wave in dict.fromkeys(each.wave for each in figures):
        of_wave = [each for each in figures if each.wave == wave]
        tried = [_against(of_wave, lines) for lines in _by_wave(estimates).values()]
        nearest = min(tried, key=_apart)
        found += nearest
    return tuple(dict.fromkeys(found))


def _by_wave(estimates: Estimates) -> dict[str | None, dict[Key, Line]]:
    """The lines of each wave; a report prints the wave's name, so the wave is known by its figures."""
    found: dict[str | None, dict[Key, Line]] = {}
    for line in estimates.lines:
        by = (line["by"], line["by_value"]) if line["by"] is not None else None
        found.setdefault(line["wave"], {})[line["unit"], by, line["code"]] = line
    return found or {None: {}}


def _apart(found: list[Other]) -> tuple[int, int]:
    """How far a report is from a wave: figures that differ, then the fields in which they do."""
    return len({(each.unit, each.code) for each in found}), len(found)


def _against(figures: list[Figure], lines: dict[Key, Line]) -> list[Other]:
    found = []
    for figure in figures:
        line = lines.get(_key(figure))
        if line is not None:
            found += [Other(figure.unit, figure.code, *each) for each in _fields(figure, line)]
        elif figure.suppressed != "empty":
            found.append(Other(figure.unit, figure.code, "estimate", _told(figure), None))
    return found


def _fields(figure: Figure, line: Line) -> Iterator[tuple[str, Any, Any]]:
    for name in OWN:
        value = getattr(figure, name)
        # Where "no opinion" was not offered the report leaves the nought out.
        if value != line[name] and not (name == "dont_know" and value is None):
            yield name, value, line[name]
    for name, attribute in OF_ESTIMATE.items():
        value = getattr(figure.estimate, attribute) if figure.estimate else None
        if _written(value) != line[name]:
            yield name, value, line[name]


def _written(value: Any) -> Any:
    """A number as estimates.json holds it: none where it is no finite number."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _key(figure: Figure) -> Key:
    return (figure.unit, figure.by, figure.code)


def _told(figure: Figure) -> Any:
    return figure.estimate.value if figure.estimate else None
