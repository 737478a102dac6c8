"""What all tests share: honest skips, repeatable examples, and the browser."""

import logging
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest
import typer.testing
from anyio.from_thread import start_blocking_portal
from argon2 import Parameters
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright
from postgres import drop_schemas, postgres_server
from schema_pool import SchemaPool
from starlette.testclient import TestClient

from bsm_projections.databases import Place
from bsm_projections.databases import postgres as postgres_database
from bsm_service.foundation import clock as foundation_clock
from bsm_service.foundation import garbage_collection
from bsm_service.foundation.log_redaction import redact_logs
from bsm_service.identity.credentials.passwords import PASSWORD_HASHER
from kept_connections import KeepingPool

# As in every process of the product; it saves a sixth of the work of all tests.
garbage_collection.collect_rarely()

NOTHING_SKIPPED = bool(os.environ.get("BSM_NOTHING_SKIPPED"))
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# `make test` tries the same few examples every time, so that it fails for a change and
# not by chance. `make fuzz` tries many, others each time, and first those that failed
# before. A shared machine may pause at any moment, so no example has a deadline.
settings.register_profile("test", deadline=None, max_examples=25, derandomize=True)
settings.register_profile("fuzz", deadline=None, max_examples=1_000, print_blob=True)
settings.load_profile("test")


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Where everything must run, a skipped test is a failure that says which."""
    if not NOTHING_SKIPPED or not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr
    if isinstance(reason, tuple):
        reason = reason[2]
    report.outcome = "failed"
    report.longrepr = f"{report.nodeid} must not be skipped here. {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[
    None, pytest.TestReport, pytest.TestReport
]:
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[
    None, pytest.CollectReport, pytest.CollectReport
]:
    report = yield
    _refuse_skip(report)
    return report


@pytest.fixture(scope="session", autouse=True)
def longest_pause() -> Iterator[timedelta]:
    """Records of the tests begin in 2016, and are opened by today's clock as well. What
    the product takes for too long a pause is asked by tests of just that.
    """
    real = foundation_clock.MAX_PAUSE
    foundation_clock.MAX_PAUSE = timedelta(days=36_500)
    yield real
    foundation_clock.MAX_PAUSE = real


@pytest.fixture(scope="session", autouse=True)
def real_hashing_costs() -> Iterator[Parameters]:
    """Passwords of the tests are hashed a thousand times as fast as those of people.
    Tests of just that take the real costs.
    """
    real = PASSWORD_HASHER._parameters
    PASSWORD_HASHER._parameters = replace(real, time_cost=1, memory_cost=8)
    yield real
    PASSWORD_HASHER._parameters = real


@pytest.fixture(scope="session", autouse=True)
def logs_without_texts() -> None:
    """As every entry point of the product has them, whichever test comes first."""
    redact_logs()


@pytest.fixture(scope="session", autouse=True)
def commands_of_a_program_are_made_once() -> Iterator[None]:
    """As in a process of its own, which runs one. Making all of `bsm` takes longer
    than most of them run.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typer.testing, "_get_command", cache(typer.testing._get_command))
        yield


@pytest.fixture(scope="session", autouse=True)
def one_event_loop_for_all_requests() -> Iterator[None]:
    """As in a server. By itself a client starts a thread with an event loop, and a
    thread for the work, for each request: that takes as long as the request.
    """
    with start_blocking_portal() as portal, pytest.MonkeyPatch.context() as patch:
        patch.setattr(TestClient, "portal", portal)
        yield


@pytest.fixture(scope="session", autouse=True)
def one_place_for_all_logs() -> None:
    """Each logger of Streamlit is for itself. Pytest attaches itself to all of them
    anew for every part of a test, which takes longer than many tests do.
    """
    for logger in logging.Logger.manager.loggerDict.values():
        if isinstance(logger, logging.Logger) and logger.name.startswith("streamlit"):
            logger.propagate = True


@pytest.fixture(scope="session")
def postgres_url(testrun_uid: str) -> Iterator[str]:
    """A PostgreSQL server, one for all workers of a run."""
    with ExitStack() as running:
        try:
            # Pytest's own folders are long, and closed to the server's user. In memory,
            # where there is room, tables are sooner made and dropped.
            memory = Path("/dev/shm")
            scratch = memory if os.access(memory, os.W_OK) else Path("/tmp")
            folder = scratch / f"bsm-{testrun_uid[:12]}"
            url = running.enter_context(postgres_server(folder))
        except Exception as error:
            pytest.skip(f"PostgreSQL does not start here: {error!r}")
        yield url


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def new_place(request: pytest.FixtureRequest) -> Callable[[Path], Place]:
    """Makes places where a record can lie, on one database and then on the other.

    On PostgreSQL each is a set of schemas of its own, even for the same folder.
    """
    if request.param == "sqlite":
        return Place
    url = request.getfixturevalue("postgres_url")
    return lambda folder: Place(folder, url, f"t_{uuid4().hex}", connections=4)


@pytest.fixture(scope="session")
def schema_pool(postgres_url: str) -> Iterator[SchemaPool]:
    """Sets of schemas that are emptied after each test that used them; connections to
    them are kept.
    """
    pool = SchemaPool(postgres_url)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postgres_database, "ConnectionPool", KeepingPool)
        yield pool
    pool.close()


@pytest.fixture
def place(
    new_place: Callable[[Path], Place],
    request: pytest.FixtureRequest,
    tmp_path: Path,
) -> Iterator[Place]:
    """Where a record can lie: the test runs on one database and then on the other. On
    PostgreSQL all tables exist already, and nothing is recorded in them.
    """
    if new_place is Place:
        yield Place(tmp_path)
        return
    with request.getfixturevalue("schema_pool").lent(tmp_path) as place:
        yield place


@pytest.fixture
def bare_place(new_place: Callable[[Path], Place], tmp_path: Path) -> Iterator[Place]:
    """The same without any table, for tests of how tables are made."""
    place = new_place(tmp_path)
    yield place
    if place.url is not None:
        drop_schemas(place.url, place.schema)


@pytest.fixture
def postgres_place(schema_pool: SchemaPool, tmp_path: Path) -> Iterator[Place]:
    """A place on PostgreSQL, for what SQLite does not know."""
    with schema_pool.lent(tmp_path) as place:
        yield place


@pytest.fixture
def bare_postgres_place(postgres_url: str, tmp_path: Path) -> Iterator[Place]:
    """The same without any table."""
    place = Place(tmp_path, postgres_url, f"t_{uuid4().hex}", connections=4)
    yield place
    drop_schemas(postgres_url, place.schema)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where the browser is, for playwright's ``executable_path``."""
    for name in BROWSERS:
        if path := shutil.which(name):
            return path
    pytest.skip(f"no browser here: none of {', '.join(BROWSERS)} is in PATH")


@dataclass
class OpenBrowser:
    """One for all tests of a browser that follow one another, with what it keeps: what
    pages have in common takes it longer to load and to compile than most tests last.

    Closed before any other test: Playwright leaves its event loop running in the
    thread, where no other could run then.
    """

    running: ExitStack = field(default_factory=ExitStack)
    browser: Browser | None = None

    def at(self, path: str) -> Browser:
        if self.browser is None:
            playwright = self.running.enter_context(sync_playwright())
            self.browser = playwright.chromium.launch(
                executable_path=path, args=["--no-sandbox"]
            )
            self.running.callback(self.browser.close)
        return self.browser

    def close(self) -> None:
        self.browser = None
        self.running.close()


OPEN_BROWSER = OpenBrowser()


def _needs_browser(item: pytest.Item | None) -> bool:
    return item is not None and item.get_closest_marker("browser") is not None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of a browser come first, so that one worker does them all: others take over
    what stands last.
    """
    items.sort(key=lambda item: not _needs_browser(item))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(
    nextitem: pytest.Item | None,
) -> Generator[None, None, None]:
    try:
        yield
    finally:
        if not _needs_browser(nextitem):
            OPEN_BROWSER.close()


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Browser:
    return OPEN_BROWSER.at(chromium_path)
