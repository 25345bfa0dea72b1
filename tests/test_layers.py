"""The law of imports: a room imports only the rooms before it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ["questionnaires", "analysis", "reports", "survey", "wsgi"]
FILES = [path.relative_to(ROOT) for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
ANALYSIS = [path for path in FILES if path.parts[0] == "analysis"]
REPORTS = [path for path in FILES if path.parts[0] == "reports"]


def imports(path: Path) -> set[str]:
    """The top names of all modules that a file imports, wherever in the file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    names = [n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and not n.level]
    names += [a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names]
    return {name.split(".")[0] for name in names}


def calls(path: Path) -> set[str]:
    """The plain names of all functions that a file calls."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}


@pytest.mark.parametrize("path", FILES, ids=str)
def test_a_room_imports_only_the_rooms_before_it(path: Path) -> None:
    later = set(ROOMS[ROOMS.index(path.parts[0]) + 1 :])

    assert not imports(path) & later, f"{path} breaks the law of imports"


@pytest.mark.parametrize("path", FILES, ids=str)
def test_a_room_imports_absolutely_so_that_the_law_can_be_read(path: Path) -> None:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))

    assert not [n.lineno for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.level]


@pytest.mark.parametrize("path", ANALYSIS, ids=str)
def test_only_the_summary_knows_a_questionnaire(path: Path) -> None:
    knows = "questionnaires" in imports(path)

    assert not knows or path == Path("analysis/summary.py"), f"{path} imports questionnaires"


@pytest.mark.parametrize("path", ANALYSIS, ids=str)
def test_analysis_knows_no_web_no_database_and_no_files(path: Path) -> None:
    foreign = {"flask", "sqlalchemy", "sqlmodel", "pathlib", "os", "io", "shutil"}

    assert not imports(path) & foreign, f"{path} reaches outside its arrays"
    assert "open" not in calls(path), f"{path} opens a file"


@pytest.mark.parametrize("path", REPORTS, ids=str)
def test_reports_know_no_web_and_no_database(path: Path) -> None:
    assert not imports(path) & {"flask", "sqlalchemy", "sqlmodel"}, f"{path} reaches outside documents"


def test_no_room_imports_the_tests() -> None:
    assert not [path for path in FILES if "tests" in imports(path)]
