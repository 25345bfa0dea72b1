"""Papers of a wave that are still being keyed: its figures are not fixed before all of them are in."""

from __future__ import annotations

from typing import NamedTuple

from sqlmodel import Session, col, select

from survey.keys import id_of
from survey.tables import Batch, Collector, KeyedBallot, Unit, Wave
from survey.waves.wave_states import WaveStateError

SHOWN = 5


class OpenBatch(NamedTuple):
    """A batch that is not closed."""

    number: int
    unit: str
    state: str


class OpenPapersError(WaveStateError):
    """Batches that are not closed: papers not keyed, not keyed again, or keyed differently."""

    def __init__(self, wave: Wave, batches: list[OpenBatch]) -> None:
        named = ", ".join(f"batch {each.number} ({each.unit}, {each.state})" for each in batches[:SHOWN])
        more = f" and {len(batches) - SHOWN} more" if len(batches) > SHOWN else ""
        super().__init__(
            f"papers are still being keyed: {named}{more}; wave {wave.code}; key, resolve and close them, "
            "or write off what is not keyed as missing in the counts of the batch",
            "open_papers",
        )
        self.batches = batches


def check_papers(session: Session, wave: Wave, *, takes_more: bool) -> None:
    """Refuse to fix figures while papers of the wave are out.

    Where the wave takes no more ballots, a batch of which nothing was keyed never will be, and stops nothing.

    Raises
    ------
    OpenPapersError: a batch is not closed.
    """
    asked = (
        select(Batch, Unit.name)
        .join(Collector, col(Collector.id) == Batch.collector_id)
        .join(Unit, col(Unit.id) == Collector.agency_id)
        .where(Collector.wave_id == wave.id, Batch.state != "closed")
        .order_by(col(Batch.id))
    )
    if not takes_more:
        asked = asked.where(select(KeyedBallot.number).where(KeyedBallot.batch_id == col(Batch.id)).exists())
    found = [OpenBatch(id_of(batch), unit, batch.state) for batch, unit in session.exec(asked)]
    if found:
        raise OpenPapersError(wave, found)
