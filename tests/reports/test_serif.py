"""The typeface of official editions: ours, or one by path that has every Vietnamese letter."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from reports import serif
from reports.pdf import to_pdf
from reports.serif import SETTING, UnfitFontError, serif_of
from tests.reports.cast import ABOUT
from tests.reports.test_pdf import read, text_of, usual

OURS = Path(__file__).parents[2] / "reports" / "fonts"
THEIRS = Path(str(files("fontpkg_be_vietnam_pro") / "files"))
OTHER = f"{THEIRS / 'BeVietnamPro-Regular.ttf'},{THEIRS / 'BeVietnamPro-SemiBold.ttf'}"


def faces_of(data: bytes) -> set[str]:
    fonts = [f.get_object() for page in read(data).pages for f in page["/Resources"]["/Font"].values()]
    return {str(font["/BaseFont"]).partition("+")[2] for font in fonts}


def test_a_report_is_set_in_the_typeface_that_was_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = text_of(usual())
    monkeypatch.setenv(SETTING, OTHER)
    made = replace(usual(), about=replace(ABOUT, fonts=serif.mark()))

    faces = faces_of(to_pdf(made))

    assert faces == {"BeVietnamPro-Regular", "BeVietnamPro-SemiBold"}
    assert "Mức độ hài lòng chung đối với Sở Tư pháp đạt" in text_of(made)
    assert "Mức độ hài lòng chung đối với Sở Tư pháp đạt" in ours


def test_our_typeface_is_back_when_the_choice_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    before = to_pdf(usual())
    with monkeypatch.context() as choice:
        choice.setenv(SETTING, OTHER)
        to_pdf(replace(usual(), about=replace(ABOUT, fonts=serif.mark())))

    assert to_pdf(usual()) == before


def test_a_report_is_not_drawn_in_another_typeface_than_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, OTHER)

    with pytest.raises(UnfitFontError, match="set in our own typeface.*give the files"):
        to_pdf(usual())


def test_a_typeface_is_known_by_its_names_and_its_content(tmp_path: Path) -> None:
    one = serif_of(OTHER)
    turned = replace(one, regular=one.bold)

    assert one.mark.startswith("BeVietnamPro-Regular.ttf, BeVietnamPro-SemiBold.ttf (")
    assert one.mark[-13:] != turned.mark[-13:]
    assert str(THEIRS) not in one.mark


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("one.ttf", "is not two files; --font; write REGULAR.ttf,BOLD.ttf"),
        ("a.ttf,b.ttf,c.ttf", "is not two files"),
        ("nowhere.ttf,nowhere.ttf", "cannot be read as a TrueType font"),
        (f"{__file__},{__file__}", "cannot be read as a TrueType font"),
        (f"{OURS / 'HaiLongFigures-Regular.ttf'},{OURS / 'HaiLongFigures-SemiBold.ttf'}", "the font has no"),
    ],
)
def test_an_unfit_typeface_is_refused(given: str, message: str) -> None:
    with pytest.raises(UnfitFontError, match=message):
        serif_of(given)
