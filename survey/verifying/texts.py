"""What `hailong verify` says, in two languages."""

from __future__ import annotations

TEXTS: dict[str, dict[str, str]] = {
    "yes": {"vi": "KHỚP", "en": "YES"},
    "no": {"vi": "KHÔNG KHỚP", "en": "NO"},
    "unknown": {"vi": "CHƯA KẾT LUẬN ĐƯỢC", "en": "CANNOT SAY"},
    "with_data": {
        "vi": "các con số trong báo cáo là các con số mà {source} và phiên bản {version} cho ra",
        "en": "the report's figures are those that {source} and version {version} make",
    },
    "by_itself": {
        "vi": "trang in đúng như dữ liệu nhúng trong tệp và phiên bản {version} cho ra; "
        "chưa đối chiếu với số liệu, hãy thêm --estimates hoặc --manifest",
        "en": "the pages are those that the data inside and version {version} make; "
        "not held against the data yet, add --estimates or --manifest",
    },
    "not_these": {
        "vi": "đây không phải là các con số mà số liệu và phiên bản này cho ra",
        "en": "these are not the figures that the data and this version make",
    },
    "checksum": {
        "vi": "mã kiểm tra số liệu in trên trang: {found}",
        "en": "printed figures checksum: {found}",
    },
    "no_checksum": {
        "vi": "trên trang không có mã kiểm tra số liệu nào",
        "en": "no figures checksum is printed on the pages",
    },
    "checksum_other": {
        "vi": "mã in trên trang là {found}, dữ liệu nhúng ghi {embedded}",
        "en": "the pages print {found}, the data inside say {embedded}",
    },
    "checksum_data": {
        "vi": "báo cáo ghi mã {embedded}, {source} cho ra mã {given}: báo cáo làm từ số liệu khác",
        "en": "the report says {embedded}, {source} gives {given}: it was made from other figures",
    },
    "changed": {
        "vi": "trang {page}: phải là “{printed}”, tệp này có “{found}”; ở dòng “{line}”",
        "en": "page {page}: should be “{printed}”, this file has “{found}”; in the line “{line}”",
    },
    "otherwise": {
        "vi": "trang {page}: đủ chữ nhưng vẽ khác với bản do phiên bản này vẽ",
        "en": "page {page}: the words are there, but drawn otherwise than this version draws them",
    },
    "missing": {"vi": "thiếu {pages} trang", "en": "{pages} pages are missing"},
    "extra": {"vi": "có thêm {pages} trang ở cuối", "en": "{pages} pages were added at the end"},
    "figure_added": {
        "vi": "trang {page}: có con số được ghi thêm: “{text}”",
        "en": "page {page}: a figure was put on: “{text}”",
    },
    "added": {"vi": "trang {page}: được ghi thêm “{text}”", "en": "page {page}: “{text}” was put on"},
    "drawn_on": {
        "vi": "trang {page}: có phần vẽ hoặc đóng dấu thêm; hãy nhìn xem nó có che con số nào không",
        "en": "page {page}: something was drawn or stamped on; see that it covers no figure",
    },
    "figure": {
        "vi": "{whom}, {code}, {field}: dữ liệu nhúng ghi {embedded}, số liệu là {given}",
        "en": "{whom}, {code}, {field}: the data inside say {embedded}, the figure is {given}",
    },
    "more": {"vi": "và {count} chỗ khác", "en": "and {count} more"},
    "everybody": {"vi": "tất cả đơn vị", "en": "all units"},
    "in_manifest": {
        "vi": "dữ liệu nhúng có trong {source}: {file}",
        "en": "the data inside are listed in {source}: {file}",
    },
    "not_in_manifest": {
        "vi": "dữ liệu nhúng không có trong {source}",
        "en": "the data inside are not listed in {source}",
    },
    "signed": {
        "vi": "tệp có chữ ký số; lệnh này không kiểm tra chữ ký, hãy dùng phần mềm ký số",
        "en": "the file is digitally signed; whether the signature is valid is not checked here",
    },
    "version": {
        "vi": "báo cáo do phiên bản {made} làm, đây là phiên bản {version}; hãy dùng phiên bản {made}",
        "en": "the report was made by version {made}, this is {version}; verify it with version {made}",
    },
    "unreadable": {"vi": "không đọc được tệp: {why}", "en": "the file cannot be read: {why}"},
    "nothing_inside": {
        "vi": "trong tệp không có dữ liệu của báo cáo: tệp không do chương trình này làm, "
        "làm bằng phiên bản cũ, hoặc đã được in lại thành tệp khác",
        "en": "there are no data of a report inside: made by another program, by an old version, "
        "or printed into another file",
    },
    "several_inside": {
        "vi": "trong tệp có {count} bản dữ liệu của báo cáo thay vì một",
        "en": "there are {count} sets of report data inside instead of one",
    },
    "other_fonts": {
        "vi": "tệp dùng kiểu chữ {fonts}; chạy lại với --font và đúng các tệp kiểu chữ đó",
        "en": "it is set in {fonts}; run again with --font and just these files",
    },
    "our_fonts": {
        "vi": "tệp dùng kiểu chữ của phần mềm; chạy lại không có --font",
        "en": "it is set in the program's own typeface; run again without --font",
    },
    "strange_inside": {
        "vi": "không hiểu được dữ liệu nhúng trong tệp: {why}",
        "en": "the data inside cannot be understood: {why}",
    },
}


def say(key: str, language: str, **values: object) -> str:
    """A sentence with its values."""
    return TEXTS[key][language].format(**values)
