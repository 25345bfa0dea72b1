"""What the pages about the months of a continuous rating say, in each language we speak."""

from __future__ import annotations

from dataclasses import dataclass

from survey.staff import pages


@dataclass(frozen=True, kw_only=True)
class MonthWords:
    """The sentences of one language; what stands in braces is filled in."""

    ratings: str
    title: str
    lead: str
    no_units: str
    volunteers: str
    once: str
    alone: str
    month: str
    too_few: str
    none: str
    waiting: str
    failed: str
    picture: str
    picture_lead: str
    table: str
    details: str
    item: str
    interval: str
    symbols: str
    csv: str


VI = MonthWords(
    ratings="Đánh giá thường xuyên",
    title="Kết quả từng tháng",
    lead="Số liệu từng tháng của từng đơn vị. Đánh giá thường xuyên không xếp hạng, không so sánh đơn vị.",
    no_units="Không có đơn vị nào trong phạm vi được xem.",
    volunteers=(
        "Phiếu do người dân, tổ chức tự nguyện trả lời, không phải mẫu ngẫu nhiên. Kết quả phản ánh ý kiến "
        "của những người đã trả lời, không suy rộng cho toàn bộ người sử dụng dịch vụ và không dùng để xếp "
        "hạng. Người trả lời của các tháng có thể khác nhau; cần thận trọng khi so sánh các tháng."
    ),
    once=(
        "Số liệu của một tháng được tính một lần, sau khi hết tháng {days} ngày, rồi giữ nguyên; tháng đang "
        "thu phiếu chưa có số liệu."
    ),
    alone="Tháng chưa đủ {n} phiếu hợp lệ thì không hiển thị; không có số gộp nhiều tháng.",
    month="Tháng",
    too_few="chưa đủ {n} phiếu",
    none="Chưa có tháng nào có số liệu.",
    waiting="Đang tính số liệu của tháng vừa qua. Xin tải lại trang này sau ít phút.",
    failed="Chưa tính được số liệu. Xin báo quản trị hệ thống xem danh sách công việc và chạy lại.",
    picture="Diễn biến qua các tháng",
    picture_lead="Vạch dọc là khoảng tin cậy; chỉ nối hai tháng liền nhau đều có số liệu.",
    table="Số liệu các tháng",
    details="Từng nội dung, tháng {month}",
    item="Nội dung",
    interval="Khoảng tin cậy {level}",
    symbols=(
        "(*): chưa đủ {n} câu trả lời hợp lệ. (tk): chỉ để tham khảo, khoảng tin cậy rộng. –: không có "
        "câu trả lời hợp lệ."
    ),
    csv="CSV",
)

EN = MonthWords(
    ratings="Continuous ratings",
    title="Results by month",
    lead="Monthly figures of each unit. Continuous ratings neither rank nor compare units.",
    no_units="There is no unit in your scope.",
    volunteers=(
        "These forms were filled in by volunteers, not by a random sample. The results show what those "
        "people think; they do not stand for all users and are not ranked. Those who volunteered may differ "
        "between months; compare months with care."
    ),
    once=(
        "The figures of a month are computed once, when {days} days have passed since its end, and stay as "
        "they are; a month that still collects has none."
    ),
    alone="A month with fewer than {n} valid forms is not shown; no figure pools several months.",
    month="Month",
    too_few="fewer than {n} forms",
    none="No month has figures yet.",
    waiting="The figures of the last month are being computed. Please load this page again in a few minutes.",
    failed="The figures could not be computed. Please ask the administrator to run the job again.",
    picture="Month by month",
    picture_lead="The bars are intervals; only neighbouring months that both have figures are joined.",
    table="Figures by month",
    details="Item by item, {month}",
    item="Item",
    interval="{level} interval",
    symbols=(
        "(*): too few valid answers, fewer than {n}. (tk): for reference only, the interval is wide. –: no "
        "valid answers."
    ),
    csv="CSV",
)
SPOKEN = {"vi": VI, "en": EN}


def months_said() -> MonthWords:
    """The words of the language of this page."""
    return SPOKEN[pages.words_here().language]
