"""The chapters of the full edition: headings, sentences, names of columns and of what stands in them."""

from __future__ import annotations

from questionnaires.model import Text

COLUMNS: dict[str, Text] = {
    "mode": {"vi": "hình thức trả lời", "en": "how they answered"},
    "assisted": {"vi": "người hỗ trợ", "en": "help"},
    "respondent_type": {"vi": "đối tượng trả lời", "en": "kind of respondent"},
    "field": {"vi": "lĩnh vực của thủ tục", "en": "field of the procedure"},
    "sex": {"vi": "giới tính", "en": "sex"},
    "age": {"vi": "độ tuổi", "en": "age"},
    "language": {"vi": "ngôn ngữ", "en": "language"},
    "procedure": {"vi": "thủ tục hành chính", "en": "procedure"},
    "service_point": {"vi": "nơi tiếp nhận", "en": "service point"},
}
"""Columns of an export that ballots can be counted by."""

VALUES: dict[str, dict[str, Text]] = {
    "mode": {
        "kiosk": {"vi": "máy đánh giá tại nơi tiếp nhận", "en": "kiosk at the service point"},
        "phone": {"vi": "điện thoại (mã QR)", "en": "phone (QR code)"},
        "paper": {"vi": "phiếu giấy", "en": "paper"},
        "interviewer": {"vi": "phỏng vấn tại hộ", "en": "household interview"},
        "post": {"vi": "bưu điện", "en": "post"},
        "import": {"vi": "nhập từ tệp", "en": "imported file"},
    },
    "assisted": {
        "alone": {"vi": "tự trả lời", "en": "answered alone"},
        "read_aloud": {"vi": "có người đọc giúp", "en": "somebody read it aloud"},
        "interpreted": {"vi": "có người phiên dịch", "en": "somebody interpreted"},
    },
    "respondent_type": {
        "citizen": {"vi": "người dân", "en": "citizen"},
        "organisation": {"vi": "tổ chức, doanh nghiệp", "en": "organisation or firm"},
    },
    "language": {
        "vi": {"vi": "tiếng Việt", "en": "Vietnamese"},
        "en": {"vi": "tiếng Anh", "en": "English"},
    },
}
"""Values of those columns by the code that exports write."""

RULES: dict[str, Text] = {
    "duplicate": {"vi": "phiếu trùng", "en": "duplicate"},
    "partial": {"vi": "phiếu bỏ dở", "en": "left unfinished"},
    "blank": {"vi": "phiếu bỏ trống quá nửa số câu", "en": "more than half blank"},
    "not_eligible": {"vi": "phiếu không đúng đối tượng", "en": "not eligible"},
    "straight_lining": {"vi": "phiếu chọn cùng một mức cho mọi câu", "en": "the same level throughout"},
    "speeding": {"vi": "phiếu trả lời quá nhanh", "en": "answered too fast"},
    "test": {"vi": "phiếu thử", "en": "test form"},
    "speed": {"vi": "phiếu trả lời quá nhanh so với thông thường", "en": "answered far faster than usual"},
    "too_fast": {"vi": "phiếu trả lời không kịp đọc câu hỏi", "en": "too fast for the questions to be read"},
    "straight_line": {
        "vi": "phiếu chọn nhanh cùng một mức cho mọi câu",
        "en": "the same level throughout, and fast",
    },
    "straight_share_interviewer": {
        "vi": "phiếu của điều tra viên có nhiều phiếu cùng một mức",
        "en": "of an interviewer with many equal answers",
    },
    "fast_share_interviewer": {
        "vi": "phiếu của điều tra viên có nhiều phiếu trả lời nhanh",
        "en": "of an interviewer with many fast forms",
    },
    "duplicates_collector": {
        "vi": "phiếu trùng trong ngày tại một điểm thu phiếu",
        "en": "duplicates within a day of one collection point",
    },
    "duplicates_interviewer": {
        "vi": "phiếu trùng của một điều tra viên",
        "en": "duplicates of one interviewer",
    },
    "repeated_answers": {"vi": "phiếu giống hệt nhau nhiều lần", "en": "the same form many times"},
    "burst": {
        "vi": "phiếu gửi liền nhau qua một điểm thu phiếu",
        "en": "many in a row through one collection point",
    },
    "burst_day": {"vi": "phiếu của ngày nhiều phiếu bất thường", "en": "of a day with far more than usual"},
    "interviewer_mean": {
        "vi": "phiếu của điều tra viên có kết quả khác hẳn",
        "en": "of an interviewer with very different results",
    },
    "honeypot": {"vi": "phiếu có nội dung ở ô ẩn", "en": "with content in a hidden field"},
    "other": {"vi": "phiếu loại vì lý do khác", "en": "for another reason"},
}
"""Why a form does not count: rules of the ledger of exclusions, and forms that were not finished."""

METHODS: dict[str, Text] = {
    "wilson_srs": {"vi": "Wilson SRS", "en": "Wilson SRS"},
    "wilson": {"vi": "Wilson", "en": "Wilson"},
    "wilson_pooled_deff": {"vi": "Wilson gộp", "en": "Wilson pooled"},
    "wilson_at_bound": {"vi": "Wilson biên", "en": "Wilson bound"},
    "clopper_pearson": {"vi": "C–P", "en": "C–P"},
    "t": {"vi": "t", "en": "t"},
    "census": {"vi": "toàn bộ", "en": "everybody"},
    "none": {"vi": "…", "en": "…"},
}
"""How an interval was made, in few words; the method note says more."""

INDEX_RULES: dict[str, Text] = {
    "pooled": {"vi": "gộp câu trả lời", "en": "pooled answers"},
    "mean_of_items": {"vi": "bình quân các câu hỏi", "en": "mean of the items"},
    "mean_of_factors": {"vi": "bình quân các yếu tố", "en": "mean of the factors"},
    "fixed_weights": {"vi": "quyền số cố định", "en": "fixed weights"},
    "mean_of_respondents": {"vi": "bình quân người trả lời", "en": "mean over respondents"},
    "mean_score": {"vi": "điểm bình quân", "en": "mean score"},
}

FULL: dict[str, Text] = {
    "full_unknown": {"vi": "Không rõ", "en": "Not known"},
    "full_share": {"vi": "Tỷ lệ", "en": "Share"},
    "full_who": {"vi": "Ai đã trả lời", "en": "Who answered"},
    "full_who_table": {"vi": "Cơ cấu người trả lời", "en": "The respondents"},
    "full_who_head": {"vi": "Người trả lời", "en": "Respondents"},
    "full_who_n": {"vi": "Số phiếu", "en": "Forms"},
    "full_who_share": {"vi": "Tỷ lệ", "en": "Share"},
    "full_who_note": {
        "vi": "Số phiếu được tính vào kết quả, chưa gắn quyền số. Cơ cấu này mô tả những người đã trả lời.",
        "en": "Forms that count, unweighted. This describes the people who answered.",
    },
    "full_target": {
        "vi": "Số phiếu phân bổ là {target}; có {n} phiếu hợp lệ, đạt {share}.",
        "en": "The target was {target} forms; {n} valid ones came in, {share} of it.",
    },
    "full_drawn": {
        "vi": "Đã chọn mẫu {drawn}; có {n} phiếu hợp lệ, tỷ lệ trả lời {share}.",
        "en": "{drawn} were drawn; {n} valid forms came in, a response rate of {share}.",
    },
    "full_all_valid": {
        "vi": "Thu về {n} phiếu, tất cả đều hợp lệ.",
        "en": "{n} forms were returned, all of them valid.",
    },
    "full_set_aside": {
        "vi": "Thu về {returned} phiếu, trong đó {n} phiếu hợp lệ; {aside} phiếu bị loại gồm: {list}.",
        "en": "Of {returned} forms returned {n} are valid; {aside} were set aside: {list}.",
    },
    "full_rule": {"vi": "phiếu loại theo quy tắc “{rule}”", "en": "by the rule “{rule}”"},
    "full_feedback": {"vi": "Góp ý, phản ánh, kiến nghị", "en": "Feedback"},
    "full_feedback_items": {
        "vi": "Kết quả về việc tiếp nhận, giải quyết",
        "en": "How it was received and handled",
    },
    "full_feedback_of_those": {
        "vi": "Chỉ hỏi những người đã gửi góp ý, phản ánh, kiến nghị.",
        "en": "Asked only of those who had sent feedback.",
    },
    "full_feedback_of_all": {
        "vi": "Hỏi tất cả người trả lời, kể cả người chưa gửi góp ý, phản ánh, kiến nghị.",
        "en": "Asked of everybody, those who had sent no feedback included.",
    },
    "full_sent": {
        "vi": "Có {sent}/{n} người trả lời ({share}) đã gửi góp ý, phản ánh, kiến nghị.",
        "en": "{sent} of {n} respondents ({share}) had sent feedback.",
    },
    "full_sent_share": {
        "vi": "Có {share} người trả lời (n = {n}) đã gửi góp ý, phản ánh, kiến nghị.",
        "en": "{share} of the respondents (n = {n}) had sent feedback.",
    },
    "full_sent_nobody": {
        "vi": "Không có ai trả lời câu hỏi về việc đã gửi góp ý, phản ánh, kiến nghị.",
        "en": "Nobody answered the question on having sent feedback.",
    },
    "full_sent_hidden": {
        "vi": "Không hiển thị số người đã gửi góp ý, phản ánh, kiến nghị, để không lộ ý kiến của từng người.",
        "en": "How many had sent feedback is not shown, so that individual opinions are not revealed.",
    },
    "full_sent_satisfied": {
        "vi": "Trong số này {value} hài lòng với việc tiếp nhận, giải quyết "
        "(khoảng tin cậy {level}: {interval}).",
        "en": "{value} of them are satisfied with how it was received and handled ({level} CI {interval}).",
    },
    "full_views": {"vi": "Nhận định và mong muốn", "en": "Views and wishes"},
    "full_perception": {"vi": "Nhận định của người trả lời", "en": "What people perceive"},
    "full_needs": {"vi": "Mong muốn của người trả lời", "en": "What people want"},
    "full_views_head": {"vi": "Câu hỏi và phương án", "en": "Question and answer"},
    "full_views_of": {"vi": "{title} (tỷ lệ chọn {answers})", "en": "{title} (share choosing {answers})"},
    "full_views_note": {
        "vi": "Tỷ lệ tính trên số người có câu trả lời hợp lệ (n), kèm khoảng tin cậy {level}. Các câu này "
        "không nằm trong chỉ số hài lòng; chênh lệch giữa các phương án không được kiểm định.",
        "en": "Shares of those with a valid answer (n), with {level} intervals. These questions are no part "
        "of the index; differences between the answers are not tested.",
    },
    "full_breakdown": {"vi": "Kết quả theo nhóm", "en": "Results by group"},
    "full_breakdown_head": {"vi": "Nhóm", "en": "Group"},
    "full_breakdown_note": {
        "vi": "Chỉ mô tả: chênh lệch giữa các nhóm không được kiểm định.",
        "en": "For description only: differences between the groups are not tested.",
    },
    "full_trend": {"vi": "Diễn biến qua các đợt khảo sát", "en": "Through the waves"},
    "full_trend_picture": {"vi": "Mức độ hài lòng chung theo đợt", "en": "Overall satisfaction by wave"},
    "full_trend_wave": {"vi": "Đợt", "en": "Wave"},
    "full_trend_all": {"vi": "Tất cả đơn vị (gộp phiếu)", "en": "All units (pooled)"},
    "full_trend_reading": {
        "vi": "Chấm là kết quả của đợt, thanh là khoảng tin cậy {level}. Đường nối không cho biết mức chênh "
        "có vượt phạm vi sai số hay không; phần so với đợt trước nêu điều đó.",
        "en": "A dot is the result of a wave, the bar its {level} interval. A joining line does not say "
        "whether a difference is more than the margin of error; the comparison with the wave before does.",
    },
    "full_trend_earlier": {
        "vi": "Chấm rỗng là các đơn vị trước sắp xếp, nêu để tham khảo, không dùng để tính mức tăng, giảm.",
        "en": "Hollow dots are the units before the merger, given for reference, not to compute a change.",
    },
    "full_trend_break": {
        "vi": "Đường đứt nét là chỗ thay đổi phương pháp: hai bên không so sánh được với nhau.",
        "en": "A dashed line is a break in the series: the two sides cannot be compared.",
    },
    "full_break_questionnaire": {"vi": "mẫu phiếu mới", "en": "new questionnaire"},
    "full_break_items": {"vi": "câu hỏi thay đổi", "en": "other questions"},
    "full_break_design": {"vi": "cách chọn mẫu thay đổi", "en": "other sampling design"},
    "full_break_kind": {"vi": "loại khảo sát khác", "en": "another kind of survey"},
    "full_break_named": {"vi": "thay đổi phương pháp", "en": "change of method"},
    "full_past": {"vi": "Số liệu đã công bố trước đây", "en": "Figures published earlier"},
    "full_past_source": {"vi": "Nguồn", "en": "Source"},
    "full_past_unit": {"vi": "Đơn vị", "en": "Unit"},
    "full_past_year": {"vi": "Năm", "en": "Year"},
    "full_past_value": {"vi": "Kết quả", "en": "Result"},
    "full_past_n": {"vi": "n", "en": "n"},
    "full_past_note": {
        "vi": "Nhập từ văn bản đã công bố, chỉ nêu để tham khảo: không nối với kết quả của các đợt trên và "
        "không dùng để tính mức tăng, giảm.",
        "en": "Entered from published documents and given for reference only: not joined with the waves "
        "above, and no rise or fall is computed from them.",
    },
    "full_plan": {
        "vi": "Kế hoạch khắc phục, cải thiện của đợt trước",
        "en": "Action plan of the wave before",
    },
    "full_plan_action": {"vi": "Việc", "en": "Action"},
    "full_plan_owner": {"vi": "Chức vụ, bộ phận chịu trách nhiệm", "en": "Post that answers for it"},
    "full_plan_due": {"vi": "Thời hạn", "en": "Due"},
    "full_plan_state": {"vi": "Tình trạng", "en": "State"},
    "full_plan_change": {"vi": "Yếu tố được nêu trong việc", "en": "Factor that the action names"},
    "full_plan_planned": {"vi": "Chưa làm", "en": "Planned"},
    "full_plan_doing": {"vi": "Đang làm", "en": "Under way"},
    "full_plan_done_state": {"vi": "Đã xong", "en": "Done"},
    "full_plan_dropped": {"vi": "Không làm nữa", "en": "Dropped"},
    "full_plan_done": {
        "vi": "Kế hoạch lập sau đợt khảo sát {wave}: {done}/{of} việc đã xong.",
        "en": "Planned after the wave {wave}: {done} of {of} actions are done.",
    },
    "full_plan_course": {"vi": "{label}: {old}, nay {new}{word}", "en": "{label}: {old}, now {new}{word}"},
    "full_plan_rise": {"vi": ", tăng", "en": ", a rise"},
    "full_plan_fall": {"vi": ", giảm", "en": ", a fall"},
    "full_plan_untold": {
        "vi": ", chưa đủ căn cứ để nói có thay đổi",
        "en": ", not enough to speak of a change",
    },
    "full_plan_note": {
        "vi": "Kế hoạch và tình trạng do đơn vị ghi. Thay đổi của yếu tố đặt cạnh việc để đối chiếu, không "
        "cho biết việc đó có dẫn đến thay đổi hay không.",
        "en": "Actions and their state are as the unit wrote them. The change of a factor stands beside them "
        "for comparison; it does not show whether the action led to it.",
    },
    "full_plan_named": {
        "vi": "Yếu tố chỉ được nêu khi tên của yếu tố có trong nội dung việc.",
        "en": "A factor is named only where its title stands in the words of the action.",
    },
    "full_cases": {"vi": "Giải quyết hồ sơ", "en": "Handling of cases"},
    "full_cases_period": {"vi": "Kỳ", "en": "Period"},
    "full_cases_received": {"vi": "Tiếp nhận", "en": "Received"},
    "full_cases_solved": {"vi": "Đã giải quyết", "en": "Solved"},
    "full_cases_on_time": {"vi": "Trước hạn, đúng hạn", "en": "On time"},
    "full_cases_late": {"vi": "Trễ hạn", "en": "Late"},
    "full_cases_apologies": {"vi": "Xin lỗi bằng văn bản", "en": "Written apologies"},
    "full_cases_shares": {
        "vi": "Tỷ lệ trên số đã giải quyết (xin lỗi: trên số trễ hạn)",
        "en": "Share of those solved (apologies: of those late)",
    },
    "full_cases_rate": {
        "vi": "Mức độ hài lòng chung trong đợt khảo sát: {value}{interval}.",
        "en": "Overall satisfaction in the wave: {value}{interval}.",
    },
    "full_cases_score": {
        "vi": "Điểm hài lòng chung trong đợt khảo sát: {value}{interval}.",
        "en": "Overall score in the wave: {value}{interval}.",
    },
    "full_cases_hidden": {
        "vi": "Mức độ hài lòng chung trong đợt khảo sát không hiển thị.",
        "en": "Overall satisfaction in the wave is not shown.",
    },
    "full_cases_units": {"vi": "Cộng từ số liệu của {n} đơn vị.", "en": "Added up over {n} units."},
    "full_cases_note": {
        "vi": "Số liệu hồ sơ do đơn vị báo cáo, đặt cạnh kết quả khảo sát để đối chiếu. Hai loại số liệu này "
        "không cho biết điều nào dẫn đến điều nào.",
        "en": "Case numbers are reported by the unit and stand beside the survey for comparison. "
        "Neither shows what led to the other.",
    },
    "full_comments": {"vi": "Ý kiến ghi thêm", "en": "Written comments"},
    "full_comments_theme": {"vi": "Chủ đề", "en": "Theme"},
    "full_comments_n": {"vi": "Số ý kiến", "en": "Comments"},
    "full_comments_other": {"vi": "Chủ đề khác", "en": "Other themes"},
    "full_comments_texts": {"vi": "Một số ý kiến", "en": "Some of the comments"},
    "full_comments_note": {
        "vi": "Chỉ gồm ý kiến đã được duyệt để sử dụng. Chủ đề có dưới {limit} ý kiến được gộp vào “Chủ đề "
        "khác”. Ý kiến ghi thêm không đại diện cho tất cả người trả lời.",
        "en": "Only comments that were released. Themes with fewer than {limit} comments are under “Other "
        "themes”. Comments do not stand for all respondents.",
    },
    "full_drivers": {
        "vi": "Nội dung gắn chặt nhất với mức hài lòng chung",
        "en": "What goes most closely with overall satisfaction",
    },
    "full_drivers_item": {"vi": "Nội dung", "en": "Item"},
    "full_drivers_share": {"vi": "Mức gắn kết", "en": "Importance"},
    "full_drivers_interval": {"vi": "Khoảng", "en": "Range"},
    "full_drivers_place": {"vi": "Gợi ý xem xét", "en": "Where it stands"},
    "full_drivers_found": {
        "vi": "Các nội dung dưới đây cùng giải thích {r2} biến thiên của “{outcome}” "
        "({n} người trả lời đủ các câu).",
        "en": "Together these explain {r2} of the variation of “{outcome}” ({n} complete answers).",
    },
    "full_drivers_note": {
        "vi": "Mức gắn kết của các nội dung cộng lại bằng tỷ lệ nêu trên. Đây là mối liên hệ, "
        "không phải nguyên nhân: cải thiện một nội dung chưa chắc làm tăng mức hài "
        "lòng chung. Nội dung mà khoảng của nó vượt qua mức bình quân được ghi “chưa rõ”.",
        "en": "The parts add up to that share. These are associations, not causes: improving an item "
        "need not raise overall satisfaction. "
        "An item whose range crosses the mean is “unclear”.",
    },
    "full_drivers_draws": {
        "vi": "Khoảng tính từ {draws} lần lấy mẫu lại, số khởi đầu {seed}.",
        "en": "Ranges from {draws} resamples, seed {seed}.",
    },
    "full_quadrant_concentrate_here": {"vi": "ưu tiên xem xét", "en": "look here first"},
    "full_quadrant_keep_up": {"vi": "giữ vững", "en": "keep up"},
    "full_quadrant_low_priority": {"vi": "chưa cấp thiết", "en": "lower priority"},
    "full_quadrant_possible_overkill": {"vi": "đã tốt, ít gắn kết", "en": "good, matters less"},
    "full_quadrant_unclear": {"vi": "chưa rõ", "en": "unclear"},
    "full_appendix": {"vi": "Phụ lục số liệu", "en": "Appendix"},
    "full_all_figures": {"vi": "Toàn bộ số liệu", "en": "All figures"},
    "full_index": {"vi": "Chỉ số hài lòng chung", "en": "Overall index"},
    "full_items": {"vi": "Từng câu hỏi", "en": "Items"},
    "full_method": {"vi": "Cách tính", "en": "Interval by"},
    "full_all_figures_note": {
        "vi": "Cách tính khoảng tin cậy: Wilson theo thiết kế mẫu; SRS: mẫu ngẫu nhiên đơn giản; gộp: hệ số "
        "thiết kế tính gộp từ các đơn vị; biên: mọi câu trả lời như nhau; C–P: Clopper–Pearson; t: điểm bình "
        "quân. Phần “Cách tính” nêu đầy đủ.",
        "en": "Intervals: Wilson by the design; SRS: a simple random sample; pooled: the design effect of "
        "several units; bound: all answers alike; C–P: Clopper–Pearson; t: mean scores. The last section "
        "says more.",
    },
    "full_settings": {"vi": "Thông số tính toán", "en": "Settings"},
    "full_setting": {"vi": "Thông số", "en": "Setting"},
    "full_setting_value": {"vi": "Giá trị", "en": "Value"},
    "full_set_checksum": {"vi": "Mã kiểm tra số liệu", "en": "Figures checksum"},
    "full_set_questionnaire": {"vi": "Mẫu phiếu, phiên bản", "en": "Questionnaire, version"},
    "full_set_source": {"vi": "Nguồn số liệu", "en": "Data"},
    "full_set_program": {"vi": "Phiên bản phần mềm Hài Lòng", "en": "Version of Hài Lòng"},
    "full_set_level": {"vi": "Mức tin cậy", "en": "Confidence level"},
    "full_set_rule": {"vi": "Cách gộp câu hỏi thành chỉ số", "en": "Rule of the index"},
    "full_set_satisfied": {"vi": "Mã được tính là hài lòng", "en": "Codes that count as satisfied"},
    "full_set_display": {
        "vi": "Số người trả lời ít nhất để hiển thị",
        "en": "Fewest respondents to be shown",
    },
    "full_set_reliable": {
        "vi": "Số người trả lời ít nhất để xếp hạng, so sánh",
        "en": "Fewest respondents to be ranked or compared",
    },
    "full_set_edition": {"vi": "Bản", "en": "Edition"},
    "full_set_seed": {"vi": "Số khởi đầu của các phép lấy ngẫu nhiên", "en": "Seed of random draws"},
    "full_public": {"vi": "công khai", "en": "public"},
    "full_internal": {"vi": "nội bộ", "en": "internal"},
}
