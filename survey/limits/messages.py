"""What a citizen is told where too much came at once, and where this phone has answered before."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class LimitWords:
    """The sentences of one language."""

    wait_to_send: str
    """Above a form that is shown again with all that was filled in."""
    wait: str
    answered: str
    another: str
    leave_empty: str
    """At a box that nobody sees."""


WORDS = {
    "vi": LimitWords(
        wait_to_send=(
            "Hiện có nhiều phiếu được gửi cùng lúc. Các câu trả lời vẫn còn trên trang này. Xin chờ khoảng "
            "{seconds} giây rồi bấm “Gửi phiếu” một lần nữa."
        ),
        wait="Hiện có nhiều người truy cập cùng lúc. Xin tải lại trang này sau ít phút.",
        answered="Ông/Bà đã gửi phiếu cho lần giao dịch này. Đánh giá lần giao dịch khác?",
        another="Đánh giá lần giao dịch khác",
        leave_empty="Xin để trống ô này",
    ),
    "en": LimitWords(
        wait_to_send=(
            "Many forms are being sent at once. Your answers are still on this page. Please wait about "
            "{seconds} seconds and press “Send the form” once more."
        ),
        wait="Many people are visiting at once. Please load this page again in a few minutes.",
        answered="You have already sent this form. Rate another visit?",
        another="Rate another visit",
        leave_empty="Please leave this box empty",
    ),
}


def limit_words(language: str) -> LimitWords:
    """The sentences of a language; Vietnamese where we do not speak it."""
    return WORDS.get(language, WORDS["vi"])
