"""Signing in at the organisation's provider of identities, and linking an account."""

from typing import Any
from urllib.parse import quote, urlsplit

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bsm_domain.foundation.errors import DomainError, NotPermitted
from bsm_domain.foundation.roles import SignInMethod
from bsm_service.accounts.pages.page_request import AccountPages, PageRequest
from bsm_service.accounts.pages.queues import QueueName
from bsm_service.accounts.pages.sign_in.after_sign_in import (
    complete_sign_in,
    redirect_if_not_signed_in,
)
from bsm_service.accounts.pages.sign_in.password import (
    begin_attempt,
    confirmed_recently,
)
from bsm_service.accounts.pages.sign_in.password_reset import throttle_keys
from bsm_service.accounts.pages.texts import format_time
from bsm_service.foundation.refusals import (
    OpenIdFlowRefused,
    OpenIdUnknown,
    SecretRefused,
)
from bsm_service.http_api.requests.cookies import CookieSettings
from bsm_service.identity.credentials.one_time_secrets import SecretPurpose
from bsm_service.identity.openid import (
    FLOW_LIFETIME,
    NOT_THIS_FLOW,
    ClientRegistration,
    CookieContent,
    Flow,
    Provider,
    VerifiedIdentity,
)
from bsm_service.settings.settings import SignInMode

_FLOW_COOKIE = "bsm_openid"
_FLOW_PURPOSE, _IDENTITY_PURPOSE = "openid flow", "openid proved"
_IDENTITIES_ADDRESS = "/account/openid/identities"
_CONFIRMATIONS = {
    "linked": "Your sign-in is linked: from now on you come in by it.",
    "unlinked": "It is unlinked: nobody comes in by it any more.",
}


def openid_routes(desk: AccountPages, provider: Provider | None = None) -> list[Route]:
    """No routes where no provider is set. By itself it is that of the settings."""
    provider = provider or provider_of(desk)
    if provider is None or desk.settings.sign_in is SignInMode.DEMONSTRATION:
        return []
    at = _OpenIdPages(desk, provider)
    return [
        desk.route("/openid", at.redirect_to_provider, queue=QueueName.PROVIDER),
        desk.route("/openid/callback", at.callback, queue=QueueName.PROVIDER),
        desk.route("/openid/link", at.link_by_secret, methods=("POST",)),
        desk.route("/openid/identities", at.show),
        desk.route("/openid/unlink", at.unlink, methods=("POST",)),
    ]


def provider_of(desk: AccountPages) -> Provider | None:
    """The provider that the settings name, if any."""
    settings = desk.settings
    if settings.openid_issuer is None or settings.openid_client is None:
        return None
    secret = settings.openid_secret
    registration = ClientRegistration(
        settings.openid_issuer,
        settings.openid_client,
        None if secret is None else secret.get_secret_value(),
    )
    return Provider(registration, clock=desk.system.store.clock)


class _UnlinkedIdentity(CookieContent):
    """An identity that is proved, until somebody shows a secret that links it."""

    issuer: str
    subject: str
    second_factor: bool

    @property
    def proved(self) -> VerifiedIdentity:
        return VerifiedIdentity(self.issuer, self.subject, self.second_factor)


class _OpenIdPages:
    """The pages of one provider.

    One cookie of ten minutes binds each step to the browser that took the one before.
    """

    def __init__(self, desk: AccountPages, provider: Provider) -> None:
        self._settings = desk.settings
        self._provider = provider
        https = desk.settings.is_https
        self._cookie = CookieSettings(
            f"__Host-{_FLOW_COOKIE}" if https else _FLOW_COOKIE, https
        )

    def redirect_to_provider(self, asked: PageRequest) -> Response:
        """To the provider; with `link`, to link what it says to one's own account."""
        links = None
        if "link" in asked.http_request.query_params:
            if elsewhere := _redirect_if_not_allowed(asked, "/account/openid?link=1"):
                return elsewhere
            _require_same_site(asked)
            assert asked.session is not None
            links, asked.next_address = (
                asked.session.account,
                f"{_IDENTITIES_ADDRESS}?done=linked",
            )
        elif asked.principal is not None:
            return asked.redirect(asked.next_address_or_home)
        flow = Flow.begin(asked.now, asked.next_address_or_home, links)
        address = self._provider.authorization_address(
            flow, self._callback_address(asked)
        )
        response = RedirectResponse(address, 303)
        self._set_cookie(asked, response, flow, _FLOW_PURPOSE)
        return response

    def callback(self, asked: PageRequest) -> Response:
        """From the provider, with a code for whoever signed in there."""
        try:
            flow, proved = self._identity_from_callback(asked)
        except DomainError as error:
            return self._delete_cookie(asked.error_response(error))
        asked.next_address = flow.leads_to
        if flow.links is not None:
            return self._delete_cookie(self._link(asked, flow.links, proved))
        identities = asked.identity.linked_identities
        account = identities.account_of(proved.issuer, proved.subject)
        if account is None:
            return self._offer_link(asked, proved)
        return self._delete_cookie(
            complete_sign_in(asked, account, self._method(proved))
        )

    def _identity_from_callback(
        self, asked: PageRequest
    ) -> tuple[Flow, VerifiedIdentity]:
        identity = asked.identity
        flow = Flow.from_text(self._read_cookie(asked, _FLOW_PURPOSE) or "")
        answer = asked.http_request.query_params
        if flow is None or not flow.matches(answer, asked.now):
            raise OpenIdFlowRefused(NOT_THIS_FLOW)
        # Before anything is asked, so that of two at once the second has come too late.
        if not identity.one_time_secrets.mark_used(
            _FLOW_PURPOSE, flow.secret, FLOW_LIFETIME
        ):
            raise OpenIdFlowRefused(NOT_THIS_FLOW)
        return flow, self._provider.identity_from_callback(
            flow, answer, self._callback_address(asked)
        )

    def _link(
        self, asked: PageRequest, account: str, proved: VerifiedIdentity
    ) -> Response:
        session = asked.session
        if session is None or session.pending or session.account != account:
            raise OpenIdFlowRefused(NOT_THIS_FLOW)
        identities = asked.identity.linked_identities
        identities.link(account, proved.issuer, proved.subject, by=session)
        asked.log_event("openid_linked")
        return asked.redirect(asked.next_address_or_home)

    def _offer_link(self, asked: PageRequest, proved: VerifiedIdentity) -> Response:
        method = SignInMethod.OPENID
        asked.log_event("openid_refused", code=OpenIdUnknown.code, method=method)
        response = self._unknown_page(asked, 403)
        waiting = _UnlinkedIdentity(
            issuer=proved.issuer,
            subject=proved.subject,
            second_factor=proved.second_factor,
            ends_at=asked.now + FLOW_LIFETIME,
            leads_to=asked.next_address_or_home,
        )
        self._set_cookie(asked, response, waiting, _IDENTITY_PURPOSE)
        return response

    def _unknown_page(self, asked: PageRequest, status: int, why: str = "") -> Response:
        return asked.render(
            "openid-unknown.html",
            status=status,
            errors={"secret": why} if why else None,
            provider=self._settings.openid_name,
        )

    def link_by_secret(self, asked: PageRequest) -> Response:
        """Whoever has just proved an identity, and has a one-time secret as well."""
        identity = asked.identity
        waiting = _UnlinkedIdentity.from_text(
            self._read_cookie(asked, _IDENTITY_PURPOSE) or ""
        )
        if waiting is None or asked.now >= waiting.ends_at:
            raise OpenIdFlowRefused(NOT_THIS_FLOW)
        proved, asked.next_address = waiting.proved, waiting.leads_to
        tries = throttle_keys(asked)
        begin_attempt(asked, tries)
        if identity.linked_identities.account_of(proved.issuer, proved.subject):
            raise OpenIdFlowRefused(NOT_THIS_FLOW)
        try:
            secret = asked.form.get("secret", "")
            with identity.account_database.transaction(
                alone=True
            ):  # or the secret is lost
                account = identity.one_time_secrets.use(SecretPurpose.RESET, secret)
                assert account is not None
                identity.linked_identities.link(account, proved.issuer, proved.subject)
        except SecretRefused as error:
            asked.log_event("refused", code=error.code)
            return self._unknown_page(asked, 422, str(error))
        identity.login_throttle.record_success(tries)
        asked.log_event("openid_linked", account=account)
        return self._delete_cookie(
            complete_sign_in(asked, account, self._method(proved))
        )

    def show(self, asked: PageRequest) -> Response:
        """By which identities one comes in."""
        if elsewhere := redirect_if_not_signed_in(asked):
            return elsewhere
        assert asked.session is not None
        linked = asked.identity.linked_identities.list_for(asked.session.account)
        shown: list[dict[str, Any]] = [
            {
                "issuer": one.issuer,
                "subject": one.subject,
                "name": f"{one.subject} at {urlsplit(one.issuer).hostname}",
                "more": f"Linked {format_time(one.linked_at)}",
            }
            for one in linked
        ]
        return asked.render(
            "openid.html",
            provider=self._settings.openid_name,
            identities=shown,
            fresh=confirmed_recently(asked),
            done=_CONFIRMATIONS.get(asked.http_request.query_params.get("done", "")),
        )

    def unlink(self, asked: PageRequest) -> Response:
        if elsewhere := _redirect_if_not_allowed(asked, _IDENTITIES_ADDRESS):
            return elsewhere
        assert asked.session is not None
        asked.identity.linked_identities.unlink(
            asked.session.account,
            asked.form.get("issuer", ""),
            asked.form.get("subject", ""),
            by=asked.session,
        )
        asked.log_event("openid_unlinked")
        return asked.redirect(f"{_IDENTITIES_ADDRESS}?done=unlinked")

    def _method(self, proved: VerifiedIdentity) -> SignInMethod:
        if proved.second_factor or self._settings.openid_second_factor:
            return SignInMethod.OPENID_SECOND_FACTOR
        return SignInMethod.OPENID

    def _callback_address(self, asked: PageRequest) -> str:
        here = self._settings.public_url or str(
            asked.http_request.base_url.replace(path="")
        )
        return f"{here}/account/openid/callback"

    def _set_cookie(
        self, asked: PageRequest, response: Response, carried: CookieContent, what: str
    ) -> None:
        self._cookie.give(response, asked.identity.sign(carried.to_text(), what))

    def _delete_cookie(self, response: Response) -> Response:
        self._cookie.take(response)
        return response

    def _read_cookie(self, asked: PageRequest, what: str) -> str | None:
        signed = self._cookie.of(asked.http_request.cookies)
        return None if signed is None else asked.identity.unsign(signed, what)


def _redirect_if_not_allowed(asked: PageRequest, onward: str) -> Response | None:
    """Where somebody is sent who may not change how they come in at this moment."""
    if elsewhere := redirect_if_not_signed_in(asked):
        return elsewhere
    if confirmed_recently(asked):
        return None
    return asked.redirect(f"/account/again?next={quote(onward)}")


def _require_same_site(asked: PageRequest) -> None:
    """Otherwise another site could link an identity of its own to this account.

    Not a form, because it would lead to another site, which our pages forbid to forms.
    Raises NotPermitted.
    """
    headers = asked.http_request.headers
    said = headers.get("sec-fetch-site")
    if said is None:
        before = urlsplit(headers.get("referer", ""))
        said = "same-origin" if before.netloc == headers.get("host") else "elsewhere"
    if said != "same-origin":
        raise NotPermitted("begin this on the page of your own account")
