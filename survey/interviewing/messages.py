"""Every sentence of the interviewer's page, in each language we speak."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class InterviewWords:
    """The sentences of one language; what stands in braces is filled in."""

    language: str
    name: str
    languages: str
    title: str
    no_script: str

    # the list
    today: str
    to_visit: str
    nothing_to_visit: str
    reserves: str
    reserves_left: str
    use_reserve: str
    no_reserve_needed: str
    replaces: str
    done_today: str
    done: str
    household: str
    reserve_household: str
    visits: str
    not_visited: str
    waiting: str
    all_sent: str
    parked: str
    send_now: str
    sending: str
    no_network: str
    no_offline: str
    not_kept: str
    over: str
    back_to_list: str

    # a case
    start: str
    or_outcome: str
    results: dict[str, str]
    outcomes: dict[str, str]
    note_it: str
    sure: str
    back: str
    take_back: str
    is_done: str

    # an interview
    before: str
    greeting: str
    how: str
    ways: dict[str, str]
    choose_way: str
    language_of_form: str
    agreed: str
    stop: str
    stop_sure: str
    stop_text: str
    stop_yes: str
    stop_no: str
    kept: str
    kept_text: str


VI = InterviewWords(
    language="vi",
    name="Tiếng Việt",
    languages="Ngôn ngữ",
    title="Phỏng vấn tại hộ",
    no_script="Trang này cần JavaScript. Xin bật JavaScript trong cài đặt của trình duyệt.",
    today="Hôm nay: đến {visits} lượt, phỏng vấn xong {done} hộ",
    to_visit="Hộ cần đến",
    nothing_to_visit="Không còn hộ nào cần đến.",
    reserves="Hộ dự phòng",
    reserves_left="Còn {n} hộ dự phòng.",
    use_reserve="Thay {lost} bằng hộ dự phòng",
    no_reserve_needed="Chỉ dùng khi một hộ mẫu không phỏng vấn được, theo đúng thứ tự.",
    replaces="thay hộ số {n}",
    done_today="Xong hôm nay",
    done="Xong những ngày trước",
    household="Hộ số {n}",
    reserve_household="Hộ dự phòng số {n}",
    visits="đã đến {n} lần",
    not_visited="chưa đến",
    waiting="Chờ gửi: {n} mục (phiếu và kết quả tiếp xúc)",
    all_sent="Đã gửi hết.",
    parked="Máy chủ không nhận {n} mục. Các mục này vẫn còn trên máy; xin báo giám sát viên.",
    send_now="Gửi ngay",
    sending="Đang gửi…",
    no_network="Đang mất mạng. Mọi thứ được lưu trên máy và tự gửi khi có mạng.",
    no_offline="Máy này không mở được trang khi mất mạng: cần https và trình duyệt mới hơn.",
    not_kept="Máy này không lưu được. Xin không đóng trang và báo giám sát viên.",
    over="Đợt khảo sát đã hết hạn thu phiếu. Chỉ còn gửi những gì đang lưu trên máy.",
    back_to_list="Về danh sách hộ",
    start="Bắt đầu phỏng vấn",
    or_outcome="Hoặc ghi kết quả lần đến này",
    results={
        "completed": "Đã trả lời",
        "no_answer": "Không có ai ở nhà",
        "later": "Hẹn đến lại",
        "refused": "Từ chối",
        "broken_off": "Bỏ dở giữa chừng",
        "moved": "Không còn cư trú",
        "not_eligible": "Không thuộc đối tượng",
        "other": "Không trả lời được (ốm đau, ngôn ngữ …)",
        "unknown_household": "Không tìm thấy hoặc không rõ có người ở",
    },
    outcomes={
        "open": "Chưa xong",
        "completed": "Đã trả lời",
        "refused": "Từ chối",
        "broken_off": "Bỏ dở giữa chừng",
        "not_at_home": "Vắng nhà sau 3 lần đến",
        "moved": "Không còn cư trú",
        "not_eligible": "Không thuộc đối tượng",
        "other": "Không trả lời được",
        "unknown_household": "Không rõ có người ở",
    },
    note_it="Ghi kết quả",
    sure="Ghi kết quả: {result}?",
    back="Quay lại",
    take_back="Bỏ kết quả vừa ghi",
    is_done="Kết quả: {outcome}",
    before="Trước khi hỏi",
    greeting=(
        "“Chào Ông/Bà. Tôi là điều tra viên của {host}. Hộ của Ông/Bà được chọn ngẫu nhiên trong danh sách "
        "của thôn, tổ dân phố. Phiếu không ghi tên, mất khoảng {minutes} phút, Ông/Bà có thể từ chối hoặc bỏ "
        "qua câu nào cũng được. Danh sách hộ chỉ dùng để đi khảo sát, không ghép với câu trả lời và được "
        "hủy sau khi kết thúc. Ông/Bà đồng ý trả lời chứ ạ?”"
    ),
    how="Hình thức trả lời",
    ways={
        "read_aloud": "Điều tra viên đọc hộ",
        "alone": "Người trả lời tự điền",
        "interpreted": "Có phiên dịch",
    },
    choose_way="Vui lòng chọn hình thức trả lời.",
    language_of_form="Ngôn ngữ của phiếu",
    agreed="Đồng ý, bắt đầu",
    stop="Dừng",
    stop_sure="Dừng phỏng vấn?",
    stop_text="Các câu trả lời của cuộc phỏng vấn này sẽ bị bỏ, không lưu và không gửi.",
    stop_yes="Dừng và ghi: Bỏ dở giữa chừng",
    stop_no="Phỏng vấn tiếp",
    kept="Đã lưu trên máy",
    kept_text="Phiếu tự gửi khi có mạng. Câu trả lời không còn hiện trên máy này.",
)

EN = InterviewWords(
    language="en",
    name="English",
    languages="Language",
    title="Household interviews",
    no_script="This page needs JavaScript. Please allow it in the settings of the browser.",
    today="Today: visits: {visits}, households interviewed: {done}",
    to_visit="To visit",
    nothing_to_visit="No household is left to visit.",
    reserves="Reserve households",
    reserves_left="Reserve households left: {n}.",
    use_reserve="Put a reserve in the place of {lost}",
    no_reserve_needed="Only when a selected household cannot be interviewed, and in their order.",
    replaces="in the place of no. {n}",
    done_today="Done today",
    done="Done on earlier days",
    household="Household {n}",
    reserve_household="Reserve household {n}",
    visits="Visits made: {n}",
    not_visited="not visited yet",
    waiting="Waiting to be sent: {n} (forms and visits)",
    all_sent="Everything is sent.",
    parked="The server refused {n}. They are still on this device; please tell your supervisor.",
    send_now="Send now",
    sending="Sending…",
    no_network="No network. Everything is kept on this device and sent when there is one.",
    no_offline="This device cannot open the page without a network: it needs https and a newer browser.",
    not_kept="This device cannot keep it. Please leave the page open and tell your supervisor.",
    over="The survey takes no more answers. Only what this device holds is still sent.",
    back_to_list="Back to the list",
    start="Start the interview",
    or_outcome="Or note what this visit came to",
    results={
        "completed": "Completed",
        "no_answer": "Nobody at home",
        "later": "Come back later",
        "refused": "Refused",
        "broken_off": "Broken off",
        "moved": "Moved",
        "not_eligible": "Not eligible",
        "other": "Not able to answer (illness, language …)",
        "unknown_household": "Not found, or not known whether anyone lives there",
    },
    outcomes={
        "open": "Open",
        "completed": "Completed",
        "refused": "Refused",
        "broken_off": "Broken off",
        "not_at_home": "Not at home after 3 visits",
        "moved": "Moved",
        "not_eligible": "Not eligible",
        "other": "Not able to answer",
        "unknown_household": "Unknown whether anyone lives there",
    },
    note_it="Note it",
    sure="Note this visit: {result}?",
    back="Back",
    take_back="Take back what was noted",
    is_done="Outcome: {outcome}",
    before="Before the questions",
    greeting=(
        "“Good day. I am an interviewer for {host}. Your household was chosen at random from the village "
        "list. The form carries no name and takes about {minutes} minutes; you may refuse or skip any "
        "question. The list is used only for the visits, is not joined to answers and is destroyed "
        "afterwards. May we begin?”"
    ),
    how="How it is answered",
    ways={
        "read_aloud": "Read aloud by the interviewer",
        "alone": "Filled in by the respondent",
        "interpreted": "Interpreted",
    },
    choose_way="Please choose how it is answered.",
    language_of_form="Language of the form",
    agreed="Agreed, begin",
    stop="Stop",
    stop_sure="Stop the interview?",
    stop_text="The answers of this interview will be dropped: neither kept nor sent.",
    stop_yes="Stop and note: broken off",
    stop_no="Go on",
    kept="Kept on this device",
    kept_text="The form is sent when there is a network. The answers are no longer shown on this device.",
)

SPOKEN = {"vi": VI, "en": EN}


def interview_words(language: str) -> InterviewWords:
    """The sentences of a language; Vietnamese where we do not speak it."""
    return SPOKEN.get(language, VI)
