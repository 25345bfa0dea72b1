"""The figures of a survey as files, wherever the ballots came from: estimates, changes, reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.figures import Summary
from analysis.weighting.weighted import Weighted
from survey.analysing import exports
from survey.analysing.request import Request
from survey.analysing.result_content import Content
from survey.analysing.workbook import write_workbook

WORKBOOK = "estimates.xlsx"
FILES = ("estimates.csv", "estimates.json", "changes.csv", WORKBOOK)
ASKED = ("adjust", "bounds", "trim", "also", "interval", "mix_shares", "rank_volunteers", "breaks", "seed")
"""Settings of a request that are handed on as they were given."""

HOW_THEY_CAME = ("seconds", "mode", "collector", "interviewer", "batch", "serial", "day", "hour")


def write_estimates(folder: Path, content: Content, *, separator: str = ",") -> tuple[str, ...]:
    """Write estimates.csv, changes.csv, estimates.json and estimates.xlsx; a line about each."""
    about, estimates, changes = content.about, content.estimates, content.changes
    exports.write_csv(folder / "estimates.csv", exports.ESTIMATE_FIELDS, estimates, separator=separator)
    exports.write_csv(folder / "changes.csv", exports.CHANGE_FIELDS, changes, separator=separator)
    exports.write_json(
        folder / "estimates.json",
        {
            "format": exports.FORMAT,
            "about": _about(content),
            "settings": content.settings,
            "estimates": estimates,
            "changes": changes,
            "lowest": content.lowest,
            "highest": content.highest,
            **content.more,
        },
    )
    return (
        f"estimates.csv, estimates.json: {len(estimates)} figures, checksum {about.checksum}",
        f"changes.csv: {len(changes)} changes",
        workbook_line(folder, content),
    )


def _about(content: Content) -> dict[str, Any]:
    """Where the figures come from; the typeface of the reports says nothing of them."""
    told = asdict(content.about) | {"language": content.language}
    return {name: value for name, value in told.items() if name != "fonts"}


def workbook_line(folder: Path, content: Content) -> str:
    """Write estimates.xlsx; a line about it."""
    tables = write_workbook(folder / WORKBOOK, content)
    return f"{WORKBOOK}: {tables} {'table' if tables == 1 else 'tables'}, code book and notes"


def settings_of(request: Request, summary: Summary) -> dict[str, Any]:
    """How the figures were made: enough to make them again from the same file."""
    columns = ("unit", "wave", "by", "stratum", "psu", "weight", "population", "kind", "mix", *HOW_THEY_CAME)
    computed = (
        "level",
        "index_rule",
        "satisfied",
        "voluntary",
        "finite_population",
        "clustered",
        "weighted",
        "stratified",
    )
    return {
        "columns": {name: getattr(request, name) for name in columns},
        "dont_know": request.dont_know,
        "missing": request.missing,
        "one_stratum": request.one_stratum,
        "lonely": request.lonely,
        "targets": request.targets.name if request.targets else None,
        **{name: getattr(request, name) for name in ASKED},
        "limits": asdict(summary.limits),
        **{name: getattr(summary, name) for name in computed},
    }


def weights_of(steps: Sequence[Weighted]) -> dict[str, Any]:
    """How the weights were changed, step by step, and what they cost in precision."""
    if not steps:
        return {}
    return {
        "weighting": [
            {
                "method": step.method,
                "rounds": step.rounds,
                "error": step.error,
                "kish_deff": step.kish_deff,
                "n_eff": step.n_eff,
                "ratio_low": float(step.ratio[step.design.weight != 0].min()),
                "ratio_high": float(step.ratio[step.design.weight != 0].max()),
            }
            for step in steps
        ]
    }
