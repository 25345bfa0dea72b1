"""`hailong leaflet`: from a report that still shows what it was made with, else not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reports.pdf import to_pdf
from survey.cli import run
from survey.leaflets.from_report import LeafletError, leaflet_from
from tests.doors.cast import texts
from tests.reports.cast import figure, hidden, questionnaire, report, summary, with_figures
from tests.verifying.cast import signed


def printed(path: Path, **changes: object) -> Path:
    whole = with_figures(summary(questionnaire()), replace(figure(value=0.92), **changes))  # type: ignore[arg-type]
    path.write_bytes(to_pdf(report(whole, questionnaire())))
    return path


def test_the_leaflet_shows_the_figure_of_the_report(tmp_path: Path) -> None:
    out = tmp_path / "wall.pdf"

    status = run(
        ["leaflet", str(printed(tmp_path / "r.pdf")), "--address", "https://x.gov.vn/a", "--out", str(out)]
    )

    assert status == 0
    (text,) = texts(out.read_bytes())
    assert "92%" in text and "từ 81,2% đến 96,8%" in text and "x.gov.vn/a" in text


def test_a_signed_report_makes_the_same_leaflet(tmp_path: Path) -> None:
    path = printed(tmp_path / "r.pdf")
    before = leaflet_from(path)
    path.write_bytes(signed(path.read_bytes()))

    assert leaflet_from(path) == before


def test_a_report_on_fewer_than_ten_people_makes_none(tmp_path: Path) -> None:
    path = printed(tmp_path / "r.pdf", n=9, n_valid=9)

    with pytest.raises(LeafletError, match="9 respondents.*below 10.*--public"):
        leaflet_from(path)


def test_a_hidden_figure_makes_a_leaflet_of_thanks(tmp_path: Path) -> None:
    path = tmp_path / "r.pdf"
    path.write_bytes(to_pdf(report(with_figures(summary(questionnaire()), hidden()), questionnaire())))

    (text,) = texts(leaflet_from(path))
    assert "Không hiển thị kết quả" in text and "Cảm ơn" in text and "%" not in text


def test_a_changed_or_foreign_file_makes_none_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = printed(tmp_path / "r.pdf"), tmp_path / "wall.pdf"
    path.write_bytes(leaflet_from(path))

    status = run(["leaflet", str(path), "--out", str(out)])

    assert status != 0
    assert "give a PDF that hailong" in capsys.readouterr().err
    assert not out.exists() and not list(tmp_path.glob(".*.part"))
