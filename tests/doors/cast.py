"""Cards of doors with short and long names, and pages looked at as a camera and a reader see them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from io import BytesIO

import pdfplumber
import pypdfium2
import zxingcpp
from pdfplumber.page import Page
from PIL.Image import Image
from pypdf import PdfReader

from reports.doors.card import DoorCard

ADDRESS = "https://khao-sat.lamgiang.gov.vn/s/k7m2-9xt3-chpv-nr46"
LONG_ADDRESS = (
    "https://khao-sat-muc-do-hai-long.trung-tam-hanh-chinh-cong.lamgiang.gov.vn/s/k7m2-9xt3-chpv-nr46"
)
LONG = (
    "Trung tâm Phục vụ hành chính công và Kiểm soát thủ tục hành chính, Văn phòng Hội đồng nhân dân và "
    "Ủy ban nhân dân xã Nguyễn Nghiêm, chi nhánh số 2 đặt tại phường Trương Quang Trọng, tỉnh Quảng Ngãi"
)
"""As long as a name in the database may be, but for a letter or two."""
PROCEDURE = (f"Cấp giấy phép {LONG} " * 3)[:500].strip()
SHORT = DoorCard(
    unit="Sở Y tế",
    unit_en="Department of Health",
    address=ADDRESS,
    last_day=dt.date(2026, 12, 31),
    printed=dt.date(2026, 11, 5),
    number=12,
    minutes=2,
    host="Sở Nội vụ tỉnh Lam Giang",
    host_en="Department of Home Affairs",
    plan="12/KH-UBND",
    channel="Hệ thống phản ánh, kiến nghị của tỉnh",
)
LONGEST = replace(
    SHORT,
    unit=LONG,
    unit_en=LONG,
    place=LONG,
    place_en=LONG,
    host=LONG,
    host_en=LONG,
    channel=LONG,
    procedure=PROCEDURE,
    address=LONG_ADDRESS,
    asks_code=True,
    simulated=True,
)
PLAIN = replace(SHORT, unit="Xã Ia Ơ", unit_en=None, host=None, plan=None, channel=None, languages=("vi",))
CARDS = {"short": SHORT, "longest": LONGEST, "plain": PLAIN, "no plan": replace(SHORT, plan=None)}


def texts(data: bytes) -> list[str]:
    """The text of every page, on one line each."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages]


def picture(data: bytes, page: int = 0, dots: int = 200) -> Image:
    """A page as it lies on the glass of a printer."""
    document = pypdfium2.PdfDocument(data)
    image: Image = document[page].render(scale=dots / 72).to_pil()
    document.close()
    return image


def scanned(image: Image) -> list[str]:
    """What the QR codes of a picture say, by the alphabet."""
    found = zxingcpp.read_barcodes(image.convert("L"))
    assert all(each.format == zxingcpp.BarcodeFormat.QRCode for each in found)
    return sorted(each.text for each in found)


def laid_out(data: bytes, number: int = 0) -> Page:
    """The letters of a page with their places."""
    return pdfplumber.open(BytesIO(data)).pages[number]
