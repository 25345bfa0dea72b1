"""What stands on the hand-over slip of a batch, from the database."""

from __future__ import annotations

from sqlmodel import Session

from reports.handover.content import Slip
from survey.keying import rates
from survey.keying.batches import keyed_in
from survey.keying.keyers import first_keyers, second_keyers
from survey.keying.second import progress
from survey.keys import id_of
from survey.tables import Batch, Unit, Wave


def slip_of(session: Session, batch: Batch, wave: Wave, unit: Unit, language: str) -> Slip:
    """One batch as it stands now."""
    stands = progress(session, batch)
    rate = rates.shown(rates.of_batch(session, batch), language)
    return Slip(
        language=language,
        batch=id_of(batch),
        unit=unit.name_en or unit.name if language == "en" else unit.name,
        wave=wave.name,
        day=batch.day.strftime("%d/%m/%Y"),
        first=batch.serial_from or "",
        last=batch.serial_to or "",
        issued=batch.issued,
        returned=batch.returned,
        spoiled=batch.spoiled,
        missing=batch.missing,
        keyed=keyed_in(session, batch),
        keyed_by=first_keyers(session, batch),
        checked=stands.drawn - stands.waiting,
        checked_by=second_keyers(session, batch),
        rate=f"{rate.rate} ({rate.low}–{rate.high})" if rate else "",
        is_simulated=wave.simulated,
    )
