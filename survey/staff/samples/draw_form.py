"""The form of a draw: read into what `hailong draw` would be asked, with what is wrong at its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from survey.files.texts import tidy
from survey.staff.samples.common import number_of, said

if TYPE_CHECKING:
    from survey.files.table import Table
    from survey.samples.checking import Fault
    from survey.samples.wanted import Wanted

MOST_STRATA = 400


def read_wanted(table: Table, source: str, kind: str) -> tuple[Wanted | None, dict[str, str]]:
    """What is wanted, or why it cannot be; a column stands in the form by its place in the file."""
    from survey.samples.wanted import ALLOCATIONS, COLUMNS, METHODS, WHOLE, Wanted, contradictions

    form, errors, words = request.form, dict[str, str](), said()
    method, allocation = form.get("method", ""), form.get("allocation", "")
    if method not in METHODS:
        return None, {"method": words.errors["no_method"]}
    numbers = {name: number_of(name, errors) for name in WHOLE}
    if numbers["per_psu"] == 0 or numbers["n"] == 0:
        errors["n" if numbers["n"] == 0 else "per_psu"] = words.errors["no_number"]
    sizes = _sizes(errors)
    if errors:
        return None, errors
    wanted = Wanted(
        method=method,
        describe=tuple(filter(None, (_column(table, each) for each in form.getlist("describe")))),
        sizes=sizes,
        allocation=allocation if allocation in ALLOCATIONS else ALLOCATIONS[0],
        take_all="take_all" in form,
        source=source,
        kind=kind,
        **{name: _column(table, form.get(name, "")) for name in COLUMNS},
        **numbers,  # type: ignore[arg-type]
    )
    return wanted, {name: words.errors[why] for name, why in contradictions(wanted)}


def check(table: Table, wanted: Wanted) -> tuple[list[Fault], dict[str, str]]:
    """What is wrong with the rows, and which numbers ask for too much."""
    from survey.samples.checking import faults, too_many

    words, found = said(), faults(table, wanted)
    if found:
        return found, {"": words.errors["rows"].format(n=len(found))}
    return [], {name: words.errors[why].format(**told) for name, why, told in too_many(table, wanted)}


def _column(table: Table, given: str) -> str:
    """The column of a place; nothing where none was chosen."""
    is_place = given.isascii() and given.isdecimal() and len(given) < 4
    return table.names[int(given)] if is_place and int(given) < len(table.names) else ""


def _sizes(errors: dict[str, str]) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {}
    for line in tidy(request.form.get("sizes", "")).splitlines()[: MOST_STRATA + 1]:
        name, sign, number = (each.strip() for each in line.rpartition("="))
        if not line.strip():
            continue
        is_size = number.isascii() and number.isdecimal() and 0 < len(number) < 8
        if not (sign and name and is_size) or name in found or len(found) == MOST_STRATA:
            errors["sizes"] = said().errors["sizes_lines"].format(line=line[:80])
            return ()
        found[name] = int(number)
    return tuple(found.items())
