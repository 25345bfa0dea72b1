"""A kiosk without a network: nothing lost, nothing doubled, whatever is cut, killed, closed or replaced."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Event

import pytest
from flask import request
from playwright.sync_api import Browser, Error, expect

from survey import create_app
from survey.ballots import doors
from survey.citizen import assets as assets_module
from survey.citizen import kiosk_page
from survey.devices import worker
from tests.ballots.server import Nursery
from tests.browser.serving import served
from tests.browser.tablet import Citizens, TabletBrowser, bodies, come, n_rows, stored
from tests.browser.wire import Wire
from tests.databases import Cast

pytestmark = pytest.mark.browser

FEW, MANY = 15, 300
SCREEN = "/k/two-kiosk"
BALLOTS = "/api/v1/ballots/"
PATIENCE = 240.0


@pytest.fixture
def tablet(chromium: Browser, tmp_path: Path) -> Iterator[TabletBrowser]:
    made = TabletBrowser(chromium, tmp_path / "profile")
    yield made
    made.close()


def drained(tablet: TabletBrowser, wire: Wire) -> None:
    """Return when the queue is empty, telling the page from time to time that there is a network."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if tablet.queue() == {"waiting": 0, "parked": 0, "oldest": None}:
            return
        tablet.page.evaluate("dispatchEvent(new Event('online'))")
        time.sleep(0.3)
    raise AssertionError(f"{tablet.queue()} after {PATIENCE} s, {wire.n_cut} cuts")


@pytest.mark.parametrize("n", [FEW, pytest.param(MANY, marks=pytest.mark.soak)], ids=lambda n: f"{n} ballots")
def test_what_was_answered_offline_arrives_exactly_once(
    tablet: TabletBrowser, sqlite_province: Cast, tmp_path: Path, n: int
) -> None:
    """The network off, then on with cuts; the server killed; the browser closed, and once without warning."""
    citizens = Citizens()
    with Nursery(sqlite_province.url, tmp_path / "log") as nursery, ExitStack() as stack:
        server = nursery.spawn().wait()
        wire = stack.enter_context(Wire(server.port))
        come(tablet.page, wire.address + SCREEN)
        tablet.wait_for_worker()
        wire.fall()
        for _ in range(n // 3):
            citizens.answer(tablet.page)
        assert tablet.queue()["waiting"] == n // 3
        tablet.close()
        tablet.start()
        come(tablet.page, wire.address + SCREEN)
        while len(citizens.given) < n - 2:
            citizens.answer(tablet.page)
        tablet.lose_power()
        tablet.start()
        come(tablet.page, wire.address + SCREEN)
        queued = tablet.bodies()
        assert len(queued) == n - 2
        assert n_rows(sqlite_province.engine) == 0

        wire.rise(cuts=True)
        for _ in range(2):
            citizens.answer(tablet.page)
            end = time.monotonic() + 60
            before = n_rows(sqlite_province.engine)
            while time.monotonic() < end and n_rows(sqlite_province.engine) < min(n - 1, before + n // 4):
                tablet.page.evaluate("dispatchEvent(new Event('online'))")
                time.sleep(0.02)
            server.kill()
            server = nursery.spawn().wait()
            wire.target = server.port
        drained(tablet, wire)
        print(f"\n{n} ballots offline: {n_rows(sqlite_province.engine)} rows, {wire.n_cut} cuts, 2 kills")

    assert len(citizens.given) == n
    assert n_rows(sqlite_province.engine) == n
    assert stored(sqlite_province.engine) == citizens.given
    told = bodies(sqlite_province.engine)
    assert {each: told[each] for each in queued} == queued
    assert wire.n_cut > 0


class Releases:
    """The same program in several versions of its files."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.patch = folder, patch
        self.original = assets_module.FOLDER

    def release(self, name: str) -> None:
        """Every file of the pages is another one from now on."""
        folder = self.folder / name
        shutil.copytree(self.original, folder, dirs_exist_ok=True)
        for path in folder.iterdir():
            mark = {".js": f"\nself.release = '{name}';\n", ".css": f"\n:root {{ --{name}: 1 }}\n"}.get(
                path.suffix, ""
            )
            path.write_text(path.read_text(encoding="utf-8") + mark, encoding="utf-8")
        self.patch.setattr(assets_module, "FOLDER", folder)
        for each in (
            assets_module.assets,
            assets_module._read,
            worker.version,
            kiosk_page.fresh_kiosk,
        ):
            each.cache_clear()


@pytest.fixture
def releases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Releases]:
    monkeypatch.setattr(doors, "SEEN_WITHIN", 0.0)
    made = Releases(tmp_path / "releases", monkeypatch)
    yield made
    monkeypatch.undo()
    made.patch.setattr(assets_module, "FOLDER", made.original)
    for each in (assets_module.assets, assets_module._read, worker.version, kiosk_page.fresh_kiosk):
        each.cache_clear()


def wait_for_version(tablet: TabletBrowser, version: str) -> None:
    """Return when exactly this version is kept; what could not be fetched whole is tried again.

    Now and then the page is opened anew, as it is by citizens; it asks a worker that waits to take over.
    """
    kept = f"caches.keys().then((names) => names.join() === 'hailong /k {version}')"
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        tablet.page.evaluate("navigator.serviceWorker.getRegistration().then((each) => each.update())")
        with suppress(AssertionError):
            tablet.until(kept, patience=10)
            return
        opened_again(tablet)
    names = tablet.page.evaluate("caches.keys()")
    raise AssertionError(f"{version} is not kept alone after {PATIENCE} s, but {names}")


def opened_again(tablet: TabletBrowser) -> None:
    """The page anew; where it does not come, the whole browser, as somebody at the counter does."""
    place = tablet.page.url
    try:
        tablet.page.reload()
    except Error:
        tablet.close()
        tablet.start()
        come(tablet.page, place)


@pytest.mark.parametrize("n", [6, pytest.param(MANY, marks=pytest.mark.soak)], ids=lambda n: f"{n} ballots")
def test_a_new_version_of_the_program_strands_no_queue(
    tablet: TabletBrowser, sqlite_province: Cast, releases: Releases, n: int
) -> None:
    """Answered with one version, sent with the next; then the next is taken back, and it goes on."""
    citizens, engine = Citizens(), sqlite_province.engine
    app, full = create_app(engine), Event()
    app.before_request(lambda: ("", 429) if full.is_set() and request.path.startswith(BALLOTS) else None)
    releases.release("one")
    with served(app) as base, Wire(int(base.rpartition(":")[2])) as wire:
        come(tablet.page, wire.address + SCREEN)
        tablet.wait_for_worker()
        old = worker.version()
        wire.fall()
        for _ in range(n // 3):
            citizens.answer(tablet.page)

        for name in ("two", "one"):
            tablet.close()
            releases.release(name)
            full.set()
            wire.rise()
            tablet.start()
            come(tablet.page, wire.address + SCREEN)
            wait_for_version(tablet, worker.version())
            come(tablet.page, wire.address + SCREEN)
            assert tablet.page.evaluate("self.release") == name
            assert tablet.queue()["waiting"] == n // 3
            full.clear()
            wire.rise(cuts=True)
            drained(tablet, wire)
            assert stored(engine) == citizens.given
            wire.fall()
            for _ in range(n // 3):
                citizens.answer(tablet.page)
        assert worker.version() == old
        wire.rise(cuts=True)
        drained(tablet, wire)
        print(f"\n{n} ballots across two upgrades: {n_rows(engine)} rows, {wire.n_cut} cuts")

    assert n_rows(engine) == n
    assert stored(engine) == citizens.given


def test_a_kiosk_starts_without_a_network_and_keeps_no_answers(
    tablet: TabletBrowser, sqlite_province: Cast
) -> None:
    citizens = Citizens()
    with served(create_app(sqlite_province.engine)) as base, Wire(int(base.rpartition(":")[2])) as wire:
        come(tablet.page, wire.address + SCREEN)
        tablet.wait_for_worker()
        wire.fall()
        tablet.close()
        tablet.start()

        tablet.page.goto(f"{wire.address}/k")
        expect(tablet.page.locator(".attract")).to_be_visible()
        come(tablet.page, wire.address + SCREEN)
        citizens.answer(tablet.page)
        kept = tablet.kept()
        wire.rise()
        drained(tablet, wire)

    (names,) = kept.values()
    assert {name for name in names if not name.startswith("/assets/")} == {SCREEN, "/k/staff"}
    assert stored(sqlite_province.engine) == citizens.given


def test_half_a_version_is_never_kept(
    tablet: TabletBrowser, sqlite_province: Cast, releases: Releases
) -> None:
    """The network goes while a new version is fetched: the old one stays whole."""
    releases.release("one")
    with (
        served(create_app(sqlite_province.engine)) as base,
        Wire(int(base.rpartition(":")[2])) as wire,
    ):
        come(tablet.page, wire.address + SCREEN)
        tablet.wait_for_worker()
        old = worker.version()
        releases.release("two")
        wire.rise(cuts=True)
        tablet.page.evaluate(
            "navigator.serviceWorker.getRegistration().then((each) => each.update()).catch(() => {})"
        )
        wire.fall()
        come(tablet.page, wire.address + SCREEN)
        before = tablet.kept()
        wire.rise()
        wait_for_version(tablet, worker.version())

        after = tablet.kept()

    assert SCREEN in before[f"hailong /k {old}"]
    assert list(after) == [f"hailong /k {worker.version()}"]
    assert SCREEN in after[f"hailong /k {worker.version()}"]


def test_what_waits_when_the_wave_ends_goes_out_in_its_days_of_grace(
    tablet: TabletBrowser, sqlite_province: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen has no form any more when the network comes back, and the ballots still arrive."""
    monkeypatch.setattr(doors, "SEEN_WITHIN", 0.0)
    citizens, engine = Citizens(), sqlite_province.engine
    with served(create_app(engine)) as base, Wire(int(base.rpartition(":")[2])) as wire:
        come(tablet.page, wire.address + SCREEN)
        tablet.wait_for_worker()
        wire.fall()
        for _ in range(3):
            citizens.answer(tablet.page)
        tablet.close()
        with engine.begin() as connection:
            connection.exec_driver_sql("UPDATE wave SET state = 'closed'")
        wire.rise()

        tablet.start()
        tablet.page.goto(wire.address + SCREEN)
        end = time.monotonic() + 60
        while n_rows(engine) < 3 and time.monotonic() < end:
            time.sleep(0.1)
        kept = tablet.kept()

    assert "đã kết thúc" in tablet.page.locator("h1").inner_text()
    assert stored(engine) == citizens.given
    assert not [name for names in kept.values() for name in names if name == SCREEN]
