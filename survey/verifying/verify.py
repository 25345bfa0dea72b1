"""Whether a PDF still says what the data and this version say: yes, no and where, or nobody can tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reports import words
from reports.content import Report
from reports.embedding.payload import Payload, program_version, read_payload
from reports.embedding.plain import UnreadableContentError
from reports.official.content import Official
from reports.official.pdf import official_pdf
from reports.pdf import to_pdf
from reports.serif import UnfitFontError, refuse_other
from survey.batch.records import read_records
from survey.verifying.figures import Estimates, others, read_estimates
from survey.verifying.pages import Compared, compare
from survey.verifying.paper import Paper, UnreadablePdfError, read_paper
from survey.verifying.texts import say

YES, NO, UNKNOWN = "yes", "no", "unknown"
SHOWN = 12
"""Differences that are told one by one."""

DRAWN: dict[type, Callable[[Any], bytes]] = {Report: to_pdf, Official: official_pdf}
"""How each kind of content is drawn."""


@dataclass(frozen=True)
class Verdict:
    """The answer, then why and what else was seen, a line each."""

    answer: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Against:
    """What a PDF is held against beside the data inside it."""

    estimates: Path | None = None
    manifest: Path | None = None


def verify(path: Path, against: Against, language: str) -> Verdict:
    """Hold a PDF against the data inside it, against estimates.json and against a manifest.

    Raises
    ------
    EstimatesError: what was given is no estimates.json.
    """
    estimates = read_estimates(against.estimates) if against.estimates else None
    try:
        paper = read_paper(path.read_bytes())
    except UnreadablePdfError as error:
        return _verdict(UNKNOWN, language, [say("unreadable", language, why=error)])
    if len(paper.embedded) != 1:
        count = len(paper.embedded)
        key, answer = ("several_inside", NO) if count else ("nothing_inside", UNKNOWN)
        return _verdict(answer, language, [say(key, language, count=count)])
    try:
        inside = read_payload(paper.embedded[0])
        refuse_other(inside.content.about.fonts)
    except UnreadableContentError as error:
        return _verdict(UNKNOWN, language, [say("strange_inside", language, why=error)])
    except UnfitFontError:
        fonts = inside.content.about.fonts
        return _verdict(
            UNKNOWN, language, [say("other_fonts" if fonts else "our_fonts", language, fonts=fonts)]
        )
    return _held(paper, inside, estimates, against, language)


def _held(
    paper: Paper, inside: Payload, estimates: Estimates | None, against: Against, language: str
) -> Verdict:
    compared = compare(paper, read_paper(DRAWN[type(inside.content)](inside.content)))
    wrong = [*_checksums(paper, inside, language), *_figures(inside, estimates, against, language)]
    wrong += _unlisted(inside, against, language)
    pages = list(_pages_wrong(compared, language))
    notes = [*_seen(paper, compared, language)]
    if not wrong and pages and inside.version != program_version():
        # Another version may draw the same content otherwise, so the pages prove nothing.
        told = say("version", language, made=inside.version, version=program_version())
        return _verdict(UNKNOWN, language, [told, *_first(pages, language), *notes])
    if wrong or pages:
        return _verdict(
            NO, language, [say("not_these", language), *_first([*wrong, *pages], language), *notes]
        )
    sources = [each.name for each in (against.estimates, against.manifest) if each]
    told = say(
        "with_data" if sources else "by_itself",
        language,
        source=" + ".join(sources),
        version=program_version(),
    )
    checksum = say("checksum", language, found=inside.content.about.checksum)
    return _verdict(YES, language, [told, checksum, *_listed(inside, against, language), *notes])


def _checksums(paper: Paper, inside: Payload, language: str) -> Iterator[str]:
    """The printed checksum is that of the data inside, on every page that prints one."""
    text = " ".join(word for page in paper.pages for line in page.lines for word in line.split())
    sign = words.say("foot_checksum", inside.content.language, checksum="\0")
    before = re.escape(" ".join(sign.partition("\0")[0].split()))
    found = re.findall(rf"{before} ?([0-9a-f]+(?: [0-9a-f]{{4}})*)", text)
    embedded = inside.content.about.checksum
    if not found:
        yield say("no_checksum", language)
    for each in dict.fromkeys(found):
        if each != embedded:
            yield say("checksum_other", language, found=each, embedded=embedded)


def _figures(inside: Payload, estimates: Estimates | None, against: Against, language: str) -> Iterator[str]:
    if estimates is None or against.estimates is None:
        return
    embedded, given = inside.content.about.checksum, estimates.checksum
    if embedded != given:
        source = against.estimates.name
        yield say("checksum_data", language, embedded=embedded, given=given, source=source)
    for each in others(inside.content, estimates):
        whom = each.unit or say("everybody", language)
        told = {"code": each.code, "field": each.field, "embedded": each.embedded, "given": each.given}
        yield say("figure", language, whom=whom, **told)


def _unlisted(inside: Payload, against: Against, language: str) -> Iterator[str]:
    if against.manifest and not _files(inside, against.manifest):
        yield say("not_in_manifest", language, source=against.manifest.name)


def _listed(inside: Payload, against: Against, language: str) -> Iterator[str]:
    if against.manifest:
        file = ", ".join(_files(inside, against.manifest))
        yield say("in_manifest", language, source=against.manifest.name, file=file)


def _files(inside: Payload, manifest: Path) -> list[str]:
    """The PDFs that were made from just these data."""
    records = read_records(manifest).values()
    return [each.file for each in records if each.made_from == inside.sha256 and each.file.endswith(".pdf")]


def _pages_wrong(compared: Compared, language: str) -> Iterator[str]:
    if compared.missing:
        yield say("missing", language, pages=compared.missing)
    for each in compared.changed:
        yield say(
            "changed", language, page=each.page, printed=each.printed, found=each.found, line=each.line[:120]
        )
    for page in compared.otherwise:
        yield say("otherwise", language, page=page)
    for page, text in compared.figures_added:
        yield say("figure_added", language, page=page, text=text[:120])


def _seen(paper: Paper, compared: Compared, language: str) -> Iterator[str]:
    """What is no fault but a person should know."""
    for page, text in compared.added:
        if (page, text) not in compared.figures_added:
            yield say("added", language, page=page, text=text[:120])
    for page in compared.drawn_on:
        yield say("drawn_on", language, page=page)
    if compared.extra:
        yield say("extra", language, pages=compared.extra)
    if paper.signed:
        yield say("signed", language)


def _first(lines: list[str], language: str) -> list[str]:
    more = len(lines) - SHOWN
    return [*lines[:SHOWN], say("more", language, count=more)] if more > 0 else lines


def _verdict(answer: str, language: str, lines: list[str]) -> Verdict:
    first, *rest = lines
    return Verdict(answer, (f"{say(answer, language)}: {first}", *rest))
