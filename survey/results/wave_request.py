"""What `hailong analyse` would be asked of a wave's export: its design in words of columns."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from survey.analysing.request import Request
from survey.files.table import Table
from survey.results.ballot_table import Stages, free, numbered
from survey.results.series import Series


def request_of(series: Series, table: Table, stages: Stages, items: Collection[str]) -> Request:
    """The request that gives the same figures from the exported file as from the database."""
    design = series.last.wave.design
    simple = design != "stratified_clusters" and _is_simple(table, items)
    drawn = design != "voluntary"
    return Request(
        file=Path(table.source),
        questionnaire=series.questionnaire.code,
        unit=free("unit", items),
        wave=free("wave", items),
        out=Path(),
        stratum=() if simple or not drawn else (free("stratum", items),),
        psu=tuple(free(name, items) for name in stages.psus),
        weight=free("weight", items) if stages.weighted else None,
        population=tuple(free(name, items) for name in numbered("population", stages.populations)),
        # A stratum of people in which one answered is small, not a flaw of the design.
        lonely="adjust" if drawn and not simple and not stages.units else None,
        voluntary=not drawn,
    )


def command_of(request: Request, file: str) -> str:
    """The same as a command line."""
    options = [
        ("questionnaire", request.questionnaire),
        ("unit", request.unit),
        ("wave", request.wave),
        *(("stratum", name) for name in request.stratum),
        *(("psu", name) for name in request.psu),
        *(("population", name) for name in request.population),
        ("weight", request.weight),
        ("lonely", request.lonely),
    ]
    words = [f"--{name} {value}" for name, value in options if value]
    return " ".join(["hailong analyse", file, *words] + ["--voluntary"] * request.voluntary)


def _is_simple(table: Table, items: Collection[str]) -> bool:
    """Whether every unit of a wave is one stratum and every stratum one unit."""
    names = [free(name, items) for name in ("wave", "unit", "stratum")]
    if names[-1] not in table.columns:
        return True
    wave, unit, stratum = (table.columns[name] for name in names)
    units = set(zip(wave, unit, strict=True))
    return len(set(zip(wave, unit, stratum, strict=True))) == len(units) == len(set(stratum))
