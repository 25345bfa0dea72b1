"""Comments that were released, by theme; no day, and in a public edition no texts."""

from __future__ import annotations

from collections.abc import Sequence

from reports import style
from reports.background import Background, Theme
from reports.content import Block, Chapter, Grid, Prose, Sentence
from reports.full.rows import line, sentences
from reports.subject import Subject

WIDTHS = (0.8, 0.2)


def chapter(subject: Subject, background: Background) -> Chapter | None:
    """Counts by theme and a few texts; None where nothing was released."""
    themes = background.of(subject.unit).themes
    if not themes:
        return None
    texts = tuple(_texts(subject, themes))
    blocks: list[Block] = [_counts(subject, themes)]
    if texts:
        blocks.append(Prose("comment-texts", subject.say("full_comments_texts"), texts))
    return Chapter("comments", subject.say("full_comments"), tuple(blocks))


def _counts(subject: Subject, themes: Sequence[Theme]) -> Grid:
    rows = tuple(
        line(_name(subject, each), style.HIDDEN if each.n is None else subject.count(each.n))
        for each in themes
    )
    heads = (subject.say("full_comments_theme"), subject.say("full_comments_n"))
    limit = subject.count(subject.summary.limits.display)
    notes = sentences(subject.say("full_comments_note", limit=limit))
    return Grid("comment-themes", "", heads, rows, notes=notes, widths=WIDTHS)


def _texts(subject: Subject, themes: Sequence[Theme]) -> list[tuple[Sentence, ...]]:
    return [
        (Sentence(f"{_name(subject, each)}:", strong=True), Sentence(_quoted(each.texts)))
        for each in themes
        if each.texts
    ]


def _quoted(texts: Sequence[str]) -> str:
    return " ".join(f"“{style.plain(text)}”" for text in texts)


def _name(subject: Subject, theme: Theme) -> str:
    return style.capital(style.plain(theme.name)) or subject.say("full_comments_other")
