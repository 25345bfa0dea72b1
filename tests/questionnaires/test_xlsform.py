"""Questionnaires from an XLSForm: those of ours come back the same, and what has no place is refused."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires.load import QuestionnaireError, load, load_text, shipped
from questionnaires.meaning import meaning
from questionnaires.model import Questionnaire
from questionnaires.parts import Block, Factor, Item, Option, Route, Scale
from questionnaires.xlsform.convert import from_xlsform
from tests.questionnaires.xlsform import Sheets, sheets_of

HAND: Sheets = {
    "survey": [
        ["type", "name", "label::Vietnamese (vi)", "label::English (en)", "hint::Vietnamese (vi)",
         "hint::English (en)", "required", "relevant", "hailong_role"],
        ["begin_group", "about", "Thông tin chung", "About you", "", "", "", "", "about"],
        ["note", "n1", "Xin nghĩ về lần gần nhất.", "Please think of the last time.", "", "", "", "", ""],
        ["select_one yn", "sent", "Đã góp ý chưa?", "Sent any feedback?", "", "", "yes", "", ""],
        ["select_multiple ways", "how", "Bằng cách nào?", "How?", "chọn mọi cách", "tick all", "",
         "${sent} = '1'", ""],
        ["end_group", "", "", "", "", "", "", "", ""],
        ["begin_group", "satisfaction", "Mức độ hài lòng", "Satisfaction", "", "", "", "", "satisfaction"],
        ["begin_group", "staff", "Người phục vụ", "Staff", "", "", "", "", ""],
        ["select_one five", "A1", "Thái độ phục vụ", "Courtesy of the staff", "", "", "TRUE", "", ""],
        ["select_one five", "A2", "Trả lời góp ý", "The reply", "", "", "yes",
         "selected(${how}, 'A') or selected(${how}, 'B')", ""],
        ["end_group", "", "", "", "", "", "", "", ""],
        ["end group", "", "", "", "", "", "", "", ""],
        ["begin group", "needs", "Ý kiến", "Opinion", "", "", "", "", "needs"],
        ["text", "more", "Ý kiến khác", "Anything else", "", "", "no", "", ""],
        ["end group", "", "", "", "", "", "", "", ""],
    ],
    "choices": [
        ["list_name", "name", "label::Vietnamese (vi)", "label::English (en)", "hailong_answer"],
        ["yn", "1", "Rồi", "Yes", ""],
        ["yn", "0", "Chưa", "No", ""],
        ["ways", "A", "Thư", "Letter", ""],
        ["ways", "B", "Gặp", "In person", ""],
        ["five", "5", "Rất hài lòng", "Very satisfied", "positive"],
        ["five", "4", "Hài lòng", "Satisfied", "positive"],
        ["five", "3", "Bình thường", "Neither", ""],
        ["five", "2", "Không hài lòng", "Dissatisfied", ""],
        ["five", "1", "Rất không hài lòng", "Very dissatisfied", ""],
        ["five", "99", "Không biết", "Don't know", "no_opinion"],
    ],
    "settings": [
        ["form_id", "form_title::Vietnamese (vi)", "form_title::English (en)", "version", "hailong_status"],
        ["trial", "Phiếu thử", "Trial", "2026.1", "final"],
    ],
}  # fmt: skip
SURVEY = {head: number for number, head in enumerate(HAND["survey"][0])}


def changed(sheet: str, row: int, column: str | int, text: str) -> Sheets:
    """The sheets with another text in one cell; rows are counted as a spreadsheet does."""
    made = copy.deepcopy(HAND)
    place = made[sheet][0].index(column) if isinstance(column, str) else column
    made[sheet][row - 1][place] = text
    return made


def with_column(sheet: str, head: str, row: int, text: str) -> Sheets:
    made = copy.deepcopy(HAND)
    for number, line in enumerate(made[sheet], start=1):
        line.append(head if number == 1 else text if number == row else "")
    return made


def read(sheets: Sheets) -> Questionnaire:
    return load_text("form.xlsx", from_xlsform("form.xlsx", sheets).encode())


def refusal(sheets: Sheets) -> str:
    with pytest.raises(QuestionnaireError) as caught:
        from_xlsform("form.xlsx", sheets)
    return str(caught.value)


def test_a_form_written_by_hand_becomes_a_questionnaire() -> None:
    form = read(HAND)

    assert (form.code, form.version, form.status, form.languages) == (
        "trial",
        "2026.1",
        "final",
        ("vi", "en"),
    )
    assert form.blocks[0].intro == {"vi": "Xin nghĩ về lần gần nhất.", "en": "Please think of the last time."}
    assert [(each.code, each.kind, each.required) for each in form.items] == [
        ("sent", "single", True),
        ("how", "multiple", False),
        ("A1", "battery", True),
        ("A2", "battery", True),
        ("more", "text", False),
    ]
    assert form.item("how").text == {"vi": "Bằng cách nào? (chọn mọi cách)", "en": "How? (tick all)"}
    assert form.item("how").asked_if == Route(item="sent", codes=("1",))
    assert form.item("A2").asked_if == Route(item="how", codes=("A", "B"))
    scale = form.scale_of(form.item("A1"))
    assert scale.positive == ("4", "5") and [each.code for each in scale.options] == list("54321")
    assert scale.no_opinion == {"vi": "Không biết", "en": "Don't know"}
    assert [each.code for each in form.groups] == ["overall", "staff"]


@pytest.mark.parametrize("name", sorted(shipped()))
def test_the_questionnaires_that_come_with_the_software_mean_the_same(name: str) -> None:
    form = load(name)

    back = read(sheets_of(form))

    assert meaning(back) == meaning(form)
    assert (back.status, back.wording) == (form.status, form.wording)
    for language in form.languages:
        sentences = [form.sentence(each, language) for each in form.items]
        assert [back.sentence(each, language) for each in back.items] == sentences


def test_a_small_form_with_one_of_everything_means_the_same(small: Questionnaire) -> None:
    assert meaning(read(sheets_of(small))) == meaning(small)


words = st.text(st.sampled_from("aăâđêôơưạếộ ?,:'\"{}#-–%=5@"), min_size=1, max_size=12).map(
    lambda text: f"x{' '.join(text.split())}".replace("{item}", "")
)
texts = st.fixed_dictionaries({"vi": words, "en": words})


@st.composite
def forms(draw: st.DrawFn) -> Questionnaire:
    """Questionnaires in the one shape in which an XLSForm writes them."""
    marks = draw(st.lists(st.sampled_from(["positive", "", "outside"]), min_size=1, max_size=6))
    options = tuple(
        Option(code=code, label=draw(texts), counts=mark != "outside")
        for code, mark in zip("54321AB", ["positive", *marks], strict=False)
    )
    marked = zip(options, ["positive", *marks], strict=False)
    positive = tuple(sorted(option.code for option, mark in marked if mark == "positive"))
    scale = Scale(options=options, positive=positive, no_opinion=draw(st.none() | texts))
    filter_ = Item(
        code="F",
        kind="single",
        text=draw(texts),
        required=draw(st.booleans()),
        options=(Option(code="1", label=draw(texts)), Option(code="Z", label=draw(texts), counts=False)),
    )
    ticks = Item(
        code="M",
        kind="multiple",
        text=draw(texts),
        most=draw(st.none() | st.integers(1, 3)),
        options=tuple(Option(code=code, label=draw(texts)) for code in "ABC"),
        asked_if=Route(item="F", codes=("1",)),
    )
    rated = [
        Item(
            code=f"A{number}",
            text=draw(texts),
            scale="five",
            required=draw(st.booleans()),
            role=draw(st.sampled_from([None, "overall"])) if number else None,
            asked_if=draw(st.sampled_from([None, Route(item="M", codes=("B", "C"))])),
        )
        for number in range(draw(st.integers(1, 4)))
    ]
    stem = draw(st.none() | texts.map(lambda each: {key: f"{text} {{item}}?" for key, text in each.items()}))
    factor = Factor(code="staff", title=draw(texts), items=tuple(rated))
    last = Item(code="T", kind="text", text=draw(texts), required=False)
    return Questionnaire(
        code="form",
        version=draw(st.sampled_from(["1", "2026.1", "0x1", "1e5"])),
        title=draw(texts),
        languages=("vi", "en"),
        status=draw(st.sampled_from(["draft", "final"])),
        index_rule=draw(st.sampled_from(["pooled", "mean_of_items", "mean_of_factors"])),
        scales={"five": scale},
        blocks=(
            Block(
                code="about",
                title=draw(texts),
                role="about",
                intro=draw(st.none() | texts),
                items=(filter_, ticks),
            ),
            Block(code="rated", title=draw(texts), role="satisfaction", stem=stem, factors=(factor,)),
            Block(code="needs", title=draw(texts), role="needs", items=(last,)),
        ),
    )


@settings(max_examples=30, deadline=None)
@given(forms())
def test_whatever_is_written_as_an_xlsform_comes_back_the_same(form: Questionnaire) -> None:
    assert read(sheets_of(form)) == form


@pytest.mark.parametrize(
    ("type_", "cure"),
    [
        ("integer", "offer ranges"),
        ("calculate", "figures are computed"),
        ("geopoint", "never kept"),
        ("begin_repeat", "names of their own"),
        ("start", "no time, device or name"),
        ("select_one_from_file x.csv", "did you mean select_one?"),
        ("txt", "did you mean text?"),
        ("note", "right under begin_group"),
    ],
)
def test_a_type_without_a_place_is_refused_with_its_row_and_a_cure(type_: str, cure: str) -> None:
    told = refusal(changed("survey", 10, "type", type_))

    assert told.startswith(f"form.xlsx:10: sheet survey, column type: {type_.split()[0]} has no place")
    assert cure in told and "\n" not in told


@pytest.mark.parametrize(
    "formula",
    [
        "${sent} != '1'",
        "${sent} = '1' and ${how} = 'A'",
        "${sent} > 1",
        "selected(${how}, 'A') or ${sent} = '1'",
        "${how} = 'A'",
        "count-selected(${how}) > 1",
    ],
)
def test_a_filter_that_we_cannot_say_is_refused(formula: str) -> None:
    told = refusal(changed("survey", 9, "relevant", formula))

    assert told.startswith("form.xlsx:9: sheet survey, column relevant: this filter is not read")


@pytest.mark.parametrize("column", ["calculation", "appearance", "choice_filter", "default", "media::image"])
def test_a_column_without_a_place_is_refused_where_something_stands_in_it(column: str) -> None:
    assert read(with_column("survey", column, 99, "")) == read(HAND), "an empty column says nothing"

    told = refusal(with_column("survey", column, 4, "x"))

    assert told == (
        f"form.xlsx:4: sheet survey, column {column}: we have no place for this column; "
        "empty this cell, or delete the column"
    )


def test_a_scale_is_never_guessed_from_five_levels() -> None:
    sheets = copy.deepcopy(HAND)
    for row in sheets["choices"][5:]:
        row[4] = ""
    sheets["choices"][-1][1] = "9"

    told = refusal(sheets).splitlines()

    assert [each.split(": ")[0] for each in told] == ["form.xlsx:9", "form.xlsx:10"]
    assert all("it is not said which answers count as satisfied" in each for each in told)


def test_a_missing_translation_is_named_by_its_cell() -> None:
    told = refusal(changed("survey", 9, "label::English (en)", ""))
    title = refusal(changed("settings", 2, "form_title::English (en)", ""))
    answer = refusal(changed("choices", 8, "label::English (en)", ""))

    assert told == (
        "form.xlsx:9: sheet survey, column label::en: there is no text in en; "
        "write it, or delete this language everywhere"
    )
    assert title.startswith("form.xlsx:2: sheet settings, column form_title::en: there is no")
    assert answer.startswith("form.xlsx:8: sheet choices, column label::en: there is no")


@pytest.mark.parametrize(
    ("sheet", "row", "column", "text", "found"),
    [
        ("survey", 2, "hailong_role", "", "form.xlsx:2: sheet survey, column hailong_role: it is not said"),
        ("survey", 2, "relevant", "${sent} = '1'", "form.xlsx:2: sheet survey, column relevant: this has no"),
        ("survey", 4, "type", "select_one yesno", "form.xlsx:4: sheet survey, column type: there is no list"),
        ("survey", 4, "required", "maybe", "form.xlsx:4: sheet survey, column required: it cannot be"),
        ("survey", 5, "hint::English (en)", "", "form.xlsx:5: sheet survey, column hint: the hint is not"),
        ("survey", 9, "name", "sent", "form.xlsx:9: sheet survey, column name: the code sent already"),
        ("survey", 9, "type", "begin_group", "form.xlsx:9: sheet survey, column type: groups"),
        ("survey", 5, "relevant", "${A1} = '5'", "form.xlsx:5: sheet survey, column relevant: the filter A1"),
        ("choices", 10, "name", "55", "form.xlsx:10: sheet choices, column name: the code of an answer"),
        (
            "choices",
            7,
            "hailong_answer",
            "good",
            "form.xlsx:7: sheet choices, column hailong_answer: it cannot",
        ),
        ("settings", 2, "version", "", "form.xlsx:2: sheet settings, column version: version cannot be ''"),
        ("settings", 1, "version", "style", "form.xlsx:2: sheet settings, column style: we have no place"),
    ],
)
def test_what_is_wrong_is_said_of_its_cell(sheet: str, row: int, column: str, text: str, found: str) -> None:
    told = refusal(changed(sheet, row, column, text))

    assert [each for each in told.splitlines() if each.startswith(found)], told


def test_labels_without_a_language_need_the_setting_that_names_it() -> None:
    sheets = copy.deepcopy(HAND)
    for name in ("survey", "choices"):
        sheets[name] = [[*row[:3], *row[4:]] if name == "choices" else row for row in sheets[name]]
    plain = {name: [[head.replace("::Vietnamese (vi)", "") for head in rows[0]], *rows[1:]]
             for name, rows in HAND.items()}  # fmt: skip
    spoken = copy.deepcopy(plain)
    spoken["settings"] = [
        [*spoken["settings"][0], "default_language"],
        [*spoken["settings"][1], "Tiếng Việt (vi)"],
    ]

    assert read(spoken) == read(HAND)
    assert "column label: it does not say its language; write label::English (en)" in refusal(plain)


def test_questions_outside_any_group_and_open_groups_are_refused() -> None:
    sheets = copy.deepcopy(HAND)
    del sheets["survey"][13], sheets["survey"][12]

    told = refusal(sheets)

    assert "this question stands in no group" in refusal(
        {**HAND, "survey": [HAND["survey"][0], HAND["survey"][3]]}
    )
    assert "no group is open here" in told


def test_another_sheet_is_refused_and_all_problems_are_told_at_once() -> None:
    sheets = changed("survey", 14, "type", "geopoint") | {"entities": [["list_name"], ["trees"]]}

    told = refusal(sheets).splitlines()

    assert len(told) == 2
    assert told[0] == "form.xlsx:1: sheet entities: we have no place for this sheet; delete it"


def test_a_draft_is_refused_by_its_setting_where_it_is_to_be_fielded() -> None:
    sheets = changed("settings", 2, "hailong_status", "")

    with pytest.raises(QuestionnaireError, match="settings, column hailong_status: a draft is not fielded"):
        from_xlsform("form.xlsx", sheets, for_fielding=True)
    assert read(sheets).status == "draft"


def test_a_sheet_of_very_many_rows_is_refused_before_it_is_read() -> None:
    sheets = {**HAND, "survey": [HAND["survey"][0], *([["geopoint"]] * 2_500)]}

    assert refusal(sheets) == (
        "form.xlsx:2001: sheet survey: it has 2501 rows, and no questionnaire has more than 2000; "
        "delete the rows below the last question"
    )
