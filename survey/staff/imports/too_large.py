"""A file larger than its page takes: refused before it is read, and said so."""

from __future__ import annotations

from flask import current_app, request
from werkzeug import Response
from werkzeug.exceptions import RequestEntityTooLarge

from survey.staff import pages
from survey.staff.frame import staff
from survey.staff.imports.finding import words
from survey.staff.uploads import LARGEST_FORM, MIB, largest_of


@staff.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Response:
    """Which limit the page has; a form without a file was none of ours."""
    largest = largest_of(current_app.view_functions[request.endpoint or ""])
    if largest <= LARGEST_FORM:
        return pages.refusal("foreign", 413)
    text = words().too_large_lead.format(mib=largest // MIB)
    return pages.page("refusal.html", 413, title=words().too_large, lead=text)
