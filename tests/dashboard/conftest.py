"""Networks and pages that are opened for tests of the dashboard."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from administration_examples import Staffed, added
from agenda_examples import AgendaStory, plan_agenda
from dashboard_examples import MAIN, PRESENT, OpenPage, Story, create_story
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from served_registration import ServedRegistration, served_registration
from server_process import Server, running
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.testing.v1 import AppTest, app_test
from streamlit.testing.v1.util import patch_config_options
from systems import (
    LEADERSHIP,
    StoryClock,
    system_in,
)

from bsm_domain.foundation.roles import Role
from bsm_service.access.permissions import Principal
from bsm_service.settings.settings import SignInMode
from dashboard.data import current_principal, queries
from dashboard.data import system as data_system

DESK: ViewportSize = {"width": 1400, "height": 900}


@pytest.fixture(scope="session", autouse=True)
def _components_are_looked_for_once() -> Iterator[None]:
    """Otherwise every page that is opened reads through all installed packages."""
    scan_once = cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", scan_once)
        yield


@pytest.fixture(scope="session", autouse=True)
def _scripts_are_compiled_once() -> Iterator[None]:
    """As by a server, which keeps them, and with its settings: what it neither rewrites
    nor counts takes a sixth of the time of a page.
    """
    with (
        patch_config_options(
            {"runner.magicEnabled": False, "browser.gatherUsageStats": False}
        ),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(app_test, "ScriptCache", cache(app_test.ScriptCache))
        yield


@pytest.fixture(scope="session")
def registrations(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[ServedRegistration]:
    """Meetings with registrations on one server, for browsers."""
    output = tmp_path_factory.mktemp("server") / "output.txt"
    with served_registration(tmp_path_factory.mktemp("data"), output) as served:
        yield served


@pytest.fixture
def empty_network(tmp_path: Path) -> Iterator[Story]:
    clock = StoryClock()
    system = system_in(tmp_path, clock=clock)
    clock.time = PRESENT
    yield from _served(Story(system, clock))


@pytest.fixture
def busy_network(tmp_path: Path) -> Iterator[Story]:
    yield from _served(_copied_story(tmp_path))


@pytest.fixture
def planned(busy_network: Story) -> AgendaStory:
    """It, with a meeting whose agenda has versions and a draft."""
    return plan_agenda(busy_network)


@pytest.fixture
def demonstration(tmp_path: Path) -> Iterator[Story]:
    yield from _served(_copied_story(tmp_path, demonstration=True))


@cache
def _stored_story(demonstration: bool) -> tuple[TemporaryDirectory[str], Story]:
    folder = TemporaryDirectory(prefix="bsm-story-")
    story = create_story(Path(folder.name), demonstration=demonstration)
    story.system.engine.catch_up()
    story.system.close()
    return folder, story


def _copied_story(folder: Path, *, demonstration: bool = False) -> Story:
    """The same story in a folder of its own, which is a copy."""
    original, story = _stored_story(demonstration)
    shutil.copytree(original.name, folder, dirs_exist_ok=True)
    clock = StoryClock(PRESENT)
    system = system_in(folder, clock=clock, established=False)
    return replace(story, system=system, clock=clock, positions=dict(story.positions))


def _served(story: Story) -> Iterator[Story]:
    story.system.engine.catch_up()
    data_system.use_system(story.system, SignInMode.DEMONSTRATION)
    queries.clear_caches()
    yield story
    queries.clear_caches()
    story.system.close()


@pytest.fixture
def staffed(empty_network: Story) -> Staffed:
    story = Staffed(empty_network.system, empty_network.clock)
    story.focal_point = added(story, "anna.huber", Role.FOCAL_POINT, "AT")
    story.office = added(story, "office.one", Role.SECRETARIAT)
    story.auditor = added(story, "auditor.two", Role.AUDITOR)
    return story


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Opens a page as somebody: `open_page("history", by=AUDITOR, as_of="7")`."""

    def open_as(
        page: str = "overview", *, by: Principal | None = LEADERSHIP, **query: Any
    ) -> AppTest:
        monkeypatch.setattr(current_principal, "current_principal", lambda **_: by)
        app = AppTest.from_file(str(MAIN), default_timeout=60)
        app.session_state["charts-wanted"] = True  # no browser asks for them here
        for name, value in query.items():
            app.query_params[name] = str(value)
        if page in ("follow_up", "imports", "my_delegation", "my_registration"):
            app.run()  # only then is it known that its address has another name
        if page != "overview":
            app.switch_page(f"app_pages/{page}.py")
        app.run()
        assert not app.exception, app.exception
        return app

    return open_as


@pytest.fixture
def forgotten_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of files that pages had Streamlit forget."""
    forgotten: list[str] = []
    forget = MemoryUploadedFileManager.remove_file

    def note_and_forget(
        self: MemoryUploadedFileManager, session_id: str, file_id: str
    ) -> None:
        forgotten.append(file_id)
        forget(self, session_id, file_id)

    monkeypatch.setattr(MemoryUploadedFileManager, "remove_file", note_and_forget)
    return forgotten


@pytest.fixture(scope="session")
def demo_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demonstration, served; nobody changes anything in it."""
    output = tmp_path_factory.mktemp("server") / "output.txt"
    with running("demo", tmp_path_factory.mktemp("data"), output) as server:
        yield server


def _new_context(browser: Browser) -> BrowserContext:
    answer_timeout = 120_000  # two cores for server, browser and tests may be slow
    context = browser.new_context(viewport=DESK)
    context.set_default_timeout(answer_timeout)
    expect.set_options(timeout=answer_timeout)
    return context


_shared_context = cache(_new_context)


@pytest.fixture
def page_with_own_clock(browser: Browser) -> Iterator[Page]:
    """A page whose clock may be set: all pages of a context share one, for ever."""
    context = _new_context(browser)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of somebody who has not signed in.

    The same one again, since a new one costs twice as much: whoever does what cannot be
    undone takes another, of the same context.
    """
    context = _shared_context(browser)
    page = context.pages[0] if context.pages else context.new_page()
    yield page
    for other in context.pages[1:]:
        other.close()
    set_clock = page.evaluate("() => '__pwClock' in window")
    assert not set_clock, "Whoever sets the clock takes `page_with_own_clock`."
    page.set_viewport_size(DESK)
    page.emulate_media(media="null", color_scheme="null")
    context.clear_cookies()
    context.set_offline(False)
