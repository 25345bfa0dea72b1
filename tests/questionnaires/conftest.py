"""A small questionnaire with one of everything, as a file and as an object."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from questionnaires.load import load
from questionnaires.model import Questionnaire

SMALL = """\
code: small
version: "1"
title: {vi: Phiếu nhỏ, en: Small form}
languages: [vi, en]
status: final
index_rule: pooled
scales:
  five:
    positive: ["4", "5"]
    no_opinion: {vi: Không có ý kiến, en: No opinion}
    options:
      - {code: "5", label: {vi: Rất hài lòng, en: Very satisfied}}
      - {code: "4", label: {vi: Hài lòng, en: Satisfied}}
      - {code: "1", label: {vi: Không hài lòng, en: Dissatisfied}}
      - {code: "N", label: {vi: Chưa nhận, en: Not yet}, counts: false}
blocks:
  - code: about
    title: {vi: Thông tin chung, en: About you}
    role: about
    items:
      - code: SENT
        kind: single
        text: {vi: Đã gửi chưa?, en: Sent any?}
        options:
          - {code: "1", label: {vi: Rồi, en: "Yes"}}
          - {code: "0", label: {vi: Chưa, en: "No"}}
      - code: HOW
        kind: multiple
        most: 2
        asked_if: {item: SENT, codes: ["1"]}
        text: {vi: Bằng cách nào?, en: How?}
        options:
          - {code: A, label: {vi: Thư, en: Letter}}
          - {code: B, label: {vi: Điện thoại, en: Phone}}
          - {code: C, label: {vi: Gặp, en: In person}}
      - code: WHEN
        kind: yes_no
        asked_if: {item: HOW, codes: [B, C]}
        text: {vi: Trong giờ làm việc?, en: In office hours?}
  - code: satisfaction
    title: {vi: Mức độ hài lòng, en: Satisfaction}
    role: satisfaction
    stem: {vi: "Hài lòng ở mức nào về {item}?", en: "How satisfied are you with {item}?"}
    scale: five
    factors:
      - code: staff
        title: {vi: Người phục vụ, en: Staff}
        items:
          - code: A1
            text: {vi: thái độ, en: courtesy}
          - code: A2
            asked_if: {item: A1, codes: ["1"]}
            text: {vi: cách sửa, en: the mending}
          - code: AX
            role: overall
            text: {vi: "người phục vụ, xét chung", en: the staff as a whole}
  - code: needs
    title: {vi: Ý kiến, en: Opinion}
    role: needs
    items:
      - code: NOTE
        kind: text
        required: false
        text: {vi: Ý kiến khác, en: Anything else}
"""


@pytest.fixture
def small_text() -> str:
    return SMALL


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """Write a questionnaire file and say where it lies."""

    def write_text(text: str) -> Path:
        path = tmp_path / "file.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write_text


@pytest.fixture
def small(write: Callable[[str], Path]) -> Questionnaire:
    return load(write(SMALL))
