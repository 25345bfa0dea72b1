"""The pages of imports: the list, sending a file, what its check found, storing it, undoing it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from flask import request, url_for
from werkzeug import Response
from werkzeug.utils import redirect

from survey.accounts.access import needs
from survey.files.table import TableError
from survey.importing import runs, working
from survey.importing.mapping import LARGEST, MappingError, read_mapping, write_mapping
from survey.importing.storing import ImportingError
from survey.importing.undoing import undo
from survey.keys import id_of
from survey.staff import pages
from survey.staff.frame import staff
from survey.staff.imports.finding import (
    ANALYST,
    READERS,
    import_seen,
    is_own,
    moment,
    open_waves,
    own_import,
    report_of,
    waves_seen,
    words,
)
from survey.staff.uploads import takes_file
from survey.staff.visit import here
from survey.tables import DataImport, Wave

MOST = 64
"""MiB of a file that is sent through the page."""
RUN = "/imports/<int:number>"


@staff.get("/imports")
@needs(*READERS)
def imports() -> Response:
    """Every import into the waves in scope, the latest first."""
    listed = runs.runs_in(here().session, waves_seen(*READERS))
    may_send = ANALYST in here().roles
    return pages.page(
        "imports/list.html",
        said=words(),
        moment=moment,
        listed=listed,
        may_send=may_send,
        done=request.args.get("done", ""),
    )


@staff.get("/imports/new")
@needs(ANALYST)
def import_new() -> Response:
    """The form for a file."""
    return _form({})


@staff.post("/imports/new")
@needs(ANALYST)
@takes_file(MOST)
def import_send() -> Response:
    """Keep the file until it is stored, and guess what its columns are."""
    found, said = here(), words()
    wave = next((each for each in open_waves() if each.code == request.form.get("wave")), None)
    sent = request.files.get("file")
    errors = {} if wave else {"wave": said.choose_wave}
    if sent is None or not sent.filename:
        errors["file"] = said.no_file
    if errors or wave is None or sent is None:
        return _form(errors)
    with tempfile.TemporaryDirectory(prefix="hailong-import-") as folder:
        path = Path(folder) / _plain_name(sent.filename or "")
        sent.save(path)
        try:
            mapping = _sent_mapping()
            run = runs.keep(
                found.session, wave, path, name=path.name, by=found.by, account_id=id_of(found.account)
            )
        except MappingError as error:
            return _form({"mapping": f"{said.errors['MappingError']} {error}"})
        except (TableError, ImportingError) as error:
            return _form({"file": f"{said.errors.get(type(error).__name__, '')} ({error})".strip()})
    if mapping is not None:
        run.mapping = mapping
    found.session.commit()
    return redirect(url_for("staff.import_columns", number=run.id), 303)


@staff.get(RUN)
@needs(*READERS)
def import_page(number: int) -> Response:
    """One import: how it stands, what its check found, what can be done."""
    run, wave = import_seen(number, *READERS)
    return _page(run, wave)


@staff.post(f"{RUN}/store")
@needs(ANALYST)
def import_store(number: int) -> Response:
    """Store what was checked."""
    found, (run, _) = here(), own_import(number)
    if run.state == "checked" and report_of(run).get("new"):
        working.order(found.session, run, "store", by=found.by)
        found.session.commit()
    address = url_for("staff.import_page", number=number)
    return redirect(f"{address}?done=stored" if run.state == "stored" else address, 303)


@staff.post(f"{RUN}/drop")
@needs(ANALYST)
def import_drop(number: int) -> Response:
    """Throw the file away."""
    found, (run, wave) = here(), own_import(number)
    try:
        runs.drop(found.session, run, by=found.by)
    except ImportingError as error:
        return _page(run, wave, {"": f"{words().errors['ImportingError']} ({error})"})
    found.session.commit()
    return redirect(url_for("staff.imports", done="dropped"), 303)


@staff.get(f"{RUN}/undo")
@needs(ANALYST)
def import_undo(number: int) -> Response:
    """Ask whether it is meant."""
    run, wave = import_seen(number, ANALYST)
    return pages.page("imports/undo.html", said=words(), run=run, wave=wave)


@staff.post(f"{RUN}/undo")
@needs(ANALYST)
def import_undo_now(number: int) -> Response:
    """Take it back, or say why it cannot be."""
    found, (run, wave) = here(), import_seen(number, ANALYST)
    try:
        undo(found.session, run, by=found.by)
    except ImportingError as error:
        found.session.rollback()
        errors = {"": f"{words().errors['ImportingError']} ({error})"}
        return pages.page("imports/undo.html", errors=errors, said=words(), run=run, wave=wave)
    found.session.commit()
    return redirect(url_for("staff.import_page", number=number, done="undone"), 303)


def _page(run: DataImport, wave: Wave, errors: dict[str, str] | None = None) -> Response:
    mine = is_own(run) and ANALYST in here().roles
    return pages.page(
        "imports/import.html",
        errors=errors,
        said=words(),
        moment=moment,
        run=run,
        wave=wave,
        report=report_of(run) if is_own(run) else {},
        is_own=is_own(run),
        may_work=mine and run.content is not None,
        may_undo=run.state == "stored" and ANALYST in here().roles,
        done=request.args.get("done", ""),
    )


def _form(errors: dict[str, str]) -> Response:
    return pages.page(
        "imports/new.html", errors=errors, said=words(), waves=open_waves(), given=request.form, mib=MOST
    )


def _sent_mapping() -> str | None:
    """A mapping that came with the file, once it is sure that it can be read."""
    sent = request.files.get("mapping")
    if sent is None or not sent.filename:
        return None
    return write_mapping(read_mapping(sent.read(LARGEST + 1), _plain_name(sent.filename)))


def _plain_name(name: str) -> str:
    """The name without folders, and without what a log or a page could not show."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    return "".join(each for each in bare if each.isprintable()).lstrip(".")[-120:] or "file"
