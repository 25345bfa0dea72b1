"""The cookies of staff: a session, the mark of a form, the language, a bound device. None tells who it is."""

from __future__ import annotations

from typing import Any, Literal, TypeVar

from flask import Request
from werkzeug import Response

LANGUAGE = "hailong_language"
LANGUAGE_LIVES = 400 * 24 * 3600
PATH = "/staff"
DEVICE_LIVES = LANGUAGE_LIVES
"""Seconds; browsers keep none longer. Every sign-in with a PIN starts them anew."""
Kind = Literal["session", "form", "bound", "provider"]

AnyResponse = TypeVar("AnyResponse", bound=Response)


def read(request: Request, kind: Kind) -> str:
    """What the browser holds; nothing where it holds none."""
    return request.cookies.get(_name(request, kind), "")


def give(response: AnyResponse, request: Request, kind: Kind, value: str) -> AnyResponse:
    """Let the browser hold it until it is closed."""
    response.set_cookie(_name(request, kind), value, **_manners(request))
    return response


def take(response: AnyResponse, request: Request, kind: Kind) -> AnyResponse:
    """Let the browser forget it."""
    response.delete_cookie(_name(request, kind), **_manners(request))
    return response


def give_device(response: AnyResponse, request: Request, token: str) -> AnyResponse:
    """Let the browser hold for long which bound device it is."""
    response.set_cookie(_name(request, "bound"), token, max_age=DEVICE_LIVES, **_manners(request))
    return response


def give_language(response: AnyResponse, request: Request, language: str) -> AnyResponse:
    """Let the browser remember in which language the pages are."""
    manners = _manners(request) | {"path": PATH}
    response.set_cookie(LANGUAGE, language, max_age=LANGUAGE_LIVES, **manners)
    return response


def _name(request: Request, kind: Kind) -> str:
    """Under TLS a name that browsers take only from this very host, and only over TLS."""
    return f"__Host-hailong_{kind}" if request.is_secure else f"hailong_{kind}"


def _manners(request: Request) -> dict[str, Any]:
    # A name with __Host- has to be for all of the host.
    path = "/" if request.is_secure else PATH
    return {"path": path, "secure": request.is_secure, "httponly": True, "samesite": "Lax"}
