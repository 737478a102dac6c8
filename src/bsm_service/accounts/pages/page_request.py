"""Requests for pages under `/account`, and their responses."""

import logging
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bsm_domain.foundation.errors import DomainError, InvalidValue
from bsm_domain.foundation.formatting import capitalize
from bsm_domain.foundation.roles import SignInMethod
from bsm_service.access.permissions import Principal
from bsm_service.accounts.pages.templates import render_template
from bsm_service.application.system import DEFAULT_NETWORK_NAME, System
from bsm_service.foundation.logs import log_fields
from bsm_service.foundation.refusals import (
    TooManyAttempts,
    TooManySignIns,
)
from bsm_service.http_api.requests.callers import (
    Callers,
    client_address,
    device_cookie_settings,
    remember_account,
    session_cookie_settings,
)
from bsm_service.http_api.responses.problems import (
    refusal_headers,
    refusal_response,
    refusal_status,
    remember_refusal,
)
from bsm_service.identity import Identity, Session
from bsm_service.settings.settings import Settings, SignInMode

_log = logging.getLogger("bsm.account")
# In bytes. Passkeys are sent as JSON, which may contain certificates for attestation.
_MAX_FORM_BYTES, _MAX_JSON_BYTES = 10_000, 100_000
_MAX_FIELDS = 10


@dataclass(frozen=True, slots=True)
class AccountPages:
    """What all pages under `/account` share."""

    system: System
    settings: Settings
    callers: Callers

    @property
    def identity(self) -> Identity:
        return self.system.identity


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
    def settings(self) -> Settings:
        return self.pages.settings

    @property
    def is_demonstration(self) -> bool:
        return self.settings.sign_in is SignInMode.DEMONSTRATION

    @property
    def now(self) -> datetime:
        return self.pages.system.store.clock()

    @property
    def cookie(self) -> str | None:
        return session_cookie_settings(self.settings).read(self.http_request.cookies)

    @property
    def signed_in(self) -> Session:
        """The session, on pages that require one."""
        assert self.session is not None
        return self.session

    @property
    def device_cookie(self) -> str:
        """What tells a browser in which somebody has signed in before; or empty."""
        cookie = device_cookie_settings(self.settings)
        return cookie.read(self.http_request.cookies) or ""

    def remember_device(self, response: Response, account: str) -> None:
        """Records that the account has just signed in in this browser."""
        cookie = self.identity.known_devices.remember(self.device_cookie, account)
        device_cookie_settings(self.settings).set(response, cookie)

    @property
    def queue_key(self) -> tuple[str, bool]:
        """The key by which waiting requests are counted, and whether the browser is
        known. Needs no database.
        """
        device_id = self.identity.known_devices.device_id(self.device_cookie)
        if device_id or self.identity.is_own_cookie(self.cookie or ""):
            return f"browser {device_id or self.cookie}", True
        return f"address {self.address}", False

    def throttle_keys(self, account: str | None, name: str) -> tuple[str, ...]:
        """The keys by which failed attempts to sign in to `account`, named `name`, are
        counted. A browser in which the account was signed in before has a count of its
        own, so that others cannot lock the owner out.
        """
        devices = self.identity.known_devices
        if account and (id := devices.device_id_if_known(self.device_cookie, account)):
            return (f"account {account} in the browser {id}",)
        return name, self.address

    async def read_body(self) -> None:
        """Raises InvalidValue for more than any form of ours has."""
        kind = self.http_request.headers.get("content-type", "")
        is_json = kind.startswith("application/json")
        longest = _MAX_JSON_BYTES if is_json else _MAX_FORM_BYTES
        async for chunk in self.http_request.stream():
            self.body += chunk
            if len(self.body) > longest:
                raise InvalidValue("the form is too large; shorten what you entered")

    @property
    def form(self) -> Mapping[str, str]:
        """The posted form; empty for a GET request. Raises InvalidValue for too many
        fields.
        """
        if self._form is None:
            self._form = _parse_form(self.body)
        return self._form

    @property
    def next_address_or_home(self) -> str:
        """Where the user first wanted to go: an address of ours. `next_address` is that
        after a redirect from another site.
        """
        if self.next_address is not None:
            return _safe_redirect_target(self.next_address)
        if self.http_request.method == "POST":
            return _safe_redirect_target(self.form.get("next", "/"))
        return _safe_redirect_target(self.http_request.query_params.get("next", "/"))

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
        by_click = (
            session_and_principal
            and session_and_principal[0].signed_in_by is SignInMethod.DEMONSTRATION
        )
        if session_and_principal is not None and (
            self.is_demonstration or not by_click
        ):
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
        """A page. `errors` are sentences by field, "" for the form as a whole; those
        that are empty do not count. If `network`'s name is given, no database is needed
        for it.
        """
        if status == HTTPStatus.UNAUTHORIZED:
            headers = {"WWW-Authenticate": "Bearer"}
        body = render_template(
            template,
            form=self.form,
            errors={field: text for field, text in (errors or {}).items() if text},
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
            session_cookie_settings(self.settings).set(response, cookie)
        return response

    def error_response(self, error: DomainError) -> Response:
        """A refusal, as a page for browsers and as a problem for programs."""
        self.log_event("refused", code=error.code)
        if not self.wants_html:
            return refusal_response(self.http_request, error)
        remember_refusal(self.http_request.scope, error.code)
        headline = "There is a problem"
        link = ("/account", "My account") if self.session else ("/", "Continue")
        if isinstance(error, (TooManyAttempts, TooManySignIns)):
            headline = "Please wait"
            link = (self.http_request.url.path, "Try again")
        return self.render(
            "message.html",
            status=refusal_status(error),
            headers=refusal_headers(error),
            headline=headline,
            sentence=capitalize(str(error)) + ".",
            link=link,
            network=DEFAULT_NETWORK_NAME if isinstance(error, TooManySignIns) else None,
        )

    def log_event(self, event: str, **details: Any) -> None:
        """Logs one line, with codes and opaque ids, never with what was typed."""
        account = details.pop("account", self.session and self.session.account)
        local = self.pages.callers.is_local(self.http_request.scope)
        where = "this machine" if local else "elsewhere"
        fields = log_fields(event=event, account=account, address=where, **details)
        _log.info("account", extra=fields)


def _parse_form(body: bytes) -> dict[str, str]:
    """The fields of a form; the last one of those with the same name. Raises
    InvalidValue for too many fields.
    """
    try:
        fields = parse_qs(
            body.decode("utf-8", errors="replace"),
            keep_blank_values=True,
            max_num_fields=_MAX_FIELDS,
        )
    except ValueError as error:
        raise InvalidValue("the form has too many fields") from error
    return {name: values[-1] for name, values in fields.items()}


def _safe_redirect_target(address: str) -> str:
    """Only paths of our own; anything else leads to the first page."""
    outside = address.startswith(("//", "/\\")) or not address.startswith("/")
    return "/" if outside or re.search(r"[^!-~]", address) else address
