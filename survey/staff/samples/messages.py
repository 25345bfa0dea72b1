"""What the pages of samples say, by language. No pronoun, only verbs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class SampleWords:
    """The sentences of one language; what stands in braces is filled in."""

    language: str
    title: str
    lead: str
    empty: str
    back: str
    wave: str
    state: str
    wave_states: dict[str, str]
    lists: str
    drawn: str
    reserves: str
    completed: str
    open: str
    lost: str
    visits: str
    nobodys: str
    area: str
    whole: str
    """The one list of a draw without areas."""
    unit: str
    nobody: str
    progress: str
    no_sample: str
    no_sample_lead: str
    counts_only: str
    delete_after: str
    deletion: str
    deletion_lead: str
    gone: str
    not_gone: str
    rates: str
    rate_names: dict[str, str]
    rate_of: dict[str, str]
    rate: str
    count: str
    denominator: str
    rates_note: str
    pages: str
    page_of: str
    earlier: str
    later: str
    deeds: dict[str, str]
    done: dict[str, str]
    errors: dict[str, str]
    cancel: str
    none: str

    # drawing
    draw: str
    draw_lead: str
    file: str
    file_hint: str
    source: str
    source_hint: str
    kind: str
    kinds: dict[str, str]
    check: str
    settings: str
    settings_lead: str
    columns: str
    column: str
    examples: str
    describe: str
    describe_lead: str
    fields: dict[str, str]
    hints: dict[str, str]
    methods: dict[str, str]
    allocations: dict[str, str]
    no_column: str
    take_all: str
    show: str
    wrong_rows: str
    send_again: str
    rest: str
    row: str
    what: str
    cure: str
    faults: dict[str, tuple[str, str]]
    detail: str
    shown: str
    shown_lead: str
    shown_facts: str
    stratum: str
    cell: str
    population: str
    more: str
    cells_kept: str
    cells_not_kept: str
    notes: str
    store: str
    change: str

    # cases
    cases: str
    cases_lead: str
    case: dict[str, str]
    number: str
    description: str
    role: str
    roles: dict[str, str]
    interviewer: str
    outcome: str
    outcomes: dict[str, str]
    all: str
    case_states: dict[str, str]
    filter: str
    clear: str
    no_cases: str
    replaces: str
    replaced_by: str
    reason: str
    reason_hint: str
    visit: str
    visit_lead: str
    result: str
    results: dict[str, str]
    replace: str
    replace_lead: str
    closes: str

    # giving out
    give: str
    give_short: str
    give_lead: str
    code: str
    code_hint: str
    how_many: str
    how_many_hint: str
    agency: str
    agency_hint: str
    choose_lists: str
    nothing_left: str
    links: str
    links_lead: str
    link: str
    given: str
    few: str
    interviewers: str
    no_interviewers: str
    made_on: str
    revoked: str
    in_use: str
    revoke: str
    revoke_lead: str
    renew: str

    # checking again
    recheck: str
    recheck_lead: str
    percent: str
    percent_hint: str
    seed: str
    seed_hint: str
    choose: str
    chosen: str
    checked: str
    findings: dict[str, str]
    finding: str
    confirmed: str
    confirmed_note: str
    to_check: str
    none_to_check: str
    none_completed: str
    save: str
    tag: str
