"""What the sheet on the wall says in two languages."""

from __future__ import annotations

TEXTS: dict[str, dict[str, str]] = {
    "title": {
        "vi": "Người dân, tổ chức đánh giá sự phục vụ",
        "en": "What people think of our service",
    },
    "thanks": {
        "vi": "Cảm ơn {people} đã trả lời.",
        "en": "Thank you to the {people} who answered.",
    },
    "thanks_all": {"vi": "Cảm ơn mọi người đã trả lời.", "en": "Thank you to everybody who answered."},
    "people": {"vi": "{count} người", "en": "{count} people"},
    "more": {"vi": "Xem kết quả đầy đủ:", "en": "All results:"},
    "simulated": {
        "vi": "DỮ LIỆU MÔ PHỎNG – không phải kết quả thật",
        "en": "SIMULATED DATA – not real results",
    },
    "source": {"vi": "Nguồn: {title}", "en": "Source: {title}"},
    "checksum": {"vi": "Mã kiểm tra số liệu: {checksum}", "en": "Checksum of the figures: {checksum}"},
}


def say(key: str, language: str, **values: str) -> str:
    """A text in a language; KeyError for a key or language that is not there."""
    return TEXTS[key][language].format(**values)
