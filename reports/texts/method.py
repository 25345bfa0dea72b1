"""The method note: how each kind of figure is made, in plain words."""

from __future__ import annotations

from questionnaires.model import Text

METHOD: dict[str, Text] = {
    "term_rate": {"vi": "Tỷ lệ hài lòng", "en": "Satisfaction rate"},
    "rule_rate": {
        "vi": "Tỷ lệ chọn {answers} trên số câu trả lời hợp lệ của câu hỏi.",
        "en": "The share choosing {answers} among the valid answers to the item.",
    },
    "rule_rate_mixed": {
        "vi": "Tỷ lệ câu trả lời được tính là hài lòng (theo thang đo của từng câu)"
        " trên số câu trả lời hợp lệ.",
        "en": "The share of answers that count as satisfied (by each item's own scale)"
        " among the valid answers.",
    },
    "term_score": {"vi": "Điểm hài lòng", "en": "Satisfaction score"},
    "rule_score": {
        "vi": "Bình quân mã của các câu trả lời hợp lệ, trên thang từ {low} đến {high}.",
        "en": "The mean code of the valid answers, on a scale from {low} to {high}.",
    },
    "rule_base": {
        "vi": "n là số người có câu trả lời hợp lệ. Bỏ trống, không phát sinh và “không có ý kiến”"
        " không nằm trong mẫu số; tỷ lệ “không có ý kiến” nêu riêng.",
        "en": "n is the number of respondents with a valid answer. Blank, not applicable and"
        " “no opinion” stay outside the base; the share with no opinion is shown separately.",
    },
    "term_index": {"vi": "Chỉ số hài lòng", "en": "Satisfaction index"},
    "index_pooled": {
        "vi": "Yếu tố và mức chung: số câu trả lời ở mức hài lòng chia cho tổng số câu trả lời hợp lệ"
        " của các câu hỏi trong nhóm.",
        "en": "Factors and overall: satisfied answers divided by all valid answers"
        " to the items of the group.",
    },
    "index_mean_of_items": {
        "vi": "Yếu tố và mức chung: bình quân tỷ lệ hài lòng của các câu hỏi trong nhóm,"
        " mỗi câu có giá trị ngang nhau.",
        "en": "Factors and overall: the mean of the rates of the items in the group, of equal weight.",
    },
    "index_mean_of_factors": {
        "vi": "Yếu tố: bình quân tỷ lệ hài lòng của các câu hỏi. Mức chung: bình quân của các yếu tố,"
        " mỗi yếu tố có giá trị ngang nhau.",
        "en": "Factors: the mean of the rates of their items."
        " Overall: the mean of the factors, of equal weight.",
    },
    "index_fixed_weights": {
        "vi": "Yếu tố và mức chung: bình quân tỷ lệ hài lòng của các câu hỏi theo quyền số"
        " ghi trong mẫu phiếu.",
        "en": "Factors and overall: the mean of the rates of the items,"
        " with the weights given in the questionnaire.",
    },
    "index_mean_of_respondents": {
        "vi": "Yếu tố và mức chung: bình quân, theo người trả lời, của tỷ lệ câu hài lòng"
        " trên số câu người đó đã trả lời.",
        "en": "Factors and overall: the mean over respondents of each one's share of satisfied answers.",
    },
    "index_mean_score": {
        "vi": "Yếu tố và mức chung: bình quân điểm của các câu hỏi, mỗi câu có giá trị ngang nhau.",
        "en": "Factors and overall: the mean of the scores of the items, of equal weight.",
    },
    "index_beside": {
        "vi": "Câu hỏi đánh giá chung nêu riêng, không gộp vào chỉ số.",
        "en": "Overall questions are reported beside the index and never pooled.",
    },
    "index_missing": {
        "vi": "Câu hỏi không có người trả lời, hoặc quá ít để hiển thị, được bỏ ra khỏi chỉ số.",
        "en": "Items that nobody answered, or too few to be shown, are left out of the index.",
    },
    "term_interval": {"vi": "Khoảng tin cậy", "en": "Interval"},
    "interval_wilson_srs": {
        "vi": "Câu hỏi: khoảng Wilson {level} cho mẫu ngẫu nhiên đơn giản.",
        "en": "Items: the {level} Wilson interval of a simple random sample.",
    },
    "interval_wilson": {
        "vi": "Khoảng Wilson {level} trên sai số chuẩn theo thiết kế mẫu; với chỉ số, đã tính mối liên hệ"
        " giữa các câu trả lời của cùng một người.",
        "en": "The {level} Wilson interval on the design-based standard error; for an index"
        " the link between the answers of one person is counted in.",
    },
    "interval_wilson_pooled_deff": {
        "vi": "Đơn vị có ít địa bàn mẫu: khoảng Wilson {level} với hệ số thiết kế mẫu tính gộp"
        " từ các đơn vị cùng loại.",
        "en": "Few sampling areas in a unit: the {level} Wilson interval with the design effect"
        " pooled over the units of the same kind.",
    },
    "interval_wilson_at_bound": {
        "vi": "Nơi các câu trả lời đều như nhau (0% hoặc 100%): khoảng Wilson {level} theo cỡ mẫu hiệu dụng.",
        "en": "Where all answers are the same (0% or 100%): the {level} Wilson interval"
        " of the effective sample size.",
    },
    "interval_clopper_pearson": {
        "vi": "Khoảng tin cậy chính xác {level} (Clopper–Pearson).",
        "en": "The exact {level} interval (Clopper–Pearson).",
    },
    "interval_t": {
        "vi": "Điểm bình quân: khoảng tin cậy {level} theo phân phối t.",
        "en": "Mean scores: the {level} interval by the t distribution.",
    },
    "interval_census": {
        "vi": "Nơi toàn bộ người sử dụng dịch vụ đã trả lời: không có sai số chọn mẫu,"
        " không có khoảng tin cậy.",
        "en": "Where everybody answered there is no sampling error and no interval.",
    },
    "interval_none": {
        "vi": "Dấu “…” ở khoảng tin cậy: không tính được, vì mỗi tầng chỉ có một địa bàn mẫu"
        " hoặc mọi câu trả lời giống nhau.",
        "en": "“…” in place of an interval: it cannot be computed, because each stratum has"
        " a single sampling area or all answers are the same.",
    },
    "term_sample": {"vi": "Mẫu khảo sát", "en": "Sample"},
    "sample_voluntary": {
        "vi": "Phiếu tự nguyện, không phải mẫu ngẫu nhiên; không hiệu chỉnh tổng thể hữu hạn."
        " Khoảng tin cậy chỉ phản ánh sai số ngẫu nhiên, không phản ánh việc ai đã chọn trả lời.",
        "en": "Self-selected answers, not a random sample; no finite-population correction."
        " The interval covers chance only, not who chose to answer.",
    },
    "sample_random": {"vi": "Tính như mẫu ngẫu nhiên.", "en": "Treated as a random sample."},
    "sample_finite": {
        "vi": "Có hiệu chỉnh tổng thể hữu hạn, vì mẫu rút từ danh sách đã biết số lượng.",
        "en": "With the finite-population correction, as the sample was drawn from a list of known size.",
    },
    "sample_not_finite": {
        "vi": "Không hiệu chỉnh tổng thể hữu hạn.",
        "en": "Without finite-population correction.",
    },
    "sample_stratified": {"vi": "Có phân tầng.", "en": "Stratified."},
    "sample_clustered": {
        "vi": "Chọn theo địa bàn mẫu; sai số tính theo địa bàn.",
        "en": "Drawn by sampling areas; errors are computed between areas.",
    },
    "sample_weighted": {"vi": "Có áp dụng quyền số.", "en": "Weighted."},
    "sample_unweighted": {"vi": "Không áp dụng quyền số.", "en": "Unweighted."},
    "term_comparison": {"vi": "So sánh", "en": "Comparison"},
    "comparison_others": {
        "vi": "Mức bình quân các đơn vị còn lại là bình quân kết quả của các đơn vị khác,"
        " mỗi đơn vị có giá trị ngang nhau.",
        "en": "The mean of the other units is the mean of their results, each unit counting the same.",
    },
    "comparison_tested": {
        "vi": "“Cao hơn”, “thấp hơn” chỉ ghi khi kiểm định cho thấy khác biệt có ý nghĩa thống kê"
        " (hiệu chỉnh Holm: mức chung theo số đơn vị, yếu tố và câu hỏi trong toàn báo cáo);"
        " số liệu tham khảo không đem so sánh.",
        "en": "“Higher” and “lower” are written only where a test shows a significant difference"
        " (Holm-adjusted: the overall figure over the units, factors and items over the report);"
        " figures for reference only are not compared.",
    },
    "comparison_change": {
        "vi": "Mức chênh giữa hai đợt tính trên số chưa làm tròn.",
        "en": "Differences between waves are computed before rounding.",
    },
    "term_note": {"vi": "Ghi chú", "en": "Note"},
    "term_display": {"vi": "Ký hiệu", "en": "Symbols"},
}
