"""Passwords that are guessed first: those of a list of leaked ones, and what is hardly more than one of them.

The lists and the counting of guesses are those of zxcvbn; nothing is asked of anybody over the network.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from threading import Lock

ENOUGH = 10**9
"""Guesses that a password has to stand, as zxcvbn counts them; three common pieces in a row come to 10**8."""
LOOKED_AT = 24
"""Letters judged at once: with more, a text made for it takes seconds."""
OF_HERE = (
    "matkhau",
    "hailong",
    "sipas",
    "khaosat",
    "hai long",
    "mat khau",
    "khao sat",
    "vietnam",
    "viet nam",
    "noivu",
    "so noi vu",
    "sonoivu",
    "hanhchinh",
    "uyban",
    "quantri",
    "admin",
    "cong chuc",
    "congchuc",
    "nhapphieu",
    "anhyeuem",
    "emyeuanh",
    "khongbiet",
    "xin chao",
    "xinchao",
    "hanoi",
    "ha noi",
    "saigon",
    "sai gon",
)
"""What people here think of first, as it is typed without marks; our own list, and a short one."""
_one_at_a_time = Lock()
"""The library keeps what belongs to one password in a place that all threads share."""


def is_common(password: str, email: str) -> bool:
    """Whether it would be found soon; capitals and the marks of Vietnamese make no difference."""
    plain = _without_marks(password)
    if plain in _leaked():
        return True
    # Of a long one both ends are looked at: one good end is enough.
    ends = dict.fromkeys((plain[:LOOKED_AT], plain[-LOOKED_AT:]))
    parts = re.split(r"[^a-z0-9]+", _without_marks(email))
    name = re.sub(r"[^a-z0-9]+", "", _without_marks(email).partition("@")[0])
    about = [part for part in (*parts, name) if len(part) > 2]
    return all(_guesses(end, about) < ENOUGH for end in ends)


def _guesses(text: str, about: list[str]) -> float:
    # Slow to load, and only whoever sets a password has a use for it.
    from zxcvbn import zxcvbn

    with _one_at_a_time:
        return float(zxcvbn(text, user_inputs=[*OF_HERE, *about])["guesses"])


@cache
def _leaked() -> frozenset[str]:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return frozenset(FREQUENCY_LISTS["passwords"])


def _without_marks(text: str) -> str:
    """In small letters as a keyboard without Vietnamese writes them."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(each for each in apart if not unicodedata.combining(each))
