"""The identity provider of the office, as the environment names it; none is asked where none is named."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

PREFIX = "HAILONG_OIDC_"
ISSUER, CLIENT, SECRET, SECRET_FILE, NAME, DOMAINS, SECOND_FACTOR = (
    f"{PREFIX}{each}"
    for each in (
        "ISSUER",
        "CLIENT_ID",
        "CLIENT_SECRET",
        "CLIENT_SECRET_FILE",
        "NAME",
        "DOMAINS",
        "SECOND_FACTOR",
    )
)
KNOWN = (ISSUER, CLIENT, SECRET, SECRET_FILE, NAME, DOMAINS, SECOND_FACTOR)
NEEDED = ("authlib", "requests")
"""What the extra `oidc` brings."""
HERE = ("localhost", "127.0.0.1", "::1")


class ProviderSettingsError(ValueError):
    """Settings of an identity provider with which nobody could sign in, or which would not be safe."""


@dataclass(frozen=True)
class Provider:
    """Who says that somebody is who they are."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str
    domains: frozenset[str]
    """Of e-mail addresses that it may vouch for; none: of all."""
    second_factor: frozenset[str]
    """Values of `acr` or `amr` with which it says that a second factor was shown; none: ours is asked."""

    @property
    def host(self) -> str:
        """For the audit log."""
        return urlsplit(self.issuer).netloc


def load_provider(given: Mapping[str, str] | None = None) -> Provider | None:
    """The provider that the environment names; None where it names none.

    Raises
    ------
    ProviderSettingsError: half of them, an address that is not safe, or the extra is not installed.
    """
    settings = os.environ if given is None else given
    named = {name: settings.get(name, "").strip() for name in KNOWN}
    if not any(named.values()):
        return None
    _check_installed()
    issuer, client, secret = _issuer(named[ISSUER]), named[CLIENT], _secret(named)
    for setting, value in ((CLIENT, client), (SECRET, secret)):
        if not value:
            raise ProviderSettingsError(
                f"the identity provider has no {setting}; {setting}; set it, or take all {PREFIX}… away"
            )
    return Provider(
        issuer=issuer,
        client_id=client,
        client_secret=secret,
        name=named[NAME] or urlsplit(issuer).netloc,
        domains=_listed(named[DOMAINS].lower()),
        second_factor=_listed(named[SECOND_FACTOR]),
    )


def _check_installed() -> None:
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise ProviderSettingsError(
            f"signing in through an identity provider is set, but not installed; {', '.join(missing)}; "
            f"install hailong with the extra oidc, or take all {PREFIX}… away"
        )


def _issuer(text: str) -> str:
    """Only over TLS, but for a provider on this very machine."""
    parts = urlsplit(text)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE)
    if not is_safe or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ProviderSettingsError(
            f"this is no address of an identity provider: {text!r}; {ISSUER}; write https://HOST/…, "
            "as the provider writes its issuer"
        )
    return text


def _secret(named: Mapping[str, str]) -> str:
    if named[SECRET] or not named[SECRET_FILE]:
        return named[SECRET]
    try:
        return Path(named[SECRET_FILE]).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ProviderSettingsError(
            f"the secret of the identity provider cannot be read ({error.strerror}); {named[SECRET_FILE]}; "
            f"correct {SECRET_FILE}"
        ) from None


def _listed(text: str) -> frozenset[str]:
    return frozenset(each.strip() for each in text.split(",") if each.strip())
