"""Every sentence that a citizen reads about a one-time code or about the procedure in the link."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class CodeWords:
    """The sentences of one language; what stands in braces is filled in."""

    label: str
    hint: str
    promise: str
    missing: str
    wrong: str
    used: str
    used_here: str
    procedure: str
    procedure_kept: str
    other_procedure: str


VI = CodeWords(
    label="Mã trả lời một lần",
    hint="Mã gồm 10 chữ và số, in trên giấy hoặc trong tin nhắn Ông/Bà nhận được, ví dụ {example}.",
    promise="Mã chỉ để mỗi lượt giao dịch trả lời một lần. Hệ thống không ghép mã với câu trả lời.",
    missing="Chưa có mã. Xin gõ mã in trên giấy hoặc trong tin nhắn.",
    wrong="Mã này chưa đúng. Xin so lại từng chữ với mã trên giấy hoặc trong tin nhắn.",
    used=(
        "Mã này đã được dùng, hoặc là mã của nơi khác, nên phiếu chưa được ghi nhận. Nếu Ông/Bà đã gửi phiếu "
        "cho lần giao dịch này thì không cần làm gì thêm. Nếu chưa gửi, xin xem lại mã hoặc xin mã khác ở "
        "nơi tiếp nhận hồ sơ, rồi gửi lại; các câu trả lời vẫn còn trên trang này."
    ),
    used_here="Mã này không dùng được nữa. Xin xem lại mã, hoặc xin mã khác ở nơi tiếp nhận hồ sơ.",
    procedure="Thủ tục",
    procedure_kept="Tên thủ tục được lưu cùng câu trả lời; mã hồ sơ thì không.",
    other_procedure="Không phải thủ tục này? Mở phiếu không ghi thủ tục.",
)

EN = CodeWords(
    label="One-time code",
    hint="It has 10 letters and figures, on the paper or in the message you were given, such as {example}.",
    promise="The code only makes sure each visit answers once. It is not linked to your answers.",
    missing="There is no code yet. Please type the one on the paper or in the message.",
    wrong="This code is not right. Please compare it letter by letter with the paper or the message.",
    used=(
        "This code has been used, or is one of another place, so the form was not recorded. If you have "
        "already sent a form for this visit, there is nothing more to do. If you have not, check the code or "
        "ask the staff for another one, then send again; your answers are still on this page."
    ),
    used_here="This code cannot be used any more. Please check it, or ask the staff for another one.",
    procedure="Procedure",
    procedure_kept="The name of the procedure is kept with the answers; the case number is not.",
    other_procedure="Not this procedure? Open the form without it.",
)

SPOKEN = {"vi": VI, "en": EN}
EXAMPLE = "KF7M2-9XT3C"
"""Its check letter does not fit, so that nobody who copies it is told that it was used."""


def code_words(language: str) -> CodeWords:
    """The sentences of a language; Vietnamese where we do not speak it."""
    return SPOKEN.get(language, VI)
