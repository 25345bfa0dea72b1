"""What the columns of somebody's file look like: rated items, other closed questions, or neither."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from questionnaires.answers import NO_OPINION, SIGNS

MOST_RATED_CODES = 11
MOST_OPTIONS = 20
STANDARD = frozenset("12345")
CODE = re.compile(r"[0-9A-Z]")
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")


@dataclass(frozen=True)
class Column:
    """One column: its header as text and as a code, and the different answers found in it."""

    code: str
    text: str
    values: tuple[str, ...]
    n_answers: int
    has_no_opinion: bool

    @property
    def is_coded(self) -> bool:
        """Whether every answer is already a one-character code."""
        return bool(self.values) and all(CODE.fullmatch(value) for value in self.values)

    @property
    def prefix(self) -> str:
        """What comes before the last "_" or before the digits at the end; "" when there is neither."""
        if "_" in self.code:
            return self.code.rpartition("_")[0].rstrip("_")
        return self.code.rstrip("0123456789") if self.code[-1:].isdigit() else ""

    @property
    def is_numbered(self) -> bool:
        return self.code[-1:].isdigit()

    @property
    def is_closed(self) -> bool:
        """Whether its answers can be offered as options without printing what one person wrote."""
        if not 2 <= len(self.values) <= MOST_OPTIONS:
            return False
        return self.is_coded or 2 * len(self.values) <= self.n_answers


def read_columns(
    columns: Mapping[str, Sequence[str]], *, dont_know: Collection[str], missing: Collection[str]
) -> list[Column]:
    """The columns of a file in their order, each with a code of its own."""
    codes = column_codes(columns)
    return [
        _column(codes[header], header, answers, dont_know=set(dont_know), missing=set(missing))
        for header, answers in columns.items()
    ]


def column_codes(headers: Iterable[str]) -> dict[str, str]:
    """An item code for every header: the header itself where it can be one, else its plain letters."""
    headers = list(headers)
    codes = {header: header for header in headers if NAME.fullmatch(header) and header != "overall"}
    taken = {"overall", *codes}
    for number, header in enumerate(headers, start=1):
        if header not in codes:
            codes[header] = free(_slug(header) or f"column_{number}", taken)
            taken.add(codes[header])
    return codes


def rated_groups(columns: Iterable[Column]) -> dict[str, list[Column]]:
    """The columns that look rated, by their common prefix."""
    groups: dict[str, list[Column]] = {}
    for column in columns:
        if column.prefix and column.is_coded:
            groups.setdefault(column.prefix, []).append(column)
    kept = {prefix: _without_twofold(members) for prefix, members in groups.items()}
    return {prefix: members for prefix, members in kept.items() if _looks_rated(members)}


def codes_of(columns: Iterable[Column]) -> tuple[str, ...]:
    """All codes found in some columns, in order."""
    return tuple(sorted({value for column in columns for value in column.values}))


def free(name: str, taken: Collection[str]) -> str:
    """The name, with a number after it when it is taken."""
    numbered = (f"{name}_{number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(each for each in numbered if each not in taken)


def clean(text: str) -> str:
    """A text in one line of printable characters."""
    kept = (each if each.isprintable() and each != "\ufffd" else " " for each in text)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def _column(
    code: str, header: str, answers: Sequence[str], *, dont_know: set[str], missing: set[str]
) -> Column:
    given = [clean(answer) for answer in answers]
    unsure = dont_know | {NO_OPINION}
    kept = [each for each in given if each and each not in missing | unsure | SIGNS]
    has_no_opinion = any(each in unsure and each not in missing for each in given)
    return Column(code, clean(header) or code, tuple(sorted(set(kept))), len(kept), has_no_opinion)


def _without_twofold(members: list[Column]) -> list[Column]:
    """Without the columns that use two low codes where the others use more: sex among Q1, Q2, Q3."""
    if max(codes_of(members), default="") <= "2":
        return members
    return [each for each in members if each.n_answers < 20 or max(each.values) > "2"]


def _looks_rated(members: list[Column]) -> bool:
    codes = codes_of(members)
    if len(members) < 2 and not all(each.is_numbered for each in members):
        return False
    if not codes or len(codes) > MOST_RATED_CODES or not "".join(codes).isdigit():
        return False
    return len(codes) >= 3 or (set(codes) <= STANDARD and codes[-1] >= "4")


def _slug(header: str) -> str:
    """A header in plain letters: "Giới tính" becomes Gioi_tinh."""
    letters = unicodedata.normalize("NFD", header.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(each for each in letters if not unicodedata.combining(each))
    joined = re.sub(r"[^A-Za-z0-9.-]+", "_", plain).strip("_.-")[:40].rstrip("_.-")
    return joined if not joined or joined[0].isalpha() else f"c_{joined}"
