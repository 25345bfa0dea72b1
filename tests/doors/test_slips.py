"""Slips to cut apart: each with its own QR code, its own code, and every name whole."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
from PIL.Image import Image

from reports.doors.setting import NoRoomError
from reports.doors.slips import Slip, slips
from survey.codes.alphabet import new_code, read_code, shown
from tests.doors.cast import (
    ADDRESS,
    CARDS,
    LONG,
    LONGEST,
    PROCEDURE,
    SHORT,
    laid_out,
    picture,
    scanned,
    texts,
)
from tests.doors.test_poster import overlapping
from tests.quickest import quickest


def coded(n: int, address: str = ADDRESS) -> list[Slip]:
    codes = [shown(new_code()) for _ in range(n)]
    return [Slip(f"{address}#c={code}", code) for code in codes]


def cut(sheet: Image, place: int) -> Image:
    """One of eight slips, cut out."""
    wide, high = sheet.width // 2, sheet.height // 4
    x, y = place % 2 * wide, place // 2 * high
    return sheet.crop((x, y, x + wide, y + high))


def codes_in(data: bytes) -> list[str]:
    """The codes that stand on eight slips, slip by slip."""
    document = pypdfium2.PdfDocument(data)
    letters = document[0].get_textpage()
    wide, high = (size / part for size, part in zip(document[0].get_size(), (2, 4), strict=True))
    found = []
    for place in range(8):
        left, bottom = place % 2 * wide, (3 - place // 2) * high
        words = letters.get_text_bounded(left, bottom, left + wide, bottom + high).split()
        found += [word for word in words if read_code(word)]
    return found


def test_eight_slips_stand_on_a_sheet_and_each_leads_to_the_door() -> None:
    data = slips(SHORT, [Slip(ADDRESS)] * 10)

    assert len(texts(data)) == 2
    assert scanned(picture(data)) == [ADDRESS] * 8
    assert scanned(picture(data, 1)) == [ADDRESS] * 2


def test_each_slip_bears_its_code_in_letters_and_in_its_qr_code() -> None:
    wanted = coded(8)

    data = slips(SHORT, wanted)

    (told,) = texts(data)
    assert all(told.count(slip.code or "") == 1 for slip in wanted)
    sheet = picture(data)
    assert [scanned(cut(sheet, place)) for place in range(8)] == [[each.address] for each in wanted]
    assert codes_in(data) == [each.code for each in wanted]
    assert told.count("Hệ thống không ghép mã với câu trả lời.") == 8
    assert "#c=" not in told


def test_a_slip_says_whose_where_which_procedure_until_when_and_when_it_was_printed() -> None:
    (told,) = texts(
        slips(replace(SHORT, procedure="Đăng ký khai sinh", place="Trung tâm số 2"), [Slip(ADDRESS)])
    )

    for sentence in (
        "Sở Y tế Department of Health",
        "Nơi tiếp nhận hồ sơ: Trung tâm số 2",
        "Thủ tục: Đăng ký khai sinh",
        "Mời Ông/Bà đánh giá sự phục vụ",
        "Nhận phiếu đến hết ngày 31/12/2026.",
        "Số 12 · In 05/11/2026",
        "khao-sat.lamgiang.gov.vn/s/k7m2-9xt3-chpv-nr46",
    ):
        assert sentence in told


@pytest.mark.parametrize("name", CARDS)
def test_no_letter_leaves_its_slip_or_lies_on_another(name: str) -> None:
    card = CARDS[name]
    page = laid_out(slips(card, coded(2, card.address)))

    words = page.extract_words(use_text_flow=False)
    middle = float(page.width) / 2
    crossing = [word for word in words if word["x0"] < middle < word["x1"]]
    assert overlapping(words) == []
    assert crossing == []
    assert min(word["x0"] for word in words) > 10
    assert max(word["x1"] for word in words) < page.width - 10


def test_names_too_long_for_eight_get_six_slips_a_sheet_and_are_printed_whole() -> None:
    wanted = coded(6, LONGEST.address)

    data = slips(LONGEST, wanted)

    (told,) = texts(data)
    assert told.count(LONG) >= 18
    assert told.count(f"Thủ tục: {PROCEDURE}") == 6
    assert scanned(picture(data)) == sorted(slip.address for slip in wanted)


def test_the_code_is_as_large_beside_a_long_name_as_beside_a_short_one() -> None:
    def size(card_name: str) -> float:
        page = laid_out(slips(CARDS[card_name], [Slip(ADDRESS, "KF7M2-9XT36")]))
        (word,) = [each for each in page.extract_words() if each["text"] == "KF7M2-9XT36"]
        return float(word["bottom"] - word["top"])

    assert size("longest") > 0.9 * size("short")


def test_a_name_without_end_is_refused_and_not_cut() -> None:
    with pytest.raises(NoRoomError, match="too long for the sheet.*shorten the name"):
        slips(replace(SHORT, unit="Ủy ban nhân dân " * 200), [Slip(ADDRESS)])


def test_slips_with_codes_are_drawn_within_seconds() -> None:
    codes = coded(40)

    assert quickest(lambda: slips(SHORT, codes)) < 3
