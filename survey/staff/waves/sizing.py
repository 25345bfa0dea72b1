"""How many ballots a margin of error takes, in words."""

from __future__ import annotations

from flask import request
from werkzeug import Response

from analysis.planning.sample_size import guidance_size, sample_size
from reports.style import count, number
from survey.staff import pages
from survey.staff.waves.common import draw, said

MOST = 10**9
USUAL = {"population": "", "margin": "5", "rate": "100", "deff": "1"}


def wave_size() -> Response:
    """The form with its answer below; the address alone says everything."""
    given = {name: request.args.get(name, usual).strip() for name, usual in USUAL.items()}
    errors, sentences = _work_out(given) if request.args.get("margin") else ({}, [])
    return draw("size.html", errors=errors, given=given, sentences=sentences)


def _work_out(given: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    words = said()
    margin, rate, deff = (_decimal(given[name]) for name in ("margin", "rate", "deff"))
    population = _decimal(given["population"]) if given["population"] else None
    wrong = {
        "population": population is not None and not (1 <= population <= MOST and population.is_integer()),
        "margin": not 0.1 <= margin <= 50,
        "rate": not 1 <= rate <= 100,
        "deff": not 1 <= deff <= 100,
    }
    names = {"population": "no_number", "margin": "no_margin", "rate": "no_rate", "deff": "no_deff"}
    errors = {name: words.problems[names[name]] for name, is_wrong in wrong.items() if is_wrong}
    if errors:
        return errors, []
    return {}, _sentences(None if population is None else int(population), margin, rate, deff)


def _sentences(population: int | None, margin: float, rate: float, deff: float) -> list[str]:
    words, language = said(), pages.words_here().language
    size = sample_size(0.5, margin / 100, population=population, deff=deff, response_rate=rate / 100)
    told = {"margin": number(margin, language, 0 if margin.is_integer() else 1)}
    n = count(size.n_rounded, language)
    if population is None:
        found = [words.size_endless.format(n=n, **told)]
    else:
        found = [words.size_said.format(N=count(population, language), n=n, **told)]
    if rate < 100:
        shown = number(rate, language, 0 if rate.is_integer() else 1)
        asked = size.invitations if population is None else min(size.invitations, population)
        found.append(words.size_asked.format(rate=shown, asked=count(asked, language)))
    if population is not None:
        guided = guidance_size(population, margin / 100).n_rounded
        found.append(words.size_guidance.format(n=count(guided, language)))
    return found


def _decimal(text: str) -> float:
    """A number with a comma or a dot; −1 where it is none."""
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        return -1.0
    return found if -1 < found <= MOST else -1.0
