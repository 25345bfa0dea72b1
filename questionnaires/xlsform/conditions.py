"""The simple formulas of an XLSForm that a questionnaire can say: who is asked, how many may be ticked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from questionnaires.xlsform.sheets import Problems, Row

_EQUAL = re.compile(r"""^\$\{\s*([\w.-]+)\s*\}\s*=\s*(?:'([^']*)'|"([^"]*)")$""")
_SELECTED = re.compile(r"""^selected\(\s*\$\{\s*([\w.-]+)\s*\}\s*,\s*(?:'([^']*)'|"([^"]*)")\s*\)$""")
_MOST = re.compile(r"^count-selected\(\s*\.\s*\)\s*<=\s*([0-9]+)$")
YES = {"yes": True, "true": True, "true()": True, "1": True}
NO = {"": False, "no": False, "false": False, "false()": False, "0": False}


def route_of(row: Row, kinds: Mapping[str, str], problems: Problems) -> dict[str, Any] | None:
    """The filter of a question: one earlier question, and the answers that open it.

    `kinds` are the types of the questions before: whether exactly one answer can be given.
    """
    formula = row.get("relevant")
    if not formula:
        return None
    found = [_term(each.strip(), kinds) for each in re.split(r"\s+or\s+", formula)]
    terms = [each for each in found if each is not None]
    asked = {item for item, _ in terms}
    if len(terms) < len(found) or len(asked) != 1:
        cure = (
            "write ${question} = 'code', of a select_multiple selected(${question}, 'code'), several of one "
            "question joined by or"
        )
        problems.add(row.at("relevant"), f"this filter is not read: {formula}", cure)
        return None
    return {"item": asked.pop(), "codes": list(dict.fromkeys(code for _, code in terms))}


def most_of(row: Row, problems: Problems) -> int | None:
    """How many answers may be ticked at most."""
    formula = row.get("constraint")
    if not formula:
        return None
    found = _MOST.match(formula)
    if not found:
        cure = "write count-selected(.) <= 3, or empty this cell"
        problems.add(row.at("constraint"), f"this limit is not read: {formula}", cure)
        return None
    return int(found[1])


def required_of(row: Row, problems: Problems) -> bool:
    """Whether an answer is asked for once more; as XLSForm has it, only where the column says so."""
    told = row.get("required").lower()
    if told not in YES | NO:
        problems.add(row.at("required"), f"it cannot be {told!r}", "write yes or no")
    return YES.get(told, False)


def _term(text: str, kinds: Mapping[str, str]) -> tuple[str, str] | None:
    """One comparison. Of a tick-many question = would mean this answer and no other, which we cannot say."""
    found = _SELECTED.match(text)
    if found is None:
        found = _EQUAL.match(text)
        if found is not None and kinds.get(found[1]) == "select_multiple":
            return None
    return (found[1], found[2] if found[2] is not None else found[3]) if found else None
