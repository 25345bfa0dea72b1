"""A queue taken off a tablet as a file: let in once, however often it comes, and refused ballot by ballot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session

from survey.ballots.store import Store
from survey.devices.queue_file import QueueFileError, take_in
from survey.devices.tablets import revoke
from tests.ballots.cast import stored
from tests.databases import Cast
from tests.devices.cast import ballot, paired


def file_of(folder: Path, queue: list[tuple[str, dict[str, Any]]], **changes: Any) -> Path:
    """The file as the page for staff makes it."""
    kept = [{"id": each, "body": json.dumps(body), "parked": None} for each, body in queue]
    path = folder / "hailong-queue-2026-11-22.json"
    data = {"hailong": "queue", "format": 1, "day": "2026-11-22", "ballots": kept} | changes
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_a_file_is_taken_in_once_however_often_it_comes(province: Cast, tmp_path: Path) -> None:
    path = file_of(tmp_path, [ballot(province, "two-kiosk") for _ in range(5)])

    first, second = (take_in(Store(province.engine), path) for _ in range(2))

    assert (first.new, first.known, first.refused) == (5, 0, [])
    assert (second.new, second.known, second.refused) == (0, 5, [])
    assert stored(province.engine) == 5


def test_what_the_tablet_sent_meanwhile_is_not_stored_twice(
    app: Flask, province: Cast, tmp_path: Path
) -> None:
    tablet, _ = paired(app, province)
    ballots = [ballot(province, tablet.token) for _ in range(4)]
    tablet.put(*ballots[0])
    tablet.put(*ballots[1])

    taken = take_in(Store(province.engine), file_of(tmp_path, ballots))

    assert (taken.new, taken.known) == (2, 2)
    assert stored(province.engine) == 4


def test_the_queue_of_a_revoked_tablet_is_taken_by_hand(app: Flask, province: Cast, tmp_path: Path) -> None:
    tablet, made = paired(app, province)
    waiting = ballot(province, tablet.token)
    with Session(province.engine) as session:
        revoke(session, made.device.id or 0, day=province.today, by="test")
        session.commit()
    refused = tablet.put(*waiting)

    taken = take_in(Store(province.engine), file_of(tmp_path, [waiting]))

    assert refused.status_code == 410
    assert (taken.new, taken.refused) == (1, [])


def test_a_ballot_that_is_refused_holds_nobody_up_and_is_named_by_its_place(
    province: Cast, tmp_path: Path
) -> None:
    wrong = ballot(province, "two-kiosk", answers={"A1": "7"})
    strange = ballot(province, "no-such-door")
    path = file_of(tmp_path, [wrong, ballot(province, "two-kiosk"), strange])

    taken = take_in(Store(province.engine), path)

    assert taken.new == 1
    assert taken.refused == [
        "ballot 1; invalid answers.A1: not_offered, answers.A2: required",
        "ballot 3; unknown_door",
    ]


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"hailong": "backup"}, "no queue of a tablet"),
        ({"format": 2}, "newer program"),
        ({"ballots": {}}, "no queue of a tablet"),
        ({"ballots": [{"id": "x", "body": "{}"}, {"id": "x"}]}, "ballot 2 has no id"),
    ],
)
def test_another_file_is_refused_whole(
    province: Cast, tmp_path: Path, changes: dict[str, Any], what: str
) -> None:
    path = file_of(tmp_path, [ballot(province, "two-kiosk")], **changes)

    with pytest.raises(QueueFileError, match=what):
        take_in(Store(province.engine), path)
    assert stored(province.engine) == 0


def test_a_file_that_was_cut_off_is_said_to_be(province: Cast, tmp_path: Path) -> None:
    path = file_of(tmp_path, [ballot(province, "two-kiosk")])
    path.write_bytes(path.read_bytes()[:-40])

    with pytest.raises(QueueFileError, match="cut off.*once more"):
        take_in(Store(province.engine), path)
