"""The hand-over slip of a batch as a PDF."""

from __future__ import annotations

from flask import Response

from survey.accounts.access import needs
from survey.keying.seen import READERS
from survey.staff import pages
from survey.staff.frame import staff
from survey.staff.keying.asked import place_of
from survey.staff.visit import here


@staff.get("/keying/<int:number>/slip")
@needs(*READERS)
def keying_slip(number: int) -> Response:
    """One page to sign when papers go from hand to hand."""
    place, language = place_of(number, *READERS), pages.words_here().language
    # Slow to import, and a worker that takes ballots has no use for it.
    from reports.handover.pdf import to_pdf
    from survey.keying.slips import slip_of

    slip = slip_of(here().session, place.batch, place.wave, place.unit, language)
    response = Response(to_pdf(slip), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="phieu-giao-nhan-{number}.pdf"'
    return response
