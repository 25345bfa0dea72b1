"""Batches of papers: issued = returned + spoiled + missing, counted before and after keying."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from survey.keying.errors import KeyingError
from survey.keys import id_of
from survey.paper.serials import SerialError, number_of, serial_of
from survey.tables import Batch, Collector, KeyedBallot, Unit, Wave
from survey.waves.events import append

MOST = 100_000
"""Forms in a batch; what a typing slip makes of a number is more."""
TAKING = ("open", "closed")
"""States of a wave in which papers are keyed, in the second for its days of grace."""


@dataclass(frozen=True)
class Counts:
    """What became of the forms of a batch."""

    issued: int
    returned: int
    spoiled: int = 0
    missing: int = 0

    def check(self) -> None:
        """Refuse numbers that cannot be, or do not add up.

        Raises
        ------
        KeyingError: which, and by how much.
        """
        for name, value in vars(self).items():
            if not 0 <= value <= MOST:
                raise KeyingError(name, "count", most=MOST)
        if self.returned < 1:
            raise KeyingError("returned", "nothing_returned")
        total = self.returned + self.spoiled + self.missing
        if self.issued != total:
            raise KeyingError("issued", "balance", issued=self.issued, total=total)


@dataclass(frozen=True)
class Serials:
    """The first and the last number printed on the forms; where none is printed, a counter from 1."""

    first: int | None = None
    last: int | None = None

    @classmethod
    def read(cls, first: str, last: str) -> Serials:
        """The range as it was typed, both ends or none.

        Raises
        ------
        KeyingError: at which end something is wrong.
        """
        if not first.strip() and not last.strip():
            return cls()
        found = {"first": read_serial("serial_from", first), "last": read_serial("serial_to", last)}
        if found["last"] < found["first"]:
            raise KeyingError("serial_to", "serial_order")
        return cls(**found)


def read_serial(field: str, typed: str) -> int:
    """The number of a serial as somebody typed it.

    Raises
    ------
    KeyingError: it is none, or its letter does not fit.
    """
    try:
        return number_of(typed)
    except SerialError:
        raise KeyingError(field, "serial", typed=typed.strip()[:12]) from None


def new_batch(
    session: Session, door: Collector, *, day: dt.date, counts: Counts, serials: Serials, by: str
) -> Batch:
    """Open a batch of the papers of a door.

    Raises
    ------
    KeyingError: a day outside the wave, counts that do not add up, serials that another batch has.
    """
    wave = session.get_one(Wave, door.wave_id)
    if wave.state not in TAKING:
        raise KeyingError("door", "wave_over")
    if not wave.opens <= day <= min(wave.closes, wave.closed_on or wave.closes):
        raise KeyingError("day", "day", opens=wave.opens, closes=wave.closes)
    counts.check()
    _check_serials(session, wave, serials, counts)
    batch = Batch(
        collector_id=id_of(door),
        day=day,
        serial_from=serial_of(serials.first) if serials.first else None,
        serial_to=serial_of(serials.last) if serials.last else None,
        **vars(counts),
    )
    session.add(batch)
    session.flush()
    unit = session.get_one(Unit, door.agency_id)
    detail = {"wave": wave.code, "unit": unit.code, "from": batch.serial_from, "to": batch.serial_to}
    append(session, by, "batch.new", name_of(batch), {**detail, **vars(counts)})
    return batch


def change_counts(session: Session, batch: Batch, counts: Counts, *, by: str) -> None:
    """Correct the counts of a batch that is still being keyed.

    Raises
    ------
    KeyingError: they do not add up, or more was keyed than is said to have come back.
    """
    hold(session, batch, "open")
    counts.check()
    if counts.returned < keyed_in(session, batch):
        raise KeyingError("returned", "more_keyed", keyed=keyed_in(session, batch))
    if batch.serial_from and counts.issued > len(numbers_of(batch)):
        raise KeyingError("issued", "range", forms=len(numbers_of(batch)))
    if not batch.serial_from and counts.returned < highest(session, batch):
        raise KeyingError("returned", "more_keyed", keyed=highest(session, batch))
    before = {name: getattr(batch, name) for name in vars(counts)}
    for name, value in vars(counts).items():
        setattr(batch, name, value)
    append(session, by, "batch.counts", name_of(batch), {"before": before, "after": vars(counts)})


def hold(session: Session, batch: Batch, *states: str) -> None:
    """Let nobody else change the batch until the end of this transaction.

    Raises
    ------
    KeyingError: somebody has moved it on meanwhile.
    """
    # It changes nothing, yet takes the lock of the row, or of the whole file.
    session.execute(update(Batch).where(col(Batch.id) == batch.id).values(day=Batch.day))
    session.refresh(batch)
    if batch.state not in states:
        raise KeyingError("", "state")


def keyed_in(session: Session, batch: Batch) -> int:
    """How many of its ballots are keyed."""
    counted = select(func.count()).select_from(KeyedBallot).where(KeyedBallot.batch_id == batch.id)
    return session.exec(counted).one()


def numbers_of(batch: Batch) -> range:
    """The numbers that its forms can bear; of forms without serials as many as came back."""
    if batch.serial_from and batch.serial_to:
        return range(number_of(batch.serial_from), number_of(batch.serial_to) + 1)
    return range(1, batch.returned + 1)


def read_number(batch: Batch, typed: str) -> int:
    """The number of a form as it was typed: its serial, or the counter of the batch.

    Raises
    ------
    KeyingError: it is no number of this batch.
    """
    if batch.serial_from:
        number = read_serial("number", typed)
    elif typed.strip().isascii() and typed.strip().isdigit() and len(typed.strip()) <= 6:
        number = int(typed)
    else:
        raise KeyingError("number", "no_number", last=batch.returned)
    if number not in numbers_of(batch):
        raise KeyingError("number", "not_in_batch", first=shown(batch, 0), last=shown(batch, -1))
    return number


def shown(batch: Batch, place: int) -> str:
    """The number at a place of its range, as it stands on the form."""
    return shown_number(batch, numbers_of(batch)[place])


def shown_number(batch: Batch, number: int) -> str:
    """A number as it stands on the form."""
    return serial_of(number) if batch.serial_from else str(number)


def name_of(batch: Batch) -> str:
    """What the audit log calls it."""
    return f"batch {batch.id}"


def highest(session: Session, batch: Batch) -> int:
    """The highest number keyed in it."""
    found = select(KeyedBallot.number).where(KeyedBallot.batch_id == batch.id)
    return session.exec(found.order_by(col(KeyedBallot.number).desc()).limit(1)).first() or 0


def _check_serials(session: Session, wave: Wave, serials: Serials, counts: Counts) -> None:
    if serials.first is None or serials.last is None:
        return
    forms = serials.last - serials.first + 1
    if counts.issued > forms:
        raise KeyingError("issued", "range", forms=forms)
    # Two who make batches of one wave at the same time wait for each other.
    session.execute(update(Wave).where(col(Wave.id) == wave.id).values(code=wave.code))
    doors = select(Collector.id).where(Collector.wave_id == wave.id)
    ranges = select(Batch).where(col(Batch.collector_id).in_(doors), col(Batch.serial_from).is_not(None))
    for other in session.exec(ranges):
        taken = numbers_of(other)
        if serials.first < taken.stop and taken.start <= serials.last:
            raise KeyingError("serial_from", "serials_taken", batch=other.id)
