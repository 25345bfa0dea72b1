"""What stands beside the simulated ballots: earlier figures, case statistics, comments that were released."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from random import Random

from sqlalchemy import Engine
from sqlmodel import Session

from survey.demo import province
from survey.demo.plan import SEED, YEARS, Plan
from survey.keys import id_of
from survey.tables import CaseStatistics, Comment, PastFigure
from survey.units.units import unit_on
from survey.waves.waves import wave_of

EARLIER = (2023, 2024)
SOURCE = "Thông báo kết quả khảo sát năm {year} (mô phỏng)"
COMMENTS: dict[str, tuple[str, ...]] = {
    "thời gian giải quyết": (
        "Nên trả kết quả đúng ngày đã hẹn. (mô phỏng)",
        "Hồ sơ của tôi phải chờ lâu hơn giấy hẹn. (mô phỏng)",
        "Đề nghị nhắn tin khi có kết quả. (mô phỏng)",
    ),
    "hướng dẫn hồ sơ": (
        "Xin hướng dẫn đủ giấy tờ ngay từ lần đầu. (mô phỏng)",
        "Mẫu đơn nên có ví dụ cách điền. (mô phỏng)",
    ),
    "thái độ phục vụ": (
        "Người tiếp nhận nói năng nhẹ nhàng, dễ hiểu. (mô phỏng)",
        "Mong được chào hỏi khi đến quầy. (mô phỏng)",
    ),
    "nơi tiếp nhận": ("Chỗ ngồi chờ hơi ít vào buổi sáng. (mô phỏng)",),
}
"""Released comments by theme; nobody wrote them."""
MOST = 9
"""Comments on one theme in one unit, at most."""


def enter(engine: Engine, plans: Iterable[Plan]) -> str:
    """Enter it all for the waves that are over; how many rows."""
    rows = 0
    with Session(engine) as session:
        for each in plans:
            made = [*_of_wave(session, each)]
            session.add_all(made)
            rows += len(made)
        session.commit()
    return f"{rows:,} earlier figures, case statistics and comments"


def _of_wave(session: Session, plan: Plan) -> Iterator[PastFigure | CaseStatistics | Comment]:
    wave_id = id_of(wave_of(session, plan.code))
    cases = {each.name: each.cases for each in province.DEPARTMENTS}
    for name in plan.units:
        random = Random(f"{SEED}/{plan.code}/{name}/beside")
        unit_id = id_of(unit_on(session, province.code_of(name), plan.opens))
        yield _cases(unit_id, plan.year, cases.get(name) or random.randrange(300, 2500), random)
        if name in cases and plan.year == YEARS[0]:
            yield from _earlier(unit_id, random)
        if name != province.SMALLEST:
            yield from _comments(wave_id, unit_id, plan.closes, random)


def _cases(unit_id: int, year: int, received: int, random: Random) -> CaseStatistics:
    solved = round(received * random.uniform(0.93, 0.99))
    late = round(solved * random.uniform(0.002, 0.06))
    return CaseStatistics(
        unit_id=unit_id,
        period_from=dt.date(year, 1, 1),
        period_to=dt.date(year, 9, 30),
        received=received,
        solved=solved,
        on_time=solved - late,
        late=late,
        apologies=round(late * random.uniform(0.4, 1.0)),
    )


def _earlier(unit_id: int, random: Random) -> Iterator[PastFigure]:
    for year in EARLIER:
        value = round(random.uniform(0.78, 0.92), 4)
        source = SOURCE.format(year=year)
        yield PastFigure(unit_id=unit_id, year=year, value=value, n=random.randrange(80, 300), source=source)


def _comments(wave_id: int, unit_id: int, day: dt.date, random: Random) -> Iterator[Comment]:
    for theme, texts in COMMENTS.items():
        for number in range(random.randrange(MOST + 1)):
            yield Comment(
                id=uuid.UUID(int=random.getrandbits(128), version=4),
                wave_id=wave_id,
                agency_id=unit_id,
                item="comment",
                day=day,
                body=texts[number % len(texts)],
                status="released",
                theme=theme,
            )
