"""A tiny identity provider on this machine: it signs tokens, takes each code once, and lies when it is told to."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "hailong", "a secret of two"


@dataclass
class TinyProvider:
    """What it knows, and what it says."""

    email: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    """Instead of what it would say; None takes a claim away."""
    document: dict[str, Any] = field(default_factory=dict)
    signs_with: RSAKey | None = None
    algorithm: str = "RS256"
    issuer: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    tried: int = 0
    taken: int = 0
    """Codes that were shown, and those that were good."""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def authorize(self, address: str) -> str:
        """Somebody signs in at the page of this address; where the browser is sent back to."""
        wanted = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.asked.append(wanted)
        assert wanted["response_type"] == "code" and wanted["client_id"] == CLIENT
        assert wanted["code_challenge_method"] == "S256" and len(wanted["nonce"]) > 20
        code = secrets.token_urlsafe(12)
        self._codes[code] = wanted
        back = {"code": code, "state": wanted["state"]}
        return f"{urlsplit(wanted['redirect_uri']).path}?{urlencode(back)}"

    def described(self) -> dict[str, Any]:
        about = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }
        return about | self.document

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        self.tried += 1
        wanted = self._codes.pop(form.get("code", ""), None)
        pair = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        challenge = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        hashed = base64.urlsafe_b64encode(challenge).decode().rstrip("=")
        if authorization != f"Basic {pair}":
            return 401, {"error": "invalid_client"}
        if (
            wanted is None
            or hashed != wanted["code_challenge"]
            or form["redirect_uri"] != wanted["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        self.taken += 1
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": self._signed(wanted["nonce"])}

    def _signed(self, nonce: str) -> str:
        now = int(time.time())
        said: dict[str, Any] = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "17",
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            "email": self.email,
            "email_verified": True,
        }
        said = {name: value for name, value in (said | self.claims).items() if value is not None}
        key = self.signs_with or self.key
        return jwt.encode({"alg": self.algorithm, "kid": "one"}, said, key, [self.algorithm])


@contextmanager
def tiny_provider() -> Iterator[TinyProvider]:
    """It answers on loopback, and stops afterwards."""
    provider = TinyProvider()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            keys = {"keys": [provider.key.as_dict(private=False)]}
            known = {"/.well-known/openid-configuration": provider.described(), "/keys": keys}
            self._say(200 if self.path in known else 404, known.get(self.path, {}))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._say(*provider.token(form, self.headers.get("Authorization", "")))

        def _say(self, status: int, said: dict[str, Any]) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Nobody reads it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        provider.issuer = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield provider
        server.shutdown()
