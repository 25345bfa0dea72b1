"""The demonstration's database up to the first ballot: units, questionnaires, waves and their doors."""

from __future__ import annotations

import base64
import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from survey.demo import province
from survey.demo.plan import COUNTER, QUESTIONNAIRE, SEED, Plan
from survey.keys import id_of
from survey.tables import Collector, DesignCell, Unit, Wave
from survey.units.unit_import import import_units
from survey.units.units import unit_on
from survey.waves.collectors import hash_token
from survey.waves.design_cells import import_cells
from survey.waves.questionnaires_store import publish
from survey.waves.waves import approve, new_wave, open_wave

BY = "Mô phỏng"
APPROVER = "Mô phỏng: người phê duyệt"
HOST = "Sở Nội vụ"
CONTACT = "Sở Nội vụ tỉnh Lam Giang (mô phỏng)"
FEEDBACK = "Hệ thống phản ánh, kiến nghị của tỉnh Lam Giang (mô phỏng)"
RESULTS = "lamgiang.example"
GRACE_DAYS = 7
LAYOUTS = {"kiosk": "counter"}
LIST = "danh sách hồ sơ (mô phỏng)"
"""The code of a department's only stratum: the list its sample was drawn from."""
ANSWERED = 0.8
"""Of those drawn, how many answered."""


def settle_units(engine: Engine, folder: Path) -> str:
    """The units of the province with their merger, from files that stay behind as examples."""
    with Session(engine) as session:
        import_units(session, province.write_files(folder))
        session.commit()
    communes = len(province.communes(province.MERGED_ON))
    return f"1 province, {len(province.DEPARTMENTS)} departments, {communes} communes, one of them merged"


def publish_questionnaires(engine: Engine) -> str:
    """The shipped questionnaires that the waves use."""
    with Session(engine) as session:
        for code in (QUESTIONNAIRE, COUNTER):
            publish(session, code)
        session.commit()
    return f"{QUESTIONNAIRE}, {COUNTER}"


def open_waves(engine: Engine, folder: Path, plans: Iterable[Plan]) -> str:
    """Every wave planned, approved, opened, with its doors."""
    waves, doors = 0, 0
    with Session(engine) as session:
        for each in plans:
            wave = _wave(session, each)
            if wave.design == "random_sample":
                import_cells(session, wave, _write_design(folder, each))
            approve(session, wave, by=APPROVER)
            open_wave(session, wave, by=BY, today=each.opens)
            made = list(_doors(session, wave, each))
            session.add_all(made)
            waves, doors = waves + 1, doors + len(made)
        session.commit()
    return f"{waves} waves, {doors} doors"


def token_of(each: Plan, unit: str, mode: str) -> str:
    """The token of a door: as long as a real one, and the same each time."""
    raw = Random(f"{SEED}/{each.code}/{unit}/{mode}").randbytes(16)
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _wave(session: Session, each: Plan) -> Wave:
    return new_wave(
        session,
        code=each.code,
        name=each.name,
        questionnaire=each.questionnaire,
        host=province.code_of(HOST),
        by=BY,
        opens=each.opens,
        closes=each.closes,
        grace_days=GRACE_DAYS,
        plan_number="00/KH-UBND (mô phỏng)",
        contact=CONTACT,
        feedback_channel=FEEDBACK,
        results_address=RESULTS,
        simulated=True,
        **each.settings,
    )


def _write_design(folder: Path, each: Plan) -> Path:
    """The sampling design of a wave of departments: of so many cases so many were drawn."""
    path = folder / f"design-{each.code}-simulated.csv"
    number = each.year - 2025
    rows = [
        (
            province.code_of(unit.name),
            LIST,
            unit.cases,
            min(unit.cases, round(unit.ballots[number] / ANSWERED)),
        )
        for unit in province.DEPARTMENTS
    ]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([("unit", "code", "population", "drawn"), *rows])
    return path


def _doors(session: Session, wave: Wave, each: Plan) -> Iterator[Collector]:
    drawn = session.exec(select(DesignCell).where(col(DesignCell.wave_id) == wave.id))
    cells = {cell.unit_id: id_of(cell) for cell in drawn}
    for name in each.units:
        unit = unit_on(session, province.code_of(name), each.opens)
        for mode in each.modes:
            yield _door(wave, unit, mode, token_of(each, name, mode), cells.get(id_of(unit)))


def _door(wave: Wave, unit: Unit, mode: str, token: str, cell_id: int | None) -> Collector:
    return Collector(
        token_hash=hash_token(token),
        wave_id=id_of(wave),
        agency_id=id_of(unit),
        service_point_id=id_of(unit),
        mode=mode,
        layout=LAYOUTS.get(mode, "phone"),
        design_cell_id=cell_id,
        label=f"{unit.name} (mô phỏng)",
    )
