"""W1, W2: what a first visit weighs and how fast the form comes, beside a bare "ok" and stock widgets."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import BytesIO
from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import EnvironBuilder

from survey import create_app
from tests.bench.cast import ITEMS, TOKEN, Place, settle, workplace
from tests.bench.peers_form import textbook_app
from tests.bench.peers_serve import echo_app
from tests.bench.rows import Row, median, side_by_side
from tests.bench.servers import Round, Serving, asked, ours, peer, served

WINDOW = 14.6
CONNECTIONS, ROUNDS, SECONDS = 16, 3, 1.0
PACKED = {"Accept-Encoding": "gzip"}


def rows() -> Iterator[Row]:
    """Weight, idle and loaded, in the process and over loopback."""
    with workplace() as folder, ExitStack() as stack:
        yield from _weight(settle(folder, shipped="unit-short"))
        place = settle(folder)
        yield from _in_process(place)
        app = stack.enter_context(served(ours(place.url)))
        bare = stack.enter_context(served(peer("echo")))
        path = f"/s/{TOKEN}?lang=vi"
        pairs = [(_get(app, path, 1), _get(bare, "/", 1)) for _ in range(ROUNDS)]
        idle, idle_bare = (median(each.found.p50 * 1e3 for each in some) for some in zip(*pairs, strict=True))
        what = f"one connection, median; a bare ok {idle_bare:.2f} ms"
        yield Row("W2 first byte of the form, idle", "ms", 1, idle, what)
        pairs = [(_get(app, path), _get(bare, "/")) for _ in range(ROUNDS)]
        rate, rate_bare = (median(each.found.rate for each in some) for some in zip(*pairs, strict=True))
        cpu, cpu_bare = (median(each.cpu * 1e6 for each in some) for some in zip(*pairs, strict=True))
        what = f"{CONNECTIONS} connections, {rate:,.0f}/s and {cpu:.0f} us; a bare ok {rate_bare:,.0f}/s and {cpu_bare:.0f} us"
        yield Row("W2 first byte under load against a bare ok", "x", 1.2, rate_bare / rate, what)


def _weight(place: Place) -> Iterator[Row]:
    client = create_app(place.engine).test_client()
    page = client.get(f"/s/{TOKEN}?lang=vi", headers=PACKED)
    text = gzip.decompress(page.data).decode()
    files = sorted(set(re.findall(r'(?:src|href)="(/assets/[^"]+)"', text)))
    weights = {"HTML": len(page.data)}
    for address in files:
        weights[address.partition("?")[0].rpartition("/")[2]] = len(client.get(address, headers=PACKED).data)
    told = ", ".join(f"{name} {weight / 1000:.1f}" for name, weight in weights.items())
    yield Row("W1 first visit to unit-short", "KB", WINDOW, sum(weights.values()) / 1000, f"gzip: {told}")


def _in_process(place: Place) -> Iterator[Row]:
    app = create_app(place.engine)
    slips = urlencode({"_questionnaire": "bench 1", "_language": "vi"}).encode()
    mine, ok, stock, again = side_by_side(
        _call(app, f"/s/{TOKEN}?lang=vi"),
        _call(echo_app(""), "/"),
        _call(textbook_app("sqlite://"), "/"),
        _call(app, f"/s/{TOKEN}", slips),
        times=7,
        repeat=20,
    )
    told = f"{mine * 1e6:.0f} us in the process; a bare ok {ok * 1e6:.0f}, {ITEMS} RadioFields {stock * 1e6:,.0f}"
    yield Row("W2 the form against stock widgets", "x faster", 15, stock / mine, told, at_least=True)
    told = (
        f"{again * 1e3:.2f} ms for a form sent back with {ITEMS} slips, drawn and compressed for one reader"
    )
    yield Row(
        "W2 ... with slips, against stock widgets", "x faster", None, stock / again, told, at_least=True
    )


def _call(app: Flask, path: str, body: bytes | None = None) -> Callable[[], bytes]:
    """A request straight into the application, without a client that would cost more than the page."""
    made = EnvironBuilder(
        method="POST" if body else "GET",
        path=path,
        headers=PACKED,
        data=body,
        content_type="application/x-www-form-urlencoded" if body else None,
    )
    environ = made.get_environ()

    def call() -> bytes:
        fresh = environ | {"wsgi.input": BytesIO(body or b"")}
        return b"".join(app(fresh, lambda _status, _headers, _error=None: lambda _data: None))

    return call


def _get(server: Serving, path: str, connections: int = CONNECTIONS) -> Round:
    return asked(server, "GET", path, connections=connections, seconds=SECONDS)
