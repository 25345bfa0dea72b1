"""What people wrote, as it is printed: no day and no order of arrival, which could lead to a ballot."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Written:
    """One text with the unit and the question that it is about."""

    wave: str
    unit: str
    item: str
    question: str
    status: str
    theme: str
    text: str


@dataclass(frozen=True)
class Writings:
    """All texts of some waves."""

    language: str
    title: str
    texts: tuple[Written, ...]
