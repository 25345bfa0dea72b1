"""Figures from elsewhere, by a form: those published earlier, and statistics of cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import abort, request, url_for
from werkzeug import Response
from werkzeug.utils import redirect

from survey.accounts.access import needs
from survey.staff.frame import staff
from survey.staff.units.faults import sentence
from survey.staff.units.reached import FIGURES, LARGEST, unit_here
from survey.staff.units.words import drawn, said_here
from survey.staff.visit import here
from survey.tables import CaseStatistics, PastFigure, Unit

if TYPE_CHECKING:
    from survey.files.rows import Row, RowError

ONE = "/units/<int:number>"


@staff.get(f"{ONE}/figures")
@needs(*FIGURES)
def figure_new(number: int) -> Response:
    """The form for a figure published earlier."""
    return _figure_page(unit_here(number, *FIGURES), {"what": "overall"})


@staff.post(f"{ONE}/figures")
@needs(*FIGURES)
def figure_new_now(number: int) -> Response:
    """Store it."""
    return _enter_figure(unit_here(number, *FIGURES), None)


@staff.get(f"{ONE}/figures/<int:row_number>")
@needs(*FIGURES)
def figure_mend(number: int, row_number: int) -> Response:
    """The form that corrects one."""
    unit = unit_here(number, *FIGURES)
    row = _figure(unit, row_number)
    given = {
        "year": row.year,
        "what": row.what,
        "percent": f"{row.value * 100:.2f}".replace(".", ","),
        "n": "" if row.n is None else row.n,
        "source": row.source,
    }
    return _figure_page(unit, given, row)


@staff.post(f"{ONE}/figures/<int:row_number>")
@needs(*FIGURES)
def figure_mend_now(number: int, row_number: int) -> Response:
    """Store the correction."""
    unit = unit_here(number, *FIGURES)
    return _enter_figure(unit, _figure(unit, row_number))


@staff.get(f"{ONE}/cases")
@needs(*FIGURES)
def cases_new(number: int) -> Response:
    """The form for the cases of a period."""
    return _cases_page(unit_here(number, *FIGURES), {})


@staff.post(f"{ONE}/cases")
@needs(*FIGURES)
def cases_new_now(number: int) -> Response:
    """Store them."""
    return _enter_cases(unit_here(number, *FIGURES), None)


@staff.get(f"{ONE}/cases/<int:row_number>")
@needs(*FIGURES)
def cases_mend(number: int, row_number: int) -> Response:
    """The form that corrects a period."""
    from survey.units.case_figures import FIELDS

    unit = unit_here(number, *FIGURES)
    row = _cases(unit, row_number)
    given = {name: getattr(row, name) for name in FIELDS}
    given |= {name: f"{given[name]:%d/%m/%Y}" for name in ("period_from", "period_to")}
    return _cases_page(unit, given, row)


@staff.post(f"{ONE}/cases/<int:row_number>")
@needs(*FIGURES)
def cases_mend_now(number: int, row_number: int) -> Response:
    """Store the correction."""
    unit = unit_here(number, *FIGURES)
    return _enter_cases(unit, _cases(unit, row_number))


def errors_of(error: RowError) -> dict[str, str]:
    """A sentence by the field it is about."""
    said, several = said_here(), getattr(error, "errors", (error,))
    found: dict[str, str] = {}
    for each in several:
        found.setdefault(each.column, sentence(each.what, each.cure, said))
    return found


def row_of_form(cells: Mapping[str, str], number: int = 0) -> Row:
    """What was typed, to be read like a row of a file."""
    from survey.files.rows import Row
    from survey.files.table import clean

    return Row("", number, {name: clean(value) for name, value in cells.items()})


def _enter_figure(unit: Unit, replaces: PastFigure | None) -> Response:
    from survey.files.rows import RowError
    from survey.units.past_figures import enter_figure

    found = here()
    try:
        enter_figure(found.session, unit, _typed(), by=found.by, today=found.today, replaces=replaces)
    except RowError as error:
        found.session.rollback()
        return _figure_page(unit, request.form, replaces, errors_of(error))
    found.session.commit()
    return _back_to(unit, "figure")


def _enter_cases(unit: Unit, replaces: CaseStatistics | None) -> Response:
    from survey.files.rows import RowError
    from survey.units.case_figures import enter_cases

    found = here()
    try:
        enter_cases(found.session, unit, _typed(), by=found.by, today=found.today, replaces=replaces)
    except RowError as error:
        found.session.rollback()
        return _cases_page(unit, request.form, replaces, errors_of(error))
    found.session.commit()
    return _back_to(unit, "cases")


def _figure_page(
    unit: Unit, given: Mapping[str, Any], row: PastFigure | None = None, errors: dict[str, str] | None = None
) -> Response:
    page: Response = drawn("figure.html", unit=unit, given=given, row=row, errors=errors)
    return page


def _cases_page(
    unit: Unit,
    given: Mapping[str, Any],
    row: CaseStatistics | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    page: Response = drawn("cases.html", unit=unit, given=given, row=row, errors=errors)
    return page


def _typed() -> Row:
    return row_of_form(request.form.to_dict())


def _figure(unit: Unit, number: int) -> PastFigure:
    row = here().session.get(PastFigure, number) if number <= LARGEST else None
    return row if row is not None and row.unit_id == unit.id else abort(404)


def _cases(unit: Unit, number: int) -> CaseStatistics:
    row = here().session.get(CaseStatistics, number) if number <= LARGEST else None
    return row if row is not None and row.unit_id == unit.id else abort(404)


def _back_to(unit: Unit, done: str) -> Response:
    return redirect(url_for("staff.unit_page", number=unit.id, done=done), 303)
