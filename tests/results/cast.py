"""The cast of these tests: a province in a database, with ballots put in by the thousand."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import random
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert
from sqlmodel import Session

from questionnaires.answers import encode
from questionnaires.model import Questionnaire
from survey.ballots.ballot_id import new_ballot_id
from survey.cli import run
from survey.keys import id_of
from survey.tables import Ballot, Collector, DesignCell, Unit, UnitSuccession, Wave
from survey.waves.questionnaires_store import load_stored, publish

FORM = """\
code: trial
version: "1"
title: {vi: Phiếu thử, en: Trial form}
languages: [vi, en]
status: final
index_rule: pooled
scales:
  five:
    positive: ["4", "5"]
    no_opinion: {vi: Không có ý kiến, en: No opinion}
    options:
      - {code: "5", label: {vi: Rất hài lòng, en: Very satisfied}}
      - {code: "4", label: {vi: Hài lòng, en: Satisfied}}
      - {code: "3", label: {vi: Bình thường, en: Neither}}
      - {code: "2", label: {vi: Không hài lòng, en: Dissatisfied}}
      - {code: "1", label: {vi: Rất không hài lòng, en: Very dissatisfied}}
blocks:
  - code: about
    title: {vi: Chung, en: About}
    role: about
    items:
      - {code: sent, kind: yes_no, text: {vi: Đã góp ý chưa?, en: Have you sent feedback?}}
      - code: how
        kind: multiple
        asked_if: {item: sent, codes: ["1"]}
        text: {vi: Bằng cách nào?, en: How did you send it?}
        options:
          - {code: "1", label: {vi: trực tiếp, en: in person}}
          - {code: "2", label: {vi: qua mạng, en: online}}
          - {code: "3", label: {vi: bưu điện, en: by post}}
      - code: respondent_type
        kind: single
        text: {vi: Ông/Bà làm thủ tục cho ai?, en: Whom did you come for?}
        options:
          - {code: "1", label: {vi: bản thân, en: yourself}}
          - {code: "2", label: {vi: tổ chức, en: an organisation}}
  - code: satisfaction
    title: {vi: Mức độ hài lòng, en: Satisfaction}
    role: satisfaction
    stem: {vi: "Ông/Bà hài lòng ở mức nào về {item}?", en: "How satisfied are you with {item}?"}
    scale: five
    factors:
      - code: service
        title: {vi: Phục vụ, en: Service}
        items:
          - {code: A1, text: {vi: thái độ phục vụ, en: the way staff spoke to you}}
          - {code: A2, text: {vi: thời gian giải quyết, en: the time taken}}
          - {code: AO, role: overall, text: {vi: sự phục vụ xét chung, en: the service as a whole}}
      - code: feedback
        title: {vi: Góp ý, en: Feedback}
        items:
          - {code: A3, asked_if: {item: sent, codes: ["1"]}, text: {vi: việc trả lời góp ý, en: the reply}}
"""
SINCE = dt.date(2020, 1, 1)
MODES = ("phone", "kiosk", "paper")

Answers = dict[str, str | tuple[str, ...]]


def answers(dice: random.Random) -> Answers:
    """What one person says, with gaps, no opinions, ticks and a filter."""
    sent = dice.choice("0001")
    ticks = tuple(code for code in "123" if dice.random() < 0.4)
    given: Answers = {
        "sent": sent,
        "respondent_type": dice.choice("112"),
        "A1": dice.choice("3445512?"),
        "A2": dice.choice("44555321."),
        "AO": dice.choice("34455"),
    }
    return given | ({"how": ticks, "A3": dice.choice("12345?")} if sent == "1" else {})


@dataclass
class Province:
    """A database with units, waves and ballots, and the command that works on it."""

    engine: Engine
    folder: Path
    form: Path
    units: dict[str, int] = field(default_factory=dict)
    waves: dict[str, int] = field(default_factory=dict)
    doors: dict[tuple[str, str, str], int] = field(default_factory=dict)
    questionnaires: dict[str, Questionnaire] = field(default_factory=dict)

    def unit(self, code: str, name: str, *, since: dt.date = SINCE, until: dt.date | None = None) -> int:
        with Session(self.engine) as session:
            row = Unit(code=code, kind="commune", name=name, valid_from=since, valid_to=until)
            session.add(row)
            session.commit()
            self.units[name] = id_of(row)
        return self.units[name]

    def succession(self, old: str, new: str, day: dt.date, share: float = 1.0) -> None:
        with Session(self.engine) as session:
            row = UnitSuccession(old_id=self.units[old], new_id=self.units[new], day=day, share=share)
            session.add(row)
            session.commit()

    def wave(self, code: str, *, year: int = 2026, form: Path | None = None, **plan: Any) -> int:
        """A closed wave of September and October."""
        with Session(self.engine) as session:
            stored = publish(session, form or self.form).row
            row = Wave(
                code=code,
                name=f"Khảo sát {code}",
                questionnaire_id=id_of(stored),
                opens=dt.date(year, 9, 1),
                closes=dt.date(year, 10, 31),
                state="closed",
                **plan,
            )
            session.add(row)
            session.flush()
            self.questionnaires[code] = load_stored(stored)
            self.waves[code] = id_of(row)
            session.commit()
        return self.waves[code]

    def state(self, wave: str, state: str, **values: Any) -> None:
        with Session(self.engine) as session:
            row = session.get_one(Wave, self.waves[wave])
            row.state = state
            for name, value in values.items():
                setattr(row, name, value)
            session.add(row)
            session.commit()

    def cell(self, wave: str, unit: str, code: str, **values: Any) -> int:
        with Session(self.engine) as session:
            row = DesignCell(wave_id=self.waves[wave], unit_id=self.units[unit], code=code, **values)
            session.add(row)
            session.commit()
            return id_of(row)

    def door(self, wave: str, unit: str, mode: str) -> int:
        if (wave, unit, mode) not in self.doors:
            place = self.units[unit]
            with Session(self.engine) as session:
                row = Collector(
                    token_hash=hashlib.sha256(repr((wave, unit, mode)).encode()).digest(),
                    wave_id=self.waves[wave],
                    agency_id=place,
                    service_point_id=place,
                    mode=mode,
                )
                session.add(row)
                session.commit()
                self.doors[wave, unit, mode] = id_of(row)
        return self.doors[wave, unit, mode]

    def put(self, wave: str, unit: str, given: Iterable[Answers], **values: Any) -> list[uuid.UUID]:
        """Put ballots in, in bulk; `values` hold for each of them, a list one for each."""
        questionnaire, dice = self.questionnaires[wave], random.Random(f"{wave}{unit}")
        with Session(self.engine) as session:
            opens = session.get_one(Wave, self.waves[wave]).opens
        rows = []
        for number, each in enumerate(given):
            day = opens + dt.timedelta(days=dice.randrange(20))
            own = {
                name: value[number] if isinstance(value, list) else value for name, value in values.items()
            }
            rows.append(
                {
                    "id": new_ballot_id(day),
                    "wave_id": self.waves[wave],
                    "collector_id": self.door(wave, unit, own.pop("mode", None) or dice.choice(MODES)),
                    "agency_id": self.units[unit],
                    "service_point_id": self.units[unit],
                    "design_cell_id": None,
                    "respondent_type": dice.choice(["c", "o", None]),
                    "day": day,
                    "language": dice.choice(["vi", "en"]),
                    "assisted": dice.choice("aari"),
                    "state": "c",
                    "body_hash": bytes(16),
                    "weight": None,
                    "answers": encode(questionnaire, each),
                    **own,
                }
            )
        with self.engine.begin() as connection:
            connection.execute(insert(Ballot), rows)
        return [row["id"] for row in rows]

    def fill(self, wave: str, unit: str, n: int, *, seed: int = 1, **values: Any) -> list[uuid.UUID]:
        """Ballots of n people."""
        dice = random.Random(f"{wave}{unit}{seed}")
        return self.put(wave, unit, [answers(dice) for _ in range(n)], **values)

    def hailong(self, *words: object) -> int:
        """The command on this database; its exit status."""
        return run([str(word) for word in words])

    def estimates(self, *waves: str, out: str = "out", options: Sequence[object] = ()) -> dict[str, Any]:
        """What `hailong estimates` writes as JSON."""
        folder = self.folder / out
        asked = [word for wave in waves for word in ("--wave", wave)]
        assert self.hailong("estimates", *asked, "--out", folder, *options) == 0
        return read(folder)

    def export(self, *waves: str, out: str = "ballots.csv", options: Sequence[object] = ()) -> Path:
        """What `hailong export` writes."""
        file = self.folder / out
        asked = [word for wave in waves for word in ("--wave", wave)]
        assert self.hailong("export", *asked, "--out", file, *options) == 0
        return file

    def analyse(self, file: Path, *options: object, out: str = "analysed") -> dict[str, Any]:
        """What `hailong analyse` makes of a file."""
        folder = self.folder / out
        status = self.hailong(
            "analyse", file, "--questionnaire", self.form, "--unit", "unit", "--wave", "wave", "--out", folder,
            *options,
        )  # fmt: skip
        assert status == 0
        return read(folder)


def read(folder: Path) -> dict[str, Any]:
    """The figures of a folder."""
    found: dict[str, Any] = json.loads((folder / "estimates.json").read_text(encoding="utf-8"))
    return found


def figure(found: Mapping[str, Any], code: str, unit: str | None, wave: str) -> dict[str, Any]:
    """One line of the figures, without breakdowns."""
    (line,) = [
        each
        for each in found["estimates"]
        if (each["code"], each["unit"], each["wave"], each["by"]) == (code, unit, wave, None)
    ]
    return dict(line)
