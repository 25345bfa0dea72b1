"""Fetching a file that a job has made: by those who run the wave, while its figures may be seen."""

from __future__ import annotations

from flask import abort, send_file
from sqlmodel import select
from werkzeug import Response

from survey import current
from survey.accounts.access import needs
from survey.jobs.files import place_of
from survey.keys import LARGEST
from survey.staff.fieldwork.job_pages import FETCHERS, job_here
from survey.staff.frame import staff
from survey.staff.visit import here
from survey.tables import MadeFile, Wave
from survey.waves.events import append
from survey.waves.shown import shows_figures


@staff.get("/jobs/<int:number>/files/<int:file_number>")
@needs(*FETCHERS)
def fetch_file(number: int, file_number: int) -> Response:
    """The file; who fetched which stands in the audit log."""
    found = here()
    job = job_here(number, *FETCHERS)
    wave = found.session.exec(select(Wave).where(Wave.code == job.wave)).first()
    if wave is None or not shows_figures(wave, runs_it=True) or file_number > LARGEST:
        abort(404)
    made = found.session.get(MadeFile, file_number)
    if made is None or made.job_id != number or made.expires <= found.now:
        abort(404)
    path = place_of(current.engine(), made) or abort(404)
    told = {"job": number, "file": made.name, "sha256": made.sha256}
    append(found.session, found.by, "job.fetch", f"wave {wave.code}", told)
    found.session.commit()
    return send_file(path, as_attachment=True, download_name=made.name, conditional=False)
