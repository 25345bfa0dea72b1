"""A deadline on every connection: who sends half a request and then nothing is hung up on."""

from __future__ import annotations

import os
import socket
import struct
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

LOOK_EVERY = 1.0
"""Seconds."""
_SENT_AT, _HEARD_AT, _BYTES_AT = 44, 52, 128
"""Where Linux's tcp_info has the milliseconds since the last byte sent, since the last received, and
how many were received at all."""


class Deadline:
    """Watches those who wait for a body; one that takes too long loses its connection.

    The server reads a body without a limit of time, and only the connection can be taken from it.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._begun: dict[int, tuple[float, str]] = {}
        self._changing = threading.Lock()
        self._is_watching = False

    def waiting_for(self, address: str) -> int:
        """How many bodies are being waited for from one address."""
        return sum(each == address for _, each in list(self._begun.values()))

    @contextmanager
    def over(self, address: str) -> Iterator[None]:
        """Wait for a body from an address under this deadline."""
        me = threading.get_ident()
        self._begin(me, address)
        try:
            yield
        finally:
            del self._begun[me]

    def _begin(self, me: int, address: str) -> None:
        with self._changing:
            self._begun[me] = (time.monotonic(), address)
            if not self._is_watching and sys.platform == "linux":
                threading.Thread(target=self._watch, name="deadline", daemon=True).start()
                self._is_watching = True

    def _watch(self) -> None:
        """Look until nobody is waited for: an application that nobody sends to keeps no thread."""
        while True:
            time.sleep(LOOK_EVERY)
            with self._changing:
                first = min((begun for begun, _ in list(self._begun.values())), default=None)
                if first is None:
                    self._is_watching = False
                    return
            if time.monotonic() - first > self._seconds:
                hang_up(self._seconds)


def hang_up(seconds: float) -> int:
    """Close every connection of this server that was last heard, not answered, and for so long; how many."""
    with ExitStack() as stack:
        lines = [stack.enter_context(line) for line in _sockets()]
        doors = {_port(line) for line in lines if line.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)}
        late = [line for line in lines if _port(line) in doors and _is_unanswered(line, seconds)]
        for line in late:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
    return len(late)


def _sockets() -> Iterator[socket.socket]:
    """Every TCP socket of this process, under numbers of our own."""
    for name in os.listdir("/proc/self/fd"):
        try:
            if not os.readlink(f"/proc/self/fd/{name}").startswith("socket:"):
                continue
            line = socket.socket(fileno=os.dup(int(name)))
        except OSError:
            continue
        if line.family in {socket.AF_INET, socket.AF_INET6} and line.type == socket.SOCK_STREAM:
            yield line
        else:
            line.close()


def _port(line: socket.socket) -> int:
    return int(line.getsockname()[1])


def _is_unanswered(line: socket.socket, seconds: float) -> bool:
    """Whether the other side spoke last, and nothing was said to it for so long.

    The clock is coarse: what was answered at once looks unanswered, but has been idle for as long.
    """
    if line.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
        return False
    told = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _BYTES_AT + 8)
    (sent,), (heard,) = struct.unpack_from("I", told, _SENT_AT), struct.unpack_from("I", told, _HEARD_AT)
    return sent >= seconds * 1000 and heard <= sent and any(told[_BYTES_AT:])
