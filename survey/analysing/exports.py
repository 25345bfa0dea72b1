"""The figures as files: estimates and changes in CSV and JSON, the same numbers as in the reports."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.disclosure.presentation import presentation
from analysis.figures import Change, Figure, Summary
from questionnaires.model import Questionnaire, say
from survey.analysing.lines import CHANGE_FIELDS, ESTIMATE_FIELDS, Line, guarded, write_csv

__all__ = ["CHANGE_FIELDS", "ESTIMATE_FIELDS", "Line", "guarded", "write_csv"]

FORMAT = "hailong-estimates/1"
_FROM_ESTIMATE = {"estimate": "value"} | {
    name: name for name in ("se", "df", "low", "high", "method", "deff", "n_eff", "reason")
}


@dataclass(frozen=True)
class Terms:
    """What the lines say beside the figures: labels in one language, and whether the data are real."""

    questionnaire: Questionnaire
    language: str
    simulated: bool

    def labels(self) -> dict[str, str]:
        """The label of every item and group."""
        items = {each.code: say(each.text, self.language) for each in self.questionnaire.items}
        groups = {each.code: say(each.title, self.language) for each in self.questionnaire.groups}
        return items | groups


def estimate_lines(summary: Summary, terms: Terms) -> list[Line]:
    """One line a figure, in print order, fields in the order of `ESTIMATE_FIELDS`."""
    labels = terms.labels()
    return [_estimate(each, summary, labels[each.code], terms.simulated) for each in summary.figures]


def change_lines(summary: Summary, terms: Terms) -> list[Line]:
    """One line a change between two waves, fields in the order of `CHANGE_FIELDS`."""
    labels = terms.labels()
    return [_change(each, labels[each.code], terms.simulated) for each in summary.changes]


def lowest_lines(summary: Summary) -> list[Line]:
    """The three lowest items of each unit."""
    return [
        {"wave": each.wave, "unit": each.unit, "code": each.code, "clearly": each.clearly}
        for each in summary.lowest
    ]


def highest_lines(summary: Summary) -> list[Line]:
    """The three highest items of each unit."""
    return [
        {"wave": each.wave, "unit": each.unit, "code": each.code, "clearly": each.clearly}
        for each in summary.highest
    ]


def checksum(estimates: Sequence[Line], changes: Sequence[Line]) -> str:
    """Twelve hexadecimal digits that change when a figure does; labels, hence the language, stay out."""
    bare = [
        [{k: v for k, v in line.items() if k != "label"} for line in part] for part in (estimates, changes)
    ]
    canonical = json.dumps(
        {"estimates": bare[0], "changes": bare[1]},
        ensure_ascii=False,
        allow_nan=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]


def write_json(path: Path, parts: Mapping[str, Any]) -> None:
    """One object; lists have one element a line, so that two editions can be compared line by line."""
    members = [f"{_json(name)}: {_member(value)}" for name, value in parts.items()]
    path.write_text("{\n" + ",\n".join(members) + "\n}\n", encoding="utf-8", newline="\n")


def _estimate(figure: Figure, summary: Summary, label: str, simulated: bool) -> Line:
    by, by_value = figure.by or (None, None)
    line: Line = {
        "wave": figure.wave,
        "unit": figure.unit,
        "by": by,
        "by_value": by_value,
        "label": label,
        "level": summary.level,
        "simulated": simulated,
    }
    for name in ("kind", "code", "n", "n_valid", "dont_know", "suppressed", "reliable", "others"):
        line[name] = getattr(figure, name)
    line["versus_others"] = figure.versus_others
    for field, name in _FROM_ESTIMATE.items():
        line[field] = getattr(figure.estimate, name) if figure.estimate else None
    line |= _nchs(figure, scored=summary.index_rule == "mean_score")
    return {field: _plain(line[field]) for field in ESTIMATE_FIELDS}


def _nchs(figure: Figure, *, scored: bool) -> Line:
    """The verdict of the standard for shares; none of a hidden figure or a mean score."""
    if figure.estimate is None or scored:
        return {"nchs": None, "nchs_reasons": None}
    found = presentation(figure.estimate)
    return {"nchs": found.outcome, "nchs_reasons": " ".join(found.reasons) or None}


def _change(change: Change, label: str, simulated: bool) -> Line:
    own = {"label": label, "simulated": simulated}
    return {field: _plain(own[field] if field in own else getattr(change, field)) for field in CHANGE_FIELDS}


def _plain(value: Any) -> Any:
    """Python's own types, and None for what is no number."""
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    return value.item() if hasattr(value, "item") else value


def _member(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(_json(each) for each in value) + "\n]"
    return _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
