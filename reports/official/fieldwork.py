"""How the ballots came in, unit by unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reports import style
from reports.content import Grid, Sentence
from reports.official.content import OfficialChapter
from reports.official.frame import chapter
from reports.official.matter import Matter, name_of, row
from reports.official.setting import Came

COLUMNS: tuple[tuple[str, Callable[[Came], int | None]], ...] = (
    ("issued", lambda came: came.issued),
    ("returned", lambda came: came.returned),
    ("excluded", lambda came: came.excluded),
    ("partial", lambda came: came.partial),
    ("flagged", lambda came: came.flagged),
)


def fieldwork(matter: Matter) -> OfficialChapter:
    """Issued, returned, valid, excluded, flagged; a public edition tells of the valid ones alone.

    Numbers of excluded ballots beside a hidden base would give it away.
    """
    columns = [] if matter.public else [each for each in COLUMNS if _known(matter, each[1])]
    heads = [matter.say(f"official_{name}") for name, _ in columns]
    place = sum(name in ("issued", "returned") for name, _ in columns)
    heads.insert(place, matter.say("official_valid"))
    rows = [
        row(texts, group=len(texts) == 1)
        for group, units in _groups(matter)
        for texts in (*group, *([name_of(unit), *_cells(matter, unit, columns, place)] for unit in units))
    ]
    total = _total(matter, columns, place)
    others = 0.6 / len(heads)
    grid = Grid(
        code="forms",
        title=matter.say("official_forms_title"),
        heads=(matter.subject.say("head_unit"), *heads),
        rows=(*rows, *(row(each) for each in total)),
        notes=tuple(_notes(matter, bool(columns), bool(total))),
        widths=(0.4, *[others] * len(heads)) if len(heads) > 1 else (0.75, 0.25),
    )
    return chapter(matter, "3", "official_3", (grid,))


def _groups(matter: Matter) -> Iterator[tuple[list[list[str]], tuple[str, ...]]]:
    """The units under the name of their kind, where there are several kinds."""
    if matter.standing is not None or len(matter.standings) + bool(matter.alone) < 2:
        yield [], matter.units
        return
    for standing in matter.standings:
        yield [[style.capital(matter.kind(standing.kind))]], standing.units
    if matter.alone:
        yield [[matter.say("province_others")]], matter.alone


def _known(matter: Matter, ask: Callable[[Came], int | None]) -> bool:
    return any(ask(matter.setting.came.get(unit, Came())) is not None for unit in matter.units)


def _cells(
    matter: Matter, unit: str, columns: list[tuple[str, Callable[[Came], int | None]]], place: int
) -> list[str]:
    figure = matter.figure(unit)
    if figure.n is None:
        # Beside a hidden base nothing is told that would add up to it.
        return [style.HIDDEN] * (len(columns) + 1)
    came = matter.setting.came.get(unit, Came())
    found = [_number(matter, ask(came)) for _, ask in columns]
    found.insert(place, matter.count(figure.n))
    return found


def _number(matter: Matter, n: int | None) -> str:
    if n is None:
        return style.MISSING
    return matter.count(n) if n else style.NOTHING


def _total(
    matter: Matter, columns: list[tuple[str, Callable[[Came], int | None]]], place: int
) -> list[list[str]]:
    numbers = [matter.figure(unit).n for unit in matter.units]
    if None in numbers:
        return []
    sums = []
    for _, ask in columns:
        given = [ask(matter.setting.came.get(unit, Came())) for unit in matter.units]
        sums.append(_number(matter, sum(n for n in given if n is not None)))
    sums.insert(place, matter.count(sum(n for n in numbers if n is not None)))
    return [[matter.say("official_total"), *sums]]


def _notes(matter: Matter, ledger: bool, total: bool) -> Iterator[Sentence]:
    if not total:
        yield matter.sentence("official_hidden_sum")
    if not ledger and not matter.public:
        yield matter.sentence("official_no_ledger")
    if _known(matter, lambda came: came.flagged) and not matter.public:
        yield matter.sentence("official_flag_note")
