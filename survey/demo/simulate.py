"""Believable simulated ballots: better and worse units, moods that colour every item, gaps, small cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from questionnaires.model import Item, Questionnaire, Route

Texts = NDArray[np.str_]
Columns = dict[str, list[str]]

MOOD, NOISE = 0.75, 0.65
CUTS = (-2.3, -1.75, -1.05, 0.25)
"""Where a mood of mean 0 passes from one of five levels to the next: about 85 % satisfied."""
NO_OPINION_SHARE, BLANK_SHARE = 0.03, 0.01


@dataclass(frozen=True)
class Cell:
    """The ballots of one unit in one wave; `forced` items get only the codes named."""

    unit: str
    wave: str
    ballots: int
    effect: float
    forced: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def simulate(
    questionnaire: Questionnaire,
    cells: Sequence[Cell],
    *,
    seed: int,
    shares: Mapping[str, Mapping[str, float]] | None = None,
    blanks: float = BLANK_SHARE,
) -> Columns:
    """Columns `unit`, `wave` and one for each closed item; `shares` of the answers to single items.

    `blanks` is the share of rated items that are left out: 0 for a screen, which asks once more.
    """
    random = np.random.default_rng(seed)
    ease = {item.code: random.normal(0, 0.25) for item in questionnaire.rated_items}
    parts = [_cell(questionnaire, cell, ease, shares or {}, blanks, random) for cell in cells]
    return {name: [value for part in parts for value in part[name]] for name in parts[0]}


def _cell(
    questionnaire: Questionnaire,
    cell: Cell,
    ease: Mapping[str, float],
    shares: Mapping[str, Mapping[str, float]],
    blanks: float,
    random: np.random.Generator,
) -> Columns:
    mood = random.normal(cell.effect, MOOD, cell.ballots)
    given: dict[str, Texts] = {}
    for item in questionnaire.items:
        if item.kind in {"text", "multiple"}:
            continue
        if item.code in ease:
            answers = _rated(questionnaire, item, mood + ease[item.code], random)
            answers = _force(answers, cell.forced.get(item.code, ()), random)
            answers = _gaps(answers, blanks, random)
        else:
            answers = _single(questionnaire, item, cell.ballots, shares.get(item.code, {}), random)
        given[item.code] = _routed(answers, item.asked_if, given)
    names = {"unit": [cell.unit] * cell.ballots, "wave": [cell.wave] * cell.ballots}
    return names | {code: [str(each) for each in answers] for code, answers in given.items()}


def _rated(
    questionnaire: Questionnaire, item: Item, mood: NDArray[np.float64], random: np.random.Generator
) -> Texts:
    codes = sorted(option.code for option in questionnaire.scale_of(item).options if option.counts)
    cuts = np.interp(np.linspace(0, 1, len(codes) - 1), np.linspace(0, 1, len(CUTS)), CUTS)
    return np.array(codes)[np.searchsorted(cuts, mood + random.normal(0, NOISE, len(mood)))]


def _single(
    questionnaire: Questionnaire,
    item: Item,
    n: int,
    shares: Mapping[str, float],
    random: np.random.Generator,
) -> Texts:
    codes = [option.code for option in questionnaire.scale_of(item).options]
    known = np.array([shares.get(code, 0.0) for code in codes])
    unnamed = known == 0
    rest = 1 / np.arange(1, len(codes) + 1) * unnamed
    share = known + (rest / rest.sum() * (1 - known.sum()) if unnamed.any() else 0)
    return random.choice(np.array(codes), n, p=share / share.sum())


def _force(answers: Texts, codes: tuple[str, ...], random: np.random.Generator) -> Texts:
    return random.choice(np.array(codes), len(answers)) if codes else answers


def _gaps(answers: Texts, blanks: float, random: np.random.Generator) -> Texts:
    luck = random.random(len(answers))
    answers = np.where(luck < NO_OPINION_SHARE, "?", answers)
    return np.where(luck > 1 - blanks, "", answers)


def _routed(answers: Texts, route: Route | None, given: Mapping[str, Texts]) -> Texts:
    if route is None or route.item not in given:
        return answers
    return np.where(np.isin(given[route.item], route.codes), answers, "")
