"""What the unit planned after an earlier wave, beside the change of the factor that it names: no cause."""

from __future__ import annotations

import re
import unicodedata

from analysis.figures import Change
from questionnaires.tree import Group
from reports import style, words
from reports.background import Background, EarlierPlan, Planned
from reports.content import Chapter, Grid, GridRow
from reports.full.cases import day
from reports.full.rows import line, sentences
from reports.subject import Subject

WIDTHS = (0.34, 0.17, 0.11, 0.12, 0.26)
STATES = {
    "planned": "full_plan_planned",
    "doing": "full_plan_doing",
    "done": "full_plan_done_state",
    "dropped": "full_plan_dropped",
}
HEADS = ("action", "owner", "due", "state", "change")


def chapter(subject: Subject, background: Background) -> Chapter | None:
    """One table; None where nothing was planned."""
    plan = background.of(subject.unit).plan
    if plan is None or not plan.actions:
        return None
    rows = tuple(_row(subject, plan, each) for each in plan.actions)
    notes = [subject.say("full_plan_note"), subject.say("full_plan_named")]
    if subject.summary.voluntary:
        notes.append(subject.say("volunteers_change"))
    grid = Grid(
        "action-plan",
        "",
        tuple(subject.say(f"full_plan_{each}") for each in HEADS),
        rows,
        finding=sentences(_finding(subject, plan)),
        notes=sentences(*notes),
        widths=WIDTHS,
    )
    return Chapter("action-plan", subject.say("full_plan"), (grid,))


def named(subject: Subject, text: str) -> Group | None:
    """The factor or aspect whose title stands in a text, the longest title first; None where none does."""
    told = _folded(text)
    titles = sorted(
        ((_folded(title), group) for group in subject.groups for title in group.title.values()),
        key=lambda pair: -len(pair[0]),
    )
    return next(
        (group for title, group in titles if re.search(rf"(?<!\w){re.escape(title)}(?!\w)", told)), None
    )


def _finding(subject: Subject, plan: EarlierPlan) -> str:
    done = sum(each.state == "done" for each in plan.actions)
    of, wave = subject.count(len(plan.actions)), words.wave_name(style.plain(plan.wave), subject.language)
    return subject.say("full_plan_done", done=subject.count(done), of=of, wave=wave)


def _row(subject: Subject, plan: EarlierPlan, each: Planned) -> GridRow:
    state = subject.say(STATES[each.state])
    due = day(each.due, subject.language)
    return line(style.plain(each.body), style.plain(each.owner), due, state, _beside(subject, plan, each))


def _beside(subject: Subject, plan: EarlierPlan, each: Planned) -> str:
    group = named(subject, each.body)
    if group is None:
        return style.NOTHING
    label = subject.label(group.code)
    change = subject.summary.change(group.code, unit=subject.unit, wave=subject.wave)
    if not plan.is_before or change is None:
        return f"{label}: {style.MISSING}"
    if change.difference is None or change.value_from is None or change.value_to is None:
        return f"{label}: {style.HIDDEN}"
    old, new = subject.printer.value(change.value_from), subject.printer.value(change.value_to)
    return subject.say("full_plan_course", label=label, old=old, new=new, word=_word(subject, change))


def _word(subject: Subject, change: Change) -> str:
    """Only a test may call a change one; of volunteers nothing is concluded."""
    if subject.summary.voluntary:
        return ""
    if change.differs and change.difference:
        return subject.say("full_plan_rise" if change.difference > 0 else "full_plan_fall")
    return subject.say("full_plan_untold")


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
