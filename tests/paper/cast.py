"""Ballots to print, and eyes for what was printed: rings and squares found by their ink alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2
from scipy import ndimage

from questionnaires.load import load, shipped
from questionnaires.model import Questionnaire
from reports.paper.ballot import Ballot, draw, lay_out
from reports.paper.content import NoticeFacts, Paper
from reports.paper.layout import layout_of
from reports.paper.pen import RING
from survey.paper.serials import serial_of

DPI = 300
PIXELS = DPI / 25.4
"""To a millimetre."""
SIZES = ("A4", "A5", "large")
LANGUAGES = (("vi",), ("en",), ("vi", "en"))
SHIPPED = tuple(shipped())
LONG = (
    "Chi nhánh Trung tâm Phục vụ hành chính công số 12 trực thuộc Trung tâm Phục vụ hành chính công thành phố "
    "Lam Giang, tiếp nhận hồ sơ đất đai, xây dựng, hộ tịch và chứng thực của năm xã"
)
FACTS = NoticeFacts(
    host={"vi": "Sở Nội vụ tỉnh Lam Giang", "en": "Department of Home Affairs, Lam Giang"},
    plan="12/KH-UBND",
    results_address="cchc.lam-giang.example",
    results_month={"vi": "tháng 1 năm 2027", "en": "January 2027"},
    keep_until=dt.date(2028, 12, 31),
    feedback_channel="Hệ thống phản ánh, kiến nghị của tỉnh",
    contact="Phòng Cải cách hành chính",
)


def paper(
    questionnaire: str | Questionnaire = "unit-short",
    *,
    size: str = "A4",
    languages: tuple[str, ...] = ("vi",),
    **more: Any,
) -> Paper:
    """The ballot of a department in a wave."""
    asked = load(questionnaire) if isinstance(questionnaire, str) else questionnaire
    usual = Paper(
        questionnaire=asked,
        languages=languages,
        size=size,
        unit="so-y-te",
        unit_name={"vi": "Sở Y tế", "en": "Department of Health"},
        wave="hai-long-2026",
        wave_name={"vi": "Khảo sát năm 2026", "en": "Khảo sát năm 2026"},
        opens=dt.date(2026, 10, 1),
        closes=dt.date(2026, 11, 30),
        notice=FACTS,
    )
    return replace(usual, **more)


@dataclass(frozen=True)
class Printed:
    """A ballot laid out, its layout file, and the PDF of some copies."""

    ballot: Ballot
    layout: dict[str, Any]
    pdf: bytes

    @property
    def bubbles(self) -> list[tuple[str, str]]:
        return [(each["item"], each["code"]) for page in self.layout["pages"] for each in page["bubbles"]]


def printed(made: Paper, *, n: int = 1, first: int = 123) -> Printed:
    """The copies of a ballot."""
    ballot = lay_out(made)
    layout = layout_of(ballot)
    serials = [serial_of(number) for number in range(first, first + n)]
    return Printed(ballot, layout, draw(ballot, serials, layout["layout"]))


@cache
def shipped_ballot(code: str, size: str, languages: tuple[str, ...]) -> Printed:
    """One copy of a shipped questionnaire."""
    return printed(paper(code, size=size, languages=languages))


Grey = npt.NDArray[np.uint8]


def rasters(pdf: bytes) -> Iterator[Grey]:
    """Every side as a scanner at 300 dots an inch would have it."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        yield (
            page.render(scale=DPI / 72, grayscale=True)
            .to_numpy()
            .reshape(round(page.get_height() * DPI / 72 + 0.49), -1)
        )
    document.close()


@dataclass(frozen=True)
class Blot:
    """Ink that hangs together: the middle and the size of its box in millimetres, how much of it is black."""

    x: float
    y: float
    width: float
    height: float
    share: float

    def is_about(self, side: float) -> bool:
        return abs(self.width - side) < 0.25 and abs(self.height - side) < 0.25


def blots(grey: Grey) -> list[Blot]:
    """All ink of a page that hangs together."""
    ink = grey < 110
    labels, _ = ndimage.label(ink, structure=np.ones((3, 3)))
    found = []
    for number, box in enumerate(ndimage.find_objects(labels), start=1):
        rows, columns = box
        high, wide = rows.stop - rows.start, columns.stop - columns.start
        if min(high, wide) > 1.5 * PIXELS:
            share = float((labels[box] == number).mean())
            x, y = (columns.start + columns.stop) / 2 / PIXELS, (rows.start + rows.stop) / 2 / PIXELS
            found.append(Blot(x, y, wide / PIXELS, high / PIXELS, share))
    return found


def rings(found: list[Blot], radius: float) -> list[Blot]:
    """The bubbles among the ink."""
    return [each for each in found if each.is_about(2 * radius + RING) and each.share < 0.35]


def squares(found: list[Blot], side: float) -> list[Blot]:
    """The corner squares among the ink."""
    return [each for each in found if each.is_about(side) and each.share > 0.8]
