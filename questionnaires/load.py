"""From a YAML file to a questionnaire that can be fielded, or to a list of all that is wrong with it."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from questionnaires.checks import check
from questionnaires.meaning import meaning, read_registry
from questionnaires.model import Questionnaire
from questionnaires.problems import Problem, QuestionnaireError, listing, report
from questionnaires.shape import shape_problems
from questionnaires.source import Source, read

__all__ = ["VERSIONS", "QuestionnaireError", "load", "load_text", "path_of", "shipped"]

FOLDER = Path(__file__).parent
VERSIONS = FOLDER / "versions.json"
"""The meaning of every version that was shipped."""


def shipped() -> dict[str, Path]:
    """The questionnaires that come with the software: name → file."""
    return {path.stem: path for path in sorted(FOLDER.glob("*.yaml"))}


def load(path_or_code: str | Path, *, for_fielding: bool = False) -> Questionnaire:
    """A questionnaire from a file, or a shipped one by its name; a draft only when it is not to be fielded.

    Raises
    ------
    QuestionnaireError: lists every problem, one a line, as `file:line: item: what; cure`.
    """
    path = path_of(path_or_code)
    return load_text(str(path), path.read_bytes(), for_fielding=for_fielding)


def load_text(name: str, content: bytes, *, for_fielding: bool = False) -> Questionnaire:
    """A questionnaire from the content of a file; messages call it by `name`.

    Raises
    ------
    QuestionnaireError: lists every problem, one a line, as `name:line: item: what; cure`.
    """
    source = read(content)
    questionnaire = _parse(source)
    if questionnaire:
        source.problems += check(questionnaire)
        source.problems += _status_problems(questionnaire) if for_fielding else []
        source.problems = source.problems or _version_problems(questionnaire)
    if source.problems or questionnaire is None:
        raise QuestionnaireError(report(name, source.lines, source.data, source.problems))
    return questionnaire


def path_of(path_or_code: str | Path) -> Path:
    """The file of a questionnaire, or of a shipped one by its name."""
    known = shipped()
    if str(path_or_code) in known:
        return known[str(path_or_code)]
    path = Path(path_or_code)
    if not path.is_file():
        raise QuestionnaireError(
            f"{path_or_code}: neither a file nor a shipped questionnaire; give a file or {listing(known)}"
        )
    return path


def _parse(source: Source) -> Questionnaire | None:
    if source.problems and source.data is None:
        return None
    try:
        return Questionnaire.model_validate(source.data)
    except ValidationError as error:
        source.problems += shape_problems(error)
        return None


def _version_problems(questionnaire: Questionnaire) -> list[Problem]:
    """A final version that is known must still mean what it meant."""
    if questionnaire.status != "final":
        return []
    found = meaning(questionnaire)
    known = read_registry(VERSIONS).get(questionnaire.code, {}).get(questionnaire.version, found)
    what = f"version {questionnaire.version} is known with another meaning ({VERSIONS.name})"
    return [] if known == found else [Problem(("version",), what, "raise the version")]


def _status_problems(questionnaire: Questionnaire) -> list[Problem]:
    if questionnaire.status == "final":
        return []
    return [Problem(("status",), "a draft is not fielded", "have it reviewed, then set status: final")]
