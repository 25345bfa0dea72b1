"""`hailong report --edition full`: charts from the database, without the unit that is hidden."""

from __future__ import annotations

import re

import pytest

from tests.results.cast import Province

SMALL = "Đặc khu Nhạn Sa"
NAMES = ("Xã An Hòa", "Xã Bình Sơn", "Xã Đông Đức", "Phường Cát Linh", "Phường Long Biên")


@pytest.fixture
def wave(sqlite_place: Province) -> Province:
    """A closed wave with five units of forty ballots and one of three."""
    place = sqlite_place
    for number, name in enumerate((*NAMES, SMALL)):
        place.unit(f"u{number}", name)
    place.wave("w")
    for name in NAMES:
        place.fill("w", name, 40)
    place.fill("w", SMALL, 3)
    return place


def test_the_full_edition_of_a_wave_draws_charts_and_leaves_the_small_unit_out(wave: Province) -> None:
    out = wave.folder / "reports"
    assert wave.hailong("report", "--wave", "w", "--out", out, "--edition", "full") == 0

    for name in ("whole", "xa-an-hoa", "dac-khu-nhan-sa"):
        page = (out / "2026" / f"{name}.html").read_text(encoding="utf-8")
        drawings = "".join(re.findall(r'<svg class="chart.*?</svg>', page))
        assert all(f">{each}<" in drawings for each in NAMES)
        assert SMALL not in drawings
        assert "Không có trong biểu đồ: 1 đơn vị có kết quả không hiển thị" in page


def test_a_wave_is_reported_on_two_pages_unless_more_is_asked(wave: Province) -> None:
    out = wave.folder / "reports"
    assert wave.hailong("report", "--wave", "w", "--out", out) == 0

    pages = [path.read_text(encoding="utf-8") for path in out.rglob("*.html")]
    assert len(pages) == 7
    assert not [page for page in pages if 'class="chart' in page]
