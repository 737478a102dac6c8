"""Files that pages offer and take: whose they are; browsers do not keep them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from service.http_api.http_examples import HERE, Served, outermost_layer, served
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_service.http_api.middleware.streamlit_access import (
    FileAccess,
    FileOwners,
    NamedFiles,
)
from bsm_service.http_api.requests.callers import Callers
from bsm_service.settings.settings import SignInMode

ID = "96f2e9f774bbf462d88632aeb6db8312"
OTHER = "00f2e9f774bbf462d88632aeb6db8300"
PAGE = "7f3c2a10-9d5e-4b61-8f0a-2c4d6e8fa0b1"
FILE = f"/media/{ID}.csv"
UPLOAD = f"/_stcore/upload_file/{PAGE}/{PAGE}"


class Pages(Served):
    """A served system whose pages offer files, as Streamlit would."""

    def __init__(self, here: Served) -> None:
        self.system, self.settings = here.system, here.settings
        self.owners = FileOwners()
        self.app = Starlette(
            routes=[
                Route(f"{place}/{{name:path}}", given, methods=["GET", "PUT"])
                for place in ("/media", "/_stcore/upload_file", "/static")
            ],
            middleware=[
                Middleware(outermost_layer, settings=self.settings),
                Middleware(
                    FileAccess,
                    system=self.system,
                    settings=self.settings,
                    callers=Callers(self.system, self.settings),
                    owners=self.owners,
                ),
            ],
        )

    def browser(self, role: Role | None, name: str = "Petra") -> TestClient:
        """One in which somebody has signed in; the pages of theirs offer the files."""
        if role is None:
            return self.client(Origin=HERE)
        cookie = self.system.identity.start_session(name, role, None, SignInMethod.TOTP)
        return self.client(Origin=HERE, Cookie=f"bsm_session={cookie}")

    def offered(self, name: str) -> None:
        account = self.system.identity.accounts.find(name)
        assert account is not None
        self.owners.note(account.id, NamedFiles(PAGE, (FILE, UPLOAD)))


async def given(_: Request) -> Response:
    return Response("a,b")


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[Pages]:
    with served(tmp_path) as here:
        yield Pages(here)


def test_a_file_is_for_the_account_whose_page_offers_it(pages: Pages):
    petra, again = (pages.browser(Role.SECRETARIAT) for _ in range(2))
    jan = pages.browser(Role.SECRETARIAT, "Jan")
    pages.offered("Petra")

    asked = {
        "of her own": petra.get(FILE),
        "in another browser": again.get(FILE),
        "of others": jan.get(FILE),
        "without a session": pages.browser(None).get(FILE),
        "of nobody": petra.get(f"/media/{OTHER}.csv"),
        "no file": petra.get("/media/../static/x"),
        "a file to hand in": petra.put(UPLOAD, content="a"),
        "a file of others": jan.put(UPLOAD, content="a"),
        "without a session, too": pages.browser(None).put(UPLOAD, content="a"),
    }

    status = {name: answer.status_code for name, answer in asked.items()}
    assert status == {
        "of her own": 200,
        "in another browser": 200,
        "of others": 404,
        "without a session": 401,
        "of nobody": 404,
        "no file": 200,  # the browser asks for /static/x
        "a file to hand in": 200,
        "a file of others": 404,
        "without a session, too": 401,
    }
    assert asked["of her own"].headers["Cache-Control"] == "no-store"
    assert asked["without a session"].json()["code"] == "not_signed_in"


def test_a_file_ends_with_the_session(pages: Pages):
    petra = pages.browser(Role.SECRETARIAT)
    pages.offered("Petra")
    assert petra.get(FILE).status_code == 200

    pages.system.identity.sessions.end(petra.headers["Cookie"].partition("=")[2])

    assert petra.get(FILE).status_code == 401


def test_who_may_not_hand_in_files_does_not(pages: Pages):
    auditor = pages.browser(Role.AUDITOR)
    pages.offered("Petra")

    response = auditor.put(UPLOAD, content="a")

    assert (response.status_code, response.json()["code"]) == (403, "not_permitted")


def test_a_visitor_of_a_demonstration_has_the_files_of_visitors(tmp_path: Path):
    with served(tmp_path, SignInMode.DEMONSTRATION) as here:
        pages = Pages(here)
        pages.owners.note("visitor", NamedFiles(None, (FILE,)))

        assert pages.browser(None).get(FILE).status_code == 200
        assert pages.browser(Role.CHAIR).get(FILE).status_code == 404


def test_so_many_addresses_are_remembered_and_those_told_again_longest():
    owners = FileOwners(limit=2)
    first, second, third = (f"/media/{digit * 32}" for digit in "123")

    for one in (first, second, first, third):
        owners.note("petra", NamedFiles(None, (one,)))

    assert [owners.owns("petra", one) for one in (first, second, third)] == [
        True,
        False,
        True,
    ]
