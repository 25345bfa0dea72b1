"""Every public function of `analysis/` says what it takes, what it refuses and where it comes from."""

from __future__ import annotations

import ast
import doctest
import importlib
import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATHS = sorted((ROOT / "analysis").rglob("*.py"))
MODULES = [".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in PATHS]

LONGEST = 250
NO_FORMULA = re.compile(
    r"analysis\.(changes|coding|collation|columns|figures|hand_counts|names|plan|stages|summary|tally|waves"
    r"|comparing\.(labels|verdicts)|areas\.errors|disclosure\.(published|tables)"
    r"|planning\.(chance|drawn|groups|psus|stratified|systematic)"
    r"|quality\.(flags|labels|settings|screen|serials|shares|straight_lines)"
    r"|ranking\.(refusing|voluntary)|scale\.items|weighting\.(dispositions|targets))"
)
"""Modules that read, sort and check: what they do has no source but themselves."""

SHOWN_AT_WORK = {"analysis.cell.Cell", "analysis.figures.Summary", "analysis.waves.Wave"}
"""Made by functions whose examples show them: `pools`, `summarise`, `changes`."""

REFUSES = re.compile(r"Raises\n|[Rr]efuse")
SOURCE = re.compile(r"Source\n|\((?:1[89]|20)\d\d\)|\bR\b|[Ss]ource as `|docs/methods\.md")
AS_ANOTHER = re.compile(r"(?:[Pp]arameters|[Aa]rguments)[\w, ]* as `")


@dataclass(frozen=True)
class Function:
    """A public function, or a public method that takes more than the object itself."""

    module: str
    name: str
    node: ast.FunctionDef
    refusing: frozenset[str]
    method: bool = False

    def __str__(self) -> str:
        return f"{self.module}.{self.name}"

    @property
    def text(self) -> str:
        return ast.get_docstring(self.node) or ""

    @property
    def parameters(self) -> list[str]:
        a = self.node.args
        named = [each.arg for each in (*a.posonlyargs, *a.args, *a.kwonlyargs)]
        return [name for name in named if name not in ("self", "cls")]

    @property
    def raises(self) -> bool:
        """Whether it raises by itself, or by a function of its own module that does nothing else."""
        called = {
            n.func.id for n in ast.walk(self.node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
        }
        return any(isinstance(n, ast.Raise) for n in ast.walk(self.node)) or bool(called & self.refusing)


@cache
def functions() -> tuple[Function, ...]:
    found = []
    for module, path in zip(MODULES, PATHS, strict=True):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        every = [node for node in body if isinstance(node, ast.FunctionDef)]
        refusing = frozenset(node.name for node in every if node.name.startswith(("_refuse", "_check")))
        found += [Function(module, n.name, n, refusing) for n in every if not n.name.startswith("_")]
        for owner in body:
            if isinstance(owner, ast.ClassDef) and not owner.name.startswith("_"):
                found += [
                    Function(module, f"{owner.name}.{n.name}", n, refusing, method=True)
                    for n in owner.body
                    if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")
                ]
    return tuple(found)


ALONE = [function for function in functions() if not function.method]


def test_everything_public_has_a_docstring() -> None:
    classes = [
        f"{module}.{node.name}"
        for module, path in zip(MODULES, PATHS, strict=True)
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    silent = [str(each) for each in functions() if not each.text and (not each.method or each.parameters)]

    assert not classes + silent


def test_every_public_function_has_an_example() -> None:
    assert not [str(each) for each in ALONE if ">>>" not in each.text]


def test_every_public_class_that_is_asked_for_something_shows_how() -> None:
    silent = []
    for module, path in zip(MODULES, PATHS, strict=True):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.ClassDef) or node.name.startswith("_"):
                continue
            own = [each for each in functions() if str(each).startswith(f"{module}.{node.name}.")]
            texts = [ast.get_docstring(node) or "", *(each.text for each in own)]
            protocol = any(ast.unparse(base) == "Protocol" for base in node.bases)
            asked = [each for each in own if each.parameters]
            if asked and not protocol and ">>>" not in "".join(texts):
                silent.append(f"{module}.{node.name}")

    assert not [name for name in silent if name not in SHOWN_AT_WORK]


def test_every_parameter_is_told_of() -> None:
    untold = {
        str(each): missing
        for each in ALONE
        if len(each.parameters) > 1
        and not AS_ANOTHER.search(each.text)
        and (
            missing := [
                name for name in each.parameters if not re.search(rf"\b{name}\b", each.text.split(">>>")[0])
            ]
        )
    }

    assert not untold


def test_what_is_refused_is_told() -> None:
    assert not [str(each) for each in ALONE if each.raises and not REFUSES.search(each.text)]


def test_every_formula_has_a_source() -> None:
    assert not [
        str(each)
        for each in ALONE
        if len(each.parameters) > 1 and not NO_FORMULA.match(each.module) and not SOURCE.search(each.text)
    ]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_are_true(name: str) -> None:
    found = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)

    assert found.failed == 0


def test_no_module_is_longer_than_an_evening_allows() -> None:
    assert not [str(path) for path in PATHS if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST]


def test_only_the_summary_knows_a_questionnaire_and_nothing_but_numpy_and_scipy_is_used() -> None:
    allowed = {"analysis", "numpy", "scipy", *sys.stdlib_module_names}
    for module, path in zip(MODULES, PATHS, strict=True):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used = {alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
        used |= {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
        more = {"questionnaires"} if module == "analysis.summary" else set()

        assert {name.split(".")[0] for name in used} <= allowed | more, module
