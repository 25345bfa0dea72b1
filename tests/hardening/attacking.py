"""Hostile requests: sound ballots with something done to them, and the bytes of sound requests spoilt."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from hypothesis import strategies as st

from survey.ballots.ballot_id import new_ballot_id
from survey.dates import today
from tests.citizen.cast import FULL
from tests.hardening.naughty import NAUGHTY

JSON, FORM, PARTS = (
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=XX",
)
TOKEN = "all-phone"
EDGES = (
    b"\x00",
    b"\xff\xfe",
    b"\xc3",
    b"%",
    b"%00",
    b"&",
    b"=",
    b"{",
    b"}",
    b'"',
    b"\r\n",
    b"\\ud800",
    b"--XX--",
    b"9" * 30,
)


@dataclass(frozen=True)
class Attack:
    """One request, whatever it is worth."""

    verb: str
    path: str
    body: bytes
    kind: str
    headers: dict[str, str] = field(default_factory=dict)


def sound_json() -> dict[str, Any]:
    """A ballot that would be taken."""
    return {
        "collector": TOKEN,
        "questionnaire": "everything",
        "version": "1",
        "day": today().isoformat(),
        "language": "vi",
        "seconds": 40,
        "assisted": "alone",
        "state": "complete",
        "answers": dict(FULL),
        "comments": {"comment": "tốt"},
    }


def sound_form() -> dict[str, list[str]]:
    """A form that would be taken."""
    page = {
        "_ballot": str(new_ballot_id(today())),
        "_questionnaire": "everything 1",
        "_language": "vi",
        "_seconds": "40",
        "_more": "",
        "_send": "",
        "comment": "tốt",
    }
    return {name: [value] for name, value in page.items()} | {
        name: value if isinstance(value, list) else [value] for name, value in FULL.items()
    }


Texts = st.one_of(st.text(max_size=60), st.sampled_from(sorted(NAUGHTY.values())), st.text(max_size=5))
Scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-5, 5),
    st.floats(),
    Texts,
    st.sampled_from(
        ["", "1", "2", "5", "?", "-", ".", "*", "#", "none", "B", "X", "complete", "partial", "r"]
    ),
)
Values = st.recursive(
    Scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(Texts, inner, max_size=4),
    max_leaves=6,
)
Names = st.one_of(
    st.sampled_from([*sound_json(), *FULL, "comment", "who", "times", "why", "gifts", "weight", "id"]), Texts
)


@st.composite
def json_attacks(draw: st.DrawFn) -> Attack:
    """A sound ballot of which a few things were changed, added or taken away."""
    body = sound_json()
    for _ in range(draw(st.integers(1, 4))):
        inside = draw(st.sampled_from([body, body.get("answers"), body.get("comments")]))
        target = inside if isinstance(inside, dict) else body
        name = draw(st.one_of(st.sampled_from([*target, "x"]), Names))
        if draw(st.booleans()):
            target[name] = draw(Values)
        else:
            target.pop(name, None)
    ballot_id = draw(st.one_of(st.builds(lambda: str(new_ballot_id(today()))), Texts.map(_plain)))
    raw = json.dumps(body).encode("utf-8", "surrogatepass")
    return Attack("PUT", f"/api/v1/ballots/{ballot_id}", raw, JSON)


@st.composite
def form_attacks(draw: st.DrawFn) -> Attack:
    """A sound form with names and values that no page of ours sends."""
    fields = sound_form()
    for _ in range(draw(st.integers(1, 5))):
        name = draw(
            st.one_of(
                st.sampled_from([*fields, "who", "times", "why", "gifts", "_show", "_skip", "_mending"]),
                Names,
            )
        )
        values = draw(st.lists(Scalars.map(str), max_size=3))
        fields[name] = values
    raw = urlencode(fields, doseq=True, errors="replace").encode()
    headers = draw(
        st.sampled_from(
            [{}, {"Accept-Language": "en"}, {"Cookie": "answered=AAAA"}, {"Accept-Encoding": "gzip"}]
        )
    )
    return Attack("POST", f"/s/{TOKEN}", raw, FORM, headers)


def byte_attack(dice: random.Random) -> Attack:
    """The bytes of a sound request, spoilt in a few places."""
    verb, path, body, kind = dice.choice(SOUND)(dice)
    for _ in range(dice.randint(1, 6)):
        body = dice.choice(SPOILERS)(dice, body)
    if dice.random() < 0.15:
        kind = dice.choice(
            [JSON, FORM, PARTS, "text/plain", "", "application/json; charset=utf-16", "a/b; c=" + "d" * 99]
        )
    if dice.random() < 0.15:
        path = _path(dice, path)
    return Attack(dice.choice([verb] * 9 + ["GET", "DELETE", "PATCH", "HEAD"]), path, body, kind)


def _json(_: random.Random) -> tuple[str, str, bytes, str]:
    return (
        "PUT",
        f"/api/v1/ballots/{new_ballot_id(today())}",
        json.dumps(sound_json(), ensure_ascii=False).encode(),
        JSON,
    )


def _form(_: random.Random) -> tuple[str, str, bytes, str]:
    return "POST", f"/s/{TOKEN}", urlencode(sound_form(), doseq=True).encode(), FORM


def _parts(_: random.Random) -> tuple[str, str, bytes, str]:
    part = '--XX\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    parts = (part.format(name, value) for name, values in sound_form().items() for value in values)
    return "POST", f"/s/{TOKEN}", ("".join(parts) + "--XX--\r\n").encode(), PARTS


def _pair(_: random.Random) -> tuple[str, str, bytes, str]:
    return "POST", "/k", b"code=123456", FORM


def _beat(_: random.Random) -> tuple[str, str, bytes, str]:
    return "POST", "/k/heartbeat", b'{"waiting": 0, "parked": 0, "battery": 50}', JSON


SOUND: tuple[Callable[[random.Random], tuple[str, str, bytes, str]], ...] = (
    _json,
    _form,
    _parts,
    _json,
    _form,
    _pair,
    _beat,
)


def _cut(dice: random.Random, body: bytes) -> bytes:
    start = dice.randrange(len(body) + 1)
    return body[:start] + body[start + dice.randint(0, 40) :]


def _flip(dice: random.Random, body: bytes) -> bytes:
    if not body:
        return body
    place = dice.randrange(len(body))
    return body[:place] + bytes([body[place] ^ 1 << dice.randrange(8)]) + body[place + 1 :]


def _insert(dice: random.Random, body: bytes) -> bytes:
    place = dice.randrange(len(body) + 1)
    return body[:place] + dice.choice([*EDGES, dice.randbytes(dice.randint(1, 12))]) + body[place:]


def _repeat(dice: random.Random, body: bytes) -> bytes:
    start = dice.randrange(len(body) + 1)
    return body[:start] + body[start : start + 30] * dice.randint(2, 40) + body[start + 30 :]


def _blow_up(dice: random.Random, body: bytes) -> bytes:
    return body + dice.choice(EDGES) * dice.choice([10, 1000, 70_000])


SPOILERS: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    _cut,
    _flip,
    _flip,
    _insert,
    _insert,
    _repeat,
    _blow_up,
)


def _path(dice: random.Random, path: str) -> str:
    return dice.choice(
        [
            path + "/x",
            path.replace("s/", "s/%00"),
            "/" + "a" * 3000,
            f"/s/{TOKEN}?lang=%ff&p=%00&f[]=1",
            "/assets/../views.py",
            "/assets/%2e%2e%2fviews.py",
            "/k/" + "%F0%9F%98%80" * 20,
            "/api/v1/link-checks/99999999999999999999999",
            "/s/all-phone?p=" + "a" * 200,
            "//elsewhere.example/",
        ]
    )


def _plain(text: str) -> str:
    """Text as part of a path."""
    from urllib.parse import quote

    return quote(text.encode("utf-8", "replace"), safe="") or "x"
