"""What tablets say to those who set them up and look after them, in each language we speak."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, kw_only=True)
class DeviceWords:
    """The sentences of one language; what stands in braces is filled in."""

    language: str
    name: str
    languages: str
    error: str
    no_script: str

    # pairing
    kiosk: str
    pair: str
    pair_how: str
    code: str
    code_hint: str
    pair_button: str
    wrong_code: str
    was_revoked: str
    elsewhere: str
    busy: str

    # staff
    staff: str
    queue: str
    waiting: str
    parked: str
    oldest: str
    hours: str
    under_an_hour: str
    none: str
    state: str
    states: dict[str, str]
    offline_ready: str
    offline_missing: str
    no_offline_why: str
    version: str
    send_now: str
    sending: str
    all_sent: str
    still_waiting: str
    pin: str
    pin_hint: str
    pin_button: str
    wrong_pin: str
    pin_wait: str
    no_pin: str
    export: str
    exported: str
    retry: str
    parked_title: str
    parked_how: str
    reasons: dict[str, str]
    other_reason: str
    file_warning: str
    back: str


VI = DeviceWords(
    language="vi",
    name="Tiếng Việt",
    languages="Ngôn ngữ",
    error="Lỗi:",
    no_script="Trang này cần JavaScript. Xin bật JavaScript trong cài đặt của trình duyệt.",
    no_offline_why=(
        "Trang được mở bằng http hoặc trình duyệt quá cũ. Muốn dùng khi mất mạng, xin mở bằng https với "
        "chứng thư được máy tin cậy."
    ),
    kiosk="Máy đánh giá",
    pair="Ghép máy đánh giá",
    pair_how=(
        "Trang này dành cho cán bộ đặt máy. Sau khi ghép, máy mở thẳng màn hình đánh giá của nơi tiếp nhận."
    ),
    code="Mã ghép máy",
    code_hint="6 chữ số do người quản trị cấp, dùng một lần trong 15 phút.",
    pair_button="Ghép máy",
    wrong_code="Mã không đúng, đã dùng hoặc đã hết hạn. Xin xem lại, hoặc xin người quản trị cấp mã mới.",
    was_revoked="Máy này đã thu hồi. Muốn dùng lại, xin người quản trị cấp mã mới.",
    elsewhere="Yêu cầu này không đến từ trang ghép máy. Xin mở lại trang và nhập mã.",
    busy="Máy chủ đang bận nên chưa ghép được. Xin bấm “Ghép máy” một lần nữa.",
    staff="Trang của cán bộ",
    queue="Phiếu trên máy",
    waiting="Chờ gửi",
    parked="Máy chủ không nhận",
    oldest="Phiếu chờ lâu nhất",
    hours="{n} giờ",
    under_an_hour="dưới 1 giờ",
    none="không có",
    state="Trạng thái",
    states={
        "active": "Đang hoạt động",
        "silent": "Mất tín hiệu",
        "closed": "Ngoài giờ làm việc",
        "over": "Đợt khảo sát đã kết thúc",
        "revoked": "Đã thu hồi",
        "unpaired": "Chưa ghép máy",
    },
    offline_ready="Dùng được khi mất mạng",
    offline_missing="Không dùng được khi mất mạng",
    version="Phiên bản giữ trên máy",
    send_now="Gửi ngay",
    sending="Đang gửi…",
    all_sent="Không còn phiếu chờ gửi.",
    still_waiting="Chưa gửi được, máy sẽ tự thử lại.",
    pin="Mã số của cán bộ (PIN)",
    pin_hint="Được cấp cùng mã ghép máy. Cần để xuất tệp.",
    pin_button="Tiếp tục",
    wrong_pin="Mã số không đúng.",
    pin_wait="Sai quá nhiều lần. Xin thử lại sau {n} phút.",
    no_pin=("Chưa xuất được tệp ở đây: máy chưa nhận mã số từ máy chủ, hoặc trang không được mở bằng https."),
    export="Xuất tệp phiếu",
    exported="Đã xuất {n} phiếu. Phiếu vẫn còn trên máy cho đến khi máy chủ nhận.",
    retry="Thử gửi lại phiếu máy chủ không nhận",
    parked_title="Phiếu máy chủ không nhận",
    parked_how="Các phiếu này không mất và không tự gửi lại. Xin xuất tệp và chuyển cho người quản trị.",
    reasons={
        "unknown_door": "không biết điểm thu phiếu này",
        "revoked": "điểm thu phiếu hoặc máy đã thu hồi",
        "wave_closed": "đợt khảo sát đã kết thúc",
        "deleted": "phiếu này đã được hủy có chủ ý",
        "other_body": "đã có phiếu khác cùng số",
        "code_used": "mã trả lời một lần đã dùng",
        "too_large": "phiếu quá lớn",
        "invalid": "phiếu không hợp với mẫu phiếu",
        "not_json": "phiếu không hợp với mẫu phiếu",
    },
    other_reason="lý do khác",
    file_warning=(
        "Tệp có câu trả lời và không được mã hóa: chỉ chép vào nơi cơ quan cho phép, nhập xong thì xóa."
    ),
    back="Về màn hình đánh giá",
)

EN = DeviceWords(
    language="en",
    name="English",
    languages="Language",
    error="Error:",
    no_script="This page needs JavaScript. Please allow it in the settings of the browser.",
    no_offline_why=(
        "The page was opened over http, or the browser is too old. To work without a network, open it over "
        "https with a certificate that the device trusts."
    ),
    kiosk="Kiosk",
    pair="Pair a kiosk",
    pair_how="For staff who set up the device. Once paired, it opens the rating screen of its place.",
    code="Pairing code",
    code_hint="6 digits given by the administrator, for one use within 15 minutes.",
    pair_button="Pair",
    wrong_code="The code is wrong, used or too old. Please check it, or ask the administrator for a new one.",
    was_revoked="This device was revoked. To use it again, ask the administrator for a new code.",
    elsewhere="This request did not come from the pairing page. Please open it again and type the code.",
    busy="The server is busy, so the device is not paired yet. Please press “Pair” once more.",
    staff="For staff",
    queue="Forms on this device",
    waiting="Waiting to be sent",
    parked="Refused by the server",
    oldest="Longest wait",
    hours="{n} h",
    under_an_hour="under 1 h",
    none="none",
    state="State",
    states={
        "active": "Active",
        "silent": "Silent",
        "closed": "Outside office hours",
        "over": "The survey is over",
        "revoked": "Revoked",
        "unpaired": "Not paired",
    },
    offline_ready="Works without a network",
    offline_missing="Does not work without a network",
    version="Version kept on the device",
    send_now="Send now",
    sending="Sending…",
    all_sent="No form is waiting any more.",
    still_waiting="Not sent yet; the device will try again by itself.",
    pin="Staff number (PIN)",
    pin_hint="Given with the pairing code. Needed to export.",
    pin_button="Continue",
    wrong_pin="This number is wrong.",
    pin_wait="Wrong too often. Minutes until the next try: {n}.",
    no_pin=(
        "Nothing can be exported here: the device has no number from the server yet, or the page is not "
        "on https."
    ),
    export="Export the forms",
    exported="Forms exported: {n}. They stay on the device until the server has taken them.",
    retry="Try the refused forms again",
    parked_title="Refused by the server",
    parked_how="They are not lost and not sent again by themselves. Export them for the administrator.",
    reasons={
        "unknown_door": "the collection point is not known",
        "revoked": "the collection point or the device was revoked",
        "wave_closed": "the survey is over",
        "deleted": "this form was destroyed on purpose",
        "other_body": "another form has the same number",
        "code_used": "the one-time code was used before",
        "too_large": "the form is too large",
        "invalid": "the form does not fit the questionnaire",
        "not_json": "the form does not fit the questionnaire",
    },
    other_reason="another reason",
    file_warning=(
        "The file holds answers and is not encrypted: copy it only where your office allows, and delete it "
        "after the import."
    ),
    back="Back to the rating screen",
)

SPOKEN = {"vi": VI, "en": EN}


def device_words(language: str) -> DeviceWords:
    """The sentences of a language; Vietnamese where we do not speak it."""
    return SPOKEN.get(language, VI)


def for_script(words: DeviceWords) -> dict[str, object]:
    """The sentences as the staff page hands them to its script."""
    return asdict(words)
