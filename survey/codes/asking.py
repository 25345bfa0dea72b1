"""The field for a one-time code on a citizen's form: drawn only where the door asks for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from survey.ballots.doors import Door
from survey.citizen.form import CODE
from survey.citizen.messages import Words
from survey.citizen.slips import Mending
from survey.codes.alphabet import read_code
from survey.codes.messages import EXAMPLE, CodeWords, code_words

MISSING, WRONG, USED = "missing", "wrong", "used_here"


@dataclass(frozen=True)
class CodeField:
    """The field as it is drawn."""

    words: CodeWords
    hint: str
    typed: str
    slip: str


def code_field(door: Door, language: str, sent: Mapping[str, Sequence[str]], slip: str) -> CodeField | None:
    """The field with what was typed and what is wrong with it; None where no code is asked for."""
    if not door.asks_code:
        return None
    words = code_words(language)
    return CodeField(
        words,
        hint=words.hint.format(example=EXAMPLE),
        typed="".join(sent.get(CODE, ()))[:64],
        slip=getattr(words, slip) if slip else "",
    )


def code_slip(door: Door, sent: Mapping[str, Sequence[str]]) -> str:
    """What is wrong with the code of a form, as far as that can be seen without the list; else nothing."""
    if not door.asks_code:
        return ""
    typed = "".join(sent.get(CODE, ()))
    return MISSING if not typed.strip() else "" if read_code(typed) else WRONG


def code_of(sent: Mapping[str, Sequence[str]]) -> str | None:
    """The code that goes with the ballot."""
    return "".join(sent[CODE]) if CODE in sent else None


def with_code(mending: Mending | None, field: CodeField | None, words: Words) -> Mending | None:
    """What is to be mended on the whole page, the code first, as it stands first."""
    if field is None or not field.slip:
        return mending
    line = (CODE, f"{field.words.label} – {field.slip}")
    if mending is None:
        return Mending(words.one_slip, (line,), {})
    heading = words.some_slips.format(n=len(mending.lines) + 1)
    return replace(mending, heading=heading, lines=(line, *mending.lines))
