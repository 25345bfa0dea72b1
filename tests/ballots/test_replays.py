"""The same ballot a thousand times at once is one row."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from survey import create_app
from tests.ballots.cast import Device, ballot, fresh_id, said, stored
from tests.ballots.server import Server
from tests.databases import Cast

TIMES, THREADS = 1000, 16


def test_a_ballot_replayed_a_thousand_times_at_once_is_one_row(province: Cast) -> None:
    app = create_app(province.engine)
    same, ballot_id = ballot(comments={"words": "một lần thôi"}), fresh_id()

    def send(_number: int) -> tuple[int, str]:
        return said(Device(app.test_client()).put(same, ballot_id))

    with ThreadPoolExecutor(THREADS) as pool:
        replies = Counter(pool.map(send, range(TIMES)))

    assert replies == {(201, "recorded"): 1, (200, "recorded_before"): TIMES - 1}
    assert (stored(province.engine), stored(province.engine, "comment")) == (1, 1)


def test_of_many_bodies_under_one_id_the_first_alone_is_stored(province: Cast) -> None:
    app = create_app(province.engine)
    ballot_id = fresh_id()
    bodies = [ballot(answers={"A1": code, "A2": "4"}) for code in "54321"]

    def send(number: int) -> tuple[int, int]:
        reply = Device(app.test_client()).put(bodies[number % 5], ballot_id)
        return number % 5, reply.status_code

    with ThreadPoolExecutor(THREADS) as pool:
        replies = Counter(pool.map(send, range(100)))

    winner = next(number for number, status in replies if status == 201)
    assert replies[winner, 201] == 1
    assert {status for number, status in replies if number != winner} == {409}
    assert {status for number, status in replies if number == winner} == {200, 201}
    assert stored(province.engine) == 1


def test_two_processes_of_the_real_server_agree_on_one_row(province: Cast, tmp_path: Path) -> None:
    same, ballot_id = ballot(comments={"words": "một lần thôi"}), fresh_id()

    with Server(tmp_path / "log", province.url) as server:
        server.wait()

        def send(_number: int) -> list[int]:
            with server.connect() as line:
                return [line.put(ballot_id, same) for _ in range(50)]

        with ThreadPoolExecutor(8) as pool:
            replies = Counter(status for statuses in pool.map(send, range(8)) for status in statuses)

    assert replies == {201: 1, 200: 399}
    assert (stored(province.engine), stored(province.engine, "comment")) == (1, 1)
