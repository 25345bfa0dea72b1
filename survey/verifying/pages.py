"""The pages that lie there against the pages that this program draws of the same content."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from survey.verifying.paper import Operations, Page, Paper

FIGURE = re.compile(r"\d+[.,]\d+|\d\s*%")
"""What reads like a figure: a registry number and a date do not."""

HARMLESS = {b"q", b"Q"}


@dataclass(frozen=True)
class Changed:
    """Words of a page that are not those that were printed; `line` is where they stood."""

    page: int
    printed: str
    found: str
    line: str


@dataclass(frozen=True)
class Compared:
    """What differs: words changed, pages drawn otherwise, texts put on, pages that were drawn on."""

    changed: tuple[Changed, ...] = ()
    otherwise: tuple[int, ...] = ()
    added: tuple[tuple[int, str], ...] = ()
    drawn_on: tuple[int, ...] = ()
    missing: int = 0
    extra: int = 0

    @property
    def figures_added(self) -> tuple[tuple[int, str], ...]:
        """Texts put on that read like figures."""
        return tuple(each for each in self.added if FIGURE.search(each[1]))

    @property
    def same(self) -> bool:
        """Whether everything that was printed is still there, and no figure came on top."""
        return not (self.changed or self.otherwise or self.figures_added or self.missing)


def compare(found: Paper, drawn: Paper) -> Compared:
    """Hold each page against the one that should be there."""
    changed: list[Changed] = []
    added: list[tuple[int, str]] = []
    otherwise, drawn_on = [], []
    for number, (page, model) in enumerate(zip(found.pages, drawn.pages, strict=False), start=1):
        words, more = _words(number, page, model)
        changed += words
        added += more
        place = _place_of(model.operations, page.operations)
        means = all(page.means.get(name) == each for name, each in model.means.items())
        if not words and (place is None or not means):
            otherwise.append(number)
        if page.notes or (place is not None and _more_than(page.operations, model.operations)):
            drawn_on.append(number)
    lengths = len(drawn.pages) - len(found.pages)
    extra = found.pages[len(drawn.pages) :]
    added += [(len(drawn.pages) + n, "\n".join(page.lines)) for n, page in enumerate(extra, start=1)]
    return Compared(
        tuple(changed), tuple(otherwise), tuple(added), tuple(drawn_on), max(lengths, 0), max(-lengths, 0)
    )


def _place_of(wanted: Operations, held: Operations) -> int | None:
    """Where the drawing begins within another; None where it is not there in one piece."""
    size = len(wanted)
    places = (n for n in range(len(held) - size + 1) if held[n] == wanted[0] if size)
    return next((n for n in places if held[n : n + size] == wanted), None)


def _more_than(held: Operations, wanted: Operations) -> bool:
    """Whether anything is drawn beside the wanted."""
    left = Counter(name for _, name in held) - Counter(name for _, name in wanted)
    return bool(set(left) - HARMLESS)


def _words(number: int, page: Page, model: Page) -> tuple[list[Changed], list[tuple[int, str]]]:
    """Words changed, and words put before or after all that was printed, as numbers and seals are."""
    wanted = [(word, line) for line in model.lines for word in line.split()]
    held = [word for line in page.lines for word in line.split()]
    changed: list[Changed] = []
    added = [(number, note) for note in page.notes if note]
    for kind, first, last, start, end in _differences([word for word, _ in wanted], held):
        at_edge = first in (0, len(wanted))
        if kind == "insert" and at_edge:
            added.append((number, " ".join(held[start:end])))
            continue
        line = wanted[min(first, len(wanted) - 1)][1] if wanted else ""
        printed = " ".join(word for word, _ in wanted[first:last])
        changed.append(Changed(number, printed, " ".join(held[start:end]), line))
    return changed, added


def _differences(wanted: list[str], held: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    codes = SequenceMatcher(None, wanted, held, autojunk=False).get_opcodes()
    return (code for code in codes if code[0] != "equal")
