"""S2 to S5: forms of 40 items through the real server into SQLite, beside its floors and the textbook."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

from survey.ballots.ballot_id import new_ballot_id
from survey.dates import today
from tests.bench.cast import ITEMS, TOKEN, Place, settle, workplace
from tests.bench.checking import posted
from tests.bench.load import GAP
from tests.bench.peers_form import create_tables
from tests.bench.rows import Row, median
from tests.bench.servers import Round, Serving, asked, ours, peer, served

CONNECTIONS, ROUNDS, SECONDS = 16, 3, 2.0
BODY = urlencode(posted(GAP.decode())).encode()


def rows() -> Iterator[Row]:
    """Rates, tails and processor time in rounds by turns; then one to sixty-four connections."""
    with workplace() as folder, ExitStack() as stack:
        place, textbook = settle(folder), f"sqlite:///{folder / 'textbook.db'}"
        create_tables(textbook)
        app = stack.enter_context(served(ours(place.url)))
        echo = stack.enter_context(served(peer("echo")))
        book = stack.enter_context(served(peer("textbook", textbook)))
        bare, mine, echoed, naive = [], [], [], []
        for number in range(ROUNDS):
            bare.append(bare_rate(folder / f"bare-{number}.db"))
            mine.append(_post(app, f"/s/{TOKEN}"))
            echoed.append(_post(echo, "/"))
            naive.append(_post(book, "/"))
        yield from _compared(median(bare), mine, echoed, naive)
        tails = {CONNECTIONS: mine[len(mine) // 2]}
        tails |= {number: _post(app, f"/s/{TOKEN}", number) for number in (1, 4, 64)}
        yield from _tails(place, mine, tails)


def bare_rate(path: Path, seconds: float = 1.0) -> float:
    """Rows a second of one connection that commits each row to the disk, in a bare table."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE t (id BLOB PRIMARY KEY, unit INT, day INT, answers TEXT) WITHOUT ROWID")
    number, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        key = new_ballot_id(today()).bytes
        connection.execute("INSERT INTO t VALUES (?, 1, 20000, ?)", (key, "5443" * (ITEMS // 4)))
        number += 1
    connection.close()
    return number / seconds


def _post(server: Serving, path: str, connections: int = CONNECTIONS) -> Round:
    return asked(server, "POST", path, BODY, connections=connections, seconds=SECONDS, ids=True)


def _compared(bare: float, mine: list[Round], echoed: list[Round], naive: list[Round]) -> Iterator[Row]:
    rate, echo, book = (median(each.found.rate for each in some) for some in (mine, echoed, naive))
    tail, tail_book = (median(each.found.p99 for each in some) for some in (mine, naive))
    cpu, cpu_echo, cpu_book = (median(each.cpu for each in some) for some in (mine, echoed, naive))
    rates = f"{rate:,.0f}/s at {CONNECTIONS} connections; "
    yield Row(
        "S2 durable submissions against bare inserts",
        "x",
        0.65,
        rate / bare,
        f"{rates}one connection inserts {bare:,.0f}/s, Flask echoes {echo:,.0f}/s",
        at_least=True,
    )
    yield Row(
        "S3 submissions against the textbook app",
        "x more",
        7,
        rate / book,
        f"{rates}textbook {book:,.0f}/s, {sum(each.found.errors for each in naive)} errors",
        at_least=True,
    )
    yield Row(
        "S3 slowest hundredth against the textbook app",
        "x shorter",
        15,
        tail_book / tail,
        f"p99 {tail * 1e3:.1f} ms; textbook {tail_book * 1e3:.1f} ms",
        at_least=True,
    )
    us = f"{cpu * 1e6:.0f} us; echo {cpu_echo * 1e6:.0f}, textbook {cpu_book * 1e6:.0f}"
    yield Row("S4 processor time of a stored submission", "x echo", 3.5, cpu / cpu_echo, us)


def _tails(place: Place, mine: list[Round], tails: dict[int, Round]) -> Iterator[Row]:
    found = {number: each.found for number, each in sorted(tails.items())}
    worst = max(each.p99 / (2 * each.p50 + 0.005) for each in found.values())
    told = ", ".join(
        f"{number}: {each.p50 * 1e3:.1f}/{each.p99 * 1e3:.1f} ms {each.rate:,.0f}/s"
        for number, each in found.items()
    )
    yield Row("S5 p99 against 2 x p50 + 5 ms, the worst", "x", 1, worst, f"connections: p50/p99 {told}")
    every = [each.found for each in (*mine, *(tails[number] for number in (1, 4, 64)))]
    acknowledged = sum(each.statuses.get("303", 0) for each in every)
    with sqlite3.connect(place.path) as connection:
        (stored,) = connection.execute("SELECT count(*) FROM ballot").fetchone()
    errors = sum(each.errors for each in every)
    what = f"{acknowledged:,} acknowledged, {stored:,} stored; kill -9 is tested in tests/ballots"
    yield Row("S5 lost or doubled", "ballots", 0, abs(stored - acknowledged), what)
    yield Row("S5 errors", "replies", 0, errors, "every status but 2xx and 3xx")
