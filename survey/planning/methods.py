"""Which draw a request means, and which options have a meaning for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path

from analysis.planning.clusters import clusters
from analysis.planning.drawn import Draw
from analysis.planning.pps import pps
from analysis.planning.simple import simple
from analysis.planning.stratified import stratified
from analysis.planning.systematic import systematic
from survey.analysing.request import RequestError
from survey.files.reading import read_table
from survey.files.table import NumberError
from survey.planning.frame import Frame
from survey.planning.plan import refuse_doubled
from survey.planning.requests import DrawRequest

NEEDED = {"stratified": ("stratum",), "clusters": ("psu",), "pps": ("psu",)}
MEANT = {
    "simple": (),
    "systematic": ("order",),
    "stratified": ("stratum", "plan", "allocation", "sd", "least", "take_all"),
    "clusters": ("psu", "per_psu", "stratum", "plan", "allocation", "least"),
    "pps": ("psu", "per_psu", "stratum", "plan", "size", "order", "least"),
}
PARTICULAR = {name for names in MEANT.values() for name in names}
PLAN_COLUMN = {"stratified": "invitations", "clusters": "psus", "pps": "psus"}


def drawn(frame: Frame, request: DrawRequest, seed: int) -> Draw:
    """The draw that a request describes."""
    return METHODS[request.method](frame, request, seed)


def refuse_contradictions(request: DrawRequest) -> None:
    """Refuse options that the method needs and lacks, or has no use for."""
    defaults = {each.name: each.default for each in fields(DrawRequest)}
    given = {name for name in PARTICULAR if getattr(request, name) != defaults[name]}
    missing = [name for name in NEEDED.get(request.method, ()) if name not in given]
    idle = sorted(given - set(MEANT[request.method]))
    if missing:
        raise RequestError(
            f"a draw needs its columns; --method {request.method}; add {_option(missing[0])} COL"
        )
    if idle:
        fitting = [method for method, names in MEANT.items() if idle[0] in names]
        raise RequestError(
            f"{_option(idle[0])} says nothing to this draw; --method {request.method}; leave it out, or draw "
            f"by {' or '.join(fitting)}"
        )
    if (request.n is None) == (request.plan is None):
        raise RequestError("how many to draw must be said once; --n, --plan; give one of the two")
    if request.plan is not None and request.stratum is None:
        raise RequestError("a plan gives numbers by stratum; --plan; add --stratum COL")
    if (request.allocation == "neyman") != (request.sd is not None):
        raise RequestError(
            "the Neyman allocation goes by the spread of each stratum; --allocation neyman, --sd; give both"
        )


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")


def _simple(frame: Frame, request: DrawRequest, seed: int) -> Draw:
    return simple(frame.keys, _n(request), seed=seed, reserves=request.reserves)


def _systematic(frame: Frame, request: DrawRequest, seed: int) -> Draw:
    order = frame.order(request.order)
    return systematic(frame.keys, _n(request), seed=seed, order=order, reserves=request.reserves)


def _stratified(frame: Frame, request: DrawRequest, seed: int) -> Draw:
    assert request.stratum is not None
    return stratified(
        frame.keys,
        frame.table.filled(request.stratum),
        _numbers(request),
        seed=seed,
        allocation=request.allocation,
        sd=frame.of_stratum(request.sd, request.stratum) if request.sd else None,
        least=request.least,
        take_all=request.take_all,
        reserves=request.reserves,
    )


def _clusters(frame: Frame, request: DrawRequest, seed: int) -> Draw:
    assert request.psu is not None
    return clusters(
        frame.keys,
        frame.table.filled(request.psu),
        _numbers(request),
        seed=seed,
        per_psu=request.per_psu,
        stratum=frame.labels(request.stratum),
        allocation=request.allocation,
        least=request.least,
        reserves=request.reserves,
    )


def _pps(frame: Frame, request: DrawRequest, seed: int) -> Draw:
    assert request.psu is not None
    return pps(
        frame.keys,
        frame.table.filled(request.psu),
        _numbers(request),
        seed=seed,
        size=frame.numbers(request.size),
        per_psu=request.per_psu,
        stratum=frame.labels(request.stratum),
        order=frame.order(request.order),
        least=request.least,
        reserves=request.reserves,
    )


def _n(request: DrawRequest) -> int:
    assert request.n is not None
    return request.n


def _numbers(request: DrawRequest) -> int | Mapping[str, int]:
    return _n(request) if request.plan is None else _planned(request.plan, PLAN_COLUMN[request.method])


def _planned(path: Path, column: str) -> dict[str, int]:
    """How many to draw of each stratum, by the file of a plan."""
    table = read_table(path)
    names = table.filled("unit")
    refuse_doubled(table, names, "unit of the plan")
    found = {}
    for row, name, number in zip(table.rows, names, table.numbers(column), strict=True):
        if number != int(number):
            raise NumberError(
                f"{number:g} cannot be drawn; {table.source}, column {column!r}, row {row}; write "
                "a whole number"
            )
        found[name] = int(number)
    return found


METHODS: dict[str, Callable[[Frame, DrawRequest, int], Draw]] = {
    "simple": _simple,
    "systematic": _systematic,
    "stratified": _stratified,
    "clusters": _clusters,
    "pps": _pps,
}
