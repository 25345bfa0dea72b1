"""A first draft of a questionnaire from the columns of a file, for its author to correct."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

from questionnaires.columns import (
    MOST_OPTIONS,
    STANDARD,
    Column,
    clean,
    codes_of,
    column_codes,
    free,
    rated_groups,
    read_columns,
)

LABELS = {
    "5": "Rất hài lòng",
    "4": "Hài lòng",
    "3": "Bình thường",
    "2": "Không hài lòng",
    "1": "Rất không hài lòng",
}
OPTION_CODES = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NO_OPINION_LABEL = "Không có ý kiến"


class DraftError(ValueError):
    """Columns from which no questionnaire can be drafted."""


def draft(
    columns: Mapping[str, Sequence[str]],
    *,
    code: str,
    dont_know: Collection[str] = (),
    missing: Collection[str] = (),
) -> str:
    """The YAML of a first draft: it loads, and its comments say what the author has to settle.

    Columns of one-character codes with a common prefix (q3_01, q3_02) become the rated items of a factor;
    other columns of few answers become single-choice items about the respondent, their texts being the
    headers; the rest is left out and listed. `dont_know` and `missing` are codes of the file, such as "9".

    Raises
    ------
    DraftError: no column looks like a closed question.
    """
    found = read_columns(columns, dont_know=dont_know, missing=missing)
    groups = rated_groups(found)
    rated = {column.code for members in groups.values() for column in members}
    about = [column for column in found if column.code not in rated and column.is_closed]
    if not groups and not about:
        names = ", ".join(map(clean, columns))
        raise DraftError(
            f"no column holds 2 to {MOST_OPTIONS} different answers: {names}; "
            "give a file with one row a ballot and one column a question"
        )
    left_out = [column for column in found if column.code not in rated and not column.is_closed]
    return "\n".join(_lines(code, groups, about, left_out, {column.code for column in found})) + "\n"


def _lines(
    code: str, groups: dict[str, list[Column]], about: list[Column], left_out: list[Column], taken: set[str]
) -> Iterable[str]:
    yield "# A first draft made from the columns of a file. Correct the texts, the labels and the factors;"
    yield "# then have it reviewed and set status: final."
    yield from _left_out(left_out)
    name = next(iter(column_codes([code]).values()))
    yield from (f"code: {_quoted(name)}", 'version: "0.1"', "title:", f"  vi: {_quoted(clean(code) or name)}")
    yield from ("languages: [vi]", "status: draft", "index_rule: mean_of_items")
    yield from _scales(groups, about)
    yield "blocks:"
    taken = {"overall", *taken}
    yield from _about(about, free("about", taken))
    yield from _satisfaction(groups, taken | {free("about", taken)})


def _left_out(columns: list[Column]) -> Iterable[str]:
    if columns:
        yield "# Left out, because their answers are not a few codes:"
    for column in columns:
        yield f"#   {column.text} ({len(column.values)} different answers)"


def _scales(groups: dict[str, list[Column]], about: list[Column]) -> Iterable[str]:
    unsure = [column for column in about if column.has_no_opinion]
    if groups or unsure:
        yield "scales:"
    if any(_is_standard(members) for members in groups.values()):
        yield from _scale("satisfaction", LABELS, any(map(_has_no_opinion, groups.values())), ["4", "5"])
    for prefix, members in groups.items():
        if not _is_standard(members):
            yield from _scale(
                _own("factor", prefix), {each: each for each in codes_of(members)}, _has_no_opinion(members)
            )
    for column in unsure:
        yield from _scale(_own("item", column.code), _options(column), True, [])


def _scale(
    name: str, labels: Mapping[str, str], no_opinion: bool, positive: list[str] | None = None
) -> Iterable[str]:
    yield f"  {name}:"
    if positive is None:
        yield "    # Say what each code means, and which codes count as satisfied: positive: [...]"
    yield f"    positive: {json.dumps(positive or [])}"
    if no_opinion:
        yield f"    no_opinion: {{vi: {_quoted(NO_OPINION_LABEL)}}}"
    yield "    options:"
    yield from (f"      - {each}" for each in _option_entries(labels))


def _about(columns: list[Column], code: str) -> Iterable[str]:
    if not columns:
        return
    yield from (f"  - code: {code}", "    title: {vi: Thông tin chung}", "    role: about", "    items:")
    for column in columns:
        yield from (f"      - code: {_quoted(column.code)}", "        kind: single")
        yield f"        text: {{vi: {_quoted(column.text)}}}"
        if column.has_no_opinion:
            yield f"        scale: {_own('item', column.code)}"
            continue
        yield "        options:"
        yield from (f"          - {each}" for each in _option_entries(_options(column)))


def _satisfaction(groups: dict[str, list[Column]], taken: set[str]) -> Iterable[str]:
    if not groups:
        return
    block = free("satisfaction", taken)
    yield from (f"  - code: {block}", "    title: {vi: Mức độ hài lòng}", "    role: satisfaction")
    yield "    factors:"
    taken = {*taken, block}
    for prefix, members in groups.items():
        factor = free(prefix, taken)
        taken.add(factor)
        yield from (f"      - code: {_quoted(factor)}", f"        title: {{vi: {_quoted(prefix)}}}")
        yield f"        scale: {'satisfaction' if _is_standard(members) else _own('factor', prefix)}"
        yield "        items:"
        for column in members:
            yield f"          - code: {_quoted(column.code)}"
            yield f"            text: {{vi: {_quoted(column.text)}}}"


def _option_entries(labels: Mapping[str, str]) -> Iterable[str]:
    return (f'{{code: "{code}", label: {{vi: {_quoted(label)}}}}}' for code, label in labels.items())


def _options(column: Column) -> dict[str, str]:
    """Code → label: the codes of the file, or codes in a row for answers in words."""
    codes = column.values if column.is_coded else OPTION_CODES
    return dict(zip(codes, column.values, strict=False))


def _is_standard(members: list[Column]) -> bool:
    return set(codes_of(members)) <= STANDARD


def _has_no_opinion(members: list[Column]) -> bool:
    return any(column.has_no_opinion for column in members)


def _own(part: Literal["factor", "item"], name: str) -> str:
    """The name of the scale of one factor or one item."""
    return f"{part}.{name}"


def _quoted(text: str) -> str:
    """A text in quotation marks, as YAML and JSON both read it."""
    return json.dumps(text, ensure_ascii=False)
