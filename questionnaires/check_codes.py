"""Checks of codes: none twice, scales whole, filters that lead to an earlier answer."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.model import Questionnaire
from questionnaires.parts import Option, Scale
from questionnaires.problems import Problem, listing, nearest
from questionnaires.tree import OVERALL, Path, Place


def check_codes(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Items and groups share one space of codes, because figures are found by code."""
    seen: dict[str, str] = {OVERALL: "the whole index"}
    for path, kind, code in _coded(questionnaire):
        if code in seen:
            what = f"the code {code} already stands for {seen[code]}"
            yield Problem((*path, "code"), what, "give one of the two another code")
        seen.setdefault(code, f"another {kind}")


def check_scales(questionnaire: Questionnaire) -> Iterator[Problem]:
    """A scale offers answers, each code once; its positive codes are among those that count."""
    for name, scale in questionnaire.scales.items():
        path: Path = ("scales", name)
        yield from _option_problems((*path, "options"), scale.options)
        yield from _positive_problems((*path, "positive"), scale)
    for place in questionnaire.places:
        if place.item.options:
            yield from _option_problems((*place.path, "options"), place.item.options)


def check_routes(questionnaire: Questionnaire) -> Iterator[Problem]:
    """A filter asks an earlier closed item for codes that it offers."""
    codes = [item.code for item in questionnaire.items]
    for number, place in enumerate(questionnaire.places):
        route = place.item.asked_if
        if not route:
            continue
        path = (*place.path, "asked_if", "item")
        if route.item not in codes:
            yield Problem(path, f"the filter {route.item} is no item", nearest(route.item, codes[:number]))
        elif route.item not in codes[:number]:
            what = f"the filter {route.item} is not asked before it"
            yield Problem(path, what, f"move {route.item} up, or ask an earlier item")
        else:
            yield from _route_codes(questionnaire, place)


def _coded(questionnaire: Questionnaire) -> Iterator[tuple[Path, str, str]]:
    """Every block, aspect, factor and item with its path, in the order of the form."""
    for number, block in enumerate(questionnaire.blocks):
        path: Path = ("blocks", number)
        yield path, "block", block.code
        for index, aspect in enumerate(block.aspects):
            below: Path = (*path, "aspects", index)
            yield below, "aspect", aspect.code
            yield from (
                ((*below, "factors", n), "factor", each.code) for n, each in enumerate(aspect.factors)
            )
        yield from (((*path, "factors", n), "factor", each.code) for n, each in enumerate(block.factors))
    yield from ((place.path, "item", place.item.code) for place in questionnaire.places)


def _option_problems(path: Path, options: tuple[Option, ...]) -> Iterator[Problem]:
    codes = [option.code for option in options]
    if len(codes) < 2:
        yield Problem(path, f"it offers {len(codes)} answers", "offer two or more")
    for number, code in enumerate(codes):
        if code in codes[:number]:
            what = f"the code {code} stands for two answers"
            yield Problem((*path, number, "code"), what, "give each answer its own code")


def _positive_problems(path: Path, scale: Scale) -> Iterator[Problem]:
    counted = [option.code for option in scale.options if option.counts]
    for code in scale.positive:
        if code not in counted:
            what = f"the positive code {code} is not among the answers that count"
            yield Problem(path, what, f"use codes of {listing(counted)}")
    if len(set(scale.positive)) < len(scale.positive):
        yield Problem(path, "a positive code stands twice", "keep one of the two")


def _route_codes(questionnaire: Questionnaire, place: Place) -> Iterator[Problem]:
    route = place.item.asked_if
    assert route is not None
    path = (*place.path, "asked_if", "codes")
    offered = [option.code for option in questionnaire.scale_of(questionnaire.item(route.item)).options]
    if not offered:
        yield Problem(path, f"the filter {route.item} is free text", "ask a closed item")
        return
    if not route.codes:
        yield Problem(path, "the filter opens for no answer", f"use codes of {listing(offered)}")
    for code in route.codes:
        if code not in offered:
            what = f"the filter {route.item} does not offer {code}"
            yield Problem(path, what, f"use codes of {listing(offered)}")
