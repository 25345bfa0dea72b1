"""What is wrong in a file or a form of units, said in the language of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from survey.staff.pages import words_here
from survey.staff.units.messages import UnitWords
from survey.staff.units.sealed import LARGEST
from survey.staff.units.words import said_here
from survey.staff.uploads import MIB

VIETNAMESE: Mapping[str, str] = {
    # cells
    "the cell is blank": "Ô để trống.",
    "fill it in": "Xin điền vào.",
    "the text has {} characters": "Chữ dài {} ký tự.",
    "use {} at most": "Nhiều nhất {}.",
    "{} is no code": "{} không phải là mã.",
    "use a-z, 0-9, dots, hyphens; no blanks": (
        "Dùng chữ không dấu, chữ số, dấu chấm, gạch nối; không có dấu cách."
    ),
    "{} is not known": "Không có giá trị {}.",
    "use one of {}": "Dùng một trong: {}.",
    "{} is no day": "{} không phải là ngày.",
    "write it as 2025-07-01 or 01/07/2025": "Viết như 2025-07-01 hoặc 01/07/2025.",
    "{} is no whole number": "{} không phải là số nguyên.",
    "write digits alone, such as 1250": "Chỉ viết chữ số, như 1250.",
    "{} is no share": "{} không phải là một phần.",
    "write a number above 0 and up to 1": "Viết số lớn hơn 0 và không quá 1.",
    "{} is no percentage": "{} không phải là tỷ lệ phần trăm.",
    "write it as 86,50 or 86.50": "Viết như 86,50.",
    "{} is above 100 per cent": "{} lớn hơn 100%.",
    "write a number from 0 to 100": "Viết số từ 0 đến 100.",
    "{} is below 1 per cent": "{} nhỏ hơn 1%.",
    "write 0,865 as 86,5": "Viết theo phần trăm: 86,5 thay cho 0,865.",
    "{} is no year": "{} không phải là năm.",
    "write a year from {} to {}": "Viết năm từ {} đến {}.",
    "row {} says the same thing already": "Dòng {} đã ghi điều này.",
    "leave one of the two out": "Bỏ một trong hai.",
    # units
    "{} is before {}": "{} trước {}.",
    "correct one of the two days": "Sửa một trong hai ngày.",
    "the unit cannot be its own parent": "Đơn vị không thể là cấp trên của chính nó.",
    "name the unit above it": "Ghi mã đơn vị cấp trên.",
    "this unit did not begin on {}": "Đơn vị này không bắt đầu ngày {}.",
    "end the old one the day before": "Kết thúc đơn vị cũ vào ngày hôm trước.",
    "there is no unit {} on {}": "Không có đơn vị {} vào ngày {}.",
    "there is no unit {}": "Không có đơn vị {}.",
    "add it to the file of units": "Thêm vào tệp đơn vị hoặc sửa mã.",
    "there was no unit {} on {}": "Không có đơn vị {} vào ngày {}.",
    "correct the day or the unit's dates": "Sửa ngày này hoặc thời gian của đơn vị.",
    "{} stands for {} on {} already": "Mã {} đã là của {} vào ngày {}.",
    "end the earlier unit (valid_to), or use another code": (
        "Kết thúc đơn vị trước (valid_to) hoặc dùng mã khác."
    ),
    "the unit has another parent at that time": "Đơn vị đã có cấp trên khác trong thời gian đó.",
    "end the earlier one first": "Kết thúc quan hệ trước đó đã.",
    "the unit would stand below itself": "Đơn vị sẽ trực thuộc chính nó.",
    "correct one of the parents": "Sửa một trong các đơn vị cấp trên.",
    "{} of the unit would go over": "Tổng phần chuyển của đơn vị là {}.",
    "give shares that make 1 in all": "Các phần cộng lại không quá 100%.",
    "no unit {} on {}": "Không có đơn vị {} vào ngày {}.",
    "correct it, or import the unit": "Sửa mã hoặc nhập đơn vị trước.",
    # the scope
    "{} is taken, or outside the scope": "Mã {} đã được dùng, hoặc nằm ngoài phạm vi.",
    "use another code, or leave the row out": "Dùng mã khác hoặc bỏ dòng này.",
    "the unit would stand outside the scope": "Đơn vị sẽ nằm ngoài phạm vi quản trị.",
    "{} is outside the scope": "{} nằm ngoài phạm vi.",
    "name a unit in scope, or leave the row out": "Ghi đơn vị trong phạm vi hoặc bỏ dòng này.",
    "correct the code, or leave the row out": "Sửa mã hoặc bỏ dòng này.",
    # figures
    "a figure of {} is there already": "Đã có số liệu năm {} cho nội dung này.",
    "correct that one": "Xin sửa số liệu đó.",
    "nobody was asked": "Số phiếu bằng 0.",
    "write how many ballots there were, or leave it blank": "Ghi số phiếu hoặc để trống.",
    "on time and late are {}, solved are {}": "Đúng hạn và trễ hạn cộng lại {}, đã giải quyết {}.",
    "on time and late together are not more than solved": (
        "Đúng hạn và trễ hạn cộng lại không được quá số đã giải quyết."
    ),
    "{} is still to come": "{} chưa đến.",
    "enter periods that are over": "Chỉ nhập thời gian đã qua.",
    "{} is long ago": "{} đã quá lâu.",
    "correct the year": "Sửa năm.",
    "the period overlaps {} to {}": "Thời gian chồng lên khoảng từ {} đến {} đã nhập.",
    "correct that one, or enter another period": "Sửa dòng đó hoặc nhập thời gian khác.",
    # mergers and splits
    "no unit is named": "Chưa ghi đơn vị nào.",
    "name the units that go into the other one": "Ghi mã các đơn vị nhập vào.",
    "nothing of the unit would go over": "Không có phần nào chuyển sang.",
    "write a number above 0": "Viết số lớn hơn 0.",
    "{} is named twice": "{} được ghi hai lần.",
    "too few units are named": "Ghi thiếu đơn vị nhận.",
    "name the units that come out of it": "Ghi các đơn vị nhận; đơn vị kết thúc cần ít nhất hai.",
    "a code is named twice": "Có mã được ghi hai lần.",
    "give every unit a code of its own": "Mỗi đơn vị một mã.",
    "{} is too far away": "{} quá xa.",
    "correct the code or the day": "Sửa mã hoặc ngày.",
    "{} would go into itself": "{} sẽ nhập vào chính nó.",
    "name another unit": "Ghi đơn vị khác.",
    "{} is {} already": "Mã {} đã là của {}.",
    "leave the name blank, or use another code": "Để trống tên, hoặc dùng mã khác.",
    "{} units stand below it, and it answers for {} procedures": (
        "Đơn vị cũ có {} đơn vị trực thuộc và {} thủ tục."
    ),
    "name the unit that they go to": "Ghi mã một đơn vị nhận cho phần này.",
    "{} stands below the unit that ends": "{} trực thuộc đơn vị kết thúc.",
    "move it first": "Chuyển đơn vị đó đi trước.",
    "the units stand below different ones": "Các đơn vị cũ có cấp trên khác nhau.",
    "name the unit above": "Ghi mã đơn vị cấp trên.",
    "correct the code": "Sửa mã.",
    "a unit is put below {} on {}": "Có đơn vị sẽ trực thuộc {} từ ngày {}.",
    "choose a later day, or correct that first": "Chọn ngày sau đó, hoặc sửa điều đó trước.",
    "the shares make {}": "Các phần cộng lại {}.",
    "a unit that ends goes over whole: 100%": "Đơn vị kết thúc thì các phần phải đủ 100%.",
    "a unit that stays keeps a part: below 100%": "Đơn vị còn lại thì các phần phải dưới 100%.",
}
_PATTERNS = [
    (re.compile(re.escape(english).replace(r"\{\}", "(.+?)"), re.DOTALL), vietnamese)
    # The sentence with the most words of its own first, for another one may be like it with a gap.
    for english, vietnamese in sorted(VIETNAMESE.items(), key=lambda each: each[0].count("{}") - len(each[0]))
]


def sentence(what: str, cure: str, said: UnitWords) -> str:
    """What is wrong and its cure, as sentences."""
    if said.language == "en":
        return f"{_capital(what)}. {_capital(cure)}."
    return f"{_in_vietnamese(what)} {_in_vietnamese(cure)}"


def _in_vietnamese(text: str) -> str:
    for pattern, vietnamese in _PATTERNS:
        if found := pattern.fullmatch(text):
            return vietnamese.format(*map(_value, found.groups()))
    return f"{_capital(text)}."


def _value(text: str) -> str:
    """What was typed, in our quotation marks; a day and a rate of ours as they are written here."""
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return f"“{text[1:-1]}”"
    if day := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
        return f"{day[3]}/{day[2]}/{day[1]}"
    return text.replace(".", ",") if re.fullmatch(r"\d+\.\d+%", text) else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def too_large(sent: Mapping[str, bytes], names: Mapping[str, str]) -> dict[str, str]:
    """Beside the largest of the files: which it is, how large, and how large all together may be."""
    from reports.style import number

    field = max(sent, key=lambda name: len(sent[name]))
    size = number(len(sent[field]) / MIB, words_here().language, 1)
    return {field: said_here().too_large.format(file=names[field], size=size, most=LARGEST // MIB)}
