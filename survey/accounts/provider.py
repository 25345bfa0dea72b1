"""Signing in through an identity provider: OpenID Connect, authorization code with PKCE, state and nonce.

It vouches for an account that is there; it never makes one, and gives no role.
"""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, select

from survey.accounts import sessions
from survey.accounts.provider_settings import Provider
from survey.accounts.provider_way import RefusedError, Way, sealed, unsealed
from survey.accounts.secrets_kept import new_token
from survey.accounts.sessions import Strength
from survey.accounts.signing_in import email_of
from survey.keys import id_of
from survey.secret_key import SecretKey
from survey.tables import Account
from survey.waves.events import append

LEEWAY = 60
"""Seconds by which the clocks may differ."""
PATIENCE = 5
"""Seconds for each answer of the provider."""
SCOPE = "openid email"
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures by a key that only the provider has; none with a secret that is shared."""
WELL_KNOWN = "/.well-known/openid-configuration"


class NoAnswerError(ValueError):
    """The provider does not answer, or not as one does."""


@dataclass(frozen=True)
class Entered:
    """Somebody is in: what the browser is to hold, and where to go on to."""

    token: str
    next_path: str


def leave(
    provider: Provider, key: SecretKey, *, back_to: str, next_path: str, now: dt.datetime
) -> tuple[str, str]:
    """The provider's page to go to, and what the browser keeps until it is back.

    Raises
    ------
    NoAnswerError: the provider does not answer.
    """
    way = Way(new_token(), new_token(), new_token(), next_path, now.timestamp())
    page = _described(provider)["authorization_endpoint"]
    address, _ = _client(provider, back_to).create_authorization_url(
        page, state=way.state, nonce=way.nonce, code_verifier=way.verifier
    )
    return str(address), sealed(key, way)


def come_back(
    engine: Engine,
    provider: Provider,
    key: SecretKey,
    *,
    kept: str,
    said: Mapping[str, str],
    back_to: str,
    held: str = "",
    now: dt.datetime,
) -> Entered:
    """Sign in the account of the verified e-mail address; the session that the browser `held` ends.

    Raises
    ------
    RefusedError: the way was not begun here, what came back is not the provider's, or there is no account.
    NoAnswerError: the provider does not answer.
    """
    way = unsealed(key, kept, now)
    if not hmac.compare_digest(way.state.encode(), said.get("state", "").encode()):
        raise RefusedError("state")
    if "error" in said or not said.get("code"):
        raise RefusedError("the provider refused")
    if said.get("iss", provider.issuer) != provider.issuer:
        raise RefusedError("another provider answered")
    claims = _claims(provider, way, said["code"], back_to, now)
    email = _email(provider, claims)
    strength: Strength = "second_factor" if _shows_second_factor(provider, claims) else "password"
    with Session(engine) as session:
        account = session.exec(select(Account).where(Account.email == email)).first()
        if account is None or not account.is_active:
            raise RefusedError("no account")
        sessions.end(session, held)
        detail = {"provider": provider.host, "second_factor": strength == "second_factor"}
        append(session, account.email, "account.sign_in", f"account {id_of(account)}", detail)
        token = sessions.begin(session, account, strength, now=now)
        session.commit()
    return Entered(token, way.next_path)


def _claims(provider: Provider, way: Way, code: str, back_to: str, now: dt.datetime) -> Mapping[str, Any]:
    """What the provider says of whoever came back, once everything about it was checked."""
    from authlib.oidc.core import CodeIDToken
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    described = _described(provider)
    token = _token(provider, described["token_endpoint"], way, code, back_to)
    keys: Any = _fetched(provider, described["jwks_uri"])
    about = {"nonce": way.nonce, "client_id": provider.client_id, "access_token": token.get("access_token")}
    try:
        read = jwt.decode(str(token.get("id_token", "")), KeySet.import_key_set(keys), list(ALGORITHMS))
        claims: Mapping[str, Any] = CodeIDToken(read.claims, read.header, _wanted(provider), about)
        claims.validate(now=int(now.timestamp()), leeway=LEEWAY)  # type: ignore[attr-defined]
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise RefusedError(f"the token is not sound: {type(error).__name__} {error}") from None
    return claims


def _token(provider: Provider, address: str, way: Way, code: str, back_to: str) -> Mapping[str, Any]:
    """What the provider gives for the code; it takes each once, and only with the verifier of this way."""
    from authlib.integrations.base_client import OAuthError

    try:
        token: Mapping[str, Any] = _client(provider, back_to).fetch_token(
            address,
            grant_type="authorization_code",
            code=code,
            code_verifier=way.verifier,
            timeout=PATIENCE,
            allow_redirects=False,
        )
    except OAuthError as error:
        raise RefusedError(f"the code was not taken: {error.error}") from None
    except (OSError, ValueError) as error:
        raise NoAnswerError(_no_answer(provider)) from error
    return token


def _wanted(provider: Provider) -> dict[str, dict[str, Any]]:
    """What the token has to say, and of whom and for whom."""
    said: dict[str, dict[str, Any]] = {name: {"essential": True} for name in ("exp", "iat", "sub")}
    who = {"iss": provider.issuer, "aud": provider.client_id}
    return said | {name: {"essential": True, "value": value} for name, value in who.items()}


def _email(provider: Provider, claims: Mapping[str, Any]) -> str:
    """The address that the provider has verified, if it may vouch for it."""
    email = email_of(str(claims.get("email", "")))
    if not email or claims.get("email_verified") is not True:
        raise RefusedError("no verified address")
    if provider.domains and email.rpartition("@")[2] not in provider.domains:
        raise RefusedError("an address of elsewhere")
    return email


def _shows_second_factor(provider: Provider, claims: Mapping[str, Any]) -> bool:
    shown = claims.get("amr") or []
    values = {str(claims.get("acr", "")), *(map(str, shown) if isinstance(shown, list) else ())}
    return bool(provider.second_factor & values)


def _client(provider: Provider, back_to: str) -> Any:
    # Installed only with the extra, and slow to load.
    from authlib.integrations.requests_client import OAuth2Session

    return OAuth2Session(
        provider.client_id,
        provider.client_secret,
        scope=SCOPE,
        redirect_uri=back_to,
        code_challenge_method="S256",
    )


def _described(provider: Provider) -> Mapping[str, Any]:
    """What the provider says of itself, asked anew each time: its keys and addresses change."""
    found = _fetched(provider, provider.issuer.rstrip("/") + WELL_KNOWN)
    needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if found.get("issuer") != provider.issuer or not all(isinstance(found.get(each), str) for each in needed):
        raise NoAnswerError(_no_answer(provider))
    if provider.issuer.startswith("https:") and any(not found[each].startswith("https:") for each in needed):
        raise NoAnswerError(_no_answer(provider))
    return found


def _fetched(provider: Provider, address: str) -> dict[str, Any]:
    import requests

    try:
        reply = requests.get(address, timeout=PATIENCE, allow_redirects=False)
        found = reply.json() if reply.status_code == 200 else None
    except (requests.RequestException, ValueError) as error:
        raise NoAnswerError(_no_answer(provider)) from error
    if not isinstance(found, dict):
        raise NoAnswerError(_no_answer(provider))
    return found


def _no_answer(provider: Provider) -> str:
    return (
        f"the identity provider does not answer as one does; {provider.issuer}; "
        "check it, and HAILONG_OIDC_ISSUER"
    )
