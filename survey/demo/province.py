"""The province of the demonstration: invented, with names that no commune of Việt Nam bears."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from survey.files.slugs import slug
from survey.units.unit_import import Files

PROVINCE = "lam-giang"
SINCE = "2025-07-01"
MERGED_ON = "2026-01-01"
BEFORE_MERGER = "2025-12-31"
MERGED = "Xã Khê Giang"
PREDECESSORS = ("Xã Khê Thượng", "Xã Khê Hạ")
SMALLEST = "Đặc khu Nhạn Sa"
"""An island of three ballots: too few to show anything."""
CENTRE = "Trung tâm Phục vụ hành chính công tỉnh"


@dataclass(frozen=True)
class Department:
    """An office of the province: cases a year, ballots in the two waves, how much better than the rest."""

    name: str
    name_en: str
    cases: int
    ballots: tuple[int, int]
    effect: float
    kind: str = "department"


DEPARTMENTS = (
    Department("Sở Nội vụ", "Department of Home Affairs", 3200, (250, 270), 0.15),
    Department("Sở Tư pháp", "Department of Justice", 5400, (310, 300), 0.35),
    Department("Sở Tài chính", "Department of Finance", 4100, (280, 320), 0.05),
    Department("Sở Công Thương", "Department of Industry and Trade", 2700, (210, 230), 0.10),
    Department("Sở Xây dựng", "Department of Construction", 6900, (340, 360), -0.35),
    Department(
        "Sở Nông nghiệp và Môi trường", "Department of Agriculture and Environment", 9800, (380, 370), -0.25
    ),
    Department("Sở Khoa học và Công nghệ", "Department of Science and Technology", 900, (150, 140), 0.20),
    Department(
        "Sở Văn hóa, Thể thao và Du lịch", "Department of Culture, Sports and Tourism", 1300, (170, 180), 0.12
    ),
    Department("Sở Giáo dục và Đào tạo", "Department of Education and Training", 2500, (240, 220), 0.25),
    Department("Sở Y tế", "Department of Health", 3600, (260, 280), 0.0),
    Department("Sở Dân tộc và Tôn giáo", "Department of Ethnic and Religious Affairs", 400, (90, 80), 0.18),
    Department("Sở Ngoại vụ", "Department of Foreign Affairs", 60, (24, 22), 0.30),
    Department(
        "Văn phòng Ủy ban nhân dân tỉnh", "Office of the Provincial People's Committee", 700, (110, 120), 0.10
    ),
    Department("Thanh tra tỉnh", "Provincial Inspectorate", 300, (70, 75), -0.10),
    Department("Ban Quản lý các khu công nghiệp", "Industrial Zones Authority", 1500, (190, 200), 0.05),
    Department(
        "Văn phòng Đăng ký đất đai", "Land Registration Office", 21000, (420, 430), -0.45, kind="branch"
    ),
    Department("Công an tỉnh", "Provincial Police", 36000, (400, 410), 0.20, kind="vertical_agency"),
    Department("Thuế tỉnh", "Provincial Tax Office", 15000, (360, 350), -0.05, kind="vertical_agency"),
    Department(
        "Bảo hiểm xã hội tỉnh", "Provincial Social Insurance", 12000, (350, 340), 0.15, kind="vertical_agency"
    ),
    Department(
        "Kho bạc Nhà nước tỉnh", "Provincial State Treasury", 1100, (130, 125), 0.05, kind="vertical_agency"
    ),
)

WARDS = (
    "Lam Châu, Lam Đài, Lam Hồ, Bích Châu, Bích Giang, Ngọc Kiều, Hồng Kiều, Trúc Giang, Tùng Lĩnh, "
    "Kim Phong, Phượng Châu, Phượng Trì, Minh Giang"
).split(", ")
COMMUNES = (
    "Lam Khê, Lam Nguyên, Lam Dương, Lam Thạch, Lam Tuyền, Lam Xuyên, Vân Đàm, Vân Cốc, Vân Tuyền, Vân Châu, "
    "Vân Xuyên, Thanh Đàm, Thanh Lạc, Thanh Nham, Thanh Xuyên, Bích Khê, Bích Lạc, Bích Tuyền, Bích Nham, "
    "Ngọc Đàm, Ngọc Nguyên, Ngọc Tuyền, Ngọc Nham, Hồng Đàm, Hồng Nguyên, Hồng Xuyên, Thạch Đàm, "
    "Thạch Nguyên, Thạch Tuyền, Thạch Xuyên, Trà Khê, Trà Lạc, Trà Nguyên, Trà Xuyên, Cẩm Đàm, Cẩm Nham, "
    "Cẩm Hồ, Diên Đàm, Diên Giang, Diên Xuyên, Hạc Giang, Hạc Sơn, Hạc Trì, Nhạn Giang, Mộc Đàm, Mộc Khê, "
    "Mộc Lĩnh, Quế Khê, Quế Nguyên, Quế Thạch, Sương Khê, Sương Sơn, Trầm Khê, Trầm Sơn, Tùng Đàm, "
    "Tùng Giang, Tùng Nguyên, Trúc Khê, Trúc Đàm, Trúc Nguyên, Liên Giang, Liên Nguyên, Sen Hồ, Sen Đàm, "
    "Hoài Giang, Hoài Nguyên, Hoài Khê, Duyên Giang, Duyên Sơn, Nhã Khê, Nhã Nguyên, Lạc Khê, Lạc Nguyên, "
    "Phượng Khê, Huyền Khê, Huyền Lâm, Minh Nguyên, Minh Tuyền, Đan Khê, Đan Giang, Đan Nguyên, Kiều Giang, "
    "Kiều Sơn, Lộc Khê, Lộc Nguyên"
).split(", ")
"""Beside these, the merged commune, its two predecessors and the island."""

LONGEST_CODE = 32
UNIT_FIELDS = ("code", "kind", "name", "name_en", "parent", "valid_from", "valid_to")
SUCCESSION_FIELDS = ("old", "new", "day", "share")
_ENGLISH = {"Phường": "ward", "Xã": "commune", "Đặc khu": "special zone"}


def communes(day: str) -> list[str]:
    """The wards, communes and the special zone of a day."""
    lasting = [f"Phường {name}" for name in WARDS] + [f"Xã {name}" for name in COMMUNES] + [SMALLEST]
    return lasting + (list(PREDECESSORS) if day < MERGED_ON else [MERGED])


def code_of(name: str) -> str:
    """The code of a unit: its name without accents, cut between words where it is too long for a code."""
    words = slug(name)
    return words if len(words) <= LONGEST_CODE else words[: LONGEST_CODE + 1].rpartition("-")[0]


def write_files(folder: Path) -> Files:
    """The units and their merger as the files that `hailong unit import` reads."""
    files = Files(folder / "units-simulated.csv", successions=folder / "successions-simulated.csv")
    _write(files.units, UNIT_FIELDS, _units())
    assert files.successions
    _write(
        files.successions,
        SUCCESSION_FIELDS,
        [(code_of(each), code_of(MERGED), MERGED_ON, "1") for each in PREDECESSORS],
    )
    return files


def _units() -> Iterator[tuple[str, ...]]:
    yield PROVINCE, "province", "Tỉnh Lam Giang (mô phỏng)", "Lam Giang province (simulated)", "", SINCE, ""
    yield _unit("service_centre", CENTRE, "Provincial Public Service Centre")
    for each in DEPARTMENTS:
        yield _unit(each.kind, each.name, each.name_en)
    for name in communes(SINCE):
        yield _unit("commune", name, _english(name), end=BEFORE_MERGER if name in PREDECESSORS else "")
    yield _unit("commune", MERGED, _english(MERGED), start=MERGED_ON)


def _unit(kind: str, name: str, name_en: str, *, start: str = SINCE, end: str = "") -> tuple[str, ...]:
    return code_of(name), kind, name, name_en, PROVINCE, start, end


def _english(name: str) -> str:
    kind = next(kind for kind in _ENGLISH if name.startswith(kind))
    return f"{name.removeprefix(kind).strip()} {_ENGLISH[kind]}"


def _write(
    path: Path, fields: Sequence[str], rows: Iterator[tuple[str, ...]] | list[tuple[str, ...]]
) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([fields, *rows])
