"""Where a unit stands: its class, its rank, its points; and the head of an annex."""

from __future__ import annotations

from questionnaires.model import Text

STANDING: dict[str, Text] = {
    # The class.
    "fact_class": {"vi": "Xếp loại", "en": "Class"},
    "label_class": {"vi": "xếp loại {name}", "en": "class: {name}"},
    "class": {"vi": "Xếp loại {name} ({limits}).", "en": "Class: {name} ({limits})."},
    "class_top": {"vi": "từ {low} trở lên", "en": "{low} and over"},
    "class_middle": {"vi": "từ {low} đến dưới {high}", "en": "{low} to under {high}"},
    "class_bottom": {"vi": "dưới {high}", "en": "under {high}"},
    "class_only": {"vi": "mọi kết quả", "en": "any result"},
    "class_above": {
        "vi": "Khoảng tin cậy vượt qua ngưỡng {marks} nên chưa thể khẳng định đơn vị không đạt loại {names}.",
        "en": "The interval crosses {marks}, so the unit may also be in class {names}.",
    },
    "class_below": {
        "vi": "Khoảng tin cậy xuống dưới ngưỡng {marks}"
        " nên chưa thể khẳng định đơn vị không thuộc loại {names}.",
        "en": "The interval reaches below {marks}, so the unit may also be in class {names}.",
    },
    "class_volunteers": {
        "vi": "Phiếu tự nguyện, xếp loại theo kế hoạch khảo sát: chỉ phản ánh ý kiến của những người"
        " đã trả lời; cần thận trọng khi sử dụng.",
        "en": "These are volunteers, classed because the plan says so: the class is that of"
        " those who answered; use with care.",
    },
    "class_rule": {
        "vi": "Thang xếp loại của báo cáo này: {scale}; tính theo kết quả đã làm tròn hai chữ số thập phân.",
        "en": "The classes of this report: {scale}; by the result as printed, with two decimals.",
    },
    "class_setting": {
        "vi": "Đây là thang dùng cho báo cáo này, không phải quy định của pháp luật.",
        "en": "They are those of this report and no rule of law.",
    },
    "class_and": {"vi": " và ", "en": " and "},
    "class_or": {"vi": " hoặc ", "en": " or "},
    # The rank.
    "fact_rank": {"vi": "Xếp hạng", "en": "Rank"},
    "label_rank": {
        "vi": "xếp thứ {rank}/{of}; khoảng thứ hạng {low}–{high}",
        "en": "rank {rank} of {of}; rank range {low}–{high}",
    },
    "label_rank_certain": {"vi": "xếp thứ {rank}/{of}", "en": "rank {rank} of {of}"},
    "rank": {"vi": "{who} xếp thứ {ordinal}/{of}.", "en": "{who} ranks {ordinal} of {of}."},
    "the_unit": {"vi": "Đơn vị", "en": "The unit"},
    "rank_range": {
        "vi": "Xét sai số chọn mẫu, thứ hạng nằm trong khoảng từ {low} đến {high}.",
        "en": "Allowing for sampling error its rank lies between {low} and {high}.",
    },
    "rank_open": {
        "vi": "Xét sai số chọn mẫu, thứ hạng nằm trong khoảng từ {low} đến {high}, tức là số liệu này"
        " chưa cho biết đơn vị đứng trên hay dưới đơn vị nào.",
        "en": "Allowing for sampling error its rank lies between {low} and {high}:"
        " the data do not show which units it is above or below.",
    },
    "rank_alone": {
        "vi": "Xét cả sai số chọn mẫu, thứ hạng này vẫn không thay đổi.",
        "en": "Allowing for sampling error its rank stays the same.",
    },
    "rank_certain": {
        "vi": "Mọi đơn vị được xếp hạng đều có toàn bộ người sử dụng dịch vụ trả lời"
        " nên thứ hạng không có sai số chọn mẫu.",
        "en": "Everybody answered in every unit that is ranked, so the rank has no sampling error.",
    },
    "tie": {
        "vi": "Có {tied} đơn vị đồng hạng {place} với {what} {value}.",
        "en": "{tied} units share {place} at {value}.",
    },
    "tie_first": {"vi": "nhất", "en": "first place"},
    "tie_other": {"vi": "{rank}", "en": "place {rank}"},
    "rank_volunteers": {
        "vi": "Phiếu tự nguyện, xếp hạng theo kế hoạch khảo sát: thứ hạng phụ thuộc vào việc ai đã chọn"
        " trả lời; cần thận trọng khi sử dụng.",
        "en": "These are volunteers, ranked because the plan says so: the rank depends on who chose"
        " to answer; use with care.",
    },
    "not_ranked": {
        "vi": "Không xếp hạng vì không có đơn vị cùng loại nào khác đủ số liệu để xếp hạng.",
        "en": "Not ranked: no other unit of its kind has enough answers to be ranked.",
    },
    "term_standing": {"vi": "Xếp hạng, xếp loại", "en": "Ranks and classes"},
    "rank_rule": {
        "vi": "Xếp hạng {units} cùng loại có kết quả không thuộc diện tham khảo.",
        "en": "{units} of the same kind are ranked: those with a result that is not for reference only.",
    },
    "rank_sets": {
        "vi": "Khoảng thứ hạng tính đồng thời cho mọi đơn vị (mức {level}),"
        " nên rộng hơn khi chỉ xét riêng một đơn vị.",
        "en": "Rank ranges hold for all units at once ({level}),"
        " so they are wider than for one unit looked at alone.",
    },
    # Points of another index.
    "fact_points": {"vi": "Điểm quy đổi", "en": "Points"},
    "points": {
        "vi": "Điểm quy đổi vào Chỉ số cải cách hành chính: {value} × 10 điểm = {points} điểm.",
        "en": "Points for the PAR Index: {value} × 10 = {points}.",
    },
    # The head of an annex. The blanks are for the registry.
    "annex_number": {"vi": "PHỤ LỤC …", "en": "ANNEX …"},
    "annex_title": {
        "vi": "KẾT QUẢ KHẢO SÁT MỨC ĐỘ HÀI LÒNG ĐỐI VỚI {name}",
        "en": "RESULTS OF THE SATISFACTION SURVEY: {name}",
    },
    "annex_title_year": {
        "vi": "KẾT QUẢ KHẢO SÁT MỨC ĐỘ HÀI LÒNG ĐỐI VỚI {name} NĂM {year}",
        "en": "RESULTS OF THE SATISFACTION SURVEY: {name}, {year}",
    },
    "annex_attached": {
        "vi": "(Kèm theo Báo cáo số {blank}/BC-SNV ngày {blank} tháng {blank} năm {year} của Sở Nội vụ)",
        "en": "(Attached to Report no. {blank}/BC-SNV of {blank} {year} of the Department of Home Affairs)",
    },
}
