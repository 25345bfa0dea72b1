"""A department with fifty ballots: its report says plainly what 46 of 50 does and does not support."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from survey.cli import run

FORM = """\
code: one-question
version: "1"
title: {vi: Một câu hỏi, en: One question}
languages: [vi, en]
status: final
index_rule: pooled
scales:
  five:
    positive: ["4", "5"]
    options:
      - {code: "5", label: {vi: Rất hài lòng, en: Very satisfied}}
      - {code: "4", label: {vi: Hài lòng, en: Satisfied}}
      - {code: "3", label: {vi: Bình thường, en: Neither}}
      - {code: "2", label: {vi: Không hài lòng, en: Dissatisfied}}
      - {code: "1", label: {vi: Rất không hài lòng, en: Very dissatisfied}}
blocks:
  - code: block
    title: {vi: Hài lòng, en: Satisfaction}
    role: satisfaction
    scale: five
    items:
      - {code: A1, text: {vi: sự phục vụ xét chung, en: the service as a whole}}
"""
SUPPORTED = {
    "vi": "Số phiếu này đủ để nói đa số hài lòng; chưa đủ để kết luận cao hơn hay thấp hơn một mốc nằm trong"
    " khoảng từ 81,2% đến 96,8% (ví dụ mốc 90%).",
    "en": "That supports “most are satisfied”; it does not show the unit to be above or below any mark between"
    " 81.2% and 96.8% (90%, say).",
}
COUNTED = {"vi": ("92,00%", "46 người chọn", "4 người chọn"), "en": ("92.00%", "46 chose", "4 chose")}


def printed(folder: Path, answers: str, language: str) -> str:
    """The text of the report of a department whose citizens answered so."""
    (folder / "form.yaml").write_text(FORM, encoding="utf-8")
    rows = "".join(f"Sở Tư pháp,{answer}\n" for answer in answers)
    (folder / "ballots.csv").write_text(f"unit,A1\n{rows}", encoding="utf-8")
    given = ["--questionnaire", str(folder / "form.yaml"), "--unit", "unit", "--lang", language]
    assert run(["analyse", str(folder / "ballots.csv"), *given, "--out", str(folder / "out")]) == 0
    pages = PdfReader(folder / "out" / "reports" / "so-tu-phap.pdf").pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_forty_six_of_fifty_support_a_majority_and_no_mark_inside_the_interval(
    tmp_path: Path, language: str
) -> None:
    text = printed(tmp_path, "4" * 46 + "3" * 4, language)

    assert SUPPORTED[language] in text
    assert [each for each in COUNTED[language] if each not in text] == []


def test_twenty_six_of_fifty_support_no_majority(tmp_path: Path) -> None:
    text = printed(tmp_path, "4" * 26 + "3" * 24, "vi")

    assert "chưa đủ để nói đa số hài lòng hay không" in text
    assert "đủ để nói đa số hài lòng;" not in text
