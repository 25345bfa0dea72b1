"""A report as one accessible page: the same sentences and figures as the PDF, which has no tags."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from reports import style, words
from reports.cells import cells
from reports.charts import inline
from reports.content import Picture, Report, Section
from reports.measures import Printer
from reports.method import foot
from reports.parts import svg
from reports.parts.marks import marks

TEMPLATES = Path(__file__).parent / "templates"


def to_html(report: Report) -> str:
    """The page, complete in itself: no file, font or script is fetched."""
    return _template("report.html").render(
        **_told(report),
        tokens=style.TOKENS,
        charted=any(isinstance(each, Picture) for each in report.blocks),
        css=css("report"),
        css_of_blocks=css("blocks"),
        css_of_charts=css("charts"),
    )


def to_fragment(report: Report) -> str:
    """What stands on the page, for a frame that brings the style along: `reports.scoped`."""
    return _template("body.html").render(**_told(report))


def css(name: str) -> str:
    """One of the styles of a page."""
    return (TEMPLATES / f"{name}.css").read_text(encoding="utf-8")


def _told(report: Report) -> dict[str, Any]:
    """What the templates are filled with."""
    printer = Printer(report.measure, report.language)
    return {
        "report": report,
        "say": lambda key, **values: words.say(key, report.language, **values),
        "level": style.confidence(report.level, report.language),
        "foot": foot(report),
        "big": cells(report.headline.figure, printer),
        "strip": lambda figure: svg.strip(marks(figure, report.axis), report.axis),
        "scale": svg.scale(report.axis),
        "shape": svg.tag,
        "cells": lambda row: cells(row.figure, printer),
        "has": lambda section: _has(section, printer),
        "chart": lambda picture: inline.both(picture.chart, picture.alt),
        "reference": style.REFERENCE,
    }


def _has(section: Section, printer: Printer) -> dict[str, bool | str]:
    """Which columns the section needs, and what the head of the base says."""
    told = [cells(row.figure, printer) for row in section.rows]
    return {
        "dont_know": not section.brief and any(each.dont_know for each in told),
        "chart": not section.brief and any(each.interval for each in told),
        "others": not section.brief and any(each.others for each in told),
        "n": "head_count" if any(row.count for row in section.rows) else "head_n",
    }


@cache
def _template(name: str) -> Template:
    loader = FileSystemLoader(TEMPLATES)
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(name)
