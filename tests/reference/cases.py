"""Reference cases as the folder of reference numbers describes them: files, designs, domains, indicators."""

from __future__ import annotations

import csv
import gzip
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from analysis.design import Bools, Design, Floats

COMPARE = {
    "==": np.equal,
    "!=": np.not_equal,
    ">=": np.greater_equal,
    ">": np.greater,
    "<": np.less,
}

Case = dict[str, Any]


@dataclass(frozen=True)
class File:
    """A table of texts, column by column."""

    columns: dict[str, list[str]]

    @property
    def n(self) -> int:
        return len(next(iter(self.columns.values())))

    def labels(self, name: str) -> list[str]:
        """A column, or the combination of columns that "a:b" names."""
        parts = [self.columns[part] for part in name.split(":")]
        return ["|".join(row) for row in zip(*parts, strict=True)]

    def numbers(self, name: str) -> Floats:
        return np.array([float(cell) if cell not in ("", "NA") else np.nan for cell in self.columns[name]])


def cases(reference: Path, name: str, *statistics: str) -> list[Case]:
    """The cases of one file of reference numbers, those of some statistics or all."""
    found = json.loads((reference / "golden" / f"{name}.json").read_text(encoding="utf-8"))["cases"]
    return [case for case in found if not statistics or case["statistic"] in statistics]


@cache
def read(reference: Path, name: str) -> File:
    """One of the input files, plain or compressed."""
    path = (
        reference / "data" / name[5:] if name.startswith("data:") else reference / "golden" / "inputs" / name
    )
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return File({column: [row[column] for row in rows] for column in rows[0]})


def design_of(reference: Path, case: Case) -> tuple[File, Design]:
    """The file and the design of a case."""
    return _design(reference, json.dumps(case["design_spec"]))


@cache
def _design(reference: Path, written: str) -> tuple[File, Design]:
    spec = json.loads(written)
    file = read(reference, spec["file"])
    drawn = [] if spec["id"] == ["1"] else [file.labels(column) for column in spec["id"]]
    design = Design.of(
        file.n,
        weight=file.numbers(spec["weights"]) if spec["weights"] else None,
        stratum=file.labels(spec["strata"]) if spec["strata"] else None,
        psu=drawn,
        population=[file.numbers(column) for column in spec["fpc"] or []],
    )
    return file, design


def domain(file: File, case: Case) -> Bools:
    """Who belongs to the domain of a case."""
    keep = np.ones(file.n, dtype=bool)
    for condition in case["domain_spec"]:
        holds, known = _condition(file, condition)
        keep &= holds & known
    return keep


def indicator(file: File, spec: dict[str, Any]) -> Floats:
    """1 where positive, 0 where not, NaN where not answered."""
    holds, known = _condition(file, spec)
    return np.where(known, holds.astype(float), np.nan)


def _condition(file: File, spec: dict[str, Any]) -> tuple[Bools, Bools]:
    wanted, name = spec["value"], spec["column"]
    if isinstance(wanted, (int, float)):
        values = file.numbers(name)
        known = ~np.isnan(values) & ~np.isin(values, spec.get("missing") or [])
        return COMPARE[spec["op"]](values, wanted), known
    texts = np.array(file.columns[name])
    holds = np.isin(texts, wanted) if spec["op"] == "in" else COMPARE[spec["op"]](texts, wanted)
    return holds, texts != ""


def disagreements(
    got: dict[str, float | None],
    wanted: dict[str, float | None],
    where: str,
    *,
    relative: float = 1e-9,
    absolute: float = 1e-15,
) -> list[str]:
    """What differs by more than both tolerances; a wanted value of None is not compared."""
    result = []
    for name, truth in wanted.items():
        value = got[name]
        if truth is None:
            continue
        if value is None or not abs(value - truth) <= max(relative * abs(truth), absolute):
            result.append(f"{where}: {name} is {value}, reference {truth}")
    return result
