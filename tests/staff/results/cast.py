"""A province with results: two departments and six communes, the wave of last year published, this year's closed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, select

from survey.keys import id_of
from survey.results.stored.storing import store_results
from survey.tables import Unit, UnitParent, Wave
from tests.accounts.cast import Somebody, somebody
from tests.results.cast import FORM, SINCE, Province
from tests.staff.cast import now

TOP, HOST = "Tỉnh Mẫu", "Sở Nội vụ"
DEPARTMENTS = {"Sở Y tế": 60, "Sở Tư pháp": 45}
COMMUNES = {
    "Xã An Hòa": 80,
    "Xã Bình Minh": 64,
    "Xã Cát Hải": 50,
    "Xã Đông Sơn": 40,
    "Phường Én": 12,
    "Xã Giang": 3,
}
"""How many answered in each; the last two are too few to be ranked, and the last to be shown."""
CODES = {name: f"u{number}" for number, name in enumerate((TOP, HOST, *DEPARTMENTS, *COMMUNES))}
OLD, NEW = "w-2025", "w-2026"


@dataclass
class Ministry:
    """The province, who works in it, and what the pages show of it."""

    place: Province
    people: dict[str, Somebody] = field(default_factory=dict)

    @property
    def engine(self) -> Engine:
        return self.place.engine

    def unit(self, name: str) -> int:
        return self.place.units[name]

    def who(self, role: str, unit: str = TOP) -> Somebody:
        """Somebody with a role on a unit."""
        key = f"{role} {CODES[unit]}"
        if key not in self.people:
            email = f"{role}.{CODES[unit]}@tinh.example"
            self.people[key] = somebody(
                self.engine,
                role,
                CODES[unit],
                email=email,
                at=now(),
                factor=role not in ("officer", "auditor"),
            )
        return self.people[key]

    def store(self, *waves: str, public: bool = False) -> None:
        for wave in waves or (OLD, NEW):
            store_results(self.engine, wave, public=public)

    def decide(self, wave: str = NEW, state: str = "results_approved") -> None:
        """The results are approved; what was stored before does not hold any more."""
        self.place.state(wave, state, decision_number="88/QĐ-UBND", decided_on=dt.date(2026, 11, 20))


def ministry(
    engine: Engine, folder: Path, *, design: str = "random_sample", simulated: bool = False
) -> Ministry:
    """Fill the database; nothing is stored yet."""
    form = folder / "trial.yaml"
    form.write_text(FORM, encoding="utf-8")
    place = Province(engine, folder, form)
    _units(place)
    for code, year in ((OLD, 2025), (NEW, 2026)):
        place.wave(code, year=year, design=design, simulated=simulated, host_id=place.units[HOST])
        for name, n in {**DEPARTMENTS, **COMMUNES}.items():
            drawn = design == "random_sample"
            cell = place.cell(code, name, "people", population=4000, drawn=n) if drawn else None
            place.fill(code, name, n, seed=year, design_cell_id=cell)
    place.state(OLD, "published", decision_number="77/QĐ-UBND", decided_on=dt.date(2025, 12, 1))
    return Ministry(place)


def _units(place: Province) -> None:
    kinds = (
        dict.fromkeys(COMMUNES, "commune")
        | dict.fromkeys((HOST, *DEPARTMENTS), "department")
        | {TOP: "province"}
    )
    with Session(place.engine) as session:
        for name, code in CODES.items():
            row = Unit(code=code, kind=kinds[name], name=name, valid_from=SINCE)
            session.add(row)
            session.flush()
            place.units[name] = id_of(row)
        for name in CODES:
            if name != TOP:
                parent = place.units[TOP]
                session.add(UnitParent(unit_id=place.units[name], parent_id=parent, valid_from=SINCE))
        session.commit()


def wave_of(engine: Engine, code: str) -> Wave:
    with Session(engine) as session:
        return session.exec(select(Wave).where(Wave.code == code)).one()
