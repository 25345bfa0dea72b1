"""The foot of every page: where the figures come from."""

from __future__ import annotations

from typing import cast

from reports.content import Report
from reports.method import foot as foot_of_report
from reports.official.content import Official


def foot(report: Official) -> tuple[str, str, str]:
    """Questionnaire, checksum and source, as every report prints them."""
    # Only language and about are read, which both kinds of content have.
    return foot_of_report(cast(Report, report))
