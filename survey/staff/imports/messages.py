"""What the pages of imports say, in each language. No pronoun, only verbs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ImportWords:
    """The sentences of one language; what stands in braces is filled in."""

    title: str
    lead: str
    empty: str
    no_wave: str
    new: str
    new_lead: str
    wave: str
    file: str
    file_hint: str
    mapping_file: str
    mapping_hint: str
    send: str
    number: str
    ballots: str
    comments: str
    state: str
    states: dict[str, str]
    who: str
    when: str
    back: str
    back_to: str
    columns: str
    columns_lead: str
    around: str
    places: dict[str, str]
    or_value: str
    items: str
    item: str
    column: str
    samples: str
    not_chosen: str
    not_asked: str
    words_of_file: str
    words_hint: str
    dont_know: str
    missing: str
    missing_hint: str
    check: str
    download_mapping: str
    waits: str
    look_again: str
    found: str
    found_lead: str
    unread: str
    notes: str
    nothing_new: str
    store: str
    store_lead: str
    wrong: str
    rest: str
    row: str
    what: str
    cure: str
    mend: str
    not_read: str
    detail: str
    errors: dict[str, str]
    undo: str
    undo_lead: str
    undo_now: str
    undone_lead: str
    drop: str
    gone: str
    not_yours: str
    done: dict[str, str]
    no_file: str
    choose_wave: str
    too_large: str
    what_was_sent: str
    too_large_lead: str


VI = ImportWords(
    title="Nhập phiếu từ tệp",
    lead="Đưa câu trả lời từ phần mềm khác vào một đợt: CSV, XLSX, SPSS, LimeSurvey, Kobo, ODK.",
    empty="Chưa có lần nhập nào.",
    no_wave="Chưa có đợt nào đang nhận phiếu. Mở đợt trước, rồi nhập tệp.",
    new="Nhập tệp mới",
    new_lead="Tệp được kiểm tra trước; chưa có gì được lưu cho đến khi bấm “Lưu vào đợt”.",
    wave="Đợt khảo sát",
    file="Tệp câu trả lời",
    file_hint=(
        "CSV (UTF-8), CSV nén .gz, XLSX, .sav; nhiều nhất {mib} MiB. Tệp lớn hơn: nhập bằng lệnh "
        "hailong import."
    ),
    mapping_file="Bảng ghép cột (nếu có)",
    mapping_hint="Tệp YAML tải về từ lần nhập trước. Để trống thì phần mềm tự đoán.",
    send="Gửi tệp",
    number="Lần nhập",
    ballots="Số phiếu",
    comments="Ý kiến ghi thêm",
    state="Trạng thái",
    states={
        "uploaded": "Chờ ghép cột",
        "checking": "Đang kiểm tra",
        "checked": "Đã kiểm tra",
        "storing": "Đang lưu",
        "stored": "Đã lưu vào đợt",
        "undone": "Đã hoàn tác",
    },
    who="Người nhập",
    when="Thời điểm",
    back="Về danh sách nhập tệp",
    back_to="Về lần nhập này",
    columns="Ghép cột",
    columns_lead="Cột nào của tệp là câu nào. Cột đoán được đã chọn sẵn; xem lại từng dòng.",
    around="Thông tin của phiếu",
    places={
        "key": "Mã người trả lời (để nhận ra phiếu trùng)",
        "agency": "Cơ quan giải quyết",
        "service_point": "Nơi tiếp nhận",
        "procedure": "Thủ tục hành chính",
        "cell": "Ô mẫu",
        "day": "Ngày trả lời",
        "language": "Ngôn ngữ",
        "seconds": "Số giây trả lời",
        "assisted": "Có người hỗ trợ",
        "state": "Phiếu đủ hay bỏ dở",
    },
    or_value="hoặc một giá trị cho mọi dòng",
    items="Các câu của mẫu phiếu",
    item="Câu",
    column="Cột của tệp",
    samples="Ví dụ trong tệp",
    not_chosen="(không có)",
    not_asked="(không hỏi ở tệp này)",
    words_of_file="Mã của tệp khác mã của mẫu phiếu",
    words_hint="Mỗi dòng một cặp, ví dụ: AO01 = 5",
    dont_know="Mã nghĩa là không có ý kiến",
    missing="Mã nghĩa là bỏ trống",
    missing_hint="Cách nhau bằng dấu phẩy, ví dụ: 98, 99",
    check="Kiểm tra tệp",
    download_mapping="Tải bảng ghép cột (YAML)",
    waits="Tệp lớn nên đang được xử lý ở máy chủ. Có thể đóng trang này và quay lại sau.",
    look_again="Xem lại trạng thái",
    found="Kết quả kiểm tra",
    found_lead="{rows} dòng: {new} phiếu mới, {known} phiếu đã có trong đợt, {partial} phiếu bỏ dở.",
    unread="Cột không đọc: {names}",
    notes="Lưu ý: {text}",
    nothing_new="Mọi phiếu của tệp đã có trong đợt; không có gì để lưu.",
    store="Lưu vào đợt",
    store_lead="Lưu {new} phiếu vào đợt {wave}. Có thể hoàn tác cho đến khi chốt số liệu.",
    wrong="{n} chỗ cần sửa; chưa lưu gì",
    rest="Còn {n} chỗ nữa.",
    row="Dòng",
    what="Cần sửa",
    cure="Cách sửa",
    mend="Sửa tệp rồi gửi lại, hoặc ghép lại cột.",
    not_read="Chưa kiểm tra được",
    detail="Chi tiết",
    errors={
        "EncodingError": "Tệp không phải UTF-8. Lưu lại dạng “CSV UTF-8”.",
        "EmptyTableError": "Tệp không có dòng nào.",
        "HeaderError": "Dòng tiêu đề có hai cột cùng tên, hoặc không có tên cột.",
        "RaggedRowError": "Có dòng thừa hoặc thiếu ô so với dòng tiêu đề.",
        "TooLargeError": "Tệp quá lớn. Chia nhỏ tệp, hoặc lưu dạng CSV.",
        "UnreadableFileError": "Không đọc được tệp: tệp hỏng, có mật khẩu, hoặc không đúng loại.",
        "WrongKindError": "Không đọc loại tệp này. Dùng CSV, XLSX hoặc .sav.",
        "MissingReaderError": "Máy chủ chưa có thư viện đọc tệp SPSS. Lưu tệp dạng CSV.",
        "MappingError": "Bảng ghép cột chưa đủ hoặc chưa đúng.",
        "ImportingError": "Không nhập được vào lúc này.",
        "TableError": "Không đọc được tệp thành một bảng.",
    },
    undo="Hoàn tác lần nhập này",
    undo_lead=(
        "Xóa {ballots} phiếu và {comments} ý kiến ghi thêm của lần nhập {n}; mọi thứ khác giữ nguyên. Tệp có "
        "thể nhập lại."
    ),
    undo_now="Hoàn tác",
    undone_lead="Phiếu và ý kiến ghi thêm của lần nhập này đã được xóa; tệp có thể nhập lại.",
    drop="Bỏ tệp này",
    gone="Tệp không còn được giữ (quá 24 giờ). Gửi lại tệp.",
    not_yours="Tệp này do người khác gửi và chưa lưu vào đợt; chỉ người gửi xem và lưu được.",
    done={
        "stored": "Đã lưu vào đợt.",
        "undone": "Đã hoàn tác.",
        "dropped": "Đã bỏ tệp.",
    },
    no_file="Chọn một tệp.",
    choose_wave="Chọn một đợt đang nhận phiếu.",
    too_large="Tệp quá lớn",
    what_was_sent="Những gì vừa gửi",
    too_large_lead=(
        "{file}: {size} MiB. Trang này nhận nhiều nhất {mib} MiB; chưa nhận gì. Chia nhỏ tệp, hoặc nhờ "
        "người giữ máy chủ nhập bằng lệnh."
    ),
)
EN = ImportWords(
    title="Import ballots from a file",
    lead="Bring answers of other programs into a wave: CSV, XLSX, SPSS, LimeSurvey, Kobo, ODK.",
    empty="Nothing was imported yet.",
    no_wave="No wave is taking ballots. Open one first, then import.",
    new="Import a file",
    new_lead="The file is checked first; nothing is stored before “Store in the wave” is pressed.",
    wave="Wave",
    file="File of answers",
    file_hint=(
        "CSV (UTF-8), compressed CSV (.gz), XLSX, .sav; {mib} MiB at most. Larger ones: with the command "
        "hailong import."
    ),
    mapping_file="Mapping of columns (if there is one)",
    mapping_hint="A YAML file from an earlier import. Left out, the columns are guessed.",
    send="Send the file",
    number="Import",
    ballots="Ballots",
    comments="Written comments",
    state="State",
    states={
        "uploaded": "Columns to be mapped",
        "checking": "Being checked",
        "checked": "Checked",
        "storing": "Being stored",
        "stored": "Stored in the wave",
        "undone": "Undone",
    },
    who="By",
    when="When",
    back="Back to the imports",
    back_to="Back to this import",
    columns="Map the columns",
    columns_lead="Which column is which question. What could be guessed is chosen; look at every line.",
    around="About the ballot",
    places={
        "key": "Key of the respondent (to know a ballot again)",
        "agency": "Responsible agency",
        "service_point": "Service point",
        "procedure": "Procedure",
        "cell": "Design cell",
        "day": "Day of the answer",
        "language": "Language",
        "seconds": "Seconds taken",
        "assisted": "Answered with help",
        "state": "Complete or partial",
    },
    or_value="or one value for all rows",
    items="Questions of the questionnaire",
    item="Question",
    column="Column of the file",
    samples="Examples from the file",
    not_chosen="(none)",
    not_asked="(not asked in this file)",
    words_of_file="Codes of the file that differ from the questionnaire",
    words_hint="One pair a line, such as: AO01 = 5",
    dont_know="Codes that mean no opinion",
    missing="Codes that mean left blank",
    missing_hint="Between commas, such as: 98, 99",
    check="Check the file",
    download_mapping="Download the mapping (YAML)",
    waits="The file is large and is worked on by the server. This page can be closed and opened again later.",
    look_again="Look again",
    found="What was found",
    found_lead="Rows: {rows}. New ballots: {new}; in the wave already: {known}; partial: {partial}.",
    unread="Columns that are not read: {names}",
    notes="Note: {text}",
    nothing_new="Every ballot of the file is in the wave already; there is nothing to store.",
    store="Store in the wave",
    store_lead="Ballots to be stored in {wave}: {new}. This can be undone until the data are frozen.",
    wrong="Places to mend: {n}; nothing is stored",
    rest="And {n} more.",
    row="Row",
    what="What to mend",
    cure="How",
    mend="Mend the file and send it again, or map the columns again.",
    not_read="Not checked yet",
    detail="Details",
    errors={
        "EncodingError": "The file is not UTF-8. Save it again as “CSV UTF-8”.",
        "EmptyTableError": "The file has no rows.",
        "HeaderError": "The header has two columns of one name, or no names.",
        "RaggedRowError": "A row has more or fewer cells than the header.",
        "TooLargeError": "The file is too large. Split it, or save it as CSV.",
        "UnreadableFileError": "The file cannot be read: damaged, with a password, or of another kind.",
        "WrongKindError": "Files of this kind are not read. Use CSV, XLSX or .sav.",
        "MissingReaderError": "The server has no library for SPSS files. Save the file as CSV.",
        "MappingError": "The mapping of columns is not complete, or not right.",
        "ImportingError": "This cannot be imported now.",
        "TableError": "The file cannot be read as one table.",
    },
    undo="Undo this import",
    undo_lead=(
        "Delete {ballots} ballots and {comments} written comments of import {n}; everything else stays. The "
        "file can be imported again."
    ),
    undo_now="Undo",
    undone_lead="The ballots and comments of this import are deleted; the file can be imported again.",
    drop="Drop this file",
    gone="The file is kept no more (24 hours have passed). Send it again.",
    not_yours="Somebody else sent this file and has not stored it yet; only they can see and store it.",
    done={"stored": "Stored in the wave.", "undone": "Undone.", "dropped": "The file was dropped."},
    no_file="Choose a file.",
    choose_wave="Choose a wave that takes ballots.",
    too_large="The file is too large",
    what_was_sent="What was sent",
    too_large_lead=(
        "{file}: {size} MiB. This page takes {mib} MiB at most; nothing was taken. Split the file, or have "
        "it imported with the command by whoever keeps the server."
    ),
)


def said(language: str) -> ImportWords:
    """The words of a language."""
    return EN if language == "en" else VI
