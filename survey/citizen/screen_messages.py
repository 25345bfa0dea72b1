"""Every sentence of the screens that a script shows, one question at a time, in each language we speak."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ScreenWords:
    """The sentences of one language; what stands in braces is filled in."""

    # on every screen
    back: str
    next: str
    skip: str
    question: str
    text_size: str
    sizes: str
    unswitched: str

    # before sending, and what became of it
    review: str
    answered: str
    may_stay_blank: str
    blank: str
    change: str
    answer: str
    nothing: str
    offline: str
    sending: str
    saved: str
    parked: str

    # the kiosk
    invite: str
    invite_time: str
    start: str
    tap_moves: str
    all_answered: str
    change_last: str
    add_comment: str
    sent_in: str
    returns_in: str
    idle: str
    idle_in: str
    go_on: str
    no_offline: str
    resting: str


VI = ScreenWords(
    back="Quay lại",
    next="Tiếp tục",
    skip="Bỏ qua câu này",
    question="Câu",
    text_size="Cỡ chữ",
    sizes="vừa, lớn, rất lớn",
    unswitched="Chưa đổi được ngôn ngữ vì mất mạng. Các câu trả lời vẫn còn.",
    review="Xem lại trước khi gửi",
    answered="Đã trả lời {n} câu.",
    may_stay_blank="Câu để trống vẫn gửi được.",
    blank="Chưa trả lời",
    change="Sửa",
    answer="Trả lời",
    nothing="Chưa có câu nào được trả lời nên chưa gửi được phiếu.",
    offline="Đang mất mạng. Khi bấm gửi, phiếu được lưu trên máy và tự gửi khi có mạng.",
    sending="Đang gửi…",
    saved="Ý kiến đã lưu trên máy và sẽ tự gửi khi có mạng. Ông/Bà không cần làm gì thêm.",
    parked=(
        "Phiếu lưu trên máy không gửi được vì đợt khảo sát hoặc điểm thu phiếu đã đóng. "
        "Phiếu vẫn còn trên máy này; xin báo với người hướng dẫn tại nơi tiếp nhận."
    ),
    invite="Mời Ông/Bà đánh giá sự phục vụ.",
    invite_time="Khoảng {time}, không cần ghi tên.",
    start="Chạm để bắt đầu",
    tap_moves="Chạm một mức là sang câu tiếp theo.",
    all_answered="Cảm ơn Ông/Bà.",
    change_last="Sửa lại",
    add_comment="Viết thêm ý kiến",
    sent_in="Phiếu được gửi sau {n} giây.",
    returns_in="Màn hình sẽ trở về đầu sau {n} giây.",
    idle="Ông/Bà có muốn trả lời tiếp không?",
    idle_in="Màn hình sẽ trở về đầu sau {n} giây.",
    go_on="Trả lời tiếp",
    no_offline="Trang này mở qua http nên khi mất mạng máy không thu phiếu được. Xin báo người phụ trách.",
    resting="Máy đánh giá tạm nghỉ ngoài giờ làm việc.",
)

EN = ScreenWords(
    back="Back",
    next="Continue",
    skip="Skip this question",
    question="Question",
    text_size="Text size",
    sizes="medium, large, very large",
    unswitched="The language could not be changed: there is no network. Your answers are still here.",
    review="Check before sending",
    answered="Answered: {n}.",
    may_stay_blank="Blank ones may stay blank.",
    blank="Not answered",
    change="Change",
    answer="Answer",
    nothing="No question is answered yet, so there is nothing to send.",
    offline=(
        "No network. When you press send, the form is saved on this device and sent when there is a network."
    ),
    sending="Sending…",
    saved="Saved on this device; it will be sent when there is a network. Nothing more to do.",
    parked=(
        "The form saved on this device could not be sent: the survey or this collection point has closed. "
        "It is still on this device; please tell the staff."
    ),
    invite="Please rate our service.",
    invite_time="About {time}, no name needed.",
    start="Touch to start",
    tap_moves="Touching a level leads to the next question.",
    all_answered="Thank you.",
    change_last="Change",
    add_comment="Add a comment",
    sent_in="The form is sent in {n} seconds.",
    returns_in="The screen returns to the start in {n} seconds.",
    idle="Do you want to go on?",
    idle_in="The screen returns to the start in {n} seconds.",
    go_on="Go on",
    no_offline="Opened over http, this page cannot collect without a network. Please tell whoever runs it.",
    resting="This device rests outside office hours.",
)

SHOWN = {"vi": VI, "en": EN}


def screen_words_of(language: str) -> ScreenWords:
    """The sentences of a language; Vietnamese where we do not speak it."""
    return SHOWN.get(language, VI)
