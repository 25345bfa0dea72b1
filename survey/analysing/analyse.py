"""From a file of answers to a folder of estimates and reports: the whole road of `hailong analyse`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.design import LonelyPSUError
from analysis.figures import Limits, Summary
from analysis.summary import summarised
from analysis.waves import Wave
from questionnaires.load import load
from questionnaires.model import Questionnaire, say
from reports import serif
from reports.content import About
from survey.analysing import adjusting, also, exports
from survey.analysing.backgrounds import Backgrounds, backgrounds, questions
from survey.analysing.ballots import FileBallots, read_ballots
from survey.analysing.classes import bands_of
from survey.analysing.documents import documents_in, end_batch, endings, kinds, write_reports
from survey.analysing.more.material import Material
from survey.analysing.more.table import MoreTable
from survey.analysing.official_documents import Told, settings_of_file, told_of, write_official
from survey.analysing.request import FULL_FILES, MORE_FILES, Request, RequestError
from survey.analysing.result_content import Content
from survey.analysing.result_files import FILES, settings_of, weights_of, write_estimates
from survey.batch.earlier import earlier_work
from survey.batch.records import Journal, write_manifest
from survey.batch.running import Batch, join
from survey.files.folder import refuse_occupied, staged

REPORTS = "reports"
OURS = (*FILES, *MORE_FILES, *FULL_FILES, REPORTS)
PUBLIC_DISPLAY = 10

Warn = Callable[[str], None]


@dataclass(frozen=True)
class Written:
    """What `analyse` left in its folder: a line for each thing."""

    lines: tuple[str, ...]


def analyse(request: Request, *, warn: Warn) -> Written:
    """Read, compute and write; nothing is written unless everything is."""
    refuse_occupied(request.out, ours=OURS, force=request.force)
    also.names_of(request)
    adjusting.refuse_contradictions(request)
    questionnaire = load(request.questionnaire)
    _check_satisfied(request, questionnaire)
    ballots = read_ballots(request, questionnaire)
    for note in (*ballots.notes, *(str(step) for step in ballots.weighted)):
        warn(note)
    limits = Limits(display=PUBLIC_DISPLAY, public=True) if request.public else Limits()
    try:
        summary, waves = _summarised(request, questionnaire, ballots, limits)
        material = Material(request, questionnaire, ballots, limits, summed=waves)
        more = also.tables(material, warn=warn)
        known = backgrounds(material, bands=bands_of(request.classes))
        more += questions(material, known)
        signed = _signed(material, known, more) if request.official else None
    except LonelyPSUError as error:
        raise LonelyPSUError(f"{error}, or add --lonely adjust; {ballots.drawn.source}") from None
    for note in also.notes(more):
        warn(note)
    with staged(request.out, ours=OURS, force=request.force) as folder:
        lines, batch = _write(folder, request, questionnaire, ballots, summary, more, known, signed)
    end_batch(batch, request.out, REPORTS, warn=warn)
    return Written(lines)


def _signed(material: Material, known: Backgrounds, more: Sequence[MoreTable]) -> Told:
    return told_of(material, known, settings_of_file(material, more))


def _summarised(
    request: Request, questionnaire: Questionnaire, ballots: FileBallots, limits: Limits
) -> tuple[Summary, tuple[Wave, ...]]:
    drawn = ballots.drawn
    return summarised(
        questionnaire,
        ballots.answers,
        design=ballots.design,
        unit=drawn.unit,
        wave=drawn.wave,
        by=drawn.by or None,
        satisfied=request.satisfied or None,
        level=request.level,
        limits=limits,
    )


def _check_satisfied(request: Request, questionnaire: Questionnaire) -> None:
    scales = [questionnaire.scale_of(item) for item in questionnaire.rated_items]
    offered = sorted({option.code for scale in scales for option in scale.options if option.counts})
    unknown = [code for code in request.satisfied if code not in offered]
    if unknown:
        raise RequestError(
            f"{', '.join(unknown)} is no answer of a rated item; --satisfied; choose from {' '.join(offered)}"
        )


def _write(
    folder: Path,
    request: Request,
    questionnaire: Questionnaire,
    ballots: FileBallots,
    summary: Summary,
    more: Sequence[MoreTable],
    known: Backgrounds,
    signed: Told | None,
) -> tuple[tuple[str, ...], Batch[Any]]:
    terms = exports.Terms(questionnaire, request.language, request.simulated)
    estimates = exports.estimate_lines(summary, terms)
    changes = exports.change_lines(summary, terms)
    about = _about(request, questionnaire, exports.checksum(estimates, changes))
    content = Content(
        about=about,
        language=request.language,
        settings=settings_of(request, summary),
        estimates=estimates,
        changes=changes,
        lowest=exports.lowest_lines(summary),
        highest=exports.highest_lines(summary),
        more={**weights_of(ballots.weighted), **also.parts(more, simulated=request.simulated)},
        tables=more,
    )
    lines = write_estimates(folder, content, separator=request.separator)
    lines += also.write(folder, more, simulated=request.simulated, separator=request.separator)
    lines += _write_weights(folder, request, ballots)
    files = endings(json=request.json, page=request.page)
    with Journal(folder / REPORTS) as journal:
        batch = write_reports(
            folder / REPORTS,
            summary,
            questionnaire,
            language=request.language,
            about=about,
            jobs=request.jobs,
            cluster=request.cluster,
            files=files,
            edition=request.edition,
            journal=journal,
            earlier=earlier_work(request.out, REPORTS),
            backgrounds=known,
        )
        batch = join([batch, _official(folder, request, summary, questionnaire, signed, about, journal)])
    write_manifest(folder / REPORTS, batch.records)
    return (*lines, f"reports: {documents_in(batch)} as {kinds(files)}"), batch


def _official(
    folder: Path,
    request: Request,
    summary: Summary,
    questionnaire: Questionnaire,
    signed: Told | None,
    about: About,
    journal: Journal,
) -> Batch[Any]:
    """The reports that Home Affairs signs, where they were asked for."""
    if signed is None:
        return Batch(())
    return write_official(
        folder / REPORTS,
        summary,
        questionnaire,
        signed,
        language=request.language,
        about=about,
        journal=journal,
        earlier=earlier_work(request.out, REPORTS),
        jobs=request.jobs,
    )


def _write_weights(folder: Path, request: Request, ballots: FileBallots) -> tuple[str, ...]:
    """The new weights row by row; a public edition says nothing of single respondents."""
    if not ballots.weighted or request.public:
        return ()
    old, new = ballots.drawn.design(), ballots.design
    lines = adjusting.weight_lines(ballots.table, old, new, simulated=request.simulated)
    fields = adjusting.WEIGHT_FIELDS
    exports.write_csv(folder / "weights.csv", fields, lines, separator=request.separator)
    return (f"weights.csv: {len(lines)} weights, Kish's deff {ballots.weighted[-1].kish_deff:.3f}",)


def _about(request: Request, questionnaire: Questionnaire, checksum: str) -> About:
    return About(
        title=request.title or say(questionnaire.title, request.language),
        source=request.file.name,
        checksum=checksum,
        simulated=request.simulated,
        questionnaire=questionnaire.code,
        version=questionnaire.version,
        fonts=serif.mark(),
    )
