"""The answer string: exact both ways on every ballot that can be, and refusing all others."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.answers import AnswersError, Position, codebook, decode, encode, positions
from questionnaires.checks import check
from questionnaires.load import load, shipped
from questionnaires.model import Block, Item, Kind, Option, Questionnaire, Route, Scale

Answers = dict[str, str | tuple[str, ...]]
KINDS: list[Kind] = ["battery", "single", "multiple", "yes_no", "text"]
CODES = string.digits + string.ascii_uppercase
SHIPPED = [load(name) for name in shipped()]


@dataclass(frozen=True)
class Ballot:
    """A valid ballot, with its answer string put together here and not by the code under test."""

    questionnaire: Questionnaire
    answers: Answers
    string: str


def some_codes(least: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(CODES), min_size=least, max_size=6, unique=True)


@st.composite
def scales(draw: st.DrawFn, codes: list[str]) -> Scale:
    options = tuple(Option(code=code, label={"vi": f"mức {code}"}) for code in codes)
    no_opinion: dict[str, str] | None = draw(st.none() | st.just({"vi": "không có ý kiến"}))
    return Scale(options=options, no_opinion=no_opinion)


@st.composite
def items(draw: st.DrawFn, number: int, earlier: Sequence[Item], offered: Mapping[str, list[str]]) -> Item:
    kind: Kind = draw(st.sampled_from(KINDS))
    codes = draw(some_codes(2)) if kind in {"single", "multiple"} else []
    asked = [item for item in earlier if offered[item.code]]
    route = None
    if asked and draw(st.booleans()):
        source = draw(st.sampled_from(asked))
        opening = draw(st.lists(st.sampled_from(offered[source.code]), min_size=1, unique=True))
        route = Route(item=source.code, codes=tuple(opening))
    return Item(
        code=f"Q{number}",
        kind=kind,
        text={"vi": f"câu {number}"},
        options=tuple(Option(code=code, label={"vi": code}) for code in codes),
        asked_if=route,
        most=draw(st.none() | st.integers(1, len(codes))) if kind == "multiple" else None,
    )


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """Any questionnaire of one block: all kinds of items, filters on filters."""
    scale_codes = draw(some_codes(2))
    made: list[Item] = []
    offered: dict[str, list[str]] = {}
    for number in range(1, draw(st.integers(2, 8)) + 1):
        item = draw(items(number, made, offered))
        own = {"battery": scale_codes, "yes_no": ["1", "0"], "text": []}
        offered[item.code] = own.get(item.kind, [option.code for option in item.options])
        made.append(item)
    title = {"vi": "thử"}
    block = Block(code="b", title=title, role="satisfaction", scale="s", items=tuple(made))
    scale = draw(scales(scale_codes))
    return Questionnaire(
        code="q", version="1", title=title, languages=("vi",), scales={"s": scale}, blocks=(block,)
    )


@st.composite
def ballots(draw: st.DrawFn, of: st.SearchStrategy[Questionnaire]) -> Ballot:
    """A ballot that somebody could have filled in, item by item."""
    questionnaire = draw(of)
    answers: Answers = {}
    text = ""
    for item in questionnaire.items:
        if item.kind == "text":
            continue
        scale = questionnaire.scale_of(item)
        codes = [option.code for option in scale.options]
        signs = ".*#?" if scale.no_opinion else ".*#"
        many = item.kind == "multiple"
        given_before = answers.get(item.asked_if.item, "") if item.asked_if else ""
        if item.asked_if and not set(given_before) & set(item.asked_if.codes):
            answer: str | tuple[str, ...] = "-"
        elif many and draw(st.booleans()):
            ticked = draw(st.lists(st.sampled_from(codes), max_size=item.most, unique=True))
            answer = tuple(code for code in codes if code in ticked)
        else:
            answer = draw(st.sampled_from(signs if many else codes + list(signs)))
        answers[item.code] = answer
        marks = "".join("1" if code in answer else "0" for code in codes)
        text += marks if isinstance(answer, tuple) else answer * (len(codes) if many else 1)
    return Ballot(questionnaire, answers, text)


ANY = ballots(questionnaires() | st.sampled_from(SHIPPED))


@given(questionnaires())
def test_what_is_generated_here_could_be_fielded_but_for_its_status(questionnaire: Questionnaire) -> None:
    assert not check(questionnaire)


@given(ANY)
def test_a_ballot_becomes_its_string_and_comes_back_whole(ballot: Ballot) -> None:
    assert encode(ballot.questionnaire, ballot.answers) == ballot.string
    assert decode(ballot.questionnaire, ballot.string) == ballot.answers


@given(ANY)
def test_what_was_not_asked_or_not_answered_need_not_be_said(ballot: Ballot) -> None:
    said = {code: answer for code, answer in ballot.answers.items() if answer not in {"-", "."}}

    assert encode(ballot.questionnaire, said) == ballot.string


@given(ANY)
def test_the_codebook_holds_every_character_of_every_ballot(ballot: Ballot) -> None:
    book = codebook(ballot.questionnaire)

    assert len(book) == len(ballot.string) == len(positions(ballot.questionnaire))
    assert all(mark in allowed for mark, allowed in zip(ballot.string, book, strict=True))


@given(ANY, st.data())
def test_a_string_with_one_character_changed_is_refused_or_exact(ballot: Ballot, data: st.DataObject) -> None:
    where = data.draw(st.integers(0, len(ballot.string)))
    mark = data.draw(st.sampled_from(CODES + ".-?*#a é"))
    changed = ballot.string[:where] + mark + ballot.string[where + 1 :]

    try:
        answers = decode(ballot.questionnaire, changed)
    except AnswersError:
        return
    assert encode(ballot.questionnaire, answers) == changed


@given(ANY, st.data())
def test_an_answer_where_nothing_was_asked_is_refused(ballot: Ballot, data: st.DataObject) -> None:
    shut = [code for code, answer in ballot.answers.items() if answer == "-"]
    for code in shut:
        scale = ballot.questionnaire.scale_of(ballot.questionnaire.item(code))
        answer = data.draw(st.sampled_from([option.code for option in scale.options]))

        with pytest.raises(AnswersError, match=f"^{code}: answered"):
            encode(ballot.questionnaire, {**ballot.answers, code: answer})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from([*CODES, *".-?*#"]) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(CODES), inner, max_size=2),
    max_leaves=4,
)


@given(st.sampled_from(SHIPPED), st.data())
def test_whatever_a_stranger_sends_is_refused_or_exact(
    questionnaire: Questionnaire, data: st.DataObject
) -> None:
    codes = st.sampled_from([item.code for item in questionnaire.items])
    sent = data.draw(st.dictionaries(codes, JSON, max_size=4))

    try:
        written = encode(questionnaire, sent)
    except AnswersError:
        return
    assert encode(questionnaire, decode(questionnaire, written)) == written


def test_the_small_questionnaire_reads_as_expected(small: Questionnaire) -> None:
    answers: Answers = {"SENT": "1", "HOW": ("A", "C"), "WHEN": "0", "A1": "1", "A2": "?", "AX": "N"}

    assert encode(small, answers) == "110101?N"
    assert decode(small, "110101?N") == answers


def test_each_option_of_a_tick_many_item_has_a_position_and_text_has_none(small: Questionnaire) -> None:
    how = [Position("HOW", "A"), Position("HOW", "B"), Position("HOW", "C")]
    rated = [Position("A1"), Position("A2"), Position("AX")]

    assert positions(small) == (Position("SENT"), *how, Position("WHEN"), *rated)


def test_nothing_said_is_no_answer_and_shuts_every_filter(small: Questionnaire) -> None:
    assert encode(small, {}) == ".----.-."


@pytest.mark.parametrize("sign", [".", "*", "#"])
def test_a_filter_without_a_readable_answer_is_shut(small: Questionnaire, sign: str) -> None:
    assert encode(small, {"SENT": sign}) == f"{sign}----.-."


def test_a_filter_on_ticks_opens_with_any_of_them(small: Questionnaire) -> None:
    assert encode(small, {"SENT": "1", "HOW": ["B"], "WHEN": "1"}) == "10101.-."


def test_a_filter_on_ticks_stays_shut_without_them(small: Questionnaire) -> None:
    with pytest.raises(AnswersError, match="^WHEN: answered '1', but HOW = B/C did not open it"):
        encode(small, {"SENT": "1", "HOW": ["A"], "WHEN": "1"})


def test_none_ticked_and_no_answer_are_two_things(small: Questionnaire) -> None:
    assert encode(small, {"SENT": "1", "HOW": []})[1:4] == "000"
    assert encode(small, {"SENT": "1"})[1:4] == "..."


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"A1": "2"}, "A1: '2' is no answer; allowed: 5 4 1 N # * . ?"),
        ({"A1": "54"}, "A1: '54' is no answer; allowed: 5 4 1 N # * . ?"),
        ({"A1": ""}, "A1: '' is no answer; allowed: 5 4 1 N # * . ?"),
        ({"A1": ["5"]}, "A1: ['5'] is no answer; allowed: 5 4 1 N # * . ?"),
        ({"A1": "-"}, "A1: marked as not asked, but it was; allowed: 5 4 1 N # * . ?"),
        ({"SENT": "?"}, "SENT: '?' is no answer; allowed: 1 0 # * ."),
        ({"SENT": "1", "HOW": "D"}, "HOW: 'D' is no answer; allowed: A B C # * - ."),
        ({"SENT": "1", "HOW": ["A", "."]}, "HOW: ['A', '.'] is no answer; allowed: A B C # * - ."),
        (
            {"SENT": "1", "HOW": "ABC"},
            "HOW: 3 ticks, at most 2; a paper with more is *; allowed: A B C # * - .",
        ),
        ({"SENT": "0", "HOW": []}, "HOW: answered (), but SENT = 1 did not open it; allowed: A B C # * - ."),
        ({"B1": "5"}, "B1: no closed item of small 1; it has SENT, HOW, WHEN, A1, A2, AX"),
        ({"NOTE": "5"}, "NOTE: no closed item of small 1; it has SENT, HOW, WHEN, A1, A2, AX"),
    ],
)
def test_a_wrong_answer_is_refused_by_item_and_allowed_codes(
    small: Questionnaire, answers: Answers, message: str
) -> None:
    with pytest.raises(AnswersError) as refused:
        encode(small, answers)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("string", "message"),
    [
        ("....", "4 characters; small 1 has 8 positions"),
        (".----.-.\n", "9 characters; small 1 has 8 positions"),
        (".----2-.", "A1: '2' is no answer; allowed: 5 4 1 N # * . ?"),
        ("1.0..1..", "HOW: '.0.' is no answer; allowed: A B C # * - ."),
        ("1111-1..", "HOW: 3 ticks, at most 2; a paper with more is *; allowed: A B C # * - ."),
        ("0111-.-.", "HOW: 3 ticks, at most 2; a paper with more is *; allowed: A B C # * - ."),
        ("0100-.-.", "HOW: '100', but SENT = 1 did not open it; allowed: A B C # * - ."),
        ("1---.1..", "HOW: '---', but SENT = 1 opened it; allowed: A B C # * - ."),
        (".----1-.", "A2: '-', but A1 = 1 opened it; allowed: 5 4 1 N # * - . ?"),
        (".----5..", "A2: '.', but A1 = 1 did not open it; allowed: 5 4 1 N # * - . ?"),
        (".------.", "A1: '-' is no answer; allowed: 5 4 1 N # * . ?"),
    ],
)
def test_a_wrong_string_is_refused_by_item_and_allowed_codes(
    small: Questionnaire, string: str, message: str
) -> None:
    with pytest.raises(AnswersError) as refused:
        decode(small, string)
    assert str(refused.value) == message
