"""What is said of each fault of a row, with its cure; no pronoun, only verbs."""

from __future__ import annotations

VI: dict[str, str] = {
    "where": "dòng {row}, cột “{column}”",
    "where_row": "dòng {row}",
    "not_an_answer": "“{value}” không phải câu trả lời của câu này; các mã được dùng: {more}",
    "unknown": "mẫu phiếu không có câu này; bỏ cột khỏi bảng ghép",
    "wrong_type": "kiểu câu trả lời không đúng; sửa ô này",
    "not_offered": "mẫu phiếu không có lựa chọn này; sửa ô này",
    "too_many": "đánh dấu nhiều hơn số được phép; sửa ô này, hoặc ghi * nếu trên giấy có thừa dấu",
    "not_asked": "câu này không được hỏi theo các câu trước; xóa ô này, hoặc sửa câu lọc",
    "required": "phiếu đủ phải trả lời câu này; ghi . nếu bỏ trống",
    "too_long": "dài hơn 2.000 ký tự; rút ngắn",
    "control_character": "có ký tự không phải chữ; xóa ký tự đó",
    "no_unit": "không có đơn vị “{value}” trong thời gian của đợt; sửa mã, hoặc nhập đơn vị trước",
    "two_units": "hai đơn vị cùng tên “{value}”; ghi mã đơn vị thay cho tên",
    "no_procedure": "không có thủ tục “{value}”; sửa mã, hoặc nhập thủ tục trước",
    "no_cell": "không có ô mẫu “{value}”, hoặc có nhiều ô cùng mã; sửa mã",
    "no_day": "“{value}” không phải ngày; ghi 2026-11-05 hoặc 05/11/2026",
    "in_future": "ngày “{value}” chưa tới; sửa ngày",
    "not_in_wave": "ngày “{value}” nằm ngoài đợt ({more}); sửa ngày, hoặc bỏ dòng này",
    "no_language": "“{value}” không phải ngôn ngữ của mẫu phiếu; dùng {more}",
    "no_seconds": "“{value}” không phải số giây; ghi số không âm, hoặc để trống",
    "no_state": "“{value}” không nói phiếu đủ hay bỏ dở; ghi complete hoặc partial",
    "no_assisted": "“{value}” không nói cách trả lời; ghi alone, read_aloud hoặc interpreted",
    "key_blank": "ô mã người trả lời để trống; điền mã, hoặc không dùng cột này",
    "key_twice": "mã người trả lời này đã có ở dòng {more}; bỏ một trong hai dòng",
    "other_ballot": (
        "người trả lời này đã có phiếu khác trong đợt; bỏ dòng này, hoặc hoàn tác lần nhập trước"
    ),
    "destroyed": "phiếu này đã bị hủy theo thời hạn lưu giữ; bỏ dòng này",
}
EN: dict[str, str] = {
    "where": "row {row}, column {column!r}",
    "where_row": "row {row}",
    "not_an_answer": "{value!r} is no answer of this item; allowed are {more}",
    "unknown": "the questionnaire has no such item; take it out of the mapping",
    "wrong_type": "this is no answer of the right kind; correct the cell",
    "not_offered": "the questionnaire does not offer this; correct the cell",
    "too_many": "more ticks than allowed; correct the cell, or write * where the paper had too many",
    "not_asked": "by the answers before it this was not asked; empty the cell, or correct the filter",
    "required": "a complete ballot answers this; write . where it was left blank",
    "too_long": "more than 2,000 characters; shorten it",
    "control_character": "there is a character that is no text; remove it",
    "no_unit": "there is no unit {value!r} while the wave runs; correct it, or import the unit first",
    "two_units": "two units bear the name {value!r}; write the code of the unit",
    "no_procedure": "there is no procedure {value!r}; correct it, or import the procedure first",
    "no_cell": "there is no design cell {value!r}, or several bear this code; correct it",
    "no_day": "{value!r} is no day; write 2026-11-05 or 05/11/2026",
    "in_future": "the day {value!r} has not come yet; correct it",
    "not_in_wave": "the day {value!r} lies outside the wave ({more}); correct it, or leave the row out",
    "no_language": "{value!r} is no language of the questionnaire; use {more}",
    "no_seconds": "{value!r} is no number of seconds; write 0 or more, or leave it blank",
    "no_state": "{value!r} says neither complete nor partial; write one of these",
    "no_assisted": "{value!r} does not say who helped; write alone, read_aloud or interpreted",
    "key_blank": "the key of the respondent is blank; fill it in, or name no key",
    "key_twice": "this respondent stands in row {more} too; leave one of the two out",
    "other_ballot": (
        "this respondent has another ballot in the wave; leave the row out, or undo the import before"
    ),
    "destroyed": "this ballot was destroyed at the end of its keeping; leave the row out",
}
WORDS = {"vi": VI, "en": EN}
