"""How the ballots of a wave were drawn, from its design cells: strata, sampling units, populations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from survey.analysing.sample import label
from survey.files.table import clean
from survey.keys import id_of
from survey.results.fielded import Fielded
from survey.tables import DesignCell, Unit


class DesignCellsError(ValueError):
    """Design cells that do not say how the ballots were drawn."""


@dataclass(frozen=True)
class Draw:
    """One cell: its stratum, what was drawn at each stage, out of how many.

    `people` when the last draw is of the respondents themselves; then `population` is longer than `units`
    by one.
    """

    stratum: str
    units: tuple[str, ...]
    population: tuple[int | None, ...]
    people: bool

    @property
    def stages(self) -> tuple[int, bool]:
        return len(self.units), self.people


def draws_of(engine: Engine, waves: Sequence[Fielded], labels: Mapping[int, str]) -> dict[int, Draw]:
    """The draw of each cell that ballots can stand in, by cell id; none for voluntary waves.

    Raises
    ------
    DesignCellsError: cells with different numbers of stages, or some with a population and some without.
    """
    found: dict[int, Draw] = {}
    with Session(engine) as session:
        for each in waves:
            if each.wave.design != "voluntary":
                cells = list(session.exec(select(DesignCell).where(DesignCell.wave_id == each.id)))
                units = select(Unit).where(col(Unit.id).in_({cell.unit_id for cell in cells}))
                codes = {id_of(unit): clean(unit.code) for unit in session.exec(units)}
                found |= _Cells(each, labels[each.id], {id_of(cell): cell for cell in cells}, codes).draws()
    return found


def common_stages(draws: Iterable[Draw], waves: Sequence[Fielded]) -> tuple[int, int]:
    """How many stages of sampling units there are, and for how many stages the population is known.

    Raises
    ------
    DesignCellsError: the cells do not agree in it.
    """
    used = list(draws)
    named = ", ".join(each.code for each in waves)
    if len({draw.stages for draw in used}) > 1:
        raise DesignCellsError(
            f"ballots stand at different stages of the design; wave {named}; "
            "give every collector a cell of the last stage: hailong wave cells"
        )
    known = {tuple(number is not None for number in draw.population) for draw in used}
    if len(known) > 1:
        without = sorted({draw.stratum for draw in used if None in draw.population})[:5]
        raise DesignCellsError(
            f"some cells have a population and some have none ({'; '.join(without)}); wave {named}; "
            "fill it in for all: hailong wave cells"
        )
    flags = known.pop() if known else ()
    return len(used[0].units) if used else 0, flags.index(False) if False in flags else len(flags)


@dataclass(frozen=True)
class _Cells:
    """All cells of one wave."""

    wave: Fielded
    wave_label: str
    cells: Mapping[int, DesignCell]
    codes: Mapping[int, str]

    def draws(self) -> dict[int, Draw]:
        draw = self._clustered if self.wave.wave.design == "stratified_clusters" else self._people
        return {number: draw(cell) for number, cell in self.cells.items()}

    def _people(self, cell: DesignCell) -> Draw:
        stratum = label(self.wave_label, self.codes[cell.unit_id], clean(cell.code))
        return Draw(stratum, (), (cell.population,), people=True)

    def _clustered(self, cell: DesignCell) -> Draw:
        path = self._path(cell)
        people = len(path) > 1 and path[-1].code == path[-2].code
        named = path[:-1] if people else path
        return Draw(
            stratum=label(self.wave_label, clean(path[0].stratum)),
            units=tuple(label(self.codes[each.unit_id], clean(each.code)) for each in named),
            population=tuple(each.population for each in path),
            people=people,
        )

    def _path(self, cell: DesignCell) -> list[DesignCell]:
        """The cells from the first stage down to this one."""
        path = [cell]
        while path[0].parent_id is not None:
            path.insert(0, self.cells[path[0].parent_id])
        return path
