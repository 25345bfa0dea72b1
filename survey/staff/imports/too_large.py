"""A file larger than its page takes, refused before it is read: which, how large, how much is taken."""

from __future__ import annotations

import re

from flask import current_app, request
from werkzeug import Response
from werkzeug.exceptions import RequestEntityTooLarge

from survey.staff import pages
from survey.staff.frame import staff
from survey.staff.imports.finding import words
from survey.staff.uploads import LARGEST_FORM, MIB, largest_of

HEAD = 16 * 1024
"""Bytes of the body that are looked into for the name of the file; the rest is never read."""
NAME = 80
_NAMED = re.compile(rb'filename="([^"\r\n]{1,1000})"')


@staff.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Response:
    """Which file, and which limit the page has; a form without a file was none of ours."""
    from reports.style import number

    largest, told = largest_of(current_app.view_functions[request.endpoint or ""]), words()
    if largest <= LARGEST_FORM:
        return pages.refusal("foreign", 413)
    size = number((request.content_length or 0) / MIB, pages.words_here().language, 1)
    text = told.too_large_lead.format(file=_file() or told.what_was_sent, size=size, mib=largest // MIB)
    return pages.page("refusal.html", 413, title=told.too_large, lead=text)


def _file() -> str:
    """The name of the one file; "" where there are several, or it does not stand at the beginning."""
    found = _NAMED.findall(request.environ["wsgi.input"].read(HEAD))
    name = found[0].decode(errors="replace") if len(found) == 1 else ""
    return "".join(each for each in re.split(r"[/\\]", name)[-1] if each.isprintable())[-NAME:]
