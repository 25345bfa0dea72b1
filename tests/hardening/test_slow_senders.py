"""Senders that are slow, break off, or send too much: nobody else waits for them, and nothing half is kept."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import pytest

from survey import serving
from survey.limits import hanging_up, whole_body
from survey.limits.hanging_up import Deadline
from survey.limits.turns import Turns
from survey.limits.whole_body import WholeBody
from tests.ballots.cast import ballot, fresh_id
from tests.ballots.server import Server
from tests.citizen.cast import FULL, Shop, open_shop
from tests.databases import settle, sqlite_database

HEAD = "{verb} {path} HTTP/1.1\r\nHost: here\r\nContent-Type: {type}\r\nContent-Length: {length}\r\n\r\n"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def patience() -> float:
    """Seconds in which a healthy server answers on a busy machine; fewer than slow senders are given."""
    return 15.0


def begin(
    port: int, path: str, body: bytes, *, length: int, kind: str = JSON, verb: str = "PUT"
) -> socket.socket:
    """Send the head of a request and some of its body."""
    line = socket.create_connection(("127.0.0.1", port), timeout=10)
    line.sendall(HEAD.format(verb=verb, path=path, type=kind, length=length).encode() + body)
    return line


def is_open(line: socket.socket) -> bool:
    """Whether the other side still waits for more."""
    line.setblocking(False)
    try:
        return bool(line.recv(1))
    except BlockingIOError:
        return True
    except OSError:
        return False


@pytest.fixture(scope="module")
def shop(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("slow")
    with sqlite_database(sqlite_template, folder / "hailong.db") as engine:
        yield open_shop(settle(engine, folder), folder)


@pytest.fixture(scope="module")
def server(shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One worker for all of these tests: what one of them leaves behind, the next one meets."""
    with Server(tmp_path_factory.mktemp("log") / "log", shop.cast.url, workers=1) as running:
        yield running.wait()


def test_sixty_senders_that_stop_in_the_middle_keep_nobody_waiting(server: Server, patience: float) -> None:
    slow = [begin(server.port, f"/api/v1/ballots/{fresh_id()}", b'{"col', length=500) for _ in range(60)]
    time.sleep(0.3)

    began = time.monotonic()
    with server.connect() as line:
        page, put = line.ask("GET", "/s/two-phone")[0], line.put(fresh_id(), ballot())
    taken = time.monotonic() - began
    held = sum(is_open(each) for each in slow)
    for each in slow:
        each.close()

    assert (page, put) == (200, 201)
    # Answered beside them, and not because they had been hung up on.
    assert held == len(slow)
    assert taken < patience


def test_a_form_that_breaks_off_is_not_stored_as_one_with_fewer_answers(server: Server, shop: Shop) -> None:
    with server.connect() as line:
        page = line.ask("GET", "/s/all-phone")[1].decode()
    number = page.partition('name="_ballot" value="')[2][:36]
    fields = {**FULL, "_questionnaire": "everything 1", "_language": "vi", "_ballot": number}
    body = urlencode({**fields, "comment": "một ý kiến dài"}, doseq=True).encode()

    line = begin(server.port, "/s/all-phone", body[:-20], length=len(body), kind=FORM, verb="POST")
    line.shutdown(socket.SHUT_WR)
    line.recv(4096)
    line.close()
    time.sleep(0.3)
    broken_off = shop.comments()
    whole = begin(server.port, "/s/all-phone", body, length=len(body), kind=FORM, verb="POST")
    status = whole.recv(4096)[9:12]
    whole.close()

    assert (broken_off, status) == ({}, b"303")
    assert shop.comments() == {"comment": "một ý kiến dài"}


def test_a_body_in_pieces_is_taken_too(server: Server) -> None:

    body = json.dumps(ballot()).encode()
    head = f"PUT /api/v1/ballots/{fresh_id()} HTTP/1.1\r\nHost: h\r\nContent-Type: {JSON}\r\nTransfer-Encoding: chunked\r\n\r\n"
    pieces = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:50], body[50:]))
    line = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    line.sendall(head.encode() + pieces + b"0\r\n\r\n")

    assert line.recv(4096)[9:12] == b"201"
    line.close()


@pytest.mark.parametrize("said", [70_000, 10**9])
def test_a_body_of_more_than_64_kb_is_not_even_read(server: Server, said: int) -> None:
    line = begin(server.port, f"/api/v1/ballots/{fresh_id()}", b'{"a"', length=said)

    assert line.recv(4096)[9:12] == b"413"
    line.close()


def test_an_endless_body_in_pieces_is_cut_off(server: Server) -> None:
    head = f"PUT /api/v1/ballots/{fresh_id()} HTTP/1.1\r\nHost: h\r\nContent-Type: {JSON}\r\nTransfer-Encoding: chunked\r\n\r\n"
    line = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    line.sendall(head.encode())
    piece = b"1000\r\n" + b" " * 4096 + b"\r\n"
    for _ in range(17):
        line.sendall(piece)

    assert line.recv(4096)[9:12] == b"413"
    line.close()


def test_a_head_of_more_than_64_kb_is_refused(server: Server) -> None:
    line = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    line.sendall(b"GET /healthz HTTP/1.1\r\nHost: h\r\nX-Long: " + b"a" * 400_000 + b"\r\n\r\n")

    assert line.recv(4096)[9:12] == b"431"
    line.close()


def test_who_stops_in_the_middle_is_hung_up_on_and_who_is_idle_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On sockets of our own, with a deadline of half a second in place of twenty."""
    monkeypatch.setattr(hanging_up, "LOOK_EVERY", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as door:
        silent, idle = (socket.create_connection(door.getsockname()) for _ in "ab")
        accepted = [door.accept()[0] for _ in "ab"]
        silent.sendall(b"half a request")
        idle.sendall(b"a request")
        accepted[1].recv(100)
        time.sleep(0.05)
        accepted[1].sendall(b"its answer")
        idle.recv(100)
        deadline = Deadline(0.5)
        with deadline.over("192.0.2.1"):
            first = accepted[0].recv(100)
            accepted[0].settimeout(10)
            rest = accepted[0].recv(100)
        idle.sendall(b"another")
        accepted[1].settimeout(5)
        heard = accepted[1].recv(100)
        for each in (silent, idle, *accepted):
            each.close()

    assert (first, rest, heard) == (b"half a request", b"", b"another")


def watching() -> set[threading.Thread]:
    return {each for each in threading.enumerate() if each.name == "deadline"}


def test_somebody_watches_while_a_body_is_waited_for_and_nobody_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hanging_up, "LOOK_EVERY", 0.01)
    before, deadline = watching(), Deadline(20)
    for address in ("192.0.2.1", "192.0.2.2"):
        with deadline.over(address):
            (watcher,) = watching() - before
            time.sleep(0.1)
            assert watcher.is_alive() and deadline.waiting_for(address) == 1
        watcher.join(10)
        assert not watcher.is_alive()


def test_a_connection_to_a_database_is_never_hung_up_on() -> None:
    """It looks the same from here: the other side spoke last. But it was not accepted at our door."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        ours = socket.create_connection(door.getsockname())
        database = door.accept()[0]
        port = door.getsockname()[1]
    database.sendall(b"rows")
    time.sleep(0.3)
    hanging_up.hang_up(0.1)
    ours.sendall(b"query")
    heard = database.recv(100)
    ours.close()
    database.close()

    assert port
    assert heard == b"query"


class SlowBody:
    """A body that comes when it is let."""

    def __init__(self) -> None:
        self.come = threading.Event()

    def read(self, size: int) -> bytes:
        self.come.wait(10)
        return b"x" * size


def test_one_address_waits_with_few_unfinished_bodies_and_others_are_served(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(whole_body, "MOST_UNFINISHED", 3)
    served = WholeBody(lambda _environ, start: (start("200 OK", []), [b"ok"])[1])
    slow, statuses = SlowBody(), []

    def ask(body: object, address: str) -> None:
        environ = {"CONTENT_LENGTH": "2", "wsgi.input": body, "REMOTE_ADDR": address}
        served(environ, lambda status, _headers: statuses.append((address, status[:3])))

    held = [threading.Thread(target=ask, args=(slow, "203.0.113.9")) for _ in range(3)]
    for each in held:
        each.start()
    while served._deadline.waiting_for("203.0.113.9") < 3:
        time.sleep(0.01)
    ask(BytesIO(b"{}"), "203.0.113.9")
    ask(BytesIO(b"{}"), "203.0.113.10")
    slow.come.set()
    for each in held:
        each.join()

    assert statuses[:2] == [("203.0.113.9", "503"), ("203.0.113.10", "200")]
    assert statuses[2:] == [("203.0.113.9", "200")] * 3


def test_turns_are_given_in_order_and_never_too_many_at_once() -> None:
    turns, order, inside, most = Turns(2), [], [], []

    def work(number: int) -> None:
        with turns:
            inside.append(number)
            most.append(len(inside))
            order.append(number)
            time.sleep(0.002)
            inside.remove(number)

    threads = []
    for number in range(30):
        threads.append(threading.Thread(target=work, args=(number,)))
        threads[-1].start()
        time.sleep(0.0003)
    for each in threads:
        each.join()

    assert max(most) <= 2
    assert len(order) == 30
    assert sum(abs(place - number) for place, number in enumerate(order)) <= 30


def test_there_are_more_threads_than_one_address_can_keep_waiting() -> None:
    assert serving.THREADS > whole_body.MOST_UNFINISHED * 2
    assert serving.HEADER_SECONDS <= 30
    assert whole_body.SECONDS <= 30
