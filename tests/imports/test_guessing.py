"""Whatever the header of a file says, guessing names columns that are there, and what is written is read again."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires.load import load
from survey.files.table import Table
from survey.importing.guessing import guess, unread, wanted
from survey.importing.mapping import PLACES, From, Mapping, read_mapping, write_mapping
from survey.importing.origin import KOBO, LIMESURVEY, PLAIN, origin_of
from survey.importing.source_file import SourceFile
from tests.imports.cast import HERE

FORM = load(HERE / "form.yaml")
CODES = st.sampled_from(wanted(FORM))
WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)
NAMES = st.one_of(
    WORDS,
    CODES,
    st.builds("{}[{}]".format, WORDS, CODES),
    st.builds("{}/{}".format, WORDS, CODES),
    st.builds("{}-{}".format, WORDS, CODES),
    st.sampled_from(
        ["id", "submitdate", "lastpage", "_uuid", "start", "came[SQ001]", "came/1", "unit", "day"]
    ),
)
HEADERS = st.lists(NAMES, min_size=1, max_size=12, unique=True)
FROM = st.builds(
    From,
    column=st.none() | WORDS,
    value=st.none() | WORDS,
    values=st.dictionaries(WORDS, WORDS, max_size=2),
)


@settings(max_examples=300, deadline=None)
@given(header=HEADERS)
def test_a_guess_names_columns_that_are_there_each_for_one_thing(header: list[str]) -> None:
    source = SourceFile(Table("a.csv", {name: ["5"] for name in header}, [2]))

    mapping = guess(source, FORM)

    items = [each.column for each in mapping.items.values() if each]
    assert mapping.columns() <= set(header)
    assert len(items) == len(set(items)), "two items in one column"
    assert set(mapping.items) <= {*wanted(FORM), "came", "trouble"}
    assert set(unread(source, mapping)) == set(header) - mapping.columns()


@settings(max_examples=200, deadline=None)
@given(
    places=st.dictionaries(st.sampled_from(PLACES), FROM, max_size=4),
    items=st.dictionaries(CODES, st.none() | FROM, max_size=4),
    values=st.dictionaries(WORDS, WORDS, max_size=3),
)
def test_every_mapping_is_read_as_it_was_written(
    places: dict[str, From], items: dict[str, From | None], values: dict[str, str]
) -> None:
    mapping = Mapping().model_copy(update={**places, "items": items, "values": values})

    assert _plain(read_mapping(write_mapping(mapping).encode(), "m.yaml")) == _plain(mapping)


def _plain(mapping: Mapping) -> object:
    """As YAML files are read here: texts composed."""
    import json
    import unicodedata

    return json.loads(unicodedata.normalize("NFC", mapping.model_dump_json()))


def test_programs_are_known_by_the_columns_that_they_always_write() -> None:
    assert origin_of(["id", "submitdate", "lastpage", "A1"]) is LIMESURVEY
    assert origin_of(["_uuid", "_submission_time", "A1"]) is KOBO
    assert origin_of(["meta-instanceID", "KEY", "SubmissionDate", "A1"]) is KOBO
    assert origin_of(["id", "unit", "A1"]) is PLAIN


def test_one_column_said_to_be_two_items_is_nobodys() -> None:
    table = Table("a.csv", {"x/A1": ["5"], "y/A1": ["4"], "A2": ["3"]}, [2])

    mapping = guess(SourceFile(table), FORM)

    assert mapping.items["A2"] == From(column="A2")
    assert mapping.items["A1"] == From(column="x/A1"), "the first of them, and the page shows which"
