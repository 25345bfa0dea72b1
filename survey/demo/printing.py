"""Figures and reports of the simulated waves, by the functions behind `hailong estimates` and `report`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine

from survey.demo.pages import FIGURES, REPORTS
from survey.demo.plan import Series
from survey.results.result_reports import write_wave_reports
from survey.results.result_request import ResultRequest
from survey.results.results import write_results


def write_figures(engine: Engine, folder: Path, groups: Sequence[Series]) -> str:
    """The figures of each series as CSV and JSON."""
    for group in groups:
        write_results(engine, _request(group, folder / FIGURES / group.code, "vi"), warn=_nothing)
    return ", ".join(f"{FIGURES}/{group.code}" for group in groups)


def write_reports(engine: Engine, folder: Path, groups: Sequence[Series]) -> str:
    """The reports of each series, in each of its languages."""
    for group in groups:
        for language in group.languages:
            out = folder / REPORTS / edition(group.code, language)
            write_wave_reports(engine, _request(group, out, language), warn=_nothing)
    return f"{sum(1 for _ in (folder / REPORTS).rglob('*.pdf'))} reports as PDF and HTML"


def edition(code: str, language: str) -> str:
    """The folder of the reports of a series in one language."""
    return code if language == "vi" else f"{code}-{language}"


def _request(group: Series, out: Path, language: str) -> ResultRequest:
    return ResultRequest(
        waves=tuple(each.code for each in group.waves),
        out=out,
        language=language,
        title=group.heading[language],
    )


def _nothing(_note: str) -> None:
    """What the reports themselves say need not be said again."""
