"""Which column of a file answers which position of the questionnaire."""

from __future__ import annotations

from collections.abc import Sequence

from questionnaires.answers import Position
from questionnaires.model import Questionnaire
from survey.files.table import MissingColumnError, Table

SHOWN = 10


class MissingItemsError(MissingColumnError):
    """Columns of rated items, or of some options of a tick-many item, are not in the file."""


def column_of(position: Position) -> str:
    """The column's name: the item's code, or ITEM_OPTION for one option of a tick-many item."""
    return position.item if position.option is None else f"{position.item}_{position.option}"


def refuse_missing(table: Table, questionnaire: Questionnaire, positions: Sequence[Position]) -> None:
    """Refuse a file without the column of a rated item; other items may be absent, but as a whole."""
    rated = {item.code for item in questionnaire.rated_items}
    started = {each.item for each in positions if column_of(each) in table.columns}
    wanted = [column_of(each) for each in positions if each.item in rated | started]
    missing = [name for name in wanted if name not in table.columns]
    if missing:
        raise MissingItemsError(_message(table, questionnaire, missing))


def absent(table: Table, positions: Sequence[Position]) -> set[str]:
    """Codes of the closed items for which the file has no column."""
    return {each.item for each in positions if column_of(each) not in table.columns}


def notes(table: Table, questionnaire: Questionnaire, positions: Sequence[Position]) -> tuple[str, ...]:
    """Remarks: tick-many items in one column, which is not read; filters that the file lacks."""
    ticks = {each.item for each in positions if each.option is not None}
    unread = sorted(ticks & set(table.columns))
    without = absent(table, positions)
    filters = {item.asked_if.item for item in questionnaire.items if item.asked_if} & without
    found = []
    if unread:
        found.append(f"column {', '.join(unread)} is not read: give a tick-many item one column an option")
    if filters:
        found.append(f"no column {', '.join(sorted(filters))}: everybody counts as asked what depends on it")
    return tuple(found)


def _message(table: Table, questionnaire: Questionnaire, missing: list[str]) -> str:
    shown = [f"{name} ({table.nearest(name)})" for name in missing[:SHOWN]]
    more = f", and {len(missing) - SHOWN} more" if len(missing) > SHOWN else ""
    plural = "" if len(missing) == 1 else "s"
    return (
        f"the column{plural} of {len(missing)} item{plural} of {questionnaire.code} missing: "
        f"{', '.join(shown)}{more}; {table.source}; name each column by its item's code"
    )
