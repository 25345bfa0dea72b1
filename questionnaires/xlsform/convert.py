"""From the sheets of an XLSForm to the questionnaire as we write it, or to a list of all that is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML

from questionnaires.check_texts import check_texts, texts
from questionnaires.checks import check
from questionnaires.model import Questionnaire
from questionnaires.problems import QuestionnaireError
from questionnaires.shape import shape_problems
from questionnaires.tree import Path
from questionnaires.xlsform.choices import Choices, choices_of
from questionnaires.xlsform.groups import Tree
from questionnaires.xlsform.questions import Reading
from questionnaires.xlsform.sheets import SHEETS, Cell, Problems, Row, language_of, rows_of

Sheets = Mapping[str, Sequence[Sequence[str]]]
"""By name the rows of texts, the first row of the sheet first."""
MOST = 2_000
"""Rows of a sheet."""
FIELDS = {"code": "name", "title": "label", "text": "label", "stem": "hailong_stem", "kind": "type"}
FIELDS |= {"asked_if": "relevant", "most": "constraint", "weight": "hailong_weight", "role": "hailong_role"}
FIELDS |= {"options": "type", "scale": "type"}
"""The column in which a field of a questionnaire stands."""
SETTINGS = {"code": "form_id", "title": "form_title", "index_rule": "hailong_index_rule"}
SETTINGS |= {"status": "hailong_status", "wording": "hailong_wording"}


def from_xlsform(name: str, sheets: Sheets, *, for_fielding: bool = False) -> str:
    """The YAML of a questionnaire; messages call the file by `name`.

    Raises
    ------
    QuestionnaireError: lists every problem, one a line, as `name:row: sheet, column: what; cure`.
    """
    problems = Problems()
    _refuse_sheets(sheets, problems)
    if any(len(rows) > MOST for rows in sheets.values()):
        raise QuestionnaireError(problems.report(name))
    spoken = _default_language(sheets.get("settings", ()))
    settings, listed, asked = (
        rows_of(sheet, sheets.get(sheet, ()), problems, spoken) for sheet in ("settings", "choices", "survey")
    )
    tree = Tree(Reading(choices_of(listed, problems), problems))
    tree.read(asked)
    data = _data(settings, asked, tree)
    if for_fielding and data.get("status", "draft") == "draft":
        what = "a draft is not fielded"
        problems.add(Cell("settings", 2, "hailong_status"), what, "have it reviewed, then write final")
    if not problems.found:
        _check(data, tree, problems)
    if problems.found:
        raise QuestionnaireError(problems.report(name))
    return _written(data)


def _refuse_sheets(sheets: Sheets, problems: Problems) -> None:
    for sheet in ("survey", "settings"):
        if not any(any(row) for row in sheets.get(sheet, ())):
            problems.add(Cell(sheet, 1, ""), "this sheet is missing or empty", "add it as XLSForm has it")
    for sheet, rows in sheets.items():
        if len(rows) > MOST:
            what = f"it has {len(rows)} rows, and no questionnaire has more than {MOST}"
            problems.add(Cell(sheet, MOST + 1, ""), what, "delete the rows below the last question")
        if sheet not in SHEETS and any(any(row) for row in rows):
            problems.add(Cell(sheet, 1, ""), "we have no place for this sheet", "delete it")


def _default_language(settings: Sequence[Sequence[str]]) -> str:
    if len(settings) < 2:
        return ""
    told = dict(zip((each.strip().lower() for each in settings[0]), settings[1], strict=False))
    return language_of(told.get("default_language", ""))


def _data(settings: Sequence[Row], asked: Sequence[Row], tree: Tree) -> dict[str, Any]:
    """The questionnaire as the fields of its YAML."""
    for row in settings[1:]:
        tree.problems.add(row.at(""), "settings have one row", "delete this row")
    told = settings[0] if settings else Row("settings", 2, {}, {})
    languages = list(dict.fromkeys(key for row in asked for key in row.texts.get("label", {}) if key))
    data: dict[str, Any] = {
        "code": told.get("form_id"),
        "version": told.get("version"),
        "title": told.text("form_title"),
        "languages": languages,
    }
    for name in ("wording", "status", "index_rule"):
        if value := told.get(f"hailong_{name}"):
            data[name] = value
    if tree.reading.scales:
        data["scales"] = tree.reading.scales
    return data | {"blocks": tree.blocks}


def _check(data: dict[str, Any], tree: Tree, problems: Problems) -> None:
    """What the check of every questionnaire finds, said of the cell that it comes from."""
    try:
        form = Questionnaire.model_validate(data)
    except ValidationError as error:
        for each in shape_problems(error):
            problems.add(_cell(each.path, tree), each.what, each.cure)
        return
    for path, text in texts(form):
        for language in sorted(set(form.languages) - {key for key, words in text.items() if words}):
            where = _cell((*path, language), tree)
            problems.add(
                where, f"there is no text in {language}", "write it, or delete this language everywhere"
            )
    untranslated = set(check_texts(form))
    for each in check(form):
        if each not in untranslated:
            problems.add(_cell(each.path, tree), each.what, each.cure)


def _cell(path: Path, tree: Tree) -> Cell:
    if path[:1] == ("scales",) and len(path) > 1:
        return _cell_of_list(path, tree.reading.choices[str(path[1])])
    for end in range(len(path), 1, -1):
        if path[:end] in tree.rows:
            row, rest = tree.rows[path[:end]], path[end:]
            if rest[:1] == ("options",) and len(rest) > 2:
                name = row.get("type").split(maxsplit=1)[1]
                return _cell_of_list(("scales", name, *rest), tree.reading.choices[name])
            column = FIELDS.get(str(rest[0]), str(rest[0])) if rest else "type"
            column = "label" if path[end - 1] == "intro" else column
            return row.at(_spoken(column, rest))
    name = str(path[0]) if path else "form_id"
    if name == "languages":
        return Cell("survey", 1, "label")
    return Cell("settings", 2, _spoken(SETTINGS.get(name, name), path))


def _cell_of_list(path: Path, choices: Choices) -> Cell:
    """A cell of the sheet choices: of one answer, else of the first of the list."""
    if len(path) > 3 and path[2] == "options" and isinstance(path[3], int):
        row = choices.options[path[3]]
        return row.at(_spoken({"code": "name"}.get(str(path[-1]), "label"), path))
    if path[2:3] == ("no_opinion",):
        row = next(each for each in choices.rows if each.get("hailong_answer") == "no_opinion")
        return row.at("label")
    return choices.rows[0].at("list_name")


def _spoken(column: str, path: Path) -> str:
    """A column with its language, where the problem is of one."""
    translated = column in ("label", "form_title", "hailong_stem")
    last = str(path[-1]) if len(path) > 1 else ""
    return f"{column}::{last}" if translated and 2 <= len(last) <= 3 and last.islower() else column


def _written(data: dict[str, Any]) -> str:
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style, yaml.allow_unicode, yaml.width = False, True, 10_000
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    text = StringIO()
    yaml.dump(data, text)
    return text.getvalue()
