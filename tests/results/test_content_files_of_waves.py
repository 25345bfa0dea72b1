"""The content of the reports of waves as JSON, on request."""

from __future__ import annotations

import json

from tests.batch.test_content_files import carried
from tests.results.cast import Province


def test_the_reports_of_the_database_have_them_too(sqlite_place: Province) -> None:
    sqlite_place.unit("big", "Xã An Hòa")
    sqlite_place.wave("w")
    sqlite_place.fill("w", "Xã An Hòa", 60)

    status = sqlite_place.hailong("report", "--wave", "w", "--out", sqlite_place.folder / "out", "--json")

    assert status == 0
    for name in ("whole", "xa-an-hoa"):
        path = sqlite_place.folder / "out" / "2026" / name
        assert json.loads(path.with_suffix(".json").read_bytes()) == json.loads(
            carried(path.with_suffix(".pdf"))
        )
