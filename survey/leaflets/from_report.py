"""The leaflet of a report as it lies there: its figures are held against those inside it first."""

from __future__ import annotations

from pathlib import Path

from reports.content import Report
from reports.embedding.payload import read_payload
from reports.leaflet.leaflet import leaflet
from survey.verifying.paper import read_paper
from survey.verifying.verify import YES, Against, verify

LEAST = 10
"""What is published shows nothing on fewer respondents."""


class LeafletError(ValueError):
    """A report of which no leaflet can be made."""


def leaflet_from(path: Path, address: str = "") -> bytes:
    """One page for the public wall, as a PDF, in the language of the report.

    Raises
    ------
    LeafletError: no report of this version, one that was changed, or one on fewer than 10 people.
    """
    verdict = verify(path, Against(), "en")
    if verdict.answer != YES:
        raise LeafletError(
            f"its figures cannot be shown to be those it was made with ({verdict.lines[0]}); {path}; "
            "give a PDF that hailong analyse or hailong report of this version wrote"
        )
    report = read_payload(read_paper(path.read_bytes()).embedded[0]).content
    _check(path, report)
    return leaflet(report, address)


def _check(path: Path, report: Report) -> None:
    figure = report.headline.figure
    if not figure.suppressed and figure.n_valid is not None and 0 < figure.n_valid < LEAST:
        raise LeafletError(
            f"its figure rests on {figure.n_valid} respondents, and a public wall shows none below {LEAST}; "
            f"{path}; give the report of a public edition (--public)"
        )
