"""The id of a ballot: a UUIDv8 that reveals the day it was begun and nothing else."""

from __future__ import annotations

import datetime as dt
import re
import secrets
import uuid

EPOCH = dt.date(1970, 1, 1)
_TEXT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)
_VERSION, _VARIANT = 8 << 76, 2 << 62
_FIXED = 0xF << 76 | 0x3 << 62


def new_ballot_id(day: dt.date, *, bits: int | None = None) -> uuid.UUID:
    """A fresh id: 32 bits of day number, then 90 random bits around version and variant.

    Ballots of a day lie together on the disk, and their order tells nothing of the time of day.
    `bits` are 96 bits in place of fresh ones, for simulated ballots that are the same each time.
    """
    number = (day - EPOCH).days << 96 | (secrets.randbits(96) if bits is None else bits)
    return uuid.UUID(int=number & ~_FIXED | _VERSION | _VARIANT)


def ballot_id_day(ballot_id: uuid.UUID) -> dt.date | None:
    """The day in an id; None where the number is no day of the calendar."""
    try:
        return EPOCH + dt.timedelta(days=ballot_id.int >> 96)
    except OverflowError:
        return None


def read_ballot_id(text: str) -> uuid.UUID | None:
    """The id written in the usual way with hyphens; None where it is no UUIDv8."""
    return uuid.UUID(text) if _TEXT.fullmatch(text) else None
