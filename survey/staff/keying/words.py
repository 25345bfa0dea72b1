"""What the pages of paper ballots say, by name, for every language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class KeyingWords:
    """The sentences of one language; what stands in braces is filled in."""

    title: str
    lead: str
    none: str
    new: str
    new_lead: str
    no_doors: str
    batch: str
    unit: str
    wave: str
    door: str
    day: str
    day_hint: str
    serials: str
    counter: str
    serial_from: str
    serial_to: str
    serial_hint: str
    issued: str
    returned: str
    spoiled: str
    missing: str
    balance: str
    keyed: str
    state: str
    states: dict[str, str]
    all_states: str
    filter: str
    pages: str
    earlier: str
    later: str
    make: str
    save: str
    progress: str
    back: str
    back_batch: str
    deeds: dict[str, str]
    counts: str
    first_by: str
    second_by: str
    nobody: str
    second: str
    second_left: str
    second_own: str
    differences: str
    differences_left: str
    differences_own: str
    finish_lead: str
    close_lead: str
    slip: str
    done: dict[str, str]

    key: str
    number: str
    serial: str
    counter_hint: str
    keys: str
    codes: str
    codes_hint: str
    codes_read: str
    assisted: str
    assisted_hint: str
    language: str
    languages: dict[str, str]
    written: str
    next: str
    second_lead: str
    second_none: str
    stands: str
    loading: str
    many_hint: str

    clash: str
    stored: str
    sent: str
    question: str
    keep: str
    instead: str
    other_number: str
    change_number: str
    words_stay: str

    resolve: str
    resolve_lead: str
    resolve_none: str
    first_keying: str
    second_keying: str
    other_answer: str
    decide: str
    same_for_all: str
    signs: dict[str, str]

    rates: str
    rates_lead: str
    own_rates: str
    no_rates: str
    person: str
    fields: str
    wrong: str
    per_thousand: str
    interval: str

    problems: dict[str, str]
    script: dict[str, str]
