"""Signing in with the organisation's identity provider, and linking an account."""

from urllib.parse import urlsplit

from starlette.responses import RedirectResponse, Response

from bsm_domain.foundation.errors import DomainError, NotPermitted
from bsm_domain.foundation.roles import SignInMethod
from bsm_service.accounts.pages.page_request import AccountPages, PageRequest
from bsm_service.accounts.pages.page_routes import PageRoute, QueueName
from bsm_service.accounts.pages.sign_in import linked_identities
from bsm_service.accounts.pages.sign_in.after_sign_in import (
    complete_sign_in,
)
from bsm_service.accounts.pages.sign_in.one_time_secrets import secret_throttle_keys
from bsm_service.accounts.pages.sign_in.password import (
    begin_attempt,
    redirect_if_not_confirmed,
)
from bsm_service.foundation.refusals import (
    OpenIdFlowRefused,
    OpenIdUnknown,
    SecretRefused,
)
from bsm_service.http_api.requests.callers import CookieSettings
from bsm_service.identity.credentials.one_time_secrets import SecretPurpose
from bsm_service.identity.openid.flow import FLOW_LIFETIME, CookieContent, Flow
from bsm_service.identity.openid.id_token import VerifiedIdentity
from bsm_service.identity.openid.provider import (
    NOT_THIS_FLOW,
    ClientRegistration,
    Provider,
)
from bsm_service.settings.settings import SignInMode

_FLOW_COOKIE = "bsm_openid"
_FLOW_PURPOSE, _IDENTITY_PURPOSE = "openid flow", "openid proved"


def openid_routes(pages: AccountPages) -> list[PageRoute]:
    """No routes if the settings name no provider."""
    provider = provider_of(pages)
    if provider is None or pages.settings.sign_in is SignInMode.DEMONSTRATION:
        return []
    steps = _OpenIdPages(pages, provider)
    return [
        PageRoute("/openid", steps.redirect_to_provider, queue=QueueName.PROVIDER),
        PageRoute("/openid/callback", steps.callback, queue=QueueName.PROVIDER),
        PageRoute("/openid/link", steps.link_by_secret, "POST"),
        *linked_identities.PAGES,
    ]


def provider_of(pages: AccountPages) -> Provider | None:
    """The provider that the settings name, if any."""
    settings = pages.settings
    if settings.openid_issuer is None or settings.openid_client is None:
        return None
    secret = settings.openid_secret
    registration = ClientRegistration(
        settings.openid_issuer,
        settings.openid_client,
        None if secret is None else secret.get_secret_value(),
    )
    return Provider(registration, clock=pages.system.store.clock)


class _UnlinkedIdentity(CookieContent):
    """A verified identity, until a one-time secret links it to an account."""

    identity: VerifiedIdentity


class _OpenIdPages:
    """The pages of one provider. A cookie of ten minutes binds each step to the browser
    of the step before.
    """

    def __init__(self, pages: AccountPages, provider: Provider) -> None:
        self._settings = pages.settings
        self._provider = provider
        https = pages.settings.is_https
        self._cookie = CookieSettings(
            f"__Host-{_FLOW_COOKIE}" if https else _FLOW_COOKIE, https
        )

    def redirect_to_provider(self, request: PageRequest) -> Response:
        """Redirects to the provider; with `link`, to link the identity to the own
        account.
        """
        account_to_link = None
        if "link" in request.http_request.query_params:
            if redirect := redirect_if_not_confirmed(request, "/account/openid?link=1"):
                return redirect
            _require_same_site(request)
            account_to_link = request.signed_in.account
            request.next_address = f"{linked_identities.IDENTITIES_ADDRESS}?done=linked"
        elif request.principal is not None:
            return request.redirect(request.next_address_or_home)
        flow = Flow.begin(request.now, request.next_address_or_home, account_to_link)
        address = self._provider.authorization_address(
            flow, self._callback_address(request)
        )
        response = RedirectResponse(address, 303)
        self._set_cookie(request, response, flow, _FLOW_PURPOSE)
        return response

    def callback(self, request: PageRequest) -> Response:
        """The provider's callback, with a code for the user who signed in there."""
        try:
            flow, verified = self._identity_from_callback(request)
        except DomainError as error:
            return self._delete_cookie(request.error_response(error))
        request.next_address = flow.leads_to
        if flow.links is not None:
            return self._delete_cookie(self._link(request, flow.links, verified))
        identities = request.identity.linked_identities
        account = identities.account_of(verified.issuer, verified.subject)
        if account is None:
            return self._offer_link(request, verified)
        return self._delete_cookie(
            complete_sign_in(request, account, self._method(verified))
        )

    def _identity_from_callback(
        self, request: PageRequest
    ) -> tuple[Flow, VerifiedIdentity]:
        identity = request.identity
        flow = Flow.from_text(self._read_cookie(request, _FLOW_PURPOSE) or "")
        parameters = request.http_request.query_params
        if flow is None or not flow.matches(parameters, request.now):
            raise OpenIdFlowRefused(NOT_THIS_FLOW)
        # Before the request to the provider, so that the second of two callbacks fails.
        if not identity.one_time_secrets.mark_used(
            _FLOW_PURPOSE, flow.secret, FLOW_LIFETIME
        ):
            raise OpenIdFlowRefused(NOT_THIS_FLOW)
        return flow, self._provider.identity_from_callback(
            flow, parameters, self._callback_address(request)
        )

    def _link(
        self, request: PageRequest, account: str, verified: VerifiedIdentity
    ) -> Response:
        session = request.session
        if session is None or session.pending or session.account != account:
            raise OpenIdFlowRefused(NOT_THIS_FLOW)
        identities = request.identity.linked_identities
        identities.link(account, verified.issuer, verified.subject, actor=session)
        request.log_event("openid_linked")
        return request.redirect(request.next_address_or_home)

    def _offer_link(self, request: PageRequest, verified: VerifiedIdentity) -> Response:
        method = SignInMethod.OPENID
        request.log_event("openid_refused", code=OpenIdUnknown.code, method=method)
        response = self._unknown_page(request, 403)
        unlinked = _UnlinkedIdentity(
            identity=verified,
            ends_at=request.now + FLOW_LIFETIME,
            leads_to=request.next_address_or_home,
        )
        self._set_cookie(request, response, unlinked, _IDENTITY_PURPOSE)
        return response

    def _unknown_page(
        self, request: PageRequest, status: int, error: str = ""
    ) -> Response:
        return request.render(
            "openid-unknown.html",
            status=status,
            errors={"secret": error},
            provider=self._settings.openid_name,
        )

    def link_by_secret(self, request: PageRequest) -> Response:
        """Links an identity just verified to the account of a one-time secret."""
        identity = request.identity
        unlinked = _UnlinkedIdentity.from_text(
            self._read_cookie(request, _IDENTITY_PURPOSE) or ""
        )
        if unlinked is None or request.now >= unlinked.ends_at:
            raise OpenIdFlowRefused(NOT_THIS_FLOW)
        verified, request.next_address = unlinked.identity, unlinked.leads_to
        throttle_keys = secret_throttle_keys(request)
        begin_attempt(request, throttle_keys)
        if identity.linked_identities.account_of(verified.issuer, verified.subject):
            raise OpenIdFlowRefused(NOT_THIS_FLOW)
        try:
            secret = request.form.get("secret", "")
            with identity.account_database.transaction(
                exclusive=True
            ):  # or the secret is lost
                account = identity.one_time_secrets.use(SecretPurpose.RESET, secret)
                assert account is not None
                identity.linked_identities.link(
                    account, verified.issuer, verified.subject
                )
        except SecretRefused as error:
            request.log_event("refused", code=error.code)
            return self._unknown_page(request, 422, str(error))
        identity.login_throttle.record_success(throttle_keys)
        request.log_event("openid_linked", account=account)
        return self._delete_cookie(
            complete_sign_in(request, account, self._method(verified))
        )

    def _method(self, verified: VerifiedIdentity) -> SignInMethod:
        if verified.second_factor or self._settings.openid_second_factor:
            return SignInMethod.OPENID_SECOND_FACTOR
        return SignInMethod.OPENID

    def _callback_address(self, request: PageRequest) -> str:
        base_address = self._settings.public_url or str(
            request.http_request.base_url.replace(path="")
        )
        return f"{base_address}/account/openid/callback"

    def _set_cookie(
        self,
        request: PageRequest,
        response: Response,
        content: CookieContent,
        purpose: str,
    ) -> None:
        self._cookie.set(response, request.identity.sign(content.to_text(), purpose))

    def _delete_cookie(self, response: Response) -> Response:
        self._cookie.delete(response)
        return response

    def _read_cookie(self, request: PageRequest, purpose: str) -> str | None:
        signed = self._cookie.read(request.http_request.cookies)
        return None if signed is None else request.identity.unsign(signed, purpose)


def _require_same_site(request: PageRequest) -> None:
    """Otherwise another site could link an identity of its own to this account. Not a
    form, because its redirect leads to another site, which our policy forbids for
    forms. Raises NotPermitted.
    """
    headers = request.http_request.headers
    fetch_site = headers.get("sec-fetch-site")
    if fetch_site is None:
        referer = urlsplit(headers.get("referer", ""))
        fetch_site = (
            "same-origin" if referer.netloc == headers.get("host") else "elsewhere"
        )
    if fetch_site != "same-origin":
        raise NotPermitted("start this on your My account page")
