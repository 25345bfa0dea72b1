"""What an index rule and the tree of groups demand of a questionnaire."""

from __future__ import annotations

import math

import pytest

from questionnaires.checks import check
from questionnaires.model import Aspect, Block, Factor, Item, Option, Questionnaire, Scale

TITLE = {"vi": "tên"}


def item(code: str, weight: float | None = None) -> Item:
    return Item(code=code, text={"vi": "câu"}, weight=weight)


def overall(code: str, weight: float | None = None) -> Item:
    return item(code, weight).model_copy(update={"role": "overall"})


def scale(*codes: str, apart: str = "") -> Scale:
    options = [Option(code=code, label=TITLE, counts=code not in apart) for code in codes]
    return Scale(options=tuple(options), positive=codes[:1])


def questionnaire(block: Block, **fields: object) -> Questionnaire:
    data = {"code": "q", "version": "1", "title": TITLE, "languages": ["vi"], "blocks": [block]}
    return Questionnaire.model_validate({**data, "scales": {"s": scale("5", "1")}, **fields})


def rated(*items: Item, factors: tuple[Factor, ...] = (), aspects: tuple[Aspect, ...] = ()) -> Block:
    groups = {"items": items, "factors": factors, "aspects": aspects}
    return Block(code="b", title=TITLE, role="satisfaction", scale="s", **groups)  # type: ignore[arg-type]


def problems(made: Questionnaire) -> list[tuple[object, ...]]:
    return [(each.path, each.what, each.cure) for each in check(made)]


def test_fixed_weights_on_every_pooled_item_are_accepted() -> None:
    made = questionnaire(rated(item("A", 1.0), item("B", 0.5), overall("X")), index_rule="fixed_weights")

    assert not check(made)


def test_fixed_weights_want_a_weight_on_every_pooled_item() -> None:
    made = questionnaire(rated(item("A", 1.0), item("B"), overall("X")), index_rule="fixed_weights")

    what = "no weight, though the index rule is fixed_weights"
    assert problems(made) == [(("blocks", 0, "items", 1), what, "add weight: …")]


def test_an_overall_item_has_no_weight() -> None:
    made = questionnaire(rated(item("A", 1.0), overall("X", 1.0)), index_rule="fixed_weights")

    assert problems(made) == [
        (("blocks", 0, "items", 1, "weight"), "a weight that no figure uses", "remove it")
    ]


@pytest.mark.parametrize("weight", [0.0, -1.0, math.nan, math.inf])
def test_a_weight_is_a_number_above_zero(weight: float) -> None:
    made = questionnaire(rated(item("A", weight)), index_rule="fixed_weights")

    path = ("blocks", 0, "items", 0, "weight")
    assert problems(made) == [(path, f"the weight {weight}", "give a number above 0")]


def test_a_mean_of_factors_wants_every_pooled_item_in_a_factor() -> None:
    made = questionnaire(rated(item("A"), overall("X")), index_rule="mean_of_factors")

    what = "it stands in no factor, though the index rule is mean_of_factors"
    cure = "put it in a factor, or use mean_of_items"
    assert problems(made) == [(("blocks", 0, "items", 0), what, cure)]


def test_a_mean_score_wants_digits() -> None:
    made = questionnaire(rated(item("A")), index_rule="mean_score", scales={"s": scale("5", "N")})

    what = "it has codes that are not digits, though the index rule is mean_score"
    cure = "use codes 0-9, or counts: false for the others"
    assert problems(made) == [(("blocks", 0, "items", 0), what, cure)]


def test_a_mean_score_leaves_alone_what_does_not_count() -> None:
    scales = {"s": scale("5", "1", "N", apart="N")}

    assert not check(questionnaire(rated(item("A")), index_rule="mean_score", scales=scales))


def test_a_draft_need_not_say_yet_what_counts_as_satisfied() -> None:
    scales = {"s": scale("5", "1").model_copy(update={"positive": ()})}
    block = rated(item("A"))

    assert not check(questionnaire(block, scales=scales, status="draft"))
    assert [each.what for each in check(questionnaire(block, scales=scales, status="final"))] == [
        "no answer counts as satisfied"
    ]


def test_an_aspect_holds_factors_or_items() -> None:
    factor = Factor(code="f", title=TITLE, items=(item("A"),))
    both = Aspect(code="both", title=TITLE, factors=(factor,), items=(item("B"),))
    neither = Aspect(code="neither", title=TITLE)

    cure = "give exactly one of factors and items"
    assert problems(questionnaire(rated(aspects=(both, neither)))) == [
        (("blocks", 0, "aspects", 0), "it holds factors and items", cure),
        (("blocks", 0, "aspects", 1), "it holds nothing", cure),
    ]


def test_a_factor_holds_items_wherever_it_stands() -> None:
    empty = Factor(code="f", title=TITLE, items=())
    aspect = Aspect(code="a", title=TITLE, factors=(empty.model_copy(update={"code": "g"}),))

    under_block = problems(questionnaire(rated(factors=(empty,))))
    under_aspect = problems(questionnaire(rated(aspects=(aspect,))))

    assert under_block == [(("blocks", 0, "factors", 0), "it holds no item", "add items")]
    assert under_aspect == [(("blocks", 0, "aspects", 0, "factors", 0), "it holds no item", "add items")]


def test_a_questionnaire_without_blocks_is_refused() -> None:
    made = questionnaire(rated(item("A")), blocks=[])

    assert problems(made) == [(("blocks",), "there are no blocks", "add a block with items")]


def test_an_aspect_can_hold_items_without_factors() -> None:
    aspect = Aspect(code="a", title=TITLE, items=(item("A"), overall("X")))
    made = questionnaire(rated(aspects=(aspect,)))

    assert not check(made)
    assert [(group.code, group.kind, group.items) for group in made.groups] == [
        ("overall", "overall", ("A",)),
        ("a", "aspect", ("A",)),
    ]
