"""What the pages of the board and of the jobs say, in the language of whoever looks."""

from __future__ import annotations

from survey.staff import pages
from survey.staff.fieldwork.words import FieldworkWords
from survey.staff.fieldwork.words_en import EN
from survey.staff.fieldwork.words_vi import VI

SPOKEN = {"vi": VI, "en": EN}


def said() -> FieldworkWords:
    """The words of the language of the page."""
    return SPOKEN[pages.words_here().language]
