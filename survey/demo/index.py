"""What the demonstration's pages need to know, as one file beside the reports."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from analysis.collation import sort_key
from survey.analysing.documents import WHOLE
from survey.analysing.result_files import FILES
from survey.demo.pages import FIGURES, INDEX, REPORTS
from survey.demo.plan import ALL_SATISFIED, NONE_SATISFIED, Plan, Series
from survey.demo.printing import edition
from survey.demo.province import MERGED, SMALLEST, code_of
from survey.demo.settling import LAYOUTS, token_of
from survey.files.slugs import slugs
from survey.units.units import unit_on
from survey.waves.waves import counts

WORTH = (
    ("usual", "cap-so", "Sở Tài chính"),
    ("low", "cap-so", "Văn phòng Đăng ký đất đai"),
    ("reference", "cap-so", "Sở Ngoại vụ"),
    ("merged", "cap-xa", MERGED),
    ("few", "cap-xa", SMALLEST),
    ("all", "cap-xa", ALL_SATISFIED),
    ("none", "cap-xa", NONE_SATISFIED),
)
"""Why, of which series, which unit; the reasons are held to the figures by a test."""


def write_index(engine: Engine, folder: Path, groups: Sequence[Series], live: Sequence[Plan]) -> str:
    """The index of a demonstration whose figures and reports are written."""
    with Session(engine) as session:
        ballots = {wave.code: n for wave, _, n in counts(session)}
        doors = [_door(session, each) for each in live]
    series = [_series(folder, group, ballots) for group in groups]
    content = {
        "simulated": True,
        "ballots": sum(ballots.values()),
        "doors": doors,
        "series": series,
        "worth": [_worth(why, code, unit, series) for why, code, unit in WORTH],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    (folder / INDEX).write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return "a start page with two forms to try"


def _door(session: Session, each: Plan) -> dict[str, Any]:
    (name,), (mode,) = each.units, each.modes
    unit = unit_on(session, code_of(name), each.opens)
    return {
        "layout": LAYOUTS.get(mode, "phone"),
        "token": token_of(each, name, mode),
        "unit": {"vi": unit.name, "en": unit.name_en},
    }


def _series(folder: Path, group: Series, ballots: dict[str, int]) -> dict[str, Any]:
    estimates = json.loads((folder / FIGURES / group.code / "estimates.json").read_text(encoding="utf-8"))
    names = sorted({line["unit"] for line in estimates["estimates"] if line["unit"]}, key=sort_key)
    short = slugs(names, taken=(WHOLE,))
    return {
        "code": group.code,
        "simulated": estimates["about"]["simulated"],
        "title": group.title,
        "editions": {language: edition(group.code, language) for language in group.languages},
        "figures": FILES,
        "waves": [
            {
                "code": each.code,
                "year": each.year,
                "ballots": ballots[each.code],
                "whole": f"{each.year}/{WHOLE}",
            }
            for each in group.waves
        ],
        "units": [{"name": name, "reports": _places(folder, group, short[name])} for name in names],
    }


def _places(folder: Path, group: Series, name: str) -> dict[str, str]:
    """Where the report of a unit stands for each wave that has one."""
    above = folder / REPORTS / edition(group.code, "vi")
    places = {each.code: f"{each.year}/{name}" for each in group.waves}
    return {code: place for code, place in places.items() if (above / f"{place}.pdf").exists()}


def _worth(why: str, code: str, unit: str, series: Sequence[dict[str, Any]]) -> dict[str, str]:
    group = next(each for each in series if each["code"] == code)
    found = next(each for each in group["units"] if each["name"] == unit)
    return {"why": why, "series": code, "unit": unit, "place": found["reports"][group["waves"][-1]["code"]]}
