"""The ways into the pages of staff: each area with its name and the roles that see it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from survey.tables.staff import ROLES


@dataclass(frozen=True)
class Entry:
    """One area in the menu."""

    endpoint: str
    """The page that it leads to."""
    path: str
    """What the addresses of its pages begin with."""
    names: dict[str, str]
    """Its name by language."""
    roles: frozenset[str]


def _entry(endpoint: str, path: str, vi: str, en: str, *roles: str) -> Entry:
    return Entry(f"staff.{endpoint}", f"/staff/{path}", {"vi": vi, "en": en}, frozenset(roles))


FIELDWORK = ("administrator", "analyst", "approver", "officer", "supervisor", "auditor")
FORMS = ("analyst", "approver", "administrator", "auditor")
MENU = (
    _entry("waves_list", "waves", "Đợt khảo sát", "Waves", "administrator", "analyst", "approver", "auditor"),
    _entry("my_waves", "my-waves", "Đợt đánh giá", "My waves", "officer"),
    _entry("fieldwork_waves", "fieldwork", "Thu thập", "Fieldwork", *FIELDWORK),
    _entry("samples", "samples", "Mẫu điều tra", "Samples", "analyst", "supervisor", "auditor"),
    _entry("keying_list", "keying", "Phiếu giấy", "Paper", "clerk", "supervisor", "analyst", "auditor"),
    _entry("imports", "imports", "Nhập tệp", "Imports", "analyst", "administrator", "auditor"),
    _entry("quality_waves", "quality", "Chất lượng phiếu", "Quality", "analyst", "approver", "auditor"),
    _entry("comment_waves", "comments", "Ý kiến ghi thêm", "Comments", "analyst", "approver", "officer"),
    _entry("results", "results", "Kết quả", "Results", "analyst", "approver", "auditor", "officer"),
    _entry("forms", "forms", "Mẫu phiếu", "Questionnaires", *FORMS),
    _entry("units_tree", "units", "Đơn vị", "Units", *ROLES),
    _entry("people_list", "people", "Người dùng", "People", "administrator"),
    _entry("jobs_list", "jobs", "Công việc", "Jobs", "administrator", "analyst", "auditor"),
)
"""In the order in which they stand: the work on a wave from its plan to its results, then what is kept."""


def entries_for(roles: Collection[str]) -> list[Entry]:
    """The areas that somebody with these roles sees."""
    return [each for each in MENU if each.roles & set(roles)]
