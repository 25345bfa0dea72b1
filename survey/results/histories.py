"""The overall figures of a unit in all waves asked for, across breaks, with those it was formed from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.waves import Wave
from reports.background import Course, Cut, History, Moment
from survey.analysing.backgrounds import headline_of
from survey.results.fielded import Fielded
from survey.results.result_part import Part
from survey.results.wave_naming import Naming


@dataclass(frozen=True)
class Stop:
    """One wave: its figures, its printed name, and which unit is shown under which name."""

    fielded: Fielded
    part: Part
    wave: Wave
    name: str
    shown: Mapping[int, str]

    @cached_property
    def _under(self) -> dict[str, frozenset[int]]:
        found: defaultdict[str, set[int]] = defaultdict(set)
        for each, name in self.shown.items():
            found[name].add(each)
        return {name: frozenset(units) for name, units in found.items()}

    def agencies(self, unit: str) -> frozenset[int]:
        """The units whose ballots stand under a name."""
        return self._under.get(unit, frozenset())

    def moment(self, unit: str | None) -> Moment | None:
        """The overall figure of a name, if it has ballots."""
        figure = headline_of(self.part.material, self.wave, unit)
        return None if figure is None else Moment(self.name, figure)


def stops(parts: Sequence[Part], naming: Naming) -> tuple[Stop, ...]:
    """All waves that have ballots, oldest first."""
    found = []
    for part in parts:
        waves = {wave.name: wave for wave in part.material.waves}
        names = part.table.presentation.names
        for each in part.series.waves:
            wave = waves.get(naming.labels[each.id])
            if wave is not None:
                shown = {unit: name for (of, unit), name in names.items() if of == each.id}
                found.append(Stop(each, part, wave, naming.names[each.id], shown))
    return tuple(found)


def history(along: Sequence[Stop], unit: str | None) -> History | None:
    """A unit (None: all together) up to the last of these waves; None with one wave alone."""
    if len(along) < 2:
        return None
    own = (moment for stop in along for moment in _moments(stop, along[-1], unit))
    formed = () if unit is None else tuple(_formed(along, unit))
    waves = tuple(stop.name for stop in along)
    return History(waves, (Course(unit or "", tuple(own)), *formed), tuple(_cuts(along)))


def roots(last: Stop, unit: str) -> frozenset[int]:
    """What a unit of the last wave of its series was formed from since an earlier one."""
    if last.fielded.id != last.part.series.last.id:
        return frozenset()
    agencies = last.agencies(unit)
    return frozenset(
        root.unit_id
        for reform in last.part.table.presentation.reforms
        if reform.formation.unit_id in agencies
        for root in reform.formation.roots
        if root.unit_id not in agencies
    )


def _moments(stop: Stop, last: Stop, unit: str | None) -> Iterator[Moment]:
    """Inside a series a name is the same unit; in another one the unit is looked for under its own."""
    name = unit
    if unit is not None and stop.part is not last.part:
        names = {stop.shown.get(each) for each in last.agencies(unit)}
        if len(names) != 1 or None in names:
            return
        (name,) = names
    moment = stop.moment(name)
    if moment is not None:
        yield moment


def _formed(along: Sequence[Stop], unit: str) -> Iterator[Course]:
    for root in sorted(roots(along[-1], unit)):
        there = [stop for stop in along[:-1] if stop.shown.get(root, unit) != unit]
        moments = [moment for stop in there if (moment := stop.moment(stop.shown[root])) is not None]
        if moments:
            yield Course(there[-1].shown[root], tuple(moments), earlier=True)


def _cuts(along: Sequence[Stop]) -> Iterator[Cut]:
    """A wave of another series than the one before it."""
    for before, after in zip(along, along[1:], strict=False):
        if after.part is not before.part and after.part.series.why:
            yield Cut(after.name, after.part.series.why)
