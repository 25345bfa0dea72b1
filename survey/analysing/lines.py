"""Lines of figures as CSV, whoever writes them: which columns there are, and how a cell is written."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from survey.files.table import DANGEROUS

Line = dict[str, Any]

ESTIMATE_FIELDS = tuple(
    "wave unit by by_value kind code label n n_valid dont_know estimate se df low high level method "
    "suppressed reliable nchs nchs_reasons others versus_others deff n_eff reason simulated".split()
)
CHANGE_FIELDS = tuple(
    "wave_from wave_to unit kind code label value_from value_to difference se df t p low high "
    "differs suppressed simulated".split()
)


def write_csv(
    path: Path, fields: Sequence[str], lines: Iterable[Mapping[str, Any]], *, separator: str = ","
) -> None:
    """UTF-8 with a byte-order mark, so that a spreadsheet shows Vietnamese.

    With ";" between cells decimals have a comma, as spreadsheets in Vietnamese expect.
    """
    path.write_bytes(csv_bytes(fields, lines, separator=separator))


def csv_bytes(fields: Sequence[str], lines: Iterable[Mapping[str, Any]], *, separator: str = ",") -> bytes:
    """The same as the bytes of a file."""
    point = "," if separator == ";" else "."
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    writer.writerow(fields)
    writer.writerows([_cell(line[field], point) for field in fields] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """A text that no spreadsheet runs as a formula; reading a table takes the apostrophe off again."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _cell(value: Any, point: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return guarded(value)
    return repr(value).replace(".", point)
