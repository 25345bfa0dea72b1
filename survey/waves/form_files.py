"""A questionnaire file as it is sent: our YAML, or an XLSForm workbook that becomes it."""

from __future__ import annotations

from questionnaires.xlsform.convert import from_xlsform
from survey.files.xlsx_bounds import Limits

LIMITS = Limits(unpacked=32 * 1024 * 1024, parts=200, cells=500_000)
"""Far more than a questionnaire needs."""
WORKBOOKS = (b"PK", b"\xd0\xcf\x11\xe0")
"""How a workbook begins, the old kind too; no text begins so."""


def yaml_of(content: bytes, name: str, *, for_fielding: bool = False) -> bytes:
    """The YAML of a questionnaire, whichever of the two was sent; YAML is handed back as it is.

    Raises
    ------
    QuestionnaireError: an XLSForm asks what no questionnaire of ours does, by sheet, row and column.
    TableError: the workbook cannot be read, or is far too large.
    """
    if not content.startswith(WORKBOOKS):
        return content
    return yaml_of_workbook(content, name, for_fielding=for_fielding)


def yaml_of_workbook(content: bytes, name: str, *, for_fielding: bool = False) -> bytes:
    """The YAML of an XLSForm workbook.

    Raises
    ------
    QuestionnaireError, TableError: as `yaml_of`; the latter also for what is no workbook.
    """
    from survey.files.xlsx_file import read_sheets

    sheets = read_sheets(content, name, LIMITS)
    return from_xlsform(name, sheets, for_fielding=for_fielding).encode()
