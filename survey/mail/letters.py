"""What a letter says: one thing that happened to an account, in both languages, without a link."""

from __future__ import annotations

import datetime as dt
from email.message import EmailMessage

from survey.dates import VIETNAM

SAID = {
    "password": ("mật khẩu đã được đặt hoặc đổi", "the password was set or changed"),
    "pin": ("mã PIN đã được đặt hoặc đổi", "the PIN was set or changed"),
    "second_factor": ("đã đặt xác thực lần hai", "a second factor was set up"),
    "second_factor_reset": ("xác thực lần hai đã bị bỏ", "the second factor was taken away"),
    "locked": (
        "mật khẩu hoặc mã bị nhập sai nhiều lần, tài khoản tạm khóa",
        "a password or code was wrong too often; the account waits",
    ),
    "grant": ("đã được giao thêm vai trò", "a role was given"),
}
"""What can have happened, by the name under which it stands in the audit log."""
WHAT_TO_DO = (
    "Nếu không phải do mình thực hiện hoặc yêu cầu, báo ngay cho người quản trị hệ thống của cơ quan. "
    "Thư này không có đường dẫn; hệ thống không bao giờ hỏi mật khẩu hay mã qua thư.",
    "If this was not done or asked for by the owner of the account, tell the administrator of the office at "
    "once. This letter has no link; passwords and codes are never asked for by mail.",
)


def letter(sender: str, address: str, what: str, at: dt.datetime) -> EmailMessage:
    """The letter about what happened at a moment.

    Parameters
    ----------
    sender, address : e-mail addresses; what : a name in `SAID`; at : with its time zone
    """
    there = at.astimezone(VIETNAM)
    vi, en = SAID[what]
    message = EmailMessage()
    message["From"], message["To"] = sender, address
    message["Subject"] = f"Hài Lòng: {vi}"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(
        f"Tài khoản {address}: {vi}, lúc {there:%H:%M ngày %d/%m/%Y} (giờ Việt Nam).\n{WHAT_TO_DO[0]}\n\n"
        f"Account {address}: {en}, at {there:%H:%M} on {there.day} {there:%B %Y} (time in Vietnam).\n"
        f"{WHAT_TO_DO[1]}\n",
        cte="base64",
    )
    return message
