"""What is said in the reports that Home Affairs signs: headings, tables, findings."""

from __future__ import annotations

from questionnaires.model import Text

OFFICIAL: dict[str, Text] = {
    # Letterhead and end block.
    "official_number": {"vi": "Số: {gap}/BC-SNV", "en": "No.: {gap}/BC-SNV"},
    "official_state": {"vi": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "en": "SOCIALIST REPUBLIC OF VIET NAM"},
    "official_motto": {"vi": "Độc lập - Tự do - Hạnh phúc", "en": "Independence - Freedom - Happiness"},
    "official_day": {"vi": "{place}, ngày{gap}tháng{gap}năm{gap}", "en": "{place}, date{gap}{gap}"},
    "official_paper": {"vi": "BÁO CÁO", "en": "REPORT"},
    "official_subject_kind": {
        "vi": "Kết quả khảo sát, đo lường mức độ hài lòng của người dân, tổ chức đối với {kind} {wave}",
        "en": "Results of the survey of satisfaction of citizens and organisations with {kind} {wave}",
    },
    "official_subject_province": {
        "vi": "Kết quả đo lường mức độ hài lòng của người dân, tổ chức đối với sự phục vụ"
        " của cơ quan hành chính nhà nước {wave}",
        "en": "Satisfaction of citizens and organisations with the service of public bodies {wave}",
    },
    "official_to": {"vi": "Kính gửi: {whom}", "en": "To: {whom}"},
    "official_public": {"vi": "Bản công khai", "en": "Public edition"},
    "official_closing": {
        "vi": "Trên đây là báo cáo {subject}, {issuer} kính trình {superior} xem xét, quyết định./.",
        "en": "The above is the report of {issuer}, {subject}, submitted to {superior} for its decision./.",
    },
    "official_recipients": {"vi": "Nơi nhận:", "en": "Copies to:"},
    "official_as_above": {"vi": "- Như trên;", "en": "- As above;"},
    "official_filed": {"vi": "- Lưu: VT.", "en": "- File."},
    "official_signer": {"vi": "GIÁM ĐỐC", "en": "DIRECTOR"},
    # Kinds of units.
    "official_kind_department": {"vi": "các sở, ban, ngành", "en": "departments"},
    "official_kind_commune": {"vi": "các xã, phường, đặc khu", "en": "communes, wards and special zones"},
    "official_kind_service_centre": {
        "vi": "các Trung tâm Phục vụ hành chính công",
        "en": "public service centres",
    },
    "official_kind_branch": {"vi": "các chi nhánh, điểm tiếp nhận", "en": "branches and service points"},
    "official_kind_vertical_agency": {"vi": "các cơ quan ngành dọc", "en": "vertical agencies"},
    "official_kind_province": {"vi": "các tỉnh, thành phố", "en": "provinces and cities"},
    "official_kind_other": {"vi": "các đơn vị thuộc nhóm {kind}", "en": "units of the kind {kind}"},
    "official_kind_all": {"vi": "các đơn vị", "en": "units"},
    # Chapters.
    "official_1": {"vi": "Căn cứ, mục đích", "en": "Basis and purpose"},
    "official_2": {
        "vi": "Đối tượng, phạm vi, thời gian, phương pháp, cỡ mẫu",
        "en": "Who, what, when, how and how many",
    },
    "official_3": {"vi": "Tình hình thu phiếu", "en": "Fieldwork"},
    "official_4": {"vi": "Kết quả chung và theo yếu tố", "en": "Overall results and results by factor"},
    "official_5": {"vi": "So sánh, xếp hạng, xếp loại", "en": "Comparison, ranking, classes"},
    "official_6": {"vi": "Ý kiến của người dân, tổ chức", "en": "What citizens and organisations say"},
    "official_7": {"vi": "Nhận xét", "en": "Remarks"},
    "official_8": {"vi": "Đề xuất, kiến nghị", "en": "Proposals"},
    "official_annex": {"vi": "Phụ lục: phương pháp và ký hiệu", "en": "Annex: method and symbols"},
    "official_strengths": {"vi": "Ưu điểm", "en": "Strengths"},
    "official_weaknesses": {"vi": "Tồn tại, hạn chế", "en": "Shortcomings"},
    "official_causes": {"vi": "Nguyên nhân", "en": "Causes"},
    "official_blank": {"vi": "Để trống cho người soạn báo cáo.", "en": "Left blank for the author."},
    # 1 and 2.
    "official_plan": {"vi": "Kế hoạch khảo sát số {plan}.", "en": "Survey plan {plan}."},
    "official_basis": {"vi": "Căn cứ: {basis}.", "en": "Legal basis: {basis}."},
    "official_basis_title": {"vi": "Căn cứ", "en": "Basis"},
    "official_purpose_title": {"vi": "Mục đích", "en": "Purpose"},
    "official_purpose": {
        "vi": "Biết người dân, tổ chức hài lòng đến mức nào với sự phục vụ của {kind}, nội dung nào cần"
        " cải thiện,"
        " và kết quả khảo sát đủ cơ sở để kết luận đến đâu.",
        "en": "To know how satisfied citizens and organisations are with the service of {kind}, what needs to"
        " be improved, and how far the survey supports conclusions.",
    },
    "official_who_title": {"vi": "Đối tượng, phạm vi", "en": "Who and what"},
    "official_who": {
        "vi": "Báo cáo này về {units} thuộc một loại: {kind}. Đơn vị khác loại không được so sánh, xếp"
        " hạng chung.",
        "en": "This report is about {units} of one kind: {kind}. Units of other kinds are not compared or"
        " ranked with them.",
    },
    "official_who_province": {
        "vi": "Báo cáo này gộp mọi phiếu hợp lệ của {units}.",
        "en": "This report pools all valid forms of {units}.",
    },
    "official_asked": {
        "vi": "Mẫu phiếu: {title} ({items}, phiên bản {version}).",
        "en": "Questionnaire: {title} ({items}, version {version}).",
    },
    "official_when_title": {"vi": "Thời gian", "en": "When"},
    "official_when": {
        "vi": "Thu phiếu từ ngày {opens} đến ngày {closes}.",
        "en": "Forms were collected from {opens} to {closes}.",
    },
    "official_how_title": {"vi": "Phương pháp", "en": "How"},
    "official_size_title": {"vi": "Cỡ mẫu", "en": "How many"},
    "official_size": {"vi": "Có {forms} hợp lệ được tính.", "en": "{forms} are valid and counted."},
    "official_size_units": {
        "vi": "Số phiếu hợp lệ của từng đơn vị ghi tại mục 3.",
        "en": "The valid forms of each unit are in section 3.",
    },
    "official_design_voluntary": {
        "vi": "Người dân, tổ chức tự nguyện trả lời.",
        "en": "Citizens and organisations answered of their own accord.",
    },
    "official_design_every_user": {
        "vi": "Hỏi mọi người, tổ chức sử dụng dịch vụ trong kỳ.",
        "en": "Everybody who used the service in the period was asked.",
    },
    "official_design_random_sample": {
        "vi": "Chọn mẫu ngẫu nhiên trong từng đơn vị.",
        "en": "A random sample was drawn within each unit.",
    },
    "official_design_stratified_clusters": {
        "vi": "Chọn mẫu nhiều giai đoạn: chọn địa bàn theo tầng, rồi chọn người trả lời.",
        "en": "The sample was drawn in stages: areas by stratum, then respondents.",
    },
    # 3.
    "official_forms_title": {"vi": "Phiếu theo đơn vị", "en": "Forms by unit"},
    "official_issued": {"vi": "Phát ra", "en": "Issued"},
    "official_returned": {"vi": "Thu về", "en": "Returned"},
    "official_valid": {"vi": "Hợp lệ", "en": "Valid"},
    "official_excluded": {"vi": "Bị loại", "en": "Excluded"},
    "official_partial": {"vi": "Bỏ dở", "en": "Partial"},
    "official_flagged": {"vi": "Có dấu hiệu cần kiểm tra", "en": "Flagged for a check"},
    "official_flag_note": {
        "vi": "Phiếu có dấu hiệu cần kiểm tra vẫn được tính; dấu hiệu chỉ cho biết cần xem ở đâu, không"
        " phải kết luận.",
        "en": "Flagged forms are counted; a flag says where to look and accuses nobody.",
    },
    "official_hidden_sum": {
        "vi": "Không ghi tổng vì có đơn vị không hiển thị.",
        "en": "No total is given, because some units are not shown.",
    },
    "official_no_ledger": {
        "vi": "Không có số liệu về phiếu phát ra và phiếu bị loại.",
        "en": "There are no data on forms issued and excluded.",
    },
    "official_total": {"vi": "Cộng", "en": "Total"},
    # 4.
    "official_means_title": {
        "vi": "Mức bình quân của khối và khoảng giữa các đơn vị",
        "en": "Mean of the units, and how far apart they are",
    },
    "official_mean": {"vi": "Bình quân các đơn vị", "en": "Mean of units"},
    "official_least": {"vi": "Thấp nhất", "en": "Lowest"},
    "official_most": {"vi": "Cao nhất", "en": "Highest"},
    "official_line": {"vi": "Nội dung", "en": "Subject"},
    "official_mean_found": {
        "vi": "Bình quân mức độ hài lòng chung của {units} là {value}.",
        "en": "The mean of overall satisfaction over {units} is {value}.",
    },
    "official_mean_interval": {
        "vi": "Khoảng tin cậy {level} của mức bình quân: từ {low} đến {high}.",
        "en": "The {level} confidence interval of the mean: {low} to {high}.",
    },
    "official_mean_note": {
        "vi": "Mức bình quân tính trên các đơn vị được xếp hạng, mỗi đơn vị như nhau; khác với kết quả"
        " gộp phiếu.",
        "en": "The mean is over the ranked units, each counting alike; it is not the pooled result.",
    },
    "official_ends_note": {
        "vi": "Thấp nhất và cao nhất là kết quả của mẫu, chưa phải kết luận đơn vị nào thật sự thấp hay"
        " cao nhất.",
        "en": "Lowest and highest are those of the sample; which unit truly is so is not concluded from"
        " them.",
    },
    "official_heat_title": {"vi": "Đơn vị theo yếu tố", "en": "Units by factor"},
    "official_heat_part": {"vi": "Đơn vị theo yếu tố (phần {part})", "en": "Units by factor (part {part})"},
    "official_heat_note": {
        "vi": "“Cao hơn”, “thấp hơn”: khác rõ so với bình quân các đơn vị còn lại cùng loại (Holm cho"
        " từng cột);"
        " ô không có chữ: chưa phân biệt được hoặc không xét.",
        "en": "“Above”, “below”: differs from the mean of the other units of the kind (Holm within each"
        " column);"
        " a cell without a word: not told apart, or not tested.",
    },
    "official_heat_listed": {
        "vi": "Chỉ liệt kê; phiếu tự nguyện nên không so sánh các đơn vị.",
        "en": "Listed only: volunteers answered, so units are not compared.",
    },
    "official_above": {"vi": "cao hơn", "en": "above"},
    "official_below": {"vi": "thấp hơn", "en": "below"},
    "official_same": {"vi": "chưa phân biệt được", "en": "not told apart"},
    "official_untested": {"vi": "không xét", "en": "not tested"},
    # 5.
    "official_rule": {
        "vi": "Chỉ so sánh, xếp hạng các đơn vị cùng loại trong cùng một đợt, cùng mẫu phiếu và cùng cách"
        " chọn mẫu;"
        " các đợt khác mẫu phiếu hoặc khác cách chọn mẫu không được xếp chung.",
        "en": "Only units of one kind are compared and ranked, within one wave, one questionnaire and one"
        " design; waves of another questionnaire or design are never ranked together.",
    },
    "official_volunteers_listed": {
        "vi": "Các đơn vị dưới đây được liệt kê theo tên, không xếp hạng, không xếp loại.",
        "en": "The units below are listed by name, neither ranked nor classed.",
    },
    "official_ranks_title": {"vi": "Thứ hạng và xếp loại", "en": "Ranks and classes"},
    "official_list_title": {"vi": "Kết quả của các đơn vị", "en": "Results of the units"},
    "official_rank": {"vi": "Thứ hạng", "en": "Rank"},
    "official_rank_range": {"vi": "Khoảng thứ hạng", "en": "Rank range"},
    "official_tied": {"vi": "{rank} (đồng hạng)", "en": "{rank} (tied)"},
    "official_tier": {"vi": "So với bình quân các đơn vị còn lại", "en": "Against the mean of the others"},
    "official_class": {"vi": "Xếp loại", "en": "Class"},
    "official_class_open": {"vi": "{own} (có thể {other})", "en": "{own} (or {other})"},
    "official_first": {
        "vi": "{unit} đứng đầu trong {units} được xếp hạng; xét sai số chọn mẫu, thứ hạng nằm trong khoảng"
        " từ {low} đến {high}.",
        "en": "{unit} ranks first of {units}; allowing for sampling error its rank lies between {low} and"
        " {high}.",
    },
    "official_first_surely": {
        "vi": "{unit} đứng đầu trong {units} được xếp hạng; xét sai số chọn mẫu, thứ hạng vẫn là {low}.",
        "en": "{unit} ranks first of {units}; allowing for sampling error its rank is still {low}.",
    },
    "official_first_tied": {
        "vi": "Có {units} đồng hạng nhất với kết quả {value}.",
        "en": "{units} share first place at {value}.",
    },
    "official_ranks_note": {
        "vi": "Khoảng thứ hạng chứa thứ hạng thật của mọi đơn vị cùng lúc với mức tin cậy {level}.",
        "en": "The ranges hold the true ranks of all units at once with {level} confidence.",
    },
    "official_ranks_counted": {
        "vi": "Toàn bộ đối tượng của các đơn vị này đã trả lời nên thứ hạng không có sai số chọn mẫu.",
        "en": "Everybody answered in all of these units, so the ranks have no sampling error.",
    },
    "official_ranked_none": {
        "vi": "Không xếp hạng: chưa đủ hai đơn vị có số liệu đủ tin cậy để so sánh.",
        "en": "No ranking: fewer than two units have enough answers to be compared.",
    },
    "official_volunteers_ranked": {
        "vi": "Phiếu tự nguyện: thứ tự này chỉ phản ánh ý kiến của những người đã trả lời.",
        "en": "Volunteers answered: this order holds for those who answered and nobody else.",
    },
    "official_tiers_found": {
        "vi": "So với bình quân các đơn vị còn lại: {above} cao hơn rõ, {below} thấp hơn rõ, {same} chưa"
        " phân biệt được"
        " (hiệu chỉnh Holm cho {tests} phép so).",
        "en": "Against the mean of the others: {above} clearly above, {below} clearly below, {same} not told"
        " apart (Holm over {tests} comparisons).",
    },
    "official_classes_title": {"vi": "Cơ cấu xếp loại", "en": "Classes and their shares"},
    "official_class_count": {"vi": "Số đơn vị", "en": "Units"},
    "official_class_share": {"vi": "Tỷ lệ đơn vị", "en": "Share of units"},
    "official_class_from": {"vi": "Ngưỡng", "en": "Limits"},
    "official_class_band": {"vi": "từ {low} đến dưới {high}", "en": "{low} to under {high}"},
    "official_class_top": {"vi": "từ {low}", "en": "{low} and above"},
    "official_class_last": {"vi": "dưới {high}", "en": "under {high}"},
    "official_classes_note": {
        "vi": "Xếp loại theo kết quả chung; chỉ xếp đơn vị có từ {reliable} phiếu và không thuộc diện"
        " tham khảo."
        " “Có thể …”: khoảng tin cậy vượt qua ngưỡng của loại đó.",
        "en": "Classed by the overall result; only units of {reliable} forms and more that are not for"
        " reference."
        " “Or …”: the interval crosses the limit of that class.",
    },
    "official_chart_title": {"vi": "Kết quả chung của các đơn vị", "en": "Overall results of the units"},
    "official_chart_mean": {"vi": "bình quân các đơn vị {value}", "en": "mean of units {value}"},
    "official_chart_shapes": {
        "vi": "Chấm: kết quả; dải: khoảng tin cậy {level}. Tam giác chỉ lên: cao hơn rõ bình quân các đơn"
        " vị còn lại;"
        " chỉ xuống: thấp hơn rõ; chấm tròn: chưa phân biệt được.",
        "en": "Dot: result; band: {level} interval. Triangle up: clearly above the mean of the other units;"
        " down: clearly below; round: not told apart.",
    },
    "official_funnel_title": {"vi": "Khoảng dao động thông thường", "en": "The range to expect"},
    "official_funnel_across": {
        "vi": "Cỡ mẫu quy đổi theo độ chính xác",
        "en": "Sample size of equal precision",
    },
    "official_funnel_target": {"vi": "mức gộp theo độ chính xác {value}", "en": "level by precision {value}"},
    "official_funnel_found": {
        "vi": "{out} trong {units} nằm ngoài khoảng dao động thông thường 95%: {list}.",
        "en": "{out} of {units} lie outside the 95% range to expect: {list}.",
    },
    "official_funnel_none": {
        "vi": "Không đơn vị nào trong {units} nằm ngoài khoảng dao động thông thường 95%.",
        "en": "None of {units} lies outside the 95% range to expect.",
    },
    "official_funnel_note": {
        "vi": "Đường liền: 95%; đường đứt: 99,8%. Khoảng này có tính phần chênh lệch vốn có giữa các đơn vị;"
        " nằm ngoài là lý do để tìm hiểu, chưa phải kết luận.",
        "en": "Solid lines: 95%; dashed: 99.8%. The range allows for what units differ by anyhow; to lie"
        " outside is a reason to look, not a verdict.",
    },
    "official_funnel_few": {
        "vi": "Không vẽ khoảng dao động thông thường: cần từ {least} đơn vị theo mẫu trở lên, ở đây có"
        " {units}.",
        "en": "No range to expect is drawn: it needs {least} sampled units or more, and here are {units}.",
    },
    "official_changes_title": {"vi": "Thay đổi so với đợt trước", "en": "Change since the wave before"},
    "official_before": {"vi": "Đợt trước", "en": "Before"},
    "official_now": {"vi": "Đợt này", "en": "Now"},
    "official_change": {"vi": "Chênh lệch ({level})", "en": "Difference ({level})"},
    "official_conclusion": {"vi": "Kết luận", "en": "Conclusion"},
    "official_rose": {"vi": "tăng", "en": "rose"},
    "official_fell": {"vi": "giảm", "en": "fell"},
    "official_not_comparable": {"vi": "không so sánh", "en": "not compared"},
    "official_changes_found": {
        "vi": "So với {before}, trong {units} so sánh được: {rose} tăng, {fell} giảm, {same} chưa phân"
        " biệt được.",
        "en": "Against {before}, of {units} that can be compared: {rose} rose, {fell} fell, {same} not"
        " told apart.",
    },
    "official_changes_holm": {
        "vi": "Mỗi đơn vị được kiểm định riêng ở mức tin cậy {level}; xét đồng thời cả {tests} phép so"
        " (Holm) thì"
        " còn {kept}.",
        "en": "Each unit is tested on its own at {level}; with all {tests} comparisons taken together (Holm)"
        " these remain: {kept}.",
    },
    "official_changes_none": {
        "vi": "Không có đợt trước để so sánh.",
        "en": "There is no wave before to compare with.",
    },
    "official_changes_holm_none": {
        "vi": "Mỗi đơn vị được kiểm định riêng ở mức tin cậy {level}; xét đồng thời cả {tests} phép so"
        " (Holm) thì"
        " không còn đơn vị nào.",
        "en": "Each unit is tested on its own at {level}; with all {tests} comparisons taken together (Holm)"
        " none remains.",
    },
    "official_nobody": {"vi": "không đơn vị nào", "en": "no unit"},
    "official_pairs_title": {"vi": "Đơn vị nào thật sự khác nhau", "en": "Which units really differ"},
    "official_pairs_found": {
        "vi": "{pairs} trong {tests} cặp đơn vị khác biệt rõ.",
        "en": "{pairs} of {tests} pairs of units really differ.",
    },
    "official_pairs_note": {
        "vi": "Họ so sánh: mọi cặp trong {units} được xếp hạng, {tests} phép so, hiệu chỉnh Holm ở mức"
        " tin cậy {level}."
        " Không khác biệt rõ nghĩa là chưa phân biệt được.",
        "en": "Family of tests: every pair of {units} that are ranked, {tests} comparisons, Holm at {level}."
        " Where no difference is shown the two cannot be told apart.",
    },
    "official_pairs_signs": {
        "vi": "Dấu +: đơn vị ở dòng cao hơn rõ đơn vị ở cột; dấu −: thấp hơn rõ; dấu chấm: chưa phân biệt"
        " được."
        " Số ở đầu cột là số thứ tự của dòng.",
        "en": "+: the unit of the row is clearly above that of the column; −: clearly below; a dot: not told"
        " apart. The numbers at the head are those of the rows.",
    },
    "official_pairs_counted": {
        "vi": "Toàn bộ đối tượng đã trả lời ở mọi đơn vị nên mọi chênh lệch giữa các đơn vị là thật,"
        " không cần kiểm định.",
        "en": "Everybody answered in every unit, so every difference between units is real and needs no"
        " test.",
    },
    "official_pairs_higher": {"vi": "Cao hơn rõ (số đơn vị)", "en": "Clearly above (units)"},
    "official_pairs_lower": {"vi": "Thấp hơn rõ (số đơn vị)", "en": "Clearly below (units)"},
    "official_pairs_open": {"vi": "Chưa phân biệt được", "en": "Not told apart from"},
    "official_left_title": {"vi": "Đơn vị không xếp hạng", "en": "Units that are not ranked"},
    "official_left_why": {"vi": "Lý do", "en": "Why"},
    "official_left_hidden": {
        "vi": "không hiển thị để không lộ ý kiến của từng người",
        "en": "not shown, so that nobody's opinion is revealed",
    },
    "official_left_empty": {"vi": "không có phiếu tính được kết quả", "en": "no form gives a result"},
    "official_left_for_reference": {
        "vi": "ít phiếu hoặc khoảng tin cậy quá rộng: số liệu tham khảo",
        "en": "few forms or too wide an interval: for reference only",
    },
    "official_modes_title": {"vi": "Hình thức trả lời khác nhau", "en": "Different ways of answering"},
    "official_mode": {
        "vi": "{unit}: {share} phiếu thu qua {mode}, trong khi bình quân của khối là {mean}; cần thận"
        " trọng khi so sánh.",
        "en": "{unit}: {share} of the forms came by {mode}, against {mean} in the group; compare with care.",
    },
    "official_mode_public": {
        "vi": "{unit}: hình thức trả lời khác nhiều so với bình quân của khối; cần thận trọng khi so sánh.",
        "en": "{unit}: forms came in other ways than in the group on average; compare with care.",
    },
    "official_mode_kiosk": {"vi": "máy tại nơi tiếp nhận", "en": "kiosk"},
    "official_mode_phone": {"vi": "điện thoại (mã QR)", "en": "phone (QR)"},
    "official_mode_paper": {"vi": "phiếu giấy", "en": "paper"},
    "official_mode_interviewer": {"vi": "phỏng vấn tại hộ", "en": "household interview"},
    "official_mode_post": {"vi": "bưu điện", "en": "post"},
    "official_mode_import": {"vi": "nhập từ tệp", "en": "imported file"},
    # 6.
    "official_low_title": {"vi": "Nội dung ít được hài lòng nhất", "en": "Subjects with least satisfaction"},
    "official_low_units": {
        "vi": "Số đơn vị có trong ba nội dung thấp nhất",
        "en": "Units with it among the lowest three",
    },
    "official_low_clear": {"vi": "Trong đó thấp hơn rõ", "en": "Of these clearly below"},
    "official_low_note": {
        "vi": "“Thấp hơn rõ”: kiểm định thấp hơn các nội dung khác của chính đơn vị đó (Holm).",
        "en": "“Clearly below”: tested below the unit's own other subjects (Holm).",
    },
    "official_low_none": {
        "vi": "Không đơn vị nào có đủ số liệu để nêu nội dung thấp nhất.",
        "en": "No unit has enough answers to name its lowest subjects.",
    },
    "official_comments_title": {"vi": "Ý kiến ghi thêm", "en": "Written comments"},
    # Province.
    "province_perception": {"vi": "Nhận định của người dân", "en": "How people see it"},
    "province_satisfaction": {"vi": "Mức độ hài lòng", "en": "Satisfaction"},
    "province_overall": {
        "vi": "Mức độ hài lòng chung và các đơn vị",
        "en": "Overall satisfaction and the units",
    },
    "province_needs": {"vi": "Mong muốn của người dân", "en": "What people want improved"},
    "province_pooled": {"vi": "Kết quả chung (gộp phiếu)", "en": "Pooled result"},
    "province_found": {
        "vi": "Mức độ hài lòng chung, gộp mọi phiếu, là {value}.",
        "en": "Overall satisfaction, all forms pooled, is {value}.",
    },
    "province_found_volunteers": {
        "vi": "Mức độ hài lòng chung của những người đã trả lời, gộp mọi phiếu, là {value}.",
        "en": "Overall satisfaction of those who answered, all forms pooled, is {value}.",
    },
    "province_range": {"vi": "Khoảng giữa các đơn vị: {kind}", "en": "Range of the units: {kind}"},
    "province_range_cell": {"vi": "{low} đến {high}", "en": "{low} to {high}"},
    "province_top": {"vi": "Cao nhất: {kind}", "en": "Highest: {kind}"},
    "province_bottom": {"vi": "Thấp nhất: {kind}", "en": "Lowest: {kind}"},
    "province_all": {"vi": "Thứ hạng: {kind}", "en": "Ranks: {kind}"},
    "province_share": {"vi": "Tỷ lệ", "en": "Share"},
    "province_answer": {"vi": "Câu trả lời", "en": "Answer"},
    "province_base": {
        "vi": "{people} trả lời câu này.",
        "en": "{people} answered this question.",
    },
    "province_chose": {"vi": "Tỷ lệ chọn: {labels}.", "en": "Share choosing: {labels}."},
    "province_order_needs": {
        "vi": "Xếp theo tỷ lệ để dễ đọc; hai nội dung có khoảng tin cậy chồng nhau chưa chắc khác nhau.",
        "en": "In order of the share for reading; where intervals overlap the order may be chance.",
    },
    "province_several": {
        "vi": "Mỗi người được chọn nhiều câu trả lời nên tổng có thể vượt 100%.",
        "en": "People could choose several answers, so shares may add to more than 100%.",
    },
    "province_others": {"vi": "Đơn vị khác", "en": "Other units"},
    "province_interest": {"vi": "Nội dung", "en": "Subject"},
}
