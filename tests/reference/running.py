"""Running cases: each number of a case that is compared is held against ours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.reference.kinds import KINDS, Kind, kind_of
from tests.reference.reading import CannotRun, Case, Folder, cases_of
from tests.reference.truth import Outcome, Refusal, Truth, field_of, leaves, meets


@dataclass(frozen=True)
class Comparison:
    """One number of a case, what came of holding ours against it, and what is to be said if it differs."""

    path: str
    outcome: Outcome
    text: str = ""

    @property
    def agrees(self) -> bool:
        return self.outcome.agrees


@dataclass
class Tried:
    """A case: its kind, what was compared, and why it failed where it did; `kind` "" is not known."""

    case: str
    kind: str = ""
    comparisons: list[Comparison] = field(default_factory=list)
    problem: str = ""
    reference_only: bool = False
    left_out: frozenset[str] = frozenset()

    @property
    def agrees(self) -> bool:
        return not self.problem and all(each.agrees for each in self.comparisons)


@dataclass
class FileRun:
    """A file of cases and what came of each."""

    name: str
    tried: list[Tried]


def run_file(path: Path, folder: Folder) -> FileRun:
    """Run every case of one file; a file that cannot be read is a case that fails."""
    try:
        cases = cases_of(path)
    except CannotRun as problem:
        return FileRun(path.name, [Tried(path.name, problem=str(problem))])
    if not cases:
        return FileRun(path.name, [Tried(path.name, problem="the file has no cases")])
    return FileRun(path.name, [run_case(case, folder, place) for place, case in enumerate(cases)])


def run_folder(folder: Folder) -> Iterable[FileRun]:
    """Run every file of a folder, one after the other."""
    for path in folder.files():
        yield run_file(path, folder)


def run_case(case: Case, folder: Folder, place: int = 0) -> Tried:
    """Compare all numbers of a case; whatever keeps it from running is its problem."""
    tried = Tried(_name(case, place))
    try:
        tried.kind = kind_of(case)
        kind = KINDS[tried.kind]
        tried.left_out = frozenset(
            field_of(path) for path, _ in leaves(case) if meets(path, kind.reference_only)
        )
        if kind.found is None:
            tried.reference_only = True
            return tried
        tried.comparisons = _compared(kind, case, folder)
        if not tried.comparisons:
            tried.problem = "the case has nothing to compare"
    except Exception as problem:  # Whatever it is, the other cases are still run.
        tried.problem = f"cannot be run: {type(problem).__name__}: {problem}"
    return tried


def _compared(kind: Kind, case: Case, folder: Folder) -> list[Comparison]:
    assert kind.found is not None
    wanted = kind.expected(case)
    try:
        found = dict(leaves(kind.found(case, folder)))
    except ValueError as refusal:
        if not case.get("error"):
            raise
        wanted, found = {"refused": Refusal()}, {"refused": str(refusal)}
    if case.get("error") and not wanted:
        wanted = {"refused": Refusal()}
    return [_comparison(kind, path, truth, found) for path, truth in wanted.items()]


def _comparison(kind: Kind, path: str, truth: Truth, found: dict[str, object]) -> Comparison:
    if path not in found:
        return Comparison(path, Outcome(False), f"{path} was not compared; the reference is {_said(truth)}")
    outcome = truth.judge(found[path], kind.tolerances.of(path))
    return Comparison(path, outcome, f"{path} is {found[path]}, the reference {_said(truth)}")


def _said(truth: Truth) -> str:
    return ", ".join(f"{name} {value}" for name, value in vars(truth).items() if name != "floor")


def _name(case: Case, place: int) -> str:
    if case.get("id"):
        return str(case["id"])
    plain = {name: value for name, value in case.items() if isinstance(value, (int, float, str))}
    return f"case {place + 1} ({', '.join(f'{name} {value}' for name, value in list(plain.items())[:4])})"
