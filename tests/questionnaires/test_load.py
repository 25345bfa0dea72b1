"""Reading a file: YAML 1.2 as plain data, with what cannot be read at all refused by line."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from questionnaires.load import QuestionnaireError, load, shipped
from questionnaires.schema import schema
from questionnaires.source import read
from tests.quickest import quickest

Write = Callable[[str], Path]


def test_words_that_older_yaml_reads_as_false_stay_words() -> None:
    source = read(b"code: N\nlabel: no\nversion: 2026.10\nages: 1:30\nnone: ~\nyes: true\n")

    assert source.data == {
        "code": "N",
        "label": "no",
        "version": "2026.10",
        "ages": "1:30",
        "none": None,
        "yes": True,
    }


def test_texts_are_composed_and_trimmed() -> None:
    decomposed = unicodedata.normalize("NFD", "thái độ")

    source = read(f'vi: " {decomposed} "'.encode())

    assert source.data == {"vi": "thái độ"}


def test_a_folded_text_is_one_line() -> None:
    assert read(b"vi: >\n  one\n  two\n").data == {"vi": "one two"}


def test_vietnamese_alone_is_enough(write: Write) -> None:
    text = """\
code: chỉ
version: "1"
title: {vi: Một}
languages: [vi]
blocks:
  - code: b
    title: {vi: Khối}
    role: about
    items:
      - {code: A, kind: yes_no, text: {vi: Có không?}}
""".replace("chỉ", "chi")

    assert load(write(text)).languages == ("vi",)


def test_any_other_language_can_be_declared(write: Write, small_text: str) -> None:
    text = small_text.replace("en: ", "kok-Latn: ").replace("[vi, en]", "[vi, kok-Latn]")
    text = text.replace("kind: yes_no", "kind: single\n        scale: five")

    assert load(write(text)).languages == ("vi", "kok-Latn")


def test_yes_and_no_are_not_guessed_in_another_language(write: Write, small_text: str) -> None:
    text = small_text.replace("en: ", "km: ").replace("[vi, en]", "[vi, km]")

    with pytest.raises(
        QuestionnaireError, match="item WHEN: yes and no have no words in km; use kind: single"
    ):
        load(write(text))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"code: small\ntitle: {vi: a\n", "file.yaml:3: the file: it is not YAML: "),
        (
            b"code: a\ntitle: \xff\n",
            "file.yaml:2: the file: it is not UTF-8; save it",
        ),
        (b"code: a\ntitle: \x07\n", "file.yaml:2: the file: it holds the character U+0007, which"),
        (
            b"- 1\n- 2\n",
            "file.yaml:1: the file: it cannot be a list; write fields",
        ),
        (b"", "file.yaml:1: the file: it cannot be empty; write fields"),
        (b"[" * 600, "file.yaml:1: the file: it is not YAML: "),
        (b"code: a\n---\ncode: b\n", "file.yaml:2: the file: it is not YAML: "),
        (b"code: a\n? [x]\n: b\n", "file.yaml:2: questionnaire a: the field ? is not known; use one of code"),
    ],
    ids=["open bracket", "latin", "bell", "list", "empty", "deep", "two documents", "a key that is a list"],
)
def test_what_is_no_questionnaire_is_refused_by_line(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "file.yaml"
    path.write_bytes(content)

    with pytest.raises(QuestionnaireError) as refused:
        load(path)
    assert f"{tmp_path}{os.sep}{expected}" in str(refused.value)


def test_a_tag_is_refused_and_nothing_is_executed(write: Write, tmp_path: Path) -> None:
    witness = tmp_path / "witness"
    text = f'code: a\ntitle: !!python/object/apply:os.mkdir ["{witness}"]\n'

    with pytest.raises(QuestionnaireError, match=r"file.yaml:2: questionnaire a: the tag .*; remove the tag"):
        load(write(text))
    assert not witness.exists()


@pytest.mark.parametrize("text", ["a: &x [*x]\n", "a: &x [1, 2]\nb: [*x, *x]\n"], ids=["endless", "repeated"])
def test_an_alias_is_refused_so_that_a_file_cannot_grow_while_it_is_read(text: str) -> None:
    problems = read(text.encode()).problems

    assert {problem.what for problem in problems} == {"an alias (*name) stands here"}


def test_a_name_of_a_shipped_questionnaire_is_enough() -> None:
    assert load("unit-short") == load(shipped()["unit-short"])


def test_the_longest_questionnaire_is_read_within_a_moment() -> None:
    # About 0.06 s where it was written; the room is for slower machines.
    assert quickest(lambda: load("sipas-2026")) < 0.5


def test_the_schema_describes_every_field_it_names() -> None:
    made = schema()
    parts = [made, *made["$defs"].values()]
    undescribed = [
        f"{part['title']}.{name}"
        for part in parts
        for name, field in part["properties"].items()
        if not field.get("description")
    ]

    assert not undescribed
    assert {part["additionalProperties"] for part in parts} == {False}


@pytest.mark.parametrize("path", shipped().values(), ids=shipped())
def test_the_schema_accepts_what_is_shipped(path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")

    jsonschema.validate(YAML(typ="safe", pure=True).load(path), schema())


def test_the_schema_refuses_an_unknown_field() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    data = YAML(typ="safe", pure=True).load(shipped()["counter"])

    with pytest.raises(jsonschema.ValidationError, match="'knd' was unexpected"):
        jsonschema.validate({**data, "knd": "x"}, schema())
