"""Every sentence of posters and slips, in both languages."""

from __future__ import annotations

import datetime as dt

TEXTS: dict[str, dict[str, str]] = {
    "invite": {"vi": "Mời Ông/Bà đánh giá sự phục vụ", "en": "Please rate our service"},
    "promise": {
        "vi": "Khoảng {minutes} phút, không cần ghi tên, không bắt buộc.",
        "en": "About {minutes}, no name needed, not compulsory.",
    },
    "place": {"vi": "Nơi tiếp nhận hồ sơ: {place}", "en": "Service point: {place}"},
    "step_scan": {
        "vi": "Mở máy ảnh hoặc Zalo, đưa vào mã này",
        "en": "Open the camera or Zalo, point it at this code",
    },
    "step_open": {"vi": "Bấm vào đường dẫn hiện ra", "en": "Tap the link that appears"},
    "step_code": {
        "vi": "Bấm vào đường dẫn, gõ mã in trên giấy hoặc trong tin nhắn",
        "en": "Tap the link, type the code on your paper or in your message",
    },
    "step_send": {
        "vi": "Chọn câu trả lời rồi bấm “Gửi phiếu”",
        "en": "Choose your answers, press “Send the form”",
    },
    "type": {"vi": "Hoặc gõ địa chỉ này vào trình duyệt:", "en": "Or type this address into a browser:"},
    "type_short": {"vi": "Hoặc gõ địa chỉ:", "en": "Or type:"},
    "procedure": {"vi": "Thủ tục: {procedure}", "en": "Procedure: {procedure}"},
    "code": {"vi": "Mã trả lời một lần", "en": "One-time code"},
    "code_promise": {
        "vi": "Mã chỉ để mỗi lượt giao dịch trả lời một lần. Hệ thống không ghép mã với câu trả lời.",
        "en": "The code only makes sure each visit answers once. It is not linked to your answers.",
    },
    "until": {"vi": "Nhận phiếu đến hết ngày {day}.", "en": "Open until {day}."},
    "host": {"vi": "{host} thực hiện khảo sát.", "en": "The survey is run by {host}."},
    "host_plan": {
        "vi": "{host} thực hiện khảo sát theo Kế hoạch số {plan}.",
        "en": "The survey is run by {host} under Plan no. {plan}.",
    },
    "not_complaint": {
        "vi": "Phiếu này không thay cho đơn khiếu nại, tố cáo hay phản ánh, kiến nghị.",
        "en": "This form is not a complaint, denunciation or petition.",
    },
    "channel": {
        "vi": "Muốn được trả lời, xin gửi tới {channel}.",
        "en": "For a reply, write to {channel}.",
    },
    "printed": {
        "vi": "Điểm thu phiếu số {number} · In ngày {day}",
        "en": "Collection point no. {number} · Printed on {day}",
    },
    "printed_short": {"vi": "Số {number} · In {day}", "en": "No. {number} · Printed {day}"},
    "poster": {"vi": "Tờ giới thiệu: {unit}", "en": "Poster: {unit}"},
    "slips": {"vi": "Phiếu mời: {unit}", "en": "Slips: {unit}"},
    "simulated": {
        "vi": "DỮ LIỆU MÔ PHỎNG – không phải kết quả thật",
        "en": "SIMULATED DATA – not real results",
    },
}
MONTHS = "January February March April May June July August September October November December".split()


def say(key: str, language: str, **values: str) -> str:
    """A sentence in a language, with its values."""
    return TEXTS[key][language].format(**values)


def day_in(day: dt.date, language: str) -> str:
    """A day as the language writes it."""
    return f"{day:%d/%m/%Y}" if language == "vi" else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def minutes_in(minutes: int, language: str) -> str:
    """How long it takes, as it stands in the promise."""
    if language == "vi":
        return str(minutes)
    return "1 minute" if minutes == 1 else f"{minutes} minutes"
