"""Why a ballot is not taken: a status, a code, and a reason for each field."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Reason(StrEnum):
    """Why one field is refused."""

    MISSING = "missing"
    """The field must be there."""
    UNKNOWN = "unknown"
    """There is no such field, or no such item in this questionnaire."""
    WRONG_TYPE = "wrong_type"
    """Not the kind of value that belongs here."""
    TWICE = "twice"
    """The name stands twice in the body."""
    NOT_A_BALLOT_ID = "not_a_ballot_id"
    """Not a UUID of version 8 in lower or upper case with hyphens."""
    OTHER_DAY = "other_day"
    """The day in the id and the day of the ballot lie too far apart."""
    OTHER_QUESTIONNAIRE = "other_questionnaire"
    """The wave of this door fields another questionnaire, or another version of it."""
    IN_FUTURE = "in_future"
    """The day has not come yet."""
    NOT_IN_WAVE = "not_in_wave"
    """The day lies outside the wave."""
    OUT_OF_RANGE = "out_of_range"
    """A number below zero."""
    NOT_OFFERED = "not_offered"
    """Not one of the values or codes offered."""
    TOO_MANY = "too_many"
    """More options ticked than allowed."""
    NOT_ASKED = "not_asked"
    """The answers before it say that this question was not asked; or this door asks for no code."""
    REQUIRED = "required"
    """A complete ballot answers this question, or says with "." that it was left blank on purpose."""
    TOO_LONG = "too_long"
    """More than 2,000 characters."""
    NOT_A_CODE = "not_a_code"
    """Not a one-time code: its check letter does not fit."""
    CONTROL_CHARACTER = "control_character"
    """A character that is no text."""


MESSAGES = {
    "invalid": "The ballot will never be accepted as it is; fields says why.",
    "not_json": "The body is not a JSON object in UTF-8.",
    "media_type": "The body must be sent as application/json.",
    "too_large": "The body is larger than 64 KB.",
    "unknown_door": "No door has this token.",
    "revoked": "The door is no longer in use.",
    "wave_closed": "The survey is over, and so are its days of grace.",
    "not_open": "The survey has not begun; try again later.",
    "other_body": "Another ballot was stored under this id; the first version stays.",
    "code_used": "The one-time code was used before, or was not made for this door; nothing was kept.",
    "deleted": "The ballot of this id was destroyed on purpose.",
    "too_often": "Too many requests at once; nothing was kept; try again after Retry-After seconds.",
    "not_stored": "The ballot could not be stored; nothing was kept; try again later.",
    "recorded": "The ballot is stored.",
    "recorded_before": "The same ballot was stored before.",
    "not_found": "There is nothing at this address.",
    "method": "This address takes no such request.",
    "error": "Something went wrong here; nothing was kept; try again later.",
}


class ContractError(ValueError):
    """A ballot that is not taken, with the HTTP status that says what to do about it."""

    def __init__(self, status: int, code: str, fields: Mapping[str, str] | None = None) -> None:
        self.status = status
        self.code = code
        self.fields = {name: str(reason) for name, reason in (fields or {}).items()}
        where = ", ".join(f"{name}: {reason}" for name, reason in self.fields.items())
        super().__init__(f"{self.message} {where}".strip())

    @property
    def message(self) -> str:
        """One sentence for whoever writes the client."""
        return MESSAGES[self.code]
