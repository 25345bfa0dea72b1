"""The sentences of these two documents."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "title": {"vi": "Ý kiến ghi thêm", "en": "Written comments"},
    "internal": {
        "vi": "Tài liệu nội bộ, chỉ dành cho người được giao xử lý ý kiến. Ý kiến in nguyên văn, có thể còn "
        "thông tin riêng; lược bỏ trước khi chuyển đi. Không ghép ý kiến với phiếu khảo sát.",
        "en": "Internal: only for those charged with processing comments. The texts are printed as they were "
        "written and may hold private details; remove these before passing anything on. Comments are not "
        "linked to ballots.",
    },
    "codes": {
        "vi": "Ký tự không có trong phông chữ được in bằng mã, ví dụ [U+1F44D].",
        "en": "A character that the typeface lacks is printed by its code, such as [U+1F44D].",
    },
    "none": {"vi": "Không có ý kiến nào.", "en": "There are no comments."},
    "new": {"vi": "chưa xử lý", "en": "not processed"},
    "cleaned": {"vi": "đã lược bỏ thông tin riêng", "en": "cleaned"},
    "released": {"vi": "đã chuyển", "en": "passed on"},
    "withheld": {"vi": "không chuyển", "en": "withheld"},
    "page": {"vi": "Trang {n}", "en": "Page {n}"},
}


def say(key: str, language: str, **values: object) -> str:
    """A sentence in a language."""
    return WORDS[key][language].format(**values)
