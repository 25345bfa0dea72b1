"""The settings of an identity provider: whole and safe, or a clear word at the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from survey import create_app
from survey.accounts import provider_settings
from survey.accounts.provider_settings import ProviderSettingsError, load_provider

WHOLE = {
    "HAILONG_OIDC_ISSUER": "https://id.tinh.example/realms/tinh",
    "HAILONG_OIDC_CLIENT_ID": "hailong",
    "HAILONG_OIDC_CLIENT_SECRET": "s3cret",
}


def test_nothing_set_is_no_provider() -> None:
    assert load_provider({}) is None
    assert load_provider({"HAILONG_OIDC_ISSUER": " "}) is None


def test_what_is_set_is_read_and_the_secret_is_not_shown() -> None:
    more = {"HAILONG_OIDC_DOMAINS": "Tinh.example, xa.example", "HAILONG_OIDC_SECOND_FACTOR": "mfa"}

    found = load_provider(WHOLE | more)

    assert found is not None and found.name == found.host == "id.tinh.example"
    assert found.domains == {"tinh.example", "xa.example"} and found.second_factor == {"mfa"}
    assert "s3cret" not in repr(found)


def test_the_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("from a file\n", encoding="utf-8")
    rest = {name: value for name, value in WHOLE.items() if not name.endswith("SECRET")}

    found = load_provider(rest | {"HAILONG_OIDC_CLIENT_SECRET_FILE": str(file)})

    assert found is not None and found.client_secret == "from a file"
    with pytest.raises(ProviderSettingsError, match="cannot be read.*HAILONG_OIDC_CLIENT_SECRET_FILE"):
        load_provider(rest | {"HAILONG_OIDC_CLIENT_SECRET_FILE": str(tmp_path / "none")})


@pytest.mark.parametrize("missing", WHOLE)
def test_half_of_it_is_refused_with_the_name_of_the_other_half(missing: str) -> None:
    half = {name: value for name, value in WHOLE.items() if name != missing}

    with pytest.raises(ProviderSettingsError, match=missing):
        load_provider(half)


@pytest.mark.parametrize(
    "issuer",
    [
        "http://id.tinh.example",
        "id.tinh.example",
        "https://",
        "https://a@b.example",
        "https://b.example/?x=1",
    ],
)
def test_an_address_that_is_not_safe_is_refused(issuer: str) -> None:
    with pytest.raises(ProviderSettingsError, match="HAILONG_OIDC_ISSUER"):
        load_provider(WHOLE | {"HAILONG_OIDC_ISSUER": issuer})


def test_without_the_extra_the_application_does_not_start_and_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in WHOLE.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(provider_settings, "find_spec", lambda name: None)

    with pytest.raises(ProviderSettingsError, match="not installed; authlib, requests; .*extra oidc"):
        create_app("sqlite://")
