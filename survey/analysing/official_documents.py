"""The reports that Home Affairs signs: one of every kind of unit in every wave, and the province's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from analysis.figures import Summary
from questionnaires.model import Questionnaire
from reports.background import Answered, Background
from reports.content import About
from reports.embedding.payload import digest, payload
from reports.official.content import Official
from reports.official.docx import official_docx
from reports.official.home_affairs import home_affairs_report
from reports.official.html import official_html
from reports.official.pdf import official_pdf
from reports.official.province import province_report
from reports.official.setting import Came, Setting
from reports.official.standing import Standing
from reports.serif import in_use, use
from survey.analysing.backgrounds import Backgrounds
from survey.analysing.documents import Document, record_of
from survey.analysing.more.material import Material
from survey.analysing.more.questions import answered
from survey.analysing.more.table import MoreTable
from survey.analysing.standings import Modes, standings
from survey.batch.earlier import Earlier
from survey.batch.making import taken_over, written
from survey.batch.pool import executor, processes
from survey.batch.records import Journal, Record
from survey.batch.running import Batch, run_batch
from survey.files.slugs import slugs

FOLDER = "official"
PROVINCE = "province"
ALL_KINDS = "units"
"""The name of the file where no kinds are known."""

Settings = Mapping[str | None, Setting]
"""By the name of the wave."""


@dataclass(frozen=True)
class Told:
    """All that official reports are made of beside the figures, by the name of the wave."""

    standings: Mapping[str | None, tuple[Standing, ...]]
    answered: Mapping[str | None, tuple[Answered, ...]]
    settings: Settings
    backgrounds: Backgrounds

    def renamed(self, names: Mapping[Any, str]) -> Told:
        """The same with the waves under other names."""
        return Told(
            {
                names[wave]: tuple(replace(each, wave=names[wave]) for each in found)
                for wave, found in self.standings.items()
            },
            {names[wave]: found for wave, found in self.answered.items()},
            {names[wave]: setting for wave, setting in self.settings.items()},
            {names[wave]: known for wave, known in self.backgrounds.items()},
        )


@dataclass(frozen=True)
class OfficialTask:
    """A report to be written: on a kind of unit, or with None on the province."""

    document: Document
    about: About
    kind: str | None


@dataclass(frozen=True)
class OfficialMaterial:
    """What all official reports of a batch are made of, and what earlier runs made."""

    folder: Path
    summary: Summary
    questionnaire: Questionnaire
    language: str
    told: Told
    earlier: Earlier = field(default_factory=tuple)
    typeface: str = ""


def told_of(
    material: Material,
    known: Backgrounds,
    settings: Settings,
    modes: Modes | None = None,
) -> Told:
    """Compute what the official reports of a survey need."""
    found = {wave: each.whole.answered for wave, each in known.items()}
    if not any(found.values()):
        # Only the full edition of the unit reports has made them already.
        every = answered(material)
        found = {wave.name: every.get((wave.name, None), ()) for wave in material.waves}
    return Told(
        standings=standings(material, known, modes),
        answered=found,
        settings=settings,
        backgrounds=known,
    )


def settings_of_file(material: Material, tables: Sequence[MoreTable]) -> dict[str | None, Setting]:
    """What a file tells of its fieldwork: the names given, and the flags of the table `quality_effect`."""
    request = material.request
    lines = [line for table in tables if table.name == "quality_effect" for line in table.lines]
    found = {}
    for wave in material.waves:
        of_wave = [line for line in lines if line["wave"] == wave.name and line["unit"] is not None]
        came = {line["unit"]: Came(flagged=line.get("flagged")) for line in of_wave}
        names = {"superior": request.superior, "issuer": request.issuer, "place": request.place}
        found[wave.name] = Setting(came=came, **names)
    return found


def write_official(
    folder: Path,
    summary: Summary,
    questionnaire: Questionnaire,
    told: Told,
    *,
    language: str,
    about: About | Callable[[Document], About],
    journal: Journal,
    earlier: Earlier = (),
    jobs: int | None = None,
) -> Batch[OfficialTask]:
    """Write them below `folder`; one that an earlier run made of the same content is taken over."""
    tasks = [
        OfficialTask(each, about if isinstance(about, About) else about(each), kind)
        for each, kind in official_documents(summary, told)
    ]
    material = OfficialMaterial(folder.absolute(), summary, questionnaire, language, told, earlier, in_use())
    with executor(processes(jobs, len(tasks)), material) as over:
        return run_batch(tasks, _make, over, journal, name="official reports")


def official_documents(summary: Summary, told: Told) -> Iterator[tuple[Document, str | None]]:
    """Every kind of at least two units in every wave, and the province in each."""
    folders = slugs(summary.waves)
    kinds = {each.kind for found in told.standings.values() for each in found}
    names = slugs((kind or ALL_KINDS for kind in kinds), taken=(PROVINCE,))
    for wave in summary.waves or (None,):
        above = f"{folders[wave]}/{FOLDER}" if wave is not None else FOLDER
        for standing in told.standings.get(wave, ()):
            yield Document(f"{above}/{names[standing.kind or ALL_KINDS]}", None, wave), standing.kind
        yield Document(f"{above}/{PROVINCE}", None, wave), None


def _make(material: OfficialMaterial, task: OfficialTask) -> tuple[Record, ...]:
    use(material.typeface)
    report = _report(material, task)
    made_from = digest(payload(report))
    names = {ending: f"{task.document.place}{ending}" for ending in ENDINGS}
    found = taken_over(material.folder, material.earlier, tuple(names.values()), made_from)
    files = {name: partial(ENDINGS[ending], report) for ending, name in names.items()}
    return found or written(material.folder, files, record_of(task.document, task.about, made_from))


def _report(material: OfficialMaterial, task: OfficialTask) -> Official:
    wave, told = task.document.wave, material.told
    found = told.standings.get(wave, ())
    setting = told.settings.get(wave, Setting())
    background = told.backgrounds.get(wave, Background())
    of: dict[str, Any] = {"wave": wave, "language": material.language, "about": task.about}
    if task.kind is None:
        return province_report(
            material.summary,
            material.questionnaire,
            found,
            told.answered.get(wave, ()),
            setting=setting,
            background=background,
            **of,
        )
    standing = next(each for each in found if each.kind == task.kind)
    return home_affairs_report(
        material.summary, material.questionnaire, standing, setting=setting, background=background, **of
    )


ENDINGS: dict[str, Callable[[Official], bytes]] = {
    ".pdf": official_pdf,
    ".html": lambda report: official_html(report).encode(),
    ".docx": official_docx,
}
"""The files of each report and how each is drawn."""
