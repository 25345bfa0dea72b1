"""The questionnaires that are shipped: whole, in both languages, and meaning what they are known to mean."""

from __future__ import annotations

import re
import unicodedata

import pytest

from questionnaires.answers import positions
from questionnaires.check_texts import texts
from questionnaires.load import VERSIONS, load, shipped
from questionnaires.meaning import meaning, read_registry
from questionnaires.model import Questionnaire

ALL = {name: load(name, for_fielding=True) for name in shipped()}
SATISFACTION = ["Rất hài lòng", "Hài lòng", "Bình thường", "Không hài lòng", "Rất không hài lòng"]

each_questionnaire = pytest.mark.parametrize("questionnaire", ALL.values(), ids=ALL)


def pooled(questionnaire: Questionnaire) -> dict[str, int]:
    return {group.code: len(group.items) for group in questionnaire.groups}


def test_there_are_four_each_named_like_its_file() -> None:
    assert list(ALL) == ["counter", "service-2017", "sipas-2026", "unit-short"]
    assert [each.code for each in ALL.values()] == list(ALL)


@each_questionnaire
def test_it_is_final_in_our_own_words_and_two_languages(questionnaire: Questionnaire) -> None:
    assert (questionnaire.status, questionnaire.wording) == ("final", "own")
    assert questionnaire.languages == ("vi", "en")


@each_questionnaire
def test_it_means_what_the_registry_says(questionnaire: Questionnaire) -> None:
    known = read_registry(VERSIONS)

    assert known[questionnaire.code][questionnaire.version] == meaning(questionnaire)


def test_the_registry_knows_no_other_questionnaire() -> None:
    assert set(read_registry(VERSIONS)) == set(ALL)


@each_questionnaire
def test_every_text_is_composed_and_without_loose_spaces(questionnaire: Questionnaire) -> None:
    written = [words for _, text in texts(questionnaire) for words in text.values()]

    assert written
    assert all(unicodedata.is_normalized("NFC", words) for words in written)
    assert not [words for words in written if words != " ".join(words.split())]


@each_questionnaire
def test_no_english_stands_where_vietnamese_should(questionnaire: Questionnaire) -> None:
    vietnamese = re.compile("[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]|[ắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữự]")
    english = [text["en"] for _, text in texts(questionnaire)]
    sentences = [text["vi"] for path, text in texts(questionnaire) if path[-1] in {"text", "stem"}]

    assert not [words for words in english if vietnamese.search(words)]
    assert not [words for words in sentences if not vietnamese.search(words.lower()) and words != "{item}"]


@each_questionnaire
def test_a_rated_item_completes_its_sentence_in_small_letters(questionnaire: Questionnaire) -> None:
    for item in questionnaire.rated_items:
        own_screen = questionnaire.code == "counter"

        assert own_screen or item.text["vi"][0].islower() and item.text["en"][0].islower()
        assert own_screen or not item.text["vi"].endswith((".", "?"))


@each_questionnaire
def test_satisfaction_is_one_scale_everywhere(questionnaire: Questionnaire) -> None:
    for item in questionnaire.rated_items:
        scale = questionnaire.scale_of(item)
        counted = [option for option in scale.options if option.counts]

        assert [option.code for option in counted] == list("54321")
        assert [option.label["vi"] for option in counted] == SATISFACTION
        assert scale.positive == ("4", "5")


def test_the_population_survey_rates_39_lines_in_two_aspects_and_nine_factors() -> None:
    assert pooled(ALL["sipas-2026"]) == {
        "overall": 39,
        "policy": 23,
        "accountability": 2,
        "participation": 2,
        "implementation": 9,
        "impact": 10,
        "service": 16,
        "access": 3,
        "procedures": 4,
        "officials": 3,
        "outcome": 3,
        "feedback": 3,
    }


def test_the_population_survey_asks_its_ten_questions() -> None:
    survey = ALL["sipas-2026"]
    lines = [int(item.code[1:].split("_")[0]) for item in survey.items if item.code[0] == "Q"]

    assert [lines.count(number) for number in range(1, 11)] == [9, 2, 7, 1, 1, 1, 3, 7, 39, 10]
    assert survey.index_rule == "pooled"
    assert not [item for item in survey.rated_items if survey.scale_of(item).no_opinion]


def test_the_form_of_2017_rates_22_criteria_and_each_factor_as_a_whole() -> None:
    form = ALL["service-2017"]
    overall = [item.code for item in form.rated_items if item.role == "overall"]

    assert list(pooled(form).values()) == [22, 4, 5, 5, 4, 4]
    assert overall == ["SA", "SB", "SC", "SD", "SE", "SG"]
    assert [item.code for item in form.rated_items if item.asked_if] == ["S19", "S20", "S21", "S22", "SE"]


def test_the_form_of_2017_lets_three_needs_be_chosen_of_ten() -> None:
    needs = ALL["service-2017"].item("priorities")

    assert (needs.kind, needs.most, len(needs.options)) == ("multiple", 3, 10)


def test_the_short_form_rates_nine_items_in_three_factors() -> None:
    short = ALL["unit-short"]

    assert pooled(short) == {"overall": 9, "officials": 3, "outcome": 2, "feedback": 4}
    assert short.index_rule == "mean_of_factors"
    assert all(short.scale_of(item).no_opinion for item in short.rated_items)


def test_the_short_form_asks_about_a_result_only_those_who_came_for_one() -> None:
    filters = {item.code: item.asked_if.item for item in ALL["unit-short"].items if item.asked_if}

    assert filters == {"U4": "purpose", "U5": "purpose", "U7": "UF", "U8": "UF", "U9": "UF"}


def test_the_counter_is_six_taps_and_keeps_the_overall_one_apart() -> None:
    counter = ALL["counter"]

    assert [position.item for position in positions(counter)] == ["C1", "C2", "C3", "C4", "C5", "C6"]
    assert pooled(counter) == {"overall": 5}


def test_the_counter_stores_no_result_yet_without_counting_it() -> None:
    counter = ALL["counter"]
    extra = {
        item.code: "".join(option.code for option in counter.scale_of(item).options if not option.counts)
        + ("?" if counter.scale_of(item).no_opinion else "")
        for item in counter.rated_items
    }

    assert extra == {"C1": "", "C2": "?", "C3": "?", "C4": "?", "C5": "N", "C6": "N"}
