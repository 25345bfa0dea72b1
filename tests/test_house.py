"""House manners of the files themselves: where they lie, how they are written, what they must not hold."""

from __future__ import annotations

import fnmatch
import os
import re
import sys
import unicodedata
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOP = set(
    "questionnaires analysis reports survey tests docs wsgi.py pyproject.toml Makefile "
    "README.md CHANGELOG.md LICENSE .ci .gitignore".split()
)
BINARY = {".ttf", ".png", ".jpg", ".pdf", ".xlsx", ".ods", ".sav", ".gz", ".zip", ".woff2", ".ico"}
NOT_OURS = {"LICENSE", "OFL.txt"}

# Brackets keep these patterns from matching the lines that hold them.
MACHINE_PATH = re.compile(r"(?<![\w.:/<>-])/(?:[w]ork|[r]oot|[h]ome|[U]sers|[t]mp)/\w|\b[C-D]:\\\w")
REGISTRY = re.compile(r"[p]ypi\.org|[p]ythonhosted|[r]egistry\.npmjs|[d]eb\.debian\.org|[s]ecurity\.debian")
TONE_MARK = re.compile(
    r"(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)|\b(?:t[ỉ] lệ|l[í] do|k[ì]|qu[í]|qu[ĩ])\b",
    re.IGNORECASE,
)


def ignored() -> set[str]:
    """The names that .gitignore keeps out, and git's own folder."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    return {line.strip("/") for line in lines if not line.startswith("#")} | {".git"}


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project, relative to its root."""
    unwanted = ignored()

    def wanted(names: list[str]) -> list[str]:
        return sorted(name for name in names if not any(fnmatch.fnmatch(name, each) for each in unwanted))

    found = []
    for folder, below, names in os.walk(ROOT):
        below[:] = wanted(below)
        found += [(Path(folder) / name).relative_to(ROOT) for name in wanted(names)]
    return tuple(found)


TEXTS = [path for path in files() if path.suffix.lower() not in BINARY]
OURS = [path for path in TEXTS if path.name not in NOT_OURS]


@cache
def text_of(path: Path) -> str:
    return (ROOT / path).read_bytes().decode("utf-8")


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Every line of our own texts that matches, with its place."""
    return [
        f"{path}:{number}: {line.strip()[:120]}"
        for path in OURS
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if pattern.search(line)
    ]


def test_the_top_of_the_tree_holds_only_what_the_design_names() -> None:
    found = {path.parts[0] for path in files()}

    assert found <= TOP, f"not in the design: {sorted(found - TOP)}"


def test_every_text_is_utf_8_and_composed() -> None:
    odd = [path for path in TEXTS if not unicodedata.is_normalized("NFC", text_of(path))]
    marked = [path for path in TEXTS if "\r" in text_of(path) or "\ufeff" in text_of(path)]

    assert not odd, "not in Unicode NFC"
    assert not marked, "with carriage returns or a byte-order mark"


def test_no_file_names_a_folder_of_one_machine() -> None:
    assert not lines_with(MACHINE_PATH)


def test_no_file_names_a_package_registry() -> None:
    assert not lines_with(REGISTRY)


def test_vietnamese_is_spelt_in_one_style() -> None:
    """One tone-mark style throughout: hòa, thủy, ủy; tỷ lệ, lý do, kỳ, quý."""
    assert not lines_with(TONE_MARK)


def test_the_spelling_pattern_knows_the_old_style_from_ours() -> None:
    old = ["ho\u00e0", "kho\u1ebb", "thu\u1ef7", "\u1ee6u\u1ef7 ban".lower(), "t\u1ec9 l\u1ec7"]
    ours = ["hòa", "khỏe", "thủy", "Ủy ban", "tỷ lệ", "quý", "quỹ", "toàn", "khoảng", "huyện", "kiểm"]

    assert all(TONE_MARK.search(word) for word in old)
    assert not [word for word in ours if TONE_MARK.search(word)]


def test_a_module_stays_short_enough_to_tell_one_story() -> None:
    modules = [path for path in OURS if path.suffix == ".py"]

    assert not [path for path in modules if len(text_of(path).splitlines()) > 500]


def test_pins_are_plain_names_and_versions_and_there_is_no_other_lock() -> None:
    pin = re.compile(r"^[A-Za-z0-9._-]+==[A-Za-z0-9.]+$")
    lines = [
        line
        for path in sorted((ROOT / ".ci").glob("requirements*.txt"))
        for line in text_of(path).split("\n")
    ]

    assert not [line for line in lines if line and not pin.match(line)]
    assert not [path for path in files() if path.name in {"uv.lock", "poetry.lock", "Pipfile.lock"}]


def test_every_dependency_of_the_project_is_pinned() -> None:
    project = text_of(Path("pyproject.toml"))
    pins = {
        pin.lower() for pin in re.findall(r"^(\S+)==", text_of(Path(".ci/requirements.txt")), re.MULTILINE)
    }
    wanted = re.search(r"^dependencies = \[(.*?)\]", project, re.DOTALL | re.MULTILINE)

    assert wanted
    assert {name.lower() for name in re.findall(r'"([\w.-]+)', wanted[1])} <= pins


def pins_in(name: str) -> set[str]:
    return {pin.lower() for pin in re.findall(r"^(\S+)==", text_of(Path(".ci") / name), re.MULTILINE)}


def of_extras() -> set[str]:
    """What comes with an extra, and is pinned among what the tests install."""
    lists = re.findall(
        r"^(?:cluster|exports|oidc|postgres) = \[(.*)\]", text_of(Path("pyproject.toml")), re.MULTILINE
    )
    named = {name.lower() for each in lists for name in re.findall(r'"([\w.-]+)', each)}
    return named & pins_in("requirements-test.txt")


def test_whatever_a_room_imports_is_pinned() -> None:
    pins = pins_in("requirements.txt") | of_extras()
    rooms = {"questionnaires", "analysis", "reports", "survey"}
    found = {
        name.split(".")[0]
        for path in OURS
        # make_….py are tools that made a committed file; nobody runs them with the program.
        if path.suffix == ".py" and path.parts[0] in rooms and not path.name.startswith("make_")
        for name in re.findall(r"^\s*(?:from|import) ([A-Za-z_][\w.]*)", text_of(path), re.MULTILINE)
    }
    homes = packages_distributions()
    foreign = {name for name in found - rooms - sys.stdlib_module_names if name in homes}

    assert {"numpy", "reportlab"} <= foreign
    assert not [name for name in foreign if not pins & {home.lower() for home in homes[name]}]
