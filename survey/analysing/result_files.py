"""The figures of a survey as files, wherever the ballots came from: estimates, changes, reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.figures import Summary
from analysis.weighting.weighted import Weighted
from reports.content import About
from survey.analysing import exports
from survey.analysing.request import Request

FILES = ("estimates.csv", "estimates.json", "changes.csv")
ASKED = ("adjust", "bounds", "trim", "also", "interval", "mix_shares", "rank_volunteers", "breaks", "seed")
"""Settings of a request that are handed on as they were given."""

HOW_THEY_CAME = ("seconds", "mode", "collector", "interviewer", "batch", "serial", "day", "hour")


def write_estimates(
    folder: Path,
    *,
    about: About,
    language: str,
    settings: Mapping[str, Any],
    estimates: list[exports.Line],
    changes: list[exports.Line],
    lowest: list[exports.Line],
    more: Mapping[str, Any] | None = None,
) -> tuple[str, ...]:
    """Write estimates.csv, changes.csv and estimates.json; a line about each."""
    exports.write_csv(folder / "estimates.csv", exports.ESTIMATE_FIELDS, estimates)
    exports.write_csv(folder / "changes.csv", exports.CHANGE_FIELDS, changes)
    exports.write_json(
        folder / "estimates.json",
        {
            "format": exports.FORMAT,
            "about": asdict(about) | {"language": language},
            "settings": settings,
            "estimates": estimates,
            "changes": changes,
            "lowest": lowest,
            **(more or {}),
        },
    )
    return (
        f"estimates.csv, estimates.json: {len(estimates)} figures, checksum {about.checksum}",
        f"changes.csv: {len(changes)} changes",
    )


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
