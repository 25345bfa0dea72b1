"""The cookie of a tablet: for its own addresses only, unreadable to scripts, not sent from other sites."""

from __future__ import annotations

from typing import TypeVar
from urllib.parse import urlsplit

from flask import Request
from werkzeug import Response

NAME = "hailong_device"
PATH = "/k"
LIVES = 400 * 24 * 3600
"""Seconds; browsers keep none longer. Every heartbeat starts them anew."""

AnyResponse = TypeVar("AnyResponse", bound=Response)


def secret_of(request: Request) -> str:
    """The secret that the tablet holds; nothing where it holds none."""
    return request.cookies.get(NAME, "")


def give(response: AnyResponse, secret: str, request: Request) -> AnyResponse:
    """Put the cookie on a reply."""
    # A proxy that ends TLS says so; who lies about it only keeps a cookie from themselves.
    is_secure = request.is_secure or request.headers.get("X-Forwarded-Proto") == "https"
    response.set_cookie(
        NAME, secret, max_age=LIVES, path=PATH, secure=is_secure, httponly=True, samesite="Strict"
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def is_own_page(request: Request) -> bool:
    """Whether a form was sent from our own page; a browser on plain http may not be able to say so."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin", "null")
    return origin == "null" or _is_here(origin, request)


def is_own_script(request: Request) -> bool:
    """Whether a script of our own sent this: it is known by its origin, and JSON needs a leave elsewhere."""
    if request.mimetype != "application/json":
        return False
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    return _is_here(request.headers.get("Origin", ""), request)


def _is_here(origin: str, request: Request) -> bool:
    return urlsplit(origin).netloc == request.host
