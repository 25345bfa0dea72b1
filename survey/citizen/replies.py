"""How pages and files leave: compressed where the browser can read it, and never kept by a cache."""

from __future__ import annotations

import gzip

from flask import Response, request

from survey.citizen.assets import Asset
from survey.citizen.prepared import Prepared

HTML = "text/html; charset=utf-8"
HEADERS = {"Cache-Control": "no-store", "Vary": "Accept-Encoding", "X-Robots-Tag": "noindex, nofollow"}
FOR_GOOD = "public, max-age=31536000, immutable"
RETRY_SECONDS = {"not_open": 3600, "not_stored": 5}


def page(text: str, status: int = 200, *, retry_seconds: int | None = None) -> Response:
    """A page made for one reader."""
    content = text.encode()
    response = _sent(gzip.compress(content, 6, mtime=0) if _reads_gzip() else content, HTML)
    response.status_code = status
    if retry_seconds is not None:
        response.headers["Retry-After"] = str(retry_seconds)
    return response


def prepared(ready: Prepared, filling: str) -> Response:
    """A page that was ready but for its gap."""
    return _sent(ready.compressed(filling) if _reads_gzip() else ready.plain(filling), HTML)


def file(asset: Asset, version: str | None) -> Response:
    """A file that a page loads; under its version the browser may keep it for good."""
    response = _sent(asset.compressed if _reads_gzip() else asset.content, asset.media_type)
    response.headers["Cache-Control"] = FOR_GOOD if version == asset.version else "no-cache"
    return response


def _sent(content: bytes, media_type: str) -> Response:
    response = Response(content, content_type=media_type, headers=HEADERS)
    if _reads_gzip():
        response.headers["Content-Encoding"] = "gzip"
    return response


def _reads_gzip() -> bool:
    return bool(request.accept_encodings["gzip"])
