"""Putting a report together from its parts; what differs between one unit and all is passed in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reports import classes, places, style, words
from reports.axis import axis
from reports.background import Background
from reports.charts import levels, peers
from reports.comparisons import against_before, against_others, support
from reports.content import About, Annex, Axis, Edition, Fact, Picture, Report, Section, Sentence
from reports.full.chapters import chapters, drawn
from reports.headline import headline, of_few
from reports.method import legend, method
from reports.subject import Subject


def build(
    subject: Subject,
    *,
    lead: str,
    name: str,
    who: str,
    sections: Iterable[Section | None],
    about: About,
    edition: Edition = "two-page",
    background: Background,
    annex: Annex | None = None,
) -> Report:
    """A report on `subject`, called `name` in titles and `who` in a sentence."""
    full = edition == "full"
    kept = _with_reading(subject, [section for section in sections if section is not None])
    figures = [row.figure for section in kept for row in section.rows if row.figure is not None]
    figures.insert(0, subject.headline)
    figures += peers.shown(subject) if full else []
    more = chapters(subject, background, about) if full else ()
    figures += drawn(more)
    scale = axis(subject, figures)
    return Report(
        language=subject.language,
        measure=subject.measure,
        level=subject.summary.level,
        lead=lead,
        name=name,
        subtitle=_joined(about.title, _wave(subject)),
        running=_joined(name or lead, _wave(subject)),
        headline=headline(subject, who, background),
        facts=_facts(subject, who, background, about, full=full),
        sections=kept,
        method=method(subject, figures, background=background),
        legend=legend(subject),
        about=about,
        axis=scale,
        pictures=_pictures(subject, scale) if full else (),
        chapters=more,
        annex=annex,
    )


def _pictures(subject: Subject, scale: Axis) -> tuple[Picture, ...]:
    made = [levels.levels(subject), peers.peers(subject, scale)]
    return tuple(picture for picture in made if picture is not None)


def _with_reading(subject: Subject, sections: Sequence[Section]) -> tuple[Section, ...]:
    """The first table that draws something tells how its drawing is read."""
    for place, section in enumerate(sections):
        shown = [row.figure for row in section.rows if row.figure and row.figure.estimate]
        if shown and not section.brief:
            compared = any(figure.others is not None for figure in shown)
            key = "reading_compared" if compared else "reading"
            reading = [Sentence(subject.say(key, level=subject.level))]
            if section.code != "units" and any(figure.versus_others for figure in shown):
                reading.append(Sentence(subject.say("reading_labels")))
            told = replace(section, notes=(*section.notes, *reading))
            return (*sections[:place], told, *sections[place + 1 :])
    return tuple(sections)


def _facts(
    subject: Subject, who: str, background: Background, about: About, *, full: bool
) -> tuple[Fact, ...]:
    facts = [
        classes.class_fact(subject, background),
        places.rank_fact(subject, who, background),
        against_others(subject),
        against_before(subject),
        support(subject),
        classes.points_fact(subject) if full else None,
    ]
    facts += [_basis(subject), _note(subject, about)]
    return tuple(fact for fact in facts if fact is not None)


def _note(subject: Subject, about: About) -> Fact | None:
    text = style.plain(about.note)
    return Fact(subject.say("term_note"), (Sentence(text),)) if text else None


def _basis(subject: Subject) -> Fact:
    sentences = [Sentence(_forms(subject))]
    population = _population(subject)
    if population is not None and subject.headline.n is not None:
        sentences.append(Sentence(subject.say("population", population=subject.tally(population))))
    sentences.append(Sentence(_measured(subject)))
    return Fact(subject.say("fact_basis"), tuple(sentences))


def _population(subject: Subject) -> int | None:
    if subject.unit is None:
        return None
    return subject.summary.population(unit=subject.unit, wave=subject.wave)


def _measured(subject: Subject) -> str:
    factors = [group for group in subject.groups if not group.children]
    return subject.say(
        "measured_in_factors" if len(factors) > 1 else "measured",
        items=subject.items(len(subject.questionnaire.rated_items)),
        factors=subject.factors(len(factors)),
        title=subject.text(subject.questionnaire.title),
    )


def _forms(subject: Subject) -> str:
    figure = subject.headline
    if of_few(subject, figure):
        return subject.say("answered_few", limit=subject.count(subject.summary.limits.display))
    if figure.n is None:
        return subject.say("answered_hidden")
    if not figure.n:
        return subject.say("answered_none")
    forms = subject.forms(figure.n)
    if figure.n_valid is None or figure.n_valid == figure.n:
        return subject.say("answered", forms=forms)
    return subject.say("answered_some", forms=forms, valid=subject.tally(figure.n_valid))


def _wave(subject: Subject) -> str:
    return "" if subject.wave is None else style.capital(words.wave_name(subject.wave, subject.language))


def _joined(*parts: str) -> str:
    return " · ".join(text for text in map(style.plain, parts) if text)
