"""How far a batch is, told to whoever listens: a job that shows it on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Hear = Callable[[int, int], None]
"""Told how many are made, of how many."""
_listener: ContextVar[Hear | None] = ContextVar("listener", default=None)


@contextmanager
def heard_by(hear: Hear) -> Iterator[None]:
    """Every batch that is run meanwhile tells how far it is."""
    token = _listener.set(hear)
    try:
        yield
    finally:
        _listener.reset(token)


def tell_progress(done: int, total: int) -> None:
    """Tell whoever listens; nobody does where no page waits for it."""
    hear = _listener.get()
    if hear is not None:
        hear(done, total)
