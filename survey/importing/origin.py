"""Which program wrote a file, told by the columns that it always writes, and what these mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from survey.files.table import Table

NO_DATE = "1980-01-01"
"""What LimeSurvey writes for the day where a survey keeps none."""


@dataclass(frozen=True)
class Origin:
    """A program with its columns: those that betray it, and what of a ballot stands where."""

    name: str
    betrays: frozenset[str]
    needed: int
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What of a ballot → columns in the order in which they are looked for, in plain form."""
    own: frozenset[str] = frozenset()
    """Columns of the program itself, that no question is asked in."""


PLAIN_PLACES: dict[str, tuple[str, ...]] = {
    "agency": ("agency", "unit", "unitcode", "donvi", "madonvi", "coquan"),
    "service_point": ("servicepoint", "noitiepnhan"),
    "procedure": ("procedure", "procedurecode", "thutuc", "mathutuc"),
    "cell": ("cell", "designcell"),
    "day": ("day", "date", "ngay", "ngaytraloi"),
    "language": ("language", "lang", "ngonngu"),
    "seconds": ("seconds", "sogiay"),
    "assisted": ("assisted", "hotro"),
    "state": ("state", "trangthai"),
    "key": ("key", "respondent", "respondentid", "maphieu", "sophieu"),
}
LIMESURVEY = Origin(
    "limesurvey",
    frozenset({"id", "responseid", "submitdate", "lastpage", "startlanguage", "seed", "datestamp"}),
    3,
    PLAIN_PLACES
    | {
        "key": ("id", "responseid"),
        "day": ("datestamp", "datelastaction", "submitdate", "datesubmitted", "startdate", "datestarted"),
        "language": ("startlanguage", "startlanguage"),
        "seconds": ("interviewtime", "totaltime"),
        "state": ("submitdate", "datesubmitted"),
    },
    frozenset({"lastpage", "seed", "startdate", "ipaddr", "refurl", "token"}),
)
KOBO = Origin(
    "kobo",
    frozenset({"uuid", "submissiontime", "version", "validationstatus", "index", "metainstanceid", "key"})
    | {"submissiondate", "submitterid", "formversion", "instanceid", "submittedby"},
    2,
    PLAIN_PLACES
    | {
        "key": ("uuid", "metainstanceid", "instanceid", "key", "metarootuuid"),
        "day": ("today", "end", "start", "submissiontime", "submissiondate"),
    },
    frozenset(
        {"start", "end", "today", "deviceid", "username", "id", "notes", "status", "submittedby", "tags"}
        | {"submissiontime", "validationstatus", "index", "version", "submitterid", "submittername"}
        | {"attachmentspresent", "attachmentsexpected", "edits", "formversion", "reviewstate"}
    ),
)
PLAIN = Origin("plain", frozenset(), 0, PLAIN_PLACES)


def plain(name: str) -> str:
    """A column's name as it is compared: lower-case letters without marks, and digits alone."""
    bare = unicodedata.normalize("NFKD", name.casefold().replace("đ", "d"))
    return re.sub(r"[^0-9a-z]", "", bare)


def origin_of(names: Collection[str]) -> Origin:
    """The program whose columns these are; plain where none is sure."""
    known = {plain(name) for name in names}
    found = [each for each in (LIMESURVEY, KOBO) if len(each.betrays & known) >= each.needed]
    return max(found, key=lambda each: len(each.betrays & known), default=PLAIN)


def places_in(table: Table, origin: Origin) -> dict[str, str]:
    """What of a ballot stands in which column, as far as the names say it."""
    columns = {plain(name): name for name in reversed(table.names)}
    # Of "group/agency" the end says it, as long as nothing bears the name itself.
    endings = {plain(re.split(r"[/\[\].:]", name.rstrip("]"))[-1]): name for name in reversed(table.names)}
    found = {}
    for place, names in origin.places.items():
        for name in names:
            column = columns.get(name) or endings.get(name)
            if column and not (place == "day" and _is_empty(table, column)):
                found[place] = column
                break
    return found


def _is_empty(table: Table, column: str) -> bool:
    """Whether no row has a day there, or only the one that stands for none; some blanks are no matter."""
    return all(not cell or cell.startswith(NO_DATE) for cell in set(table.columns[column]))
