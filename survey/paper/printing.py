"""Printing ballots: laid out first, then numbered, then written with their layout file, both or neither."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reports.paper.ballot import Ballot, draw, lay_out
from reports.paper.content import PaperError
from reports.paper.layout import layout_of, layout_text
from survey.database import session_on
from survey.files.folder import OutputExistsError
from survey.paper.papers import paper_of_file, paper_of_wave
from survey.paper.requests import BallotRequest
from survey.paper.reserving import reserve
from survey.paper.serials import serial_of


def print_ballots(request: BallotRequest) -> tuple[str, ...]:
    """Write the ballots and their layout; what was written, in words.

    Numbers are given out only when the form fits its pages; a run that fails afterwards leaves a gap, never
    a number twice.

    Raises
    ------
    OutputExistsError: a file of this name is there already.
    PaperError, SerialError: what cannot be printed as asked.
    """
    if request.out == request.layout_path:
        raise PaperError(f"ballots and layout are two files; {request.out}; end --out with .pdf")
    for path in (request.out, request.layout_path):
        _check_file(path)
    ballot = _laid_out(request)
    serials = [serial_of(number) for number in _numbers(request, ballot)]
    pdf = draw(ballot, serials, _name(ballot))
    _write(request, pdf, layout_text(ballot, serials).encode("utf-8"))
    return tuple(_told(request, ballot, serials))


def _told(request: BallotRequest, ballot: Ballot, serials: list[str]) -> Iterator[str]:
    n, sides, bubbles = len(serials), len(ballot.sides), len(ballot.bubbles)
    yield f"{request.out}: {n} ballots from {serials[0]} to {serials[-1]}, {sides} printed sides each"
    yield f"{request.layout_path}: {bubbles} bubbles, layout {_name(ballot)}; keep it for reading scans"


def _laid_out(request: BallotRequest) -> Ballot:
    if request.questionnaire:
        return lay_out(paper_of_file(request))
    with session_on() as session:
        return lay_out(paper_of_wave(session, request))


def _numbers(request: BallotRequest, ballot: Ballot) -> range:
    """Test prints and prints without a database take numbers that nobody remembers."""
    if request.questionnaire or request.is_test:
        first = request.serial_from or 1
        return range(first, first + request.n)
    with session_on() as session:
        run = reserve(
            session,
            ballot.paper.wave,
            unit=ballot.paper.unit,
            n=request.n,
            first=request.serial_from,
            layout=_name(ballot),
            by=request.by,
        )
    return range(run.first, run.last + 1)


def _name(ballot: Ballot) -> str:
    return str(layout_of(ballot)["layout"])


def _check_file(path: Path) -> None:
    if path.exists():
        raise OutputExistsError(f"the file is there already; {path}; give another name")
    if not path.parent.is_dir():
        raise PaperError(f"there is no such folder; {path}; make it first")


def _write(request: BallotRequest, pdf: bytes, layout: bytes) -> None:
    """Both files appear, or neither."""
    parts = {
        path.with_name(f".{path.name}.part"): (path, content)
        for path, content in ((request.layout_path, layout), (request.out, pdf))
    }
    try:
        for part, (_, content) in parts.items():
            part.write_bytes(content)
        for part, (path, _) in parts.items():
            part.rename(path)
    finally:
        for part in parts:
            part.unlink(missing_ok=True)
