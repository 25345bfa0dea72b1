"""The reports of a wave as documents to be stored: of every unit, of all together, of every kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Engine

from reports.embedding.payload import payload
from reports.html import to_html
from reports.official.content import Official
from reports.official.home_affairs import home_affairs_report
from reports.official.province import province_report
from reports.official.setting import Setting
from reports.unit import unit_report
from reports.whole import whole_report
from survey.analysing.documents import Document, documents
from survey.analysing.exports import Line
from survey.analysing.official_documents import Told, told_of
from survey.results.official_facts import by_label, modes_of_waves, settings_of_waves
from survey.results.result_reports import abouts
from survey.results.stored.computing import LANGUAGES, Computed, Language
from survey.results.stored.packing import PAGE, PROVINCE, WHOLE, Packed, of_kind, of_unit, pack, pack_json


def unit_documents(computed: Computed) -> Iterator[Packed]:
    """The reports of every unit with ballots, and of the wave as a whole, in the edition that was computed.

    For the public the page is drawn here already, so that whoever serves it does not need the reports.
    """
    subjects = _subjects(computed)
    edition = computed.results.request.edition
    for language in LANGUAGES:
        about = abouts(computed.spoken(language), computed.part)
        for each in documents(computed.summary):
            if each.wave == computed.name:
                report = _report(computed, each, language, about(each))
                bodies: dict[str, bytes] = {edition: pack(payload(report))}
                if computed.results.request.public:
                    bodies[PAGE] = pack(to_html(report).encode())
                for subject in subjects[each.unit]:
                    yield from (Packed(subject, kind, language, body) for kind, body in bodies.items())


def line_documents(computed: Computed) -> Iterator[Packed]:
    """The lines of figures of every unit, as the CSV files of `hailong estimates` have them."""
    subjects = _subjects(computed)
    for language in LANGUAGES:
        estimates, changes = (
            _by_unit(each) for each in (computed.estimates(language), computed.changes(language))
        )
        for unit, lines in estimates.items():
            body = pack_json({"estimates": lines, "changes": changes.get(unit, [])})
            for subject in subjects[unit]:
                yield Packed(subject, "lines", language, body)


def official_documents(
    engine: Engine, computed: Computed, told: Told
) -> Iterator[tuple[str | None, Language, Official]]:
    """The reports that Home Affairs signs: one a kind, and for None the province's."""
    for language in LANGUAGES:
        place = computed.name
        setting = _settings(engine, computed, language)[computed.label]
        about = abouts(computed.spoken(language), computed.part)(Document("", None, place))
        of: dict[str, Any] = {"wave": place, "language": language, "about": about}
        of |= {"setting": setting, "background": told.backgrounds[place]}
        form, found = computed.part.series.questionnaire, told.standings[place]
        for standing in found:
            yield standing.kind, language, home_affairs_report(computed.summary, form, standing, **of)
        yield None, language, province_report(computed.summary, form, found, told.answered[place], **of)


def packed_official(kind: str | None, language: Language, report: Official) -> Packed:
    """One of them, to be stored."""
    subject = PROVINCE if kind is None else of_kind(kind)
    return Packed(subject, "official", language, pack(payload(report)))


def told(engine: Engine, computed: Computed) -> Told:
    """What official reports need beside the figures; the wave under its printed name."""
    part, naming = computed.part, computed.results.naming
    labels = {each.id: naming.labels[each.id] for each in part.series.waves}
    settings = _settings(engine, computed, "vi")
    modes = by_label(modes_of_waves(engine, part), labels)
    return told_of(part.material, computed.known, settings, modes).renamed(computed.printed)


def _settings(engine: Engine, computed: Computed, language: Language) -> dict[str | None, Setting]:
    """By the wave's label; days are written as the language does."""
    labels, request = computed.results.naming.labels, computed.results.request
    found = settings_of_waves(engine, computed.part, request, language)
    return {labels[wave]: setting for wave, setting in found.items()}


def _report(computed: Computed, document: Document, language: Language, about: Any) -> Any:
    of = computed.summary, computed.part.series.questionnaire
    told: dict[str, Any] = {"wave": document.wave, "language": language, "about": about}
    told |= {"edition": computed.results.request.edition, "background": computed.known[computed.label]}
    if document.unit is None:
        return whole_report(*of, **told)
    return unit_report(*of, unit=document.unit, **told)


def _subjects(computed: Computed) -> dict[str | None, list[str]]:
    """By the name of a unit the units whose ballots stand under it."""
    found: defaultdict[str | None, list[str]] = defaultdict(list)
    found[None].append(WHOLE)
    for number, name in computed.units.items():
        found[name].append(of_unit(number))
    return found


def _by_unit(lines: list[Line]) -> dict[str | None, list[Line]]:
    found: defaultdict[str | None, list[Line]] = defaultdict(list)
    for line in lines:
        found[line["unit"]].append(line)
    return found
