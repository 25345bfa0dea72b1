"""Typefaces and named styles of the PDFs: registered once a process."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfdoc, pdfmetrics

from reports.parts.alphabet import Alphabet, Deflate
from reports.serif import Serif, chosen
from reports.style import TOKENS

TEXT, BOLD, BOLD_FIGURES = "Text", "TextBold", "FiguresBold"
SERIF, SERIF_BOLD, SERIF_ITALIC = "Serif", "SerifBold", "SerifItalic"
"""The faces of official editions; their digits are all of one width."""
_OURS = Path(__file__).parents[1] / "fonts"
_FACES = {TEXT: "Regular", BOLD: "SemiBold"}
_SERIF_FACES = {SERIF: "Regular", SERIF_BOLD: "Bold", SERIF_ITALIC: "Italic"}
_FIGURE_FACES = {BOLD_FIGURES: "SemiBold"}

INK: dict[str, Color] = {name: HexColor(value) for name, value in TOKENS.items()}
"""The colours of the house, ready for a canvas."""


_known: list[Serif | None] = []
"""The typeface that ReportLab knows by the names of the official ones; empty before the first."""

# Bare deflate: ReportLab's own second coat of ASCII would add a quarter to every page and font.
rl_config.useA85 = 0
pdfdoc.PDFZCompress = Deflate()  # type: ignore[attr-defined]


def register() -> None:
    """Make the faces known to ReportLab; its own have no Vietnamese letters."""
    serif = chosen()
    if _known == [serif]:
        return
    _register_ours()
    for each in _serifs(serif):
        # Registering keeps a name's first font, and the choice may change within a process.
        pdfmetrics._fonts.pop(each.fontName, None)  # type: ignore[attr-defined]
        pdfmetrics.registerFont(each)
    pdfmetrics.registerFontFamily(
        SERIF, normal=SERIF, bold=SERIF_BOLD, italic=SERIF_ITALIC, boldItalic=SERIF_BOLD
    )
    _known[:] = [serif]


@cache
def _serifs(serif: Serif | None) -> tuple[Alphabet, ...]:
    """The three faces of official editions; a typeface that was chosen has no italics."""
    paths = [_OURS / f"LiberationSerif-{weight}.ttf" for weight in _SERIF_FACES.values()]
    if serif is not None:
        paths = [serif.regular, serif.bold, serif.regular]
    return tuple(Alphabet(name, str(path)) for name, path in zip(_SERIF_FACES, paths, strict=True))


@cache
def _register_ours() -> None:
    theirs = files("fontpkg_be_vietnam_pro") / "files"
    for name, weight in _FACES.items():
        pdfmetrics.registerFont(Alphabet(name, str(theirs / f"BeVietnamPro-{weight}.ttf")))
    for name, weight in _FIGURE_FACES.items():
        pdfmetrics.registerFont(Alphabet(name, str(_OURS / f"HaiLongFigures-{weight}.ttf")))
    pdfmetrics.registerFontFamily(TEXT, normal=TEXT, bold=BOLD, italic=TEXT, boldItalic=BOLD)


@cache
def styles() -> dict[str, ParagraphStyle]:
    """The paragraph styles of official editions by name; leading leaves room for stacked diacritics."""
    register()
    made: dict[str, ParagraphStyle] = {}

    def add(name: str, size: float, leading: float, ink: str = "ink", face: str = SERIF) -> None:
        made[name] = ParagraphStyle(name, fontName=face, fontSize=size, leading=leading, textColor=INK[ink])

    add("annex", 12.5, 18.5, face=SERIF_BOLD)
    add("attached", 11.5, 15.5, face=SERIF_ITALIC)
    for name in ("annex", "attached"):
        made[name].alignment = TA_CENTER
    add("lead", 12.5, 17)
    add("title", 17, 24, face=SERIF_BOLD)
    add("subtitle", 11, 15, "ink-2")
    made["under_annex"] = ParagraphStyle("under_annex", made["subtitle"], alignment=TA_CENTER)
    add("say", 12.5, 17)
    add("body", 11, 14.6)
    add("term", 10.5, 14.6, "ink-2")
    add("chapter", 14.5, 20, face=SERIF_BOLD)
    add("heading", 12.5, 17, face=SERIF_BOLD)
    add("label", 9.5, 12.4)
    add("group", 9.5, 12.4, face=SERIF_BOLD)
    add("head", 9, 11.8, "ink-2", face=SERIF_BOLD)
    made["head_right"] = ParagraphStyle("head_right", made["head"], alignment=TA_RIGHT)
    for name in ("label", "group"):
        made[f"{name}_right"] = ParagraphStyle(f"{name}_right", made[name], alignment=TA_RIGHT)
    add("note", 9, 11.8, "ink-2")
    add("method", 8.5, 11.1)
    made["method"].spaceAfter = 1.5
    add("running", 9, 11.8, "ink-2")
    add("foot", 8.5, 11.2, "ink-2")
    return made


def width(text: str, face: str, size: float) -> float:
    """How wide a text is set, in points."""
    return float(pdfmetrics.stringWidth(text, face, size))
