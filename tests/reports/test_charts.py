"""The drawings: positions equal values, and a canvas and an SVG carry the same marks."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pdfplumber
import pytest
from reportlab.pdfgen.canvas import Canvas

from reports.charts import bars as diverging
from reports.charts import caterpillar as peers
from reports.charts import funnel as funnels
from reports.charts import trend as trends
from reports.charts.alt import description
from reports.charts.canvas import CanvasSurface
from reports.charts.data import Chart
from reports.charts.draw import drawn, height
from reports.charts.inline import BROAD, NARROW, PIXELS, svg
from reports.charts.surface import INKS, measured, placed, shortened, wrapped
from reports.parts.faces import register
from tests.reports.cast import LONG
from tests.reports.chart_cast import AXIS, KINDS, LEVELS, bars, caterpillar, funnel, recorded, trend

EVERY = pytest.mark.parametrize("name", KINDS)
PAGE = 468.0


def middle_of(points: tuple[tuple[float, float], ...]) -> tuple[float, float]:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


@pytest.mark.parametrize("width", [PAGE, NARROW / PIXELS])
@pytest.mark.parametrize("shares", [(0.02, 0.08, 0.2, 0.4, 0.3), (0.25, 0.25, 0, 0.5, 0), (0, 0, 1, 0, 0)])
def test_a_level_is_as_wide_as_its_share_and_the_neutral_one_lies_about_0(
    shares: tuple[float, ...], width: float
) -> None:
    chart = bars(shares)
    at = diverging.columns(chart, width)
    unit = (at.right - at.left) / 1.5
    spans = diverging.spans(chart, chart.bars[0], at)
    zero = at.left + 0.5 * unit

    assert [(b - a) / unit for a, b in spans] == pytest.approx(shares)
    assert (spans[2][0] + spans[2][1]) / 2 == pytest.approx(zero)
    assert all(before[1] == pytest.approx(after[0]) for before, after in pairwise(spans))
    assert at.left - 1e-9 <= spans[0][0] and spans[-1][1] <= at.right + 1e-9


def test_the_bars_drawn_are_those_spans_in_the_colours_of_the_levels() -> None:
    chart = bars((0.02, 0.08, 0.2, 0.4, 0.3))
    found = recorded(chart)
    spans = diverging.spans(chart, chart.bars[0], diverging.columns(chart, PAGE))
    boxes = [(x, x + wide, fill) for (x, _), (wide, high), fill, _ in found.rects if high == diverging.THICK]

    assert [fill for _, _, fill in boxes] == [f"level-{n}" for n in range(1, 6)]
    assert [(a, b) for a, b, _ in boxes] == [(pytest.approx(a), pytest.approx(b)) for a, b in spans]


def test_a_hidden_item_draws_no_bar_and_no_number() -> None:
    found = recorded(bars(()))
    texts = [text for _, text in found.texts]

    assert not [size for _, size, _, _ in found.rects if size[1] == diverging.THICK]
    assert not [text for text in texts if re.fullmatch(r"<?\d+", text) and text not in ("0", "50", "100")]


def test_numbers_are_written_into_bars_from_seven_percent_on() -> None:
    found = {text for _, text in recorded(bars((0.06, 0.07, 0.2, 0.375, 0.295), apart=None)).texts}

    assert {"7", "20", "38", "30"} <= found and "6" not in found


@pytest.mark.parametrize("width", [PAGE, NARROW / PIXELS])
def test_dots_and_bands_of_rows_stand_at_their_values(width: float) -> None:
    chart = caterpillar(20)
    found = recorded(chart, width)
    left, right = peers.across(chart, width)

    def at(value: float) -> float:
        return left + (value - 0.6) / 0.4 * (right - left)

    dots = [middle_of(points)[0] for points, _, _ in found.polygons]
    bands = [(x, x + wide) for (x, _), (wide, high), _, _ in found.rects if high == peers.THICK]
    assert dots == pytest.approx([at(peer.value) for peer in chart.peers])
    for band, peer in zip(bands, chart.peers, strict=True):
        assert band == (pytest.approx(at(peer.low)), pytest.approx(at(peer.high)))


def test_dots_of_many_stand_at_their_values_with_equal_steps() -> None:
    chart = caterpillar(100, marked=None)
    frame, step = peers.along(chart, PAGE)
    found = [middle_of(points) for points, _, _ in recorded(chart).polygons]

    assert [x for x, _ in found] == pytest.approx([frame.left + (n + 0.5) * step for n in range(100)])
    assert [y for _, y in found] == pytest.approx(
        [frame.bottom - placed(peer.value, AXIS) * peers.TALL for peer in chart.peers]
    )


@pytest.mark.parametrize("n", [1, 20, 100])
def test_the_marked_unit_alone_has_a_ground_behind_it(n: int) -> None:
    found = [fill for _, _, fill, _ in recorded(caterpillar(n)).rects]

    assert found.count("marked") == 1
    assert "marked" not in [fill for _, _, fill, _ in recorded(caterpillar(n, marked=None)).rects]


def test_the_marked_one_of_many_is_drawn_last_so_that_no_neighbour_covers_it() -> None:
    chart = caterpillar(100, marked=50)
    frame, step = peers.along(chart, PAGE)
    last = middle_of(recorded(chart).polygons[-1][0])

    assert last == pytest.approx((frame.left + 50.5 * step, frame.y(chart.peers[50].value)))


def test_only_the_marked_one_of_many_is_named() -> None:
    texts = " ".join(text for _, text in recorded(caterpillar(100, marked=50)).texts)

    assert "Phường số 50: " in texts and texts.count("Phường") == 1


def test_what_lies_left_of_the_axis_is_cut_with_a_chevron_and_never_drawn_elsewhere() -> None:
    chart = caterpillar(1)
    low = replace(chart, peers=(replace(chart.peers[0], value=0.3, low=0.2, high=0.4),))
    whole, cut = recorded(chart), recorded(low)

    assert len(whole.polygons) == 1 and not cut.polygons
    assert len(cut.lines) == len(whole.lines) - 1 + 4  # no line through the band, a double chevron


@pytest.mark.parametrize(("tone", "corners"), [("higher", 3), ("lower", 3), ("same", 24), ("reference", 24)])
def test_a_tested_difference_is_told_by_shape_and_not_by_colour_alone(tone: str, corners: int) -> None:
    chart = caterpillar(1)
    toned = replace(chart, peers=(replace(chart.peers[0], tone=tone),))  # type: ignore[arg-type]
    points, fill, edge = recorded(toned).polygons[0]
    tip = min(points, key=lambda point: point[1])

    assert len(points) == corners
    assert (fill == "paper" and edge == "ink-2") == (tone == "reference")
    if corners == 3:
        assert (sum(y == tip[1] for _, y in points) == 1) == (tone == "higher")


def test_spots_of_a_funnel_stand_at_their_size_and_value_and_its_limits_too() -> None:
    chart = funnel()
    frame = funnels.frame_of(chart, PAGE)
    found = [points for points, fill, _ in recorded(chart).polygons if fill]
    room = frame.right - frame.left
    solid = [line for line in recorded(chart).lines if line[2] == "line-strong"]
    first = chart.limits[0]

    for points, spot in zip(found, chart.spots, strict=True):
        x, y = middle_of(points)
        assert x == pytest.approx(frame.left + spot.n / 2500 * room)
        assert y == pytest.approx(frame.bottom - placed(spot.value, AXIS) * funnels.TALL)
    assert solid[0][0] == pytest.approx(funnels.place(chart, frame, first.n, first.low))


@pytest.mark.parametrize("width", [PAGE, NARROW / PIXELS])
def test_names_in_a_funnel_touch_no_mark_and_no_other_name(width: float) -> None:
    chart = replace(funnel(), spots=tuple(replace(spot, outside=True) for spot in funnel().spots))
    frame = funnels.frame_of(chart, width)
    named = funnels.names(chart, width)
    boxes = [box for _, box in named]
    dots = [funnels.place(chart, frame, spot.n, spot.value) for spot in chart.spots]

    assert boxes
    for number, (left, top, right, foot) in enumerate(boxes):
        assert not [1 for x, y in dots if left < x < right and top < y < foot]
        others = boxes[number + 1 :]
        assert not [1 for a, b, c, d in others if min(right, c) > max(left, a) and min(foot, d) > max(top, b)]


@pytest.mark.parametrize("width", [PAGE, NARROW / PIXELS])
def test_the_marked_unit_of_a_funnel_is_named_in_any_room(width: float) -> None:
    crowd = replace(funnel(), spots=tuple(replace(spot, n=1000 + spot.n / 100) for spot in funnel().spots))

    for chart in (funnel(), crowd):
        assert "Xã số 4" in [text for _, text in recorded(chart, width).texts]


def test_a_trend_joins_neighbours_but_no_gap_and_nothing_over_a_break() -> None:
    chart = trend()
    own, old = chart.series

    assert [(a.step, b.step) for a, b in trends.joined(chart, own)] == [(2, 3)]
    assert [(a.step, b.step) for a, b in trends.joined(chart, old)] == [(0, 1)]


def test_figures_of_a_trend_stand_at_their_wave_and_value() -> None:
    chart = trend()
    frame = trends.frame_of(chart, PAGE)
    own = [points for points, fill, _ in recorded(chart).polygons if fill == "same"]
    step = (frame.right - frame.left) / 6

    for points, moment in zip(own, chart.series[0].moments, strict=False):
        x, y = middle_of(points)
        assert x == pytest.approx(frame.left + (moment.step + 0.5) * step)
        assert y == pytest.approx(frame.bottom - (moment.value - 0.6) / 0.4 * trends.TALL)


def svg_marks(chart: Chart, pixels: int) -> dict[str, list[tuple[float, ...]]]:
    """Elements by name, their places in points."""
    root = ET.fromstring(svg(chart, "mô tả", pixels, "broad"))
    wanted = {"line": ("x1", "y1", "x2", "y2"), "rect": ("x", "y", "width", "height"), "text": ("x", "y")}
    found: dict[str, list[tuple[float, ...]]] = {"line": [], "rect": [], "text": [], "polygon": []}
    for each in root:
        if each.tag == "polygon":
            numbers = re.findall(r"[\d.-]+", each.attrib["points"])
            found["polygon"].append(tuple(float(number) / PIXELS for number in numbers))
        else:
            places = (float(each.attrib[key]) / PIXELS for key in wanted[each.tag])
            found[each.tag].append(tuple(places))
    return found


@EVERY
@pytest.mark.parametrize("pixels", [BROAD, NARROW])
def test_the_svg_holds_every_mark_at_its_place(name: str, pixels: int) -> None:
    chart = KINDS[name]
    found, wanted = svg_marks(chart, pixels), recorded(chart, pixels / PIXELS)
    near = {"abs": 0.01}

    assert found["line"] == [pytest.approx((*a, *b), **near) for a, b, _ in wanted.lines]
    assert found["rect"] == [pytest.approx((*a, *b), **near) for a, b, *_ in wanted.rects]
    assert found["text"] == [pytest.approx(at, **near) for at, _ in wanted.texts]
    assert found["polygon"] == [
        pytest.approx([each for point in points for each in point], **near) for points, *_ in wanted.polygons
    ]


def pdf_page(chart: Chart) -> pdfplumber.page.Page:
    register()
    target = BytesIO()
    canvas = Canvas(target, pagesize=(PAGE, height(chart, PAGE)), invariant=1, initialFontName="Text")
    drawn(chart, CanvasSurface(canvas, height(chart, PAGE)), PAGE)
    canvas.showPage()
    canvas.save()
    with pdfplumber.open(BytesIO(target.getvalue())) as document:
        page = document.pages[0]
        page.objects  # noqa: B018  read now, since the document is about to be closed
        return page


@EVERY
def test_the_pdf_holds_every_mark_at_its_place(name: str) -> None:
    chart = KINDS[name]
    page, wanted = pdf_page(chart), recorded(chart)
    near = {"abs": 0.02}
    lines = [(line["x0"], line["top"], line["x1"], line["bottom"]) for line in page.lines]
    told = [(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])) for a, b, _ in wanted.lines]
    boxes = [(box["x0"], box["top"], box["width"], box["height"]) for box in page.rects]
    middles = [((shape["x0"] + shape["x1"]) / 2, shape["top"]) for shape in page.curves]
    shapes = [points for points, *_ in wanted.polygons]

    assert lines == [pytest.approx(each, **near) for each in told]
    assert boxes == [pytest.approx((*a, *b), **near) for a, b, *_ in wanted.rects]
    assert middles == [
        pytest.approx(((min(x for x, _ in s) + max(x for x, _ in s)) / 2, min(y for _, y in s)), **near)
        for s in shapes
    ]


@EVERY
def test_both_surfaces_say_the_same_words(name: str) -> None:
    chart = KINDS[name]
    words = "".join("".join(text for _, text in recorded(chart).texts).split())
    on_page = ET.fromstring(svg(chart, "mô tả", round(PAGE * PIXELS), "broad"))
    chars = "".join(each["text"] for each in pdf_page(chart).chars)

    assert "".join("".join(each.text or "" for each in on_page).split()) == words
    assert sorted("".join(chars.split())) == sorted(words)


@EVERY
@pytest.mark.parametrize("width", [PAGE, BROAD / PIXELS, NARROW / PIXELS])
def test_nothing_is_drawn_outside_the_chart(name: str, width: float) -> None:
    chart = KINDS[name]
    found, high = recorded(chart, width), height(chart, width)
    points = [at for at, _ in found.texts] + [end for line in found.lines for end in line[:2]]
    points += [point for shape, *_ in found.polygons for point in shape]
    points += [(x + wide, y + tall) for (x, y), (wide, tall), *_ in found.rects]

    assert all(-0.01 <= x <= width + 0.01 and -0.01 <= y <= high + 0.01 for x, y in points)


@EVERY
def test_every_colour_is_named_and_the_drawing_has_no_style(name: str) -> None:
    drawing = svg(KINDS[name], "mô tả", BROAD, "broad")

    assert set(re.findall(r"#[0-9A-F]{6}", drawing)) <= set(INKS.values())
    assert "style=" not in drawing and "<style" not in drawing


def luminance(ink: str) -> float:
    parts = [int(INKS[ink][place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_neighbouring_levels_differ_in_grey_and_numbers_on_them_can_be_read() -> None:
    light = [luminance(f"level-{n}") for n in range(1, 6)]

    def contrast(one: float, other: float) -> float:
        return (max(one, other) + 0.05) / (min(one, other) + 0.05)

    assert all(contrast(a, b) > 1.5 for a, b in pairwise(light))
    on = [luminance("paper" if n in (0, 4) else "ink") for n in range(5)]
    assert all(contrast(a, b) >= 4.5 for a, b in zip(light, on, strict=True))


def test_a_long_name_wraps_into_lines_that_fit_and_lose_nothing() -> None:
    lines = wrapped(LONG, 120)

    assert " ".join(lines) == LONG and len(lines) > 3
    assert all(measured(line, 8.5) <= 120 for line in lines)


def test_a_word_longer_than_its_room_is_cut_and_nothing_is_lost() -> None:
    lines = wrapped("Đợt 1/2026 Nghiêmnghiêmnghiêmnghiêm", 30)

    assert "".join(lines).replace(" ", "") == "Đợt1/2026Nghiêmnghiêmnghiêmnghiêm"
    assert "2026" in lines and all(measured(line, 8.5) <= 30 for line in lines)


def test_a_name_too_long_for_its_line_ends_in_an_ellipsis_and_its_whole_is_in_the_description() -> None:
    chart = caterpillar(100, marked=2)
    tag = next(text for _, text in recorded(chart, NARROW / PIXELS).texts if "…" in text)

    assert LONG.startswith(tag.split("…")[0]) and shortened("ngắn", 100) == "ngắn"
    assert LONG in description(chart, "vi")


def test_a_name_with_markup_is_text_in_the_drawing() -> None:
    chart = caterpillar(5)
    marked = replace(chart.peers[0], name='<b> & "x"')
    drawing = svg(replace(chart, peers=(marked, *chart.peers[1:])), description(chart, "vi"), BROAD, "broad")

    assert '<b> & "x"' in [each.text for each in ET.fromstring(drawing)]


def test_the_level_names_stand_in_the_key() -> None:
    texts = [text for _, text in recorded(bars((0.1, 0.1, 0.1, 0.4, 0.3))).texts]

    assert texts[:6] == [*LEVELS, "Không có ý kiến"]
