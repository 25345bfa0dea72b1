"""Imports from CSV: checked and shown first, stored when confirmed, all of it or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import abort, request, url_for
from werkzeug import Response
from werkzeug.utils import redirect

from survey.accounts.access import needs
from survey.keys import id_of
from survey.staff import pages
from survey.staff.frame import staff
from survey.staff.units import sealed
from survey.staff.units.faults import sentence, too_large
from survey.staff.units.reached import FIGURES
from survey.staff.units.sealed import Parcel
from survey.staff.units.words import drawn, said_here
from survey.staff.uploads import takes_file
from survey.staff.visit import here

if TYPE_CHECKING:
    from survey.files.rows import ColumnError, RowError
    from survey.files.table import TableError
    from survey.units.changes import Plan

MIB = 3
SHOWN, SHOWN_ERRORS = 200, 50
EXAMPLES = {
    "units": (
        "code,kind,name,name_en,parent,valid_from,valid_to\n"
        "so-vi-du,department,Sở Ví Dụ,Example Department,tinh-vi-du,2025-07-01,\n"
        "xa-mot,commune,Xã Một,Commune One,tinh-vi-du,01/07/2025,"
    ),
    "parents": "unit,parent,valid_from,valid_to\nxa-mot,tinh-vi-du,2025-07-01,",
    "successions": ("old;new;day;share\nxa-mot;xa-mot-hai;01/01/2027;1\nxa-hai;xa-mot-hai;01/01/2027;0,4"),
    "procedures": "code,field,name,agency\n1.004567,Y tế,Cấp giấy phép hoạt động,so-vi-du",
    "figures": ("unit;year;percent;n;source\nso-vi-du;2024;86,50;180;Quyết định 123/QĐ-UBND ngày 15/01/2025"),
    "cases": (
        "unit,period_from,period_to,received,solved,on_time,late,apologies\n"
        "so-vi-du,01/01/2025,30/09/2025,1250,1200,1180,20,12"
    ),
}
NAME = 80
"""Characters of the name of a file."""


@dataclass
class Wrong:
    """What is wrong with the files: by field, and line by line."""

    fields: dict[str, str] = field(default_factory=dict)
    lines: list[tuple[str, str]] = field(default_factory=list)


@staff.get("/units/import/<sort>")
@needs(*FIGURES)
def units_import(sort: str) -> Response:
    """The form for the files."""
    _check_role(sort)
    return _page(sort)


@staff.post("/units/import/<sort>")
@needs(*FIGURES)
@takes_file(MIB)
def units_import_now(sort: str) -> Response:
    """Check what is sent, or store what was checked."""
    _check_role(sort)
    if "sealed" in request.form:
        return _confirmed(sort)
    parcel, wrong = _sent(sort)
    if parcel is None:
        return _page(sort, wrong)
    return _checked(sort, parcel)


def _checked(sort: str, parcel: Parcel, *, is_again: bool = False) -> Response:
    """Do it, look what it did, and undo it."""
    found = here()
    plan, wrong = _done(sort, parcel)
    found.session.rollback()
    if plan is None:
        return _page(sort, wrong)
    try:
        text = sealed.seal(Parcel(parcel.sent, parcel.names, plan.digest), found.key, *_whose(sort))
    except sealed.TooLargeError:
        return _page(sort, Wrong(too_large(parcel.sent, parcel.names)))
    return _plan_page(sort, plan, parcel, text, is_again=is_again)


def _confirmed(sort: str) -> Response:
    """Do it again, and keep it if it does what was shown."""
    from survey.units.web_import import note_import

    found = here()
    parcel = sealed.unseal(request.form["sealed"], found.key, *_whose(sort))
    if parcel is None:
        return pages.refusal("foreign", 403)
    plan, wrong = _done(sort, parcel)
    if plan is None:
        found.session.rollback()
        return _page(sort, wrong)
    if plan.digest != parcel.digest:
        found.session.rollback()
        return _checked(sort, parcel, is_again=True)
    if plan.changes:
        note_import(found.session, sort, plan, parcel.sent, by=found.by)
        found.session.commit()
    return redirect(url_for("staff.units_tree", done="import"), 303)


def _done(sort: str, parcel: Parcel) -> tuple[Plan | None, Wrong]:
    """Write it into the transaction; the plan, or what is wrong."""
    from survey.files.rows import ColumnError, RowError
    from survey.files.table import TableError
    from survey.units.web_import import import_sent

    found, wrong = here(), Wrong()
    try:
        plan = import_sent(
            found.session,
            sort,
            parcel.sent,
            parcel.names,
            account_id=id_of(found.account),
            today=found.today,
        )
        return plan, wrong
    except RowError as error:
        wrong.lines = _lines(error)
    except ColumnError as error:
        wrong.fields[_files(sort)[0]] = _columns_told(error)
    except TableError as error:
        wrong.fields[_field_of(parcel, error)] = _table_told(error)
    return None, wrong


def _sent(sort: str) -> tuple[Parcel | None, Wrong]:
    """The files of the form; not even looked into where they are too large."""
    said = said_here()
    given = {name: each for name in _files(sort) if (each := request.files.get(name)) and each.filename}
    sent = {name: each.read() for name, each in given.items()}
    names = {name: _name(each.filename or name) for name, each in given.items()}
    for each in given.values():
        # A large one lay in a nameless file, which is gone once it is closed.
        each.close()
    first = _files(sort)[0]
    if first not in sent:
        return None, Wrong({first: said.no_file})
    if sum(map(len, sent.values())) > sealed.LARGEST:
        return None, Wrong(too_large(sent, names))
    return Parcel(sent, names, ""), Wrong()


def _page(sort: str, wrong: Wrong | None = None) -> Response:
    wrong = wrong or Wrong()
    page: Response = drawn(
        "import.html",
        sort=sort,
        files=_files(sort),
        examples=EXAMPLES,
        lines=wrong.lines[:SHOWN_ERRORS],
        more=max(0, len(wrong.lines) - SHOWN_ERRORS),
        n_wrong=len(wrong.lines),
        errors={**wrong.fields, **({"": _summed(wrong)} if wrong.lines else {})},
    )
    return page


def _plan_page(sort: str, plan: Plan, parcel: Parcel, text: str, *, is_again: bool) -> Response:
    from survey.units.web_import import hash_of

    page: Response = drawn(
        "plan.html",
        sort=sort,
        plan=plan,
        changes=plan.changes[:SHOWN],
        more=max(0, len(plan.changes) - SHOWN),
        hashes={parcel.names[name]: hash_of(content) for name, content in parcel.sent.items()},
        sealed=text,
        is_again=is_again,
    )
    return page


def _check_role(sort: str) -> None:
    """A sort that is none, and one that is for another role, is not there."""
    from survey.units.web_import import SORTS

    if sort not in SORTS or not here().roles & set(SORTS[sort].roles):
        abort(404)


def _files(sort: str) -> tuple[str, ...]:
    from survey.units.web_import import SORTS

    return SORTS[sort].files


def _whose(sort: str) -> tuple[str, ...]:
    return sort, str(here().account.id)


def _name(given: str) -> str:
    """The name of the file alone, as messages tell it."""
    plain = "".join(each for each in re.split(r"[/\\]", given)[-1] if each.isprintable())
    return plain[-NAME:] or "?"


def _summed(wrong: Wrong) -> str:
    return said_here().errors_lead.format(n=len(wrong.lines))


def _lines(error: RowError) -> list[tuple[str, str]]:
    """Where and what, in the order of the rows."""
    said = said_here()
    several = sorted(getattr(error, "errors", (error,)), key=lambda each: (each.source, each.number))
    return [
        (
            said.place.format(file=each.source, row=each.number, column=each.column),
            sentence(each.what, each.cure, said),
        )
        for each in several
    ]


def _columns_told(error: ColumnError) -> str:
    said = said_here()
    text = said.columns_missing if error.is_missing else said.columns_unknown
    columns = ", ".join((*error.needed, *(f"({each})" for each in error.optional)))
    return text.format(names=", ".join(error.names), columns=columns)


def _table_told(error: TableError) -> str:
    told = said_here().file_problems
    place = re.search(r"(?:row|line) (\d+)", str(error))
    text = next(told[each.__name__] for each in type(error).__mro__ if each.__name__ in told)
    return text.format(place=place[1] if place else "?")


def _field_of(parcel: Parcel, error: TableError) -> str:
    """The field whose file the message names."""
    named = [field for field, name in parcel.names.items() if f"; {name}" in str(error)]
    return (named or list(parcel.names))[0]
