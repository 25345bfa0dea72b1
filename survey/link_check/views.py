"""`POST /api/v1/link-checks/<door>`: the same way as a ballot's, for whoever holds the secret key."""

from __future__ import annotations

import json

from flask import Blueprint, Response, abort, request

from survey import current
from survey.ballots import api
from survey.link_check.rehearsal import Rehearsal
from survey.link_check.signing import is_signed
from survey.secret_key import SecretKeyError, load_key

SOUND = "sound"
link_checks = Blueprint("link_checks", __name__, url_prefix=f"{api.PREFIX}v1")


@link_checks.post("/link-checks/<int:collector_id>")
def check_link(collector_id: int) -> Response:
    """Try the way through one door; without the right signature there is nothing at this address."""
    try:
        key = load_key()
    except SecretKeyError:
        abort(404)
    if not is_signed(key, collector_id, request.headers.get("Authorization", "")):
        abort(404)
    fault = Rehearsal(current.engine()).fault_at(collector_id)
    text = json.dumps({"code": fault or SOUND}) + "\n"
    return Response(text, content_type="application/json", headers={"Cache-Control": "no-store"})
