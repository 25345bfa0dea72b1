"""From ballots to print: the figures of the real computation arrive on paper and page unchanged."""

from __future__ import annotations

import numpy as np

from analysis.design import Design
from analysis.figures import Summary
from analysis.summary import summarise
from questionnaires.answers import encode
from questionnaires.load import load
from questionnaires.model import Questionnaire
from reports.cells import cells
from reports.html import to_html
from reports.measures import Printer
from tests.reports.cast import JUSTICE, LAND, PARK, one_item, report, report_of_all
from tests.reports.test_pdf import text_of


def computed(asked: Questionnaire, given: list[dict[str, str]], unit: list[str], **design: bool) -> Summary:
    rows = [np.frombuffer(encode(asked, answers).encode("ascii"), dtype=np.uint8) for answers in given]
    made = (
        Design.of(len(given), stratum=unit, declared=False) if not design else Design.of(len(given), **design)
    )
    return summarise(asked, np.array(rows), design=made, unit=unit)


def test_forty_six_of_fifty_ballots_arrive_in_print() -> None:
    given = [{"Q": "3"}] * 46 + [{"Q": "2"}] * 4
    made = report(computed(one_item(), given, [JUSTICE] * 50), one_item(), wave=None)

    for text, four in ((text_of(made), "04"), (to_html(made), "4")):
        assert "92,00%" in text and "81,2–96,8" in text
        assert f"46/50 người trả lời chọn “Hài lòng”, {four} người chọn “Ý kiến khác”" in text


def test_every_figure_of_a_shipped_questionnaire_is_printed_as_it_was_computed() -> None:
    asked = load("unit-short")
    items = asked.rated_items
    doors = {item.asked_if.item: item.asked_if.codes[0] for item in items if item.asked_if}
    given = [
        doors | {item.code: "12345?"[(3 * i + j * j) % 6] for j, item in enumerate(items)} for i in range(120)
    ]
    whole = computed(asked, given, [JUSTICE] * 70 + [LAND] * 47 + ["Thanh tra tỉnh"] * 3)
    text = text_of(report(whole, asked, wave=None))

    shown = whole.of(unit=JUSTICE, wave=None)
    assert len(shown) == 13
    for figure in shown:
        told = cells(figure, Printer("rate", "vi"))
        assert told.value.removesuffix(" (tk)") in text and told.interval in text


def test_volunteers_are_listed_and_described_but_not_judged() -> None:
    given = [{"Q": "3"}] * 90 + [{"Q": "1"}] * 30
    whole = computed(one_item(), given, [JUSTICE] * 60 + [LAND] * 60, voluntary=True)
    text = text_of(report_of_all(whole, one_item(), wave=None))

    assert "không dùng để xếp hạng" in text
    assert "Cao hơn" not in text and "Thấp hơn" not in text and "xếp thứ" not in text


def test_a_unit_without_ballots_in_a_wave_is_not_counted_among_those_surveyed() -> None:
    asked = one_item()
    row = np.frombuffer(encode(asked, {"Q": "3"}).encode("ascii"), dtype=np.uint8)
    unit = [JUSTICE] * 40 + [LAND] * 40 + [JUSTICE] * 40 + [PARK] * 40 + ["Thanh tra tỉnh"] * 40
    wave = ["2025"] * 80 + ["2026"] * 120
    strata = [f"{one} {other}" for one, other in zip(unit, wave, strict=True)]
    design = Design.of(200, stratum=strata, declared=False)
    whole = summarise(asked, np.array([row] * 200), design=design, unit=unit, wave=wave)

    assert "03 đơn vị được khảo sát" in text_of(report_of_all(whole, asked, wave="2026"))
    assert "02 đơn vị được khảo sát" in text_of(report_of_all(whole, asked, wave="2025"))
