"""The head and the end of an official document on the pages of a PDF."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph

from reports.official.content import Ending, Letterhead
from reports.official.faces import FACE_BOLD, official_styles, typeset
from reports.parts.columns import PAGE
from reports.parts.faces import INK, width
from reports.parts.text import escaped

LEFT_SHARE = 0.4
"""The share of the page that the left column takes."""
SIGNATURE = 32 * mm
"""Room for the signature and the seal."""


class HeadBlock(Flowable):
    """Two columns: who reports, and the state with its motto; both with a drawn rule."""

    def __init__(self, head: Letterhead) -> None:
        super().__init__()
        self.left = [
            (typeset(escaped(head.superior), "superior"), 0.0),
            (typeset(escaped(head.issuer), "issuer"), 0.3),
            (typeset(escaped(head.number), "number"), 0.0),
        ]
        self.right = [
            (_on_one_line(head.state, (1 - LEFT_SHARE) * PAGE), 0.0),
            (typeset(escaped(head.motto), "motto"), width(head.motto, FACE_BOLD, 13) / _right()),
            (typeset(escaped(head.place_and_day), "day"), 0.0),
        ]

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self.width = PAGE
        self.height = max(_high(self.left, LEFT_SHARE * PAGE), _high(self.right, _right()))
        return self.width, self.height

    def draw(self) -> None:
        self._column(self.left, 0.0, LEFT_SHARE * PAGE)
        self._column(self.right, LEFT_SHARE * PAGE, _right())

    def _column(self, parts: Sequence[tuple[Paragraph, float]], x: float, wide: float) -> None:
        y = self.height
        for part, rule in parts:
            y -= part.wrap(wide, 1000)[1]
            part.drawOn(self.canv, x, y)
            if rule:
                self.canv.setStrokeColor(INK["ink"])
                self.canv.setLineWidth(0.6)
                middle, half = x + wide / 2, rule * wide / 2
                self.canv.line(middle - half, y - 1.5 * mm, middle + half, y - 1.5 * mm)
            y -= 4 * mm if rule else 0.0


class EndBlock(Flowable):
    """Who gets copies at the left, who signs at the right."""

    def __init__(self, ending: Ending) -> None:
        super().__init__()
        self.left = [typeset(f"<i>{escaped(ending.recipients_title)}</i>", "recipients_title")]
        self.left += [typeset(escaped(each), "recipients") for each in ending.recipients]
        self.signer = typeset(escaped(ending.signer), "signer")

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        left = sum(part.wrap(PAGE / 2, 1000)[1] for part in self.left)
        right = self.signer.wrap(PAGE / 2, 1000)[1] + SIGNATURE
        self.width, self.height = PAGE, max(left, right) + 4 * mm
        return self.width, self.height

    def draw(self) -> None:
        y = self.height - 4 * mm
        self.signer.drawOn(self.canv, PAGE / 2, y - self.signer.height)
        for part in self.left:
            y -= part.height
            part.drawOn(self.canv, 0, y)


def _right() -> float:
    return (1 - LEFT_SHARE) * PAGE


def _high(parts: Sequence[tuple[Paragraph, float]], wide: float) -> float:
    return float(sum(part.wrap(wide, 1000)[1] + (4 * mm if rule else 0) for part, rule in parts))


def _on_one_line(text: str, room: float) -> Paragraph:
    """The name of the state is never broken: a face too wide is set a little smaller."""
    made = official_styles()["state"]
    size = min(made.fontSize, made.fontSize * (room - 2) / width(text, FACE_BOLD, made.fontSize))
    return Paragraph(escaped(text), made.clone("state_fitted", fontSize=size))
