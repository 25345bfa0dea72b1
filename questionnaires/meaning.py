"""The meaning hash: one number for everything that could change what an answer means."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from pathlib import Path
from typing import Any

from questionnaires.model import Questionnaire
from questionnaires.parts import Text
from questionnaires.tree import Place

Registry = dict[str, dict[str, str]]
"""{questionnaire code: {version: meaning hash}}."""

KEPT = {"code", "kind", "text", "role", "asked_if", "required", "weight", "most"}


class VersionError(ValueError):
    """A version that already stands for another meaning."""


def meaning(questionnaire: Questionnaire) -> str:
    """SHA-256 of the canonical JSON of what could change what an answer means.

    Inside: the code; the languages; the index rule; for each block its role and intro; for each item,
    in order, the path of groups above it, its code, kind, text, full stem, answers (codes, labels, which
    count, which are positive, "no opinion"), role, filter, weight, limit of ticks and whether it is required;
    the titles without their typography (capitals, punctuation, spaces), because they name what is added up.

    Outside: version and status (the hash is kept by version), whether the wording is official, the names of
    scales and the level at which a stem or a scale is written: the same questions asked alike.
    """
    content = {
        "code": questionnaire.code,
        "title": _plain(questionnaire.title),
        "languages": sorted(questionnaire.languages),
        "index_rule": questionnaire.index_rule,
        "blocks": [
            {"code": block.code, "title": _plain(block.title), "role": block.role, "intro": block.intro}
            for block in questionnaire.blocks
        ],
        "items": [_item(questionnaire, place) for place in questionnaire.places],
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_registry(path: Path) -> Registry:
    """The versions known so far; none when the file is not there."""
    if not path.exists():
        return {}
    registry: Registry = json.loads(path.read_text(encoding="utf-8"))
    return registry


def record(questionnaire: Questionnaire, path: Path) -> None:
    """Write the meaning of a final version into a registry; a known version never changes."""
    registry = read_registry(path)
    versions = registry.setdefault(questionnaire.code, {})
    found = versions.setdefault(questionnaire.version, meaning(questionnaire))
    if found != meaning(questionnaire):
        name = f"{questionnaire.code} {questionnaire.version}"
        raise VersionError(f"{path.name}: {name} has another meaning; raise the version")
    path.write_text(json.dumps(registry, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _item(questionnaire: Questionnaire, place: Place) -> dict[str, Any]:
    item = place.item
    return {
        "groups": [[each.code, _plain(each.title)] for each in (place.aspect, place.factor) if each],
        "block": place.block.code,
        "stem": questionnaire.stem_of(item),
        "scale": questionnaire.scale_of(item).model_dump(mode="json"),
        **item.model_dump(mode="json", include=KEPT),
    }


def _plain(title: Text) -> dict[str, str]:
    """A title without capitals, punctuation and spaces."""
    return {
        language: "".join(each for each in words.casefold() if unicodedata.category(each)[0] in "LMN")
        for language, words in title.items()
    }
