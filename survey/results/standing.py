"""What the database knows of each unit beside the ballots: returns, cases, comments, published figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from analysis.collation import sort_key
from analysis.figures import Limits
from reports.background import Cases, Published, Returns, Theme
from survey.fieldwork.targets import targets
from survey.files.table import clean
from survey.results.ballots import UNTOLD
from survey.results.earlier_plans import Plan, plans
from survey.results.fielded import Fielded
from survey.results.named_units import large_enough
from survey.tables import Ballot, CaseStatistics, Comment, DesignCell, Exclusion, PastFigure
from survey.tables.ballots import EXCLUDED, PARTIAL

FEW = 3
"""Texts of a theme that a report quotes."""
PEOPLE_DRAWN = "random_sample"
"""The design whose cells tell how many people were chosen; where everybody is asked they hold the target."""


@dataclass(frozen=True)
class Standing:
    """Everything of one wave by agency."""

    wave: Fielded
    returns: Mapping[int, Returns]
    cases: Mapping[int, tuple[Cases, ...]]
    comments: Mapping[int, tuple[tuple[str, str], ...]]
    published: Mapping[int, tuple[PastFigure, ...]]
    plans: Mapping[int, Plan] = field(default_factory=dict)
    named: frozenset[int] = frozenset()
    """Agencies with so many ballots that their comments may stand under their name."""


def standing(engine: Engine, wave: Fielded, agencies: Iterable[int]) -> Standing:
    """Read what stands beside the ballots of a wave; only of the units that are reported on."""
    wanted = sorted(agencies)
    with Session(engine, expire_on_commit=False) as session:
        found = Standing(
            wave,
            _returns(session, wave, wanted),
            _only(_cases(session, wave), wanted),
            _only(_comments(session, wave), wanted),
            _published(session, wave),
            _only(plans(session, wave), wanted),
            large_enough(session, wave.wave, wanted),
        )
        session.expunge_all()
    return found


def returns_of(standing: Standing, agencies: Iterable[int] | None) -> Returns | None:
    """The returns of some agencies together; of the whole wave for None."""
    known = _chosen(standing.returns, agencies)
    if not known:
        return None
    aside: Counter[str] = Counter()
    for each in known:
        aside.update(dict(each.set_aside))
    listed = sorted(aside.items(), key=lambda pair: (-pair[1], pair[0]))
    target = _sum(each.target for each in known)
    if agencies is None:
        target = standing.wave.wave.target or target
    return Returns(target, _sum(each.drawn for each in known), tuple(listed))


def cases_of(standing: Standing, agencies: Iterable[int] | None) -> tuple[Cases, ...]:
    """Case statistics of some agencies, those of one period added up; of the whole wave for None."""
    chosen = _chosen(standing.cases, agencies)
    periods: dict[Any, list[Cases]] = defaultdict(list)
    for cases in chosen:
        for each in cases:
            periods[each.first, each.last].append(each)
    names = ("received", "solved", "on_time", "late", "apologies", "units")
    return tuple(
        Cases(first, last, **{name: sum(getattr(each, name) for each in found) for name in names})
        for (first, last), found in sorted(periods.items())
    )


def themes_of(standing: Standing, agencies: Iterable[int] | None, limits: Limits) -> tuple[Theme, ...]:
    """Released comments by theme, small themes together.

    A public edition quotes nobody and counts those of all units alone: from the counts of some units
    and of all, those of the others could be worked out. What was written of a unit with too few ballots
    stands under no name but that of the whole.
    """
    if limits.public and agencies is not None:
        return ()
    enough = None if agencies is None else standing.named & frozenset(agencies)
    chosen = _chosen(standing.comments, enough)
    themes: dict[str, list[str]] = defaultdict(list)
    for written in chosen:
        for theme, text in written:
            themes[theme].append(text)
    large = {theme: texts for theme, texts in themes.items() if theme and len(texts) >= limits.display}
    rest = sorted(text for theme, texts in themes.items() if theme not in large for text in texts)
    ordered = sorted(large.items(), key=lambda pair: (-len(pair[1]), sort_key(pair[0])))
    named = [*ordered, *([("", rest)] if rest else [])]
    return tuple(_theme(name, texts, limits) for name, texts in named)


def published_of(
    standing: Standing, agencies: Iterable[int], names: Mapping[int, str]
) -> tuple[Published, ...]:
    """Figures published before the wave of these agencies and those they were formed from."""
    rows = [(agency, row) for agency in agencies for row in standing.published.get(agency, ())]
    rows.sort(key=lambda pair: (pair[1].year, names.get(pair[0], "")))
    return tuple(
        Published(names.get(agency, ""), row.year, row.value, row.n, clean(row.source))
        for agency, row in rows
    )


def _theme(name: str, texts: list[str], limits: Limits) -> Theme:
    shown = () if limits.public else tuple(sorted(set(texts), key=sort_key)[:FEW])
    return Theme(name, len(texts) if len(texts) >= limits.display else None, shown)


Kept = TypeVar("Kept")


def _only(found: Mapping[int, Kept], wanted: Iterable[int]) -> dict[int, Kept]:
    return {each: found[each] for each in wanted if each in found}


def _chosen(found: Mapping[int, Kept], agencies: Iterable[int] | None) -> list[Kept]:
    """What there is of some agencies; of all for None."""
    return list(found.values()) if agencies is None else list(_only(found, agencies).values())


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _returns(session: Session, wave: Fielded, agencies: list[int]) -> dict[int, Returns]:
    wanted = targets(session, wave.wave, None)
    drawn = dict(_drawn(session, wave))
    aside = _set_aside(session, wave)
    return {
        each: Returns(wanted.get(each), drawn.get(each), tuple(sorted(aside[each].items())))
        for each in agencies
    }


def _drawn(session: Session, wave: Fielded) -> Iterator[tuple[int, int]]:
    """How many people were drawn; where areas were drawn first, no rate over all can be told."""
    if wave.wave.design != PEOPLE_DRAWN:
        return
    asked = select(DesignCell.unit_id, func.sum(col(DesignCell.drawn)), func.max(col(DesignCell.stage)))
    asked = asked.where(DesignCell.wave_id == wave.id, col(DesignCell.drawn).is_not(None))
    for unit, drawn, stages in session.exec(asked.group_by(col(DesignCell.unit_id))):
        if stages == 1:
            yield unit, int(drawn or 0)


def _set_aside(session: Session, wave: Fielded) -> defaultdict[int, Counter[str]]:
    """Forms that do not count by the first rule that was confirmed against them."""
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    asked = select(Ballot.id, Ballot.agency_id, Ballot.state)
    asked = asked.where(Ballot.wave_id == wave.id, col(Ballot.state).in_((PARTIAL, EXCLUDED)))
    ledger = select(Exclusion.ballot_id, func.min(Exclusion.rule))
    ledger = ledger.where(Exclusion.wave_id == wave.id, Exclusion.status == "confirmed")
    rules = dict(session.exec(ledger.group_by(col(Exclusion.ballot_id))).all())
    for ballot, agency, state in session.exec(asked):
        rule = "partial" if state == PARTIAL else rules.get(ballot, UNTOLD)
        found[agency][rule] += 1
    return found


def _cases(session: Session, wave: Fielded) -> dict[int, tuple[Cases, ...]]:
    """The statistics whose period overlaps the days of the wave."""
    asked = select(CaseStatistics).where(
        col(CaseStatistics.period_from) <= wave.wave.closes, col(CaseStatistics.period_to) >= wave.wave.opens
    )
    found: defaultdict[int, list[Cases]] = defaultdict(list)
    for row in session.exec(asked.order_by(col(CaseStatistics.period_from), col(CaseStatistics.id))):
        counts = (row.received, row.solved, row.on_time, row.late, row.apologies)
        found[row.unit_id].append(Cases(row.period_from, row.period_to, *counts))
    return {unit: tuple(cases) for unit, cases in found.items()}


def _comments(session: Session, wave: Fielded) -> dict[int, tuple[tuple[str, str], ...]]:
    """Theme and text of what was released, in an order that tells nothing of when it came."""
    asked = select(Comment.agency_id, Comment.theme, func.coalesce(Comment.shown, Comment.body))
    asked = asked.where(Comment.wave_id == wave.id, Comment.status == "released", col(Comment.due).is_(None))
    found: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for agency, theme, body in session.exec(asked):
        found[agency].append((clean(theme or ""), clean(body)))
    return {agency: tuple(sorted(written)) for agency, written in found.items()}


def _published(session: Session, wave: Fielded) -> dict[int, tuple[PastFigure, ...]]:
    asked = select(PastFigure).where(PastFigure.what == "overall", PastFigure.year <= wave.wave.opens.year)
    found: defaultdict[int, list[PastFigure]] = defaultdict(list)
    for row in session.exec(asked.order_by(col(PastFigure.year), col(PastFigure.id))):
        found[row.unit_id].append(row)
    return {unit: tuple(rows) for unit, rows in found.items()}
