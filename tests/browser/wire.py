"""The wire between a browser and the server: it can be dead, or cut at a point that no one can foresee."""

from __future__ import annotations

import random
import socket
import struct
import threading
from contextlib import suppress
from typing import Self

ABORT = struct.pack("ii", 1, 0)
"""Close with a reset, as a network does that is gone."""
LONGEST_BIT = 2500
"""Bytes that pass before a cut: in the request, in the answer, or a few requests later."""


class Wire:
    """A port that stays the same while servers behind it come and go."""

    def __init__(self, target: int, *, seed: int = 20261122) -> None:
        self.target = target
        self.is_up = True
        self.cuts = False
        self.n_cut = 0
        self._dice = random.Random(seed)
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()
        self.fall()

    def fall(self) -> None:
        """The network is gone, in the middle of whatever is said."""
        self.is_up = False
        for each in list(self._open):
            self._abort(each)

    def rise(self, *, cuts: bool = False) -> None:
        """The network is back; with `cuts` it fails again and again."""
        self.is_up, self.cuts = True, cuts

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=self._carry, args=(self._listener.accept()[0],), daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        self._open.add(near)
        if not self.is_up:
            return self._abort(near)
        try:
            far = socket.create_connection(("127.0.0.1", self.target), timeout=20)
        except OSError:
            return self._abort(near)
        self._open.add(far)
        allowed = [self._dice.randint(0, LONGEST_BIT)] if self.cuts else []
        back = threading.Thread(target=self._pump, args=(far, near, allowed), daemon=True)
        back.start()
        self._pump(near, far, allowed)

    def _pump(self, source: socket.socket, sink: socket.socket, allowed: list[int]) -> None:
        """Pass bytes on; of a wire that is to be cut only so many, both ways together."""
        with suppress(OSError):
            while data := source.recv(512):
                if allowed:
                    data, allowed[0] = data[: allowed[0]], allowed[0] - len(data)
                sink.sendall(data)
                if allowed and allowed[0] <= 0:
                    self.n_cut += 1
                    break
        self._abort(source)
        self._abort(sink)

    def _abort(self, end: socket.socket) -> None:
        self._open.discard(end)
        with suppress(OSError):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABORT)
            end.shutdown(socket.SHUT_RDWR)
        end.close()
