"""The meaning hash: it moves with whatever could change an answer, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from questionnaires.load import load
from questionnaires.meaning import VersionError, meaning, read_registry, record
from questionnaires.model import Questionnaire

Write = Callable[[str], Path]

CHANGES = {
    "the words of an item": ("vi: thái độ,", "vi: sự lịch sự,"),
    "the words in one language": ("en: courtesy", "en: politeness"),
    "the words of an answer": ("vi: Hài lòng,", "vi: Khá hài lòng,"),
    "the code of an answer": ('"4", "5"]', '"5"]'),
    "the order of answers": (
        '      - {code: "4", label: {vi: Hài lòng, en: Satisfied}}\n'
        '      - {code: "1", label: {vi: Không hài lòng, en: Dissatisfied}}\n',
        '      - {code: "1", label: {vi: Không hài lòng, en: Dissatisfied}}\n'
        '      - {code: "4", label: {vi: Hài lòng, en: Satisfied}}\n',
    ),
    "no opinion no longer offered": ("    no_opinion: {vi: Không có ý kiến, en: No opinion}\n", ""),
    "an answer that now counts": (", counts: false}", "}"),
    "the stem": ('vi: "Hài lòng ở mức nào về {item}?', 'vi: "Đánh giá thế nào về {item}?'),
    "a filter": ("codes: [B, C]", "codes: [B]"),
    "a limit of ticks": ("most: 2", "most: 3"),
    "an answer no longer required": ("kind: yes_no", "kind: yes_no\n        required: false"),
    "an item that joins the index": ("            role: overall\n", ""),
    "the index rule": ("index_rule: pooled", "index_rule: mean_of_items"),
    "a factor under another name": ("title: {vi: Người phục vụ,", "title: {vi: Thủ tục,"),
    "a block read with an introduction": (
        "    role: needs",
        "    role: needs\n    intro: {vi: Xin, en: Please}",
    ),
}
NO_CHANGES = {
    "another version": ('version: "1"', 'version: "2"'),
    "a draft": ("status: final", "status: draft"),
    "a title in capitals": ("title: {vi: Người phục vụ,", "title: {vi: NGƯỜI PHỤC VỤ,"),
    "a title with a full stop": ("en: Small form}", "en: Small form.}"),
    "another name of the scale": ("five", "levels"),
    "the scale named by the factor": (
        "      - code: staff\n",
        "      - code: staff\n        scale: five\n",
    ),
    "a comment": ("scales:", "scales:  # shared"),
}


def edited(write: Write, text: str, change: tuple[str, str]) -> str:
    assert change[0] in text
    return meaning(load(write(text.replace(*change))))


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_meaning_changes(
    write: Write, small: Questionnaire, small_text: str, change: tuple[str, str]
) -> None:
    assert edited(write, small_text, change) != meaning(small)


@pytest.mark.parametrize("change", NO_CHANGES.values(), ids=NO_CHANGES)
def test_the_meaning_stays(
    write: Write, small: Questionnaire, small_text: str, change: tuple[str, str]
) -> None:
    assert edited(write, small_text, change) == meaning(small)


def test_the_order_of_items_is_part_of_the_meaning(small: Questionnaire) -> None:
    about = small.blocks[0]
    turned = about.model_copy(update={"items": (about.items[0], *reversed(about.items[1:]))})

    assert meaning(small.model_copy(update={"blocks": (turned, *small.blocks[1:])})) != meaning(small)


def test_the_hash_is_the_same_on_every_machine(small: Questionnaire) -> None:
    """The number itself: a change of the recipe would refuse every questionnaire in the field."""
    assert meaning(small) == "c093a6309f39a17dd1b5c9f3f39cb0a04b869ca8300c9ed6b5e0a2078aa92e1b"


def test_a_version_is_recorded_once_and_never_changed(small: Questionnaire, tmp_path: Path) -> None:
    registry = tmp_path / "versions.json"
    record(small, registry)
    record(small, registry)

    changed = small.model_copy(update={"index_rule": "mean_of_items"})
    with pytest.raises(VersionError, match="versions.json: small 1 has another meaning; raise the version"):
        record(changed, registry)
    assert read_registry(registry) == {"small": {"1": meaning(small)}}


def test_the_next_version_stands_beside_the_first(small: Questionnaire, tmp_path: Path) -> None:
    registry = tmp_path / "versions.json"
    record(small, registry)

    record(small.model_copy(update={"index_rule": "mean_of_items", "version": "2"}), registry)

    assert list(read_registry(registry)["small"]) == ["1", "2"]
