"""The figures face: digits on one width, made by the script that lies beside it."""

from __future__ import annotations

import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from reports.fonts.make_figures_face import ADVANCE, GLYPHS, make
from reports.parts.faces import styles

FOLDER = Path(__file__).parents[2] / "reports" / "fonts"


@pytest.mark.parametrize("weight", sorted(ADVANCE))
def test_all_digits_are_equally_wide(weight: str) -> None:
    font = TTFont(FOLDER / f"HaiLongFigures-{weight}.ttf")
    names = font.getBestCmap()

    assert {font["hmtx"][names[ord(digit)]][0] for digit in "0123456789"} == {ADVANCE[weight]}
    assert {ord(sign) for sign in GLYPHS} <= set(names)


@pytest.mark.parametrize("weight", sorted(ADVANCE))
def test_the_script_makes_the_committed_font(weight: str, tmp_path: Path) -> None:
    source = files("fontpkg_be_vietnam_pro") / "files" / f"BeVietnamPro-{weight}.ttf"

    make(Path(str(source)), tmp_path / "made.ttf", weight)

    assert (tmp_path / "made.ttf").read_bytes() == (FOLDER / f"HaiLongFigures-{weight}.ttf").read_bytes()


VIETNAMESE = "aăâeêioôơuưyđ" + "".join(
    unicodedata.normalize("NFC", vowel + mark)
    for vowel in "aăâeêioôơuưy"
    for mark in "\u0300\u0301\u0303\u0309\u0323"
)
"""The letters with marks and without, each one character."""


@pytest.mark.parametrize("weight", ["Regular", "Bold", "Italic"])
def test_the_serif_has_every_vietnamese_letter_and_digits_of_one_width(weight: str) -> None:
    font = TTFont(FOLDER / f"LiberationSerif-{weight}.ttf")
    names = font.getBestCmap()

    assert {ord(letter) for letter in VIETNAMESE + VIETNAMESE.upper()} <= set(names)
    assert len({font["hmtx"][names[ord(digit)]][0] for digit in "0123456789"}) == 1


def test_text_has_room_for_stacked_diacritics() -> None:
    for style in styles().values():
        assert style.leading >= 1.3 * style.fontSize, style.name
    assert styles()["annex"].leading >= 1.45 * styles()["annex"].fontSize


@pytest.mark.parametrize("name", ["OFL.txt", "OFL-Liberation.txt"])
def test_the_licence_lies_beside_the_font(name: str) -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / name).read_text(encoding="utf-8")
