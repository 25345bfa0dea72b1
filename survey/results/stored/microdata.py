"""Single ballots for other software, without what could lead to a person: no id, door or day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, delete, insert
from sqlmodel import Session, col

from questionnaires.answers import SIGNS, Position, codebook, positions
from questionnaires.model import Questionnaire, Text, say
from survey.analysing.columns import column_of
from survey.analysing.lines import csv_bytes
from survey.results.ballot_table import FIELDS
from survey.results.fielded import Fielded, fielded
from survey.results.series import series_of
from survey.results.stored.finding import BALLOTS, Found, find
from survey.results.stored.packing import pack
from survey.results.wave_naming import wave_labels
from survey.results.wave_table import wave_table
from survey.tables import ResultDocument
from survey.waves.answer_labels import words_of
from survey.waves.waves import wave_of

KEPT = tuple(each for each in FIELDS if each not in ("day", "service_point"))
MONTH = "month"
LABELS: dict[str, Text] = {
    "wave": {"vi": "Đợt khảo sát", "en": "Wave"},
    "unit": {"vi": "Đơn vị", "en": "Unit"},
    "agency": {"vi": "Mã đơn vị", "en": "Code of the unit"},
    "procedure": {"vi": "Mã thủ tục", "en": "Code of the procedure"},
    "field": {"vi": "Lĩnh vực", "en": "Field"},
    "mode": {"vi": "Hình thức thu phiếu", "en": "Mode"},
    MONTH: {"vi": "Tháng trả lời", "en": "Month of the answers"},
    "language": {"vi": "Ngôn ngữ", "en": "Language"},
    "respondent_type": {"vi": "Loại người trả lời", "en": "Kind of respondent"},
    "assisted": {"vi": "Hỗ trợ khi trả lời", "en": "Assistance"},
    "state": {"vi": "Trạng thái phiếu", "en": "State of the ballot"},
    "stratum": {"vi": "Tầng chọn mẫu", "en": "Stratum"},
    "psu": {"vi": "Đơn vị chọn mẫu", "en": "Sampling unit"},
    "population": {"vi": "Tổng thể", "en": "Population"},
    "weight": {"vi": "Quyền số", "en": "Weight"},
}


@dataclass(frozen=True)
class Variable:
    """A column: its name, what it is about, what its characters mean; `is_weight` for the weight."""

    name: str
    label: Text
    question: Text | None = None
    values: tuple[tuple[str, Text], ...] = ()
    is_weight: bool = False

    @property
    def signs(self) -> frozenset[str]:
        """The characters that are no answers."""
        return frozenset(code for code, _ in self.values if code in SIGNS)


@dataclass(frozen=True)
class Microdata:
    """The counted ballots of a wave as texts, in an order that tells nothing of when they came."""

    wave: Fielded
    variables: tuple[Variable, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


def microdata(engine: Engine, code: str) -> Microdata:
    """Read the ballots of a wave that count."""
    waves = fielded(engine, [code])
    (series,) = series_of(waves)
    table = wave_table(engine, series, wave_labels(waves), fields=(*KEPT, "day"))
    columns = dict(table.ballots.table.columns)
    columns[MONTH] = [day[:7] for day in columns.pop("day")]
    texts = {name: column for name, column in columns.items() if _base(name) in LABELS}
    form = series.questionnaire
    items = [
        _item(form, position, codes) for position, codes in zip(positions(form), codebook(form), strict=True)
    ]
    width = len(items)
    letters = table.ballots.answers.tobytes().decode("ascii")
    told = zip(*texts.values(), strict=True)
    rows = [(*some, *letters[number * width : (number + 1) * width]) for number, some in enumerate(told)]
    variables = [Variable(name, _label(name), is_weight=name == "weight") for name in texts]
    return Microdata(waves[0], (*variables, *items), tuple(sorted(rows)), table.notes)


def store_microdata(engine: Engine, code: str) -> int:
    """Make the files of a wave beside its stored result; how many ballots they hold.

    Where the result no longer holds nothing is made: it is computed first, and then the files are asked for.
    """
    with Session(engine) as session:
        found = find(session, wave_of(session, code))
    if found.state != "ready":
        return 0
    made = microdata(engine, code)
    files = {name: write(made) for name, write in _writers().items()}
    _keep(engine, found, files)
    return len(made.rows)


def csv_file(data: Microdata) -> bytes:
    """One row a ballot."""
    names = [each.name for each in data.variables]
    lines = (dict(zip(names, row, strict=True)) for row in data.rows)
    return csv_bytes(names, lines, separator=";")


def _writers() -> dict[str, Callable[[Microdata], bytes]]:
    """The kinds of files; that of SPSS only where the library for it is installed."""
    from survey.results.stored.ddi import ddi_file
    from survey.results.stored.spss import has_spss, sav_file

    writers: dict[str, Callable[[Microdata], bytes]] = {"csv": csv_file, "ddi": ddi_file}
    return writers | ({"sav": sav_file} if has_spss() else {})


def _keep(engine: Engine, found: Found, files: dict[str, bytes]) -> None:
    of = {"result_id": found.number, "subject": BALLOTS, "language": "vi"}
    rows = [of | {"kind": kind, "body": pack(content)} for kind, content in files.items()]
    with engine.begin() as connection:
        connection.execute(
            delete(ResultDocument).where(
                col(ResultDocument.result_id) == found.number, col(ResultDocument.subject) == BALLOTS
            )
        )
        connection.execute(insert(ResultDocument), rows)


def _item(form: Questionnaire, position: Position, codes: Sequence[str] | frozenset[str]) -> Variable:
    item, words = form.item(position.item), words_of(form, position)
    label = item.text
    if position.option is not None:
        label = {language: f"{text}: {say(words['1'], language)}" for language, text in item.text.items()}
    values = tuple((code, words[code]) for code in sorted(codes))
    return Variable(column_of(position), label, item.text, values)


def _base(name: str) -> str:
    return name.removeprefix("ballot_").rstrip("0123456789")


def _label(name: str) -> Text:
    base = _base(name)
    return {
        language: f"{text} {name.removeprefix('ballot_').removeprefix(base)}".rstrip()
        for language, text in LABELS[base].items()
    }
