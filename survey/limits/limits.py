"""How often a door, a phone and a network address may send, and what is only marked."""

from __future__ import annotations

import ipaddress
import math
import os
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from survey.ballots.contract import Submission
from survey.ballots.doors import Door
from survey.limits.rates import Counter, Rate
from survey.tables.ballots import COMPLETE

SETTING, OFF = "HAILONG_LIMITS", "off"

DOOR = Rate(burst=600, every=0.2)
"""Of a poster, or of one tablet, whose token is its own: a tablet back from days without a network is let
through, and nobody at a counter answers five times a second."""
PHONE = Rate(burst=10, every=30)
"""Of one browser that has answered here before, beside the door's: a phone handed round a waiting room is not
slowed down."""
ADDRESS = Rate(burst=2400, every=0.025)
"""Of a network address, last of all and coarse: a whole service centre may stand behind it."""
SIGN_IN = Rate(burst=30, every=6)
"""Of passwords, codes and links of staff from one network address, behind which a whole office may stand."""
BURST: Mapping[str, Rate] = {"phone": Rate(burst=12, every=6), "kiosk": Rate(burst=6, every=10)}
"""By the mode of a door: more complete ballots than this are marked, and taken all the same."""
FASTEST = 0.4
"""Seconds for one answer; faster ones are marked, and taken all the same."""
FEWEST = 3
"""Answers below which nobody can be too fast."""
NO_ANSWER = frozenset(".-")


class Limits:
    """Counts for one worker process; workers share no memory, so n of them let n times as much through."""

    def __init__(self, *, is_on: bool = True) -> None:
        self.is_on = is_on
        self._doors, self._addresses = Counter(DOOR), Counter(ADDRESS)
        self._sign_ins = Counter(SIGN_IN)
        self._bursts = {mode: Counter(rate) for mode, rate in BURST.items()}

    @classmethod
    def of_environment(cls) -> Limits:
        """On, unless HAILONG_LIMITS says off, as for a measurement."""
        return cls(is_on=os.environ.get(SETTING, "").casefold() != OFF)

    def wait_at_door(self, token: str) -> int:
        """Whole seconds until a door takes one more; 0: now. Known and unknown tokens are treated alike."""
        return self._seconds(self._doors, token)

    def wait_from(self, address: str | None) -> int:
        """Whole seconds until an address may ask for one more; 0: now.

        This machine itself is never kept waiting: a proxy that does not say for whom it asks is here.
        """
        network = _network(address)
        return self._seconds(self._addresses, network) if network else 0

    def wait_to_sign_in(self, address: str | None) -> int:
        """Whole seconds until an address may try one more password or code; 0: now."""
        network = _network(address)
        return self._seconds(self._sign_ins, network) if network else 0

    def suspect(self, door: Door, ballot: Submission) -> tuple[str, ...]:
        """Rules of the ledger that a complete ballot goes against; it is taken and counted all the same."""
        if not self.is_on or ballot.state != COMPLETE:
            return ()
        return tuple(self._strange(door, ballot))

    def _strange(self, door: Door, ballot: Submission) -> Iterator[str]:
        # A paired tablet may come back with the ballots of days.
        counter = None if door.by_tablet else self._bursts.get(door.mode)
        if counter is not None and counter.wait(str(door.collector_id)):
            yield "burst"
        if is_too_fast(ballot.seconds, ballot.answers):
            yield "too_fast"

    def _seconds(self, counter: Counter, key: str) -> int:
        return math.ceil(counter.wait(key)) if self.is_on else 0


def is_too_fast(seconds: int | None, answers: Collection[Any]) -> bool:
    """Whether the questions can hardly have been read; where no script counted, nobody knows."""
    given = sum(each not in NO_ANSWER for each in answers)
    return seconds is not None and given >= FEWEST and seconds + 1 < FASTEST * given


def _network(address: str | None) -> str:
    """The address, of IPv6 the network that one customer gets; nothing for this machine itself."""
    try:
        found = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return ""
    if found.is_loopback:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found, 64), strict=False).network_address)
    return str(found)
