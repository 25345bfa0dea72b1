"""The same references in disguise: no name of a file, column or design and no order of rows may matter."""

from __future__ import annotations

import csv
import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.reference.__main__ import main

COMPACT = Path(__file__).parent / "compact"
Rows = list[dict[str, str]]


def renamed(column: str) -> str:
    """Another name for a column, with a blank, a dot and letters beyond ASCII; waves keep theirs."""
    return column if column == "wave" else f"Cột {column[::-1]}.x"


def rows_of(file: str) -> Rows:
    with (COMPACT / "inputs" / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def shuffled(n: int) -> list[int]:
    order = list(range(n))
    random.Random(7).shuffle(order)
    return order


def disguised_case(case: dict[str, Any], number: int) -> dict[str, Any]:
    """A case on the disguised file: other words, rows in other order, don't know coded, junk filtered out."""
    spec = case["design_spec"]
    rows = rows_of(spec["file"])
    columns = set(rows[0])
    told = {name: case[name] for name in case if name not in ("item", "items", "design", "domain", "by")}
    result: dict[str, Any] = reworded(told, columns)
    if case["statistic"] == "domains_and_differences":
        result["by"] = ":".join(renamed(part) for part in case["by"].split(":"))
    for indicator in [result.get("indicator"), *result.get("indicators", [])]:
        if indicator:
            indicator |= {
                "column": f"{indicator['column']} coded",
                "missing": [*indicator.get("missing", []), 99],
            }
    result["design_spec"] |= {
        "file": f"data:other/{spec['file'][::-1]}.gz",
        "row_filter": [
            *result["design_spec"].get("row_filter", []),
            {"column": "kept", "op": "==", "value": 1},
        ],
    }
    if "weights" in case:
        filtered = spec.get("row_filter", [])
        order = [row for row in shuffled(len(rows)) if all(meets(rows[row], each) for each in filtered)]
        place = {row: at for at, row in enumerate(sorted(order))}
        result["weights"] = [case["weights"][place[row]] for row in order]
    return result | {"id": f"number {number}"}


def meets(row: dict[str, str], condition: dict[str, Any]) -> bool:
    given, wanted = float(row[condition["column"]]), float(condition["value"])
    return {"==": given == wanted, "<": given < wanted, ">=": given >= wanted}[condition["op"]]


def reworded(value: Any, columns: set[str], key: str = "") -> Any:
    """The names of columns replaced wherever a case names one."""
    if isinstance(value, dict):
        names = key in ("targets", "population_totals")
        return {
            other(name, columns) if names else name: reworded(part, columns, name)
            for name, part in value.items()
        }
    if isinstance(value, list):
        return [reworded(part, columns, key) for part in value]
    if not isinstance(value, str) or key in (
        "value",
        "minus",
        "statistic",
        "kind",
        "a",
        "b",
        "domains",
        "after",
    ):
        return value
    parts = value.split(":")
    return ":".join(map(renamed, parts)) if set(parts) <= columns else value


def other(name: str, columns: set[str]) -> str:
    """A key of targets or totals: a column, or R's name of a factor's level."""
    if name in columns:
        return renamed(name)
    found = max((column for column in columns if name.startswith(column)), key=len, default="")
    return renamed(found) + name[len(found) :] if found else name


def write_disguised(path: Path, file: str) -> None:
    rows = rows_of(file)
    kept = [disguised_row(rows[place]) | {"kept": "1"} for place in shuffled(len(rows))]
    junk = [{name: "7" for name in kept[0]} | {"kept": "0"} for _ in range(5)]
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(kept[0]))
        writer.writeheader()
        writer.writerows([*junk[:2], *kept, *junk[2:]])


def disguised_row(row: dict[str, str]) -> dict[str, str]:
    """Every column under another name, and once more with a code where it is empty."""
    plain = {renamed(name): cell for name, cell in row.items()}
    return plain | {f"{renamed(name)} coded": cell or "99" for name, cell in row.items()}


@pytest.fixture(scope="module")
def disguised(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The compact part with designs, disguised, and its data in a folder of its own."""
    folder, data = tmp_path_factory.mktemp("references"), tmp_path_factory.mktemp("elsewhere")
    for number, path in enumerate(sorted(COMPACT.glob("*.json"))):
        cases = [case for case in json.loads(path.read_text("utf-8"))["cases"] if "design_spec" in case]
        for file in {case["design_spec"]["file"] for case in cases}:
            write_disguised(data / "other" / f"{file[::-1]}.gz", file)
        told = [disguised_case(case, place) for place, case in enumerate(cases)]
        if told:
            text = json.dumps({"cases": random.Random(3).sample(told, len(told))}, ensure_ascii=False)
            (folder / f"{number} tệp.json").write_text(text, encoding="utf-8")
    return folder, data


def test_a_folder_of_other_names_agrees_as_well(
    disguised: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, data = disguised

    code = main([str(folder), "--data", str(data)])

    told = capsys.readouterr().out
    assert code == 0, "\n".join(line for line in told.splitlines() if "FAILED" in line)
    assert "apistrat" not in told and "sat1" not in told


def test_without_its_data_the_same_folder_fails(
    disguised: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([str(disguised[0]), "--data", str(tmp_path)])

    assert code == 1
    assert "DATA says where paths with data: start" in capsys.readouterr().out
