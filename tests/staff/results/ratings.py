"""A continuous rating at the counters of two communes, some months of it with too few answers."""

from __future__ import annotations

import datetime as dt
import random

from tests.results.cast import answers
from tests.staff.results.cast import HOST, Ministry

RATING = "tai-quay"
AN_HOA, BINH_MINH = "Xã An Hòa", "Xã Bình Minh"
MONTHS = {6: 64, 7: 29, 8: 30, 9: 88, 10: 120, 11: 0, 12: 75}
"""How many answered in each month of 2025; in An Hòa and, shifted by one month, in Bình Minh."""


def with_rating(filled: Ministry) -> Ministry:
    """Add the rating, open since June 2025."""
    place = filled.place
    place.wave(RATING, year=2025, kind="rating", host_id=place.units[HOST], display_limit=5, simulated=True)
    place.state(RATING, "open", opens=dt.date(2025, 6, 10), closes=dt.date(2025, 12, 31), name="Tại quầy")
    for shift, unit in enumerate((AN_HOA, BINH_MINH)):
        dice = random.Random(unit)
        for month, n in MONTHS.items():
            if month - shift >= 6 and n:
                given = [
                    answers(dice) | {"A1": dice.choice("345"), "A2": dice.choice("345")} for _ in range(n)
                ]
                when = [dt.date(2025, month - shift, 10 + number % 20) for number in range(n)]
                place.put(RATING, unit, given, day=when)
    return filled
