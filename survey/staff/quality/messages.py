"""What the quality desk says. A flag says where to look; nobody is accused."""

from __future__ import annotations

from dataclasses import dataclass

from survey.staff.quality.rule_words import PROOF, RULES, SAYS


@dataclass(frozen=True, kw_only=True)
class QualityWords:
    """The sentences of one language; what stands in braces is filled in."""

    title: str
    lead: str
    no_waves: str
    wave: str
    state: str
    ballots: str
    looked_at: str
    excluded: str
    waiting: str
    kept: str
    reversed: str
    flags: str
    rule: str
    threshold: str
    not_screened: str
    screened: str
    ordered: str
    failed: str
    screen: str
    clean: str
    not_run: str
    frozen: str
    setting: str
    setting_lead: str
    setting_now: str
    setting_all: str
    percent: str
    save: str
    ledger: str
    ledger_lead: str
    ledger_empty: str
    download: str
    proposals: str
    proposals_lead: str
    proposals_empty: str
    effect: str
    effect_lead: str
    effect_sealed: str
    effect_none: str
    effect_stale: str
    internal: str
    with_them: str
    without_them: str
    hidden: str
    whole: str
    respondents: str
    shift: str
    score: str
    numbered: str
    unit: str
    all_units: str
    filter: str
    door: str
    undecided: str
    evidence: str
    look: str
    more_flags: str
    many_doors: str
    ballots_lead: str
    no_ballots: str
    choose: str
    number: str
    day: str
    mode: str
    seconds: str
    answers: str
    measured: str
    decision: str
    undone: str
    which: str
    only_chosen: str
    all_of_door: str
    deed: str
    deeds: dict[str, str]
    reason: str
    reason_hint: str
    decide: str
    proposed_by: str
    confirmed_by: str
    ended_by: str
    confirm: str
    refuse: str
    reverse: str
    own: str
    back: str
    page: str
    earlier: str
    later: str
    done: dict[str, str]
    problems: dict[str, str]
    rules: dict[str, str]
    says: dict[str, str]
    proof: dict[str, str]
    severities: dict[str, str]
    statuses: dict[str, str]
    modes: dict[str, str]
    states: dict[str, str]


VI = QualityWords(
    title="Chất lượng phiếu",
    lead="Dấu hiệu cần kiểm tra ở các đợt khảo sát. Dấu hiệu chỉ nơi cần xem, không phải kết luận.",
    no_waves="Chưa có đợt khảo sát nào thuộc phạm vi phụ trách.",
    wave="Đợt khảo sát",
    state="Trạng thái",
    ballots="Số phiếu",
    looked_at="Phiếu đã kiểm tra",
    excluded="Đã loại",
    waiting="Chờ xác nhận",
    kept="Giữ lại",
    reversed="Đưa lại",
    flags="Dấu hiệu",
    rule="Quy tắc",
    threshold="Ngưỡng",
    not_screened="Đợt này chưa được kiểm tra. Bấm “Kiểm tra phiếu” để tìm dấu hiệu.",
    screened="Kiểm tra gần nhất: {day}, {n} phiếu.",
    ordered="Đang kiểm tra. Tải lại trang sau ít phút.",
    failed="Lần kiểm tra gần nhất không thực hiện được. Xem mục công việc nền, hoặc kiểm tra lại.",
    screen="Kiểm tra phiếu",
    clean="Không có dấu hiệu nào.",
    not_run="Quy tắc không áp dụng được cho đợt này",
    frozen="Số liệu đã chốt hoặc chưa thu phiếu: chỉ xem, không loại và không đưa lại phiếu.",
    setting="Xác nhận của người thứ hai",
    setting_lead=(
        "Một người được tự loại tối đa bao nhiêu phần trăm số phiếu của một đơn vị. Vượt mức này thì phải có "
        "người thứ hai xác nhận. Chỉ đặt được trước khi có đề xuất loại đầu tiên."
    ),
    setting_now=(
        "Một người được tự loại tối đa {percent}% số phiếu của mỗi đơn vị; vượt mức này cần hai người."
    ),
    setting_all="Phiếu nào bị loại cũng cần người thứ hai xác nhận.",
    percent="Tối đa một người tự loại (%)",
    save="Lưu",
    ledger="Bảng kê phiếu loại và lý do",
    ledger_lead="Ai đề xuất, ai xác nhận, theo quy tắc nào, vì sao. Số phiếu loại có trong mọi báo cáo.",
    ledger_empty="Chưa có phiếu nào được đề xuất loại hoặc giữ lại.",
    download="Tải bảng kê (CSV, nội bộ)",
    proposals="Đề xuất chờ xác nhận",
    proposals_lead="Người xác nhận phải khác người đề xuất. Phiếu chỉ bị loại sau khi được xác nhận.",
    proposals_empty="Không có đề xuất nào đang chờ.",
    effect="Kết quả khi có và không có phiếu loại",
    effect_lead="Chỉ số hài lòng chung, khoảng tin cậy 95%. Cột bên phải là số liệu dùng trong báo cáo.",
    effect_sealed="Chỉ hiển thị số phiếu. So sánh hiển thị sau khi kết thúc thu phiếu.",
    effect_none="Chưa tính. Bấm “Kiểm tra phiếu” để tính.",
    effect_stale="Số phiếu loại đã thay đổi ({then} khi tính, nay {now}). Bấm “Kiểm tra phiếu” để tính lại.",
    internal="Nội bộ: không công bố, không chuyển đơn vị.",
    with_them="Gồm cả phiếu loại",
    without_them="Không gồm phiếu loại",
    hidden="không hiển thị (ít phiếu)",
    whole="Kết quả chung",
    respondents="Số người",
    shift="Chênh lệch",
    score="Điểm",
    numbered="{mode}, số {n}",
    unit="Đơn vị",
    all_units="Tất cả đơn vị",
    filter="Lọc",
    door="Điểm thu phiếu",
    undecided="Chưa quyết định",
    evidence="Căn cứ",
    look="Xem phiếu",
    more_flags="và {n} dấu hiệu khác",
    many_doors="nhiều điểm thu phiếu",
    ballots_lead="Mỗi dòng là một phiếu: câu trả lời theo mã, không có ý kiến ghi thêm, không có tên.",
    no_ballots="Không còn phiếu nào của quy tắc này tại điểm thu phiếu này.",
    choose="Chọn phiếu {n}",
    number="TT",
    day="Ngày",
    mode="Hình thức",
    seconds="Số giây",
    answers="Câu trả lời",
    measured="So với trung vị",
    decision="Quyết định",
    undone="chưa",
    which="Áp dụng cho",
    only_chosen="các phiếu được chọn",
    all_of_door="mọi phiếu chưa quyết định của quy tắc và điểm thu phiếu này",
    deed="Quyết định",
    deeds={"exclude": "Đề xuất loại", "keep": "Giữ lại"},
    reason="Lý do",
    reason_hint="Ghi ngắn gọn căn cứ; không ghi tên hay thông tin riêng của người trả lời.",
    decide="Ghi quyết định",
    proposed_by="Người đề xuất",
    confirmed_by="Người xác nhận",
    ended_by="Người giữ lại hoặc đưa lại",
    confirm="Xác nhận loại",
    refuse="Không loại",
    reverse="Đưa lại vào kết quả",
    own="Đề xuất của chính mình: chờ người khác xác nhận.",
    back="Quay lại",
    page="Trang {n}/{of}",
    earlier="Trang trước",
    later="Trang sau",
    done={
        "screen": "Đã yêu cầu kiểm tra.",
        "propose": "Đã đề xuất loại {n} phiếu; chờ người thứ hai xác nhận.",
        "exclude": "Đã loại {n} phiếu.",
        "keep": "Đã giữ lại {n} phiếu.",
        "confirm": "Đã xác nhận loại {n} phiếu.",
        "refuse": "Không loại {n} phiếu.",
        "reverse": "Đã đưa {n} phiếu trở lại kết quả.",
        "setting": "Đã lưu mức xác nhận.",
    },
    problems={
        "no_reason": "Chưa ghi lý do. Ghi căn cứ của quyết định.",
        "long_reason": "Lý do dài quá 300 ký tự. Rút gọn lại.",
        "none": "Không có phiếu nào để quyết định. Chọn phiếu chưa quyết định.",
        "deed": "Chưa chọn quyết định. Chọn loại hoặc giữ lại.",
        "frozen": "Số liệu của đợt đã chốt, không loại và không đưa lại phiếu được nữa.",
        "not_open": "Đợt chưa thu phiếu.",
        "own": "Đề xuất này của chính người đang đăng nhập. Người khác phải xác nhận.",
        "gone": "Đề xuất này không còn: người khác vừa quyết định. Xem lại danh sách.",
        "percent": "Nhập số từ 0 đến 100.",
        "begun": "Đã có đề xuất loại nên không đổi được nữa.",
    },
    rules=RULES["vi"],
    says=SAYS["vi"],
    proof=PROOF["vi"],
    severities={"serious": "cần xem trước", "warning": "cần xem", "note": "lưu ý"},
    statuses={
        "proposed": "chờ xác nhận",
        "confirmed": "đã loại",
        "kept": "giữ lại",
        "reversed": "đã đưa lại",
    },
    modes={
        "kiosk": "máy tại nơi tiếp nhận",
        "phone": "điện thoại (mã QR)",
        "paper": "phiếu giấy",
        "interviewer": "phỏng vấn tại hộ",
        "post": "bưu điện",
        "import": "nhập từ tệp",
    },
    states={
        "draft": "Dự thảo",
        "approved": "Đã phê duyệt kế hoạch",
        "open": "Đang thu phiếu",
        "closed": "Đã kết thúc thu phiếu",
        "frozen": "Đã chốt số liệu",
        "review": "Đang lấy ý kiến đơn vị",
        "results_approved": "Đã phê duyệt kết quả",
        "published": "Đã công bố",
    },
)

EN = QualityWords(
    title="Quality of forms",
    lead="Quality flags of the waves. A flag says where to look; it is no verdict.",
    no_waves="No wave lies in the scope of this account.",
    wave="Wave",
    state="State",
    ballots="Forms",
    looked_at="Forms screened",
    excluded="Excluded",
    waiting="To be confirmed",
    kept="Kept",
    reversed="Put back",
    flags="Flags",
    rule="Rule",
    threshold="Threshold",
    not_screened="This wave has not been screened. Press “Screen the forms” to look for flags.",
    screened="Last screening: {day}; forms: {n}.",
    ordered="Screening. Load this page again in a few minutes.",
    failed="The last screening came to nothing. See the jobs, or screen again.",
    screen="Screen the forms",
    clean="No flags.",
    not_run="Rules that cannot be run on this wave",
    frozen="Frozen, or not collecting yet: to be read only, nothing is excluded or put back.",
    setting="Confirmation by a second person",
    setting_lead=(
        "How many per cent of the forms of a unit one person alone may exclude. Above it a second person has "
        "to confirm. To be set before the first proposal only."
    ),
    setting_now="One person may exclude up to {percent}% of the forms of each unit; above it two are needed.",
    setting_all="Every exclusion has to be confirmed by a second person.",
    percent="At most by one person (%)",
    save="Save",
    ledger="Exclusion ledger",
    ledger_lead="Who proposed, who confirmed, by which rule and why. The number stands in every report.",
    ledger_empty="Nothing has been proposed for exclusion or kept yet.",
    download="Download the ledger (CSV, internal)",
    proposals="Proposals to be confirmed",
    proposals_lead="Whoever confirms is not who proposed. A form is excluded once it is confirmed.",
    proposals_empty="No proposal is waiting.",
    effect="Results with and without excluded forms",
    effect_lead=(
        "Overall satisfaction index with its 95% interval. The right-hand one is that of the reports."
    ),
    effect_sealed="Counts only. The comparison appears once the wave has closed.",
    effect_none="Not computed yet. Press “Screen the forms”.",
    effect_stale="The exclusions have changed ({then} then, {now} now). Press “Screen the forms” again.",
    internal="Internal: not published, not passed on to units.",
    with_them="With excluded forms",
    without_them="Without excluded forms",
    hidden="suppressed (few forms)",
    whole="Overall result",
    respondents="People",
    shift="Difference",
    score="Score",
    numbered="{mode}, no. {n}",
    unit="Unit",
    all_units="All units",
    filter="Filter",
    door="Collection point",
    undecided="Undecided",
    evidence="Evidence",
    look="See the forms",
    more_flags="and {n} more",
    many_doors="several collection points",
    ballots_lead="One form a line: answers by code, without written comments and without names.",
    no_ballots="No forms of this rule are left at this collection point.",
    choose="Choose form {n}",
    number="No.",
    day="Day",
    mode="Mode",
    seconds="Seconds",
    answers="Answers",
    measured="Against the median",
    decision="Decision",
    undone="none",
    which="For",
    only_chosen="the chosen forms",
    all_of_door="all undecided forms of this rule and collection point",
    deed="Decision",
    deeds={"exclude": "Propose to exclude", "keep": "Keep"},
    reason="Reason",
    reason_hint="Say briefly why; no name and nothing private of whoever answered.",
    decide="Record the decision",
    proposed_by="Proposed by",
    confirmed_by="Confirmed by",
    ended_by="Kept or put back by",
    confirm="Confirm exclusion",
    refuse="Do not exclude",
    reverse="Put back into the results",
    own="One's own proposal: somebody else has to confirm it.",
    back="Back",
    page="Page {n}/{of}",
    earlier="Page before",
    later="Next page",
    done={
        "screen": "The screening is ordered.",
        "propose": "Proposed for exclusion: {n}; a second person has to confirm.",
        "exclude": "Forms excluded: {n}.",
        "keep": "Forms kept: {n}.",
        "confirm": "Exclusions confirmed: {n}.",
        "refuse": "Forms not excluded: {n}.",
        "reverse": "Forms back in the results: {n}.",
        "setting": "The share is saved.",
    },
    problems={
        "no_reason": "There is no reason. Say why.",
        "long_reason": "The reason is longer than 300 characters. Shorten it.",
        "none": "There are no forms to decide about. Choose undecided ones.",
        "deed": "There is no decision. Choose to exclude or to keep.",
        "frozen": "The wave is frozen; nothing is excluded or put back any more.",
        "not_open": "The wave does not collect yet.",
        "own": "This is the proposal of the person signed in. Somebody else has to confirm it.",
        "gone": "This proposal is gone: somebody has just decided. Look at the list again.",
        "percent": "Enter a number from 0 to 100.",
        "begun": "Something has been proposed already, so it cannot be changed.",
    },
    rules=RULES["en"],
    says=SAYS["en"],
    proof=PROOF["en"],
    severities={"serious": "look first", "warning": "to look at", "note": "note"},
    statuses={"proposed": "to be confirmed", "confirmed": "excluded", "kept": "kept", "reversed": "put back"},
    modes={
        "kiosk": "kiosk",
        "phone": "phone (QR)",
        "paper": "paper",
        "interviewer": "household interview",
        "post": "post",
        "import": "imported file",
    },
    states={
        "draft": "Draft",
        "approved": "Plan approved",
        "open": "Collecting",
        "closed": "Closed",
        "frozen": "Frozen",
        "review": "Under unit review",
        "results_approved": "Results approved",
        "published": "Published",
    },
)

SPOKEN = {"vi": VI, "en": EN}
