"""Every sentence of ours on a paper ballot, in each language we speak."""

from __future__ import annotations

from collections.abc import Sequence

from questionnaires.model import Text
from reports.style import known

SENTENCES: dict[str, Text] = {
    "serial": {"vi": "Số phiếu", "en": "Form no."},
    "page": {"vi": "Trang {page}/{pages}", "en": "Page {page} of {pages}"},
    "blank": {"vi": "Trang này để trống", "en": "This page is left blank"},
    "test": {"vi": "PHIẾU THỬ, KHÔNG TÍNH", "en": "TEST FORM, NOT COUNTED"},
    "simulated": {
        "vi": "DỮ LIỆU MÔ PHỎNG – không phải kết quả thật",
        "en": "SIMULATED DATA – not real results",
    },
    "survey": {"vi": "Phiếu khảo sát", "en": "Survey form"},
    "about_unit": {"vi": "Cơ quan, đơn vị được đánh giá", "en": "Office being rated"},
    "collecting": {
        "vi": "Thu phiếu từ ngày {opens} đến ngày {closes}",
        "en": "Forms are collected from {opens} to {closes}",
    },
    "promise": {
        "vi": "Không hỏi tên · Không bắt buộc · Khoảng {time}",
        "en": "No name asked · Not compulsory · About {time}",
    },
    "plan": {"vi": "Kế hoạch số {plan}", "en": "Plan no. {plan}"},
    "minutes": {"vi": "{n} phút", "en": "{n} minutes"},
    "minute": {"vi": "1 phút", "en": "1 minute"},
    # how to fill it in
    "how": {
        "vi": "Mỗi dòng đánh dấu X vào một ô. Nếu đánh nhầm, khoanh tròn ô sai rồi đánh lại ô đúng.",
        "en": "Mark one box in each line with X. If you make a mistake, circle the wrong box and mark the "
        "right one.",
    },
    "many": {"vi": "Câu này được đánh dấu nhiều ô.", "en": "You may mark several boxes here."},
    "most": {
        "vi": "Câu này được đánh dấu nhiều nhất {most} ô.",
        "en": "You may mark up to {most} boxes here.",
    },
    "none_of_these": {"vi": "Không có mục nào ở trên", "en": "None of these"},
    "privacy": {
        "vi": "Xin không ghi tên, số điện thoại, số căn cước, mã hồ sơ của Ông/Bà hoặc của người khác.",
        "en": "Please leave out names, phone, ID and case numbers, yours or others’.",
    },
    "assisted": {"vi": "Phiếu này được điền thế nào?", "en": "How was this form filled in?"},
    "alone": {"vi": "Tự điền", "en": "By myself"},
    "read_aloud": {"vi": "Có người đọc hộ", "en": "Read aloud to me"},
    "interpreted": {"vi": "Có người phiên dịch", "en": "With an interpreter"},
    "thanks": {
        "vi": "Cảm ơn Ông/Bà. Xin gửi lại phiếu ở nơi đã nhận phiếu.",
        "en": "Thank you. Please hand the form in where you were given it.",
    },
    # the way through the form
    "jump": {
        "vi": "Nếu trả lời {answers} thì chuyển sang câu {to}.",
        "en": "If your answer is {answers}, go to question {to}.",
    },
    "jump_unticked": {
        "vi": "Nếu không chọn {answers} thì chuyển sang câu {to}.",
        "en": "If you did not mark {answers}, go to question {to}.",
    },
    "jump_end": {
        "vi": "Nếu trả lời {answers} thì chuyển đến cuối phiếu.",
        "en": "If your answer is {answers}, go to the end of the form.",
    },
    "jump_unticked_end": {
        "vi": "Nếu không chọn {answers} thì chuyển đến cuối phiếu.",
        "en": "If you did not mark {answers}, go to the end of the form.",
    },
    "only_if": {
        "vi": "Câu {numbers}: chỉ trả lời nếu ở câu {before} Ông/Bà chọn {answers}.",
        "en": "Question {numbers}: answer only if you chose {answers} at question {before}.",
    },
    "only_if_several": {
        "vi": "Câu {numbers}: chỉ trả lời nếu ở câu {before} Ông/Bà chọn {answers}.",
        "en": "Questions {numbers}: answer only if you chose {answers} at question {before}.",
    },
    "either": {"vi": " hoặc ", "en": " or "},
    # the notice
    "why": {"vi": "Vì sao có phiếu này?", "en": "Why this form?"},
    "why_host_plan": {
        "vi": "{host} thực hiện khảo sát theo Kế hoạch số {plan} để biết người dân, tổ chức hài lòng đến đâu "
        "và cần sửa điều gì.",
        "en": "{host} runs this survey under Plan no. {plan} to learn how satisfied people and organisations "
        "are and what to put right.",
    },
    "why_host": {
        "vi": "{host} thực hiện khảo sát để biết người dân, tổ chức hài lòng đến đâu và cần sửa điều gì.",
        "en": "{host} runs this survey to learn how satisfied people and organisations are and what to put "
        "right.",
    },
    "why_plan": {
        "vi": "Khảo sát được thực hiện theo Kế hoạch số {plan} để biết người dân, tổ chức hài lòng đến đâu "
        "và cần sửa điều gì.",
        "en": "This survey is run under Plan no. {plan} to learn how satisfied people and organisations are "
        "and what to put right.",
    },
    "why_nobody": {
        "vi": "Khảo sát được thực hiện để biết người dân, tổ chức hài lòng đến đâu và cần sửa điều gì.",
        "en": "This survey is run to learn how satisfied people and organisations are and what to put right.",
    },
    "must": {"vi": "Ông/Bà có phải trả lời không?", "en": "Must I answer?"},
    "must_text": {
        "vi": "Không bắt buộc. Ông/Bà có thể bỏ qua câu hỏi hoặc dừng lại lúc nào cũng được. Việc trả lời "
        "hay không, trả lời thế nào đều không ảnh hưởng đến hồ sơ của Ông/Bà.",
        "en": "No. You may skip any question or stop at any time; whether and how you answer has no effect "
        "on your case.",
    },
    "named": {"vi": "Có ghi tên không?", "en": "Is my name recorded?"},
    "named_text": {
        "vi": "Không. Phiếu không hỏi họ tên, số điện thoại, địa chỉ, số căn cước, mã hồ sơ. Phiếu chỉ lưu "
        "câu trả lời, ngày, nơi và hình thức trả lời, ngôn ngữ. Số phiếu và mã QR chỉ để kiểm đếm và "
        "đọc phiếu bằng máy; không ghi lại phiếu nào đã phát cho ai.",
        "en": "No. We ask for no name, phone, address, ID or case number. We keep your answers, the day, the "
        "place and way of answering, and the language. The form number and the QR code serve only to count "
        "the forms and to read them by machine; nobody records which form was given to whom.",
    },
    "seen": {"vi": "Ai xem được?", "en": "Who sees it?"},
    "seen_text": {
        "vi": "Chỉ người được giao xử lý số liệu. Cơ quan được đánh giá chỉ nhận kết quả tổng hợp; nhóm có "
        "dưới {limit} người trả lời không hiển thị.",
        "en": "Only those charged with processing. The office being rated gets totals only; groups of fewer "
        "than {limit} are not shown.",
    },
    "seen_comments": {
        "vi": "Ý kiến ghi thêm được lược bỏ thông tin riêng trước khi chuyển.",
        "en": "Private details are removed from written comments before they are passed on.",
    },
    "mend": {"vi": "Có sửa, xóa được không?", "en": "Can I change or delete it?"},
    "mend_text": {
        "vi": "Vì phiếu không có tên nên sau khi gửi không tìm lại được để sửa hoặc xóa.",
        "en": "The form carries no name, so once sent it cannot be found again.",
    },
    "results": {
        "vi": "Kết quả ở đâu, lưu bao lâu?",
        "en": "Where are the results, how long is it kept?",
    },
    "results_at": {"vi": "Công bố tại {address}.", "en": "Published at {address}."},
    "results_when": {
        "vi": "Công bố tại {address} vào {month}.",
        "en": "Published at {address} in {month}.",
    },
    "kept_until": {
        "vi": "Phiếu giấy và dữ liệu phiếu lưu đến ngày {day} rồi hủy.",
        "en": "Paper and data are kept until {day}, then destroyed.",
    },
    "reply": {"vi": "Cần được trả lời?", "en": "Do you need an answer?"},
    "reply_text": {
        "vi": "Phiếu này không thay cho đơn khiếu nại, tố cáo hay phản ánh, kiến nghị.",
        "en": "This form is not a complaint, denunciation or petition.",
    },
    "reply_channel": {
        "vi": "Muốn được trả lời, xin gửi tới {channel}.",
        "en": "For a reply, write to {channel}.",
    },
    "contact": {"vi": "Hỏi về khảo sát: {contact}.", "en": "Questions about the survey: {contact}."},
}


def say(key: str, language: str, **values: str) -> str:
    """The sentence of this name in this language, filled in."""
    return SENTENCES[key][known(language)].format(**values)


def either(labels: Sequence[str], language: str) -> str:
    """“Đã gửi” hoặc “Chưa gửi”."""
    *first, last = [f"“{label}”" for label in labels]
    return ", ".join(first) + SENTENCES["either"][known(language)] + last if first else last
