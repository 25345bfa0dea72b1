"""The sentences under the tables, in Vietnamese and English."""

from __future__ import annotations

from questionnaires.model import Text

NOTES: dict[str, Text] = {
    "questions": {
        "vi": "Tỷ lệ chọn từng phương án của các câu hỏi ngoài phần hài lòng, trên số người có câu trả lời "
        "hợp lệ; phương án trống là gộp các mức tích cực của thang đo. Bản công khai chỉ nêu kết quả chung.",
        "en": "The share choosing each answer to the questions beside satisfaction, of those with a valid "
        "answer; without an option, all positive answers of the scale together. Public editions tell all "
        "units together only.",
    },
    "ranks": {
        "vi": "Khoảng thứ hạng (đồng thời) chứa thứ hạng thật của mọi đơn vị với xác suất bằng mức tin cậy; "
        "khoảng riêng chỉ trả lời cho một đơn vị chọn từ trước. Nhóm: cao hơn, ngang hoặc thấp hơn "
        "mức bình quân của các đơn vị còn lại trong bảng (Holm). Đơn vị ít phiếu không được xếp hạng.",
        "en": "The simultaneous rank ranges hold all true ranks with the probability given; a marginal "
        "range answers for one unit chosen beforehand. Tier: above, about or below the mean of the "
        "other units of the table (Holm). Units with few answers are not ranked.",
    },
    "pairs": {
        "vi": "Khác biệt rõ khi p theo Holm trong họ so sánh nêu ở cột family nhỏ hơn 1 trừ mức tin cậy; p "
        "theo Benjamini–Hochberg chỉ để sàng lọc. Không khác biệt rõ nghĩa là chưa phân biệt được, "
        "không phải bằng nhau.",
        "en": "A difference is real where Holm's p in the family named is below 1 − level; "
        "Benjamini–Hochberg is for screening. What does not differ cannot be told apart, which is not "
        "the same as equal.",
    },
    "against_rest": {
        "vi": "Đơn vị so với gộp phiếu của các đơn vị còn lại trong bảng (khác với bình quân các đơn vị).",
        "en": "Each unit against the pooled ballots of the other units of the table (another yardstick than "
        "the mean of units).",
    },
    "standardised": {
        "vi": "Bình quân tỷ lệ của từng người trả lời, quy về cùng cơ cấu người trả lời của các đơn vị "
        "trong bảng (chuẩn hóa trực tiếp); không phải chỉ số chung của báo cáo.",
        "en": "Mean of the respondents' own shares, with every unit held to one mix of respondents of the "
        "units of the table (direct standardisation); not the index of the report.",
    },
    "expected": {
        "vi": "Khoảng dao động thông thường nếu mọi đơn vị như nhau, có tính phần chênh lệch vốn có giữa "
        "các đơn vị (tau2).",
        "en": "The range to expect if all units did alike, widened by what units differ by anyhow (tau2).",
    },
    "expected_few": {
        "vi": "Dưới 10 đơn vị nên tau2 chưa chắc chắn.",
        "en": "With fewer than 10 units tau2 is hardly known.",
    },
    "small_area_model": {
        "vi": "Ước lượng theo mô hình (Fay–Herriot), có vay mượn thông tin từ các xã khác; chỉ dùng cho "
        "phân tích, không phải kết quả của riêng xã, không dùng để xếp hạng.",
        "en": "Model-based estimate (Fay–Herriot) that borrows from the other communes; for analysis only, "
        "not the commune's own result, not for ranking.",
    },
    "small_area_synthetic": {
        "vi": "Ước lượng theo mô hình: số liệu không cho thấy các xã khác nhau ngoài sai số chọn mẫu, nên "
        "các xã có cùng đặc điểm nhận cùng một giá trị.",
        "en": "Model-based estimate: the data show no difference between communes beyond sampling error, so "
        "communes with the same covariates get the same figure.",
    },
    "quality": {
        "vi": "Dấu hiệu cần kiểm tra, không phải kết luận; không phiếu nào bị xóa.",
        "en": "Flags say where to look and accuse nobody; no ballot was deleted.",
    },
    "quality_effect": {
        "vi": "Chỉ số chung tính trên mọi phiếu và trên các phiếu không có dấu hiệu (mức cảnh báo trở lên).",
        "en": "The overall index on all ballots and on those without a flag (warnings and serious ones).",
    },
    "scale": {
        "vi": "Mô tả bộ câu hỏi, không phải tổng thể: không quyền số; khoảng tin cậy của alpha theo Feldt.",
        "en": "About the questionnaire, not the population: unweighted; the interval of alpha is Feldt's.",
    },
    "drivers": {
        "vi": "Nội dung gắn chặt nhất với mức hài lòng chung: phần đóng góp vào R² (LMG); là mối liên hệ, "
        "không phải nguyên nhân.",
        "en": "What goes most closely with overall satisfaction: shares of R² (LMG); an association, not a "
        "cause.",
    },
    "drivers_factors": {
        "vi": "Có trên 14 câu hỏi nên dùng điểm bình quân của từng yếu tố.",
        "en": "There are more than 14 items, so the mean score of each factor stands for its items.",
    },
    "trend": {
        "vi": "Xu hướng là đường thẳng qua các đợt kể từ lần thay đổi phương pháp gần nhất; đơn vị của hệ "
        "số là điểm mỗi đơn vị thời gian; misfit_p nhỏ nghĩa là tăng giảm thất thường, không theo "
        "đường thẳng.",
        "en": "A straight line through the waves since the last break; the slope is per unit of time; a "
        "small misfit_p means ups and downs that no line describes.",
    },
    "trend_order": {
        "vi": "Tên đợt không phải là số nên các đợt được coi là cách đều nhau.",
        "en": "The names of the waves are no numbers, so the waves count as equally spaced.",
    },
    "intervals": {
        "vi": "Khoảng tin cậy của từng câu hỏi theo phương pháp được chọn; báo cáo dùng quy tắc mặc định.",
        "en": "Intervals of the items by the method asked for; the reports keep the default rule.",
    },
    "volunteers": {
        "vi": "Phiếu tự nguyện, không phải mẫu ngẫu nhiên: thứ tự này chỉ phản ánh ý kiến của những người "
        "đã trả lời.",
        "en": "Volunteers, not a random sample: this order holds for those who answered and nobody else.",
    },
}


def say(key: str, language: str) -> str:
    """One of the sentences in one language."""
    return NOTES[key][language]
