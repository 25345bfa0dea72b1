"""The page about the contract is held to the code: every code, every reason, and its example."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from questionnaires.load import load
from survey.ballots.body import FIELDS, parse_body
from survey.ballots.canonical import canonical
from survey.ballots.contract import check
from survey.ballots.refusal import MESSAGES, Reason
from tests.ballots.cast import NOON, door

PAGE = (Path(__file__).parents[2] / "docs" / "submission-contract.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", MESSAGES)
def test_every_code_is_explained(code: str) -> None:
    assert re.search(rf"^\| [0-9, ]+ \|.*`{code}`", PAGE, re.MULTILINE)


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_explained(reason: Reason) -> None:
    assert f"\n| `{reason}` |" in PAGE


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_explained(field: str) -> None:
    assert re.search(rf"^\| .*`{field}`", PAGE, re.MULTILINE)


def test_the_example_is_a_ballot_that_is_taken() -> None:
    request = re.search(r"```http\nPUT /api/v1/ballots/(\S+)\n.*?\n\n(.*?)```", PAGE, re.DOTALL)
    assert request
    content = parse_body(request[2].encode())
    at = door(questionnaire=load("unit-short"))
    now = NOON.replace(day=22)

    assert check(at, request[1], content, now=now).state == "c"
    assert check(at, request[1], replace(content, state="partial", answers={}), now=now).state == "p"


def test_the_canonical_example_is_canonical() -> None:
    shown = re.search(r"```json\n(.*?)\n```", PAGE, re.DOTALL)
    assert shown
    told = json.loads(shown[1])

    assert canonical(told["answers"], told["state"]).decode() == shown[1]
