"""One code brought by many at once admits one of them, on both databases and through two processes."""

from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from survey import create_app
from tests.ballots.cast import Device, fresh_id, said, stored
from tests.ballots.server import Server
from tests.codes.cast import KEY, codes_at, with_code
from tests.databases import Cast

TIMES, THREADS = 50, 16


def test_one_code_by_fifty_ballots_at_once_is_one_row(province: Cast) -> None:
    app = create_app(province.engine)
    (code,) = codes_at(province)

    def send(number: int) -> tuple[int, str]:
        words = {"words": f"góp ý {number}"}
        return said(Device(app.test_client()).put(with_code(code, comments=words)))

    with ThreadPoolExecutor(THREADS) as pool:
        replies = Counter(pool.map(send, range(TIMES)))

    assert replies == {(201, "recorded"): 1, (409, "code_used"): TIMES - 1}
    assert [stored(province.engine, table) for table in ("ballot", "comment", "one_time_code")] == [1, 1, 0]


def test_one_ballot_with_its_code_fifty_times_at_once_is_acknowledged_each_time(province: Cast) -> None:
    app = create_app(province.engine)
    (code,), ballot_id = codes_at(province), fresh_id()

    def send(_number: int) -> tuple[int, str]:
        return said(Device(app.test_client()).put(with_code(code), ballot_id))

    with ThreadPoolExecutor(THREADS) as pool:
        replies = Counter(pool.map(send, range(TIMES)))

    assert replies == {(201, "recorded"): 1, (200, "recorded_before"): TIMES - 1}
    assert stored(province.engine) == 1


def test_many_codes_among_many_ballots_admit_one_each(province: Cast) -> None:
    app = create_app(province.engine)
    codes = codes_at(province, n=10)

    def send(number: int) -> tuple[int, str]:
        return said(Device(app.test_client()).put(with_code(codes[number % 10])))

    with ThreadPoolExecutor(THREADS) as pool:
        replies = Counter(pool.map(send, range(100)))

    assert replies == {(201, "recorded"): 10, (409, "code_used"): 90}
    assert [stored(province.engine, table) for table in ("ballot", "one_time_code")] == [10, 0]


def test_two_processes_of_the_real_server_admit_one(province: Cast, tmp_path: Path) -> None:
    (code,) = codes_at(province)
    assert os.environ["HAILONG_KEY"] == KEY

    with Server(tmp_path / "log", province.url) as server:
        server.wait()

        def send(_number: int) -> list[int]:
            with server.connect() as line:
                return [line.put(fresh_id(), with_code(code)) for _ in range(10)]

        with ThreadPoolExecutor(5) as pool:
            replies = Counter(status for statuses in pool.map(send, range(5)) for status in statuses)

    assert replies == {201: 1, 409: TIMES - 1}
    assert stored(province.engine) == 1
