"""What the pages of paper ballots say, in each language that we speak."""

from __future__ import annotations

from survey.staff.keying.words import KeyingWords
from survey.staff.keying.words_en import EN
from survey.staff.keying.words_vi import VI

__all__ = ["SPOKEN", "KeyingWords"]

SPOKEN = {"vi": VI, "en": EN}
