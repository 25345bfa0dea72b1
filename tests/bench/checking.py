"""S1: checking a form of 40 items beside reading the body it came in, and beside 40 fields of WTForms."""

from __future__ import annotations

import io
from collections.abc import Iterator
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict
from werkzeug.formparser import FormDataParser
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from survey import dates
from survey.ballots.contract import Body, Submission, check, new_ballot_id
from survey.ballots.doors import Door
from survey.citizen.form import form_of
from tests.bench.cast import ITEMS, TOKEN, settle, workplace
from tests.bench.peers_form import radio_form
from tests.bench.rows import Row, side_by_side

TYPE = "application/x-www-form-urlencoded"


def posted(ballot: str) -> dict[str, str]:
    """What a browser sends of a filled form of 40 items."""
    page = {"_ballot": ballot, "_questionnaire": "bench 1", "_language": "vi", "_seconds": "95"}
    return page | {f"q{number}": "5443"[number % 4] for number in range(1, ITEMS + 1)} | {"_send": "1"}


def rows() -> Iterator[Row]:
    """How much dearer than reading the body; how many times cheaper than the textbook's way."""
    day = dates.today()
    sent = posted(str(new_ballot_id(day)))
    body = urlencode(sent).encode()
    with workplace() as folder:
        door = settle(folder).door
    form, radio = form_of(door.questionnaire), radio_form(ITEMS)
    found: MultiDict[str, str] = FormDataParser().parse(io.BytesIO(body), TYPE, len(body))[1]
    assert form(found).read() and radio(found).validate()
    assert len(whole(door, found).answers) == ITEMS

    environ = EnvironBuilder(method="POST", data=body, content_type=TYPE).get_environ()
    parse, bare, ours, all_of_it, peer = side_by_side(
        lambda: Request(environ | {"wsgi.input": io.BytesIO(body)}).form,
        lambda: FormDataParser().parse(io.BytesIO(body), TYPE, len(body)),
        lambda: form(found).read(),
        lambda: whole(door, found),
        lambda: radio(found).validate(),
        times=9,
        repeat=300,
    )
    us = (
        f"form {ours * 1e6:.0f} us; request.form {parse * 1e6:.0f} (parser alone {bare * 1e6:.0f}), "
        f"40 RadioFields {peer * 1e6:.0f}"
    )
    yield Row("S1 check 40 items against reading the body", "x", 0.6, ours / parse, us)
    yield Row("S1 check 40 items against 40 RadioFields", "x faster", 20, peer / ours, us, at_least=True)
    whole_us = f"form, contract, answer string and hash {all_of_it * 1e6:.0f} us; the same floor and peer"
    yield Row("S1 ... with the whole contract, to the body", "x", None, all_of_it / parse, whole_us)
    yield Row("S1 ... with the whole contract, to the peer", "x faster", None, peer / all_of_it, whole_us)


def whole(door: Door, sent: MultiDict[str, str]) -> Submission:
    """From the posted fields to a ballot that can be stored, as the citizen's page does it."""
    form = form_of(door.questionnaire)(sent)
    form.read()
    body = Body(
        collector=TOKEN,
        questionnaire=door.questionnaire.code,
        version=door.questionnaire.version,
        day=dates.today(),
        language="vi",
        state="complete",
        answers=form.closed,
        comments=form.comments,
        seconds=form.seconds,
    )
    return check(door, sent["_ballot"], body)
