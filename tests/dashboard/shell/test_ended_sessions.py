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
from dashboard_examples import MAIN, Story, words
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
from dashboard.data import sign_in
from dashboard.shell import access_checks

SOURCE = Path(dashboard.__file__).parent
ACCESS_CHECKS = Path(access_checks.__file__)
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
    for given in node.keywords:
        literal = (
            isinstance(given.value, ast.Constant) and given.value.value in _LITERAL
        )
        if _is_event(given.arg) and not literal:
            yield _use(path, given.value, str(given.arg), "checked")
    if isinstance(node.func, ast.Attribute) and node.func.attr == "download_button":
        yield _use(path, node.args[1], "download_button", "checked_file")


def _is_event(name: Any) -> bool:
    return isinstance(name, str) and _EVENT.fullmatch(name) is not None


def _is_streamlits(node: ast.Attribute, path: Path) -> bool:
    """Dialogs and fragments are opened by `dashboard.shell.access_checks` alone."""
    return node.attr in ("dialog", "fragment", "experimental_dialog") and (
        isinstance(node.value, ast.Name)
        and node.value.id == "st"
        and path != ACCESS_CHECKS
    )


def _use(path: Path, value: ast.expr, what: str, by: str) -> Use:
    called = value.func if isinstance(value, ast.Call) else None
    name = called.attr if isinstance(called, ast.Attribute) else None
    if isinstance(called, ast.Name):
        name = called.id
    is_checked = name == by or path == ACCESS_CHECKS
    return Use(_place(path, value.lineno), what, is_checked)


def test_whatever_an_open_page_does_asks_anew_who_is_acting():
    found = list(uses())

    assert {one.what for one in found} >= {"on_click", "on_change", "download_button"}
    assert [one for one in found if not one.is_checked] == []


@dataclass
class Page:
    """A page that somebody has open, and whose session may end."""

    story: Story
    cookie: str
    has_ended: bool = False
    drawn: dict[str, Callable[..., Any]] = field(default_factory=dict)

    def principal(self, **_: Any) -> Principal | None:
        """As `data.principal`, of the cookie with which the page was opened."""
        found = self.story.system.identity.principal_from_cookie(self.cookie)
        return None if self.has_ended else found

    def record(self) -> tuple[Any, ...]:
        """What changes where somebody does something, or reads about somebody."""
        system = self.story.system
        counted = [
            system.identity.account_database.rows(f"SELECT count(*) FROM {table}")[0][0]
            for table in ("accounts", "account_events", "mandates", "outbox")
        ]
        with system.vault.database.connection() as connection:
            read = connection.execute("SELECT count(*) FROM readings").fetchone()[0]
        return system.store.position(), *counted, read


@pytest.fixture
def story(busy_network: Story) -> Story:
    """Berlin is over, and a second meeting is open to registrations."""
    system, meeting = busy_network.system, uuid4()
    details = BERLIN_DETAILS.model_copy(update={"edition": 11, "city": "Vienna"})
    do(system, AnnounceMeeting(meeting_id=meeting, details=details))
    invite = tuple(invited(code) for code in ("AT", "IT"))
    do(system, InviteDelegations(meeting_id=meeting, delegations=invite))
    do(system, OpenRegistration(meeting_id=meeting, capacity=100))
    nominate(system, meeting, "AT")
    system.engine.catch_up()
    return busy_network


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[..., Any]]:
    """What open pages can do, by the place in the source that says so."""
    found: dict[str, Callable[..., Any]] = {}

    def noted(name: str, wrap: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(what: Any, **how: Any) -> Any:
            caller = sys._getframe(1)
            place = _place(Path(caller.f_code.co_filename), caller.f_lineno)
            found[f"{name} {place}"] = made = wrap(what, **how)
            return made

        return wrapped

    checked, file = (
        noted("checked", access_checks.checked),
        noted("file", access_checks.checked_file),
    )
    monkeypatch.setattr(access_checks, "checked_file", file)
    for name, module in list(sys.modules.items()):
        if name.startswith("dashboard.") and hasattr(module, "checked"):
            monkeypatch.setattr(module, "checked", checked)
    return found


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
    drawn: dict[str, Callable[..., Any]],
):
    opened = _opened(story, monkeypatch, role)
    app = _at(page, activity=story.activity)
    assert not app.exception
    buttons = [one.key for one in app.button if one.key and not one.proto.disabled]

    for key in buttons:
        before = opened.record()
        opened.has_ended = True
        app.button(key=key).click().run()
        assert not app.exception, key
        assert opened.record() == before, key
        assert "Your session has ended, so your last action was not" in words(app), key
        opened.has_ended = False
        app.run()
        forms = [one for one in app.button if one.key and "-send-" in one.key]
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
    opened = _opened(story, monkeypatch, role)
    app = _at(page, activity=story.activity)
    opening = [
        one.key
        for one in app.button
        if one.key and one.key.startswith(("ask-", "duty-"))
    ]
    assert opening
    for key in opening[:4]:
        app.button(key=key).click().run()
        [send] = [one for one in app.button if "-send-" in (one.key or "")]
        before = opened.record()
        opened.has_ended = True
        send.click().run()
        assert opened.record() == before
        assert "Your session has ended, so your last action was not" in words(app)
        opened.has_ended = False
        app = _at(page, activity=story.activity)


def test_what_was_drawn_before_does_nothing_when_it_is_called_afterwards(
    story: Story, monkeypatch: pytest.MonkeyPatch, drawn: dict[str, Callable[..., Any]]
):
    """Straight, as a client does that keeps nothing but the page's socket."""
    for role, pages in PAGES.items():
        opened = _opened(story, monkeypatch, role)
        drawn.clear()
        for page in pages:
            _at(page, activity=story.activity, table="activities")
        assert drawn
        before = opened.record()
        story.system.identity.end_session(opened.cookie)
        after = opened.record()
        for place, what in drawn.items():
            if place.startswith("file"):
                with pytest.raises(NotSignedIn):
                    what()
            else:
                what()  # its arguments are of no use to what is not called
        assert opened.record() == after != before


def _opened(story: Story, monkeypatch: pytest.MonkeyPatch, role: Role) -> Page:
    """A page of somebody who has signed in by password."""
    delegation = "AT" if role is Role.FOCAL_POINT else None
    cookie = story.system.identity.start_session(
        f"{role} one", role, delegation, SignInMethod.TOTP
    )
    page = Page(story, cookie)
    monkeypatch.setattr(sign_in, "current_principal", page.principal)
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
