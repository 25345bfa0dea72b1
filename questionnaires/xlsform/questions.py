"""One row of the sheet survey as a question, or as the refusal of what no questionnaire of ours asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from questionnaires.problems import nearest
from questionnaires.xlsform.choices import Choices
from questionnaires.xlsform.conditions import most_of, required_of, route_of
from questionnaires.xlsform.sheets import Problems, Row

SELECTS = ("select_one", "select_multiple")
KINDS = ("battery", "single", "yes_no")
"""What a select_one may be, where its list does not say it."""
YES_NO = [("1", {"vi": "Có", "en": "Yes"}), ("0", {"vi": "Không", "en": "No"})]
REFUSED = {
    "integer": "offer ranges with select_one, or ask it as text",
    "decimal": "offer ranges with select_one, or ask it as text",
    "range": "offer the values with select_one",
    "date": "offer periods with select_one, or ask it as text",
    "rank": "ask for the most important ones with select_multiple",
    "calculate": "delete this row: figures are computed from the answers, not in the form",
    "geopoint": "delete this row: where a person is, is never kept",
    "geotrace": "delete this row: where a person is, is never kept",
    "geoshape": "delete this row: where a person is, is never kept",
    "begin_repeat": "ask the questions once, or several times under names of their own",
    "end_repeat": "delete this row with its begin_repeat",
    "note": "put the note right under begin_group, where it becomes the sentence read before the questions",
}
"""What has no place here, and what to do instead."""
META = ("start", "end", "today", "deviceid", "phonenumber", "username", "email", "audit", "simserial")
TYPES = ("select_one", "select_multiple", "text", "note", "begin_group", "end_group")


@dataclass
class Reading:
    """What has been read so far: the lists, the scales that questions use, the types of questions before."""

    choices: Mapping[str, Choices]
    problems: Problems
    scales: dict[str, Any] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)


def question(row: Row, type_: str, rest: str, reading: Reading, *, rated: bool) -> dict[str, Any] | None:
    """The question of a row; None where it was refused."""
    if type_ in REFUSED or type_ in META or type_ not in (*SELECTS, "text"):
        _refuse(row, type_, reading.problems)
        return None
    made: dict[str, Any] = {"code": row.get("name"), "text": _text(row, reading.problems)}
    made |= _answers(row, type_, rest, reading, rated=rated) if type_ in SELECTS else {"kind": "text"}
    route, most = route_of(row, reading.kinds, reading.problems), most_of(row, reading.problems)
    reading.kinds[row.get("name")] = type_
    optional = {
        "stem": row.text("hailong_stem"),
        "role": row.get("hailong_role"),
        "asked_if": route,
        "weight": row.get("hailong_weight"),
        "most": most,
    }
    made |= {name: value for name, value in optional.items() if value}
    if row.get("hailong_part"):
        reading.problems.add(row.at("hailong_part"), "this belongs to a begin_group", "empty this cell")
    return made | {"required": required_of(row, reading.problems)}


def _answers(row: Row, type_: str, rest: str, reading: Reading, *, rated: bool) -> dict[str, Any]:
    """The kind of a closed question, with its answers or the name of their scale."""
    found = reading.choices.get(rest)
    if found is None:
        _unknown_list(row, rest, reading)
        return {}
    kind = "multiple" if type_ == "select_multiple" else _kind(row, found, reading, rated=rated)
    if kind == "yes_no":
        _check_yes_no(row, found, reading.problems)
        return {"kind": kind}
    if kind == "battery" or (found.is_scale and kind == "single"):
        reading.scales[rest] = found.scale()
        return {"kind": kind, "scale": rest}
    if found.is_scale:
        what = f"the list {rest} marks answers, but its question ticks many"
        reading.problems.add(row.at("type"), what, "give it a list without hailong_answer")
    return {"kind": kind, "options": found.listed()}


def _kind(row: Row, found: Choices, reading: Reading, *, rated: bool) -> str:
    told = row.get("hailong_kind")
    if told and told not in KINDS:
        reading.problems.add(row.at("hailong_kind"), f"it cannot be {told!r}", nearest(told, KINDS))
    if told:
        return told
    if rated and not found.is_scale:
        # Which levels count as satisfied, and whether 9 is a level or "don't know", is never guessed.
        cure = (
            "in choices mark the answers in hailong_answer (positive, no_opinion, outside), or write "
            "hailong_kind single here"
        )
        reading.problems.add(row.at("type"), "it is not said which answers count as satisfied", cure)
    return "battery" if found.is_scale and rated else "single"


def _check_yes_no(row: Row, found: Choices, problems: Problems) -> None:
    told = [(each.get("name"), each.text("label")) for each in found.rows]
    ours = [(code, {key: words[key] for key in told[0][1] if key in words}) for code, words in YES_NO]
    if told != ours:
        cure = "list 1 (Có, Yes) and 0 (Không, No), or leave hailong_kind empty"
        problems.add(row.at("hailong_kind"), "yes_no has words of its own", cure)


def _text(row: Row, problems: Problems) -> dict[str, str]:
    """The words of a question; a hint goes behind them, where everybody reads it."""
    text, hint = row.text("label"), row.text("hint")
    if hint and row.get("hailong_kind") == "battery":
        problems.add(row.at("hint"), "a rated line has no hint", "write it into the label")
    if hint and set(hint) != set(text):
        problems.add(row.at("hint"), "the hint is not there in every language", "translate it, or remove it")
    return {key: f"{words} ({hint[key]})" if key in hint else words for key, words in text.items()}


def _unknown_list(row: Row, rest: str, reading: Reading) -> None:
    if not rest:
        reading.problems.add(row.at("type"), "it names no list of answers", "write select_one list_name")
    elif " " in rest:
        what = f"{rest.partition(' ')[2]} behind the list is not read"
        reading.problems.add(row.at("type"), what, "write the answers into the list, and their name alone")
    else:
        known = nearest(rest, reading.choices)
        reading.problems.add(row.at("type"), f"there is no list {rest} in choices", known)


def _refuse(row: Row, type_: str, problems: Problems) -> None:
    if type_ in META:
        cure = "delete this row: no time, device or name is kept with answers"
    else:
        cure = REFUSED.get(type_) or nearest(type_, TYPES)
    problems.add(row.at("type"), f"{type_ or 'an empty type'} has no place in a questionnaire", cure)
