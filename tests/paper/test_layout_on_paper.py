"""The layout file against the ink: every bubble and every corner square, measured at 300 dots an inch."""

from __future__ import annotations

import numpy as np
import pytest
import zxingcpp

from survey.paper.serials import serial_of
from tests.paper.cast import (
    LANGUAGES,
    PIXELS,
    SHIPPED,
    SIZES,
    Blot,
    Grey,
    Printed,
    blots,
    rasters,
    rings,
    shipped_ballot,
    squares,
)

NEAR = 0.2
"""Millimetres."""
SOME = [
    ("unit-short", "A4", ("vi",)),
    ("unit-short", "A5", ("vi",)),
    ("counter", "large", ("en",)),
    ("service-2017", "A4", ("vi", "en")),
    ("sipas-2026", "A4", ("vi",)),
]
ALL = [(code, size, languages) for code in SHIPPED for size in SIZES for languages in LANGUAGES]


def sides(made: Printed) -> list[tuple[Grey, list[tuple[dict, float]]]]:
    """Each printed side with the pages of the layout that lie on it and how far to the right."""
    pages = {page["page"]: page for page in made.layout["pages"]}
    placed = [[(pages[each["page"]], each["x"]) for each in side["pages"]] for side in made.layout["sheets"]]
    return list(zip(rasters(made.pdf), placed, strict=True))


def farthest(told: np.ndarray, seen: np.ndarray) -> float:
    """How far the worst of the places told is from the ink; every blot belongs to one place only."""
    apart = np.abs(told[:, None, :] - seen[None, :, :]).max(axis=2)
    nearest = apart.argmin(axis=1)
    assert len(set(nearest)) == len(told) == len(seen)
    return float(apart.min(axis=1).max())


def in_code(blot: Blot, layout: dict, page: dict, x: float) -> bool:
    """Whether ink is part of a page's QR code, which may look like anything."""
    across, down = blot.x - page["qr"]["x"] - x, blot.y - page["qr"]["y"]
    return 0 < across < layout["qr_side"] and 0 < down < layout["qr_side"]


def check_ink(made: Printed) -> tuple[int, float]:
    """How many bubbles and squares were measured, and the largest distance in millimetres."""
    layout, measured, worst = made.layout, 0, 0.0
    for grey, pages in sides(made):
        found = [blot for blot in blots(grey) if not any(in_code(blot, layout, *each) for each in pages)]
        for kind, seen in (
            ("bubbles", rings(found, layout["radius"])),
            ("marks", squares(found, layout["mark_side"])),
        ):
            told = np.array([(each["x"] + x, each["y"]) for page, x in pages for each in page[kind]])
            assert bool(len(told)) == bool(seen)
            if seen:
                worst = max(worst, farthest(told, np.array([(each.x, each.y) for each in seen])))
                measured += len(told)
    return measured, worst


@pytest.mark.parametrize(("code", "size", "languages"), SOME)
def test_every_bubble_and_square_is_where_the_layout_says(
    code: str, size: str, languages: tuple[str, ...]
) -> None:
    made = shipped_ballot(code, size, languages)

    measured, worst = check_ink(made)

    assert measured == len(made.bubbles) + 4 * len(made.layout["pages"])
    assert worst <= NEAR


@pytest.mark.parametrize(("code", "size", "languages"), SOME)
def test_no_text_and_no_line_comes_near_a_bubble(code: str, size: str, languages: tuple[str, ...]) -> None:
    made = shipped_ballot(code, size, languages)
    radius = made.layout["radius"]

    touched = [
        (bubble["item"], bubble["code"])
        for grey, pages in sides(made)
        for page, x in pages
        for bubble in page["bubbles"]
        if ink_around(grey, bubble["x"] + x, bubble["y"], radius + 0.3, radius + 0.45)
    ]

    assert not touched


def ink_around(grey: Grey, x: float, y: float, inner: float, outer: float) -> bool:
    """Whether anything, even pale, is printed between two circles."""
    reach = int(outer * PIXELS) + 2
    across, down = round(x * PIXELS), round(y * PIXELS)
    near = grey[down - reach : down + reach + 1, across - reach : across + reach + 1]
    rows, columns = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    away = np.hypot(rows + down - y * PIXELS, columns + across - x * PIXELS) / PIXELS
    return bool((near[(away > inner) & (away < outer)] < 200).any())


def test_the_squares_tell_which_way_up_the_page_lies() -> None:
    made = shipped_ballot("unit-short", "A4", ("vi",))
    grey, [(page, _)] = sides(made)[0]

    middle = {
        mark["corner"]: int(grey[round(mark["y"] * PIXELS), round(mark["x"] * PIXELS)])
        for mark in page["marks"]
    }

    assert [corner for corner, ink in middle.items() if ink > 200] == ["bottom_right"]
    assert [mark["corner"] for mark in page["marks"] if mark["is_hollow"]] == ["bottom_right"]


@pytest.mark.parametrize(("code", "size", "languages"), SOME)
def test_every_page_has_a_qr_code_that_says_what_it_is(
    code: str, size: str, languages: tuple[str, ...]
) -> None:
    made = shipped_ballot(code, size, languages)
    layout = made.layout
    asked = layout["questionnaire"]
    start = [asked["code"], asked["version"], "so-y-te", "hai-long-2026", serial_of(123), layout["layout"]]
    n = len(layout["pages"])

    read = [{code.text for code in zxingcpp.read_barcodes(grey)} for grey, _ in sides(made)]

    assert read == [
        {"|".join(["HLB1", *start, f"{page['page']:02d}/{n:02d}"]) for page, _ in pages}
        for _, pages in sides(made)
    ]


@pytest.mark.soak
def test_every_shipped_questionnaire_in_every_size_and_language() -> None:
    print(f"\n{'questionnaire':14} {'size':6} {'lang':6} {'pages':>5} {'measured':>9} {'worst, mm':>10}")
    for code, size, languages in ALL:
        made = shipped_ballot(code, size, languages)
        measured, worst = check_ink(made)
        pages = len(made.layout["pages"])
        print(f"{code:14} {size:6} {','.join(languages):6} {pages:5} {measured:9} {worst:10.3f}")

        assert measured == len(made.bubbles) + 4 * pages
        assert worst <= NEAR
