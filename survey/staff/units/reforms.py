"""Mergers and splits by a form: filled in, looked at with all that follows, then done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import abort, request, url_for
from werkzeug import Response
from werkzeug.utils import redirect

from survey.accounts.access import needs
from survey.accounts.managing import ADMINISTRATOR
from survey.keys import id_of
from survey.staff.frame import staff
from survey.staff.units.figures import errors_of, row_of_form
from survey.staff.units.words import drawn, said_here
from survey.staff.visit import here
from survey.tables import Unit
from survey.tables.units import UNIT_KINDS

if TYPE_CHECKING:
    from survey.files.rows import Row, RowError
    from survey.units.reforms import Reform

PARTS = 8
"""Rows for old units, or for new ones."""
HEADS = {
    "merge": ("day", "code", "name", "name_en", "kind", "parent"),
    "split": ("day", "old", "ends", "heir"),
}
CELLS = {"merge": ("old", "share"), "split": ("code", "name", "name_en", "kind", "parent", "share")}
SHOWN = 200


@dataclass(frozen=True)
class Typed:
    """What was typed: the head of the form, and a row for each unit."""

    head: Row
    parts: list[Row]


@staff.get("/units/merge")
@needs(ADMINISTRATOR)
def units_merge() -> Response:
    """The form for a merger."""
    return _form_page("merge", _asked("old-1"))


@staff.post("/units/merge")
@needs(ADMINISTRATOR)
def units_merge_now() -> Response:
    """Show what would follow, or do it."""
    return _taken("merge")


@staff.get("/units/split")
@needs(ADMINISTRATOR)
def units_split() -> Response:
    """The form for a split."""
    return _form_page("split", {**_asked("old"), "ends": "yes"})


@staff.post("/units/split")
@needs(ADMINISTRATOR)
def units_split_now() -> Response:
    """Show what would follow, or do it."""
    return _taken("split")


def _taken(deed: str) -> Response:
    """Back to the form, what would follow, or the deed itself."""
    from survey.files.rows import RowError

    found, given = here(), request.form.to_dict()
    if given.get("step") == "form":
        return _form_page(deed, given)
    try:
        reform = _done(deed, _typed(deed))
    except RowError as error:
        found.session.rollback()
        return _form_page(deed, given, _errors(deed, error))
    if given.get("digest") == reform.plan.digest:
        return _kept(deed, reform)
    return _plan_page(deed, reform, given)


def _kept(deed: str, reform: Reform) -> Response:
    from survey.units.reform_effects import note_reform

    found, old = here(), reform.successions.made[0].found.old_id
    note_reform(found.session, reform, deed, by=found.by)
    found.session.commit()
    return redirect(url_for("staff.unit_page", number=old, done=deed), 303)


def _plan_page(deed: str, reform: Reform, given: dict[str, str]) -> Response:
    """All that would follow; it is undone before the page is drawn."""
    from survey.units.reform_effects import effects_of

    found, plan = here(), reform.plan
    effects = effects_of(found.session, reform)
    found.session.rollback()
    page: Response = drawn(
        "reform_plan.html",
        deed=deed,
        day=reform.day,
        plan=plan,
        changes=plan.changes[:SHOWN],
        more=max(0, len(plan.changes) - SHOWN),
        effects=effects,
        is_later=reform.day > found.today,
        given={name: given.get(name, "") for name in _fields(deed)},
        is_again="digest" in given,
    )
    return page


def _done(deed: str, typed: Typed) -> Reform:
    """Write it into the transaction."""
    from survey.units import reforms
    from survey.units.units_in_reach import ids_in_reach

    found = here()
    reach = ids_in_reach(found.session, id_of(found.account), (ADMINISTRATOR,), found.today)
    do = {"merge": reforms.merge, "split": reforms.split}[deed]
    return do(found.session, typed.head, typed.parts, reach=reach, today=found.today)


def _typed(deed: str) -> Typed:
    """The form as rows; a row in which only what stood there before stands is none."""
    given = request.form
    head = row_of_form({name: given.get(name, "") for name in HEADS[deed]})
    key = CELLS[deed][0]
    parts = [
        row_of_form({name: given.get(f"{name}-{number}", "") for name in CELLS[deed]}, number)
        for number in range(1, PARTS + 1)
        if given.get(f"{key}-{number}", "").strip()
    ]
    return Typed(head, parts)


def _errors(deed: str, error: RowError) -> dict[str, str]:
    """Each sentence at its field, or above the form where it has none."""
    several = getattr(error, "errors", (error,))
    found = {}
    for each in several:
        name = f"{each.column}-{each.number}" if each.number else each.column
        told = errors_of(each)[each.column]
        found[name if name in _fields(deed) else ""] = told
    return found


def _fields(deed: str) -> list[str]:
    rows = [f"{name}-{number}" for number in range(1, PARTS + 1) for name in CELLS[deed]]
    return [*HEADS[deed], *rows]


def _form_page(deed: str, given: dict[str, str], errors: dict[str, str] | None = None) -> Response:
    page: Response = drawn(
        f"{deed}.html",
        deed=deed,
        given={name: given.get(name, "") for name in _fields(deed)},
        numbers=range(1, PARTS + 1),
        kind_choices=[(each, said_here().kinds[each]) for each in UNIT_KINDS],
        errors=errors,
    )
    return page


def _asked(field: str) -> dict[str, str]:
    """A form that was opened from the page of a unit names that unit already."""
    from survey.staff.units.reached import unit_here

    text = request.args.get("unit", "")
    if not text:
        return {}
    if not text.isascii() or not text.isdigit():
        abort(404)
    unit: Unit = unit_here(int(text[:20]), ADMINISTRATOR)
    return {field: unit.code}
