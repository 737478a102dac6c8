"""What somebody asks of a page under `/account`, and how it is answered.

Pages are plain functions, answered in a thread: what they ask of the database must not
hold up anybody else.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import parse_qs

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bsm_domain.foundation.errors import DomainError, InvalidValue
from bsm_domain.foundation.roles import SignInMethod
from bsm_service.access.permissions import Principal
from bsm_service.accounts.pages.device_cookie import Device, device_of
from bsm_service.accounts.pages.queues import Queue, queues
from bsm_service.accounts.pages.request_data import body_of, inside
from bsm_service.accounts.pages.sign_in_queue import SignInQueue
from bsm_service.accounts.pages.static_files import file_address
from bsm_service.accounts.pages.texts import first_upper
from bsm_service.application.system import System
from bsm_service.foundation.logs import log_fields
from bsm_service.foundation.refusals import (
    TooManyAttempts,
    TooManyRequests,
    TooManySignIns,
)
from bsm_service.http_api.requests.authentication import (
    is_from_program,
    require_same_origin,
)
from bsm_service.http_api.requests.callers import (
    Callers,
    client_address,
    remember_account,
)
from bsm_service.http_api.requests.cookies import session_cookie_settings
from bsm_service.http_api.responses.problems import (
    refusal_headers,
    refusal_response,
    refusal_status,
    remember_refusal,
)
from bsm_service.identity import Identity, Session
from bsm_service.settings.settings import Settings, SignInMode

_log = logging.getLogger("bsm.account")
_MOST_FIELDS = 10
REFUSED_AFTER = 1.0  # seconds, so that asking again at once is not worth it
NETWORK = "Network of National Focal Points"

_templates = Environment(
    loader=PackageLoader("bsm_service.accounts.pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where people's accounts are cared for."""

    system: System
    settings: Settings
    callers: Callers
    queues: Mapping[Queue, SignInQueue] = field(default_factory=queues)

    @property
    def identity(self) -> Identity:
        return self.system.identity

    def route(
        self,
        path: str,
        page: "Page",
        *,
        methods: tuple[str, ...] = ("GET",),
        action: str = "account.own",
        by_anybody: bool = False,
        queue: Queue = Queue.PAGES,
    ) -> Route:
        """Answers at a path under `/account`. What is posted must come from a page of
        ours, unless programs post it that have no cookie: `by_anybody` is for an
        address that is signed. `action` stands in the permission table; what is for
        nobody in particular stands in its list of what is public. It is answered in
        the threads of a `queue`.
        """

        async def answered(request: Request) -> Response:
            asked = Asked(self, request)
            try:
                if request.method == "POST":
                    if not (by_anybody and is_from_program(request)):
                        require_same_origin(request)
                    asked.body = await body_of(request)
                answering = partial(_answer, asked, page)
            except DomainError as error:
                answering = partial(asked.refuse, error)
            try:
                name, known = asked.queue_key
                waiting = self.queues[queue].put(name, answering, known=known)
            except TooManySignIns as error:
                await asyncio.sleep(REFUSED_AFTER)
                return asked.refuse(error)
            return await asyncio.wrap_future(waiting)

        return Route(path, answered, methods=list(methods), name=action)


@dataclass(slots=True)
class Asked:
    """One request: what was sent, and by whom. `session` may be pending; `principal`
    is None then.
    """

    desk: Desk
    request: Request
    body: bytes = b""
    session: Session | None = None
    principal: Principal | None = None
    leads_to: str | None = None
    _form: dict[str, str] | None = field(default=None)

    @property
    def identity(self) -> Identity:
        return self.desk.identity

    @property
    def now(self) -> datetime:
        return self.desk.system.store.clock()

    @property
    def cookie(self) -> str | None:
        return session_cookie_settings(self.desk.settings).of(self.request.cookies)

    @property
    def device(self) -> Device:
        """The browser, as far as it is known."""
        return device_of(self.desk.settings, self.identity, self.request.cookies)

    @property
    def queue_key(self) -> tuple[str, bool]:
        """By what those who wait are counted, and whether it is a known browser."""
        browser = self.device.name or self.cookie
        if self.device.name or self.identity.is_ours(self.cookie or ""):
            return f"browser {browser}", True
        return f"address {self.address}", False

    def tries_of(self, account: str | None, name: str) -> tuple[str, ...]:
        """By what failed attempts to be `account`, called `name`, are counted."""
        known = self.device.tries_of(account) if account else None
        return known or (name, self.address)

    @property
    def form(self) -> Mapping[str, str]:
        """The form that was posted; empty for a page that is only looked at.

        Raises InvalidValue for too many fields.
        """
        if self._form is None:
            try:
                fields = parse_qs(
                    self.body.decode("utf-8", errors="replace"),
                    keep_blank_values=True,
                    max_num_fields=_MOST_FIELDS,
                )
            except ValueError as error:
                raise InvalidValue("the form has too many fields") from error
            self._form = {name: values[-1] for name, values in fields.items()}
        return self._form

    @property
    def onward(self) -> str:
        """Where the person wanted to go in the first place: an address of ours.

        It is `leads_to` for who comes back from elsewhere.
        """
        if self.leads_to is not None:
            return inside(self.leads_to)
        if self.request.method == "POST":
            return inside(self.form.get("next", "/"))
        return inside(self.request.query_params.get("next", "/"))

    @property
    def address(self) -> str:
        return client_address(self.request.scope)

    @property
    def wants_page(self) -> bool:
        """Whether a browser asks, for people; not a program."""
        return "text/html" in self.request.headers.get("accept", "")

    def who(self) -> None:
        """Finds out who asks, and whether they have asked too often."""
        cookie = self.cookie
        found = self.identity.sessions.of_cookie(cookie) if cookie else None
        # One click at a demonstration is worth nothing to any other server.
        demonstrates = self.desk.settings.sign_in is SignInMode.DEMONSTRATION
        by_click = found and found[0].signed_in_by is SignInMethod.DEMONSTRATION
        if found is not None and (demonstrates or not by_click):
            self.session, self.principal = found
            account, by = self.session.account, self.session.signed_in_by
            remember_account(self.request.scope, account, by)
        self.desk.callers.count(
            self.request.scope, self.session.account if self.session else None
        )

    def page(
        self,
        template: str,
        *,
        status: int = 200,
        errors: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        network: str | None = None,
        **values: Any,
    ) -> HTMLResponse:
        """A page. `errors` are sentences by the field that they are about, "" for the
        form as a whole. Where `network`'s name is given, no database is asked for it.
        """
        shown = {name: first_upper(why) for name, why in (errors or {}).items()}
        body = _templates.get_template(template).render(
            {
                "network": network or self._network(),
                "session": self.session,
                "acts": self.principal is not None,
                "page": template.removesuffix(".html"),
                "file": file_address,
                "next": self.onward,
                "form": defaultdict(str, self.form),
                "errors": defaultdict(str, shown),
                **values,
            }
        )
        return HTMLResponse(body, status, headers=headers)

    def _network(self) -> str:
        with suppress(DomainError):  # a log that cannot be read is told elsewhere
            network = self.desk.system.network()
            if network is not None:
                return network.name
        return NETWORK

    def go(self, address: str, cookie: str | None = None) -> RedirectResponse:
        """Sends the browser to an address of ours, with a new session if given."""
        response = RedirectResponse(address, 303)
        if cookie is not None:
            session_cookie_settings(self.desk.settings).give(response, cookie)
        return response

    def refuse(self, error: DomainError) -> Response:
        """A refusal, as a page for people and as a problem for programs."""
        self.log("refused", code=error.code)
        if not self.wants_page:
            return refusal_response(self.request, error)
        remember_refusal(self.request.scope, error.code)
        if isinstance(error, (TooManyAttempts, TooManySignIns)):
            return self._wait(error)
        return self.page(
            "said.html",
            status=refusal_status(error),
            headers=refusal_headers(error),
            headline="This was not done",
            sentence=first_upper(str(error)) + ".",
            link=("/account", "My account") if self.session else ("/", "Go on"),
        )

    def _wait(self, error: TooManyRequests) -> Response:
        return self.page(
            "said.html",
            status=429,
            headers=refusal_headers(error),
            headline="Please wait a moment",
            sentence=first_upper(str(error)) + ".",
            link=(self.request.url.path, "Try again"),
            network=NETWORK if isinstance(error, TooManySignIns) else None,
        )

    def log(self, event: str, **more: Any) -> None:
        """One line about what happened: codes and opaque ids, never what was typed."""
        account = more.pop("account", self.session and self.session.account)
        local = self.desk.callers.is_local(self.request.scope)
        where = "this machine" if local else "elsewhere"
        said = log_fields(event=event, account=account, address=where, **more)
        _log.info("account", extra=said)


Page = Callable[[Asked], Response]


def _answer(asked: Asked, page: Page) -> Response:
    try:
        asked.who()
        return page(asked)
    except DomainError as error:
        return asked.refuse(error)
