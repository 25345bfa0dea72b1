"""What a person wrote, as it is kept: composed, trimmed, without characters that are no text."""

from __future__ import annotations

import unicodedata

from survey.ballots.refusal import Reason

LONGEST_COMMENT = 2000
"""Characters, after composing."""
_NO_TEXT = {"Cc", "Cs"}
_ALLOWED = "\n\t"


def tidy(text: str) -> str:
    """A written text in the form in which it is compared and stored."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def fault(tidied: str) -> Reason | None:
    """Why a tidied text is refused; None where it can be kept."""
    if len(tidied) > LONGEST_COMMENT:
        return Reason.TOO_LONG
    odd = any(unicodedata.category(each) in _NO_TEXT for each in tidied if each not in _ALLOWED)
    return Reason.CONTROL_CHARACTER if odd else None
