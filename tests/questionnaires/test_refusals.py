"""What the loader refuses: each with its line, its place, what is wrong and the cure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from questionnaires.load import QuestionnaireError, load, shipped

Write = Callable[[str], Path]

# name: (words of the small questionnaire, what they become, the message after the line, which line)
# The line named is the one with ¶ in it; where that lies elsewhere, the fourth text is on it.
REFUSALS = {
    "an unknown field": (
        "kind: single",
        "¶knd: single",
        "item SENT: the field knd is not known; did you mean kind?",
    ),
    "an unknown field of an option": (
        "- {code: A, label: {vi: Thư, en: Letter}}",
        "- code: A\n            ¶lable: {vi: Thư, en: Letter}\n            label: {vi: Thư, en: Letter}",
        "item HOW: the field lable is not known; did you mean label?",
    ),
    "an unknown field of a filter": (
        "asked_if: {item: SENT, codes: [",
        "¶asked_if: {item: SENT, xyz: 1, codes: [",
        "item HOW: the field xyz is not known; use one of item, codes",
    ),
    "an unknown field of the whole": (
        "status: final",
        "¶state: final",
        "questionnaire small: the field state is not known; did you mean status?",
    ),
    "a kind that does not exist": (
        "kind: yes_no",
        "¶kind: yesno",
        "item WHEN: kind cannot be 'yesno'; did you mean yes_no?",
    ),
    "a missing field": (
        "        text: {vi: Bằng cách nào?, en: How?}\n",
        "",
        "item HOW: the field text is missing; add text: …",
        "- code: HOW",
    ),
    "a missing language": (
        "text: {vi: thái độ, en: courtesy}",
        "¶text: {vi: thái độ}",
        "item A1: no text in en; add en: … or undeclare en",
    ),
    "an empty text": (
        "text: {vi: thái độ, en: courtesy}",
        '¶text: {vi: "  ", en: courtesy}',
        "item A1: no text in vi; add vi: … or undeclare vi",
    ),
    "a missing language of a label": (
        "label: {vi: Chưa nhận, en: Not yet}",
        "¶label: {vi: Chưa nhận}",
        "scale five: no label in en; add en: … or undeclare en",
    ),
    "a language that is not declared": (
        "title: {vi: Người phục vụ, en: Staff}",
        "¶title: {vi: Người phục vụ, en: Staff, fr: Personnel}",
        "factor staff: a title in fr, which is not declared; add fr to languages or remove it",
    ),
    "a text that YAML reads as true": (
        "text: {vi: thái độ, en: courtesy}",
        "¶text: {vi: thái độ, en: true}",
        'item A1: en cannot be true; write a text, in quotation marks when it is true, false or null ("true")',
    ),
    "a truth that is a text": (
        "required: false",
        "¶required: no",
        "item NOTE: required cannot be 'no'; write true or false",
    ),
    "no language at all": (
        "languages: [vi, en]",
        "¶languages: []",
        "questionnaire small: no language is declared; write languages: [vi]",
    ),
    "a language declared twice": (
        "languages: [vi, en]",
        "¶languages: [vi, en, vi]",
        "questionnaire small: a language is declared twice; keep one of the two",
    ),
    "a language that is no code": (
        "languages: [vi, en]",
        "¶languages: [vi, en, Tiếng Anh]",
        "questionnaire small: languages cannot be 'Tiếng Anh'; use a language code such as vi, en or km",
    ),
    "a version with spaces": (
        'version: "1"',
        "¶version: 1 bis",
        "questionnaire small: version cannot be '1 bis'; use digits, letters, dots and hyphens, such as 2026.1",
    ),
    "an item code twice": (
        "code: A2",
        "¶code: A1",
        "item A1: the code A1 already stands for another item; give one of the two another code",
    ),
    "a factor named like an item": (
        "code: NOTE",
        "¶code: staff",
        "item staff: the code staff already stands for another factor; give one of the two another code",
    ),
    "a block code twice": (
        "code: needs",
        "¶code: about",
        "block about: the code about already stands for another block; give one of the two another code",
    ),
    "the code of the whole index": (
        "code: staff",
        "¶code: overall",
        "factor overall: the code overall already stands for the whole index; give one of the two another code",
    ),
    "an item code with a space": (
        "code: A2",
        "¶code: A 2",
        "item A 2: code cannot be 'A 2'; begin with a letter a-z; then letters, digits, _ . - only",
    ),
    "an option code twice": (
        '- {code: "4",',
        '¶- {code: "5",',
        "scale five: the code 5 stands for two answers; give each answer its own code",
    ),
    "an option code of two characters": (
        "- {code: C,",
        '¶- {code: "10",',
        "item HOW: code cannot be '10'; use one character, 0-9 or A-Z",
    ),
    "an option code in small letters": (
        "- {code: C,",
        "¶- {code: c,",
        "item HOW: code cannot be 'c'; use one character, 0-9 or A-Z",
    ),
    "a code that is a sign": (
        "- {code: C,",
        '¶- {code: "?",',
        "item HOW: code cannot be '?'; use one character, 0-9 or A-Z",
    ),
    "a positive code that is not offered": (
        'positive: ["4", "5"]',
        '¶positive: ["4", "6"]',
        "scale five: the positive code 6 is not among the answers that count; use codes of 5, 4, 1",
    ),
    "a positive code that does not count": (
        'positive: ["4", "5"]',
        '¶positive: ["4", "N"]',
        "scale five: the positive code N is not among the answers that count; use codes of 5, 4, 1",
    ),
    "a positive code twice": (
        'positive: ["4", "5"]',
        '¶positive: ["4", "4"]',
        "scale five: a positive code stands twice; keep one of the two",
    ),
    "nothing that counts as satisfied": (
        '    positive: ["4", "5"]\n    no_opinion: {vi: Không có ý kiến, en: No opinion}\n',
        "",
        "item A1: no answer counts as satisfied; give its scale positive codes",
        "- code: A1",
    ),
    "a filter that is no item": (
        "asked_if: {item: HOW,",
        "¶asked_if: {item: HOWW,",
        "item WHEN: the filter HOWW is no item; did you mean HOW?",
    ),
    "a filter that comes later": (
        "asked_if: {item: HOW, codes: [B, C]}",
        "¶asked_if: {item: A1, codes: ['1']}",
        "item WHEN: the filter A1 is not asked before it; move A1 up, or ask an earlier item",
    ),
    "a filter that is the item itself": (
        "asked_if: {item: HOW, codes: [B, C]}",
        "¶asked_if: {item: WHEN, codes: ['1']}",
        "item WHEN: the filter WHEN is not asked before it; move WHEN up, or ask an earlier item",
    ),
    "a filter code that is not offered": (
        "codes: [B, C]",
        "¶codes: [B, D]",
        "item WHEN: the filter HOW does not offer D; use codes of A, B, C",
    ),
    "a filter that never opens": (
        "codes: [B, C]",
        "¶codes: []",
        "item WHEN: the filter opens for no answer; use codes of A, B, C",
    ),
    "a filter that is free text": (
        "        required: false\n        text: {vi: Ý kiến khác, en: Anything else}\n",
        "        text: {vi: Ý kiến khác, en: Anything else}\n"
        "      - code: LAST\n        kind: yes_no\n"
        "        ¶asked_if: {item: NOTE, codes: ['1']}\n        text: {vi: Thêm nữa?, en: More?}\n",
        "item LAST: the filter NOTE is free text; ask a closed item",
    ),
    "a scale that is not there": (
        "    scale: five",
        "    ¶scale: fve",
        "block satisfaction: there is no scale fve; did you mean five?",
    ),
    "an item's scale that is not there": (
        "          - code: A2\n",
        "          - code: A2\n            ¶scale: six\n",
        "item A2: there is no scale six; use one of five",
    ),
    "no scale at all": (
        "    scale: five\n    factors:\n      - code: staff\n",
        "    factors:\n      - code: staff\n",
        "item A1: this battery item has no answers to choose from; name its scale or give options",
        "- code: A1",
    ),
    "options and a scale": (
        "kind: single",
        "kind: single\n        ¶scale: five",
        "item SENT: it has both options and a scale; remove one of them",
    ),
    "a yes or no with options": (
        "        kind: single\n",
        "        ¶kind: yes_no\n",
        "item SENT: a yes_no item has answers of its own; remove them, or use kind: single",
    ),
    "a tick-many item with no opinion": (
        "kind: text\n        required: false",
        "¶kind: multiple\n        scale: five",
        'item NOTE: a tick-many item has a scale with "no opinion"; offer it as an option',
    ),
    "one answer only": (
        '          - {code: "0", label: {vi: Chưa, en: "No"}}\n',
        "",
        "item SENT: it offers 1 answers; offer two or more",
        '        options:\n          - {code: "1",',
    ),
    "a limit of ticks where one answer is given": (
        "kind: yes_no",
        "kind: yes_no\n        ¶most: 1",
        "item WHEN: a yes_no item has a limit of ticks; remove most, or use kind: multiple",
    ),
    "a limit of ticks above the answers": (
        "most: 2",
        "¶most: 4",
        "item HOW: at most 4 ticks of 3 answers; give 1 to 3",
    ),
    "a limit of ticks in words": (
        "most: 2",
        "¶most: two",
        "item HOW: most cannot be 'two'; input should be a valid integer, unable to parse string as an integer",
    ),
    "an overall item outside satisfaction": (
        "kind: yes_no",
        "kind: yes_no\n        ¶role: overall",
        "item WHEN: role overall outside the rated items; remove role, or make it a battery item of satisfaction",
    ),
    "a weight that no figure uses": (
        "code: A2",
        "code: A2\n            ¶weight: 2",
        "item A2: a weight that no figure uses; remove it, or set index_rule: fixed_weights",
    ),
    "a stem without its gap": (
        'stem: {vi: "Hài lòng ở mức nào về {item}?", en: "How satisfied are you with {item}?"}',
        '¶stem: {vi: "Hài lòng ở mức nào về {item}?", en: "How satisfied are you?"}',
        "block satisfaction: the stem in en holds {item} 0 times; write {item} once, where the item's text goes",
    ),
    "a stem that nothing completes": (
        "kind: single",
        'kind: single\n        ¶stem: {vi: "{item}", en: "{item}"}',
        "item SENT: a single item has a stem; write the whole question as its text",
    ),
    "a block of two things": (
        "    items:\n      - code: NOTE",
        "    factors:\n      - {code: f, title: {vi: a, en: a}, items: [{code: Z, kind: yes_no, text: {vi: a, en: a}}]}\n"
        "    items:\n      - code: NOTE",
        "block needs: it holds factors and items; give exactly one of aspects, factors and items",
        "- code: needs",
    ),
    "a block of nothing": (
        "    items:\n      - code: NOTE\n        kind: text\n        required: false\n"
        "        text: {vi: Ý kiến khác, en: Anything else}\n",
        "",
        "block needs: it holds nothing; give exactly one of aspects, factors and items",
        "- code: needs",
    ),
    "a key twice": (
        "kind: single",
        "kind: single\n        ¶kind: single",
        "item SENT: the key kind stands twice; keep one of the two",
    ),
    "a control character": (
        "text: {vi: thái độ, en: courtesy}",
        '¶text: {vi: "thái\\x07độ", en: courtesy}',
        "item A1: holds the character U+0007, which does not print; remove it",
    ),
    "a mark that turns the text round": (
        "text: {vi: thái độ, en: courtesy}",
        '¶text: {vi: "thái\\u202eđộ", en: courtesy}',
        "item A1: holds the character U+202E, which does not print; remove it",
    ),
    "a text where fields belong": (
        "text: {vi: thái độ, en: courtesy}",
        "¶text: thái độ",
        "item A1: text cannot be 'thái độ'; write fields, such as vi: … and en: …",
    ),
    "a field where a list belongs": (
        'positive: ["4", "5"]',
        '¶positive: "4"',
        "scale five: positive cannot be '4'; write a list, one entry a line after a hyphen",
    ),
}


def edited(text: str, old: str, new: str, mark: str = "") -> tuple[str, int]:
    """The text with one change, and the number of the line that is marked."""
    assert old in text
    changed = text.replace(old, new, 1)
    changed = changed.replace(mark, f"¶{mark}", 1) if mark else changed
    before, _, after = changed.partition("¶")
    return before + after, before.count("\n") + 1


def refusal(path: Path, **options: bool) -> str:
    with pytest.raises(QuestionnaireError) as refused:
        load(path, **options)
    return str(refused.value)


def test_the_small_questionnaire_itself_is_accepted(write: Write, small_text: str) -> None:
    assert load(write(small_text)).code == "small"


@pytest.mark.parametrize("case", REFUSALS.values(), ids=REFUSALS)
def test_it_is_refused_with_line_place_and_cure(write: Write, small_text: str, case: tuple[str, ...]) -> None:
    old, new, expected, *mark = case
    text, line = edited(small_text, old, new, *mark)
    path = write(text)

    assert f"{path}:{line}: {expected}" in refusal(path).split("\n")


def test_every_problem_is_listed_in_the_order_of_the_file(write: Write, small_text: str) -> None:
    text = small_text.replace("{vi: thái độ, en: courtesy}", "{vi: thái độ}").replace("most: 2", "most: 9")
    text = text.replace("code: A2", "code: A1")

    problems = refusal(write(text)).split("\n")

    assert [each.split(": ")[1] for each in problems] == ["item HOW", "item A1", "item A1"]


def test_a_draft_is_read_but_not_fielded(write: Write, small_text: str) -> None:
    path = write(small_text.replace("status: final", "status: draft"))

    assert load(path).status == "draft"
    expected = "questionnaire small: a draft is not fielded; have it reviewed, then set status: final"
    assert refusal(path, for_fielding=True) == f"{path}:5: {expected}"


def test_a_final_questionnaire_is_fielded(write: Write, small_text: str) -> None:
    assert load(write(small_text), for_fielding=True).status == "final"


def test_a_known_version_that_changed_its_meaning_is_refused(write: Write) -> None:
    text = shipped()["unit-short"].read_text(encoding="utf-8")
    text, line = edited(text.replace("cách giao tiếp", "cách nói năng"), 'version: "', '¶version: "')
    path = write(text)

    what = "version 2026.1 is known with another meaning (versions.json)"
    assert refusal(path) == f"{path}:{line}: questionnaire unit-short: {what}; raise the version"


def test_a_changed_meaning_with_a_new_version_is_accepted(write: Write) -> None:
    text = shipped()["unit-short"].read_text(encoding="utf-8")
    text = text.replace("cách giao tiếp", "cách nói năng").replace('"2026.1"', '"2026.2"')

    assert load(write(text)).version == "2026.2"


def test_a_name_that_is_neither_file_nor_shipped_lists_what_is() -> None:
    with pytest.raises(QuestionnaireError) as refused:
        load("unit-shrt")

    cure = "give a file or counter, service-2017, sipas-2026, unit-short"
    assert str(refused.value) == f"unit-shrt: neither a file nor a shipped questionnaire; {cure}"
