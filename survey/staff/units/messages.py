"""What the pages of units say, in each language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class UnitWords:
    """The sentences of one language; what stands in braces is filled in."""

    language: str
    units: str
    units_lead: str
    day: str
    find: str
    show: str
    wrong_day: str
    found: str
    found_none: str
    none_here: str
    all_units: str
    name: str
    code: str
    kind: str
    kinds: dict[str, str]
    holds: str
    since: str
    until: str
    below: str
    above: str
    page_of: str
    before_page: str
    after_page: str
    way: str
    importing: dict[str, str]
    merge: str
    split: str
    deeds: str

    # one unit
    open_below: str
    parents: str
    parents_none: str
    came_from: str
    came_from_none: str
    went_to: str
    share: str
    went_on: str
    procedures: str
    procedures_none: str
    field: str
    doors: str
    doors_none: str
    wave: str
    wave_states: dict[str, str]
    mode: str
    modes: dict[str, str]
    point: str
    door_state: str
    door_open: str
    door_revoked: str
    figures: str
    figures_none: str
    figures_lead: str
    cases: str
    cases_none: str
    year: str
    what: str
    whats: dict[str, str]
    value: str
    asked: str
    source: str
    period: str
    counts: dict[str, str]
    on_time_rate: str
    add_figure: str
    add_cases: str
    mend: str
    history: str
    history_none: str
    when: str
    who: str
    deed: str
    detail: str
    things: dict[str, str]
    kinds_of_change: dict[str, str]
    cells: dict[str, str]
    nothing: str

    # the forms of figures
    figure_title: str
    figure_mend: str
    figure_lead: str
    percent: str
    percent_hint: str
    asked_hint: str
    source_hint: str
    cases_title: str
    cases_mend: str
    cases_lead: str
    first_day: str
    last_day: str
    day_hint: str
    save: str
    back: str
    optional: str

    # imports
    import_lead: str
    import_files: dict[str, str]
    import_columns: dict[str, str]
    example: str
    columns: str
    choose_file: str
    check: str
    confirm: str
    checked: str
    checked_lead: str
    nothing_new: str
    counted: str
    more_rows: str
    row: str
    content: str
    old_and_new: str
    errors_lead: str
    more_errors: str
    place: str
    no_file: str
    too_large: str
    moved_on: str
    file_hash: str
    other_file: str
    file_problems: dict[str, str]
    columns_missing: str
    columns_unknown: str

    # mergers and splits
    merge_lead: str
    split_lead: str
    reform_day: str
    reform_day_hint: str
    old_units: str
    old_unit: str
    old_hint: str
    share_percent: str
    share_hint: str
    new_unit: str
    new_units: str
    new_code: str
    new_code_hint: str
    new_name: str
    new_name_hint: str
    new_name_en: str
    new_kind: str
    new_kind_same: str
    new_parent: str
    new_parent_hint: str
    ends: str
    ends_yes: str
    ends_no: str
    heir: str
    heir_hint: str
    next_step: str
    more_units: str
    reform_check: dict[str, str]
    change_list: str
    effects: str
    effect_scope_moves: str
    effect_scope_stays: str
    effect_scope_none: str
    effect_series_whole: str
    effect_series_break: str
    effect_series_none: str
    effect_doors: str
    effect_later: str
    change_form: str
    done: dict[str, str]
