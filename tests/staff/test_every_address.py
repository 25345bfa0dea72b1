"""Every page, file and form of staff, filled with what is there, and asked for by everybody who may not have it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from survey.tables import metadata
from survey.tables.staff import ROLES
from tests.accounts.cast import somebody
from tests.databases import UNITS
from tests.staff.cast import Browser, now
from tests.staff.comments.cast import BRIBE, CLEAN, PHONE
from tests.staff.everywhere.fills import Sent, sent, shown
from tests.staff.everywhere.place import Place, everywhere, pages, rule_of, rules
from tests.staff.everywhere.world import (
    COMPUTER,
    PLAN,
    POSITIVE,
    REQUEST,
    SECRET,
    SOURCE,
    WAVES,
    World,
    favourable,
    give,
)

BY_LINK = "/staff/invitation/<token>"
OWN = {
    "/staff/password",
    "/staff/second-factor",
    "/staff/second-factor/set-up",
    "/staff/sign-in",
    "/staff/sign-out",
    "/staff/sign-out-everywhere",
    "/staff/pin",
    "/staff/bind",
    "/staff/sign-in/pin",
    "/staff/provider",
    "/staff/provider/back",
    BY_LINK,
}
"""What concerns whoever asks alone, or whoever holds a link; tests/staff/test_entering.py,
test_devices.py and test_provider.py ask for them."""
OPEN = {"/staff/sign-in", "/staff/bind", "/staff/provider", "/staff/provider/back", BY_LINK}
"""What is there for somebody who is not signed in."""
SHARED = {
    "/staff/forms/stored/<int:number>",
    "/staff/forms/stored/<int:number>/yaml",
    "/staff/forms/<kind>/<int:number>/preview/<surface>/<language>",
    "/staff/forms/drafts/<int:number>",
    "/staff/units/import/<sort>",
}
"""Questionnaires are everybody's, and a revision waits for anybody who may approve one; a form to send files."""


RATED = {
    "/staff/comments/<code>/released",
    "/staff/fieldwork/<code>",
    "/staff/fieldwork/<code>/board.csv",
    "/staff/fieldwork/<code>/doors",
    "/staff/my-waves/<code>",
    "/staff/results/<code>",
    "/staff/results/<code>/compare",
    "/staff/results/<code>/compare/<file>",
    "/staff/results/<code>/months",
}
"""Pages of a wave on which a unit that is rated in it reads its own."""
QUIET = {
    "/staff/imports/<int:number>/columns",
    *(f"/staff/keying/<int:number>/{page}" for page in ("key", "second", "resolve")),
}
"""Looked at before anything is stored; and single papers, whose batch says who keyed them."""
OF_HEALTH = {CLEAN, PHONE, BRIBE, SECRET, REQUEST, PLAN, SOURCE, "83,17", "83.17"}
"""What was written in, to and about the department of health."""
OF_HOUSEHOLDS = {"Hộ thon", "Xóm 1", "thon-1", "DTV-07", COMPUTER}
"""What a sample and a shared computer of the province are known by."""
OFTEN_SAID = "Sở Nội vụ"
"""A name that words of the pages say of any province."""


@pytest.fixture(scope="module")
def place(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with everywhere(sqlite_template, tmp_path_factory.mktemp("everywhere")) as found:
        yield found


def forms(world: World) -> list[Sent]:
    return [each for some in sent(world).values() for each in some]


def dump(world: World) -> dict[str, list[str]]:
    """Every row of every table, but for when a browser was last seen."""
    kept = {}
    with world.engine.connect() as connection:
        for table in metadata.sorted_tables:
            asked = [column for column in table.columns if column.name != "last_seen"]
            kept[table.name] = sorted(map(repr, connection.execute(select(*asked))))
    return kept


def lines_of_the_log(world: World) -> int:
    with world.engine.connect() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM event").scalar_one()


def hired(world: World, unit: str, *roles: str) -> Browser:
    """Somebody new with roles on a unit."""
    who = somebody(world.engine, roles[0], unit, email="khach@noi-khac.example", at=now(), factor=True)
    give(world.engine, who.id, unit, roles[1:])
    return world.office.browser(who)


def post(browser: Browser, each: Sent, mark: str) -> TestResponse:
    form = {"form_mark": mark, **each.filled()}
    kind = "multipart/form-data" if any(isinstance(v, bytes) for v in each.form.values()) else None
    return browser.client.post(each.path, data=form, content_type=kind)


def read(browser: Browser, path: str) -> tuple[int, str]:
    """The status, and what is to be read in the reply."""
    reply = browser.get(path)
    text = html.unescape(reply.data.decode(errors="replace"))
    reply.close()
    return reply.status_code, text


def test_every_address_is_filled_with_something(place: Place) -> None:
    gaps = {each.rule for each in rules(place.world) if "GET" in (each.methods or ()) and "<" in each.rule}
    posts = {each.rule for each in rules(place.world) if "POST" in (each.methods or ())}

    assert gaps - set(shown(place.world)) == set(), "a new page: say in tests/staff/everywhere what is there"
    assert posts - OWN - set(sent(place.world)) == set(), "a new form: say how it is filled in"
    assert [each.path for each in forms(place.world) if rule_of(place.world, each.path, "POST") in OWN] == []


def test_whoever_may_sees_every_page_and_file_that_the_others_are_sent_to(place: Place) -> None:
    place.renew()
    chief = place.world.office.browser(place.world.chief)

    replies = {path: read(chief, path)[0] for path in pages(place.world) if path not in OWN}

    assert {path: status for path, status in replies.items() if status != 200} == {}


def test_every_form_does_something_when_sent_by_whoever_may_and_it_is_in_the_audit_log(place: Place) -> None:
    wrong = []
    for each in forms(place.world):
        place.renew()
        browser = place.world.office.browser(place.world.chief)
        mark, before = browser.mark(), lines_of_the_log(place.world)
        reply = post(browser, each, mark)
        is_told = lines_of_the_log(place.world) > before
        wants_line = each.is_deed and rule_of(place.world, each.path, "POST") not in QUIET
        if reply.status_code != each.leads or wants_line > is_told:
            wrong.append((each.path, each.form, reply.status_code))

    assert wrong == []


def told(world: World) -> set[str]:
    """What nobody outside the province may read: names, words, addresses, figures."""
    names = {name for _, *both in UNITS.values() for name in both} - {OFTEN_SAID}
    waves = {f"Đợt hỏi ý kiến {code}" for code in WAVES} | {
        "Đợt khảo sát two-2026",
        "Đợt khảo sát short-2026",
    }
    return (
        names
        | waves
        | OF_HEALTH
        | OF_HOUSEHOLDS
        | {"mau-rieng.yaml", "a.csv"}
        | shares(*WAVES)
        | addresses(world)
    )


def addresses(world: World) -> set[str]:
    """Of all people of the province."""
    return {each.email for each in world.office.accounts()}


def shares(*waves: str) -> set[str]:
    """Shares of favourable answers, as they would be written."""
    found = set()
    for wave, unit in product(waves, POSITIVE):
        n, first, other = favourable(wave, unit)
        for positive, of in ((first, n), (other, n), (first + other, 2 * n)):
            share = f"{100 * positive / of:.2f}"
            found |= {share, share.replace(".", ",")}
    return found


@dataclass
class Stranger:
    """Somebody who walks everywhere, and what is wrong with what was answered."""

    place: Place
    browser: Browser
    secrets: set[str]
    found: list[tuple[str, int, set[str]]] = field(default_factory=list)

    def walk(self, expected: Callable[[str], tuple[int, ...]]) -> list[tuple[str, int, set[str]]]:
        """Ask for every page and file, send every form; afterwards nothing is changed."""
        world = self.place.world
        mark, before = self.browser.mark(), dump(world)
        for path in set(pages(world)) - set(shown(world)[BY_LINK]):
            status, text = read(self.browser, path)
            self._look(path, status, text, expected(rule_of(world, path)), "")
        for each in forms(world):
            if not each.is_anybodys:
                reply = post(self.browser, each, mark)
                self._look(
                    each.path, reply.status_code, html.unescape(reply.text), (403, 404, 422), str(each.form)
                )
        after = dump(world)
        self.found += [(f"table {name}", 0, set()) for name in before if before[name] != after[name]]
        return self.found

    def _look(self, path: str, status: int, text: str, expected: tuple[int, ...], typed: str) -> None:
        seen = {each for each in self.secrets if each in text and each not in typed}
        if seen or status not in expected:
            self.found.append((path, status, seen))


def of_a_stranger(rule: str) -> tuple[int, ...]:
    """What is answered to whoever has nothing to do with it: a page of their own, or nothing."""
    if rule in OWN or "<" not in rule:
        return (200, 303, 403, 404)
    return (200, 403, 404) if rule in SHARED else (403, 404)


def of_a_rated_unit(rule: str) -> tuple[int, ...]:
    """The same, but for the pages of a wave on which each unit reads what is its own."""
    return (200, 403, 404) if rule in RATED else of_a_stranger(rule)


@pytest.mark.parametrize("role", ROLES)
def test_whoever_is_anything_in_another_province_sees_nothing_and_changes_nothing(
    place: Place, role: str
) -> None:
    place.renew()
    secrets = told(place.world)
    browser = hired(place.world, "so-khac", role)

    assert Stranger(place, browser, secrets).walk(of_a_stranger) == []


def test_whoever_is_everything_in_a_department_beside_sees_nothing_and_changes_nothing(place: Place) -> None:
    place.renew()
    secrets = told(place.world) - {"Tỉnh Mẫu"}
    browser = hired(place.world, "so-ben-canh", *ROLES)

    assert Stranger(place, browser, secrets).walk(of_a_stranger) == []


def test_whoever_is_everything_in_a_unit_that_is_rated_too_sees_nothing_of_the_others(place: Place) -> None:
    place.renew()
    secrets = (
        OF_HEALTH | OF_HOUSEHOLDS | {"Sở Y tế"} | addresses(place.world) - {place.world.office.mayor.email}
    )
    browser = hired(place.world, "xa-an-hoa", *ROLES)

    assert Stranger(place, browser, secrets).walk(of_a_rated_unit) == []


def test_nobody_is_led_to_the_sign_in_page_from_every_page_file_and_form(place: Place) -> None:
    place.renew()
    browser = place.world.office.browser()
    mark, before = browser.mark("/staff/sign-in"), dump(place.world)

    replies = [browser.get(path) for path in pages(place.world) if rule_of(place.world, path) not in OPEN]
    replies += [post(browser, each, mark) for each in forms(place.world)]

    led = {(each.status_code, each.headers["Location"].partition("?")[0]) for each in replies}
    assert led == {(303, "/staff/sign-in")}
    assert dump(place.world) == before


@pytest.mark.parametrize("roles", [("officer",), ROLES])
def test_a_rated_unit_reads_counts_alone_until_its_results_are_approved(
    place: Place, roles: tuple[str, ...]
) -> None:
    place.renew()
    world, unapproved = place.world, ("closed-2026", "frozen-2026", "review-2026")
    browser = hired(world, "so-y-te", *roles)
    secrets = shares(*unapproved) - shares("decided-2026", "published-2026")
    counts = {wave: {str(each) for each in favourable(wave, "so-y-te")[1:]} for wave in unapproved}

    for path in pages(world):
        status, text = read(browser, path)
        shown_numbers = set(re.findall(r"(?<![\w.,/:-])\d+(?![\w,/:-])", re.sub("<[^>]*>", " ", text)))
        assert [each for each in secrets if each in text] == [], path
        for wave in unapproved:
            assert wave not in path or not counts[wave] & shown_numbers, path
            assert f"results/{wave}" not in path or status in (403, 404), path
            assert f"quality/{wave}" not in path or status in (403, 404), path
    assert "131" in read(browser, "/staff/fieldwork/closed-2026")[1], "what has come for it"


def test_the_figures_that_are_looked_for_are_there_once_they_are_approved(place: Place) -> None:
    place.renew()
    base = f"/staff/results/published-2026/units/{place.world.cast.units['so-y-te']}"
    officer = hired(place.world, "so-y-te", "officer")

    page = read(officer, base)[1]

    assert {each for each in shares("published-2026") if each in page}
