"""The sentences as a whole: both languages, the same blanks, the house's words, letters the font has."""

from __future__ import annotations

import re
import string
from importlib.resources import files
from importlib.resources.abc import Traversable

import pytest
from fontTools.ttLib import TTFont

from reports import words
from reports.texts.charts import CHARTS
from reports.texts.findings import FINDINGS
from reports.texts.full import FULL
from reports.texts.labels import LABELS
from reports.texts.method import METHOD
from reports.texts.notes import NOTES
from reports.texts.official import OFFICIAL
from reports.texts.standing import STANDING

KEYS = sorted(words.SENTENCES)
REFUSED = re.compile(
    r"trung bình chung|tăng nhẹ|giảm nhẹ|không có sự khác biệt|tương đương|khoảng biến thiên"
    r"|không đáng tin|\d %|\} %|điểm %|bạn\b|quý khách|lá phiếu|đóng băng|phát hành|!",
    re.IGNORECASE,
)


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", KEYS)
def test_a_sentence_is_there_in_both_languages_with_known_blanks(key: str) -> None:
    vietnamese, english = words.SENTENCES[key]["vi"], words.SENTENCES[key]["en"]

    assert vietnamese and english
    # English needs no word for "rate" where Vietnamese names the measure.
    assert blanks(english) <= blanks(vietnamese)


@pytest.mark.parametrize("key", KEYS)
def test_a_sentence_avoids_the_words_an_official_would_refuse(key: str) -> None:
    assert not REFUSED.search(words.SENTENCES[key]["vi"])


def test_no_key_is_defined_twice() -> None:
    parts = (CHARTS, FINDINGS, FULL, LABELS, METHOD, NOTES, OFFICIAL, STANDING)

    assert sum(map(len, parts)) == len(words.SENTENCES)


FACES = (
    files("fontpkg_be_vietnam_pro") / "files" / "BeVietnamPro-SemiBold.ttf",
    *(files("reports") / "fonts" / f"LiberationSerif-{each}.ttf" for each in ("Regular", "Bold", "Italic")),
)


@pytest.mark.parametrize("path", FACES, ids=lambda path: path.name)
def test_a_font_has_every_letter_of_every_sentence(path: Traversable) -> None:
    with path.open("rb") as stream:
        known = set(TTFont(stream).getBestCmap())
    used = {ord(letter) for text in words.SENTENCES.values() for each in text.values() for letter in each}

    assert not {chr(code) for code in used - known}


def test_a_wave_is_named_as_a_sentence_needs_it() -> None:
    assert words.wave_name("2026", "vi") == "năm 2026"
    assert words.wave_name("2", "vi") == "đợt 2"
    assert words.wave_name("2026", "en") == "2026"
    assert words.wave_name("Quý III", "en") == "Quý III"


def test_a_count_of_one_is_singular_in_english() -> None:
    assert words.forms(1, "en") == "1 form"
    assert words.forms(1250, "vi") == "1.250 phiếu"
