"""Every sentence that a citizen reads, but for the questions themselves, in each language we speak."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Words:
    """The sentences of one language; what stands in braces is filled in."""

    language: str
    name: str
    short: str
    languages: str
    survey: str
    simulated: str
    rehearsal: str

    # above the questions
    promise: str
    promise_counter: str
    notice: str
    only_if: str
    either: str
    optional: str
    none_of_these: str
    privacy: str

    # below the questions
    no_change: str
    send: str
    skip: str
    skip_hint: str

    # what is to be mended
    error: str
    one_missing: str
    some_missing: str
    one_slip: str
    some_slips: str
    missing_level: str
    missing_level_or_no_opinion: str
    missing_choice: str
    missing_tick: str
    missing_text: str
    not_offered: str
    too_many: str
    none_and_some: str
    too_long: str
    stale: str
    not_saved: str

    # the notice: who, why, what is kept
    why: str
    why_host: str
    why_plan: str
    why_host_plan: str
    why_nobody: str
    must: str
    must_text: str
    named: str
    named_text: str
    seen: str
    seen_text: str
    seen_comments: str
    mend: str
    mend_text: str
    results: str
    results_at: str
    results_when: str
    kept_until: str
    reply: str
    reply_text: str
    reply_channel: str
    contact: str
    minutes: str
    one_minute: str
    some_minutes: str

    # pages that are no form
    thanks: str
    anonymous: str
    anonymous_text: str
    shared_results: str
    another: str
    sent_already: str
    closed: str
    closed_results: str
    revoked: str
    not_open: str
    opens_on: str
    deleted: str
    unknown: str
    elsewhere: str
    too_large: str
    busy: str


VI = Words(
    language="vi",
    name="Tiếng Việt",
    short="VI",
    languages="Ngôn ngữ",
    survey="Phiếu khảo sát",
    simulated="DỮ LIỆU MÔ PHỎNG – không phải kết quả thật",
    rehearsal="PHIẾU THỬ – không tính vào kết quả",
    promise="Không hỏi tên · Không bắt buộc · Khoảng {time}",
    promise_counter=(
        "Không hỏi tên · Không bắt buộc · Khoảng {time}. Ý kiến của Ông/Bà giúp nơi này phục vụ tốt hơn."
    ),
    notice="Vì sao có phiếu này, ai xem được, lưu bao lâu",
    only_if="Chỉ trả lời nếu ở câu “{question}” Ông/Bà chọn {answers}.",
    either=" hoặc ",
    optional="không bắt buộc",
    none_of_these="Không có mục nào ở trên",
    privacy="Xin không ghi tên, số điện thoại, số căn cước, mã hồ sơ của Ông/Bà hoặc của người khác.",
    no_change="Gửi rồi thì không sửa được nữa.",
    send="Gửi phiếu",
    skip="Gửi phiếu, bỏ qua các câu này",
    skip_hint="Ông/Bà không muốn trả lời các câu còn trống?",
    error="Lỗi:",
    one_missing="Còn 1 câu chưa trả lời:",
    some_missing="Còn {n} câu chưa trả lời:",
    one_slip="Còn 1 chỗ cần sửa:",
    some_slips="Còn {n} chỗ cần sửa:",
    missing_level="Câu này chưa có câu trả lời. Xin chọn một mức.",
    missing_level_or_no_opinion=("Câu này chưa có câu trả lời. Xin chọn một mức, hoặc chọn “{no_opinion}”."),
    missing_choice="Câu này chưa có câu trả lời. Xin chọn một ô.",
    missing_tick="Câu này chưa có câu trả lời. Xin chọn ít nhất một ô.",
    missing_text="Câu này chưa có câu trả lời. Xin viết vào ô.",
    not_offered="Câu trả lời này không có trong mẫu phiếu. Xin chọn lại.",
    too_many="Đang chọn {given} ô, nhiều nhất là {most} ô. Xin bỏ bớt.",
    none_and_some="Đã chọn “{none}” cùng với ô khác. Xin bỏ một trong hai.",
    too_long="Ý kiến dài {given} ký tự, nhiều nhất là {most}. Xin viết ngắn hơn.",
    stale="Mẫu phiếu đã thay đổi sau khi Ông/Bà mở trang. Xin xem lại các câu trả lời rồi gửi lại.",
    not_saved=(
        "Chưa lưu được phiếu. Các câu trả lời vẫn còn trên trang này. Xin bấm “Gửi phiếu” một lần nữa."
    ),
    why="Vì sao có phiếu này?",
    why_host_plan=(
        "{host} thực hiện khảo sát theo Kế hoạch số {plan} để biết người dân, tổ chức hài lòng đến đâu "
        "và cần sửa điều gì."
    ),
    why_host=("{host} thực hiện khảo sát để biết người dân, tổ chức hài lòng đến đâu và cần sửa điều gì."),
    why_plan=(
        "Khảo sát được thực hiện theo Kế hoạch số {plan} để biết người dân, tổ chức hài lòng đến đâu "
        "và cần sửa điều gì."
    ),
    why_nobody=("Khảo sát được thực hiện để biết người dân, tổ chức hài lòng đến đâu và cần sửa điều gì."),
    must="Ông/Bà có phải trả lời không?",
    must_text=(
        "Không bắt buộc. Ông/Bà có thể bỏ qua câu hỏi hoặc dừng lại lúc nào cũng được. Việc trả lời hay "
        "không, trả lời thế nào đều không ảnh hưởng đến hồ sơ của Ông/Bà."
    ),
    named="Có ghi tên không?",
    named_text=(
        "Không. Phiếu không hỏi họ tên, số điện thoại, địa chỉ, số căn cước, mã hồ sơ. Phiếu chỉ lưu câu "
        "trả lời, ngày, nơi và hình thức trả lời, ngôn ngữ và số giây trả lời; không lưu giờ, địa chỉ mạng "
        "hay thông tin máy kèm câu trả lời."
    ),
    seen="Ai xem được?",
    seen_text=(
        "Chỉ người được giao xử lý số liệu. Cơ quan được đánh giá chỉ nhận kết quả tổng hợp; nhóm có dưới "
        "{limit} người trả lời không hiển thị."
    ),
    seen_comments="Ý kiến ghi thêm được lược bỏ thông tin riêng trước khi chuyển.",
    mend="Có sửa, xóa được không?",
    mend_text="Vì phiếu không có tên nên sau khi gửi không tìm lại được để sửa hoặc xóa.",
    results="Kết quả ở đâu, lưu bao lâu?",
    results_at="Công bố tại {address}.",
    results_when="Công bố tại {address} vào {month}.",
    kept_until="Dữ liệu phiếu lưu đến {day} rồi hủy.",
    reply="Cần được trả lời?",
    reply_text="Phiếu này không thay cho đơn khiếu nại, tố cáo hay phản ánh, kiến nghị.",
    reply_channel="Muốn được trả lời, xin gửi tới {channel}.",
    contact="Hỏi về khảo sát: {contact}.",
    one_minute="1 phút",
    some_minutes="{n} phút",
    minutes="Thời gian trả lời: khoảng {time}.",
    thanks="Cảm ơn Ông/Bà. Ý kiến đã được ghi nhận.",
    anonymous="Không ghi tên",
    anonymous_text="Phiếu không gắn với tên hay hồ sơ của Ông/Bà.",
    shared_results="Kết quả chung",
    another="Đánh giá lần giao dịch khác",
    sent_already=(
        "Ông/Bà đã gửi phiếu cho lần giao dịch này. Phiếu gửi lần đầu đã được ghi nhận; lần gửi này không "
        "được lưu."
    ),
    closed="Đợt khảo sát đã kết thúc {day}. Cảm ơn Ông/Bà.",
    closed_results="Kết quả: {address}.",
    revoked="Điểm thu phiếu này không còn hoạt động. Xin báo với người hướng dẫn tại nơi tiếp nhận.",
    not_open="Đợt khảo sát này chưa bắt đầu nhận phiếu.",
    opens_on="Ông/Bà có thể trả lời từ {day}.",
    deleted="Phiếu này đã được hủy theo quy định nên không nhận lại.",
    unknown="Không tìm thấy phiếu khảo sát ở địa chỉ này. Xin quét lại mã QR hoặc xem lại địa chỉ.",
    elsewhere=(
        "Phiếu này được gửi từ một trang khác nên không được ghi nhận. Xin quét lại mã QR hoặc mở lại địa "
        "chỉ rồi trả lời."
    ),
    too_large=(
        "Nội dung gửi quá dài nên không được ghi nhận. Xin quay lại, viết ý kiến ngắn hơn rồi gửi lại."
    ),
    busy="Máy chủ đang bận. Xin tải lại trang này sau ít phút; phiếu vừa gửi, nếu có, sẽ được gửi lại.",
)

EN = Words(
    language="en",
    name="English",
    short="EN",
    languages="Language",
    survey="Survey form",
    simulated="SIMULATED DATA – not real results",
    rehearsal="TEST BALLOT – not counted",
    promise="No name asked · Not compulsory · About {time}",
    promise_counter=(
        "No name asked · Not compulsory · About {time}. Your opinion helps this office serve better."
    ),
    notice="Why this form, who sees it, how long it is kept",
    only_if="Answer only if you chose {answers} at “{question}”.",
    either=" or ",
    optional="optional",
    none_of_these="None of these",
    privacy="Please leave out names, phone, ID and case numbers, yours or others’.",
    no_change="Once sent, the form cannot be changed.",
    send="Send the form",
    skip="Send the form without these answers",
    skip_hint="You do not want to answer the questions left blank?",
    error="Error:",
    one_missing="1 question still needs an answer:",
    some_missing="{n} questions still need an answer:",
    one_slip="1 thing to put right:",
    some_slips="{n} things to put right:",
    missing_level="No answer here yet. Please choose a level.",
    missing_level_or_no_opinion="No answer here yet. Please choose a level, or “{no_opinion}”.",
    missing_choice="No answer here yet. Please choose one box.",
    missing_tick="No answer here yet. Please tick at least one box.",
    missing_text="No answer here yet. Please write in the box.",
    not_offered="This answer is not on the form. Please choose again.",
    too_many="{given} boxes are ticked, at most {most} are allowed. Please untick some.",
    none_and_some="“{none}” is ticked together with another box. Please untick one of them.",
    too_long="This text has {given} characters, at most {most} are allowed. Please shorten it.",
    stale="The form has changed since you opened it. Please check your answers and send it again.",
    not_saved=(
        "The form could not be saved. Your answers are still on this page. "
        "Please press “Send the form” once more."
    ),
    why="Why this form?",
    why_host_plan=(
        "{host} runs this survey under Plan no. {plan} to learn how satisfied people and organisations are "
        "and what to put right."
    ),
    why_host=(
        "{host} runs this survey to learn how satisfied people and organisations are and what to put right."
    ),
    why_plan=(
        "This survey is run under Plan no. {plan} to learn how satisfied people and organisations are "
        "and what to put right."
    ),
    why_nobody=(
        "This survey is run to learn how satisfied people and organisations are and what to put right."
    ),
    must="Must I answer?",
    must_text=(
        "No. You may skip any question or stop at any time; whether and how you answer has no effect on "
        "your case."
    ),
    named="Is my name recorded?",
    named_text=(
        "No. We ask for no name, phone, address, ID or case number. We keep your answers, the day, the place "
        "and way of answering, the language and the seconds taken; no time of day, network address or device "
        "data is kept with them."
    ),
    seen="Who sees it?",
    seen_text=(
        "Only those charged with processing. The office being rated gets totals only; groups of fewer than "
        "{limit} are not shown."
    ),
    seen_comments="Private details are removed from written comments before they are passed on.",
    mend="Can I change or delete it?",
    mend_text="The form carries no name, so once sent it cannot be found again.",
    results="Where are the results, how long is it kept?",
    results_at="Published at {address}.",
    results_when="Published at {address} in {month}.",
    kept_until="Data is kept until {day}, then destroyed.",
    reply="Do you need an answer?",
    reply_text="This form is not a complaint, denunciation or petition.",
    reply_channel="For a reply, write to {channel}.",
    contact="Questions about the survey: {contact}.",
    one_minute="1 minute",
    some_minutes="{n} minutes",
    minutes="It takes about {time}.",
    thanks="Thank you. Your answers have been recorded.",
    anonymous="No name",
    anonymous_text="The form is not tied to your name or your case.",
    shared_results="The results",
    another="Rate another visit",
    sent_already=(
        "You have already sent this form. What you sent first has been recorded; this time nothing was kept."
    ),
    closed="This survey ended on {day}. Thank you.",
    closed_results="Results: {address}.",
    revoked="This collection point is no longer active. Please tell the staff.",
    not_open="This survey is not open yet.",
    opens_on="You can answer from {day}.",
    deleted="This form was destroyed under the rules and is not taken again.",
    unknown="There is no survey form at this address. Please scan the QR code again or check the address.",
    elsewhere=(
        "This form was sent from another site and was not recorded. Please scan the QR code or open the "
        "address again, then answer."
    ),
    too_large=(
        "What was sent is too long and was not recorded. Please go back, shorten your text and send it again."
    ),
    busy=(
        "The server is busy. Please load this page again in a few minutes; a form you have just sent is sent "
        "again."
    ),
)

SPOKEN = {words.language: words for words in (VI, EN)}


def words_of(language: str) -> Words:
    """The sentences of a language; Vietnamese where we do not speak it."""
    return SPOKEN.get(language, VI)


def languages_of(offered: tuple[str, ...]) -> tuple[str, ...]:
    """The languages of a questionnaire in which a whole page can be shown, its own first one first."""
    return tuple(language for language in offered if language in SPOKEN) or offered[:1]
