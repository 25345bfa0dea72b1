"""Work handed to the machines of a Dask cluster, which is asked for by its address."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from reports.embedding.payload import program_version

SCHEMES = ("tcp", "tls")
PATIENCE = 15.0
"""Seconds that a cluster may take to answer."""


class ClusterError(ValueError):
    """A cluster that cannot be used."""


class Over(Executor):
    """Another executor, in which every call begins with what was handed over."""

    def __init__(self, under: Executor, held: tuple[Any, ...]) -> None:
        self._under, self._held = under, held

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do it somewhere, with the material that lies there."""
        return self._under.submit(fn, *self._held, *args, **kwargs)


@contextmanager
def cluster(address: str, *material: Any) -> Iterator[Executor]:
    """The workers of the cluster at `address`, each of which is given `material` once.

    What has not begun when the block is left is not begun any more.
    """
    with _client(address) as client:
        _refuse_unlike(address, _versions(client, address))
        # Scattered, not set up by a plugin: the cluster drops it as soon as this process is gone.
        held = tuple(client.scatter(each, broadcast=True, hash=False) for each in material)
        over = client.get_executor()
        try:
            yield Over(over, held)
        finally:
            over.shutdown(wait=False)


def _client(address: str) -> Any:
    try:
        distributed = import_module("distributed")
    except ModuleNotFoundError:
        raise ClusterError(
            "the program for clusters is not installed; --executor; "
            "install hailong with the extra cluster, here and on every worker"
        ) from None
    _refuse_silent(address)
    try:
        return distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"what answers there is no Dask scheduler ({type(error).__name__}); {address}; "
            "give the address that it printed when it was started"
        ) from None


def _refuse_silent(address: str) -> None:
    host, port = _place(address)
    try:
        socket.create_connection((host, port), timeout=PATIENCE).close()
    except OSError as error:
        raise ClusterError(
            f"no scheduler answers ({error.strerror or error}); {address}; "
            "start one with: dask scheduler, or leave --executor out"
        ) from None


def _place(address: str) -> tuple[str, int]:
    """Host and port of an address such as tcp://10.0.0.5:8786."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if host is None or port is None or parts.scheme not in SCHEMES:
        raise ClusterError(
            f"{address!r} is no address of a Dask scheduler; --executor; "
            "write it as tcp://HOST:PORT, for example tcp://127.0.0.1:8786"
        )
    return host, port


def _versions(client: Any, address: str) -> dict[str, str]:
    """Which version each worker has."""
    try:
        found: dict[str, str] = client.run(program_version)
    # What a worker could not import comes back as a bare Exception.
    except Exception as error:
        why = " ".join(str(error).split())
        raise ClusterError(
            f"a worker cannot run hailong ({why}); {address}; "
            "install the same version, with the extra cluster, on every worker"
        ) from None
    return found


def _refuse_unlike(address: str, versions: dict[str, str]) -> None:
    """Workers of another version would print other documents."""
    if not versions:
        raise ClusterError(
            f"the cluster has no workers; {address}; start some on machines that share the folder: "
            f"dask worker {address}"
        )
    ours = program_version()
    other = sorted(worker for worker, version in versions.items() if version != ours)
    if other:
        raise ClusterError(
            f"{len(other)} of {len(versions)} workers have hailong {versions[other[0]]}, this is {ours}; "
            f"{other[0]}; install the same version everywhere"
        )
