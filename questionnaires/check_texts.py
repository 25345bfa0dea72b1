"""Checks of words: every text in every declared language, every stem with its gap."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from questionnaires.model import Questionnaire
from questionnaires.problems import Problem, listing
from questionnaires.tree import Path

TEXTS = ("title", "text", "label", "stem", "intro", "no_opinion")
"""The fields that hold a sentence in each language."""
GAP = "{item}"


def check_languages(questionnaire: Questionnaire) -> Iterator[Problem]:
    """At least one language, each declared once."""
    languages = questionnaire.languages
    if not languages:
        yield Problem(("languages",), "no language is declared", "write languages: [vi]")
    if len(set(languages)) < len(languages):
        yield Problem(("languages",), "a language is declared twice", "keep one of the two")


def check_texts(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Every text is there in every declared language and in no other."""
    declared = questionnaire.languages
    for path, text in texts(questionnaire):
        for language in declared:
            if not text.get(language):
                yield Problem(
                    path, f"no {path[-1]} in {language}", f"add {language}: … or undeclare {language}"
                )
        for language in text:
            if language not in declared:
                cure = f"add {language} to languages or remove it"
                yield Problem((*path, language), f"a {path[-1]} in {language}, which is not declared", cure)


def check_stems(questionnaire: Questionnaire) -> Iterator[Problem]:
    """A stem has one gap, {item}; only the items that complete it carry their own."""
    for path, text in texts(questionnaire):
        if path[-1] == "stem":
            for language, words in text.items():
                if words.count(GAP) != 1:
                    what = f"the stem in {language} holds {GAP} {words.count(GAP)} times"
                    yield Problem((*path, language), what, f"write {GAP} once, where the item's text goes")
    for place in questionnaire.places:
        if place.item.stem and place.item.kind not in {"battery", "yes_no"}:
            what = f"a {place.item.kind} item has a stem"
            yield Problem((*place.path, "stem"), what, "write the whole question as its text")


def check_yes_no(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Yes and no are worded here in Vietnamese and English only."""
    other = [language for language in questionnaire.languages if language not in {"vi", "en"}]
    for place in questionnaire.places:
        if other and place.item.kind == "yes_no":
            what = f"yes and no have no words in {listing(other)}"
            yield Problem((*place.path, "kind"), what, "use kind: single with options 1 and 0")


def texts(questionnaire: Questionnaire) -> Iterator[tuple[Path, dict[str, str]]]:
    """Every text with its path."""
    yield from _texts(questionnaire.model_dump(exclude_none=True), ())


def _texts(data: Any, path: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    if isinstance(data, dict):
        for key, value in data.items():
            # A scale may be called "label": below "scales" a key is a name, not a field.
            if key in TEXTS and path != ("scales",):
                yield (*path, key), value
            else:
                yield from _texts(value, (*path, key))
    elif isinstance(data, (list, tuple)):
        for number, each in enumerate(data):
            yield from _texts(each, (*path, number))
