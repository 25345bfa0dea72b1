"""An official report as one accessible page: the same words and figures as the PDF."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from reports import style, words
from reports.charts import inline
from reports.html import TEMPLATES
from reports.official.content import Official
from reports.official.foot import foot


def official_html(report: Official) -> str:
    """The page, complete in itself: no file, font or script is fetched."""
    css = ("report.css", "blocks.css", "charts.css", "official.css")
    return _template().render(
        report=report,
        head=report.letterhead,
        say=lambda key, **values: words.say(key, report.language, **values),
        tokens=style.TOKENS,
        foot=foot(report),
        css="\n".join((TEMPLATES / name).read_text(encoding="utf-8") for name in css),
        chart=lambda picture: inline.both(picture.chart, picture.alt),
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("official.html")
