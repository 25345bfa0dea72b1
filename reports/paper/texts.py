"""Running text on a ballot: set in a width, measured in millimetres, in one language or in two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph

from questionnaires.model import Text
from reports import style
from reports.paper.routing import printed
from reports.paper.sizes import Size
from reports.parts.faces import BOLD, INK, TEXT, register, width
from reports.parts.text import escaped
from reports.style import FIXED_SPACE

LEADING = 1.36
"""Room for stacked diacritics."""


@dataclass(frozen=True)
class SetText:
    """A text broken into lines: how high it is, ready to be drawn."""

    paragraph: Paragraph
    height: float


@lru_cache(maxsize=4096)
def set_text(markup: str, role: str, size: Size, room: float) -> SetText:
    """The text of a role in a width; remembered, because a form is laid out several times until it fits."""
    paragraph = Paragraph(markup, styles(size)[role])
    _, height = paragraph.wrap(room * mm, 100_000)
    return SetText(paragraph, height / mm)


@cache
def styles(size: Size) -> dict[str, ParagraphStyle]:
    """The paragraph styles of a size by role."""
    register()
    made: dict[str, ParagraphStyle] = {}

    def add(role: str, points: float, face: str = TEXT, ink: str = "ink", alignment: int = TA_LEFT) -> None:
        made[role] = ParagraphStyle(
            role,
            fontName=face,
            fontSize=points,
            leading=points * LEADING,
            textColor=INK[ink],
            alignment=alignment,
        )

    add("title", size.title, BOLD)
    add("heading", size.text * 1.25, BOLD)
    add("subheading", size.text * 1.05, BOLD)
    add("text", size.text)
    add("strong", size.text, BOLD)
    add("small", size.small)
    add("quiet", size.small, ink="ink-2")
    add("way", size.small, BOLD)
    add("column", size.head, BOLD, alignment=TA_CENTER)
    add("column_small", size.head * 0.9, BOLD, alignment=TA_CENTER)
    add("running", min(size.small, 11), ink="ink-2")
    add("foot", min(size.small, 9) * 0.9, ink="ink-2")
    add("right", min(size.small, 11), ink="ink-2", alignment=TA_RIGHT)
    return made


def both(text: Text, languages: Sequence[str], *, joined: str = "<br/>") -> str:
    """A text of the questionnaire in the first language, and in the second more quietly after it."""
    first, *others = [printed(text, language) for language in languages]
    return beside(first, others, joined=joined)


def beside(first: str, others: Sequence[str], *, joined: str = "<br/>") -> str:
    """A sentence, and the same in other languages more quietly after it."""
    quiet = [quietly(text) for text in others if text != first]
    return joined.join([kept_together(first), *quiet])


def quietly(text: str) -> str:
    """A second language: regular and grey, whatever stands around it."""
    return f'<font name="{TEXT}" color="{style.TOKENS["ink-2"]}">{kept_together(text)}</font>'


def kept_together(text: str) -> str:
    """Markup of a plain text whose lines do not end inside "hài lòng"."""
    return escaped(text.replace("ài lòng", f"ài{FIXED_SPACE}lòng"))


def widest_word(markup_free: str, face: str, points: float) -> float:
    """The width of the longest word of a text in millimetres; a line cannot be narrower."""
    words = markup_free.replace("ài lòng", f"ài{FIXED_SPACE}lòng").split(" ")
    return max((width(word, face, points) for word in words), default=0.0) / mm
