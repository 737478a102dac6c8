"""An open page of somebody whose session has ended does nothing any more.

What a page can do is found by walking the source: each use of Streamlit's callbacks,
dialogs, fragments and downloads.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from dashboard_examples import MAIN, Story, page_text
from streamlit.testing.v1 import AppTest
from systems import BERLIN_DETAILS, do, invited, nominate

import dashboard
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_service.access.permissions import Principal
from bsm_service.foundation.refusals import NotSignedIn
from bsm_service.meetings.commands import (
    AnnounceMeeting,
    InviteDelegations,
    OpenRegistration,
)
from dashboard.data import current_principal
from dashboard.shell import callback_checks

SOURCE = Path(dashboard.__file__).parent
ACCESS_CHECKS = Path(callback_checks.__file__)
_LITERAL = ("rerun", "ignore")
_EVENT = re.compile("on_(click|select|submit|dismiss|([a-z]+_)?change)")


@dataclass(frozen=True)
class Use:
    """One use of something by which an open page acts, and whether it is checked."""

    place: str
    what: str
    is_checked: bool


def uses() -> Iterator[Use]:
    """Every one in the dashboard's source."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                yield from _uses_of(node, path)
            elif isinstance(node, ast.Dict):
                for key, value in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant) and _is_event(key.value):
                        yield _use(path, value, str(key.value), "checked")
            elif isinstance(node, ast.Attribute) and _is_streamlits(node, path):
                yield Use(_place(path, node.lineno), f"st.{node.attr}", False)


def _place(path: Path, line: int) -> str:
    """Two files of two subjects may have the same name."""
    return f"{path.relative_to(SOURCE).as_posix()}:{line}"


def _uses_of(node: ast.Call, path: Path) -> Iterator[Use]:
    for keyword in node.keywords:
        literal = (
            isinstance(keyword.value, ast.Constant) and keyword.value.value in _LITERAL
        )
        if _is_event(keyword.arg) and not literal:
            yield _use(path, keyword.value, str(keyword.arg), "checked")
    if isinstance(node.func, ast.Attribute) and node.func.attr == "download_button":
        yield _use(path, node.args[1], "download_button", "checked_file")


def _is_event(name: Any) -> bool:
    return isinstance(name, str) and _EVENT.fullmatch(name) is not None


def _is_streamlits(node: ast.Attribute, path: Path) -> bool:
    """Dialogs and fragments are opened by `dashboard.shell.callback_checks` alone."""
    return node.attr in ("dialog", "fragment", "experimental_dialog") and (
        isinstance(node.value, ast.Name)
        and node.value.id == "st"
        and path != ACCESS_CHECKS
    )


def _use(path: Path, value: ast.expr, what: str, by: str) -> Use:
    function = value.func if isinstance(value, ast.Call) else None
    name = function.attr if isinstance(function, ast.Attribute) else None
    if isinstance(function, ast.Name):
        name = function.id
    is_checked = name == by or path == ACCESS_CHECKS
    return Use(_place(path, value.lineno), what, is_checked)


def test_whatever_an_open_page_does_asks_anew_who_is_acting():
    found_uses = list(uses())

    assert {item.what for item in found_uses} >= {
        "on_click",
        "on_change",
        "download_button",
    }
    assert [item for item in found_uses if not item.is_checked] == []


@dataclass
class Page:
    """A page that somebody has open, and whose session may end."""

    story: Story
    cookie: str
    has_ended: bool = False
    drawn: dict[str, Callable[..., Any]] = field(default_factory=dict)

    def principal(self, **_: Any) -> Principal | None:
        """As `data.principal`, of the cookie with which the page was opened."""
        principal = self.story.system.identity.principal_from_cookie(self.cookie)
        return None if self.has_ended else principal

    def record(self) -> tuple[Any, ...]:
        """What changes where somebody does something, or reads about somebody."""
        system = self.story.system
        counts = [
            system.identity.account_database.rows(f"SELECT count(*) FROM {table}")[0][0]
            for table in ("accounts", "account_events", "mandates", "outbox")
        ]
        with system.vault.database.connection() as connection:
            readings = connection.execute("SELECT count(*) FROM readings").fetchone()[0]
        return system.store.position(), *counts, readings


@pytest.fixture
def story(busy_network: Story) -> Story:
    """Berlin is over, and a second meeting is open to registrations."""
    system, meeting = busy_network.system, uuid4()
    details = BERLIN_DETAILS.model_copy(update={"edition": 11, "city": "Vienna"})
    do(system, AnnounceMeeting(meeting_id=meeting, details=details))
    delegations = tuple(invited(code) for code in ("AT", "IT"))
    do(system, InviteDelegations(meeting_id=meeting, delegations=delegations))
    do(system, OpenRegistration(meeting_id=meeting, capacity=100))
    nominate(system, meeting, "AT")
    system.engine.catch_up()
    return busy_network


@pytest.fixture
def callbacks(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[..., Any]]:
    """What open pages can do, by the place in the source that says so."""
    callbacks: dict[str, Callable[..., Any]] = {}

    def noting(name: str, wrap: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(callback: Any, **kwargs: Any) -> Any:
            caller = sys._getframe(1)
            place = _place(Path(caller.f_code.co_filename), caller.f_lineno)
            callbacks[f"{name} {place}"] = wrapped_callback = wrap(callback, **kwargs)
            return wrapped_callback

        return wrapped

    checked, file = (
        noting("checked", callback_checks.checked),
        noting("file", callback_checks.checked_file),
    )
    monkeypatch.setattr(callback_checks, "checked_file", file)
    for name, module in list(sys.modules.items()):
        if name.startswith("dashboard.") and hasattr(module, "checked"):
            monkeypatch.setattr(module, "checked", checked)
    return callbacks


PAGES = {
    Role.SECRETARIAT: ("overview", "meeting", "follow_up", "people", "imports"),
    Role.FOCAL_POINT: ("follow_up", "commitments", "meeting", "people"),
    Role.AUDITOR: ("history", "readings", "overview"),
    Role.ADMINISTRATOR: ("administration",),
}
WALKS = [(role, page) for role, pages in PAGES.items() for page in pages]


@pytest.mark.parametrize(("role", "page"), WALKS)
def test_no_button_of_a_page_does_anything_once_its_session_has_ended(
    story: Story,
    monkeypatch: pytest.MonkeyPatch,
    role: Role,
    page: str,
    callbacks: dict[str, Callable[..., Any]],
):
    open_page = _opened(story, monkeypatch, role)
    app = _at(page, activity=story.activity)
    assert not app.exception
    buttons = [
        button.key for button in app.button if button.key and not button.proto.disabled
    ]

    for key in buttons:
        before = open_page.record()
        open_page.has_ended = True
        app.button(key=key).click().run()
        assert not app.exception, key
        assert open_page.record() == before, key
        assert "Your session has ended, so your last action was not" in page_text(
            app
        ), key
        open_page.has_ended = False
        app.run()
        forms = [
            button for button in app.button if button.key and "-send-" in button.key
        ]
        assert not forms, f"{key} opened a form for nobody"


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.SECRETARIAT, "meeting"),
        (Role.FOCAL_POINT, "follow_up"),
        (Role.ADMINISTRATOR, "administration"),
    ],
)
def test_no_form_that_is_open_sends_anything_once_its_session_has_ended(
    story: Story, monkeypatch: pytest.MonkeyPatch, role: Role, page: str
):
    open_page = _opened(story, monkeypatch, role)
    app = _at(page, activity=story.activity)
    opening_keys = [
        button.key
        for button in app.button
        if button.key and button.key.startswith(("ask-", "duty-"))
    ]
    assert opening_keys
    for key in opening_keys[:4]:
        app.button(key=key).click().run()
        [send] = [button for button in app.button if "-send-" in (button.key or "")]
        before = open_page.record()
        open_page.has_ended = True
        send.click().run()
        assert open_page.record() == before
        assert "Your session has ended, so your last action was not" in page_text(app)
        open_page.has_ended = False
        app = _at(page, activity=story.activity)


def test_what_was_drawn_before_does_nothing_when_it_is_called_afterwards(
    story: Story,
    monkeypatch: pytest.MonkeyPatch,
    callbacks: dict[str, Callable[..., Any]],
):
    """Straight, as a client does that keeps nothing but the page's socket."""
    for role, pages in PAGES.items():
        open_page = _opened(story, monkeypatch, role)
        callbacks.clear()
        for page in pages:
            _at(page, activity=story.activity, table="activities")
        assert callbacks
        before = open_page.record()
        story.system.identity.sessions.end(open_page.cookie)
        after = open_page.record()
        for place, callback in callbacks.items():
            if place.startswith("file"):
                with pytest.raises(NotSignedIn):
                    callback()
            else:
                callback()  # its arguments are of no use to what is not called
        assert open_page.record() == after != before


def _opened(story: Story, monkeypatch: pytest.MonkeyPatch, role: Role) -> Page:
    """A page of somebody who has signed in by password."""
    delegation = "AT" if role is Role.FOCAL_POINT else None
    cookie = story.system.identity.start_session(
        f"{role} one", role, delegation, SignInMethod.TOTP
    )
    page = Page(story, cookie)
    monkeypatch.setattr(current_principal, "current_principal", page.principal)
    return page


def _at(page: str, **query: Any) -> AppTest:
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    app.session_state["charts-wanted"] = True
    for name, value in query.items():
        app.query_params[name] = str(value)
    app.run()
    if page != "overview":
        app.switch_page(f"app_pages/{page}.py")
        app.run()
    return app
