"""Posters as people read them and as cameras do: whole text, one QR code, nothing over the edge or another line."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from reports.doors.poster import poster
from reports.doors.sheet import SIZES
from tests.doors.cast import (
    ADDRESS,
    CARDS,
    LONG,
    LONG_ADDRESS,
    PLAIN,
    SHORT,
    laid_out,
    picture,
    scanned,
    texts,
)

EVERY = pytest.mark.parametrize("name", CARDS)
SIZE = pytest.mark.parametrize("size", ["A4", "A5"])
MM = 72 / 25.4


def test_a_poster_says_whose_service_where_to_go_and_until_when() -> None:
    (told,) = texts(poster(SHORT))

    for sentence in (
        "Sở Y tế Department of Health",
        "Mời Ông/Bà đánh giá sự phục vụ Please rate our service",
        "Khoảng 2 phút, không cần ghi tên, không bắt buộc.",
        "About 2 minutes, no name needed, not compulsory.",
        "khao-sat.lamgiang.gov.vn/s/k7m2-9xt3-chpv-nr46",
        "Sở Nội vụ tỉnh Lam Giang thực hiện khảo sát theo Kế hoạch số 12/KH-UBND.",
        "The survey is run by Department of Home Affairs under Plan no. 12/KH-UBND.",
        "Nhận phiếu đến hết ngày 31/12/2026.",
        "Open until 31 December 2026.",
        "Phiếu này không thay cho đơn khiếu nại, tố cáo hay phản ánh, kiến nghị.",
        "Điểm thu phiếu số 12 · In ngày 05/11/2026 / Collection point no. 12 · Printed on 5 November 2026",
    ):
        assert sentence in told


def test_what_is_not_known_is_left_out_and_not_printed_empty() -> None:
    (told,) = texts(poster(PLAIN))

    assert "thực hiện khảo sát" not in told and "xin gửi tới" not in told
    assert "None" not in told and "{" not in told
    assert "Please" not in told and "Printed on" not in told


@EVERY
@SIZE
def test_the_qr_code_of_the_printed_page_is_the_address(name: str, size: str) -> None:
    card = CARDS[name]

    assert scanned(picture(poster(card, size), dots=150)) == [card.address]


def test_the_qr_code_is_read_at_the_dots_of_an_office_printer_and_from_grey_paper() -> None:
    image = picture(poster(SHORT, "A5"), dots=72).convert("L").point(lambda dot: 60 + dot * 130 // 255)

    assert scanned(image) == [ADDRESS]


@EVERY
@SIZE
def test_no_letter_leaves_the_page_or_lies_on_another(name: str, size: str) -> None:
    data = poster(CARDS[name], size)
    page = laid_out(data)
    margin = 6 * MM  # Office printers leave 4 to 5 mm white.

    words = page.extract_words(use_text_flow=False)
    assert (float(page.width), float(page.height)) == pytest.approx(SIZES[size], abs=0.1)
    assert min(word["x0"] for word in words) > margin
    assert max(word["x1"] for word in words) < page.width - margin
    assert max(word["bottom"] for word in words) < page.height - margin
    assert overlapping(words) == []


def overlapping(words: list[dict[str, float]]) -> list[tuple[str, str]]:
    """Words whose bodies cross: fonts leave room above and below, so a little is nothing."""
    found = []
    for place, one in enumerate(words):
        for other in words[place + 1 :]:
            across = min(one["x1"], other["x1"]) - max(one["x0"], other["x0"])
            down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            lower = min(one["bottom"] - one["top"], other["bottom"] - other["top"])
            if across > 0.5 and down > 0.3 * lower:
                found.append((str(one["text"]), str(other["text"])))
    return found


def test_a_long_name_is_printed_whole_and_so_is_its_address() -> None:
    (told,) = texts(poster(CARDS["longest"]))

    assert told.count(LONG) >= 3
    host, _, path = LONG_ADDRESS.removeprefix("https://").partition("/")
    assert f"{host} /{path}" in told


def test_a_door_that_asks_for_a_code_says_so_in_the_steps() -> None:
    (told,) = texts(poster(replace(SHORT, asks_code=True)))

    assert "Bấm vào đường dẫn, gõ mã in trên giấy hoặc trong tin nhắn" in told
    assert "type the code on your paper or in your message" in told


def test_a_poster_of_simulated_data_says_so_in_both_languages() -> None:
    (told,) = texts(poster(replace(SHORT, simulated=True)))

    assert "DỮ LIỆU MÔ PHỎNG – không phải kết quả thật · SIMULATED DATA – not real results" in told


def test_only_our_faces_are_in_the_file_and_it_is_the_same_each_time() -> None:
    data = poster(SHORT)

    reader = PdfReader(BytesIO(data))
    fonts = {str(font.get_object()["/BaseFont"]) for font in reader.pages[0]["/Resources"]["/Font"].values()}
    assert all("BeVietnamPro" in font for font in fonts)
    assert reader.metadata is not None and reader.metadata.title == "Tờ giới thiệu: Sở Y tế"
    assert reader.trailer["/Root"]["/Lang"] == "vi-VN"
    assert data == poster(SHORT)


def test_markup_in_a_name_is_printed_as_it_is() -> None:
    (told,) = texts(poster(replace(SHORT, unit='Sở <b>A & B</b> "x"')))

    assert 'Sở <b>A & B</b> "x"' in told
