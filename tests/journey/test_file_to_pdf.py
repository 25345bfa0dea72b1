"""From anybody's file to an honest PDF: every number of the PDF is the one in estimates.json."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from questionnaires.load import load
from questionnaires.model import Questionnaire, say

VIETNAMESE = "năm 2026 Sở Nông nghiệp và Môi trường khoảng tin cậy mức độ hài lòng đơn vị".split()


@pytest.fixture
def demo(demonstration: Path) -> Path:
    """What `hailong demo` makes from files alone."""
    return demonstration / "files"


def estimates(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "estimates.json").read_text(encoding="utf-8"))
    return found


def words(pdf: Path) -> str:
    """The text of a PDF, its lines joined."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(pdf).pages).split())


def fonts(pdf: Path) -> Iterator[tuple[str, bool]]:
    """Name of every font, and whether its glyphs are in the file."""
    for page in PdfReader(pdf).pages:
        for font in page["/Resources"]["/Font"].values():
            described = font.get_object().get("/FontDescriptor")
            yield (
                font.get_object()["/BaseFont"],
                described is not None and "/FontFile2" in described.get_object(),
            )


def number(value: float, decimals: int, language: str) -> str:
    text = str(Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))
    return text.replace(".", ",") if language == "vi" else text


def printed(line: dict[str, Any], language: str) -> str:
    """How a line's figure and interval stand in a table, as a pattern."""
    share = number(100 * line["estimate"], 2, language) + "%"
    if line["low"] is None:
        return re.escape(share)
    low, high = (number(100 * line[end], 1, language) for end in ("low", "high"))
    bound = {0.0: high, 1.0: low}.get(line["estimate"])
    ends = rf"\D{{3,12}}{re.escape(bound)}" if bound else re.escape(f"{low}–{high}")
    return rf"{re.escape(share)}( \(tk\)| \(ref\))? ?{ends}"


def label(questionnaire: Questionnaire, code: str, language: str) -> str:
    text = say(questionnaire.item(code).text, language)
    return re.escape(text[0].upper() + text[1:])


def reports(folder: Path) -> Iterator[tuple[Path, str, str]]:
    """Every unit's PDF with its wave and the unit's name, which is read from its HTML twin."""
    for wave in ("2025", "2026"):
        for pdf in sorted((folder / "reports" / wave).glob("*.pdf")):
            heading = re.search(
                r"<h1[^>]*>(.*?)</h1>", pdf.with_suffix(".html").read_text("utf-8"), re.DOTALL
            )
            assert heading is not None
            yield pdf, wave, " ".join(re.sub(r"<[^>]+>", " ", heading[1]).split())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_item_s_line_in_every_pdf_is_the_line_of_estimates_json(demo: Path, language: str) -> None:
    folder = demo / f"departments-{language}"
    questionnaire = load("unit-short")
    lines = estimates(folder)["estimates"]
    compared = 0
    for pdf, wave, heading in reports(folder):
        if pdf.stem == "whole":
            continue
        text = words(pdf)
        unit = next(line["unit"] for line in lines if line["unit"] and line["unit"] in heading)
        for line in lines:
            if (line["wave"], line["unit"], line["kind"]) != (wave, unit, "item"):
                continue
            name = label(questionnaire, line["code"], language)
            if line["suppressed"] == "hidden":
                assert re.search(rf"{name} (\(\*\)|<\s?5)", text), (pdf.name, line["code"])
                continue
            share = number(100 * line["dont_know"] / (line["n_valid"] + line["dont_know"]), 1, language)
            row = rf"{name} {line['n_valid']} {re.escape(share)}% {printed(line, language)}"
            assert re.search(row, text), (pdf.name, row)
            compared += 1

    assert compared > 130


def test_every_overall_and_factor_figure_stands_in_its_pdf(demo: Path) -> None:
    folder = demo / "departments-vi"
    lines = estimates(folder)["estimates"]
    compared = 0
    for pdf, wave, heading in reports(folder):
        text = words(pdf)
        unit = next((u for u in {line["unit"] for line in lines} if u and u in heading), None)
        for line in lines:
            same = (line["wave"], line["unit"]) == (wave, unit) and line["kind"] in ("factor", "overall")
            if same and line["estimate"] is not None:
                assert number(100 * line["estimate"], 2, "vi") + "%" in text, (pdf.name, line["code"])
                compared += 1

    assert compared >= 2 * 9 * 4


def test_vietnamese_words_come_back_intact_and_every_font_is_embedded(demo: Path) -> None:
    pdf = demo / "departments-vi/reports/2026/so-nong-nghiep-va-moi-truong.pdf"
    text = words(pdf)

    assert unicodedata.is_normalized("NFC", text)
    assert [word for word in VIETNAMESE if word not in text] == []
    assert {embedded for _, embedded in fonts(pdf)} == {True}


def test_the_unit_of_three_ballots_shows_no_number_of_its_own(demo: Path) -> None:
    folder = demo / "departments-vi"
    lines = [x for x in estimates(folder)["estimates"] if (x["unit"] or "").startswith("Ban Quản lý")]
    csv = (folder / "estimates.csv").read_text(encoding="utf-8-sig")
    rows = [row for row in csv.splitlines() if "Ban Quản lý" in row]
    text = words(folder / "reports/2026/ban-quan-ly-cac-khu-cong-nghiep.pdf")
    html = (folder / "reports/2026/ban-quan-ly-cac-khu-cong-nghiep.html").read_text(encoding="utf-8")

    numbers = ("n", "n_valid", "dont_know", "estimate", "se", "df", "low", "high", "others", "deff", "n_eff")
    assert lines and {line[name] for line in lines for name in numbers} == {None}
    assert rows and all(not re.search(r"\d\.\d", row.split("0.95")[0]) for row in rows)
    assert not re.search(r"\d,\d\d%", text) and not re.search(r"\d,\d\d%", html)


def test_fifty_ballots_say_what_they_support_and_what_not(demo: Path) -> None:
    folder = demo / "one-question-vi"
    line = next(x for x in estimates(folder)["estimates"] if x["unit"] and x["kind"] == "overall")
    text = words(next((folder / "reports").glob("so-*.pdf")))

    assert (line["estimate"], round(100 * line["low"], 1), round(100 * line["high"], 1)) == (0.92, 81.2, 96.8)
    assert "92,00%" in text and "từ 81,2% đến 96,8%" in text
    assert "46/50 người trả lời" in text
    assert "đủ để nói đa số hài lòng" in text
    assert "chưa đủ để kết luận cao hơn hay thấp hơn một mốc nằm trong khoảng từ 81,2% đến 96,8%" in text


def test_simulated_data_is_labelled_in_every_file_and_on_every_page(demo: Path) -> None:
    for pdf in demo.rglob("*.pdf"):
        for page in PdfReader(pdf).pages:
            told = page.extract_text()
            assert "DỮ LIỆU MÔ PHỎNG" in told or "SIMULATED DATA" in told, pdf
    for html in demo.rglob("*.html"):
        assert re.search("DỮ LIỆU MÔ PHỎNG|SIMULATED DATA", html.read_text(encoding="utf-8")), html
    for found in demo.rglob("estimates.json"):
        assert estimates(found.parent)["about"]["simulated"] is True
