"""The overall figure by field of procedure and kind of respondent; described, never judged."""

from __future__ import annotations

from collections.abc import Iterator

from reports.background import Background, Breakdown
from reports.content import Chapter, Row, Section, Sentence
from reports.full.answered import count_of
from reports.full.labels import column_label, known, value_label
from reports.subject import Subject

DESCRIBED_ONLY = ("mode", "assisted", "sex", "age")
"""Columns that say who answered and how; a figure for each would invite comparisons nobody tested."""


def chapter(subject: Subject, background: Background) -> Chapter | None:
    """A table for each column; None where no column holds two values of this unit's."""
    columns = [each for each in background.breakdowns if known(each.name) not in DESCRIBED_ONLY]
    blocks = tuple(block for each in columns for block in _table(subject, each))
    return Chapter("breakdown", subject.say("full_breakdown"), blocks) if blocks else None


def _table(subject: Subject, column: Breakdown) -> Iterator[Section]:
    label = column_label(subject, column.name)
    found = [(value, count_of(subject, (column.name, value))) for value in column.values]
    rows = tuple(
        Row(value_label(subject, column.name, value), figure, "item")
        for value, figure in found
        if figure is not None
    )
    if len(rows) > 1:
        note = (Sentence(subject.say("full_breakdown_note")),)
        yield Section(f"by-{column.name}", label, subject.say("full_breakdown_head"), rows, notes=note)
