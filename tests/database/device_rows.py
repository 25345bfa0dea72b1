"""The rows of shared computers, PINs and the sessions that hold there, for the rules of these tables."""

from __future__ import annotations

import datetime as dt
from typing import Any

Values = dict[str, Any]

NOW = dt.datetime(2026, 7, 1, 8, tzinfo=dt.UTC)
GOOD: dict[str, list[Values]] = {
    "bound_device": [
        {
            "id": 1,
            "unit_id": 1,
            "label": "Máy 1",
            "created": NOW,
            "code_hash": None,
            "code_expires": None,
            "token_hash": b"b" * 32,
        },
        {
            "id": 2,
            "unit_id": 1,
            "label": "Máy 2",
            "created": NOW,
            "code_hash": b"c" * 32,
            "code_expires": NOW,
            "token_hash": None,
        },
    ],
    "staff_pin": [{"account_id": 1, "pin_hash": "$argon2id$", "attempts": 0}],
    "staff_session": [
        {
            "token_hash": b"s" * 32,
            "account_id": 1,
            "created": NOW,
            "last_seen": NOW,
            "strength": "pin",
            "device_id": 1,
        }
    ],
}
BROKEN: dict[str, Values] = {
    "ck_bound_device_code_expires": {"token_hash": None, "code_expires": NOW},
    "ck_bound_device_code_hash": {"token_hash": None, "code_hash": b"the code", "code_expires": NOW},
    "ck_bound_device_code_or_token": {"code_hash": b"d" * 32, "code_expires": NOW},
    "ck_bound_device_revoked_holds_nothing": {"revoked": NOW},
    "ck_bound_device_token_hash": {"token_hash": b"the token itself"},
    "ck_staff_pin_attempts": {"attempts": -1},
    "ck_staff_session_device_id": {"strength": "password"},
    "ck_staff_session_strength": {"strength": "none", "device_id": None},
    "ck_staff_session_token_hash": {"token_hash": b"the token itself"},
}
REPEATED: dict[str, Values] = {
    "uq_bound_device_code_hash": {
        "id": 3,
        "token_hash": None,
        "code_hash": b"c" * 32,
        "code_expires": NOW,
    },
    "uq_bound_device_token_hash": {"id": 3},
    "uq_staff_session_token_hash": {},
}
