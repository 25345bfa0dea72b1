"""`hailong device` and `hailong import-queue` as an administrator meets them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from survey.cli import run
from tests.databases import Cast
from tests.devices.cast import ballot


@pytest.fixture(autouse=True)
def named(province: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAILONG_DATABASE", province.url)


def test_pairing_prints_a_code_and_a_pin_once(province: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    status = run(["device", "pair", str(province.collectors["two-kiosk"]), "--label", "Quầy 1"])

    told = capsys.readouterr().out
    assert status == 0
    assert re.fullmatch(r"code \d{3} \d{3}\tPIN \d{6}\tdevice \d+\n", told)


def test_the_list_tells_how_tablets_stand(province: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    run(["device", "pair", str(province.collectors["two-kiosk"]), "--label", "Quầy 1"])
    capsys.readouterr()

    run(["device", "list"])

    cells = capsys.readouterr().out.rstrip("\n").split("\t")
    assert cells[2:6] == ["xa-binh-minh", "unpaired", "", "0"]
    assert cells[-1] == "Quầy 1"


def test_revoking_says_how_many_ballots_are_still_there(
    province: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["device", "pair", str(province.collectors["two-kiosk"])])
    number = capsys.readouterr().out.split()[-1]
    with province.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE device SET waiting = 3, parked = 1")

    status = run(["device", "revoke", number])

    assert status == 0
    assert f"4 ballots were on device {number}" in capsys.readouterr().err


def test_hours_are_set_printed_and_forgotten(province: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    door = str(province.collectors["two-kiosk"])

    told = []
    for words in (["t2-t6 07:30-11:30"], [], ["--always"]):
        run(["device", "hours", door, *words])
        told.append(capsys.readouterr().out.strip())

    assert (
        told[0] == told[1] == "; ".join(f"{day} 07:30-11:30" for day in ("mon", "tue", "wed", "thu", "fri"))
    )
    assert told[2] == "always open"


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["device", "revoke", "99"], "there is no device 99; hailong device list"),
        (["device", "pin", "99"], "there is no device 99; hailong device list"),
        (["device", "pair", "99"], "there is no collector 99; hailong collector list"),
        (["device", "hours", "99"], "there is no collector 99; hailong collector list"),
    ],
)
def test_what_is_not_there_is_said_with_the_cure(
    words: list[str], what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = run(words)

    assert status == 1
    assert what in capsys.readouterr().err


def test_a_new_pin_is_printed(province: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    run(["device", "pair", str(province.collectors["two-kiosk"])])
    number = capsys.readouterr().out.split()[-1]

    run(["device", "pin", number])

    assert re.fullmatch(rf"PIN \d{{6}}\tdevice {number}\n", capsys.readouterr().out)


def test_importing_a_queue_counts_and_says_what_was_refused(
    province: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ballots = [ballot(province, "two-kiosk"), ballot(province, "two-kiosk", language="fr")]
    kept = [{"id": each, "body": json.dumps(body)} for each, body in ballots]
    path = tmp_path / "queue.json"
    path.write_text(json.dumps({"hailong": "queue", "format": 1, "ballots": kept}), encoding="utf-8")

    status = run(["import-queue", str(path)])

    told = capsys.readouterr()
    assert status == 1
    assert told.out == "2 ballots: 1 new, 0 known, 1 refused\n"
    assert "ballot 2; invalid language: not_offered" in told.err
    assert not [secret for secret in ("two-kiosk", ballots[1][0]) if secret in told.err]
