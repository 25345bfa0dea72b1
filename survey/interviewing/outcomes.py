"""What a visit to a household came to, and how the case stands after all of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast

Result = Literal[
    "completed",
    "no_answer",
    "later",
    "refused",
    "broken_off",
    "moved",
    "not_eligible",
    "other",
    "unknown_household",
]
RESULTS: dict[Result, str] = {
    "completed": "completed",
    "no_answer": "open",
    "later": "open",
    "refused": "refused",
    "broken_off": "broken_off",
    "moved": "moved",
    "not_eligible": "not_eligible",
    "other": "other",
    "unknown_household": "unknown_household",
}
"""Result of a visit → how it leaves the case, in the words of survey.tables.fieldwork.OUTCOMES."""
VISITS_WITHOUT_ANYBODY = 3
"""After so many the household counts as not at home."""
MOST_VISITS = 20


@dataclass(frozen=True)
class Contact:
    """One visit: the id under which a device tells of it, its number among the visits, what it came to."""

    id: str
    visit: int
    result: Result


def read_contacts(text: str) -> list[Contact]:
    """The visits as a case stores them."""
    return [Contact(key, visit, cast(Result, result)) for key, visit, result in json.loads(text)]


def write_contacts(contacts: Iterable[Contact]) -> str:
    """The visits as a case stores them, in their own order and not in that of their arrival."""
    in_order = sorted(contacts, key=lambda each: (each.visit, each.id))
    return json.dumps([[each.id, each.visit, each.result] for each in in_order], separators=(",", ":"))


def outcome_of(contacts: Iterable[Contact]) -> str:
    """How the case stands: an interview stays one, else the last visit says it.

    They may arrive in any order; the same rule is in interview-cases.js for a device without a network.
    """
    results = [each.result for each in sorted(contacts, key=lambda each: (each.visit, each.id))]
    if "completed" in results:
        return "completed"
    if not results:
        return "open"
    if len(results) >= VISITS_WITHOUT_ANYBODY and set(results) == {"no_answer"}:
        return "not_at_home"
    return RESULTS[results[-1]]
