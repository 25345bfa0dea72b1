"""The addresses of the application, so that none dies and none appears unnoticed."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from survey import create_app
from tests.staff import addresses

ADDRESSES = {
    ("GET", "/assets/<name>"),
    ("GET", "/healthz"),
    ("GET", "/i/<token>"),
    ("GET", "/readyz"),
    ("GET", "/status"),
    ("POST", "/api/v1/link-checks/<int:collector_id>"),
    ("GET", "/s/<token>"),
    ("GET", "/s/<token>/thanks"),
    ("POST", "/s/<token>"),
    ("GET", "/k"),
    ("GET", "/k/<token>"),
    ("GET", "/k/staff"),
    ("GET", "/sw.js"),
    ("POST", "/k"),
    ("POST", "/k/heartbeat"),
    ("PUT", "/api/v1/ballots/<ballot_id>"),
    ("PUT", "/api/v1/contacts/<contact_id>"),
}
DEED = "<any(link,unlock,'second-factor',disable,enable):deed>"
FORMS = (
    "invitation/<token>",
    "password",
    "people/<int:number>/give",
    "people/<int:number>/revoke/<int:grant_number>",
    f"people/<int:number>/{DEED}",
    "people/invite",
    "second-factor",
    "second-factor/set-up",
    "sign-in",
    "sign-out-everywhere",
)
"""Pages of staff with a form that is sent to the page itself."""
STAFF = {(verb, f"/staff/{form}") for form in FORMS for verb in ("GET", "POST")} | {
    ("GET", "/staff"),
    ("GET", "/staff/<path:rest>"),
    ("GET", "/staff/assets/<name>"),
    ("GET", "/staff/people"),
    ("GET", "/staff/people/<int:number>"),
    ("POST", "/staff/sign-out"),
}
IMPLIED = {"HEAD", "OPTIONS"}


def of_areas() -> set[tuple[str, str]]:
    """What stands in tests/staff/addresses/, a file for each area."""
    names = [each.name for each in iter_modules(addresses.__path__)]
    return {each for name in names for each in import_module(f"{addresses.__name__}.{name}").ADDRESSES}


def test_the_application_has_these_addresses_and_no_other() -> None:
    rules = create_app("sqlite://").url_map.iter_rules()

    found = {(verb, rule.rule) for rule in rules for verb in (rule.methods or set()) - IMPLIED}
    assert found == ADDRESSES | STAFF | of_areas()
