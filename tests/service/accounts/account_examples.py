"""People at their browsers, before a served system whose clock a test moves."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyotp
from httpx2 import Response
from service.http_api.http_examples import HERE, OPTIONAL, Served
from systems import StoryClock, system_in

from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place
from bsm_service.access.permissions import Principal
from bsm_service.identity import Account
from bsm_service.settings.settings import Settings

PRESENT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PASSWORD = "seven small boats at dawn"
CALLED = "Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0"


class Office(Served):
    """A served system, and the clock by which it lives. Unless told otherwise, focal
    points and auditors may sign in with a password alone: most tests are about
    something else.
    """

    def __init__(self, where: Path | Place, **settings: Any) -> None:
        settings.setdefault("second_factor_optional", OPTIONAL)
        self.clock = StoryClock()
        self.clock.time = PRESENT
        super().__init__(system_in(where, clock=self.clock), Settings(**settings))

    def give(
        self, name: str, role: Role, delegation: str | None = None, **more: Any
    ) -> Account:
        """An account with a password, and a mandate."""
        identity = self.system.identity
        account = identity.accounts.find(name)
        if account is None:
            account = identity.accounts.create(name)
            identity.passwords.set(account.id, PASSWORD, short_allowed=False)
        identity.mandates.give(
            account.id, role, delegation, given_by="the tests", **more
        )
        return account

    def browser(self, address: str = "127.0.0.1") -> "Browser":
        return Browser(self, address)


class Browser:
    """One browser: it keeps its cookie, and follows no redirect by itself."""

    def __init__(self, office: Office, address: str) -> None:
        self.office = office
        self._client = office.client(
            address=address,
            **{"Accept": "text/html", "Origin": HERE, "User-Agent": CALLED},
        )
        self._client.follow_redirects = False

    @property
    def cookies(self) -> dict[str, str]:
        return dict(self._client.cookies)

    def see(self, path: str, **headers: str) -> Response:
        return self._client.get(path, headers=headers)

    def send(self, path: str, **form: str) -> Response:
        return self._client.post(path, data=form)

    def ask(self, path: str, body: Any, method: str = "POST") -> Response:
        accepts = {"Accept": "application/json"}
        return self._client.request(method, path, json=body, headers=accepts)

    def sign_in(self, name: str, password: str = PASSWORD, **more: str) -> Response:
        return self.send("/account/sign-in", name=name, password=password, **more)

    def acts_as(self) -> Principal | None:
        """Whom the API takes this browser for."""
        cookie = next(iter(self.cookies.values()), "")
        return self.office.system.identity.principal_from_cookie(cookie)

    def enrol(self) -> tuple[pyotp.TOTP, list[str]]:
        """Sets up an authenticator app; the app, and the recovery codes."""
        app = pyotp.TOTP(secret_on(self.see("/account/enrol")))
        response = self.send("/account/enrol", code=app.at(self.office.clock.time))
        assert response.status_code == 200, response.text
        return app, re.findall(r"<li>([^<]+)</li>", response.text)


@contextmanager
def office(where: Path | Place, **settings: Any) -> Iterator[Office]:
    it = Office(where, **settings)
    it.system.follower.start()
    try:
        yield it
    finally:
        it.system.close()


def secret_on(page: Response) -> str:
    """The secret that a page shows, as text."""
    match = re.search(r'<code class="secret"[^>]*>([^<]+)</code>', page.text)
    assert match is not None, page.text
    return match.group(1).replace(" ", "")


def led_to(response: Response) -> str:
    """Where an answer sends the browser, within this server."""
    assert response.status_code == 303, response.text
    leads_to = urlsplit(response.headers["location"])
    assert leads_to.netloc in ("", urlsplit(HERE).netloc)
    return leads_to.path + (f"?{leads_to.query}" if leads_to.query else "")


def value_on(page: Response, near: str) -> str:
    """The id in the form beside a word."""
    part = page.text[page.text.index(near) :]
    match = re.search(r'name="id" value="([^"]+)"', part)
    assert match is not None
    return match.group(1)
