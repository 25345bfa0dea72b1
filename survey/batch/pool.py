"""Where work is done: in this process, or over several that start clean and end with this one."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

WORTH = 20
"""Starting a process costs as much as about this many reports."""


class Here(Executor):
    """An executor that does the work at once, in this process."""

    def __init__(self, material: tuple[Any, ...] = ()) -> None:
        self._material = material

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do it now; stopping (Ctrl-C) is not caught."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*self._material, *args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def processes(asked: int | None, tasks: int) -> int:
    """How many processes to use: as many as asked, else one a processor where the work is worth it."""
    if asked is not None:
        return max(1, min(asked, tasks))
    return max(1, min(_processors(), tasks // WORTH))


@contextmanager
def executor(jobs: int, *material: Any) -> Iterator[Executor]:
    """An executor of `jobs` processes, in which every call begins with `material`; 1 is this process.

    Each process is handed the material once. What has not begun when the block is left by an error is
    not begun any more.
    """
    if jobs == 1:
        yield Here(material)
        return
    # Not forked from here: a fork would copy threads' locks and open database connections.
    context = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
    if os.name == "posix":
        context.set_forkserver_preload(sorted({type(each).__module__ for each in material}))
    pool = ProcessPoolExecutor(jobs, context, _begin, (os.getpid(), _packed(material)))
    try:
        yield _Processes(pool)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


class _Processes(Executor):
    """Processes that hold the material."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do it in one of them."""
        return self._pool.submit(_with_held, fn, args, kwargs)


_held: list[Any] = []
"""What this process was handed."""


def _with_held(fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return fn(*_held, *args, **kwargs)


def _packed(material: tuple[Any, ...]) -> bytes:
    """Packed once, not once for each process; looking for rubbish meanwhile would double the time."""
    with _no_collecting():
        return pickle.dumps(material, pickle.HIGHEST_PROTOCOL)


@contextmanager
def _no_collecting() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _begin(parent: int, packed: bytes) -> None:
    # Ctrl-C reaches every process at the terminal; the parent alone decides what then happens.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    with _no_collecting():
        _held[:] = pickle.loads(packed)
    # What all reports are made of stays to the end: the collector need not look through it again and again.
    gc.collect()
    gc.freeze()


def _end_with(parent: int) -> None:
    """A worker whose parent was killed would wait for work for ever."""
    while _alive(parent):
        time.sleep(1)
    os._exit(1)


def _alive(process: int) -> bool:
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except OSError:
        return False
    return True


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
