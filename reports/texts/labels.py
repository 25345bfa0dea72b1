"""Short texts of a report: titles, column heads, labels, symbols."""

from __future__ import annotations

from questionnaires.model import Text

LABELS: dict[str, Text] = {
    "title_unit": {
        "vi": "Kết quả khảo sát mức độ hài lòng đối với",
        "en": "Results of the satisfaction survey:",
    },
    "title_whole": {
        "vi": "Kết quả khảo sát mức độ hài lòng",
        "en": "Results of the satisfaction survey",
    },
    "name_units": {"vi": "{n} đơn vị", "en": "{n} units"},
    "all_units": {
        "vi": "{n} đơn vị được khảo sát (kết quả chung, gộp phiếu)",
        "en": "the {n} units surveyed (pooled result)",
    },
    "one_whole": {"vi": "nơi được khảo sát", "en": "the place surveyed"},
    "label_overall": {"vi": "mức độ hài lòng chung", "en": "overall satisfaction"},
    "label_satisfaction": {"vi": "mức độ hài lòng", "en": "satisfaction"},
    "label_score": {"vi": "điểm hài lòng bình quân", "en": "mean satisfaction score"},
    "label_interval": {"vi": "khoảng tin cậy {level}: {interval}", "en": "{level} interval: {interval}"},
    "label_not_shown": {"vi": "không hiển thị", "en": "not shown"},
    "label_nothing": {"vi": "không có phiếu", "en": "no forms"},
    "label_missing": {"vi": "chưa có số liệu", "en": "no figures"},
    "fact_units": {"vi": "So với các đơn vị còn lại", "en": "Against the other units"},
    "fact_change": {"vi": "So với {before}", "en": "Against {before}"},
    "fact_no_change": {"vi": "So với đợt trước", "en": "Against the wave before"},
    "fact_support": {"vi": "Kết quả này nói được gì", "en": "What this result supports"},
    "fact_basis": {"vi": "Căn cứ", "en": "Basis"},
    "section_highest_lowest": {
        "vi": "{highest} nội dung có {what} cao nhất, {lowest} nội dung thấp nhất",
        "en": "The {highest} highest and the {lowest} lowest items",
    },
    "section_lowest": {"vi": "{lowest} nội dung có {what} thấp nhất", "en": "The {lowest} lowest items"},
    "number_1": {"vi": "một", "en": "one"},
    "number_2": {"vi": "hai", "en": "two"},
    "number_3": {"vi": "ba", "en": "three"},
    "every_2": {"vi": "Cả hai", "en": "Both"},
    "every_3": {"vi": "Cả ba", "en": "All three"},
    "head_highest": {"vi": "Cao nhất", "en": "Highest"},
    "head_lowest": {"vi": "Thấp nhất", "en": "Lowest"},
    "head_count": {"vi": "Hài lòng/n", "en": "Satisfied of n"},
    "head_count_long": {
        "vi": "Số người hài lòng trên số người trả lời",
        "en": "Satisfied of all respondents",
    },
    "section_groups_items": {"vi": "Kết quả theo yếu tố và từng câu hỏi", "en": "Results by factor and item"},
    "section_items": {"vi": "Kết quả từng câu hỏi", "en": "Results by item"},
    "section_beside": {"vi": "Câu hỏi đánh giá chung", "en": "Overall questions"},
    "section_units": {"vi": "Kết quả chung của từng đơn vị", "en": "Overall result of each unit"},
    "section_method": {"vi": "Cách tính", "en": "How the figures are made"},
    "section_legend": {"vi": "Ký hiệu trong bảng", "en": "Symbols in the tables"},
    "continued": {"vi": "{title} (tiếp theo)", "en": "{title} (continued)"},
    "head_item": {"vi": "Nội dung", "en": "Item"},
    "head_unit": {"vi": "Đơn vị", "en": "Unit"},
    "head_n": {"vi": "n", "en": "n"},
    "head_n_long": {"vi": "Số người trả lời (n)", "en": "Respondents (n)"},
    "head_dont_know": {"vi": "Không có ý kiến", "en": "No opinion"},
    "head_rate": {"vi": "Hài lòng", "en": "Satisfied"},
    "head_score": {"vi": "Điểm", "en": "Score"},
    "head_interval": {"vi": "(KTC {level})", "en": "({level} CI)"},
    "head_chart": {"vi": "Biểu đồ", "en": "Chart"},
    "head_others": {"vi": "Bình quân các đơn vị còn lại", "en": "Mean of the other units"},
    "everyone": {"vi": "toàn bộ", "en": "everyone"},
    "at_least": {"vi": "ít nhất {low}", "en": "at least {low}"},
    "at_most": {"vi": "nhiều nhất {high}", "en": "at most {high}"},
    "verdict_higher": {"vi": "Cao hơn", "en": "Higher"},
    "verdict_lower": {"vi": "Thấp hơn", "en": "Lower"},
    "verdict_same": {"vi": "Chưa phân biệt được", "en": "Not told apart"},
    "verdict_reference": {"vi": "Tham khảo", "en": "For reference"},
    "whose_unit": {"vi": " của đơn vị", "en": " of the unit"},
    "what_rate": {"vi": "tỷ lệ hài lòng", "en": "rate"},
    "what_score": {"vi": "điểm", "en": "score"},
    "no_opinion": {"vi": "không có ý kiến", "en": "no opinion"},
    "rate_points": {"vi": "điểm phần trăm", "en": "percentage points"},
    "score_points": {"vi": "điểm", "en": "points"},
    "rate_gap": {"vi": "{gap} điểm phần trăm", "en": "{gap} points"},
    "score_gap": {"vi": "{gap} điểm", "en": "{gap} points"},
    "simulated": {
        "vi": "DỮ LIỆU MÔ PHỎNG – không phải kết quả thật",
        "en": "SIMULATED DATA – not real results",
    },
    "foot_questionnaire": {
        "vi": "Mẫu phiếu: {questionnaire}, phiên bản {version}",
        "en": "Questionnaire: {questionnaire}, version {version}",
    },
    "foot_source": {"vi": "Tệp số liệu: {source}", "en": "Data file: {source}"},
    "foot_checksum": {"vi": "Mã kiểm tra số liệu: {checksum}", "en": "Figures checksum: {checksum}"},
    "page": {"vi": "{page}/{pages}", "en": "{page}/{pages}"},
    "symbol_hidden": {
        "vi": "không hiển thị để bảo vệ người trả lời (dưới {limit} người trả lời,"
        " hoặc có thể tính ngược ra nhóm như vậy)",
        "en": "not shown, to protect respondents (fewer than {limit} answered,"
        " or such a group could be worked out)",
    },
    "symbol_missing": {"vi": "chưa có số liệu", "en": "no figure available"},
    "symbol_nothing": {"vi": "không phát sinh, không có phiếu", "en": "nothing to count, no forms"},
    "symbol_reference": {
        "vi": "số liệu tham khảo: dưới {reliable} người trả lời hoặc khoảng tin cậy"
        " rộng hơn {width} điểm phần trăm",
        "en": "for reference only: fewer than {reliable} respondents,"
        " or an interval wider than {width} points",
    },
    "symbol_reference_score": {
        "vi": "số liệu tham khảo: dưới {reliable} người trả lời hoặc khoảng tin cậy"
        " rộng hơn {width}% thang đo",
        "en": "for reference only: fewer than {reliable} respondents,"
        " or an interval wider than {width}% of the scale",
    },
    "symbol_interval": {"vi": "khoảng tin cậy", "en": "confidence interval"},
    "sign_interval": {"vi": "KTC", "en": "CI"},
}
