"""The addresses of the application, so that none dies and none appears unnoticed."""

from __future__ import annotations

from survey import create_app

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
IMPLIED = {"HEAD", "OPTIONS"}


def test_the_citizens_application_has_these_addresses_and_no_other() -> None:
    rules = create_app("sqlite://").url_map.iter_rules()

    assert {(verb, rule.rule) for rule in rules for verb in (rule.methods or set()) - IMPLIED} == ADDRESSES
