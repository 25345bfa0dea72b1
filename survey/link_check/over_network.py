"""The check as a client far away: through name, certificate, proxy and server to the database."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from survey.link_check.signing import sign
from survey.link_check.views import SOUND
from survey.secret_key import SecretKey

SECONDS = 20.0
NO_ANSWER, NOT_OURS, REFUSED, NO_SERVER = "no_answer", "not_ours", "refused", "server_error"


@dataclass(frozen=True)
class Network:
    """The way to the server at an address."""

    base_url: str
    key: SecretKey

    def fault_at(self, collector_id: int) -> str | None:
        """Where the way is blocked; None: a ballot would get through."""
        request = Request(
            f"{self.base_url.rstrip('/')}/api/v1/link-checks/{collector_id}",
            data=b"",
            method="POST",
            headers={"Authorization": sign(self.key, collector_id)},
        )
        try:
            with urlopen(request, timeout=SECONDS) as reply:
                return _read(reply.read(4096))
        except HTTPError as error:
            error.close()
            return NO_SERVER if error.code >= 500 else REFUSED
        except (OSError, HTTPException):
            return NO_ANSWER


def _read(raw: bytes) -> str | None:
    try:
        code = json.loads(raw)["code"]
    except (ValueError, TypeError, KeyError):
        return NOT_OURS  # A Wi-Fi that wants a log-in answers everything.
    return None if code == SOUND else str(code)[:16]
