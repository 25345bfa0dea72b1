"""The ballots of comparable waves as `hailong analyse` would read them from their export."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Engine

from questionnaires.answers import positions
from survey.analysing.columns import column_of
from survey.analysing.request import Request, RequestError
from survey.results.answers import COUNTED
from survey.results.ballot_table import FIELDS, BallotTable, Stages, ballot_table, free
from survey.results.ballots import Ballots, Received, read_ballots, received
from survey.results.draws import DesignCellsError, Draw, common_stages, draws_of
from survey.results.presenting import Presentation, present
from survey.results.series import Series
from survey.results.wave_names import agencies_by_wave, names_of
from survey.results.wave_request import request_of
from survey.units.unit_labels import Presented


class NoBallotsError(ValueError):
    """Waves in which nobody has answered."""


class PartlyWeightedError(ValueError):
    """Some ballots carry a weight and some do not."""


@dataclass(frozen=True)
class WaveTable:
    """Ballots in canonical order, what `hailong analyse` would be asked of them, and whom they are about."""

    ballots: BallotTable
    request: Request
    presentation: Presentation
    received: Mapping[int, Received]
    notes: tuple[str, ...]


def wave_table(
    engine: Engine,
    series: Series,
    labels: Mapping[int, str],
    *,
    by: Sequence[str] = (),
    fields: Collection[str] = (),
    merged: bool = False,
    states: Sequence[str] = COUNTED,
) -> WaveTable:
    """Read the counted ballots of the waves of a series and lay them out.

    Raises
    ------
    NoBallotsError, PartlyWeightedError, DesignCellsError, RequestError: nothing can be made of them so.
    """
    waves = series.waves
    items = [column_of(each) for each in positions(series.questionnaire)]
    wanted = _fields(by, items) | set(fields)
    found = {each.id: received(engine, each, states) for each in waves}
    weighted = _weighted(series, found)
    keys = {"agency", "cell"} | {FIELDS[each][0] for each in wanted} | ({"weight"} if weighted else set())
    ballots = read_ballots(engine, waves, sorted(keys), states)
    presentation = present(engine, waves, agencies_by_wave(waves, ballots), merged=merged)
    draws = draws_of(engine, waves, labels)
    used = _used(series, ballots, draws, presentation.names)
    units, populations = common_stages(used.values(), waves)
    stages = Stages(units, any(draw.people for draw in used.values()), populations, weighted)
    names = names_of(engine, waves, ballots, labels=labels, units=presentation.names, draws=used)
    table = ballot_table(
        ballots, names, stages, series.questionnaire, source=source_of(series), fields=wanted, items=by
    )
    request = replace(request_of(series, table.table, stages, items), by=tuple(by))
    return WaveTable(table, request, presentation, found, tuple(_notes(series, found, draws, used)))


def source_of(series: Series) -> str:
    """How messages name where the ballots are; their rows are those of the exported file."""
    codes = ", ".join(each.code for each in series.waves)
    return f"export of wave{'' if len(series.waves) == 1 else 's'} {codes}"


def _fields(by: Sequence[str], items: Collection[str]) -> set[str]:
    """The fields that breakdowns need; items are there anyhow."""
    known = {free(field, items): field for field in FIELDS}
    unknown = [name for name in by if name not in known and name not in items]
    if unknown:
        raise RequestError(
            f"there is no column {unknown[0]!r} to break down by; --by; it has {', '.join([*known, *items])}"
        )
    return {known[name] for name in by if name in known}


def _weighted(series: Series, found: Mapping[int, Received]) -> bool:
    counted = sum(each.counted for each in found.values())
    weighted = sum(each.weighted for each in found.values())
    if not counted:
        raise NoBallotsError(
            f"there are no ballots that count; {source_of(series)}; wait for some, or name another wave"
        )
    if 0 < weighted < counted:
        raise PartlyWeightedError(
            f"{counted - weighted} of {counted} ballots have no weight; {source_of(series)}; "
            "weigh all or none, or ask for each wave alone"
        )
    return weighted > 0


def _used(series: Series, ballots: Ballots, draws: Mapping[int, Draw], names: Presented) -> dict[int, Draw]:
    """The draws of the cells in which ballots stand; every ballot of a drawn wave stands in one."""
    if series.last.wave.design == "voluntary":
        return {}
    agency, cell = (ballots.keys.index(key) + 1 for key in ("agency", "cell"))
    astray = sorted({names[kind[0], kind[agency]] for kind in ballots.kinds if kind[cell] not in draws})
    if astray:
        raise DesignCellsError(
            f"ballots of {len(astray)} units stand in no cell of the design ({'; '.join(astray[:5])}); "
            f"{source_of(series)}; give their collectors a cell, or exclude them"
        )
    return {kind[cell]: draws[kind[cell]] for kind in ballots.kinds}


def _notes(
    series: Series, found: Mapping[int, Received], draws: Mapping[int, Draw], used: Mapping[int, Draw]
) -> Iterator[str]:
    for each in series.waves:
        if not found[each.id].counted:
            yield f"wave {each.code} has no ballots that count and is left out"
    drawn = {(draw.stratum, draw.units[0]) for draw in draws.values() if draw.units}
    silent = sorted(drawn - {(draw.stratum, draw.units[0]) for draw in used.values() if draw.units})
    if silent:
        shown = ", ".join(unit for _, unit in silent[:5]) + (" …" if len(silent) > 5 else "")
        units = "sampling unit" if len(silent) == 1 else "sampling units"
        yield f"{len(silent)} drawn {units} without a ballot, left out as if not drawn: {shown}"
