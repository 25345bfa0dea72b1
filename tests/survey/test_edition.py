"""`--edition`: two pages unless more is asked, and the same figures either way."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from tests.survey.cast import Command, ballots


def text_of(path: Path) -> str:
    return "".join(
        " ".join(page.extract_text() for page in PdfReader(BytesIO(path.read_bytes())).pages).split()
    )


def test_the_full_edition_adds_charts_to_every_report(analyse: Command, tmp_path: Path) -> None:
    file = ballots(300).csv(tmp_path / "b.csv")
    usual = analyse(file, out="usual").folder
    full = analyse(file, "--edition", "full", out="full").folder

    assert (usual / "estimates.csv").read_bytes() == (full / "estimates.csv").read_bytes()
    for name in ("whole", "so-noi-vu"):
        assert "phânbốtheocácmức" not in text_of(usual / f"reports/{name}.pdf")
        assert "phânbốtheocácmức" in text_of(full / f"reports/{name}.pdf")
        assert 'role="img"' in (full / f"reports/{name}.html").read_text(encoding="utf-8")


def test_two_pages_are_what_one_gets_without_asking(analyse: Command, tmp_path: Path) -> None:
    file = ballots(120).csv(tmp_path / "b.csv")
    unasked = analyse(file, out="unasked").folder
    asked = analyse(file, "--edition", "two-page", out="asked").folder

    for path in (unasked / "reports").glob("*.html"):
        assert path.read_bytes() == (asked / "reports" / path.name).read_bytes()


def test_another_edition_is_refused_with_the_names_of_those_there_are(
    analyse: Command, tmp_path: Path
) -> None:
    outcome = analyse(ballots(20).csv(tmp_path / "b.csv"), "--edition", "long")

    assert outcome.status == 2
    assert "two-page" in outcome.err and "full" in outcome.err
