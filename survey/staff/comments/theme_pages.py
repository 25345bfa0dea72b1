"""The list of themes of the installation, for analysts at the top of the tree."""

from __future__ import annotations

from flask import request, url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect

from survey.accounts.access import needs
from survey.comments.faults import CommentError
from survey.comments.themes import may_set, read_themes, set_themes, themes
from survey.keys import id_of
from survey.staff.comments import saying
from survey.staff.frame import staff
from survey.staff.visit import here


@staff.get("/comments/themes")
@needs("analyst")
def comment_themes() -> Response:
    """The list, one on each line."""
    _check()
    return _page("\n".join(themes(here().session)), {})


@staff.post("/comments/themes")
@needs("analyst")
def comment_themes_now() -> Response:
    """Put another list in its place."""
    _check()
    found, text = here(), request.form.get("themes", "")
    try:
        set_themes(found.session, read_themes(text), by=found.by)
    except CommentError as error:
        found.session.rollback()
        return _page(text, {"themes": saying.problem(error)})
    found.session.commit()
    return redirect(url_for("staff.comment_themes", done="themes"), 303)


def _check() -> None:
    found = here()
    if not may_set(found.session, id_of(found.account), ("analyst",), found.today):
        raise NotFound


def _page(text: str, errors: dict[str, str]) -> Response:
    return saying.page("themes.html", errors=errors, text=text, done=request.args.get("done", ""))
