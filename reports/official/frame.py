"""What surrounds the findings: letterhead, end block, basis, purpose, plan, method, symbols."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reports import style, words
from reports.content import Prose, Sentence
from reports.method import legend, method
from reports.official.content import Blank, Ending, Letterhead, OfficialChapter, Piece
from reports.official.matter import DOTS, GAP, Matter


def letterhead(matter: Matter, subject: str) -> Letterhead:
    """Names as given, dots where they are not; number and day stay blank for the registry."""
    setting = matter.setting
    superior, issuer = style.plain(setting.superior) or DOTS, style.plain(setting.issuer) or DOTS
    return Letterhead(
        superior=superior.upper(),
        issuer=issuer.upper(),
        number=matter.say("official_number", gap=GAP),
        state=matter.say("official_state"),
        motto=matter.say("official_motto"),
        place_and_day=matter.say("official_day", place=style.plain(setting.place) or DOTS, gap=GAP),
        paper=matter.say("official_paper"),
        subject=subject,
        addressee=matter.say("official_to", whom=superior),
        edition=matter.say("official_public") if matter.public else "",
    )


def ending(matter: Matter, subject: str) -> Ending:
    """The closing sentence and who signs."""
    names = {
        "superior": style.plain(matter.setting.superior) or DOTS,
        "issuer": style.plain(matter.setting.issuer) or DOTS,
    }
    told = subject[:1].lower() + subject[1:]
    return Ending(
        words=matter.say("official_closing", subject=told, **names),
        recipients_title=matter.say("official_recipients"),
        recipients=(matter.say("official_as_above"), f"- {DOTS};", matter.say("official_filed")),
        signer=matter.say("official_signer"),
    )


def wave_told(matter: Matter) -> str:
    """The wave as a title names it."""
    wave = matter.subject.wave
    return "" if wave is None else words.wave_name(wave, matter.language)


def basis(matter: Matter) -> OfficialChapter:
    """Plan and legal basis as the wave has them, dotted lines where it has none."""
    setting = matter.setting
    told = []
    if setting.legal_basis:
        told.append(matter.sentence("official_basis", basis=style.plain(setting.legal_basis).rstrip(".")))
    if setting.plan:
        told.append(matter.sentence("official_plan", plan=style.plain(setting.plan)))
    title = matter.say("official_basis_title")
    purpose = (matter.sentence("official_purpose", kind=matter.whom),)
    first: Piece = Prose("basis", title, (tuple(told),)) if told else Blank("basis", title, 2)
    return chapter(
        matter, "1", "official_1", (first, Prose("purpose", matter.say("official_purpose_title"), (purpose,)))
    )


def design(matter: Matter) -> OfficialChapter:
    """Who was asked what, when, how, how many."""
    return chapter(matter, "2", "official_2", tuple(_design(matter)))


def _design(matter: Matter) -> Iterator[Piece]:
    subject, setting = matter.subject, matter.setting
    key = "official_who_province" if matter.standing is None else "official_who"
    who = matter.sentence(key, units=matter.counted(len(matter.units)), kind=matter.whom)
    asked = matter.sentence(
        "official_asked",
        title=subject.text(subject.questionnaire.title),
        items=words.items(len(subject.questionnaire.rated_items), matter.language),
        version=style.plain(matter.about.version),
    )
    yield Prose("who", matter.say("official_who_title"), ((who, asked),))
    when = matter.say("official_when_title")
    if setting.opens and setting.closes:
        told = matter.sentence("official_when", opens=setting.opens, closes=setting.closes)
        yield Prose("when", when, ((told,),))
    else:
        yield Blank("when", when, 1)
    facts = {fact.term: fact.sentences for fact in method(subject, (), matter.about)}
    sample = facts.get(subject.say("term_sample"), ())
    how = [matter.sentence(f"official_design_{setting.design}")] if setting.design else []
    yield Prose("how", matter.say("official_how_title"), ((*how, *matter.official(sample)),))
    yield Prose("size", matter.say("official_size_title"), (_size(matter),))


def _size(matter: Matter) -> tuple[Sentence, ...]:
    numbers = [matter.figure(unit).n for unit in matter.units]
    each = matter.sentence("official_size_units")
    if matter.standing is None:
        whole = matter.figure(None).n
    else:
        whole = None if None in numbers else sum(n for n in numbers if n is not None)
    if whole is None:
        return (each,)
    return (matter.sentence("official_size", forms=matter.forms(whole)), each)


def remarks(matter: Matter, number: int) -> tuple[OfficialChapter, OfficialChapter]:
    """What the author writes: remarks and proposals."""
    parts = tuple(
        Blank(key, f"{number}.{place}. {matter.say(f'official_{key}')}")
        for place, key in enumerate(("strengths", "weaknesses", "causes"), start=1)
    )
    return (
        chapter(matter, str(number), "official_7", parts),
        chapter(matter, str(number + 1), "official_8", (Blank("proposals", ""),)),
    )


def annex(matter: Matter) -> OfficialChapter:
    """The method and the symbols, as the other reports tell them."""
    figures = [
        replace(matter.figure(unit, code), others=None, versus_others="")
        for unit in matter.units
        for code in matter.lines
    ]
    facts = method(matter.subject, figures, matter.about)
    told = tuple((Sentence(f"{fact.term}.", strong=True), *matter.official(fact.sentences)) for fact in facts)
    signs = "; ".join(f"{each.sign} {each.meaning}" for each in legend(matter.subject))
    symbols = (
        Sentence(f"{matter.subject.say('term_display')}.", strong=True),
        Sentence(style.as_official(f"{signs}.")),
    )
    return OfficialChapter("annex", matter.say("official_annex"), (Prose("method", "", (*told, symbols)),))


def chapter(matter: Matter, number: str, key: str, pieces: tuple[Piece, ...]) -> OfficialChapter:
    """A chapter with its number."""
    return OfficialChapter(f"chapter-{number}", f"{number}. {matter.say(key)}", pieces)
