"""Signing in at the organisation's provider of identities, and linking an account."""

from typing import Any
from urllib.parse import quote, urlsplit

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bsm_domain.foundation.errors import DomainError, NotPermitted
from bsm_domain.foundation.roles import SignInMethod
from bsm_service.accounts.pages.page_request import Asked, Desk
from bsm_service.accounts.pages.queues import Queue
from bsm_service.accounts.pages.sign_in.after_sign_in import arrive, sent_on
from bsm_service.accounts.pages.sign_in.password import begin_try, is_fresh
from bsm_service.accounts.pages.sign_in.password_reset import secret_tries
from bsm_service.accounts.pages.texts import moment
from bsm_service.foundation.refusals import (
    OpenIdFlowRefused,
    OpenIdUnknown,
    SecretRefused,
)
from bsm_service.http_api.requests.cookies import CookieSettings
from bsm_service.identity.credentials.one_time_secrets import Purpose
from bsm_service.identity.openid import (
    LASTS,
    NOT_THIS_FLOW,
    Carried,
    Flow,
    Proved,
    Provider,
    Registration,
)
from bsm_service.settings.settings import SignInMode

_COOKIE = "bsm_openid"
_FLOW, _PROVED = "openid flow", "openid proved"
_LIST = "/account/openid/identities"
_DONE = {
    "linked": "Your sign-in is linked: from now on you come in by it.",
    "unlinked": "It is unlinked: nobody comes in by it any more.",
}


def openid_routes(desk: Desk, provider: Provider | None = None) -> list[Route]:
    """No routes where no provider is set. By itself it is that of the settings."""
    provider = provider or provider_of(desk)
    if provider is None or desk.settings.sign_in is SignInMode.DEMONSTRATION:
        return []
    at = _AtProvider(desk, provider)
    return [
        desk.route("/openid", at.begin, queue=Queue.PROVIDER),
        desk.route("/openid/callback", at.come_back, queue=Queue.PROVIDER),
        desk.route("/openid/link", at.link_by_secret, methods=("POST",)),
        desk.route("/openid/identities", at.show),
        desk.route("/openid/unlink", at.unlink, methods=("POST",)),
    ]


def provider_of(desk: Desk) -> Provider | None:
    """The provider that the settings name, if any."""
    settings = desk.settings
    if settings.openid_issuer is None or settings.openid_client is None:
        return None
    secret = settings.openid_secret
    registration = Registration(
        settings.openid_issuer,
        settings.openid_client,
        None if secret is None else secret.get_secret_value(),
    )
    return Provider(registration, clock=desk.system.store.clock)


class _Waiting(Carried):
    """An identity that is proved, until somebody shows a secret that links it."""

    issuer: str
    subject: str
    second_factor: bool

    @property
    def proved(self) -> Proved:
        return Proved(self.issuer, self.subject, self.second_factor)


class _AtProvider:
    """The pages of one provider.

    One cookie of ten minutes binds each step to the browser that took the one before.
    """

    def __init__(self, desk: Desk, provider: Provider) -> None:
        self._settings = desk.settings
        self._provider = provider
        https = desk.settings.is_https
        self._cookie = CookieSettings(f"__Host-{_COOKIE}" if https else _COOKIE, https)

    def begin(self, asked: Asked) -> Response:
        """To the provider; with `link`, to link what it says to one's own account."""
        links = None
        if "link" in asked.request.query_params:
            if elsewhere := _not_now(asked, "/account/openid?link=1"):
                return elsewhere
            _must_follow_a_link_of_ours(asked)
            assert asked.session is not None
            links, asked.leads_to = asked.session.account, f"{_LIST}?done=linked"
        elif asked.principal is not None:
            return asked.go(asked.onward)
        flow = Flow.begin(asked.now, asked.onward, links)
        address = self._provider.address_to_sign_in(flow, self._back_to(asked))
        response = RedirectResponse(address, 303)
        self._give(asked, response, flow, _FLOW)
        return response

    def come_back(self, asked: Asked) -> Response:
        """From the provider, with a code for whoever signed in there."""
        try:
            flow, proved = self._answered(asked)
        except DomainError as error:
            return self._over(asked.refuse(error))
        asked.leads_to = flow.leads_to
        if flow.links is not None:
            return self._over(self._link(asked, flow.links, proved))
        identities = asked.identity.openid_identities
        account = identities.account_of(proved.issuer, proved.subject)
        if account is None:
            return self._unknown(asked, proved)
        return self._over(arrive(asked, account, self._method(proved)))

    def _answered(self, asked: Asked) -> tuple[Flow, Proved]:
        identity = asked.identity
        flow = Flow.of_text(self._kept(asked, _FLOW) or "")
        answer = asked.request.query_params
        if flow is None or not flow.is_answered_by(answer, asked.now):
            raise OpenIdFlowRefused(NOT_THIS_FLOW)
        # Before anything is asked, so that of two at once the second has come too late.
        if not identity.one_time.spend(_FLOW, flow.secret, LASTS):
            raise OpenIdFlowRefused(NOT_THIS_FLOW)
        return flow, self._provider.who(flow, answer, self._back_to(asked))

    def _link(self, asked: Asked, account: str, proved: Proved) -> Response:
        session = asked.session
        if session is None or session.pending or session.account != account:
            raise OpenIdFlowRefused(NOT_THIS_FLOW)
        identities = asked.identity.openid_identities
        identities.link(account, proved.issuer, proved.subject, by=session)
        asked.log("openid_linked")
        return asked.go(asked.onward)

    def _unknown(self, asked: Asked, proved: Proved) -> Response:
        method = SignInMethod.OPENID
        asked.log("openid_refused", code=OpenIdUnknown.code, method=method)
        response = self._unknown_page(asked, 403)
        waiting = _Waiting(
            issuer=proved.issuer,
            subject=proved.subject,
            second_factor=proved.second_factor,
            ends_at=asked.now + LASTS,
            leads_to=asked.onward,
        )
        self._give(asked, response, waiting, _PROVED)
        return response

    def _unknown_page(self, asked: Asked, status: int, why: str = "") -> Response:
        return asked.page(
            "openid-unknown.html",
            status=status,
            errors={"secret": why} if why else None,
            provider=self._settings.openid_name,
        )

    def link_by_secret(self, asked: Asked) -> Response:
        """Whoever has just proved an identity, and has a one-time secret as well."""
        identity = asked.identity
        waiting = _Waiting.of_text(self._kept(asked, _PROVED) or "")
        if waiting is None or asked.now >= waiting.ends_at:
            raise OpenIdFlowRefused(NOT_THIS_FLOW)
        proved, asked.leads_to = waiting.proved, waiting.leads_to
        tries = secret_tries(asked)
        begin_try(asked, tries)
        if identity.openid_identities.account_of(proved.issuer, proved.subject):
            raise OpenIdFlowRefused(NOT_THIS_FLOW)
        try:
            secret = asked.form.get("secret", "")
            with identity.register.changing(alone=True):  # or the secret is lost
                account = identity.one_time.use(Purpose.RESET, secret)
                assert account is not None
                identity.openid_identities.link(account, proved.issuer, proved.subject)
        except SecretRefused as error:
            asked.log("refused", code=error.code)
            return self._unknown_page(asked, 422, str(error))
        identity.delays.succeeded(tries)
        asked.log("openid_linked", account=account)
        return self._over(arrive(asked, account, self._method(proved)))

    def show(self, asked: Asked) -> Response:
        """By which identities one comes in."""
        if elsewhere := sent_on(asked):
            return elsewhere
        assert asked.session is not None
        linked = asked.identity.openid_identities.listed(asked.session.account)
        shown: list[dict[str, Any]] = [
            {
                "issuer": one.issuer,
                "subject": one.subject,
                "name": f"{one.subject} at {urlsplit(one.issuer).hostname}",
                "more": f"Linked {moment(one.linked_at)}",
            }
            for one in linked
        ]
        return asked.page(
            "openid.html",
            provider=self._settings.openid_name,
            identities=shown,
            fresh=is_fresh(asked),
            done=_DONE.get(asked.request.query_params.get("done", "")),
        )

    def unlink(self, asked: Asked) -> Response:
        if elsewhere := _not_now(asked, _LIST):
            return elsewhere
        assert asked.session is not None
        asked.identity.openid_identities.unlink(
            asked.session.account,
            asked.form.get("issuer", ""),
            asked.form.get("subject", ""),
            by=asked.session,
        )
        asked.log("openid_unlinked")
        return asked.go(f"{_LIST}?done=unlinked")

    def _method(self, proved: Proved) -> SignInMethod:
        if proved.second_factor or self._settings.openid_second_factor:
            return SignInMethod.OPENID_SECOND_FACTOR
        return SignInMethod.OPENID

    def _back_to(self, asked: Asked) -> str:
        here = self._settings.public_url or str(asked.request.base_url.replace(path=""))
        return f"{here}/account/openid/callback"

    def _give(
        self, asked: Asked, response: Response, carried: Carried, what: str
    ) -> None:
        self._cookie.give(response, asked.identity.sign(carried.to_text(), what))

    def _over(self, response: Response) -> Response:
        self._cookie.take(response)
        return response

    def _kept(self, asked: Asked, what: str) -> str | None:
        signed = self._cookie.of(asked.request.cookies)
        return None if signed is None else asked.identity.unsigned(signed, what)


def _not_now(asked: Asked, onward: str) -> Response | None:
    """Where somebody is sent who may not change how they come in at this moment."""
    if elsewhere := sent_on(asked):
        return elsewhere
    if is_fresh(asked):
        return None
    return asked.go(f"/account/again?next={quote(onward)}")


def _must_follow_a_link_of_ours(asked: Asked) -> None:
    """Otherwise another site could link an identity of its own to this account.

    Not a form, because it would lead to another site, which our pages forbid to forms.
    Raises NotPermitted.
    """
    headers = asked.request.headers
    said = headers.get("sec-fetch-site")
    if said is None:
        before = urlsplit(headers.get("referer", ""))
        said = "same-origin" if before.netloc == headers.get("host") else "elsewhere"
    if said != "same-origin":
        raise NotPermitted("begin this on the page of your own account")
