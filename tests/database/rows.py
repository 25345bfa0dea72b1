"""One good row of every table that has rules, and for every rule a change that breaks it."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from tests.database import device_rows

Values = dict[str, Any]

DAY = dt.date(2026, 7, 1)
BEFORE = dt.date(2026, 6, 30)
NOW = dt.datetime(2026, 7, 1, 8, tzinfo=dt.UTC)
HASH = "a" * 64

# In the order in which one refers to the other; each has the id 1 unless it says otherwise.
GOOD: dict[str, list[Values]] = {
    "unit": [
        {"id": 1, "code": "so-y-te", "kind": "department", "name": "Sở Y tế", "valid_from": DAY},
        {"id": 2, "code": "tinh", "kind": "province", "name": "Tỉnh", "valid_from": DAY},
    ],
    "unit_parent": [{"unit_id": 1, "parent_id": 2, "valid_from": DAY}],
    "unit_succession": [{"old_id": 1, "new_id": 2, "day": DAY, "share": 1.0}],
    "procedure": [{"id": 1, "code": "1.001", "field": "y tế", "name": "Cấp giấy phép"}],
    "past_figure": [{"unit_id": 1, "year": 2024, "what": "overall", "value": 0.8, "source": "Quyết định"}],
    "case_statistics": [
        {
            "unit_id": 1,
            "period_from": BEFORE,
            "period_to": DAY,
            "received": 9,
            "solved": 8,
            "on_time": 7,
            "late": 1,
            "apologies": 0,
        }
    ],
    "questionnaire": [
        {
            "id": 1,
            "code": "two",
            "version": "1",
            "languages": "vi",
            "wording": "own",
            "index_rule": "pooled",
            "meaning": HASH,
            "body": "code: two",
        }
    ],
    "answer_position": [{"questionnaire_id": 1, "number": 1, "item": "A1"}],
    "answer_label": [{"questionnaire_id": 1, "number": 1, "code": "5", "label": "Rất hài lòng"}],
    "wave": [
        {
            "id": 1,
            "code": "w",
            "name": "Đợt",
            "kind": "survey",
            "questionnaire_id": 1,
            "design": "voluntary",
            "state": "draft",
            "counted_as": "case",
            "opens": DAY,
            "closes": DAY,
            "grace_days": 0,
            "display_limit": 5,
            "reliable_limit": 30,
            "simulated": False,
        }
    ],
    "design_cell": [
        {"wave_id": 1, "unit_id": 1, "stage": 1, "stratum": "", "code": "c", "population": 9, "drawn": 3}
    ],
    "collector": [
        {
            "id": 1,
            "token_hash": b"t" * 32,
            "wave_id": 1,
            "agency_id": 1,
            "service_point_id": 1,
            "mode": "kiosk",
            "layout": "phone",
            "label": "",
        }
    ],
    "wave_target": [{"id": 1, "wave_id": 1, "unit_id": 1, "procedure_id": 1, "population": 90, "target": 30}],
    "test_ballot": [{"id": uuid.UUID(int=7), "wave_id": 1, "collector_id": 1, "day": DAY, "answers": "54"}],
    "reconsideration": [
        {
            "id": 1,
            "wave_id": 1,
            "unit_id": 1,
            "asked_on": DAY,
            "asked_by": "sở",
            "body": "Xin xem lại",
            "outcome": "kept",
            "answer": "Giữ nguyên",
            "answered_on": DAY,
            "answered_by": "an",
        }
    ],
    "action": [
        {
            "id": 1,
            "wave_id": 1,
            "unit_id": 1,
            "body": "Thêm ghế",
            "owner": "Văn phòng",
            "due": DAY,
            "state": "planned",
            "written_by": "sở",
            "changed_on": DAY,
        }
    ],
    "link_check": [
        {
            "collector_id": 1,
            "tried": NOW,
            "failures": 0,
            "milliseconds": 9,
            "way": "here",
            "every_seconds": 300,
        }
    ],
    "device": [
        {
            "id": 1,
            "collector_id": 1,
            "label": "Quầy 1",
            "pin_hash": "pbkdf2",
            "cookie_hash": b"k" * 32,
            "token_hash": b"d" * 32,
            "paired_on": DAY,
            "heard": NOW,
            "waiting": 3,
            "parked": 0,
            "oldest_hours": 2,
            "app": "1",
            "browser": "",
            "battery": 80,
            "charging": True,
        }
    ],
    "pairing_code": [{"code_hash": b"6" * 32, "device_id": 1, "expires": NOW, "attempts": 0}],
    "opening_hours": [{"collector_id": 1, "weekday": 1, "opens": 450, "closes": 690}],
    "ballot": [
        {
            "id": uuid.UUID(int=1),
            "wave_id": 1,
            "collector_id": 1,
            "agency_id": 1,
            "service_point_id": 1,
            "respondent_type": "c",
            "day": DAY,
            "language": "vi",
            "seconds": 40,
            "assisted": "a",
            "state": "c",
            "body_hash": b"h" * 16,
            "answers": "54",
            "weight": 1.0,
        }
    ],
    "comment": [
        {
            "id": uuid.UUID(int=1),
            "wave_id": 1,
            "agency_id": 1,
            "item": "words",
            "day": DAY,
            "body": "Tốt",
            "status": "new",
        }
    ],
    "code_batch": [
        {"id": 1, "collector_id": 1, "made_on": DAY, "made": 500, "left_over": 9, "key_mark": b"m" * 8}
    ],
    "one_time_code": [{"code_hash": b"c" * 32, "batch_id": 1}],
    "frame": [{"id": 1, "wave_id": 1, "kind": "household", "source": "Bảng kê hộ"}],
    "interview_link": [
        {
            "id": 1,
            "frame_id": 1,
            "fieldworker": "DTV-07",
            "collector_id": 1,
            "token_hash": b"t" * 32,
            "made_on": DAY,
        }
    ],
    "sample_case": [
        {
            "frame_id": 1,
            "number": 1,
            "description": "Hộ 1",
            "role": "drawn",
            "outcome": "open",
            "visits": 0,
            "recheck": False,
        }
    ],
    "batch": [
        {
            "collector_id": 1,
            "day": DAY,
            "issued": 10,
            "returned": 7,
            "spoiled": 1,
            "missing": 2,
            "state": "open",
        }
    ],
    "exclusion": [
        {
            "ballot_id": uuid.UUID(int=1),
            "wave_id": 1,
            "rule": "duplicate",
            "reason": "phiếu trùng",
            "proposed_by": "An",
            "confirmed_by": "Bình",
            "day": DAY,
            "status": "confirmed",
            "collector_id": 1,
        }
    ],
    "quality_setting": [{"wave_id": 1, "alone_percent": 2.5}],
    "quality_run": [{"wave_id": 1, "day": DAY, "ballots": 1, "counts": "{}", "not_run": "{}", "excluded": 0}],
    "quality_flag": [
        {
            "id": 1,
            "wave_id": 1,
            "rule": "speed",
            "severity": "note",
            "collector_id": 1,
            "ballots": 1,
            "evidence": "{}",
        }
    ],
    "flagged_ballot": [
        {"flag_id": 1, "ballot_id": uuid.UUID(int=1), "wave_id": 1, "rule": "speed", "collector_id": 1}
    ],
    "comment_theme": [{"id": 1, "name": "Thủ tục hành chính"}],
    "tally": [
        {
            "wave_id": 1,
            "agency_id": 1,
            "design_cell_id": 0,
            "mode": "kiosk",
            "ballots": 1,
            "codes": "12345",
            "counts": b"",
        }
    ],
    "result": [{"wave_id": 1, "settings_hash": HASH, "checksum": HASH, "body": "{}", "fixed": False}],
    "result_document": [
        {"result_id": 1, "subject": "unit 1", "kind": "full", "language": "vi", "body": bytes(range(256))}
    ],
    "account": [
        {
            "id": number,
            "email": f"{number}@tinh.example",
            "name": "An",
            "is_active": True,
            "failed_attempts": 0,
        }
        for number in (1, 2, 3)
    ],
    "keyed_ballot": [
        {
            "ballot_id": uuid.UUID(int=1),
            "batch_id": 1,
            "number": 1,
            "account_id": 1,
            "body_hash": b"h" * 16,
        }
    ],
    "second_keying": [
        {
            "ballot_id": uuid.UUID(int=1),
            "batch_id": 1,
            "first_id": 1,
            "account_id": 2,
            "resolved_id": 3,
            "state": "resolved",
            "fields": 2,
            "first_wrong": 1,
            "second_wrong": 0,
        }
    ],
    "role_grant": [{"account_id": 1, "unit_id": 1, "role": "clerk", "granted_by": "An"}],
    **device_rows.GOOD,
    "invitation": [{"token_hash": b"i" * 32, "account_id": 1, "expires": NOW}],
    "event": [
        {
            "happened": NOW,
            "actor": "An",
            "action": "x",
            "subject": "y",
            "detail": "{}",
            "previous_hash": "0" * 64,
            "hash": HASH,
        }
    ],
    "ballot_count": [
        {
            "wave_id": 1,
            "collector_id": 1,
            "agency_id": 1,
            "week": DAY,
            "state": "c",
            "ballots": 3,
            "recent": 2,
            "last_day": DAY,
        }
    ],
    "counted_wave": [{"wave_id": 1, "counted": NOW, "milliseconds": 12}],
    "job": [
        {
            "id": 1,
            "kind": "tally",
            "arguments": "{}",
            "state": "waiting",
            "progress": 0.0,
            "attempts": 0,
            "created": NOW,
        }
    ],
    "data_import": [
        {
            "id": 1,
            "wave_id": 1,
            "brought_by": "An",
            "file_name": "phieu.csv",
            "file_hash": HASH,
            "state": "stored",
            "mapping": "",
            "report": "{}",
            "ballots": 1,
            "comments": 1,
            "created": NOW,
        }
    ],
    "import_door": [{"collector_id": 1, "import_id": 1}],
    "imported_comment": [{"comment_id": uuid.UUID(int=1), "import_id": 1}],
    "form_draft": [
        {"account_id": 1, "file_name": "q.yaml", "body": "", "reason": "", "state": "checked", "created": NOW}
    ],
    "made_file": [
        {"job_id": 1, "name": "w-ballots.csv", "size": 9, "sha256": HASH, "made": NOW, "expires": NOW}
    ],
}

# A CHECK is broken by the good row with these values.
BROKEN: dict[str, Values] = {
    "ck_answer_label_code": {"code": ""},
    "ck_answer_position_number": {"number": 0},
    "ck_ballot_assisted": {"assisted": "z"},
    "ck_ballot_count_counts": {"recent": 4},
    "ck_ballot_count_state": {"state": "z"},
    "ck_ballot_body_hash": {"body_hash": b"short"},
    "ck_ballot_respondent_type": {"respondent_type": "z"},
    "ck_ballot_seconds": {"seconds": -1},
    "ck_ballot_state": {"state": "z"},
    "ck_ballot_weight": {"weight": -0.5},
    "ck_batch_balance": {"issued": 11},
    "ck_batch_counts": {"spoiled": -1, "missing": 4},
    "ck_batch_state": {"state": "lost"},
    "ck_case_statistics_counts": {"apologies": -1},
    "ck_case_statistics_solved": {"late": 2},
    "ck_code_batch_key_mark": {"key_mark": b"the key itself"},
    "ck_code_batch_left_over": {"left_over": 501},
    "ck_code_batch_made": {"made": 0, "left_over": None},
    "ck_collector_layout": {"layout": "wall"},
    "ck_collector_mode": {"mode": "pigeon"},
    "ck_collector_token_hash": {"token_hash": b"the token itself"},
    "ck_comment_status": {"status": "loud"},
    "ck_counted_wave_milliseconds": {"milliseconds": -1},
    "ck_design_cell_drawn": {"drawn": 10},
    "ck_design_cell_stage": {"stage": 0},
    "ck_data_import_counts": {"ballots": -1},
    "ck_data_import_file_hash": {"file_hash": "short"},
    "ck_data_import_state": {"state": "lost"},
    "ck_device_battery": {"battery": 101},
    "ck_device_cookie_hash": {"cookie_hash": b"the cookie itself"},
    "ck_device_counts": {"waiting": -1},
    "ck_device_oldest_hours": {"oldest_hours": -1},
    "ck_device_paired_on": {"paired_on": None},
    "ck_device_token_hash": {"token_hash": b"the token itself"},
    "ck_event_hash": {"hash": "short"},
    "ck_exclusion_status": {"status": "maybe"},
    "ck_exclusion_two_people": {"confirmed_by": "An"},
    "ck_form_draft_state": {"state": "lost"},
    "ck_interview_link_token_hash": {"token_hash": b"the token itself"},
    "ck_invitation_token_hash": {"token_hash": b"the token itself"},
    "ck_job_attempts": {"attempts": -1},
    "ck_job_state": {"state": "asleep"},
    "ck_keyed_ballot_body_hash": {"ballot_id": uuid.UUID(int=7), "body_hash": b"the answers"},
    "ck_keyed_ballot_number": {"ballot_id": uuid.UUID(int=7), "number": 0},
    "ck_link_check_counts": {"milliseconds": -1},
    "ck_link_check_fault": {"fault": "page"},
    "ck_link_check_way": {"way": "by post"},
    "ck_made_file_sha256": {"sha256": "short"},
    "ck_made_file_size": {"size": -1},
    "ck_one_time_code_code_hash": {"code_hash": b"the code itself"},
    "ck_opening_hours_opens_closes": {"closes": 400},
    "ck_opening_hours_weekday": {"weekday": 8},
    "ck_pairing_code_attempts": {"attempts": -1},
    "ck_past_figure_value": {"value": 80.0},
    "ck_quality_flag_severity": {"severity": "grave"},
    "ck_quality_setting_alone_percent": {"alone_percent": 101},
    "ck_questionnaire_meaning": {"meaning": "short"},
    "ck_questionnaire_wording": {"wording": "free"},
    "ck_role_grant_role": {"role": "king"},
    "ck_sample_case_outcome": {"outcome": "asleep"},
    "ck_sample_case_recheck_finding": {"recheck_finding": "maybe"},
    "ck_sample_case_role": {"role": "lead"},
    "ck_sample_case_visits": {"visits": -1},
    **device_rows.BROKEN,
    "ck_unit_kind": {"kind": "district"},
    "ck_unit_parent_not_its_own": {"parent_id": 1},
    "ck_unit_parent_valid_from_valid_to": {"valid_to": BEFORE},
    "ck_unit_succession_not_itself": {"new_id": 1},
    "ck_unit_succession_share": {"share": 1.5},
    "ck_unit_valid_from_valid_to": {"valid_to": BEFORE},
    "ck_action_state": {"state": "lost"},
    "ck_reconsideration_answered": {"answer": None},
    "ck_reconsideration_outcome": {"outcome": "lost"},
    "ck_wave_target_population": {"population": 0},
    "ck_wave_target_target": {"target": 0},
    "ck_second_keying_counts": {"ballot_id": uuid.UUID(int=7), "fields": None},
    "ck_second_keying_keyed_by": {
        "ballot_id": uuid.UUID(int=7),
        "state": "keyed",
        "account_id": None,
    },
    "ck_second_keying_state": {"ballot_id": uuid.UUID(int=7), "state": "lost"},
    "ck_second_keying_third_person": {"ballot_id": uuid.UUID(int=7), "resolved_id": 2},
    "ck_second_keying_two_people": {"ballot_id": uuid.UUID(int=7), "account_id": 1},
    "ck_wave_design": {"design": "whoever"},
    "ck_wave_display_limit": {"display_limit": 0},
    "ck_wave_grace_days": {"grace_days": -1},
    "ck_wave_kind": {"kind": "vote"},
    "ck_wave_opens_closes": {"closes": BEFORE},
    "ck_wave_state": {"state": "forgotten"},
}

# A UNIQUE is broken by the good row once more, with these values to keep the other rules whole.
REPEATED: dict[str, Values] = {
    "uq_account_email": {"id": 4},
    **device_rows.REPEATED,
    "uq_case_statistics_unit_id_period_from_period_to": {},
    "uq_collector_token_hash": {"id": 2},
    "uq_comment_theme_name": {"id": 2},
    "uq_design_cell_wave_id_unit_id_stage_code": {},
    "uq_device_cookie_hash": {"id": 2, "token_hash": b"e" * 32},
    "uq_device_token_hash": {"id": 2, "cookie_hash": b"l" * 32},
    "uq_event_hash": {"previous_hash": "b" * 64},
    "uq_event_previous_hash": {"hash": "b" * 64},
    "uq_interview_link_token_hash": {"id": 2},
    "uq_invitation_token_hash": {},
    "uq_keyed_ballot_batch_id_number": {"ballot_id": uuid.UUID(int=7)},
    "uq_past_figure_unit_id_year_what": {},
    "uq_procedure_code": {"id": 2},
    "uq_questionnaire_code_version": {"id": 2},
    "uq_result_document_result_id_subject_kind_language": {},
    "uq_result_wave_id_settings_hash": {},
    "uq_role_grant_account_id_unit_id_role": {},
    "uq_sample_case_frame_id_number": {},
    "uq_tally_wave_id_agency_id_design_cell_id_mode": {},
    "uq_unit_code_valid_from": {"id": 3},
    "uq_wave_code": {"id": 2},
    "uq_wave_target_wave_id_unit_id_procedure_id": {"id": 2},
}
