"""From a file of answers to a folder of estimates and reports: the whole road of `hailong analyse`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from analysis.design import LonelyPSUError
from analysis.figures import Limits, Summary
from analysis.summary import summarise
from questionnaires.load import load
from questionnaires.model import Questionnaire, say
from reports.content import About
from survey.analysing import exports, sample
from survey.analysing.documents import write_reports
from survey.analysing.encode import encode
from survey.analysing.request import Request, RequestError
from survey.analysing.result_files import FILES, settings_of, write_estimates
from survey.files.folder import refuse_occupied, staged
from survey.files.reading import read_table

OURS = (*FILES, "reports")
PUBLIC_DISPLAY = 10

Warn = Callable[[str], None]


@dataclass(frozen=True)
class Written:
    """What `analyse` left in its folder: a line for each thing."""

    lines: tuple[str, ...]


def analyse(request: Request, *, warn: Warn) -> Written:
    """Read, compute and write; nothing is written unless everything is."""
    refuse_occupied(request.out, ours=OURS, force=request.force)
    questionnaire = load(request.questionnaire)
    _check_satisfied(request, questionnaire)
    summary = _summary(request, questionnaire, warn)
    with staged(request.out, ours=OURS, force=request.force) as folder:
        return _write(folder, request, questionnaire, summary)


def _summary(request: Request, questionnaire: Questionnaire, warn: Warn) -> Summary:
    table = read_table(request.file, sheet=request.sheet)
    drawn = sample.sample(table, request)
    encoded = encode(table, questionnaire, dont_know=request.dont_know, missing=request.missing)
    for note in (*table.notes, *encoded.notes, *sample.notes(drawn, request)):
        warn(note)
    try:
        return summarise(
            questionnaire,
            encoded.answers,
            design=drawn.design(),
            unit=drawn.unit,
            wave=drawn.wave,
            by=drawn.by or None,
            satisfied=request.satisfied or None,
            level=request.level,
            limits=Limits(display=PUBLIC_DISPLAY, public=True) if request.public else Limits(),
        )
    except LonelyPSUError as error:
        raise LonelyPSUError(f"{error}, or add --lonely adjust; {drawn.source}") from None


def _check_satisfied(request: Request, questionnaire: Questionnaire) -> None:
    scales = [questionnaire.scale_of(item) for item in questionnaire.rated_items]
    offered = sorted({option.code for scale in scales for option in scale.options if option.counts})
    unknown = [code for code in request.satisfied if code not in offered]
    if unknown:
        raise RequestError(
            f"{', '.join(unknown)} is no answer of a rated item; --satisfied; choose from {' '.join(offered)}"
        )


def _write(folder: Path, request: Request, questionnaire: Questionnaire, summary: Summary) -> Written:
    terms = exports.Terms(questionnaire, request.language, request.simulated)
    estimates = exports.estimate_lines(summary, terms)
    changes = exports.change_lines(summary, terms)
    about = _about(request, questionnaire, exports.checksum(estimates, changes))
    lines = write_estimates(
        folder,
        about=about,
        language=request.language,
        settings=settings_of(request, summary),
        estimates=estimates,
        changes=changes,
        lowest=exports.lowest_lines(summary),
    )
    reports = write_reports(
        folder / "reports", summary, questionnaire, language=request.language, about=about
    )
    return Written((*lines, f"reports: {reports} as PDF and HTML"))


def _about(request: Request, questionnaire: Questionnaire, checksum: str) -> About:
    return About(
        title=request.title or say(questionnaire.title, request.language),
        source=request.file.name,
        checksum=checksum,
        simulated=request.simulated,
        questionnaire=questionnaire.code,
        version=questionnaire.version,
    )
