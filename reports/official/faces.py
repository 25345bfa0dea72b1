"""The face and the named styles of official PDFs: one constant says which face."""

from __future__ import annotations

from functools import cache
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph

from reports.parts.faces import INK, SERIF, SERIF_BOLD, SERIF_ITALIC, register

FACE, FACE_BOLD, FACE_ITALIC = SERIF, SERIF_BOLD, SERIF_ITALIC
"""Text, bold and italic of all official PDFs; charts keep the face of the house."""


@cache
def official_styles() -> dict[str, ParagraphStyle]:
    """The paragraph styles by name, in the sizes of administrative documents."""
    register()
    made: dict[str, ParagraphStyle] = {}

    def add(name: str, size: float, leading: float, face: str = FACE, **more: Any) -> None:
        whole = {"allowWidows": 0, "allowOrphans": 0, "textColor": INK["ink"], **more}
        made[name] = ParagraphStyle(name, fontName=face, fontSize=size, leading=leading, **whole)

    add("state", 12, 16, FACE_BOLD, alignment=TA_CENTER)
    add("superior", 12, 16, alignment=TA_CENTER)
    add("issuer", 12, 16, FACE_BOLD, alignment=TA_CENTER)
    add("motto", 13, 17, FACE_BOLD, alignment=TA_CENTER)
    add("number", 13, 17, alignment=TA_CENTER)
    add("day", 13, 17, FACE_ITALIC, alignment=TA_CENTER)
    add("paper", 14, 20, FACE_BOLD, alignment=TA_CENTER, spaceBefore=8 * mm)
    add("subject", 14, 20, FACE_BOLD, alignment=TA_CENTER)
    add("edition", 13, 18, FACE_ITALIC, alignment=TA_CENTER)
    add("to", 13, 18, alignment=TA_CENTER, spaceBefore=5 * mm, spaceAfter=3 * mm)
    add("chapter", 13, 18, FACE_BOLD, spaceBefore=5 * mm, spaceAfter=1 * mm)
    add("heading", 13, 18, FACE_BOLD, spaceBefore=3 * mm, spaceAfter=1 * mm)
    add("body", 13, 18, alignment=TA_JUSTIFY, spaceAfter=1.5 * mm)
    add("note", 11, 14.5, FACE_ITALIC, spaceBefore=1 * mm, spaceAfter=1 * mm)
    add("label", 10.5, 13.5)
    add("group", 10.5, 13.5, FACE_BOLD)
    add("head", 10, 12.5, FACE_BOLD)
    for name in ("label", "group", "head"):
        made[f"{name}_right"] = ParagraphStyle(f"{name}_right", made[name], alignment=TA_RIGHT)
    add("recipients_title", 12, 16, FACE_BOLD)
    add("recipients", 11, 15)
    add("signer", 13, 18, FACE_BOLD, alignment=TA_CENTER)
    add("foot", 8.5, 11)
    return made


def typeset(markup: str, style: str) -> Paragraph:
    """A paragraph in one of these styles."""
    return Paragraph(markup, official_styles()[style])
