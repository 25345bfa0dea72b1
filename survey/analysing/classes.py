"""Classes of units as a person writes them: names and the lowest percentage of each."""

from __future__ import annotations

import re

from reports import style
from reports.background import BANDS, Band
from survey.analysing.request import RequestError

PART = re.compile(r"\s*([^=,]+?)\s*=\s*(\d{1,3}(?:\.\d+)?)\s*%?\s*")
OFF = "none"


def bands_of(text: str | None) -> tuple[Band, ...]:
    """The bands of `--classes`, highest first; the default ones for None, no bands for "none".

    Raises
    ------
    RequestError: the text names no classes, or not all rates have one.
    """
    if text is None:
        return BANDS
    if text.strip() == OFF:
        return ()
    bands = [_band(part) for part in text.split(",")]
    lows = [band.low for band in bands]
    if lows != sorted(set(lows), reverse=True) or lows[0] > 1:
        raise _wrong(text, "the percentages must fall from one class to the next, from 100 at most")
    if lows[-1] != 0:
        raise _wrong(text, "the last class must begin at 0, so that every unit has one")
    return tuple(bands)


def _band(part: str) -> Band:
    found = PART.fullmatch(part)
    if found is None:
        raise _wrong(part, "each is written as a name and a percentage")
    name = style.plain(found[1])
    return Band({"vi": name, "en": name}, float(found[2]) / 100)


def _wrong(text: str, why: str) -> RequestError:
    return RequestError(f"{text!r}: {why}; --classes; write 'Tốt=80,Khá=65,Chưa đạt=0', or none")
