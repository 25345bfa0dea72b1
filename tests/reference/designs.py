"""What a case says of its sample: the design, the domain, who answered what."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import numpy as np

from analysis.design import Bools, Design, Floats
from tests.reference.reading import CannotRun, Case, Folder, Table

COMPARE: dict[str, Callable[..., Any]] = {
    "==": np.equal,
    "!=": np.not_equal,
    ">=": np.greater_equal,
    ">": np.greater,
    "<=": np.less_equal,
    "<": np.less,
    "in": np.isin,
}


@dataclass(frozen=True)
class Sample:
    """The rows of a file after its row filter, and their design."""

    table: Table
    design: Design

    @property
    def plain(self) -> Design:
        """The same rows without a design: every row counts once."""
        return Design.of(self.table.n)

    def domain(self, conditions: Sequence[dict[str, Any]] | None) -> Bools:
        """Who meets all conditions; everybody where there are none."""
        return all_of(self.table, conditions or [])

    def indicator(self, spec: dict[str, Any]) -> Floats:
        """1 where positive, 0 where not, NaN where not answered."""
        holds, known = condition(self.table, spec)
        return np.where(known, holds.astype(float), np.nan)


def table_of(case: Case, folder: Folder) -> Table:
    """The rows of the case's file that its row filter keeps."""
    spec = case.get("design_spec") or case
    if "file" not in spec:
        raise CannotRun("the case names no file")
    kept = spec.get("row_filter") or case.get("row_filter")
    return _filtered(folder, spec["file"], json.dumps(kept))


@cache
def _filtered(folder: Folder, file: str, row_filter: str) -> Table:
    table, kept = folder.table(file), json.loads(row_filter)
    conditions = [kept] if isinstance(kept, dict) else kept or []
    return table.take(all_of(table, conditions)) if conditions else table


def sample_of(case: Case, folder: Folder, **options: Any) -> Sample:
    """The sample of a case; `options` go to the design as they are."""
    spec = case.get("design_spec") or case
    names = ("file", "id", "strata", "weights", "fpc")
    written = json.dumps({name: spec.get(name) for name in names})
    kept = json.dumps(spec.get("row_filter") or case.get("row_filter"))
    return _sample(folder, written, kept, json.dumps(options))


@cache
def _sample(folder: Folder, written: str, kept: str, options: str) -> Sample:
    spec = json.loads(written)
    table = table_of({**spec, "row_filter": json.loads(kept)}, folder)
    drawn, strata = _several(spec["id"] or "1"), _several(spec["strata"])
    if len(strata) > 1:
        raise CannotRun(f"strata {strata} at several stages; a design has strata at its first stage")
    design = Design.of(
        table.n,
        weight=table.numbers(spec["weights"]) if spec["weights"] else None,
        stratum=table.labels(strata[0]) if strata else None,
        # Rows that are drawn themselves are what the design takes without a PSU.
        psu=[] if drawn == ["1"] else [table.labels(name) for name in drawn],
        population=[table.numbers(name) for name in _several(spec["fpc"])],
        **json.loads(options),
    )
    return Sample(table, design)


def _several(named: str | list[str] | None) -> list[str]:
    return [named] if isinstance(named, str) else list(named or [])


def all_of(table: Table, conditions: Sequence[dict[str, Any]]) -> Bools:
    """Rows that meet every condition; a missing value meets none."""
    keep = np.ones(table.n, dtype=bool)
    for each in conditions:
        holds, known = condition(table, each)
        keep &= holds & known
    return keep


def condition(table: Table, spec: dict[str, Any]) -> tuple[Bools, Bools]:
    """Where `column op value` holds, and where the column is answered."""
    if spec["op"] not in COMPARE:
        raise CannotRun(f"op {spec['op']!r} is not known; it is one of {', '.join(COMPARE)}")
    wanted, missing = spec["value"], spec.get("missing") or []
    first = wanted[0] if isinstance(wanted, list) and wanted else wanted
    if isinstance(first, (int, float)) and not isinstance(first, bool):
        values = table.numbers(spec["column"])
        known = ~np.isnan(values) & ~np.isin(values, [float(code) for code in missing])
        return cast(Bools, COMPARE[spec["op"]](values, wanted)), known
    texts = np.array(table.labels(spec["column"]))
    known = table.known(spec["column"]) & ~np.isin(texts, [str(code) for code in missing])
    wanted = [str(each) for each in wanted] if isinstance(wanted, list) else str(wanted)
    return cast(Bools, COMPARE[spec["op"]](texts, wanted)), known
