"""The action plans that units wrote after the last wave before one, for their reports on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from analysis.figures import Limits
from reports.background import EarlierPlan, Planned
from survey.files.table import clean
from survey.results.fielded import Fielded
from survey.results.histories import Stop
from survey.tables import Action, Wave
from survey.waves.action_plans import before


@dataclass(frozen=True)
class Plan:
    """A plan with the wave that it followed."""

    wave_id: int
    wave: str
    actions: tuple[Planned, ...]


def plans(session: Session, wave: Fielded) -> dict[int, Plan]:
    """By unit the lines that it wrote after the last wave of this host and kind before this one."""
    asked = select(Action, Wave).join(Wave, col(Wave.id) == col(Action.wave_id))
    asked = asked.where(*before(wave.wave))
    latest = (col(Wave.opens), col(Wave.id), col(Action.due).desc(), col(Action.id).desc())
    found: dict[int, Plan] = {}
    for row, of in session.exec(asked.order_by(*latest)):
        line = Planned(clean(row.body), clean(row.owner), row.due, row.state)
        known = found.get(row.unit_id)
        same = known.actions if known is not None and known.wave_id == row.wave_id else ()
        found[row.unit_id] = Plan(row.wave_id, of.name, (line, *same))
    return found


def plan_of(
    known: Mapping[int, Plan], along: Sequence[Stop], agencies: Iterable[int] | None, limits: Limits
) -> EarlierPlan | None:
    """The plan of whoever stands under one name; none of all together, and none in a public edition."""
    chosen = [known[each] for each in sorted(agencies or ()) if each in known]
    if not chosen or limits.public:
        return None
    last = max(chosen, key=lambda each: _place(each, along)).wave_id
    own = [each for each in chosen if each.wave_id == last]
    compared = along[-2] if len(along) > 1 and along[-2].part is along[-1].part else None
    names = {stop.fielded.id: stop.name for stop in along}
    actions = tuple(line for each in own for line in each.actions)
    is_before = compared is not None and compared.fielded.id == last
    return EarlierPlan(names.get(last, own[0].wave), actions, is_before)


def _place(plan: Plan, along: Sequence[Stop]) -> int:
    """How late the wave is among those that stand in the report; −1 for one that does not."""
    return next((n for n, stop in enumerate(along) if stop.fielded.id == plan.wave_id), -1)
