"""The words of the hand-over slip in both languages."""

from __future__ import annotations

SENTENCES = {
    "title": {
        "vi": "PHIẾU GIAO NHẬN PHIẾU KHẢO SÁT GIẤY",
        "en": "HAND-OVER SLIP FOR PAPER SURVEY FORMS",
    },
    "batch": {"vi": "Tập phiếu số {batch}", "en": "Batch no. {batch}"},
    "simulated": {
        "vi": "DỮ LIỆU MÔ PHỎNG – không phải kết quả thật",
        "en": "SIMULATED DATA – not real results",
    },
    "unit": {"vi": "Đơn vị", "en": "Unit"},
    "wave": {"vi": "Đợt khảo sát", "en": "Wave"},
    "day": {"vi": "Ngày thu phiếu", "en": "Day of collection"},
    "serials": {"vi": "Số phiếu", "en": "Form numbers"},
    "range": {"vi": "từ {first} đến {last}", "en": "from {first} to {last}"},
    "counter": {"vi": "không in số; đếm từ 1", "en": "none printed; counted from 1"},
    "issued": {"vi": "Phiếu phát ra", "en": "Issued"},
    "returned": {"vi": "Phiếu thu về", "en": "Returned"},
    "spoiled": {"vi": "Phiếu hỏng", "en": "Spoiled"},
    "missing": {"vi": "Phiếu thất lạc", "en": "Missing"},
    "balance": {
        "vi": "Phát ra {issued} = thu về {returned} + hỏng {spoiled} + thất lạc {missing}",
        "en": "Issued {issued} = returned {returned} + spoiled {spoiled} + missing {missing}",
    },
    "keyed": {"vi": "Đã nhập lần 1", "en": "Keyed once"},
    "checked": {"vi": "Đã nhập đối chiếu", "en": "Keyed twice"},
    "forms": {"vi": "{n} phiếu", "en": "{n} forms"},
    "by": {"vi": "{n} phiếu; người nhập: {who}", "en": "{n} forms; by {who}"},
    "rate": {"vi": "Lỗi nhập trên 1.000 câu", "en": "Keying errors in 1,000 fields"},
    "giver": {"vi": "BÊN GIAO", "en": "HANDED OVER BY"},
    "taker": {"vi": "BÊN NHẬN", "en": "RECEIVED BY"},
    "sign": {"vi": "(Ký, ghi rõ họ tên)", "en": "(Signature and full name)"},
    "on": {
        "vi": "Ngày ........ tháng ........ năm ............",
        "en": "Date: ......... / ......... / .............",
    },
    "note": {
        "vi": "Lập thành hai bản, mỗi bên giữ một bản. Số phiếu chỉ để đếm, không ghi ai nhận phiếu nào.",
        "en": "Two copies, one for each side. Numbers serve only to count; nobody notes who was given which.",
    },
}


def say(name: str, language: str, **facts: object) -> str:
    """A sentence with its gaps filled in."""
    return SENTENCES[name][language].format(**facts)
