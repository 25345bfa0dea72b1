"""The report on the whole province, in the order in which the Ministry announces its results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from analysis.figures import Summary
from questionnaires.model import Questionnaire
from reports import style
from reports.background import Answered, Background
from reports.cells import cells
from reports.content import About, Grid, GridRow, Prose, Sentence
from reports.measures import Printer
from reports.official.content import Official, Piece
from reports.official.fieldwork import fieldwork
from reports.official.frame import basis, chapter, design, remarks, wave_told
from reports.official.home_affairs import composed, scale_of
from reports.official.matter import Matter, row, shown
from reports.official.ranking import listed, ranks
from reports.official.setting import Setting
from reports.official.share import Question, Share, questions
from reports.official.standing import Standing
from reports.subject import Subject

ENDS = 5
"""Units named at each end of an order."""


def province_report(
    summary: Summary,
    questionnaire: Questionnaire,
    standings: Sequence[Standing],
    answered: Sequence[Answered],
    *,
    wave: str | None,
    language: str,
    about: About,
    setting: Setting,
    background: Background,
) -> Official:
    """What a wave says about all units together; each kind of unit is ranked for itself."""
    subject = Subject(summary, questionnaire, None, wave, language)
    asked = questions(questionnaire, answered, language)
    matter = Matter(subject, about, setting, background, tuple(standings), None, asked)
    title = matter.say("official_subject_province", wave=wave_told(matter)).strip()
    chapters = [basis(matter), design(matter), fieldwork(matter)]
    for key, pieces in (
        ("perception", [*_themes(matter, "perception")]),
        ("satisfaction", [*_satisfaction(matter)]),
        ("overall", [*_overall(matter)]),
        ("needs", [*_themes(matter, "needs")]),
    ):
        if pieces:
            number = str(len(chapters) + 1)
            chapters.append(chapter(matter, number, f"province_{key}", tuple(pieces)))
    chapters += remarks(matter, len(chapters) + 1)
    return composed(matter, title, tuple(chapters), scale_of(matter))


def _themes(matter: Matter, role: str) -> Iterator[Grid]:
    """The questions of a block, theme by theme, in the order of the form."""
    of_role = [question for question in matter.questions if question.role == role]
    for (theme, together), held in groupby(of_role, key=lambda each: (each.theme, each.together)):
        asked = list(held)
        if together:
            yield _side_by_side(matter, role, theme, asked)
        else:
            yield from (_alone(matter, theme, each) for each in asked)


def _side_by_side(matter: Matter, role: str, theme: str, asked: list[Question]) -> Grid:
    """Questions with one agreeing share each; what people want improved in the order of that share."""
    labels = {share.label for each in asked for share in each.shares}
    finding = [matter.sentence("province_chose", labels=label) for label in sorted(labels)]
    notes = []
    if role == "needs":
        asked = sorted(asked, key=_by_share)
        notes.append(matter.sentence("province_order_needs"))
    return Grid(
        code=f"theme-{asked[0].code}",
        title=theme,
        heads=(
            matter.say("province_interest"),
            matter.subject.say("head_n"),
            matter.say("province_share"),
            matter.subject.say("head_interval", level=matter.subject.level),
        ),
        rows=tuple(_question_row(matter, each) for each in asked),
        finding=tuple(finding),
        notes=tuple(notes),
        widths=(0.52, 0.12, 0.16, 0.2),
    )


def _question_row(matter: Matter, asked: Question) -> GridRow:
    told = cells(asked.shares[0].figure, Printer("rate", matter.language))
    return row([asked.text, told.n, *_share(matter, asked.shares[0])])


def _share(matter: Matter, share: Share) -> tuple[str, str]:
    told = cells(share.figure, Printer("rate", matter.language))
    return told.value, told.interval


def _by_share(asked: Question) -> tuple[bool, float]:
    """Highest first, hidden ones last."""
    value = asked.shares[0].value
    return value is None, -(value or 0.0)


def _alone(matter: Matter, theme: str, asked: Question) -> Grid:
    """One question with the share of each answer."""
    base = (
        matter.sentence("province_base", people=matter.forms(asked.n))
        if asked.n is not None
        else Sentence(style.HIDDEN)
    )
    notes = (matter.sentence("province_several"),) if asked.several else ()
    return Grid(
        code=f"question-{asked.code}",
        title=theme,
        heads=(
            matter.say("province_answer"),
            matter.say("province_share"),
            matter.subject.say("head_interval", level=matter.subject.level),
        ),
        rows=tuple(row([style.capital(share.label), *_share(matter, share)]) for share in asked.shares),
        finding=(Sentence(asked.text), base),
        notes=notes,
        widths=(0.56, 0.2, 0.24),
    )


def _satisfaction(matter: Matter) -> Iterator[Grid]:
    """Aspects and factors, pooled, with the range of the units of each kind."""
    codes = matter.lines[1:]
    if not codes:
        return
    yield _pooled(matter, codes, "satisfaction", "")


def _pooled(matter: Matter, codes: Sequence[str], code: str, title: str) -> Grid:
    kinds = [standing for standing in matter.standings if standing.means]
    heads = [matter.say("province_range", kind=matter.kind(standing.kind)) for standing in kinds]
    rest = (0.34 / len(kinds)) if kinds else 0.0
    return Grid(
        code=code,
        title=title,
        heads=(
            matter.say("official_line"),
            matter.subject.say("head_n"),
            matter.say("province_pooled"),
            *heads,
        ),
        rows=tuple(_pooled_row(matter, each, kinds) for each in codes),
        notes=(matter.sentence("official_ends_note"),) if kinds else (),
        widths=(0.32 if kinds else 0.56, 0.1, 0.24 if kinds else 0.34, *[rest] * len(kinds)),
    )


def _pooled_row(matter: Matter, code: str, kinds: Sequence[Standing]) -> GridRow:
    told = cells(matter.figure(None, code), matter.subject.printer)
    value = f"{told.value} ({told.interval})" if told.interval else told.value
    return row([matter.label(code), told.n, value, *(_range(matter, each, code) for each in kinds)])


def _range(matter: Matter, standing: Standing, code: str) -> str:
    mean = next((each for each in standing.means if each.code == code), None)
    if mean is None:
        return style.MISSING
    low, high = matter.value(mean.least[1]), matter.value(mean.most[1])
    return matter.say("province_range_cell", low=low, high=high)


def _overall(matter: Matter) -> Iterator[Piece]:
    value = shown(matter.figure(None))
    if value is not None:
        key = "province_found_volunteers" if matter.subject.summary.voluntary else "province_found"
        told = [matter.sentence(key, strong=True, value=matter.value(value))]
        if matter.subject.summary.voluntary:
            told.append(Sentence(matter.say("volunteers")))
        yield Prose("overall", "", (tuple(told), (matter.sentence("official_rule"),)))
    yield _pooled(matter, matter.lines[:1], "overall-figure", "")
    for number, standing in enumerate(matter.standings, start=1):
        yield from _ends(matter, standing, number)
    if matter.alone:
        yield listed(matter, matter.alone, matter.say("province_others"), "list-others")


def _list_title(matter: Matter, standing: Standing) -> str:
    return f"{matter.say('official_list_title')}: {matter.kind(standing.kind)}"


def _ends(matter: Matter, standing: Standing, number: int) -> Iterator[Grid]:
    """The five highest and five lowest of a kind with their rank ranges; all where they are few."""
    if not matter.ranks or len(standing.ranked) < 2:
        yield listed(matter, standing.units, _list_title(matter, standing), f"list-{number}")
        return
    ranked, kind = standing.ranked, matter.kind(standing.kind)
    if len(ranked) <= 2 * ENDS:
        title = matter.say("province_all", kind=kind)
        yield ranks(matter, standing, ranked, title=title, code=f"all-{number}")
        return
    top = matter.say("province_top", kind=kind)
    yield ranks(matter, standing, ranked[:ENDS], title=top, code=f"top-{number}")
    bottom = matter.say("province_bottom", kind=kind)
    yield ranks(matter, standing, ranked[-ENDS:], title=bottom, code=f"bottom-{number}", told=False)
