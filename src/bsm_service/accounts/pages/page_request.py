"""Requests for pages under `/account`, and their responses.

Pages are plain functions that run in a thread: their queries must not block other
requests.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.roles import SignInMethod
from bsm_service.access.permissions import Principal
from bsm_service.accounts.pages.device_cookie import DeviceCookie, device_cookie
from bsm_service.accounts.pages.page_queues import QueueName, make_queues
from bsm_service.accounts.pages.priority_thread_pool import SignInQueue
from bsm_service.accounts.pages.request_data import (
    parse_form,
    read_body,
    safe_redirect_target,
)
from bsm_service.accounts.pages.templates import render_template
from bsm_service.accounts.pages.texts import capitalize_first
from bsm_service.application.system import DEFAULT_NETWORK_NAME, System
from bsm_service.foundation.logs import log_fields
from bsm_service.foundation.refusals import (
    TooManyAttempts,
    TooManyRequests,
    TooManySignIns,
)
from bsm_service.http_api.requests.callers import (
    Callers,
    client_address,
    is_from_program,
    remember_account,
    require_same_origin,
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
REFUSAL_DELAY_SECONDS = 1.0  # seconds, so that retrying at once is not worthwhile


@dataclass(frozen=True, slots=True)
class AccountPages:
    """What all pages under `/account` share."""

    system: System
    settings: Settings
    callers: Callers
    queues: Mapping[QueueName, SignInQueue] = field(default_factory=make_queues)

    @property
    def identity(self) -> Identity:
        return self.system.identity

    def route(
        self,
        path: str,
        page: "PageHandler",
        *,
        methods: tuple[str, ...] = ("GET",),
        action: str = "account.own",
        by_anybody: bool = False,
        queue: QueueName = QueueName.PAGES,
    ) -> Route:
        """Adds a route under `/account`. POST requests must come from a page of ours,
        unless programs without a cookie send them: `by_anybody` is for a signed
        address. `action` is in the permission table; public addresses are in its list
        of these. It is answered in the threads of a `queue`.
        """

        async def endpoint(request: Request) -> Response:
            page_request = PageRequest(self, request)
            try:
                if request.method == "POST":
                    if not (by_anybody and is_from_program(request)):
                        require_same_origin(request)
                    page_request.body = await read_body(request)
                answering = partial(_handle, page_request, page)
            except DomainError as error:
                answering = partial(page_request.error_response, error)
            try:
                name, is_known_device = page_request.queue_key
                future = self.queues[queue].submit(
                    name, answering, is_known_device=is_known_device
                )
            except TooManySignIns as error:
                await asyncio.sleep(REFUSAL_DELAY_SECONDS)
                return page_request.error_response(error)
            return await asyncio.wrap_future(future)

        return Route(path, endpoint, methods=list(methods), name=action)


@dataclass(slots=True)
class PageRequest:
    """One request: its content and its sender. `session` may be pending; `principal` is
    then None.
    """

    pages: AccountPages
    http_request: Request
    body: bytes = b""
    session: Session | None = None
    principal: Principal | None = None
    next_address: str | None = None
    _form: dict[str, str] | None = field(default=None)

    @property
    def identity(self) -> Identity:
        return self.pages.identity

    @property
    def now(self) -> datetime:
        return self.pages.system.store.clock()

    @property
    def cookie(self) -> str | None:
        return session_cookie_settings(self.pages.settings).read(
            self.http_request.cookies
        )

    @property
    def device(self) -> DeviceCookie:
        """The browser, if it is known."""
        return device_cookie(
            self.pages.settings, self.identity, self.http_request.cookies
        )

    @property
    def queue_key(self) -> tuple[str, bool]:
        """The key by which waiting requests are counted, and whether the browser is
        known.
        """
        browser = self.device.device_id or self.cookie
        if self.device.device_id or self.identity.is_own_cookie(self.cookie or ""):
            return f"browser {browser}", True
        return f"address {self.address}", False

    def throttle_keys(self, account: str | None, name: str) -> tuple[str, ...]:
        """The keys by which failed attempts to sign in to `account`, named `name`, are
        counted.
        """
        device_keys = self.device.throttle_keys(account) if account else None
        return device_keys or (name, self.address)

    @property
    def form(self) -> Mapping[str, str]:
        """The posted form; empty for a GET request. Raises InvalidValue for too many
        fields.
        """
        if self._form is None:
            self._form = parse_form(self.body)
        return self._form

    @property
    def next_address_or_home(self) -> str:
        """Where the user first wanted to go: an address of ours. `next_address` is that
        after a redirect from another site.
        """
        if self.next_address is not None:
            return safe_redirect_target(self.next_address)
        if self.http_request.method == "POST":
            return safe_redirect_target(self.form.get("next", "/"))
        return safe_redirect_target(self.http_request.query_params.get("next", "/"))

    @property
    def address(self) -> str:
        return client_address(self.http_request.scope)

    @property
    def wants_html(self) -> bool:
        """Whether a browser, and not a program, sent the request."""
        return "text/html" in self.http_request.headers.get("accept", "")

    def authenticate(self) -> None:
        """Finds out who sent the request, and whether they send too many."""
        cookie = self.cookie
        session_and_principal = (
            self.identity.sessions.session_and_principal(cookie) if cookie else None
        )
        # A demonstration's one-click sign-in is invalid on any other server.
        demonstrates = self.pages.settings.sign_in is SignInMode.DEMONSTRATION
        by_click = (
            session_and_principal
            and session_and_principal[0].signed_in_by is SignInMethod.DEMONSTRATION
        )
        if session_and_principal is not None and (demonstrates or not by_click):
            self.session, self.principal = session_and_principal
            account, method = self.session.account, self.session.signed_in_by
            remember_account(self.http_request.scope, account, method)
        self.pages.callers.count(
            self.http_request.scope, self.session.account if self.session else None
        )

    def render(
        self,
        template: str,
        *,
        status: int = 200,
        errors: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        network: str | None = None,
        **values: Any,
    ) -> HTMLResponse:
        """A page. `errors` are sentences by field, "" for the form as a whole. If
        `network`'s name is given, no database is needed for it.
        """
        body = render_template(
            template,
            form=self.form,
            errors=errors or {},
            network=network or self._network(),
            session=self.session,
            acts=self.principal is not None,
            next=self.next_address_or_home,
            **values,
        )
        return HTMLResponse(body, status, headers=headers)

    def _network(self) -> str:
        with suppress(DomainError):  # a log that cannot be read is reported elsewhere
            network = self.pages.system.network()
            if network is not None:
                return network.name
        return DEFAULT_NETWORK_NAME

    def redirect(self, address: str, cookie: str | None = None) -> RedirectResponse:
        """Redirects to an address of ours, with a new session if given."""
        response = RedirectResponse(address, 303)
        if cookie is not None:
            session_cookie_settings(self.pages.settings).set(response, cookie)
        return response

    def error_response(self, error: DomainError) -> Response:
        """A refusal, as a page for browsers and as a problem for programs."""
        self.log_event("refused", code=error.code)
        if not self.wants_html:
            return refusal_response(self.http_request, error)
        remember_refusal(self.http_request.scope, error.code)
        if isinstance(error, (TooManyAttempts, TooManySignIns)):
            return self._too_many_requests_page(error)
        return self.render(
            "message.html",
            status=refusal_status(error),
            headers=refusal_headers(error),
            headline="This could not be done",
            sentence=capitalize_first(str(error)) + ".",
            link=("/account", "My account") if self.session else ("/", "Continue"),
        )

    def _too_many_requests_page(self, error: TooManyRequests) -> Response:
        return self.render(
            "message.html",
            status=429,
            headers=refusal_headers(error),
            headline="Please wait",
            sentence=capitalize_first(str(error)) + ".",
            link=(self.http_request.url.path, "Try again"),
            network=DEFAULT_NETWORK_NAME if isinstance(error, TooManySignIns) else None,
        )

    def log_event(self, event: str, **details: Any) -> None:
        """Logs one line, with codes and opaque ids, never with what was typed."""
        account = details.pop("account", self.session and self.session.account)
        local = self.pages.callers.is_local(self.http_request.scope)
        where = "this machine" if local else "elsewhere"
        fields = log_fields(event=event, account=account, address=where, **details)
        _log.info("account", extra=fields)


PageHandler = Callable[[PageRequest], Response]


def _handle(request: PageRequest, page: PageHandler) -> Response:
    try:
        request.authenticate()
        return page(request)
    except DomainError as error:
        return request.error_response(error)
