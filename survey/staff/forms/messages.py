"""What the pages of questionnaires say, in each language. No pronoun, only verbs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class FormWords:
    """The sentences of one language; what stands in braces is filled in."""

    title: str
    lead: str
    empty: str
    new: str
    new_lead: str
    file: str
    file_hint: str
    send: str
    back: str
    name: str
    version: str
    languages: str
    questions: str
    waves: str
    revision: str
    revises: str
    waiting: str
    uploaded_by: str
    state: str
    states: dict[str, str]
    draft: str
    preview: str
    preview_lead: str
    surfaces: dict[str, str]
    language_names: dict[str, str]
    side_by_side: str
    parity: str
    item: str
    kinds: dict[str, str]
    only_if: str
    no_opinion: str
    publish: str
    publish_lead: str
    propose: str
    propose_lead: str
    which: str
    reason: str
    reason_hint: str
    propose_now: str
    approve: str
    approve_lead: str
    not_own: str
    drop: str
    download: str
    fixed: str
    approved_by: str
    no_file: str
    no_reason: str
    no_version: str
    wrong: str
    unreadable: str
    taken: str
    cannot: str
    line: str
    where: str
    what: str
    detail_note: str
    banner: str
    not_printed: str
    done: dict[str, str]


VI = FormWords(
    title="Mẫu phiếu",
    lead="Các mẫu phiếu khảo sát đã công bố trong hệ thống, dùng chung cho mọi đơn vị.",
    empty="Chưa có mẫu phiếu nào.",
    new="Tải mẫu phiếu lên",
    new_lead="Tệp YAML, hoặc bảng tính XLSForm (.xlsx), được kiểm tra từng dòng; chưa có gì được công bố.",
    file="Tệp mẫu phiếu (YAML)",
    file_hint="Trạng thái final, nhiều nhất 1 MiB.",
    send="Kiểm tra tệp",
    back="Về danh sách mẫu phiếu",
    name="Mẫu phiếu",
    version="Phiên bản",
    languages="Ngôn ngữ",
    questions="Số câu",
    waves="Số đợt dùng",
    revision="Sửa chữ của phiên bản",
    revises="sửa chữ của {version}, người phê duyệt: {by}",
    waiting="Đang chờ",
    uploaded_by="Người tải lên",
    state="Trạng thái",
    states={"checked": "Chưa công bố", "proposed": "Chờ người thứ hai phê duyệt"},
    draft="Bản tải lên",
    preview="Xem trước",
    preview_lead="Mở từng bản như người dân sẽ thấy. Bản xem trước không gửi và không lưu gì.",
    surfaces={"phone": "Điện thoại", "kiosk": "Máy tại nơi tiếp nhận", "paper": "Phiếu giấy (PDF)"},
    language_names={"vi": "Tiếng Việt", "en": "Tiếng Anh"},
    side_by_side="Các câu, các ngôn ngữ cạnh nhau",
    parity="Đủ chữ ở cả {n} ngôn ngữ đã khai",
    item="Câu",
    kinds={
        "battery": "một mức",
        "single": "chọn một",
        "multiple": "chọn nhiều",
        "yes_no": "có / không",
        "text": "viết",
    },
    only_if="chỉ hỏi khi {item} là {codes}",
    no_opinion="không có ý kiến",
    publish="Công bố mẫu phiếu",
    publish_lead="Sau khi công bố, phiên bản này không sửa được nữa; muốn sửa phải tăng số phiên bản.",
    propose="Đề nghị là bản sửa chữ",
    propose_lead=(
        "Chỉ khi ý nghĩa các câu không đổi (lỗi chính tả, cách trình bày): kết quả nối tiếp phiên bản cũ. "
        "Người thứ hai phê duyệt."
    ),
    which="Phiên bản được sửa",
    reason="Sửa gì, vì sao ý nghĩa không đổi",
    reason_hint="Ghi để người phê duyệt đọc.",
    propose_now="Gửi người thứ hai phê duyệt",
    approve="Phê duyệt bản sửa chữ",
    approve_lead="Phê duyệt rằng ý nghĩa các câu không đổi so với phiên bản {version}. Lý do: {reason}",
    not_own="Bản sửa chữ này do chính tài khoản đang dùng đề nghị; cần người khác phê duyệt.",
    drop="Bỏ bản tải lên",
    download="Tải tệp YAML",
    fixed="Đã công bố: không sửa được.",
    approved_by="Người phê duyệt",
    no_file="Chọn một tệp.",
    no_reason="Ghi sửa gì và vì sao ý nghĩa không đổi.",
    no_version="Chọn phiên bản được sửa.",
    wrong="Tệp có {n} chỗ cần sửa",
    unreadable="Không đọc được tệp này",
    taken="Phiên bản này đã có. Tăng số phiên bản trong tệp rồi tải lại.",
    cannot="Không làm được bước này.",
    line="Dòng",
    where="Phần",
    what="Cần sửa",
    detail_note="Nội dung từng dòng ghi bằng tiếng Anh, như lệnh hailong questionnaire check.",
    banner="XEM TRƯỚC – không gửi được, không lưu gì",
    not_printed="Không dàn được phiếu giấy",
    done={
        "published": "Đã công bố.",
        "proposed": "Đã gửi người thứ hai phê duyệt.",
        "dropped": "Đã bỏ bản tải lên.",
    },
)
EN = FormWords(
    title="Questionnaires",
    lead="The questionnaires published in this installation, for all units alike.",
    empty="There is no questionnaire yet.",
    new="Upload a questionnaire",
    new_lead="A YAML file, or an XLSForm workbook (.xlsx), is checked line by line; nothing is published.",
    file="Questionnaire (YAML)",
    file_hint="With status final, 1 MiB at most.",
    send="Check the file",
    back="Back to the questionnaires",
    name="Questionnaire",
    version="Version",
    languages="Languages",
    questions="Questions",
    waves="Waves",
    revision="Revision of",
    revises="a revision of {version}, approved by {by}",
    waiting="Waiting",
    uploaded_by="Uploaded by",
    state="State",
    states={"checked": "Not published", "proposed": "Waits for a second person"},
    draft="Upload",
    preview="Preview",
    preview_lead="Each opens as citizens will see it. A preview sends nothing and stores nothing.",
    surfaces={"phone": "Phone", "kiosk": "Kiosk", "paper": "Paper (PDF)"},
    language_names={"vi": "Vietnamese", "en": "English"},
    side_by_side="Questions in all languages side by side",
    parity="Every text is there in all {n} declared languages",
    item="Question",
    kinds={
        "battery": "one level",
        "single": "choose one",
        "multiple": "tick many",
        "yes_no": "yes / no",
        "text": "written",
    },
    only_if="asked only if {item} is {codes}",
    no_opinion="no opinion",
    publish="Publish the questionnaire",
    publish_lead="Once published this version cannot be changed; a change needs a new version number.",
    propose="Propose as a revision",
    propose_lead=(
        "Only if no question means anything else (spelling, layout): results go on from the earlier version. "
        "A second person approves."
    ),
    which="Version that is revised",
    reason="What changed, and why the meaning is the same",
    reason_hint="For whoever approves.",
    propose_now="Send to a second person",
    approve="Approve the revision",
    approve_lead="Approve that no question means anything else than in version {version}. Reason: {reason}",
    not_own="This account proposed the revision itself; somebody else has to approve it.",
    drop="Drop the upload",
    download="Download the YAML file",
    fixed="Published: it cannot be changed.",
    approved_by="Approved by",
    no_file="Choose a file.",
    no_reason="Say what changed and why the meaning is the same.",
    no_version="Choose the version that is revised.",
    wrong="Places of the file to be mended: {n}",
    unreadable="This file cannot be read",
    taken="This version is there already. Raise the version in the file and upload it again.",
    cannot="This step cannot be taken.",
    line="Line",
    where="Part",
    what="What to mend",
    detail_note="The same list as hailong questionnaire check gives.",
    banner="PREVIEW – nothing can be sent, nothing is stored",
    not_printed="The paper form cannot be laid out",
    done={
        "published": "Published.",
        "proposed": "Sent to a second person.",
        "dropped": "The upload was dropped.",
    },
)


def said(language: str) -> FormWords:
    """The words of a language."""
    return EN if language == "en" else VI
