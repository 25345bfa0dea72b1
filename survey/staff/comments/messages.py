"""What the comments desk says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class CommentWords:
    """The sentences of one language; what stands in braces is filled in."""

    title: str
    lead: str
    no_waves: str
    wave: str
    state: str
    desk: str
    desk_of: str
    restricted: str
    restricted_of: str
    released: str
    released_of: str
    sealed: str
    desk_lead: str
    no_time: str
    unit: str
    question: str
    theme: str
    words: str
    status: str
    any: str
    no_theme: str
    seek: str
    found: str
    none_found: str
    none_yet: str
    comment: str
    choose: str
    personal: str
    few: str
    open: str
    which: str
    only_chosen: str
    all_found: str
    deed: str
    deeds: dict[str, str]
    deed_hint: str
    do: str
    one: str
    written: str
    shown: str
    strike: str
    strike_lead: str
    parts: str
    strike_now: str
    save_theme: str
    restrict: str
    restrict_lead: str
    due: str
    left: str
    today: str
    overdue: str
    settled: str
    restricted_lead: str
    no_restricted: str
    read: str
    read_lead: str
    settle: str
    where: str
    where_hint: str
    settle_now: str
    give_back: str
    released_lead: str
    none_released: str
    themes: str
    themes_lead: str
    save: str
    back: str
    page: str
    earlier: str
    later: str
    done: dict[str, str]
    held_back: str
    problems: dict[str, str]
    statuses: dict[str, str]


VI = CommentWords(
    title="Ý kiến ghi thêm",
    lead="Xếp chủ đề, che thông tin riêng, chuyển đơn vị. Không ý kiến nào gắn với phiếu hay người viết.",
    no_waves="Chưa có đợt khảo sát nào thuộc phạm vi phụ trách.",
    wave="Đợt khảo sát",
    state="Trạng thái",
    desk="Bàn ý kiến",
    desk_of="Bàn ý kiến: {wave}",
    restricted="Ý kiến phản ánh vi phạm",
    restricted_of="Ý kiến phản ánh vi phạm: {wave}",
    released="Ý kiến đã chuyển",
    released_of="Ý kiến đã chuyển: {wave}",
    sealed="Ý kiến hiển thị sau khi kết quả được phê duyệt.",
    desk_lead="Ý kiến chỉ được chuyển sau khi đã xem và che thông tin riêng của người viết hoặc người khác.",
    no_time="Thứ tự không theo thời gian gửi.",
    unit="Đơn vị",
    question="Câu hỏi",
    theme="Chủ đề",
    words="Từ cần tìm",
    status="Tình trạng",
    any="Tất cả",
    no_theme="chưa có chủ đề",
    seek="Tìm",
    found="{n} ý kiến",
    none_found="Không có ý kiến nào khớp. Bỏ bớt điều kiện tìm.",
    none_yet="Đợt này chưa có ý kiến ghi thêm nào.",
    comment="Ý kiến",
    choose="Chọn ý kiến {n}",
    personal="có thể có thông tin riêng",
    few="đơn vị ít phiếu: không chuyển kèm tên đơn vị",
    open="Xem, che",
    which="Áp dụng cho",
    only_chosen="các ý kiến được chọn",
    all_found="mọi ý kiến khớp điều kiện tìm",
    deed="Việc cần làm",
    deeds={
        "theme": "Xếp vào chủ đề",
        "release": "Chuyển",
        "hide": "Không chuyển",
        "reopen": "Xem lại từ đầu",
    },
    deed_hint=(
        "Khi chuyển nhiều ý kiến cùng lúc, ý kiến có thể có thông tin riêng được giữ lại để xem từng ý kiến."
    ),
    do="Thực hiện",
    one="Một ý kiến",
    written="Nguyên văn",
    shown="Nội dung được chuyển",
    strike="Che thông tin riêng",
    strike_lead=(
        "Mỗi dòng là một đoạn cần che, chép đúng như trong ý kiến: tên người, số điện thoại, số căn cước, mã "
        "hồ sơ, địa chỉ. Các đoạn máy nhận ra được ghi sẵn. Nguyên văn được hủy khi hết thời hạn lưu."
    ),
    parts="Các đoạn cần che",
    strike_now="Che",
    save_theme="Lưu chủ đề",
    restrict="Chuyển sang bàn phản ánh vi phạm",
    restrict_lead=(
        "Ý kiến nêu việc vi phạm (đòi tiền, gây khó dễ, lộ thông tin…) được chuyển ngay cho người có thẩm "
        "quyền, phải được xem trong {n} ngày làm việc, và không còn ở bàn ý kiến."
    ),
    due="Thời hạn",
    left="còn {n} ngày làm việc",
    today="đến hạn hôm nay",
    overdue="quá hạn {n} ngày làm việc",
    settled="Đã chuyển: {where}",
    restricted_lead=(
        "Nội dung chỉ hiện khi mở từng ý kiến. Ai đã mở được ghi trong nhật ký hệ thống, không ghi nội dung."
    ),
    no_restricted="Không có ý kiến nào.",
    read="Mở",
    read_lead="Việc mở ý kiến này đã được ghi vào nhật ký hệ thống.",
    settle="Kết quả xem xét",
    where="Đã chuyển đến",
    where_hint="Cơ quan có thẩm quyền, số văn bản. Không ghi lại nội dung ý kiến.",
    settle_now="Ghi kết quả",
    give_back="Không phải phản ánh vi phạm: trả về bàn ý kiến",
    released_lead=(
        "Ý kiến của các đơn vị thuộc phạm vi phụ trách, đã che thông tin riêng. Đơn vị ít phiếu "
        "không có ở đây."
    ),
    none_released="Chưa có ý kiến nào được chuyển.",
    themes="Danh mục chủ đề",
    themes_lead="Mỗi dòng một chủ đề, tối đa 64 ký tự. Ý kiến đã xếp giữ nguyên chủ đề.",
    save="Lưu",
    back="Quay lại",
    page="Trang {n}/{of}",
    earlier="Trang trước",
    later="Trang sau",
    done={
        "theme": "Đã xếp chủ đề {n} ý kiến.",
        "release": "Đã chuyển {n} ý kiến.",
        "hide": "Không chuyển {n} ý kiến.",
        "reopen": "{n} ý kiến cần xem lại.",
        "strike": "Đã che. Xem lại nội dung trước khi chuyển.",
        "restrict": "Đã chuyển sang bàn phản ánh vi phạm.",
        "settle": "Đã ghi kết quả.",
        "give_back": "Đã trả về bàn ý kiến.",
        "themes": "Đã lưu danh mục chủ đề.",
    },
    held_back="Giữ lại {n} ý kiến có thể có thông tin riêng: xem từng ý kiến rồi chuyển.",
    problems={
        "deed": "Chưa chọn việc cần làm.",
        "none": "Chưa chọn ý kiến nào.",
        "theme": "Chọn một chủ đề trong danh mục.",
        "part": "Không có đoạn “{part}” trong ý kiến. Chép đúng từng chữ.",
        "no_parts": "Ghi ít nhất một đoạn cần che.",
        "long": "Nội dung sau khi che quá dài. Che đoạn dài hơn, ít chỗ hơn.",
        "where": "Ghi nơi đã chuyển đến, tối đa 200 ký tự.",
        "settled": "Ý kiến này đã được xử lý.",
        "themes": "Ghi từ 1 đến 60 chủ đề, mỗi chủ đề tối đa 64 ký tự.",
    },
    statuses={
        "new": "chưa xem",
        "cleaned": "đã che",
        "released": "đã chuyển",
        "withheld": "không chuyển",
    },
)

EN = CommentWords(
    title="Written comments",
    lead="Sort by theme, strike out private details, pass on. No comment is tied to a form or a person.",
    no_waves="No wave lies in the scope of this account.",
    wave="Wave",
    state="State",
    desk="Comments desk",
    desk_of="Comments desk: {wave}",
    restricted="Comments alleging wrongdoing",
    restricted_of="Comments alleging wrongdoing: {wave}",
    released="Comments passed on",
    released_of="Comments passed on: {wave}",
    sealed="Comments appear once the results are approved.",
    desk_lead="A comment is passed on once it was looked at and private details, anybody's, are struck out.",
    no_time="The order is not that of arrival.",
    unit="Unit",
    question="Question",
    theme="Theme",
    words="Words",
    status="State",
    any="All",
    no_theme="no theme yet",
    seek="Search",
    found="Comments: {n}",
    none_found="No comment fits. Ask for less.",
    none_yet="This wave has no written comments yet.",
    comment="Comment",
    choose="Choose comment {n}",
    personal="may hold private details",
    few="few forms: not passed on under the name of the unit",
    open="Look, strike out",
    which="For",
    only_chosen="the chosen comments",
    all_found="all comments that fit the search",
    deed="What to do",
    deeds={
        "theme": "Sort under the theme",
        "release": "Pass on",
        "hide": "Do not pass on",
        "reopen": "Look at again",
    },
    deed_hint=(
        "When many are passed on at once, those that may hold private details stay, to be looked "
        "at one by one."
    ),
    do="Do it",
    one="One comment",
    written="As it was written",
    shown="What is passed on",
    strike="Strike out private details",
    strike_lead=(
        "One part on each line, just as it stands in the comment: names, phones, ID and case numbers, "
        "addresses. What looks like one is filled in. The original is destroyed when its time is over."
    ),
    parts="Parts to strike out",
    strike_now="Strike out",
    save_theme="Save the theme",
    restrict="Hand to the restricted desk",
    restrict_lead=(
        "A comment that alleges wrongdoing (money asked for, harassment, disclosure …) goes to the "
        "authorised person at once, has to be looked at within {n} working days, and leaves the desk."
    ),
    due="Deadline",
    left="working days left: {n}",
    today="due today",
    overdue="working days overdue: {n}",
    settled="Passed on: {where}",
    restricted_lead=(
        "The words appear when a comment is opened. Who opened it stands in the audit log, not the words."
    ),
    no_restricted="There are none.",
    read="Open",
    read_lead="That this comment was opened stands in the audit log.",
    settle="Outcome",
    where="Passed on to",
    where_hint="The competent body and the number of the letter. Do not repeat the comment.",
    settle_now="Record the outcome",
    give_back="No wrongdoing is alleged: back to the comments desk",
    released_lead=(
        "Comments on the units in scope, private details struck out. Units with few forms are not here."
    ),
    none_released="No comment has been passed on yet.",
    themes="Themes",
    themes_lead="One on each line, at most 64 characters. What is sorted keeps its theme.",
    save="Save",
    back="Back",
    page="Page {n}/{of}",
    earlier="Page before",
    later="Next page",
    done={
        "theme": "Comments sorted: {n}.",
        "release": "Comments passed on: {n}.",
        "hide": "Comments not passed on: {n}.",
        "reopen": "Comments to be looked at again: {n}.",
        "strike": "Struck out. Look at it again before it is passed on.",
        "restrict": "It is at the restricted desk.",
        "settle": "The outcome is recorded.",
        "give_back": "It is back at the comments desk.",
        "themes": "The themes are saved.",
    },
    held_back="Comments that stay, for they may hold private details: {n}. Look at each, then pass it on.",
    problems={
        "deed": "Choose what to do.",
        "none": "No comment is chosen.",
        "theme": "Choose a theme of the list.",
        "part": "“{part}” does not stand in the comment. Copy it letter by letter.",
        "no_parts": "Give at least one part to strike out.",
        "long": "Too long after striking out. Strike out longer parts, and fewer.",
        "where": "Say where it was passed on to, in at most 200 characters.",
        "settled": "This comment is settled.",
        "themes": "Give 1 to 60 themes of at most 64 characters.",
    },
    statuses={"new": "new", "cleaned": "struck out", "released": "passed on", "withheld": "not passed on"},
)

SPOKEN = {"vi": VI, "en": EN}
