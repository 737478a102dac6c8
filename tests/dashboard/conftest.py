"""A network on a dashboard: empty, or busy at Berlin with a promise that is late."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from serving import Server, running
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.testing.v1 import AppTest
from systems import (
    CHAIR,
    LEADERSHIP,
    StoryClock,
    agree_and_accept,
    announce_berlin,
    confirm,
    do,
    nominate,
    propose,
    set_objective,
    system_in,
)

import dashboard
from bsm_domain.foundation.values import MatterAudience
from bsm_service.access.permissions import Principal
from bsm_service.application.command import EstablishNetwork
from bsm_service.application.system import System
from bsm_service.identity import SYSTEM
from bsm_service.meetings.commands import (
    CloseRegistration,
    ConcludeMeeting,
    OpenMeeting,
    RecordDiscussion,
)
from bsm_service.settings.settings import SignIn
from dashboard.data import queries as data
from dashboard.data import system as process

MAIN = Path(dashboard.__file__).with_name("main.py")
PRESENT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
# For a browser: what a page says of its connection. What it says for some
# seconds only would otherwise have to be seen in time.
NOTE_WHAT_IS_SAID = """
window.said = [];
const bar = document.getElementById('bsm-connection');
new MutationObserver(() => window.said.push(bar.textContent))
  .observe(bar, {childList: true});
"""


@dataclass
class Story:
    """What happened, and where."""

    system: System
    clock: StoryClock
    meeting: UUID | None = None
    activity: UUID | None = None
    positions: dict[str, int] = field(default_factory=dict)

    def note(self, name: str) -> None:
        self.positions[name] = self.system.store.position()


@pytest.fixture(scope="session", autouse=True)
def _components_are_looked_for_once() -> Iterator[None]:
    """Otherwise every page that is opened reads through all installed packages."""
    found = cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


@pytest.fixture
def empty_network(tmp_path: Path) -> Iterator[Story]:
    clock = StoryClock()
    system = system_in(tmp_path, clock=clock)
    clock.time = PRESENT
    yield from _served(Story(system, clock))


@pytest.fixture
def busy_network(tmp_path: Path) -> Iterator[Story]:
    yield from _served(tell(tmp_path))


@pytest.fixture
def demonstration(tmp_path: Path) -> Iterator[Story]:
    yield from _served(tell(tmp_path, demonstration=True))


def tell(folder: Path, *, demonstration: bool = False) -> Story:
    """A busy network in a data folder: Berlin, four delegates, two promises."""
    clock = StoryClock()
    system = system_in(folder, clock=clock, established=False)
    named = EstablishNetwork(
        network_id=uuid4(), name="Network of the tests", demonstration=demonstration
    )
    do(system, named, SYSTEM)
    story = Story(system, clock)
    meeting = story.meeting = announce_berlin(system)
    for delegation in ("AT", "AT", "MK", "DZ"):
        clock.pass_by(timedelta(days=1))
        confirm(system, nominate(system, meeting, delegation))
    story.note("registered")
    discussed = set_objective(system, meeting)
    closed = set_objective(
        system, meeting, code="O2", audience=MatterAudience.FOCAL_POINTS
    )
    clock.time = datetime(2016, 4, 12, 8, 0, tzinfo=UTC)
    do(system, CloseRegistration(meeting_id=meeting))
    do(system, OpenMeeting(meeting_id=meeting), CHAIR)
    do(
        system,
        RecordDiscussion(objective_id=discussed, summary="In the room."),
        CHAIR,
    )
    story.activity = propose(system, discussed, owner="AT")
    agree_and_accept(system, story.activity)
    agree_and_accept(system, propose(system, closed, owner="IT"))
    do(system, ConcludeMeeting(meeting_id=meeting), CHAIR)
    story.note("concluded")
    clock.time = PRESENT
    return story


def _served(story: Story) -> Iterator[Story]:
    story.system.engine.catch_up()
    process.use(story.system, SignIn.DEMONSTRATION)
    data.forget()
    yield story
    data.forget()
    story.system.close()


OpenPage = Callable[..., AppTest]


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Opens a page as somebody: `open_page("history", by=AUDITOR, as_of="7")`."""

    def opened(
        page: str = "overview", *, by: Principal | None = LEADERSHIP, **query: Any
    ) -> AppTest:
        monkeypatch.setattr(data, "principal", lambda **_: by)
        app = AppTest.from_file(str(MAIN), default_timeout=60)
        app.session_state["charts-wanted"] = True  # no browser asks for them here
        for name, value in query.items():
            app.query_params[name] = str(value)
        if page in ("follow_up", "imports"):
            app.run()  # only then is it known that its address has another name
        if page != "overview":
            app.switch_page(f"app_pages/{page}.py")
        app.run()
        assert not app.exception, app.exception
        return app

    return opened


@pytest.fixture
def let_go(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of files that pages had Streamlit forget."""
    gone: list[str] = []
    forget = MemoryUploadedFileManager.remove_file

    def noted(self: MemoryUploadedFileManager, session_id: str, file_id: str) -> None:
        gone.append(file_id)
        forget(self, session_id, file_id)

    monkeypatch.setattr(MemoryUploadedFileManager, "remove_file", noted)
    return gone


def words(app: AppTest) -> str:
    """Everything that the page says in text of its own."""
    bodies = [one.proto.body for one in app.get("html")]
    return "\n".join(body for body in bodies if not body.startswith("<style"))


@pytest.fixture(scope="session")
def demo_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demonstration, served; nobody changes anything in it."""
    said = tmp_path_factory.mktemp("server") / "output.txt"
    with running("demo", tmp_path_factory.mktemp("data"), said) as server:
        yield server
