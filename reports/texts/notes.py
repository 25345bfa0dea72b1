"""Remarks on where figures come from: what was compared with what, and how final they are."""

from __future__ import annotations

from questionnaires.model import Text

NOTES: dict[str, Text] = {
    # How final the figures are.
    "note_provisional": {
        "vi": "Số liệu tạm thời: {wave} chưa kết thúc thu phiếu.",
        "en": "Provisional: {wave} is still collecting.",
    },
    "note_not_frozen": {
        "vi": "Số liệu của {wave} chưa chốt, kết quả chưa được phê duyệt.",
        "en": "The data of {wave} are not frozen and its results not approved yet.",
    },
    "note_not_approved": {
        "vi": "Kết quả của {wave} chưa được phê duyệt.",
        "en": "The results of {wave} have not been approved yet.",
    },
    "note_decision": {
        "vi": "Kết quả của {wave} được phê duyệt tại Quyết định số {number} ngày {day}.",
        "en": "The results of {wave} were approved by Decision {number} of {day}.",
    },
    "source_database": {"vi": "cơ sở dữ liệu, đợt {waves}", "en": "database, wave {waves}"},
    "title_provisional": {"vi": "{title} (số liệu tạm thời)", "en": "{title} (provisional)"},
    # What was set aside.
    "note_received": {
        "vi": "Phiếu của {wave}: thu về {all}, trong đó hợp lệ {valid}, bị loại {excluded},"
        " bỏ dở {partial}; phiếu bị loại và phiếu bỏ dở không được tính.",
        "en": "Forms of {wave}: {all} returned, {valid} valid, {excluded} set aside, {partial} partial;"
        " those set aside and partial ones are not counted.",
    },
    "note_ledger": {
        "vi": "Lý do loại phiếu của {wave}, theo bảng kê phiếu loại: {list}.",
        "en": "Why forms of {wave} were set aside, by the exclusion ledger: {list}.",
    },
    "note_every_user": {
        "vi": "{wave} hỏi toàn bộ người sử dụng dịch vụ; ở nơi không phải ai cũng trả lời,"
        " phiếu thu được coi như mẫu ngẫu nhiên của những người được hỏi.",
        "en": "In {wave} every user was asked; where not everybody answered,"
        " the forms are treated as a random sample of those asked.",
    },
    # Why two waves are not compared.
    "break_questionnaire": {
        "vi": "{after} áp dụng mẫu phiếu mới nên không so sánh với kết quả của {before}.",
        "en": "A new questionnaire is used in {after}, so there is no comparison with {before}.",
    },
    "break_items": {
        "vi": "Câu hỏi của {after} và {before} không trùng nhau nên không so sánh hai đợt.",
        "en": "The items of {after} and {before} do not agree, so the two are not compared.",
    },
    "break_design": {
        "vi": "{after} và {before} chọn người trả lời theo cách khác nhau nên không so sánh hai đợt.",
        "en": "Respondents of {after} and {before} were chosen in different ways,"
        " so the two are not compared.",
    },
    "break_kind": {
        "vi": "{after} và {before}: không so sánh đánh giá thường xuyên với đợt khảo sát.",
        "en": "{after} and {before}: continuous rating is not compared with a wave.",
    },
    # Units that were formed or changed in between.
    "unit_formed": {
        "vi": "Đơn vị được thành lập ngày {day} trên cơ sở sắp xếp {units}. Số liệu các đợt trước của"
        " từng đơn vị được nêu để tham khảo, không dùng để tính mức tăng, giảm: {figures}.",
        "en": "The unit was formed on {day} from {units}. Their earlier figures are given for reference,"
        " not to compute a rise or fall: {figures}.",
    },
    "unit_changed": {
        "vi": "Đơn vị có thay đổi do sắp xếp ngày {day} ({units}). Số liệu các đợt trước"
        " được nêu để tham khảo, không dùng để tính mức tăng, giảm: {figures}.",
        "en": "The unit was changed on {day} ({units}). Earlier figures are given for reference,"
        " not to compute a rise or fall: {figures}.",
    },
    "unit_pooled": {
        "vi": "Đơn vị được sắp xếp ngày {day} từ {units}. Kết quả của {before} được tính lại bằng cách"
        " gộp phiếu của các đơn vị này; mức tăng, giảm tính trên kết quả gộp.",
        "en": "The unit was formed on {day} from {units}. The result of {before} is computed again"
        " from their pooled forms; a rise or fall is taken from that.",
    },
    "unit_part": {"vi": "một phần {name}", "en": "part of {name}"},
    "unit_figure": {"vi": "{name} {value} ({before})", "en": "{name} {value} ({before})"},
    "unit_not_shown": {"vi": "không hiển thị", "en": "not shown"},
    "unit_no_figure": {"vi": "không có số liệu", "en": "no figures"},
}
