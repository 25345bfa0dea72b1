"""What is derived from a questionnaire: its items, scales, stems and the tree of its index."""

from __future__ import annotations

import pickle

import pytest
from pydantic import ValidationError

from questionnaires.load import load
from questionnaires.model import Block, Group, Item, Questionnaire, say

TITLE = {"vi": "tên"}


def rated(*codes: str) -> tuple[Item, ...]:
    return tuple(Item(code=code, text={"vi": code}) for code in codes)


def test_items_stand_in_the_order_of_the_form(small: Questionnaire) -> None:
    assert [item.code for item in small.items] == ["SENT", "HOW", "WHEN", "A1", "A2", "AX", "NOTE"]


def test_an_item_is_found_by_its_code(small: Questionnaire) -> None:
    assert small.item("HOW").most == 2


def test_an_unknown_item_is_refused_with_the_known_ones(small: Questionnaire) -> None:
    with pytest.raises(KeyError, match="no item A9 in small 1; it has SENT, HOW, WHEN, A1, A2, AX, NOTE"):
        small.item("A9")


def test_rated_items_hold_the_overall_one_and_groups_do_not(small: Questionnaire) -> None:
    overall, staff = small.groups

    assert [item.code for item in small.rated_items] == ["A1", "A2", "AX"]
    assert overall.items == staff.items == ("A1", "A2")
    assert (overall.kind, overall.children, staff.children) == ("overall", ("staff",), ())


def test_the_index_of_the_population_survey_is_a_tree_of_three_steps() -> None:
    groups = {group.code: group for group in load("sipas-2026").groups}

    assert list(groups)[:3] == ["overall", "policy", "accountability"]
    assert groups["overall"].children == ("policy", "service")
    assert groups["overall"].title == {"vi": "Mức độ hài lòng chung", "en": "Overall satisfaction"}
    assert groups["service"].children == ("access", "procedures", "officials", "outcome", "feedback")
    assert groups["policy"].items + groups["service"].items == groups["overall"].items


def test_two_satisfaction_blocks_share_one_overall_group() -> None:
    blocks = (
        Block(code="one", title=TITLE, role="satisfaction", items=rated("A")),
        Block(code="wishes", title=TITLE, role="needs", items=rated("W")),
        Block(code="two", title=TITLE, role="satisfaction", items=rated("B")),
    )
    both = Questionnaire(code="q", version="1", title=TITLE, languages=("vi",), blocks=blocks)

    assert [(group.code, group.items) for group in both.groups] == [("overall", ("A", "B"))]


def test_a_form_that_rates_nothing_has_no_index(small: Questionnaire) -> None:
    assert small.model_copy(update={"blocks": small.blocks[:1]}).groups == ()


def test_a_copy_with_other_blocks_forgets_the_items_of_the_old(small: Questionnaire) -> None:
    assert small.items

    copied = small.model_copy(update={"blocks": small.blocks[1:2]})

    assert [item.code for item in copied.items] == ["A1", "A2", "AX"]


def test_a_scale_comes_from_the_nearest_place(small: Questionnaire) -> None:
    codes = {
        item.code: "".join(option.code for option in small.scale_of(item).options) for item in small.items
    }

    assert codes == {
        "SENT": "10",
        "HOW": "ABC",
        "WHEN": "10",
        "A1": "541N",
        "A2": "541N",
        "AX": "541N",
        "NOTE": "",
    }


def test_yes_is_the_positive_answer_of_a_yes_or_no(small: Questionnaire) -> None:
    scale = small.scale_of(small.item("WHEN"))

    assert scale.positive == ("1",)
    assert [option.label["vi"] for option in scale.options] == ["Có", "Không"]


def test_a_stem_is_taken_by_the_items_that_complete_it() -> None:
    short = load("unit-short")

    thanks = "Ông/Bà hài lòng ở mức nào về thái độ đón tiếp và cách giao tiếp của người phục vụ?"
    assert short.sentence(short.item("U1"), "vi") == thanks
    assert short.stem_of(short.item("UF")) is None
    assert short.sentence(short.item("UF"), "en").startswith("In the last 12 months, have you sent")


def test_an_item_can_stand_outside_the_stem_of_its_block() -> None:
    counter = load("counter")

    assert counter.sentence(counter.item("C1"), "en") == "Overall, how satisfied are you today?"
    expected = "How satisfied are you with: The place: signs, seats, equipment"
    assert counter.sentence(counter.item("C2"), "en") == expected


def test_a_questionnaire_cannot_be_changed(small: Questionnaire) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        small.version = "2"


def test_a_questionnaire_travels_to_another_process(small: Questionnaire) -> None:
    twin = pickle.loads(pickle.dumps(small))

    assert twin == small and hash(twin) == hash(small)


def test_a_text_is_said_in_the_language_asked_for_else_in_vietnamese_else_in_the_first() -> None:
    text = {"en": "staff", "vi": "người phục vụ"}

    assert say(text, "en") == "staff"
    assert say(text, "km") == "người phục vụ"
    assert say({"en": "staff", "km": "បុគ្គលិក"}, "fr") == "staff"
    assert say(None, "vi") == ""


def test_a_group_without_pooled_items_is_not_in_the_index() -> None:
    codes = [group.code for group in load("service-2017").groups]

    assert codes == ["overall", "access", "procedures", "officials", "outcome", "feedback"]
    assert isinstance(load("service-2017").groups[0], Group)
