"""What every reply carries: nothing from elsewhere, nothing inline, no frames, no address passed on."""

from __future__ import annotations

import os

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

PROXIES = "HAILONG_PROXIES"
"""How many proxies of ours stand in front; what they say of the visitor is believed."""
POLICY = "; ".join(
    [
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
ONLY_TLS = "max-age=31536000"
"""A year. Not for other names below this one: they may be somebody else's."""


class ProxiesError(ValueError):
    """A number of proxies that is none."""


def guard(app: Flask) -> None:
    """Put the headers on every reply of the application; believe the proxies that are ours, and no other.

    Raises
    ------
    ProxiesError: the setting is no number.
    """
    number = _proxies()
    if number:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=number, x_proto=number, x_host=number)  # type: ignore[method-assign]
    app.after_request(_guarded)


def _guarded(response: Response) -> Response:
    for name, value in HEADERS.items():
        # A report that carries its own style says so itself, with that style's hash.
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = ONLY_TLS
    return response


def _proxies() -> int:
    given = os.environ.get(PROXIES) or "0"
    if not (given.isascii() and given.isdigit()):
        raise ProxiesError(f"this is no number of proxies: {given!r}; {PROXIES}; write 1, or 0 for none")
    return int(given)
