"""The worker's file: our script, and before it which files make up this version."""

from __future__ import annotations

import hashlib
import json
from functools import cache

from flask import Response, url_for

from survey.citizen.assets import assets

NAME = "sw.js"
QUEUE = "queue.js"


def worker() -> Response:
    """The script, never out of date: the browser compares it byte by byte to learn of a new version."""
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"}
    return Response(_script(), content_type="text/javascript; charset=utf-8", headers=headers)


def address_of(name: str) -> str:
    """The address of a file under its version, as pages name it."""
    return url_for("citizen.asset", name=name, v=assets()[name].version)


@cache
def version() -> str:
    """Changes when any file does that a page may load."""
    listed = json.dumps({name: asset.version for name, asset in assets().items()}, sort_keys=True)
    return hashlib.sha256(listed.encode()).hexdigest()[:12]


def _script() -> bytes:
    files = [address_of(name) for name in assets() if name != NAME]
    known = {"VERSION": version(), "FILES": files, "QUEUE": address_of(QUEUE)}
    lines = [f"const {name} = {json.dumps(value)};" for name, value in known.items()]
    return "\n".join([*lines, ""]).encode() + assets()[NAME].content
