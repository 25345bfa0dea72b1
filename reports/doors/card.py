"""What is printed about a door: whose it is, where it leads, until when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from reports.style import plain


@dataclass(frozen=True)
class DoorCard:
    """A door as its poster and its slips tell of it."""

    unit: str
    address: str
    """The whole link, as the QR code holds it."""
    last_day: dt.date
    printed: dt.date
    number: int
    minutes: int = 1
    unit_en: str | None = None
    place: str | None = None
    """Where the citizen goes, if that is another unit."""
    place_en: str | None = None
    procedure: str | None = None
    host: str | None = None
    host_en: str | None = None
    plan: str | None = None
    channel: str | None = None
    """Where complaints and petitions go instead."""
    languages: tuple[str, ...] = ("vi", "en")
    asks_code: bool = False
    simulated: bool = False

    @property
    def short_address(self) -> str:
        """The address as somebody types it: without https:// and without what only the QR code needs."""
        return plain(self.address.partition("://")[2].partition("#")[0].partition("?")[0])
