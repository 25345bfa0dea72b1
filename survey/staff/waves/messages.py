"""What the pages of waves say, whatever the language; the words stand in a module for each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class WaveWords:
    """The sentences of one language; what stands in braces is filled in."""

    waves: str
    waves_lead: str
    no_waves: str
    wave: str
    state: str
    days: str
    host: str
    ballots: str
    from_to: str
    open: str
    new: str
    new_lead: str
    from_last: str
    from_nothing: str
    edit: str
    edit_lead: str
    save: str
    back: str
    simulated: str
    states: dict[str, str]
    kinds: dict[str, str]
    designs: dict[str, str]
    counted: dict[str, str]
    modes: dict[str, str]
    fields: dict[str, str]
    hints: dict[str, str]
    problems: dict[str, str]
    refusals: dict[str, str]
    batch: str
    batch_states: dict[str, str]
    more_batches: str
    none: str
    pages: str

    # one wave
    facts: str
    questionnaire: str
    next: str
    nothing_next: str
    who: str
    hash_waits: str
    rehearsing: str
    history: str
    no_history: str
    day: str
    actor: str
    event: str
    events: dict[str, str]
    details: dict[str, str]
    """What of a line of the audit log is told beside its name."""
    done: dict[str, str]
    deeds: dict[str, str]
    deed_leads: dict[str, str]
    early_freeze: str
    early_approval: str
    frozen_hash: str
    last_grace: str

    # the size of a sample, comparability
    size: str
    size_lead: str
    margin: str
    margin_hint: str
    rate: str
    rate_hint: str
    deff: str
    deff_hint: str
    work_out: str
    size_said: str
    size_asked: str
    size_guidance: str
    size_endless: str
    comparability: str
    comparability_lead: str
    with_wave: str
    compare: str
    no_earlier: str
    breaks: str
    keeps: str
    also_differs: str
    nothing_differs: str
    differences: dict[str, str]
    index_rules: dict[str, str]
    before: str
    after: str
    what: str

    # units and doors
    units: str
    units_lead: str
    no_units: str
    unit: str
    procedure: str
    whole_unit: str
    population: str
    target: str
    sums: str
    list_text: str
    list_hint: str
    file: str
    file_hint: str
    list_margin: str
    list_margin_hint: str
    no_margin: str
    check: str
    checked: str
    counts: str
    row_wrong: str
    file_wrong: str
    rows: dict[str, str]
    doors: str
    doors_lead: str
    no_doors: str
    door: str
    mode: str
    in_use: str
    revoked: str
    revoke: str
    revoke_lead: str
    make_doors: str
    make_doors_lead: str
    made: str
    made_none: str
    made_lead: str
    link: str
    poster: str
    links_text: str
    no_modes: str

    # rehearsal
    sample: str
    rehearsal: str
    rehearsal_lead: str
    rehearsal_off: str
    rehearsal_on: str
    tests: str
    start: str
    end: str
    too_late: str

    # review
    requests: str
    no_requests: str
    request: str
    asked: str
    answer: str
    answer_lead: str
    outcome: str
    outcomes: dict[str, str]
    answered: str
    waiting: str
    reason: str

    # officers
    mine: str
    mine_lead: str
    no_mine: str
    counts_only: str
    counted_ballots: str
    excluded: str
    flagged: str
    results: str
    ask: str
    ask_lead: str
    ask_text: str
    send: str
    review_until: str
    plan: str
    plan_lead: str
    no_plan: str
    plan_later: str
    earlier: str
    action: str
    owner: str
    due: str
    add: str
    change: str
    late: str
    action_states: dict[str, str]
