"""What a report says about its figures: one entry a situation."""

from __future__ import annotations

from questionnaires.model import Text

FINDINGS: dict[str, Text] = {
    # The overall figure.
    "overall": {
        "vi": "Mức độ hài lòng chung đối với {who} đạt {value}.",
        "en": "Overall satisfaction with {who} is {value}.",
    },
    "satisfaction": {
        "vi": "Mức độ hài lòng đối với {who} đạt {value}.",
        "en": "Satisfaction with {who} is {value}.",
    },
    "overall_of_volunteers": {
        "vi": "Trong những người đã trả lời, mức độ hài lòng chung đối với {who} đạt {value}.",
        "en": "Among those who answered, overall satisfaction with {who} is {value}.",
    },
    "satisfaction_of_volunteers": {
        "vi": "Trong những người đã trả lời, mức độ hài lòng đối với {who} đạt {value}.",
        "en": "Among those who answered, satisfaction with {who} is {value}.",
    },
    "overall_score": {
        "vi": "Điểm hài lòng bình quân đối với {who} là {value} điểm.",
        "en": "The mean satisfaction score for {who} is {value}.",
    },
    "interval": {
        "vi": "Với {forms}, kết quả này có khoảng tin cậy {level} từ {low} đến {high}.",
        "en": "With {forms} its {level} confidence interval runs from {low} to {high}.",
    },
    "everybody_answered": {
        "vi": "Toàn bộ {n} người dân, tổ chức sử dụng dịch vụ trong kỳ đã trả lời"
        " nên kết quả không có sai số chọn mẫu.",
        "en": "All {n} people and organisations that used the service answered,"
        " so there is no sampling error.",
    },
    "all_satisfied": {
        "vi": "Cả {n} người trả lời đều chọn {answers}; cận dưới của khoảng tin cậy {level} là {low}.",
        "en": "All {n} respondents chose {answers}; the lower end of the {level} interval is {low}.",
    },
    "all_satisfied_throughout": {
        "vi": "Ở mọi câu được tính, cả {n} người trả lời đều chọn {answers};"
        " cận dưới của khoảng tin cậy {level} là {low}.",
        "en": "In every item counted all {n} respondents chose {answers};"
        " the lower end of the {level} interval is {low}.",
    },
    "none_satisfied": {
        "vi": "Không ai trong {n} người trả lời chọn {answers};"
        " cận trên của khoảng tin cậy {level} là {high}.",
        "en": "None of {n} respondents chose {answers}; the upper end of the {level} interval is {high}.",
    },
    "volunteers": {
        "vi": "Phiếu do người dân, tổ chức tự nguyện trả lời, không phải mẫu ngẫu nhiên."
        " Kết quả phản ánh ý kiến của những người đã trả lời, không suy rộng cho toàn bộ"
        " người sử dụng dịch vụ và không dùng để xếp hạng.",
        "en": "These forms were filled in by volunteers, not by a random sample."
        " The results show what those people think; they do not stand for all users and are not ranked.",
    },
    "volunteers_ranked": {
        "vi": "Phiếu do người dân, tổ chức tự nguyện trả lời, không phải mẫu ngẫu nhiên."
        " Kết quả phản ánh ý kiến của những người đã trả lời, không suy rộng cho toàn bộ"
        " người sử dụng dịch vụ.",
        "en": "These forms were filled in by volunteers, not by a random sample."
        " The results show what those people think; they do not stand for all users.",
    },
    "few_forms": {
        "vi": "Kết quả dựa trên {forms}, chỉ để tham khảo, không xếp hạng, không xếp loại.",
        "en": "Based on {forms}: for reference only, neither ranked nor classed.",
    },
    "wide_interval": {
        "vi": "Khoảng tin cậy rộng hơn {width} điểm phần trăm nên kết quả chỉ để tham khảo,"
        " không xếp hạng, không xếp loại.",
        "en": "The interval is wider than {width} points: for reference only, neither ranked nor classed.",
    },
    "reference_only": {
        "vi": "Kết quả chỉ để tham khảo, không xếp hạng, không xếp loại.",
        "en": "For reference only, neither ranked nor classed.",
    },
    # What is not shown, and why.
    "few": {
        "vi": "Không hiển thị kết quả vì có dưới {limit} người trả lời, để không lộ ý kiến của từng người.",
        "en": "Not shown: fewer than {limit} people answered, and individual opinions must not be revealed.",
    },
    "hidden": {
        "vi": "Không hiển thị kết quả vì có dưới {limit} người trả lời,"
        " hoặc vì từ đó tính ngược ra được ý kiến của một nhóm như vậy.",
        "en": "Not shown: fewer than {limit} people answered,"
        " or the opinions of so few could be worked out from it.",
    },
    "empty": {
        "vi": "Không có phiếu nào nên không có kết quả.",
        "en": "There are no forms, so there is no result.",
    },
    "unanswered": {
        "vi": "Không có câu trả lời hợp lệ nào nên không có kết quả.",
        "en": "There is no valid answer, so there is no result.",
    },
    "missing": {
        "vi": "Chưa có số liệu để tính kết quả này.",
        "en": "There are no figures to compute this result from.",
    },
    "one_psu": {
        "vi": "Không tính được khoảng tin cậy vì các phiếu chỉ thuộc một địa bàn mẫu của mỗi tầng.",
        "en": "There is no interval, because each stratum has a single sampling area.",
    },
    "no_spread": {
        "vi": "Không tính được khoảng tin cậy vì mọi câu trả lời giống nhau.",
        "en": "There is no interval, because all answers are the same.",
    },
    "no_interval": {
        "vi": "Không tính được khoảng tin cậy cho kết quả này.",
        "en": "No interval could be computed for this result.",
    },
    # What the overall figure means.
    "meaning_pooled": {
        "vi": "Đây là tỷ lệ trên tổng số câu trả lời hợp lệ của {items}:"
        " tính theo câu trả lời, không tính theo người.",
        "en": "It is the share of all valid answers to {items}: it counts answers, not people.",
    },
    "meaning_mean_of_items": {
        "vi": "Đây là bình quân tỷ lệ hài lòng của {items},"
        " không phải tỷ lệ người hài lòng với mọi nội dung.",
        "en": "It is the mean of the rates of {items}, not the share of people satisfied with everything.",
    },
    "meaning_mean_of_factors": {
        "vi": "Đây là bình quân của {factors}, mỗi yếu tố có giá trị ngang nhau;"
        " không phải tỷ lệ người hài lòng với mọi nội dung.",
        "en": "It is the mean of {factors} of equal weight,"
        " not the share of people satisfied with everything.",
    },
    "meaning_fixed_weights": {
        "vi": "Đây là bình quân tỷ lệ hài lòng của {items} theo quyền số ghi trong mẫu phiếu,"
        " không phải tỷ lệ người hài lòng với mọi nội dung.",
        "en": "It is the mean of the rates of {items} with the weights of the questionnaire,"
        " not the share of people satisfied with everything.",
    },
    "meaning_mean_of_respondents": {
        "vi": "Đây là bình quân tỷ lệ câu hài lòng của từng người trả lời {items},"
        " không phải tỷ lệ người hài lòng với mọi nội dung.",
        "en": "It is the mean share of satisfied answers per respondent over {items},"
        " not the share of people satisfied with everything.",
    },
    "meaning_mean_score": {
        "vi": "Đây là điểm bình quân của {items} theo mã của câu trả lời, không phải tỷ lệ phần trăm.",
        "en": "It is the mean answer code of {items}, not a percentage.",
    },
    # One item: what the ballots support.
    "counts": {
        "vi": "{chose}/{n} người trả lời chọn “{label}”{others}.",
        "en": "{chose} of {n} chose “{label}”{others}.",
    },
    "chose": {"vi": "{chose} người chọn “{label}”", "en": "{chose} chose “{label}”"},
    "nobody_chose": {"vi": "không có người chọn “{label}”", "en": "none chose “{label}”"},
    "supports_most": {
        "vi": "Số phiếu này đủ để nói đa số hài lòng; chưa đủ để kết luận cao hơn hay thấp hơn"
        " một mốc nằm trong khoảng từ {low} đến {high}{example}.",
        "en": "That supports “most are satisfied”; it does not show the unit to be above or below"
        " any mark between {low} and {high}{example}.",
    },
    "supports_fewer_than_half": {
        "vi": "Số phiếu này đủ để nói chưa đến một nửa hài lòng; chưa đủ để kết luận cao hơn hay thấp hơn"
        " một mốc nằm trong khoảng từ {low} đến {high}{example}.",
        "en": "That supports “fewer than half are satisfied”; it does not show the unit to be above"
        " or below any mark between {low} and {high}{example}.",
    },
    "supports_neither": {
        "vi": "Số phiếu này chưa đủ để nói đa số hài lòng hay không; cũng chưa đủ để kết luận cao hơn"
        " hay thấp hơn một mốc nằm trong khoảng từ {low} đến {high}{example}.",
        "en": "That does not settle whether most are satisfied, nor does it show the unit to be above"
        " or below any mark between {low} and {high}{example}.",
    },
    "example": {"vi": " (ví dụ mốc {mark})", "en": " ({mark}, say)"},
    "volunteers_most": {
        "vi": "Đa số người đã trả lời hài lòng.",
        "en": "Most of those who answered are satisfied.",
    },
    "volunteers_fewer_than_half": {
        "vi": "Chưa đến một nửa số người đã trả lời hài lòng.",
        "en": "Fewer than half of those who answered are satisfied.",
    },
    "volunteers_neither": {
        "vi": "Một nửa số người đã trả lời hài lòng.",
        "en": "Half of those who answered are satisfied.",
    },
    "volunteers_mark": {
        "vi": "Vì phiếu tự nguyện, không kết luận được về toàn bộ người sử dụng dịch vụ;"
        " nếu coi như mẫu ngẫu nhiên, số phiếu này cũng chưa cho biết kết quả cao hơn hay thấp hơn"
        " một mốc nằm trong khoảng từ {low} đến {high}{example}.",
        "en": "These are volunteers, so nothing follows for all users; even as a random sample"
        " they would not show the unit to be above or below any mark between {low} and {high}{example}.",
    },
    # Comparison with the other units.
    "higher": {
        "vi": "Mức độ hài lòng cao hơn mức bình quân các đơn vị còn lại ({value} so với {others});"
        " khác biệt có ý nghĩa thống kê.",
        "en": "Satisfaction is above the mean of the other units ({value} against {others});"
        " the difference is significant.",
    },
    "lower": {
        "vi": "Mức độ hài lòng thấp hơn mức bình quân các đơn vị còn lại ({value} so với {others});"
        " khác biệt có ý nghĩa thống kê.",
        "en": "Satisfaction is below the mean of the other units ({value} against {others});"
        " the difference is significant.",
    },
    "same": {
        "vi": "Chênh lệch với mức bình quân các đơn vị còn lại ({value} so với {others})"
        " nằm trong phạm vi sai số, chưa đủ cơ sở để kết luận đơn vị cao hơn hay thấp hơn.",
        "en": "The gap to the mean of the other units ({value} against {others}) is within the margin"
        " of error; it does not show the unit to be higher or lower.",
    },
    "untested": {
        "vi": "Mức bình quân các đơn vị còn lại là {others}, nêu để tham khảo;"
        " không có kiểm định nên không kết luận về chênh lệch.",
        "en": "The mean of the other units is {others}, given for reference;"
        " no test was made, so nothing is concluded about the gap.",
    },
    "compare_with_care": {
        "vi": "Phiếu tự nguyện: người trả lời và hình thức trả lời có thể khác nhau giữa các đơn vị;"
        " cần thận trọng khi so sánh.",
        "en": "Volunteers and their ways of answering may differ between units; compare with care.",
    },
    # Change since an earlier wave.
    "rise": {
        "vi": "So với {before}, mức độ hài lòng tăng {gap} (từ {old} lên {new}), vượt phạm vi sai số.",
        "en": "Satisfaction rose by {gap} on {before} ({old} to {new}), more than the margin of error.",
    },
    "fall": {
        "vi": "So với {before}, mức độ hài lòng giảm {gap} (từ {old} xuống {new}), vượt phạm vi sai số.",
        "en": "Satisfaction fell by {gap} on {before} ({old} to {new}), more than the margin of error.",
    },
    "maybe_rise": {
        "vi": "So với {before} ({old}), kết quả cao hơn {gap}; mức chênh này nằm trong phạm vi sai số,"
        " chưa thể khẳng định là tăng.",
        "en": "The result is {gap} above {before} ({old}); that is within the margin of error"
        " and cannot be called a rise.",
    },
    "maybe_fall": {
        "vi": "So với {before} ({old}), kết quả thấp hơn {gap}; mức chênh này nằm trong phạm vi sai số,"
        " chưa thể khẳng định là giảm.",
        "en": "The result is {gap} below {before} ({old}); that is within the margin of error"
        " and cannot be called a fall.",
    },
    "no_gap": {
        "vi": "So với {before} ({old}), mức chênh làm tròn bằng 0; chưa thể khẳng định là tăng hay giảm.",
        "en": "The gap to {before} ({old}) rounds to 0; neither a rise nor a fall can be claimed.",
    },
    "rise_of_all": {
        "vi": "So với {before}, mức độ hài lòng tăng {gap} (từ {old} lên {new}).",
        "en": "Satisfaction rose by {gap} on {before} ({old} to {new}).",
    },
    "fall_of_all": {
        "vi": "So với {before}, mức độ hài lòng giảm {gap} (từ {old} xuống {new}).",
        "en": "Satisfaction fell by {gap} on {before} ({old} to {new}).",
    },
    "unreliable_change": {
        "vi": "Kết quả của {before} là {old}, mức chênh là {gap}; đây là số liệu tham khảo"
        " nên không kết luận là tăng hay giảm.",
        "en": "The result of {before} was {old}, a difference of {gap}; these figures are for reference only,"
        " so neither a rise nor a fall is claimed.",
    },
    "volunteers_change": {
        "vi": "Phiếu tự nguyện: người trả lời của hai đợt có thể khác nhau; cần thận trọng khi so sánh.",
        "en": "Those who volunteered may differ between the waves; compare with care.",
    },
    "gap_interval": {
        "vi": "Khoảng tin cậy {level} của mức chênh: từ {low} đến {high} {unit}.",
        "en": "The {level} interval of the difference runs from {low} to {high} {unit}.",
    },
    "untested_change": {
        "vi": "Kết quả của {before} là {old}; không có kiểm định nên không kết luận là tăng hay giảm.",
        "en": "The result of {before} was {old}; no test was made, so neither a rise nor a fall is claimed.",
    },
    "no_change": {
        "vi": "Chưa có đợt khảo sát nào so sánh được.",
        "en": "No comparable wave yet.",
    },
    "change_hidden": {
        "vi": "Không so sánh với {before} vì kết quả của một trong hai đợt không hiển thị.",
        "en": "There is no comparison with {before}, because the result of one of the two is not shown.",
    },
    # The highest and the lowest items.
    "lowest_clear": {
        "vi": "{clear} thấp hơn rõ so với các nội dung khác{whose}.",
        "en": "Clearly below the other items{whose}: {clear}.",
    },
    "lowest_all": {
        "vi": "{number} nội dung thấp nhất đều thấp hơn rõ so với các nội dung khác{whose}.",
        "en": "{number} of the lowest are clearly below the other items{whose}.",
    },
    "highest_clear": {
        "vi": "{clear} cao hơn rõ so với các nội dung khác{whose}.",
        "en": "Clearly above the other items{whose}: {clear}.",
    },
    "highest_all": {
        "vi": "{number} nội dung cao nhất đều cao hơn rõ so với các nội dung khác{whose}.",
        "en": "{number} of the highest are clearly above the other items{whose}.",
    },
    "ends_rest": {
        "vi": "Các nội dung còn lại trong bảng chưa phân biệt được.",
        "en": "The others in the table cannot be told apart from them.",
    },
    "ends_counted": {
        "vi": "Toàn bộ người sử dụng dịch vụ đã trả lời nên thứ tự này không có sai số chọn mẫu.",
        "en": "Everybody answered, so this order has no sampling error.",
    },
    "ends_none": {
        "vi": "Chưa phân biệt được với các nội dung khác{whose}; thứ tự chỉ để tham khảo.",
        "en": "Not told apart from the other items{whose}; the order is for reference only.",
    },
    # Don't know.
    "beside": {
        "vi": "Các câu này nêu riêng, không gộp vào chỉ số.",
        "en": "These are reported beside the index and never pooled with it.",
    },
    "dont_know": {
        "vi": "{share} người trả lời chọn “{label}” ở câu “{item}”;"
        " tỷ lệ hài lòng tính trên số người có ý kiến.",
        "en": "{share} chose “{label}” for “{item}”; the rate is computed on those with an opinion.",
    },
    "dont_know_several": {
        "vi": "Trên {limit} người trả lời chọn “{label}” ở các câu: {list}."
        " Tỷ lệ hài lòng của các câu này tính trên số người có ý kiến.",
        "en": "Over {limit} chose “{label}” for these items: {list}."
        " Their rates are computed on those with an opinion.",
    },
    # What tables found.
    "groups_lower": {
        "vi": "Yếu tố thấp hơn mức bình quân các đơn vị còn lại, khác biệt có ý nghĩa thống kê: {list}.",
        "en": "Factors significantly below the mean of the other units: {list}.",
    },
    "groups_higher": {
        "vi": "Yếu tố cao hơn mức bình quân các đơn vị còn lại, khác biệt có ý nghĩa thống kê: {list}.",
        "en": "Factors significantly above the mean of the other units: {list}.",
    },
    "groups_same": {
        "vi": "Yếu tố chưa phân biệt được với mức bình quân các đơn vị còn lại: {list}.",
        "en": "Factors not told apart from the mean of the other units: {list}.",
    },
    "all_groups": {"vi": "tất cả", "en": "all"},
    "items_found": {
        "vi": "So với mức bình quân các đơn vị còn lại: {lower} câu thấp hơn, {higher} câu cao hơn,"
        " {same} câu chưa phân biệt được.",
        "en": "Against the mean of the other units: {lower} items lower, {higher} higher,"
        " {same} not told apart.",
    },
    "units_found": {
        "vi": "So với mức bình quân các đơn vị còn lại: {lower} đơn vị thấp hơn, {higher} đơn vị cao hơn,"
        " {same} đơn vị chưa phân biệt được.",
        "en": "Against the mean of the other units: {lower} units lower, {higher} higher,"
        " {same} not told apart.",
    },
    "order_for_reading": {
        "vi": "Các đơn vị nêu theo kết quả từ cao đến thấp cho dễ đọc; đây không phải bảng xếp hạng:"
        " chênh lệch giữa hai đơn vị có thể nằm trong phạm vi sai số.",
        "en": "Units are listed from the highest result to the lowest for reading only; this is no ranking,"
        " because the gap between two units may be within the margin of error.",
    },
    "units_tested_together": {
        "vi": "Kiểm định đã hiệu chỉnh theo số đơn vị (phương pháp Holm).",
        "en": "The tests are adjusted for the number of units (Holm's method).",
    },
    "order_of_names": {
        "vi": "Các đơn vị nêu theo thứ tự tên.",
        "en": "Units are listed by name.",
    },
    "reading_headline": {
        "vi": "Chấm: kết quả; dải: khoảng tin cậy {level}.",
        "en": "Dot: the result; band: {level} interval.",
    },
    "reading_compared_headline": {
        "vi": "Chấm: kết quả; dải: khoảng tin cậy {level}; vạch đứng: bình quân các đơn vị còn lại.",
        "en": "Dot: the result; band: {level} interval; upright tick: mean of the other units.",
    },
    "reading": {
        "vi": "Chấm: kết quả; dải: khoảng tin cậy {level}. Chấm rỗng, dải nét đứt: số liệu tham khảo.",
        "en": "Dot: the result; band: {level} interval. Hollow dot, dashed band: for reference only.",
    },
    "reading_compared": {
        "vi": "Chấm: kết quả; dải: khoảng tin cậy {level}; vạch đứng: mức bình quân các đơn vị còn lại."
        " Chấm rỗng, dải nét đứt: số liệu tham khảo.",
        "en": "Dot: the result; band: {level} interval; upright tick: mean of the other units."
        " Hollow dot, dashed band: for reference only.",
    },
    "reading_labels": {
        "vi": "Nhãn so sánh dựa trên kiểm định có hiệu chỉnh nên chặt hơn nhìn bằng mắt.",
        "en": "The labels rest on an adjusted test, which is stricter than the eye.",
    },
    # What was measured and how many answered.
    "measured": {
        "vi": "Mẫu phiếu “{title}” có {items} về mức độ hài lòng.",
        "en": "The questionnaire “{title}” has {items} on satisfaction.",
    },
    "measured_in_factors": {
        "vi": "Mẫu phiếu “{title}” có {items} về mức độ hài lòng, thuộc {factors}.",
        "en": "The questionnaire “{title}” has {items} on satisfaction in {factors}.",
    },
    "answered": {"vi": "{forms}.", "en": "{forms}."},
    "answered_some": {
        "vi": "{forms}, trong đó {valid} có câu trả lời được tính.",
        "en": "{forms}, {valid} of them with an answer that counts.",
    },
    "population": {
        "vi": "Tổng thể của đơn vị trong kỳ (N) là {population}.",
        "en": "The population of the unit in the period (N) is {population}.",
    },
    "answered_few": {"vi": "Dưới {limit} người trả lời.", "en": "Fewer than {limit} respondents."},
    "answered_none": {"vi": "Không có phiếu nào.", "en": "No forms."},
    "answered_hidden": {"vi": "Số phiếu không hiển thị.", "en": "The number of forms is not shown."},
}
