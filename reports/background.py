"""What a report knows beyond its figures: classes, places among the units, and what stands beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.figures import Figure
from questionnaires.model import Text


@dataclass(frozen=True)
class Band:
    """A class and the lowest rate, from 0 to 1, that belongs to it."""

    name: Text
    low: float


BANDS: tuple[Band, ...] = (
    Band({"vi": "Xuất sắc", "en": "Excellent"}, 0.90),
    Band({"vi": "Tốt", "en": "Good"}, 0.80),
    Band({"vi": "Khá", "en": "Fair"}, 0.70),
    Band({"vi": "Trung bình", "en": "Average"}, 0.50),
    Band({"vi": "Yếu", "en": "Weak"}, 0.0),
)
"""Highest first. A setting and no rule of law: every report that classes prints the limits it used."""


@dataclass(frozen=True)
class Place:
    """The rank of a unit among `of` units of its kind, and the ranks that the data leave open.

    `tied` units share the rank, this one included.
    """

    rank: int
    of: int
    low: int
    high: int
    tied: int = 1
    kind: str = ""


@dataclass(frozen=True)
class Breakdown:
    """A column that the ballots are counted by, and its values in the order of the figures."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Returns:
    """How many forms were wanted, how many people were drawn, and which forms do not count, by rule."""

    target: int | None = None
    drawn: int | None = None
    set_aside: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Answered:
    """One answer to a question that rates nothing: the share that gave it.

    `option` is its code; "" for the answers that count as positive on the question's scale.
    """

    item: str
    option: str
    figure: Figure


@dataclass(frozen=True)
class Moment:
    """The overall figure in one wave."""

    wave: str
    figure: Figure


@dataclass(frozen=True)
class Course:
    """One unit through the waves; `earlier` for a unit that it was formed from."""

    name: str
    moments: tuple[Moment, ...]
    earlier: bool = False


@dataclass(frozen=True)
class Cut:
    """A wave that cannot be compared with those before, and the name of the sentence that says why."""

    wave: str
    why: str


@dataclass(frozen=True)
class History:
    """The waves up to this one, oldest first, and who has figures in them."""

    waves: tuple[str, ...]
    courses: tuple[Course, ...]
    cuts: tuple[Cut, ...] = ()


@dataclass(frozen=True)
class Published:
    """A figure that was published earlier, from a document; it is never joined with ours."""

    unit: str
    year: int
    value: float
    n: int | None
    source: str


@dataclass(frozen=True)
class Cases:
    """How cases were handled from one day to another."""

    first: dt.date
    last: dt.date
    received: int
    solved: int
    on_time: int
    late: int
    apologies: int
    units: int = 1


@dataclass(frozen=True)
class Theme:
    """Comments released on one theme; without a number there are too few to count, "" are the others."""

    name: str
    n: int | None
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Planned:
    """One line of an action plan: what, which post answers for it, until when, how far it is."""

    body: str
    owner: str
    due: dt.date
    state: str


@dataclass(frozen=True)
class EarlierPlan:
    """What a unit planned after an earlier wave.

    `is_before` when that is the wave whose figures the changes of this one start from.
    """

    wave: str
    actions: tuple[Planned, ...]
    is_before: bool


@dataclass(frozen=True)
class Driver:
    """How closely an item or factor goes with overall satisfaction, and how it is to be looked at.

    `share` is its part of R² with its band, `performance` its own figure.
    """

    code: str
    share: float
    low: float
    high: float
    performance: float | None
    quadrant: str


@dataclass(frozen=True)
class Driven:
    """The drivers of one item on everything, the closest first."""

    outcome: str
    n: int
    r2: float
    draws: int
    seed: int
    drivers: tuple[Driver, ...]


@dataclass(frozen=True)
class UnitBackground:
    """What is known of one unit in one wave, or of all together."""

    place: Place | None = None
    returns: Returns | None = None
    answered: tuple[Answered, ...] = ()
    history: History | None = None
    published: tuple[Published, ...] = ()
    cases: tuple[Cases, ...] = ()
    plan: EarlierPlan | None = None
    themes: tuple[Theme, ...] = ()
    driven: Driven | None = None


NOTHING = UnitBackground()


@dataclass(frozen=True)
class Background:
    """What is known beyond the figures of one wave; without bands nothing is classed."""

    bands: tuple[Band, ...] = BANDS
    units: Mapping[str, UnitBackground] = field(default_factory=dict)
    whole: UnitBackground = NOTHING
    ranks_volunteers: bool = False
    """Whether the plan says that volunteers are ranked and classed all the same."""
    breakdowns: tuple[Breakdown, ...] = ()
    seed: int | None = None
    """Of all that was drawn at random for the figures."""

    def of(self, unit: str | None) -> UnitBackground:
        """What is known of a unit; of all together for None."""
        return self.whole if unit is None else self.units.get(unit, NOTHING)
