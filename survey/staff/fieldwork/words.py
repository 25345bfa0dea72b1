"""Which sentences the pages of the board and of the jobs need, in any language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class FieldworkWords:
    """The sentences of one language; what stands in braces is filled in."""

    # the board
    fieldwork: str
    waves_lead: str
    no_waves: str
    wave: str
    dates: str
    state: str
    wave_states: dict[str, str]
    simulated: str
    days_left: str
    progress: str
    no_target: str
    nothing_yet: str
    outlook: str
    none_short: str
    counts_only: str
    own_units: str
    as_of: str
    as_of_now: str
    test_ballots: str
    apart: str
    weeks: str
    weeks_table: str
    week_of: str
    ballots: str
    needed: str
    week_running: str
    weeks_left_out: str
    doors: str
    no_doors: str
    all_doors: str
    more_doors: str
    all_well: str
    rates: str
    rates_lead: str
    mode: str
    of: str
    count: str
    finished: str
    rate: str
    denominators: dict[str, str]
    not_counted: str
    no_rates: str
    visits: str
    outcomes: dict[str, str]

    # the table
    units: str
    no_units: str
    none_picked: str
    unit: str
    attention: str
    bar: str
    collected: str
    recent: str
    flagged: str
    partial: str
    excluded: str
    total: str
    standings: dict[str, str]
    modes: dict[str, str]
    kinds: dict[str, str]
    all_kinds: str
    kind: str
    search: str
    order: str
    orders: dict[str, str]
    show: str
    clear: str
    page_of: str
    earlier: str
    later: str
    pages: str
    csv: str
    note: str
    columns: dict[str, str]

    # doors
    back: str
    door: str
    door_number: str
    place: str
    last_ballot: str
    tablets: str
    door_states: dict[str, str]
    tablet_states: dict[str, str]
    heard: str
    waiting: str
    parked: str
    battery: str
    never_heard: str
    minutes_ago: str
    hours_ago: str
    days_ago: str
    only_attention: str
    every_door: str
    doors_note: str

    # jobs
    jobs: str
    jobs_lead: str
    no_jobs: str
    what: str
    ordered: str
    by: str
    files: str
    order_job: str
    order_lead: str
    language: str
    languages: dict[str, str]
    choose_wave: str
    send_order: str
    try_again: str
    reload: str
    detail: str
    until: str
    whole: str
    job_states: dict[str, str]
    kinds_of_job: dict[str, str]
    errors: dict[str, str]
    problems: dict[str, str]
    done: dict[str, str]
    retention: str
    retention_lead: str
    retention_none: str
    retention_of: str
    retention_codes: str
    loses_figures: str
    destroy: str
    cancel: str
