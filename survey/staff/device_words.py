"""What the pages of shared computers and PINs say, in each language."""

from __future__ import annotations

from dataclasses import dataclass

from survey.staff import pages


@dataclass(frozen=True, kw_only=True)
class DeviceWords:
    """The sentences of one language; what stands in braces is filled in."""

    devices: str
    devices_lead: str
    no_devices: str
    label: str
    label_hint: str
    unit: str
    state: str
    states: dict[str, str]
    last_used: str
    never: str
    new: str
    new_lead: str
    make_code: str
    code_for: str
    code_lead: str
    code_steps: tuple[str, ...]
    revoke: str
    revoke_lead: str
    back: str
    done: dict[str, str]
    problems: dict[str, str]

    # on the computer itself
    bind: str
    bind_lead: str
    bind_link: str
    bind_code: str
    bound_to: str
    by_pin: str
    by_pin_lead: str
    nobody_offered: str
    person: str
    choose: str
    pin: str
    pin_hint: str
    wrong_pin: str
    by_password: str
    set_pin: str
    set_pin_lead: str
    new_pin: str
    again: str
    save_pin: str
    pin_offer: str
    home_by_pin: str


VI = DeviceWords(
    devices="Máy dùng chung",
    devices_lead=(
        "Máy tính của xã, phường mà người nhập phiếu và điều tra viên đăng nhập bằng mã PIN. Ở máy chưa "
        "ghép, mã PIN không mở được gì."
    ),
    no_devices="Chưa có máy nào. Ghép máy đầu tiên để người nhập phiếu đăng nhập bằng mã PIN.",
    label="Tên máy",
    label_hint="Để nhận ra máy khi cần thu hồi, như: Máy 2, phòng Một cửa.",
    unit="Đơn vị",
    state="Trạng thái",
    states={"waiting": "Chờ nhập mã", "lapsed": "Mã quá hạn", "bound": "Đang dùng", "revoked": "Đã thu hồi"},
    last_used="Dùng lần cuối",
    never="Chưa dùng",
    new="Ghép máy",
    new_lead=(
        "Máy hiện tên những người nhập phiếu và điều tra viên có vai trò trên đơn vị được chọn và các đơn vị "
        "trực thuộc."
    ),
    make_code="Tạo mã ghép máy",
    code_for="Mã ghép máy: {label}",
    code_lead="Chỉ hiện một lần, ở đây; dùng một lần, trong 15 phút, cho {unit}.",
    code_steps=(
        "Tại máy cần ghép, mở trang này bằng trình duyệt dùng hằng ngày:",
        "Nhập mã.",
        "Người nhập phiếu đăng nhập bằng mật khẩu ở máy đó một lần và đặt mã PIN.",
    ),
    revoke="Thu hồi",
    revoke_lead=(
        "{label}, {unit}. Có hiệu lực ngay: ai đang đăng nhập bằng mã PIN ở máy này bị đăng xuất. Muốn dùng "
        "lại thì ghép lại."
    ),
    back="Về danh sách máy dùng chung",
    done={"revoke": "Đã thu hồi máy."},
    problems={
        "no_label": "Xin nhập tên máy.",
        "no_unit": "Xin chọn một đơn vị.",
        "no_code": "Mã ghép máy không đúng, đã dùng hoặc quá 15 phút. Xin quản trị hệ thống tạo mã mới.",
        "no_pin": "Mã PIN gồm đúng 6 chữ số.",
        "plain_pin": "Mã PIN không được là một chữ số lặp lại hoặc dãy số liên tiếp, vì dễ đoán.",
        "not_the_same": "Hai lần nhập mã PIN không giống nhau.",
    },
    bind="Ghép máy này",
    bind_lead=(
        "Cho máy tính dùng chung của cơ quan. Nhập mã do quản trị hệ thống tạo; từ đó người nhập phiếu đăng "
        "nhập ở máy này bằng mã PIN."
    ),
    bind_link="Ghép máy dùng chung bằng mã",
    bind_code="Mã ghép máy",
    bound_to="Máy dùng chung của {unit}",
    by_pin="Đăng nhập bằng mã PIN",
    by_pin_lead="Cho người nhập phiếu và điều tra viên. Phiên hết sau 15 phút không thao tác.",
    nobody_offered=(
        "Chưa có người nhập phiếu hoặc điều tra viên nào của đơn vị này. Xin quản trị hệ thống giao vai trò."
    ),
    person="Họ và tên",
    choose="Xin chọn",
    pin="Mã PIN",
    pin_hint="6 chữ số. Chưa đặt: đăng nhập bằng mật khẩu ở máy này, rồi đặt mã PIN.",
    wrong_pin=(
        "Mã PIN không đúng, chưa đặt hoặc đang bị khóa. Sai 5 lần thì mã PIN bị khóa đến khi đăng nhập bằng "
        "mật khẩu."
    ),
    by_password="Đăng nhập bằng mật khẩu",
    set_pin="Đặt mã PIN",
    set_pin_lead=(
        "Mã PIN chỉ dùng được ở máy đã ghép, chỉ với vai trò người nhập phiếu và điều tra viên. Đổi mật khẩu "
        "thì đặt lại mã PIN."
    ),
    new_pin="Mã PIN mới",
    again="Nhập lại mã PIN mới",
    save_pin="Lưu mã PIN",
    pin_offer="Máy này là máy dùng chung: đặt mã PIN để lần sau đăng nhập nhanh.",
    home_by_pin=(
        "Đang đăng nhập bằng mã PIN, với vai trò ở trên. Muốn đổi mật khẩu hoặc mã PIN: đăng nhập bằng mật "
        "khẩu."
    ),
)

EN = DeviceWords(
    devices="Shared computers",
    devices_lead=(
        "Computers of communes on which clerks and interviewers sign in with a PIN. On any other computer a "
        "PIN opens nothing."
    ),
    no_devices="No computer yet. Bind the first one so that clerks can sign in with a PIN.",
    label="Name of the computer",
    label_hint="To know it again when it has to be revoked, such as: Computer 2, one-stop desk.",
    unit="Unit",
    state="State",
    states={
        "waiting": "Waits for its code",
        "lapsed": "Code too old",
        "bound": "In use",
        "revoked": "Revoked",
    },
    last_used="Last used",
    never="Not yet",
    new="Bind a computer",
    new_lead=(
        "The computer shows the names of the clerks and interviewers with a role on the unit that is chosen, "
        "and on those below it."
    ),
    make_code="Make a binding code",
    code_for="Binding code: {label}",
    code_lead="Shown only once, here; for one use, within 15 minutes, for {unit}.",
    code_steps=(
        "On the computer to be bound open this page, in the browser of every day:",
        "Type the code.",
        "Each clerk signs in there once with the password and sets a PIN.",
    ),
    revoke="Revoke",
    revoke_lead=(
        "{label}, {unit}. It ends at once: whoever is signed in there with a PIN is signed out. To use it "
        "again it has to be bound anew."
    ),
    back="Back to the shared computers",
    done={"revoke": "The computer is revoked."},
    problems={
        "no_label": "Type a name for the computer.",
        "no_unit": "Choose a unit.",
        "no_code": (
            "The code is wrong, was used, or is older than 15 minutes. Ask the administrator for a new one."
        ),
        "no_pin": "A PIN has exactly 6 digits.",
        "plain_pin": "A PIN must not be one digit over and over or digits in a row: these are guessed first.",
        "not_the_same": "The two PINs are not the same.",
    },
    bind="Bind this computer",
    bind_lead=(
        "For shared computers of an office. Type the code that the administrator made; from then on clerks "
        "sign in here with a PIN."
    ),
    bind_link="Bind a shared computer with a code",
    bind_code="Binding code",
    bound_to="Shared computer of {unit}",
    by_pin="Sign in with a PIN",
    by_pin_lead="For clerks and interviewers. The session ends after 15 minutes of nothing.",
    nobody_offered="This unit has no clerk or interviewer yet. Ask the administrator for the role.",
    person="Full name",
    choose="Choose",
    pin="PIN",
    pin_hint="6 digits. None yet: sign in here with the password, then set one.",
    wrong_pin=(
        "The PIN is wrong, not set, or locked. After 5 wrong ones it stays locked until the password is "
        "typed."
    ),
    by_password="Sign in with the password",
    set_pin="Set a PIN",
    set_pin_lead=(
        "A PIN works on bound computers only, and only as clerk and interviewer. When the password changes, "
        "the PIN has to be set again."
    ),
    new_pin="New PIN",
    again="New PIN once more",
    save_pin="Save the PIN",
    pin_offer="This is a shared computer: set a PIN to sign in faster next time.",
    home_by_pin=(
        "Signed in with a PIN, in the roles above. To change the password or the PIN, sign in with the "
        "password."
    ),
)

SPOKEN = {"vi": VI, "en": EN}


def said_here() -> DeviceWords:
    """The words in the language of the page."""
    return SPOKEN[pages.words_here().language]
