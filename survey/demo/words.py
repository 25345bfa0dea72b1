"""Every sentence of the demonstration's pages, in Vietnamese and in English."""

from __future__ import annotations

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}

WORDS: dict[str, dict[str, str]] = {
    "simulated": {
        "vi": "DỮ LIỆU MÔ PHỎNG – không phải kết quả thật",
        "en": "SIMULATED DATA – not real results",
    },
    "brand": {"vi": "Hài Lòng", "en": "Hài Lòng"},
    "languages": {"vi": "Ngôn ngữ", "en": "Language"},
    "title": {"vi": "Trình diễn: tỉnh Lam Giang", "en": "Demonstration: Lam Giang province"},
    "lead": {
        "vi": "Tỉnh Lam Giang không có thật. Tên xã, phường, {ballots} phiếu và mọi kết quả ở đây đều do "
        "chương trình tạo ra: không có ai trả lời, và không con số nào nói về một cơ quan có thật.",
        "en": "There is no Lam Giang province. The communes, the {ballots} ballots and all results were made "
        "by a program: nobody answered, and no figure is about an office that exists.",
    },
    "try": {"vi": "Trả lời thử một phiếu", "en": "Answer a form"},
    "try_text": {
        "vi": "Phiếu gửi ở đây vào cơ sở dữ liệu của bản trình diễn, trong đợt đang thu phiếu; "
        "báo cáo bên dưới không thay đổi.",
        "en": "What is sent goes into the demonstration's database, into a wave that is still collecting; "
        "the reports below do not change.",
    },
    "phone": {"vi": "Phiếu trên điện thoại", "en": "The form on a phone"},
    "phone_text": {
        "vi": "Đánh giá {unit}; 9 câu hỏi về mức độ hài lòng.",
        "en": "For {unit}; 9 items on satisfaction.",
    },
    "counter": {"vi": "Phiếu tại quầy", "en": "The form at a counter"},
    "counter_text": {
        "vi": "Đánh giá {unit}; 6 câu hỏi về mức độ hài lòng.",
        "en": "For {unit}; 6 items on satisfaction.",
    },
    "kiosk": {"vi": "Mở như trên máy đánh giá", "en": "Open it as a kiosk does"},
    "poster": {"vi": "Tờ giới thiệu để treo (PDF)", "en": "The poster to hang up (PDF)"},
    "reports": {"vi": "Xem báo cáo", "en": "Read the reports"},
    "reports_text": {
        "vi": "Mỗi báo cáo có một tệp PDF và một trang web cùng nội dung, bằng tiếng Việt.",
        "en": "Every report is a PDF and a web page with the same content. "
        "Those of the departments are in English, those of the communes in Vietnamese.",
    },
    "units": {"vi": "Đơn vị", "en": "Units"},
    "all_units": {"vi": "Từng đơn vị", "en": "Each unit"},
    "whole": {"vi": "Báo cáo chung năm {year}", "en": "Report for all, {year}"},
    "of_year": {"vi": "Năm {year}", "en": "{year}"},
    "ballots": {"vi": "{n} phiếu", "en": "{n} ballots"},
    "page": {"vi": "Trang web", "en": "Web page"},
    "page_short": {"vi": "Web", "en": "Web"},
    "pdf": {"vi": "PDF", "en": "PDF"},
    "figures": {"vi": "Số liệu", "en": "Figures"},
    "worth": {"vi": "Báo cáo nên xem", "en": "Reports worth a look"},
    "worth_usual": {
        "vi": "một sở có nhiều phiếu, so với mức bình quân các đơn vị còn lại và với năm 2025",
        "en": "a department with many ballots, held against the mean of the others and against 2025",
    },
    "worth_low": {
        "vi": "mức độ hài lòng thấp hơn bình quân các đơn vị còn lại",
        "en": "satisfaction below the mean of the other units",
    },
    "worth_reference": {
        "vi": "dưới 30 phiếu: kết quả chỉ để tham khảo",
        "en": "fewer than 30 ballots: for reference only",
    },
    "worth_merged": {
        "vi": "thành lập ngày 01/01/2026 trên cơ sở sắp xếp xã Khê Thượng và xã Khê Hạ",
        "en": "formed on 1 January 2026 from Khê Thượng and Khê Hạ communes",
    },
    "worth_few": {
        "vi": "dưới 5 phiếu: không hiển thị kết quả nào, để không lộ ý kiến của từng người",
        "en": "fewer than 5 ballots: nothing is shown, so that nobody's opinion is revealed",
    },
    "worth_all": {
        "vi": "có một câu hỏi mà tất cả đều hài lòng",
        "en": "has an item with which everybody is satisfied",
    },
    "worth_none": {
        "vi": "có một câu hỏi mà không ai hài lòng",
        "en": "has an item with which nobody is satisfied",
    },
    "back": {"vi": "Về trang đầu", "en": "Back to the first page"},
    "list_title": {"vi": "{series}: báo cáo của từng đơn vị", "en": "{series}: a report for each unit"},
    "nothing": {"vi": "không có đơn vị này", "en": "no such unit then"},
    "missing": {
        "vi": "Không có trang này trong bản trình diễn.",
        "en": "The demonstration has no such page.",
    },
    "report_of": {"vi": "{unit}, năm {year}", "en": "{unit}, {year}"},
}


def say(key: str, language: str, **values: object) -> str:
    """A sentence in one language."""
    return WORDS[key][language].format(**values)
