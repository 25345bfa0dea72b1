"""The page on which columns are mapped, and the mapping as a file."""

from __future__ import annotations

from typing import Any

from flask import Response as FlaskResponse
from flask import abort, request, url_for
from werkzeug import Response
from werkzeug.utils import redirect

from questionnaires.model import Questionnaire, say
from survey.accounts.access import needs
from survey.importing import runs, working
from survey.importing.guessing import wanted
from survey.importing.mapping import PLACES, From, Mapping, write_mapping
from survey.staff import pages
from survey.staff.frame import staff
from survey.staff.imports.finding import ANALYST, own_import, report_of, words
from survey.staff.imports.pages import RUN
from survey.staff.visit import here
from survey.tables import DataImport, StoredQuestionnaire, Wave
from survey.waves.questionnaires_store import load_stored

NOT_ASKED = "-"
WITH_VALUE = ("agency", "service_point", "day", "language")
"""What may be the same in every row."""
LONGEST = 80


@staff.get(f"{RUN}/columns")
@needs(ANALYST)
def import_columns(number: int) -> Response:
    """What is known of the columns so far."""
    return _page(*own_import(number))


@staff.post(f"{RUN}/columns")
@needs(ANALYST)
def import_columns_check(number: int) -> Response:
    """Keep the mapping and check the file with it."""
    found, (run, wave) = here(), own_import(number)
    if run.state not in ("uploaded", "checked") or run.content is None:
        return redirect(url_for("staff.import_page", number=number), 303)
    before = runs.mapping_of(run) or Mapping()
    columns = report_of(run).get("head", {}).get("columns", [])
    run.mapping = write_mapping(_mapping(columns, wanted(_form_of(wave)), before))
    working.order(found.session, run, "check", by=found.by)
    found.session.commit()
    return redirect(url_for("staff.import_page", number=number), 303)


@staff.get(f"{RUN}/mapping.yaml")
@needs(ANALYST)
def import_mapping(number: int) -> Response:
    """The mapping as a file, for the next import of the same kind."""
    run, _ = own_import(number)
    headers = {"Content-Disposition": f'attachment; filename="mapping-{number}.yaml"'}
    return FlaskResponse(run.mapping, content_type="application/yaml; charset=utf-8", headers=headers)


def _page(run: DataImport, wave: Wave) -> Response:
    if run.state not in ("uploaded", "checked") or run.content is None:
        abort(404)
    head = report_of(run).get("head", {})
    return pages.page(
        "imports/columns.html",
        said=words(),
        run=run,
        wave=wave,
        head=head,
        samples={name: ", ".join(cells) for name, cells in head.get("samples", {}).items()},
        mapping=runs.mapping_of(run) or Mapping(),
        places=PLACES,
        with_value=WITH_VALUE,
        items=_items(_form_of(wave)),
        not_asked=NOT_ASKED,
    )


def _items(form: Questionnaire) -> list[tuple[str, str]]:
    """Every name that a column can be chosen for, with what it asks."""
    language, found = pages.words_here().language, []
    for name in wanted(form):
        item = next(each for each in form.items if name == each.code or name.startswith(f"{each.code}_"))
        for each in form.items:
            if each.code == name:
                item = each
        options = {
            f"{item.code}_{each.code}": say(each.label, language) for each in form.scale_of(item).options
        }
        option = f": {options[name]}" if item.kind == "multiple" and name in options else ""
        found.append((name, f"{say(item.text, language)[:LONGEST]}{option}"))
    return found


def _mapping(columns: list[str], names: list[str], before: Mapping) -> Mapping:
    """What the form says; a translation of words that a file brought stays with its column."""
    form, said = request.form, {}
    for place in PLACES:
        value = form.get(f"{place}_value", "").strip()
        column = _column(columns, form.get(place, ""))
        known: From | None = getattr(before, place)
        said[place] = From(value=value) if value else _from(column, known)
    items: dict[str, From | None] = {}
    for name in names:
        given = form.get(f"i_{name}", "")
        if given == NOT_ASKED:
            items[name] = None
        elif column := _column(columns, given):
            items[name] = _from(column, before.items.get(name))
    # A tick-many item in one column stands under its own name, which the page has no line for.
    whole = {name: each for name, each in before.items.items() if name not in names}
    free = {
        name: each for name, each in whole.items() if not any(key.startswith(f"{name}_") for key in items)
    }
    more: dict[str, Any] = {
        "items": free | items,
        "values": _pairs(form.get("values", "")),
        "dont_know": _listed(form.get("dont_know", "")),
        "missing": _listed(form.get("missing", "")),
    }
    return Mapping().model_copy(update={**said, **more})


def _from(column: str, known: From | None) -> From | None:
    if not column:
        return None
    return known if known is not None and known.column == column else From(column=column)


def _column(columns: list[str], given: str) -> str:
    """The column of a number; nothing where none was chosen."""
    is_number = given.isascii() and given.isdigit() and len(given) < 6
    return columns[int(given)] if is_number and int(given) < len(columns) else ""


def _pairs(text: str) -> dict[str, str]:
    halves = (line.partition("=") for line in text.splitlines() if "=" in line)
    return {word.strip(): code.strip() for word, _, code in halves if word.strip() and code.strip()}


def _listed(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(",") if each.strip())


def _form_of(wave: Wave) -> Questionnaire:
    return load_stored(here().session.get_one(StoredQuestionnaire, wave.questionnaire_id))
