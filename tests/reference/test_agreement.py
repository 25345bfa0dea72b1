"""Every reference number: the whole folder where HAILONG_REFERENCE names one, the compact part always."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.reference.kinds import KINDS, kind_of
from tests.reference.printing import lines_of
from tests.reference.reading import Folder, cases_of
from tests.reference.running import FileRun, run_file

HERE = Path(__file__).parent
COMPACT = Folder(HERE / "compact", HERE / "compact" / "data")
NAMED = os.environ.get("HAILONG_REFERENCE", "")
FILES = sorted(path.name for path in Path(NAMED, "golden").glob("*.json")) if NAMED else []


def failures(run: FileRun) -> list[str]:
    return [] if all(each.agrees for each in run.tried) else list(lines_of(run))


@pytest.mark.reference
@pytest.mark.parametrize("name", FILES or [""])
def test_every_case_of_the_reference_agrees(reference: Path, name: str) -> None:
    run = run_file(reference / "golden" / name, Folder(reference / "golden", reference / "data"))

    assert run.tried
    assert not failures(run)


@pytest.mark.parametrize("path", COMPACT.files(), ids=lambda path: path.stem)
def test_every_case_of_the_compact_part_agrees(path: Path) -> None:
    run = run_file(path, COMPACT)

    assert run.tried
    assert not failures(run)


def test_the_compact_part_has_every_kind_and_every_field_that_is_compared() -> None:
    cases = [(kind_of(case), case) for path in COMPACT.files() for case in cases_of(path)]
    compared = {(name, path) for name, case in cases for path in KINDS[name].expected(case)}
    kinds = {name for name, _ in cases}

    assert kinds == set(KINDS)
    for name, kind in KINDS.items():
        paths = {path for of, path in compared if of == name}
        assert not [field for field in kind.compared if not paths_of(field, paths)], name


def paths_of(field: str, paths: set[str]) -> list[str]:
    ours = {"L_min": "L", "L_max": "L", "U_min": "U", "U_max": "U", "error": "estimates"}
    start = ours.get(field, field).split(".*")[0]
    return [path for path in paths if path == start or path.startswith(f"{start}.")]
