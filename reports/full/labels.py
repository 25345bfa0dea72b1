"""Names of the columns that ballots are counted by, and of their values: ours, the form's, or as given."""

from __future__ import annotations

from questionnaires.model import Item, Text
from reports import style
from reports.subject import Subject
from reports.texts.full import COLUMNS, VALUES

OWN = "ballot_"
"""What stands before the name of a column whose name an item bears."""


def known(column: str) -> str:
    """The name of a column as the tables of words have it."""
    return column.removeprefix(OWN)


def column_label(subject: Subject, column: str) -> str:
    """What a column is about."""
    return _text(subject, COLUMNS.get(known(column))) or _question(subject, column) or style.plain(column)


def value_label(subject: Subject, column: str, value: str) -> str:
    """What a value of a column stands for."""
    if not value.strip():
        return subject.say("full_unknown")
    item = _item(subject, column)
    option = (
        next((each for each in subject.scale(item).options if each.code == value), None) if item else None
    )
    if option is not None:
        return style.capital(subject.text(option.label))
    return _text(subject, VALUES.get(known(column), {}).get(value)) or style.plain(value)


def _text(subject: Subject, text: Text | None) -> str:
    return style.capital(subject.text(text)) if text else ""


def _item(subject: Subject, column: str) -> Item | None:
    return next((each for each in subject.questionnaire.items if each.code == column), None)


def _question(subject: Subject, column: str) -> str:
    item = _item(subject, column)
    return style.capital(subject.text(item.text)) if item else ""
