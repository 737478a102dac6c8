"""A served system for tests of the HTTP surface, with a meeting on record."""

import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import pytest
from fastapi import FastAPI
from prometheus_client import Counter, Histogram
from sqlite_template import copy_tables
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.types import ASGIApp
from systems import place_of

from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place
from bsm_service.access.permissions import PERMISSIONS
from bsm_service.application.system import System
from bsm_service.assembly import web_application as assembly_web_application
from bsm_service.assembly.bootstrap import open_system
from bsm_service.assembly.web_application import web_application
from bsm_service.foundation.clock import Clock, utc_now
from bsm_service.http_api.middleware.outermost_layer import OutermostLayer
from bsm_service.settings.settings import Settings, SignInMode

# Roles that may be let in without a second factor.
OPTIONAL = ("focal-point", "auditor")
HERE = "http://127.0.0.1:8501"

DETAILS = {
    "series": "Network of National Focal Points",
    "title": "Tenth annual meeting",
    "city": "Berlin",
    "host": "DE",
    "starts_on": "2016-04-12",
    "ends_on": "2016-04-13",
    "time_zone": "Europe/Berlin",
}


class _Later:
    """Stands for a part of a system that is named later, and for the next one then."""

    it: Any = None

    def __getattr__(self, name: str) -> Any:
        assert self.it is not None, f"{name} is asked for before anything is served"
        return getattr(self.it, name)


class _Built:
    """The API, built once for many systems: that takes longer than most tests. Parts of
    one system that are asked for while it is built would be kept, so they are refused.
    """

    build = staticmethod(assembly_web_application.api_application)
    free: ClassVar[dict[str, list["_Built"]]] = {}

    def __init__(self, *rest: Any) -> None:
        self.rest = rest
        self.parts = [_Later() for _ in range(3)]
        self.app: FastAPI = self.build(*self.parts, *rest)  # type: ignore[arg-type]

    @classmethod
    def taken(cls, *told: Any) -> "_Built":
        parts, rest = told[:3], told[3:]
        waiting = cls.free.setdefault(repr(rest), [])
        one = waiting.pop() if waiting else cls(*rest)
        for place, part in zip(one.parts, parts, strict=True):
            place.it = part
        return one

    def leave(self) -> None:
        for place in self.parts:
            place.it = None
        self.free[repr(self.rest)].append(self)


class Served:
    """A system behind its HTTP surface, and clients signed in by token."""

    def __init__(self, system: System, settings: Settings) -> None:
        self.system, self.settings = system, settings
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(assembly_web_application, "api_application", self._take)
            application = web_application(system, settings)
        self.app = Starlette(
            routes=application.sockets, middleware=application.middleware
        )
        self.routes = [*application.routes, *application.sockets]
        self.anybody = self.client()

    def _take(self, *told: Any) -> FastAPI:
        built = _Built.taken(*told)
        weakref.finalize(self, built.leave)  # the next system may have it
        return built.app

    def client(self, *, address: str = "127.0.0.1", **headers: str) -> TestClient:
        """A program at an address; by itself on this machine."""
        return TestClient(
            self.app,
            base_url=HERE,
            headers=headers,
            client=(address, 50_000),
            raise_server_exceptions=False,
        )

    def bearer(self, role: Role, delegation: str | None = None) -> dict[str, str]:
        """The header that signs in. An administrator's token names all that the role
        may ask: otherwise it would not do what needs a fresh proof.
        """
        named = frozenset(
            action for action, roles in PERMISSIONS.items() if role in roles
        )
        token = self.system.identity.create_token(
            f"the {role}",
            role,
            delegation,
            named if role is Role.ADMINISTRATOR else "all",
        )
        return {"Authorization": f"Bearer {token}"}

    def as_(self, role: Role, delegation: str | None = None) -> TestClient:
        return self.client(**self.bearer(role, delegation))


@contextmanager
def served(
    where: Path | Place,
    sign_in: SignInMode = SignInMode.ACCOUNTS,
    clock: Clock = utc_now,
    **settings: Any,
) -> Iterator[Served]:
    """Unless told otherwise, focal points and auditors may sign in without a second
    factor: most tests are about something else.
    """
    settings.setdefault("second_factor_optional", OPTIONAL)
    place = place_of(where)
    copy_tables(place)
    system = open_system(place, clock=clock)
    system.establish_network()
    system.follower.start()
    try:
        yield Served(system, Settings(sign_in=sign_in, **settings))
    finally:
        system.close()


def posted(client: TestClient, path: str, body: Any, **headers: str) -> dict[str, Any]:
    """The answer to a command that must be accepted."""
    response = client.post(f"/api/v1{path}", json=body, headers=headers)
    assert response.status_code in (200, 201), response.text
    result: dict[str, Any] = response.json()
    return result


def announce(client: TestClient) -> str:
    """A meeting with two States invited and registration open; its id."""
    meeting = posted(client, "/meetings", {"details": DETAILS})["id"]
    posted(
        client,
        f"/meetings/{meeting}/delegations",
        {
            "delegations": [
                {
                    "code": code,
                    "kind": "participating State",
                    "name": name,
                    "quota": 2,
                }
                for code, name in (("AT", "Austria"), ("MK", "Skopje"))
            ]
        },
    )
    posted(client, f"/meetings/{meeting}/registration-opening", {"capacity": 3})
    return str(meeting)


def objective(
    client: TestClient, meeting: str, audience: str = "all", code: str = "O1"
) -> str:
    body = {
        "code": code,
        "text": "Share what works",
        "audience": audience,
        "outcome_kind": "agreement",
    }
    return str(posted(client, f"/meetings/{meeting}/objectives", body)["id"])


def activity(client: TestClient, objective_id: str, owner: str = "AT") -> str:
    body = {
        "objective_id": objective_id,
        "title": "Joint patrol manual",
        "owner": owner,
        "due_on": "2999-09-30",
    }
    return str(posted(client, "/activities", body)["id"])


def outermost_layer(
    app: ASGIApp, settings: Settings | None = None, system: Any = None
) -> OutermostLayer:
    """The layer that classifies requests, and puts headers on answers, by itself."""
    return OutermostLayer(
        app,
        system,
        settings or Settings(),
        Counter("responses", "", ("method", "route", "status"), registry=None),
        Histogram("seconds", "", ("method", "route"), registry=None),
    )
