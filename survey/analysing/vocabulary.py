"""What a cell may say: codes, labels in any language, signs, and the file's own words for no opinion."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from questionnaires.answers import NO_ANSWER, NO_OPINION, SIGNS
from questionnaires.model import Option, Scale

BLANK = "\0"
"""A cell with nothing in it: no answer, or not asked; the routing decides."""

_SIGNS_IN_ORDER = sorted(SIGNS, key=".-?*#".find)
_WHOLE = re.compile(r"(-?[0-9]+)\.0+")
_TICKED = ("1", "x", "✓", "true", "yes", "có", "co")
_NOT_TICKED = ("0", "false", "no", "không", "khong")

Vocabulary = dict[str, str]
"""Normalised cell text → the answer's character."""


def normal(text: str) -> str:
    """The form in which cells and labels are compared: NFC, case folded, "5.0" as "5"."""
    folded = unicodedata.normalize("NFC", text.casefold())
    whole = _WHOLE.fullmatch(folded)
    return whole[1] if whole else folded


def of_scale(scale: Scale, *, dont_know: Iterable[str] = (), missing: Iterable[str] = ()) -> Vocabulary:
    """The words for one item; a code of its own scale means itself, whatever the file's words are."""
    codes = {normal(option.code): option.code for option in scale.options}
    return _labels(scale) | _words(dont_know, missing) | codes


def of_tick(option: Option, *, dont_know: Iterable[str] = (), missing: Iterable[str] = ()) -> Vocabulary:
    """The words for one option of a tick-many item: ticked or not."""
    own = {normal(label): "1" for label in option.label.values()}
    ticks = dict.fromkeys(_NOT_TICKED, "0") | dict.fromkeys(_TICKED, "1")
    return own | _words(dont_know, missing) | ticks


def clashes(scale: Scale, words: Iterable[str]) -> tuple[str, ...]:
    """Words for no opinion or no answer that are counted codes of the scale."""
    counted = {option.code for option in scale.options if option.counts}
    return tuple(word for word in words if normal(word).upper() in counted)


def allowed(options: Sequence[Option]) -> str:
    """What to tell a person whose cell says something else."""
    return " ".join([*(option.code for option in options), *_SIGNS_IN_ORDER])


def _words(dont_know: Iterable[str], missing: Iterable[str]) -> Vocabulary:
    signs = {sign: sign for sign in SIGNS} | {"": BLANK}
    given = {normal(word): NO_OPINION for word in dont_know}
    return {normal(word): NO_ANSWER for word in missing} | given | signs


def _labels(scale: Scale) -> Vocabulary:
    """Labels in every language; one that stands for two codes stands for none."""
    found: dict[str, set[str]] = {}
    for option in scale.options:
        for label in option.label.values():
            found.setdefault(normal(label), set()).add(option.code)
    for label in (scale.no_opinion or {}).values():
        found.setdefault(normal(label), set()).add(NO_OPINION)
    return {label: next(iter(codes)) for label, codes in found.items() if len(codes) == 1}
