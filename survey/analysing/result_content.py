"""Everything that the files of a survey's figures say, before it becomes CSV, JSON or a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reports.content import About
from survey.analysing.exports import Line
from survey.analysing.more.table import MoreTable


@dataclass(frozen=True)
class Content:
    """Lines of figures with how they were made; `more` is what estimates.json says beyond them."""

    about: About
    language: str
    settings: Mapping[str, Any]
    estimates: Sequence[Line]
    changes: Sequence[Line]
    lowest: Sequence[Line]
    highest: Sequence[Line]
    more: Mapping[str, Any] = field(default_factory=dict)
    tables: Sequence[MoreTable] = ()
