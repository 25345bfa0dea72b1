"""Checks of items: each kind with the answers, the weight and the role that belong to it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from questionnaires.model import Questionnaire
from questionnaires.parts import Aspect, Factor, Item
from questionnaires.problems import Problem, nearest
from questionnaires.tree import Path

CLOSED = {"battery", "single", "multiple"}


def check_shape(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Every block holds aspects, factors or items, and only one of these; nothing is empty."""
    if not questionnaire.blocks:
        yield Problem(("blocks",), "there are no blocks", "add a block with items")
    for number, block in enumerate(questionnaire.blocks):
        held = [name for name in ("aspects", "factors", "items") if getattr(block, name)]
        if len(held) != 1:
            what = f"it holds {' and '.join(held) or 'nothing'}"
            yield Problem(("blocks", number), what, "give exactly one of aspects, factors and items")
        yield from _empty_factors(("blocks", number), block.factors)
        for index, aspect in enumerate(block.aspects):
            yield from _aspect_shape(("blocks", number, "aspects", index), aspect)


def check_scale_names(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Every scale that is named, by an item or above it, is there."""
    known = list(questionnaire.scales)
    for place in questionnaire.places:
        levels = ((place.block, place.path[:2]), (place.factor, place.path[:-2]), (place.item, place.path))
        for level, path in levels:
            if level and level.scale and level.scale not in known:
                what = f"there is no scale {level.scale}"
                yield Problem((*path, "scale"), what, nearest(level.scale, known))


def check_answers(questionnaire: Questionnaire) -> Iterator[Problem]:
    """A closed item has one source of answers; text and yes_no items have none of their own."""
    for place in questionnaire.places:
        item = place.item
        if item.options and item.scale:
            yield Problem((*place.path, "scale"), "it has both options and a scale", "remove one of them")
        if item.kind not in CLOSED and (item.options or item.scale):
            what = f"a {item.kind} item has answers of its own"
            yield Problem((*place.path, "kind"), what, "remove them, or use kind: single")
        if item.kind in CLOSED and not questionnaire.scale_of(item).options:
            what = f"this {item.kind} item has no answers to choose from"
            yield Problem(place.path, what, "name its scale or give options")
        if item.kind == "multiple" and questionnaire.scale_of(item).no_opinion:
            what = 'a tick-many item has a scale with "no opinion"'
            yield Problem((*place.path, "kind"), what, "offer it as an option")


def check_most(questionnaire: Questionnaire) -> Iterator[Problem]:
    """A limit of ticks belongs to tick-many items and lies within the answers offered."""
    for place in questionnaire.places:
        most = place.item.most
        n_offered = len(questionnaire.scale_of(place.item).options)
        path = (*place.path, "most")
        if most is not None and place.item.kind != "multiple":
            cure = "remove most, or use kind: multiple"
            yield Problem(path, f"a {place.item.kind} item has a limit of ticks", cure)
        elif most is not None and not 1 <= most <= n_offered:
            yield Problem(path, f"at most {most} ticks of {n_offered} answers", f"give 1 to {n_offered}")


def check_roles(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Only a rated item can be an overall one."""
    for place in questionnaire.places:
        if place.item.role and not place.is_rated:
            what = "role overall outside the rated items"
            yield Problem(
                (*place.path, "role"), what, "remove role, or make it a battery item of satisfaction"
            )


def check_weights(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Every pooled item has a weight when the rule is fixed_weights; else none has."""
    fixed = questionnaire.index_rule == "fixed_weights"
    for place in questionnaire.places:
        weight = place.item.weight
        wanted = fixed and place.is_pooled
        if wanted and weight is None:
            yield Problem(place.path, "no weight, though the index rule is fixed_weights", "add weight: …")
        elif weight is not None and not wanted:
            cure = "remove it" if fixed else "remove it, or set index_rule: fixed_weights"
            yield Problem((*place.path, "weight"), "a weight that no figure uses", cure)
        elif weight is not None and not (math.isfinite(weight) and weight > 0):
            yield Problem((*place.path, "weight"), f"the weight {weight}", "give a number above 0")


def check_index_rule(questionnaire: Questionnaire) -> Iterator[Problem]:
    """A mean of factors needs factors; a mean score needs codes that are numbers."""
    for place in questionnaire.places:
        if not place.is_pooled:
            continue
        if questionnaire.index_rule == "mean_of_factors" and not place.factor:
            what = "it stands in no factor, though the index rule is mean_of_factors"
            yield Problem(place.path, what, "put it in a factor, or use mean_of_items")
        if questionnaire.index_rule == "mean_score" and not _is_numeric(questionnaire, place.item):
            what = "it has codes that are not digits, though the index rule is mean_score"
            yield Problem(place.path, what, "use codes 0-9, or counts: false for the others")


def check_positive(questionnaire: Questionnaire) -> Iterator[Problem]:
    """A final questionnaire says which answers count as satisfied."""
    if questionnaire.status == "draft" or questionnaire.index_rule == "mean_score":
        return
    for place in questionnaire.places:
        if place.is_rated and not questionnaire.scale_of(place.item).positive:
            what = "no answer counts as satisfied"
            yield Problem(place.path, what, "give its scale positive codes")


def _is_numeric(questionnaire: Questionnaire, item: Item) -> bool:
    return all(option.code.isdigit() for option in questionnaire.scale_of(item).options if option.counts)


def _aspect_shape(path: Path, aspect: Aspect) -> Iterator[Problem]:
    if bool(aspect.factors) == bool(aspect.items):
        what = "it holds factors and items" if aspect.items else "it holds nothing"
        yield Problem(path, what, "give exactly one of factors and items")
    yield from _empty_factors(path, aspect.factors)


def _empty_factors(path: Path, factors: tuple[Factor, ...]) -> Iterator[Problem]:
    for number, factor in enumerate(factors):
        if not factor.items:
            yield Problem((*path, "factors", number), "it holds no item", "add items")
