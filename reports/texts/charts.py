"""What is said about charts: titles, how they are read, and descriptions for those who do not see them."""

from __future__ import annotations

from questionnaires.model import Text

CHARTS: dict[str, Text] = {
    # Diverging bars.
    "section_levels": {
        "vi": "Câu trả lời phân bố theo các mức",
        "en": "How the answers spread over the levels",
    },
    "levels_reading": {
        "vi": "Mỗi thanh chia theo tỷ lệ người chọn từng mức trong số người có ý kiến;"
        " tỷ lệ từ {least} ghi tròn trên thanh nếu đủ chỗ.",
        "en": "Each bar is divided by the share choosing each level among those with an opinion;"
        " shares of {least} and more are written in it, rounded, where there is room.",
    },
    "levels_zero": {
        "vi": "Vạch 0 đi giữa mức “{level}”.",
        "en": "The line of 0 runs through the middle of “{level}”.",
    },
    "levels_apart": {
        "vi": "“{label}” vẽ riêng ở bên phải, tính trên mọi người đã trả lời câu đó.",
        "en": "“{label}” stands apart at the right, as a share of all who answered the item.",
    },
    "levels_unweighted": {
        "vi": "Thanh đếm số phiếu, chưa nhân quyền số; kết quả ghi bằng số ở cột cuối có quyền số.",
        "en": "The bars count forms without their weights; the figures in the last column are weighted.",
    },
    "levels_some": {
        "vi": "Không vẽ {items} dùng thang trả lời khác.",
        "en": "Not drawn: {items} on another scale.",
    },
    # Caterpillar.
    "section_peers": {"vi": "Đơn vị bên cạnh các đơn vị khác", "en": "The unit beside the other units"},
    "section_peers_all": {"vi": "Các đơn vị bên cạnh nhau", "en": "The units side by side"},
    "peers_reading": {
        "vi": "Chấm: kết quả chung của một đơn vị; dải: khoảng tin cậy {level}."
        " Chấm rỗng, dải nét đứt: số liệu tham khảo.",
        "en": "Dot: the overall result of one unit; band: {level} interval."
        " Hollow dot, dashed band: for reference only.",
    },
    "peers_shapes": {
        "vi": "Tam giác chỉ lên: cao hơn mức bình quân các đơn vị còn lại; chỉ xuống: thấp hơn; chấm tròn:"
        " chưa phân biệt được (kiểm định có hiệu chỉnh, chặt hơn nhìn bằng mắt).",
        "en": "Triangle up: above the mean of the other units; down: below; round: not told apart"
        " (an adjusted test, stricter than the eye).",
    },
    "peers_hidden": {
        "vi": "Không có trong biểu đồ: {units} có kết quả không hiển thị hoặc không có phiếu.",
        "en": "Not in the chart: {units} without forms or with a result that is not shown.",
    },
    "peers_without_this": {
        "vi": "Đơn vị này không được đánh dấu vì kết quả không hiển thị hoặc không có phiếu.",
        "en": "This unit is not marked: its result is not shown or it has no forms.",
    },
    "peers_few": {
        "vi": "Không vẽ biểu đồ các đơn vị: chỉ {units} có kết quả hiển thị, cần ít nhất {least}.",
        "en": "No chart of the units: results are shown for {units} only, and at least {least} are needed.",
    },
    "peers_yardstick": {
        "vi": "bình quân các đơn vị còn lại {value}",
        "en": "mean of the other units {value}",
    },
    "peers_pooled": {"vi": "kết quả chung, gộp phiếu: {value}", "en": "pooled result: {value}"},
    "end_low": {"vi": "thấp nhất", "en": "lowest"},
    "end_high": {"vi": "cao nhất", "en": "highest"},
    "chart_table": {"vi": "Số liệu của biểu đồ: {title}", "en": "The numbers of the chart: {title}"},
    # Descriptions.
    "alt_levels": {
        "vi": "Biểu đồ thanh phân kỳ của {items}, các mức: {levels}. Bên trái vạch 0 ({left}): từ {left_low}"
        " đến {left_high}; bên phải ({right}): từ {right_low} đến {right_high}.",
        "en": "Diverging bars of {items}, levels: {levels}. Left of 0 ({left}): from {left_low} to"
        " {left_high}; right of it ({right}): from {right_low} to {right_high}.",
    },
    "alt_levels_hidden": {
        "vi": "Không vẽ {items} vì kết quả không hiển thị.",
        "en": "Not drawn because their results are not shown: {items}.",
    },
    "alt_caterpillar": {
        "vi": "Biểu đồ kết quả của {units}, mỗi đơn vị một chấm và khoảng tin cậy;"
        " các kết quả nằm trong khoảng từ {low} đến {high}.",
        "en": "The results of {units}, each a dot with its confidence interval; results lie between"
        " {low} and {high}.",
    },
    "alt_marked": {"vi": "Đơn vị được đánh dấu: {name}, {told}.", "en": "Marked: {name}, {told}."},
    "alt_yardstick": {"vi": "Đường chấm: {label}.", "en": "Dotted line: {label}."},
    "alt_funnel": {
        "vi": "Biểu đồ phễu của {units}, xếp theo {across}, với khoảng kỳ vọng 95% và 99,8%.",
        "en": "A funnel of {units} by {across}, with the ranges to expect at 95% and 99.8%.",
    },
    "alt_outside": {
        "vi": "Ngoài khoảng kỳ vọng 95%: {names}.",
        "en": "Outside the 95% range: {names}.",
    },
    "alt_inside": {
        "vi": "Không đơn vị nào ngoài khoảng kỳ vọng 95%.",
        "en": "No unit lies outside the 95% range.",
    },
    "alt_trend": {"vi": "{name} qua {n} đợt: {told}.", "en": "{name} over {n} waves: {told}."},
    "alt_no_figure": {"vi": "không có số liệu", "en": "no figure"},
    "alt_break": {"vi": "Ngắt chuỗi trước {wave}: {reason}.", "en": "Series break before {wave}: {reason}."},
}
