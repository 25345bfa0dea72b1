"""Typefaces and named styles of the PDFs: registered once a process."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from reports.style import TOKENS

TEXT, BOLD, FIGURES, BOLD_FIGURES = "Text", "TextBold", "Figures", "FiguresBold"
_OURS = Path(__file__).parents[1] / "fonts"
_FACES = {TEXT: "Regular", BOLD: "SemiBold"}
_FIGURE_FACES = {FIGURES: "Regular", BOLD_FIGURES: "SemiBold"}

INK: dict[str, Color] = {name: HexColor(value) for name, value in TOKENS.items()}
"""The colours of the house, ready for a canvas."""


@cache
def register() -> None:
    """Make the faces known to ReportLab; its own have no Vietnamese letters."""
    theirs = files("fontpkg_be_vietnam_pro") / "files"
    for name, weight in _FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(theirs / f"BeVietnamPro-{weight}.ttf")))
    for name, weight in _FIGURE_FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(_OURS / f"HaiLongFigures-{weight}.ttf")))
    pdfmetrics.registerFontFamily(TEXT, normal=TEXT, bold=BOLD, italic=TEXT, boldItalic=BOLD)


@cache
def styles() -> dict[str, ParagraphStyle]:
    """The paragraph styles by name; leading leaves room for stacked diacritics."""
    register()
    made: dict[str, ParagraphStyle] = {}

    def add(name: str, size: float, leading: float, ink: str = "ink", face: str = TEXT) -> None:
        made[name] = ParagraphStyle(name, fontName=face, fontSize=size, leading=leading, textColor=INK[ink])

    add("lead", 11, 16)
    add("title", 16, 23, face=BOLD)
    add("subtitle", 10, 14.5, "ink-2")
    add("say", 11, 16)
    add("body", 10, 14.5)
    add("term", 9, 14.5, "ink-2")
    add("heading", 11, 16, face=BOLD)
    add("label", 8.5, 11.5)
    add("group", 8.5, 11.5, face=BOLD)
    add("head", 7.5, 10, "ink-2", face=BOLD)
    made["head_right"] = ParagraphStyle("head_right", made["head"], alignment=TA_RIGHT)
    add("note", 8, 11.6, "ink-2")
    add("method", 8, 11.6)
    add("method_term", 8, 11.6, "ink-2")
    add("running", 8, 11, "ink-2")
    add("foot", 7.5, 10.5, "ink-2")
    return made


def width(text: str, face: str, size: float) -> float:
    """How wide a text is set, in points."""
    return float(pdfmetrics.stringWidth(text, face, size))
