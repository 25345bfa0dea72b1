"""What is wrong with a questionnaire file, said so that its author can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from questionnaires.tree import Path

KINDS_OF_PART = {
    "blocks": "block",
    "aspects": "aspect",
    "factors": "factor",
    "items": "item",
    "options": "option",
}


class QuestionnaireError(ValueError):
    """A questionnaire file that cannot be used; the message lists every problem, one a line."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong: where in the data, what, and the cure."""

    path: Path
    what: str
    cure: str


def listing(words: Iterable[str]) -> str:
    """Words in a row for a message."""
    return ", ".join(words)


def nearest(word: str, known: Iterable[str]) -> str:
    """The cure for a word that is not known: the one it resembles, else all that are."""
    known = list(known)
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]}?"
    return f"use one of {listing(known)}" if known else "remove it"


def report(file: str, lines: Mapping[Path, int], data: object, problems: Iterable[Problem]) -> str:
    """All problems as text, in the order of the file: `file:line: place: what; cure`."""
    placed = sorted(((line_of(lines, each.path), each) for each in problems), key=lambda pair: pair[0])
    return "\n".join(
        f"{file}:{line}: {place_of(data, each.path)}: {each.what}; {each.cure}" for line, each in placed
    )


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """The line of a path, or of the nearest thing above it that has one."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def place_of(data: Any, path: Path) -> str:
    """The innermost part that a reader knows by name: item U3, scale interest, block needs."""
    if path[:1] == ("scales",) and len(path) > 1:
        return f"scale {path[1]}"
    name = f"questionnaire {_code(data)}" if isinstance(data, dict) else "the file"
    for depth in range(2, len(path) + 1, 2):
        part, number = path[depth - 2], path[depth - 1]
        if part not in KINDS_OF_PART or part == "options" or not isinstance(number, int):
            break
        data = data[part][number]
        name = f"{KINDS_OF_PART[part]} {_code(data)}"
    return name


def _code(data: object) -> str:
    code = data.get("code") if isinstance(data, dict) else None
    return code if isinstance(code, str) else "without a code"
