"""Reading a file of answers by its kind: CSV, gzipped CSV or XLSX."""

from __future__ import annotations

from pathlib import Path

from survey.analysing.request import RequestError
from survey.files.csv_file import read_csv
from survey.files.table import EmptyTableError, Table, UnreadableFileError

CSV_ENDINGS = (".csv", ".csv.gz", ".tsv", ".txt")


class WrongKindError(UnreadableFileError):
    """The name does not end like a file this program reads."""


def read_table(path: Path, *, sheet: str | None = None) -> Table:
    """The table in `path`; messages name the file without its folders."""
    name = path.name.lower()
    if not path.is_file():
        raise UnreadableFileError(f"there is no such file; {path}; check the name and the folder")
    if name.endswith(".xlsx"):
        from survey.files.xlsx_file import read_xlsx

        return read_xlsx(path, path.name, sheet=sheet)
    if sheet is not None:
        raise RequestError(f"only workbooks have sheets; {path.name}; leave --sheet out")
    if not name.endswith(CSV_ENDINGS):
        raise WrongKindError(f"files of this kind are not read; {path.name}; save it as CSV UTF-8 or .xlsx")
    return _csv(path)


def _csv(path: Path) -> Table:
    with path.open("rb") as file:
        start = file.read(4)
    if not start:
        raise EmptyTableError(f"the file has 0 bytes; {path.name}; export or copy it again")
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise WrongKindError(f"this is a spreadsheet, not CSV; {path.name}; name it .xlsx, or save it as CSV")
    return read_csv(path, path.name)
