"""The figures face: digits on one width, made by the script that lies beside it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from reports.fonts.make_figures_face import ADVANCE, GLYPHS, make

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


def test_the_licence_lies_beside_the_font() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "OFL.txt").read_text(encoding="utf-8")
