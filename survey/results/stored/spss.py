"""Ballots as an SPSS file: numbers with their labels, and what is no answer declared as missing."""

from __future__ import annotations

import re
import tempfile
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from questionnaires.answers import ILLEGIBLE, NO_ANSWER, NO_OPINION, NOT_ASKED, TWO_MARKS
from questionnaires.model import say
from survey.results.stored.microdata import Microdata, Variable

MISSING = {NO_ANSWER: -1, NOT_ASKED: -2, NO_OPINION: -3, TWO_MARKS: -4, ILLEGIBLE: -5}
"""The signs of an answer string as numbers that no answer has."""
LIBRARIES = ("pandas", "pyreadstat")
"""Those of the extra `exports`."""
_UNFIT = re.compile(r"[^A-Za-z0-9_.]")


def has_spss() -> bool:
    """Whether the extra `exports` is installed."""
    return all(find_spec(name) is not None for name in LIBRARIES)


def sav_file(data: Microdata) -> bytes:
    """The ballots as a `.sav`."""
    pandas, pyreadstat = (import_module(name) for name in LIBRARIES)
    names = [name_of(each) for each in data.variables]
    columns = list(zip(*data.rows, strict=True)) or [()] * len(names)
    frame = pandas.DataFrame(
        {
            name: _values(each, column)
            for name, each, column in zip(names, data.variables, columns, strict=True)
        }
    )
    numeric = [each for each in data.variables if is_numeric(each)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ballots.sav"
        pyreadstat.write_sav(
            frame,
            str(path),
            file_label=data.wave.wave.name[:64],
            column_labels=[say(each.label, "vi")[:250] for each in data.variables],
            variable_value_labels={name_of(each): _labels(each) for each in numeric if each.values},
            missing_ranges={name_of(each): [{"lo": -5, "hi": -1}] for each in numeric if each.signs},
            variable_measure={name_of(each): _measure(each) for each in data.variables},
            note=" ".join(data.notes)[:500],
        )
        return path.read_bytes()


def name_of(variable: Variable) -> str:
    """A name that SPSS takes."""
    name = _UNFIT.sub("_", variable.name)
    return name if name[:1].isalpha() else f"v_{name}"


def is_numeric(variable: Variable) -> bool:
    """Whether every answer is a digit; letters stay texts."""
    answers = {code for code, _ in variable.values} - variable.signs
    return variable.is_weight or bool(answers) and all(code.isdigit() for code in answers)


def _values(variable: Variable, column: tuple[str, ...]) -> list[Any]:
    if variable.is_weight:
        return [float(each) for each in column]
    if not is_numeric(variable):
        return list(column)
    return [float(MISSING.get(each, each)) for each in column]


def _labels(variable: Variable) -> dict[float, str]:
    return {float(MISSING.get(code, code)): say(text, "vi")[:120] for code, text in variable.values}


def _measure(variable: Variable) -> str:
    if variable.is_weight:
        return "scale"
    return "ordinal" if is_numeric(variable) and len(variable.values) > len(variable.signs) + 2 else "nominal"
