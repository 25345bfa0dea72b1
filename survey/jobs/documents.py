"""The jobs that make files of a wave: reports as an archive, figures and ballots as tables."""

from __future__ import annotations

import logging
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

from survey.batch.progress import heard_by
from survey.jobs.files import hand_over, workplace
from survey.jobs.kinds import Task

log = logging.getLogger(__name__)
STAMP = (2026, 1, 1, 0, 0, 0)
"""Of every file in an archive: when a report was drawn says nothing about it."""


def make_reports(task: Task) -> None:
    """The reports of every unit and of the whole, with those that Home Affairs signs where asked for.

    What a worker that died had drawn already is taken over.
    """
    from survey.results.result_reports import write_wave_reports
    from survey.results.result_request import ResultRequest

    given = task.arguments
    place = workplace(task)
    out, official = place / "reports", bool(given.get("official"))
    request = ResultRequest(
        waves=(task.wave,),
        out=out,
        language=str(given.get("language", "vi")),
        edition="full" if given.get("edition") == "full" else "two-page",
        official=official,
        issuer=str(given.get("issuer", "")),
        force=True,
    )
    with heard_by(_shares(task.tell, 2 if official else 1)):
        write_wave_reports(task.engine, request, warn=_note)
    name = f"{task.wave}-{'official-' if official else ''}reports-{request.language}.zip"
    hand_over(task, _packed(out, place / name))
    shutil.rmtree(out, ignore_errors=True)


def make_export(task: Task) -> None:
    """The ballots as one table, or the figures as tables and a workbook."""
    EXPORTS[str(task.arguments["what"])](task)


def _ballots(task: Task) -> None:
    from survey.results.ballot_file import export_ballots

    path = workplace(task) / f"{task.wave}-ballots.csv"
    written = export_ballots(task.engine, (task.wave,), path, force=True)
    for note in written.notes:
        _note(note)
    hand_over(task, path)


def _figures(task: Task) -> None:
    from survey.results.result_request import ResultRequest
    from survey.results.results import write_results

    place = workplace(task)
    out = place / "figures"
    language = str(task.arguments.get("language", "vi"))
    request = ResultRequest(waves=(task.wave,), out=out, language=language, separator=";", force=True)
    write_results(task.engine, request, warn=_note)
    hand_over(task, _packed(out, place / f"{task.wave}-figures-{language}.zip"))
    shutil.rmtree(out, ignore_errors=True)


EXPORTS: dict[str, Callable[[Task], None]] = {"ballots": _ballots, "figures": _figures}


def _shares(tell: Callable[[float], None], batches: int) -> Callable[[int, int], None]:
    """How far all batches are, from how far the present one is; they come one after the other."""
    ended = 0

    def hear(done: int, total: int) -> None:
        nonlocal ended
        tell((min(ended, batches - 1) + done / max(total, 1)) / batches)
        ended += done == total

    return hear


def _packed(folder: Path, target: Path) -> Path:
    """Every file of a folder in one archive, there whole or not at all; the same files, the same bytes."""
    part = target.with_name(f".{target.name}.part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            inside = zipfile.ZipInfo(path.relative_to(folder).as_posix(), STAMP)
            inside.compress_type = zipfile.ZIP_DEFLATED
            with path.open("rb") as source, archive.open(inside, "w", force_zip64=True) as into:
                shutil.copyfileobj(source, into, 1024 * 1024)
    part.replace(target)
    return target


def _note(text: str) -> None:
    log.warning("%s", text)
