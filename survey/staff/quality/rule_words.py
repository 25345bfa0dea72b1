"""The rules of the quality desk in words: what they are called, when they flag, what they found."""

from __future__ import annotations

RULES: dict[str, dict[str, str]] = {
    "vi": {
        "speed": "Trả lời quá nhanh so với thông thường",
        "straight_line": "Chọn cùng một mức cho mọi câu",
        "fast_share_interviewer": "Điều tra viên có nhiều phiếu nhanh",
        "straight_share_interviewer": "Điều tra viên có nhiều phiếu cùng một mức",
        "duplicates_collector": "Phiếu trùng trong ngày tại một điểm thu phiếu",
        "duplicates_interviewer": "Phiếu trùng của một điều tra viên",
        "repeated_answers": "Phiếu giống hệt nhau nhiều lần trong đợt",
        "burst_day": "Ngày nhiều phiếu bất thường",
        "interviewer_mean": "Điều tra viên có kết quả khác hẳn",
        "interviewer_effect": "Ảnh hưởng của điều tra viên",
        "burst": "Nhiều phiếu liền nhau qua một điểm thu phiếu",
        "too_fast": "Trả lời quá nhanh để đọc kịp câu hỏi",
        "honeypot": "Ô ẩn đã được điền",
        "duplicate": "Phiếu trùng",
        "straight_lining": "Chọn cùng một mức cho mọi câu",
        "speeding": "Trả lời quá nhanh",
    },
    "en": {
        "speed": "Answered far faster than usual",
        "straight_line": "The same level throughout",
        "fast_share_interviewer": "Interviewer with many fast forms",
        "straight_share_interviewer": "Interviewer with many equal answers",
        "duplicates_collector": "Duplicates within a day of one collection point",
        "duplicates_interviewer": "Duplicates of one interviewer",
        "repeated_answers": "The same form many times in the wave",
        "burst_day": "A day with far more forms than usual",
        "interviewer_mean": "Interviewer with very different results",
        "interviewer_effect": "Effect of interviewers",
        "burst": "Many forms in a row through one collection point",
        "too_fast": "Too fast for the questions to be read",
        "honeypot": "A hidden field was filled in",
        "duplicate": "Duplicate",
        "straight_lining": "The same level throughout",
        "speeding": "Answered too fast",
    },
}
"""What each rule is called."""

SAYS: dict[str, dict[str, str]] = {
    "vi": {
        "speed": "Số giây mỗi câu dưới 1/3 trung vị của cùng hình thức (từ 30 phiếu có đo thời gian).",
        "straight_line": (
            "Từ 5 câu trở lên cùng một mức, và nhanh (dưới 1/3 trung vị) hoặc trái câu hỏi ngược."
        ),
        "fast_share_interviewer": (
            "Cao hơn các điều tra viên khác từ 10 điểm phần trăm, p hiệu chỉnh dưới 0,05."
        ),
        "straight_share_interviewer": (
            "Cao hơn các điều tra viên khác từ 10 điểm phần trăm, p hiệu chỉnh dưới 0,05."
        ),
        "duplicates_collector": (
            "Số phiếu trùng vượt mức ngẫu nhiên, p hiệu chỉnh dưới 0,05 (từ 10 câu trở lên)."
        ),
        "duplicates_interviewer": "Số phiếu trùng vượt mức ngẫu nhiên, p hiệu chỉnh dưới 0,05.",
        "repeated_answers": "Từ 4 phiếu giống hệt nhau, vượt mức ngẫu nhiên, p hiệu chỉnh dưới 0,05.",
        "burst_day": (
            "Từ 10 phiếu và gấp 2 lần bình quân ngày của chính điểm đó (từ 8 ngày), p hiệu chỉnh dưới 0,05."
        ),
        "interviewer_mean": "Bình quân lệch từ 0,3 độ lệch chuẩn, p hiệu chỉnh dưới 0,05.",
        "interviewer_effect": "Hệ số tương quan nội nhóm trên 0,05.",
        "burst": (
            "Điện thoại: hơn 12 phiếu liền, mỗi 6 giây một phiếu; máy tại nơi tiếp nhận: hơn 6 "
            "phiếu, mỗi 10 giây."
        ),
        "too_fast": "Dưới 0,4 giây cho mỗi câu đã trả lời (từ 3 câu).",
        "honeypot": "Ô mà người trả lời không nhìn thấy có nội dung.",
    },
    "en": {
        "speed": "Seconds per item below 1/3 of the median of the mode (from 30 timed forms on).",
        "straight_line": (
            "5 items or more on one level, and fast (below 1/3 of the median) or against itself."
        ),
        "fast_share_interviewer": "10 points or more above the other interviewers, adjusted p below 0.05.",
        "straight_share_interviewer": (
            "10 points or more above the other interviewers, adjusted p below 0.05."
        ),
        "duplicates_collector": "More duplicates than by chance, adjusted p below 0.05 (from 10 items on).",
        "duplicates_interviewer": "More duplicates than by chance, adjusted p below 0.05.",
        "repeated_answers": "4 equal forms or more, beyond chance, adjusted p below 0.05.",
        "burst_day": (
            "10 forms or more and twice the point's own daily mean (from 8 days on), adjusted p below 0.05."
        ),
        "interviewer_mean": "Mean 0.3 standard deviations off or more, adjusted p below 0.05.",
        "interviewer_effect": "Intraclass correlation above 0.05.",
        "burst": (
            "Phone: more than 12 in a row, one every 6 seconds; kiosk: more than 6, one every 10 seconds."
        ),
        "too_fast": "Below 0.4 seconds for each item answered (from 3 items on).",
        "honeypot": "A field that people cannot see has content.",
    },
}
"""When it flags something: the thresholds of `analysis.quality.settings` and of the doors, in words."""

PROOF: dict[str, dict[str, str]] = {
    "vi": {
        "speed": "{ballots} phiếu, chỉ bằng {lowest} đến {highest} lần trung vị",
        "speed_alike": "{ballots} phiếu, chỉ bằng {lowest} lần trung vị",
        "straight_line": "{ballots} phiếu cùng một mức",
        "duplicates_collector": (
            "{repeats} phiếu trùng trong {n} phiếu ngày {day}; ngẫu nhiên chỉ khoảng {expected}"
        ),
        "duplicates_interviewer": "{repeats} phiếu trùng trong {n} phiếu; ngẫu nhiên chỉ khoảng {expected}",
        "repeated_answers": "{copies} phiếu giống hệt nhau; ngẫu nhiên chỉ khoảng {expected}",
        "burst_day": "{count} phiếu ngày {day}; bình quân {mean} phiếu mỗi ngày trong {open_periods} ngày",
        "": "{ballots} phiếu",
    },
    "en": {
        "speed": "Forms: {ballots}, only {lowest} to {highest} times the median",
        "speed_alike": "Forms: {ballots}, only {lowest} times the median",
        "straight_line": "On one level: {ballots}",
        "duplicates_collector": (
            "{repeats} duplicates among {n} forms of {day}; by chance only about {expected}"
        ),
        "duplicates_interviewer": "{repeats} duplicates among {n} forms; by chance only about {expected}",
        "repeated_answers": "{copies} equal forms; by chance only about {expected}",
        "burst_day": "{count} forms on {day}; on average {mean} a day over {open_periods} days",
        "": "Forms: {ballots}",
    },
}
"""The evidence; what stands in braces is filled in."""
