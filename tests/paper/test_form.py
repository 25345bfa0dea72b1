"""What a citizen holds in hand: every question with all its answers, the words, the way through, the pages."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import replace
from io import BytesIO
from itertools import product

import pytest
from pypdf import PdfReader

from questionnaires.load import load
from questionnaires.meaning import meaning
from questionnaires.model import Item, Questionnaire, say
from reports import style
from reports.paper import words
from reports.paper.content import PaperError
from reports.paper.furniture import band_bottom
from reports.paper.notice import notice
from reports.paper.routing import Routing
from reports.paper.sizes import SIZES
from survey.citizen import messages
from tests.paper.cast import FACTS, LANGUAGES, LONG, SHIPPED, paper, printed, shipped_ballot
from tests.paper.cast import SIZES as NAMES

TURNS = [
    (code, size, LANGUAGES[(number + place) % len(LANGUAGES)])
    for number, code in enumerate(SHIPPED)
    for place, size in enumerate(NAMES)
]
"""Every questionnaire in every size, the languages by turns; in all languages in `make soak`."""


def text_of(pdf: bytes) -> str:
    """The text in reading order, every run of blanks as one."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    return " ".join(" ".join(pages).split())


def expected(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """Every answer of every closed question, once."""
    wanted = []
    for item in questionnaire.items:
        scale = questionnaire.scale_of(item)
        codes = [option.code for option in scale.options]
        codes += ["?"] if scale.no_opinion else []
        codes += ["none"] if item.kind == "multiple" and item.required else []
        wanted += [(item.code, code) for code in codes]
    return wanted + [("_assisted", way) for way in ("alone", "read_aloud", "interpreted")]


@pytest.mark.parametrize(("code", "size", "languages"), TURNS)
def test_every_answer_of_every_question_has_exactly_one_bubble(
    code: str, size: str, languages: tuple[str, ...]
) -> None:
    made = shipped_ballot(code, size, languages)

    assert made.bubbles == expected(load(code))
    assert made.layout["questionnaire"]["meaning"] == meaning(load(code))


@pytest.mark.soak
def test_every_answer_has_its_bubble_in_every_size_and_language() -> None:
    for code, size, languages in product(SHIPPED, NAMES, LANGUAGES):
        assert shipped_ballot(code, size, languages).bubbles == expected(load(code)), (code, size, languages)


@pytest.mark.parametrize("size", NAMES)
@pytest.mark.parametrize("code", SHIPPED)
def test_every_word_of_the_questionnaire_is_there_in_its_order_and_composed(code: str, size: str) -> None:
    asked = load(code)
    text = text_of(shipped_ballot(code, size, ("vi",)).pdf)
    plain = text.replace(style.FIXED_SPACE, " ")

    sought = [style.capital(style.plain(say(item.text, "vi"))) for item in asked.items]
    places = [plain.find(f"{n}. {label}") for n, label in enumerate(sought, start=1)]

    assert unicodedata.is_normalized("NFC", text)
    assert -1 not in places, [label for label, place in zip(sought, places, strict=True) if place < 0]
    assert places == sorted(places) or SIZES[size].is_booklet, "the sides of a booklet are not in order"


def test_one_sheet_is_enough_for_the_short_form_and_two_for_the_household_survey() -> None:
    n_pages = {code: len(shipped_ballot(code, "A4", ("vi",)).layout["pages"]) for code in SHIPPED}

    assert n_pages["counter"] == 1
    assert n_pages["unit-short"] == 2
    assert n_pages["sipas-2026"] <= 4


def test_the_way_through_the_form_is_said_in_words() -> None:
    text = text_of(shipped_ballot("unit-short", "A4", ("vi",)).pdf)

    assert "Nếu trả lời “Chưa gửi” thì chuyển sang câu 14." in text
    assert "Câu 11–13: chỉ trả lời nếu ở câu 10 Ông/Bà chọn “Đã gửi”." in text
    assert "Câu 7–8: chỉ trả lời nếu ở câu 3 Ông/Bà chọn “Nhận kết quả”." in text


def test_a_tick_many_question_sends_on_those_who_did_not_tick() -> None:
    asked = load("sipas-2026")

    told = Routing(asked).jumps(asked.item("Q2"), "vi")

    assert told == ["Nếu không chọn “Kênh khác (ghi rõ)” thì chuyển sang câu 17."]


def test_nobody_is_sent_on_who_is_asked_the_next_question_anyway() -> None:
    asked = load("unit-short")
    routing = Routing(asked)

    sent = [item.code for item in asked.items if routing.jumps(item, "en")]

    assert sent == ["UF"]


def test_a_filter_behind_a_closed_filter_is_jumped_over_too_and_the_end_is_named() -> None:
    asked = load("unit-short")
    items = {item.code: item for item in asked.items}
    route = items["U7"].asked_if
    assert route is not None
    last = items["U9"].model_copy(update={"code": "U9B", "asked_if": route.model_copy(update={"item": "U8"})})
    block = asked.blocks[1]
    feedback = block.factors[2].model_copy(update={"items": (*block.factors[2].items, last)})
    short = block.model_copy(update={"factors": (feedback,)})
    nested = asked.model_copy(update={"blocks": (short,)})

    told = Routing(nested).jumps(nested.item("UF"), "vi")

    assert told == ["Nếu trả lời “Chưa gửi” thì chuyển đến cuối phiếu."]


def test_two_languages_stand_side_by_side_in_one_form() -> None:
    text = text_of(shipped_ballot("unit-short", "A4", ("vi", "en")).pdf)

    for part in (
        "Giới tính Sex",
        "Mức độ hài lòng / Satisfaction",
        "Rất hài lòng Very satisfied",
        "Must I answer?",
        "Ông/Bà có phải trả lời không?",
        "If your answer is “No”, go to question 14.",
    ):
        assert part in text


def test_the_comment_box_asks_for_no_names_and_is_in_the_layout() -> None:
    made = shipped_ballot("counter", "A4", ("vi",))
    boxes = [box for page in made.layout["pages"] for box in page["boxes"]]

    assert [box["item"] for box in boxes] == ["comment"]
    assert boxes[0]["width"] > 100 and boxes[0]["height"] > 20
    assert words.say("privacy", "vi") in text_of(made.pdf)


def test_a_question_that_asks_for_no_names_itself_is_not_told_twice() -> None:
    text = text_of(shipped_ballot("unit-short", "A4", ("vi",)).pdf)

    assert text.count("xin không ghi tên") == 1
    assert words.say("privacy", "vi") not in text


def test_the_notice_says_what_the_web_page_says_but_for_what_paper_cannot_know() -> None:
    """One wording: what both tell is told in the same words; seconds and addresses are no matter of paper."""
    shared = {
        key: text
        for key, text in words.SENTENCES.items()
        if hasattr(messages.VI, key) and key not in {"contact", "survey", "named_text", "kept_until"}
    }
    web = {"vi": messages.VI, "en": messages.EN}

    different = [
        (key, language)
        for key, text in shared.items()
        for language in ("vi", "en")
        if text[language] != getattr(web[language], key)
    ]

    assert len(shared) > 15
    assert [key for key, _ in different if key.startswith(("why", "must", "seen", "mend", "reply"))] == []
    assert not {"giây", "địa chỉ mạng"} & set(words.SENTENCES["named_text"]["vi"].split())


def test_a_sentence_whose_fact_is_missing_is_left_out() -> None:
    bare = paper(notice=replace(FACTS, host=None, plan=None, results_address=None, keep_until=None, limit=10))

    told = dict(notice(bare, "vi"))

    assert told["Vì sao có phiếu này?"].startswith("Khảo sát được thực hiện")
    assert "Kết quả ở đâu, lưu bao lâu?" not in told
    assert "dưới 10 người" in told["Ai xem được?"]
    assert not [text for text in told.values() if "{" in text or "None" in text]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [({"is_test": True}, "PHIẾU THỬ, KHÔNG TÍNH"), ({"is_simulated": True}, "DỮ LIỆU MÔ PHỎNG")],
)
def test_test_ballots_and_simulated_ones_say_so_on_every_page(more: dict[str, bool], sentence: str) -> None:
    made = printed(paper(**more))

    pages = [page.extract_text() for page in PdfReader(BytesIO(made.pdf)).pages]
    assert [sentence in page for page in pages] == [True, True]
    assert made.layout["layout"] != shipped_ballot("unit-short", "A4", ("vi",)).layout["layout"]


def test_equal_input_gives_equal_bytes_and_another_number_other_ones() -> None:
    once, again = printed(paper(), n=3), printed(paper(), n=3)

    assert hashlib.sha256(once.pdf).digest() == hashlib.sha256(again.pdf).digest()
    assert once.pdf != printed(paper(), n=3, first=124).pdf
    assert once.layout == again.layout


def test_all_copies_share_one_layout_and_each_bears_its_own_number() -> None:
    made = printed(paper(), n=4)

    text = text_of(made.pdf)

    assert len(PdfReader(BytesIO(made.pdf)).pages) == 8
    assert len(set(re.findall(r"\d{6}-[A-Z]", text))) == 4


def long_form(n: int = 40) -> Questionnaire:
    """So many questions, every third as long as a paragraph."""
    asked = load("unit-short")
    first = asked.item("U1")

    def item(number: int) -> Item:
        tail = " và cách xử lý công việc ở nơi tiếp nhận hồ sơ" * (number % 3 * 4)
        text = {"vi": f"nội dung thứ {number}{tail}", "en": f"matter {number}"}
        return first.model_copy(update={"code": f"X{number}", "text": text})

    block = asked.blocks[1].model_copy(
        update={"factors": (), "items": tuple(item(number) for number in range(n))}
    )
    return asked.model_copy(update={"blocks": (block,), "index_rule": "pooled"})


@pytest.mark.parametrize("size", NAMES)
def test_forty_long_questions_under_a_long_name_are_never_torn_by_a_page(size: str) -> None:
    made = printed(paper(long_form(), size=size, unit_name={"vi": LONG, "en": LONG}))
    page_of: dict[str, set[int]] = {}
    for page in made.layout["pages"]:
        for bubble in page["bubbles"]:
            page_of.setdefault(bubble["item"], set()).add(page["page"])
    size_ = SIZES[size]

    assert len(page_of) == 41
    assert all(len(pages) == 1 for pages in page_of.values())
    assert all(
        size_.top < bubble["y"] < size_.bottom for page in made.layout["pages"] for bubble in page["bubbles"]
    )
    assert " ".join(LONG.split()[:6]) in text_of(made.pdf)


def test_a_table_that_goes_on_repeats_its_words_on_the_next_page() -> None:
    made = printed(paper(long_form()))

    texts = [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(made.pdf)).pages]
    asking = [
        any(bubble["item"] != "_assisted" for bubble in page["bubbles"]) for page in made.layout["pages"]
    ]

    assert sum(asking) > 2
    assert ["Ông/Bà hài lòng ở mức nào về:" in text for text in texts] == asking


def test_a_question_longer_than_a_page_is_named() -> None:
    asked = long_form(2)
    huge = asked.items[1].model_copy(update={"text": {"vi": "rất dài " * 3000, "en": "very long"}})
    block = asked.blocks[0].model_copy(update={"items": (asked.items[0], huge)})

    with pytest.raises(PaperError, match="does not fit on a page of size A4; item X1; shorten"):
        printed(paper(asked.model_copy(update={"blocks": (block,)})))


def test_names_with_signs_of_markup_are_printed_as_they_are() -> None:
    made = printed(paper(unit_name={"vi": "Sở <b>A & B</b>", "en": "A & B"}))

    assert "Sở <b>A & B</b>" in text_of(made.pdf)


def test_a_language_that_is_not_declared_is_refused() -> None:
    asked = load("unit-short").model_copy(update={"languages": ("vi",)})

    with pytest.raises(PaperError, match="unit-short 2026.1 has no en; --lang; choose vi"):
        printed(paper(asked, languages=("vi", "en")))


def test_a_booklet_lies_in_the_order_of_its_folds() -> None:
    made = shipped_ballot("sipas-2026", "A5", ("vi",))
    n = len(made.layout["pages"])

    order = [[each["page"] for each in side["pages"]] for side in made.layout["sheets"]]

    assert n == 8
    assert order == [[8, 1], [2, 7], [6, 3], [4, 5]]
    assert all(side["size"] == [297.0, 210] for side in made.layout["sheets"])


@pytest.mark.parametrize("size", NAMES)
def test_the_longest_names_and_both_tags_leave_the_title_and_the_questions_alone(size: str) -> None:
    names = {"vi": LONG, "en": LONG}
    made = printed(
        paper(
            "sipas-2026",
            size=size,
            languages=("vi", "en"),
            unit_name=names,
            notice=replace(FACTS, host=names, plan="12/KH-UBND " * 5),
            is_test=True,
            is_simulated=True,
        )
    )
    asking, told = made.ballot.asking, made.ballot.paper

    first = made.ballot.placed[0][1]

    assert first.y >= band_bottom(asking, told, 1)
    assert all(band_bottom(asking, told, page) <= asking.size.top for page in range(2, 6))
