"""A plan as a file: CSV for a spreadsheet, JSON with everything behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from survey.analysing.exports import write_csv, write_json
from survey.analysing.request import RequestError
from survey.files.folder import OutputExistsError
from survey.planning.plan import Line, Plan
from survey.planning.plan_words import say

FORMAT = "hailong-plan/1"
FIELDS = (
    "unit",
    "population",
    "n",
    "invitations",
    "answers",
    "margin",
    "psus",
    "guidance_n",
    "p",
    "level",
    "deff",
    "response_rate",
)
ENDINGS = (".csv", ".json")


def refuse_out(out: Path | None, *, force: bool) -> None:
    """Refuse a file of another kind, or one that is there already."""
    if out is None:
        return
    if out.suffix.lower() not in ENDINGS:
        raise RequestError(f"a plan is written as CSV or JSON; {out.name}; let the name end in .csv or .json")
    if out.exists() and not (force and out.is_file()):
        raise OutputExistsError(f"there is a file of this name; {out}; name another, or add --force")


def write_plan(plan: Plan) -> None:
    """Write the plan to the file of its request; it appears whole or not at all."""
    out = plan.request.out
    assert out is not None
    refuse_out(out, force=plan.request.force)
    lines = list(lines_of(plan))
    part = out.with_name(f".{out.name}.part")
    try:
        if out.suffix.lower() == ".csv":
            write_csv(part, FIELDS, lines)
        else:
            write_json(part, _parts(plan, lines))
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def lines_of(plan: Plan) -> Iterator[dict[str, Any]]:
    """One line a unit, fields in the order of `FIELDS`; rates are between 0 and 1."""
    for line in plan.lines:
        yield {
            **_line(line),
            "p": plan.request.p,
            "level": plan.request.level,
            "deff": plan.deff,
            "response_rate": plan.request.response_rate,
        }


def _line(line: Line) -> dict[str, Any]:
    return {
        "unit": line.unit,
        "population": line.population,
        "n": line.n,
        "invitations": line.invitations,
        "answers": line.answers,
        "margin": line.margin,
        "psus": line.psus,
        "guidance_n": line.guidance.n_rounded if line.guidance else None,
    }


def _parts(plan: Plan, lines: list[dict[str, Any]]) -> dict[str, Any]:
    request, language = plan.request, plan.request.language
    return {
        "format": FORMAT,
        "settings": {
            "margin": request.margin / 100,
            "p": request.p,
            "level": request.level,
            "deff": plan.deff,
            "icc": request.icc,
            "per_psu": request.per_psu,
            "response_rate": request.response_rate,
            "units": request.units.name if request.units else None,
        },
        "steps": {
            "n_infinite": plan.steps.n_infinite,
            "n_with_deff": plan.steps.n_with_deff,
            "n_with_fpc": None if request.units else plan.steps.n_with_fpc,
        },
        "guidance": {"formula": "N / (1 + N * e**2)", "assumptions": say("assumptions", language)},
        "overall_margin": plan.overall_margin,
        "notes": list(plan.notes),
        "units": lines,
    }
