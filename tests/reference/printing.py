"""What a run of the references prints: a line a file, what was compared, what was not, and why it failed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from tests.reference.kinds import KINDS
from tests.reference.running import Comparison, FileRun, Tried
from tests.reference.truth import field_of

MOST = 20
"""Failures of one file that are printed; the rest is counted."""


def lines_of(run: FileRun) -> Iterator[str]:
    """What is said of one file."""
    yield f"{run.name}: {_summary(run.tried)}"
    for kind in dict.fromkeys(each.kind for each in run.tried if each.kind):
        yield from _of_kind(kind, [each for each in run.tried if each.kind == kind])
    failed = list(_failures(run.tried))
    yield from (f"    FAILED {text}" for text in failed[:MOST])
    if len(failed) > MOST:
        yield f"    … and {len(failed) - MOST} more"


def total_line(runs: Sequence[FileRun]) -> str:
    """The line below all files."""
    tried = [each for run in runs for each in run.tried]
    return f"total: {len(runs)} files · {_summary(tried)}"


def _summary(tried: Sequence[Tried]) -> str:
    compared = [each for each in tried if each.comparisons]
    numbers = [each for case in compared for each in case.comparisons]
    agreed = sum(each.agrees for each in compared)
    alike = sum(each.agrees for each in numbers)
    rounded = sum(each.outcome.rounding for each in numbers)
    parts = [
        f"{len(tried):,} cases",
        f"{len(compared):,} compared",
        f"{agreed:,} agreed",
        f"worst relative difference {_worst(compared)}",
        f"{alike:,} of {len(numbers):,} numbers"
        + (f" ({rounded:,} as rounding around 0)" if rounded else ""),
    ]
    only = sum(each.reference_only for each in tried)
    lost = len(tried) - len(compared) - only
    parts += [f"{only} reference only"] if only else []
    parts += [f"{lost} COULD NOT BE RUN"] if lost else []
    return " · ".join(parts)


def _worst(tried: Sequence[Tried]) -> str:
    pairs = [(each, case) for case in tried for each in case.comparisons]
    if not pairs:
        return "–"
    worst, case = max(pairs, key=lambda pair: pair[0].outcome.relative)
    relative = worst.outcome.relative
    if relative == 0:
        return "0"
    size = "infinite" if math.isinf(relative) else f"{relative:.1e}"
    return f"{size} ({field_of(worst.path)} of {case.case})"


def _of_kind(name: str, tried: Sequence[Tried]) -> Iterator[str]:
    if KINDS[name].found is None:
        yield f"    reference only: {len(tried)} of {name}"
        yield from (f"        {each.case}" for each in tried)
        return
    fields = _fields(each for case in tried for each in case.comparisons)
    yield f"    {name} compares {', '.join(fields) or 'nothing'}"
    left_out = sorted(set().union(*(each.left_out for each in tried)))
    if left_out:
        yield f"        for reference only: {', '.join(left_out)}"


def _fields(comparisons: Iterable[Comparison]) -> list[str]:
    return list(dict.fromkeys(field_of(each.path) for each in comparisons))


def _failures(tried: Sequence[Tried]) -> Iterator[str]:
    for case in tried:
        if case.problem:
            yield f"{case.case}: {case.problem}"
        yield from (f"{case.case}: {each.text}" for each in case.comparisons if not each.agrees)
