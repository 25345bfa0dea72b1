"""Home Affairs' report on the units of one kind in one wave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.figures import Figure, Summary
from questionnaires.model import Questionnaire
from reports import style
from reports.axis import axis
from reports.background import Background
from reports.content import About, Axis, Grid, Prose
from reports.official.comparing import comparing
from reports.official.content import Blank, Official, OfficialChapter, Piece
from reports.official.fieldwork import fieldwork
from reports.official.frame import annex, basis, chapter, design, ending, letterhead, remarks, wave_told
from reports.official.levels import levels
from reports.official.matter import Matter, row
from reports.official.setting import Setting
from reports.official.standing import Standing
from reports.subject import Subject


def home_affairs_report(
    summary: Summary,
    questionnaire: Questionnaire,
    standing: Standing,
    *,
    wave: str | None,
    language: str,
    about: About,
    setting: Setting,
    background: Background,
) -> Official:
    """What a wave says about the units of one kind, in the order that an official expects."""
    subject = Subject(summary, questionnaire, None, wave, language)
    matter = Matter(subject, about, setting, background, (standing,), standing)
    title = matter.say("official_subject_kind", kind=matter.whom, wave=wave_told(matter)).strip()
    scale = scale_of(matter)
    chapters = (
        basis(matter),
        design(matter),
        fieldwork(matter),
        levels(matter),
        comparing(matter, scale),
        _said(matter),
        *remarks(matter, 7),
    )
    return composed(matter, title, chapters, scale)


def composed(matter: Matter, title: str, chapters: tuple[OfficialChapter, ...], scale: Axis) -> Official:
    """Chapters between letterhead and end block, with the figures that they print."""
    return Official(
        language=matter.language,
        measure=matter.subject.measure,
        level=matter.subject.summary.level,
        letterhead=letterhead(matter, title),
        chapters=chapters,
        ending=ending(matter, title),
        annex=(annex(matter),),
        about=matter.about,
        axis=scale,
        figures=_figures(matter),
    )


def scale_of(matter: Matter) -> Axis:
    """The axis that holds every unit's overall figure."""
    figures = [replace(matter.figure(unit), others=None) for unit in matter.units]
    return axis(matter.subject, figures)


def _figures(matter: Matter) -> tuple[Figure, ...]:
    """Everything the report prints of the summary, hidden ones left out."""
    units: Sequence[str | None] = matter.units if matter.standing else (None, *matter.units)
    found = (matter.figure(unit, code) for unit in units for code in matter.lines)
    return tuple(figure for figure in found if not figure.suppressed)


def _said(matter: Matter) -> OfficialChapter:
    pieces: list[Piece] = [*_lowest(matter)]
    pieces.append(Blank("comments", matter.say("official_comments_title"), 3))
    return chapter(matter, "6", "official_6", tuple(pieces))


def _lowest(matter: Matter) -> Iterator[Piece]:
    """Which items stand among the lowest of how many units."""
    summary, wave = matter.subject.summary, matter.subject.wave
    found = [each for unit in matter.units for each in summary.lowest_of(unit=unit, wave=wave)]
    title = matter.say("official_low_title")
    if not found:
        yield Prose("lowest", title, ((matter.sentence("official_low_none"),),))
        return
    all_of_them = Counter(each.code for each in found)
    clear = Counter(each.code for each in found if each.clearly)
    order = [item.code for item in matter.subject.questionnaire.rated_items if item.code in all_of_them]
    order.sort(key=lambda code: (-all_of_them[code], -clear[code]))
    rows = [
        row(
            [
                matter.label(code),
                matter.count(all_of_them[code]),
                matter.count(clear[code]) if clear[code] else style.NOTHING,
            ]
        )
        for code in order
    ]
    yield Grid(
        code="lowest",
        title=title,
        heads=tuple(matter.say(f"official_{key}") for key in ("line", "low_units", "low_clear")),
        rows=tuple(rows),
        notes=(matter.sentence("official_low_note"),),
        widths=(0.56, 0.24, 0.2),
    )
