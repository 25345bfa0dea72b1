"""Every sentence of the notice is true of the wave, and what is not known is not said."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.citizen.cast import FULL, Citizen, Shop

CLOSED_ONLY = """\
code: closed-only
version: "1"
title: {vi: Chỉ một câu, en: One question}
languages: [vi, en]
status: final
blocks:
  - code: about
    title: {vi: Thông tin chung, en: About you}
    role: about
    items:
      - {code: back, kind: yes_no, text: {vi: Ông/Bà có quay lại không?, en: Did you come back?}}
"""


def notice_of(citizen: Citizen) -> str:
    return citizen.open().root.one("details").text


def test_the_notice_says_who_why_and_where(citizen: Citizen) -> None:
    citizen.open("short-phone")

    told = citizen.page.root.one("details").text

    for sentence in (
        "Sở Nội vụ thực hiện khảo sát theo Kế hoạch số 12/KH-UBND để biết",
        "Không bắt buộc. Ông/Bà có thể bỏ qua câu hỏi hoặc dừng lại lúc nào cũng được.",
        "Phiếu chỉ lưu câu trả lời, ngày, nơi và hình thức trả lời, ngôn ngữ và số giây trả lời;",
        "nhóm có dưới 5 người trả lời không hiển thị. Ý kiến ghi thêm được lược bỏ thông tin riêng",
        "Công bố tại cchc.tinh-mau.example vào tháng 3 năm 2027. Dữ liệu phiếu lưu đến ngày",
        "Muốn được trả lời, xin gửi tới Hệ thống phản ánh, kiến nghị của tỉnh.",
        "Hỏi về khảo sát: Sở Nội vụ, phòng Cải cách hành chính.",
        "Thời gian trả lời: khoảng 2 phút.",
    ):
        assert sentence in told


def test_an_english_notice_marks_the_vietnamese_names_in_it(citizen: Citizen) -> None:
    citizen.language = "en"

    page = citizen.open("short-phone")

    told = page.root.one("details")
    assert "Sở Nội vụ runs this survey under Plan no. 12/KH-UBND to learn" in told.text
    assert "Published at cchc.tinh-mau.example in March 2027." in told.text
    assert "Sở Nội vụ" in [each.text for each in told.all("span", lang="vi")]


@pytest.mark.parametrize("limit", [5, 10])
def test_the_threshold_in_the_text_follows_the_setting(citizen: Citizen, shop: Shop, limit: int) -> None:
    shop.change_wave(display_limit=limit)

    assert f"nhóm có dưới {limit} người trả lời không hiển thị" in notice_of(citizen)


def test_what_is_not_set_is_left_out_and_not_printed_empty(citizen: Citizen) -> None:
    told = notice_of(citizen)

    assert "Khảo sát được thực hiện để biết" in told
    assert not [
        each
        for each in ("Kế hoạch", "Công bố", "Kết quả ở đâu", "lưu đến", "xin gửi tới", "Hỏi về", "None")
        if each in told
    ]
    assert "Phiếu này không thay cho đơn khiếu nại" in told


def test_each_setting_brings_its_phrase_and_no_other(citizen: Citizen, shop: Shop) -> None:
    shop.change_wave(
        plan_number="9/KH-SNV", keep_until=dt.date(2027, 2, 1), results_address="https://cchc.example/kq"
    )

    page = citizen.open()

    told = page.root.one("details").text
    assert "Khảo sát được thực hiện theo Kế hoạch số 9/KH-SNV để biết" in told
    assert "Công bố tại https://cchc.example/kq. Dữ liệu phiếu lưu đến ngày 01/02/2027 rồi hủy." in told
    assert page.root.one("a", href="https://cchc.example/kq").text == "https://cchc.example/kq"


def test_a_form_without_a_box_for_text_does_not_speak_of_comments(
    citizen: Citizen, shop: Shop, tmp_path: Path
) -> None:
    path = tmp_path / "closed.yaml"
    path.write_text(CLOSED_ONLY, encoding="utf-8")
    shop.field(path, {"closed-only": "phone"})

    assert "Ý kiến ghi thêm" not in citizen.open("closed-only").root.one("details").text


@pytest.mark.parametrize(
    ("typed", "vietnamese", "english"),
    [
        ("tháng 3 năm 2027", "vào tháng 3 năm 2027.", "in March 2027."),
        ("03/2027", "vào tháng 3 năm 2027.", "in March 2027."),
        ("Quý I năm 2027", "vào Quý I năm 2027.", "in Quý I năm 2027."),
        ("13/2027", "vào 13/2027.", "in 13/2027."),
    ],
)
def test_a_month_is_said_in_the_language_of_the_page(
    citizen: Citizen, shop: Shop, typed: str, vietnamese: str, english: str
) -> None:
    shop.change_wave(results_address="cchc.example", results_month=typed)

    assert vietnamese in notice_of(citizen)

    citizen.language = "en"
    assert english in notice_of(citizen)


def test_a_simulated_wave_says_so_on_every_page(citizen: Citizen, shop: Shop) -> None:
    shop.change_wave(simulated=True)
    banner = "DỮ LIỆU MÔ PHỎNG – không phải kết quả thật"
    pages = [citizen.open(), citizen.send({}), citizen.send(FULL)]
    shop.revoke("all-phone")
    pages.append(citizen.open())

    assert citizen.status == 410
    assert [page.root.one("p", class_="simulated").text for page in pages] == [banner] * 4


def test_a_real_wave_does_not_say_it_is_simulated(citizen: Citizen) -> None:
    assert "MÔ PHỎNG" not in citizen.page.source
