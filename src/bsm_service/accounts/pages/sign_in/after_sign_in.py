"""The steps after authentication: a second factor, its setup, the role, the page. All
methods continue with `complete_sign_in`.
"""

from urllib.parse import quote

from starlette.responses import Response

from bsm_domain.foundation.roles import SignInMethod
from bsm_service.accounts.pages.page_request import PageRequest
from bsm_service.accounts.pages.texts import device_name
from bsm_service.identity import Mandate, MandateKind, Session


def complete_sign_in(
    request: PageRequest,
    account: str,
    method: SignInMethod,
    *,
    is_sufficient_proof: bool | None = None,
) -> Response:
    """Signs in the account's owner, or asks for more. `is_sufficient_proof` says
    whether a second factor was used; the default follows from `method`.
    """
    if is_sufficient_proof is None:
        is_sufficient_proof = is_sufficient(request, account, method)
    response = _sign_in_result(
        request, account, method, is_sufficient_proof=is_sufficient_proof
    )
    if is_sufficient_proof:
        request.remember_device(response, account)
    return response


def _sign_in_result(
    request: PageRequest,
    account: str,
    method: SignInMethod,
    *,
    is_sufficient_proof: bool,
) -> Response:
    identity = request.identity
    mandates = selectable_mandates(request, account)
    acts_as = mandates[0] if is_sufficient_proof and mandates else None
    agent = device_name(request.http_request.headers.get("user-agent", ""))
    pending = acts_as is None
    if request.session is not None and request.session.account == account:
        assert request.cookie is not None
        cookie = identity.sessions.renew(request.cookie, acts_as, method, pending)
    else:
        cookie = identity.sessions.start(
            account, acts_as, method, user_agent=agent, pending=pending
        )
        # Ends any earlier session of this browser, so that nobody shares it.
        if request.cookie is not None:
            identity.sessions.end(request.cookie)
    if not is_sufficient_proof:
        request.log_event("proved", account=account, method=method)
        return request.redirect(
            _with_next_address(
                next_factor(request, account), request.next_address_or_home
            ),
            cookie,
        )
    request.log_event("signed_in", account=account, method=method)
    if not mandates:
        return request.redirect("/account", cookie)
    if len(mandates) > 1:
        return request.redirect(
            _with_next_address("/account/mandate", request.next_address_or_home), cookie
        )
    return request.redirect(request.next_address_or_home, cookie)


def is_sufficient(request: PageRequest, account: str, method: SignInMethod) -> bool:
    """Whether this method alone is sufficient for the account's roles."""
    if request.identity.requirements.has_two_factors(method):
        return True
    if request.identity.needs_second_factor(account):
        return False
    return method is SignInMethod.OPENID or not request.identity.second_factors.has(
        account
    )


def is_sufficient_for_mandate(
    request: PageRequest, session: Session, mandate: Mandate
) -> bool:
    """Whether this method is sufficient to act under a mandate."""
    return request.identity.requirements.is_sufficient(
        session.signed_in_by, mandate.role
    )


def selectable_mandates(request: PageRequest, account: str) -> tuple[Mandate, ...]:
    """The mandates to choose from; a grant only adds to the auditor's role."""
    valid = request.identity.mandates.current_of(account)
    return tuple(mandate for mandate in valid if mandate.kind is not MandateKind.GRANT)


def next_factor(request: PageRequest, account: str) -> str:
    """The address of the next step: using a second factor, or setting one up."""
    has = request.identity.second_factors.has(account)
    return "/account/second-factor" if has else "/account/enrol"


def redirect_if_not_signed_in(request: PageRequest) -> Response | None:
    """Where a user must go who is not (completely) signed in; None if they are. A user
    without any mandate may see their own account.
    """
    session = request.session
    if session is None:
        return request.redirect(
            _with_next_address("/account/sign-in", request.http_request.url.path)
        )
    if session.pending and not is_sufficient(
        request, session.account, session.signed_in_by
    ):
        return request.redirect(next_factor(request, session.account))
    return None


def _with_next_address(path: str, next_address: str) -> str:
    return path if next_address == "/" else f"{path}?next={quote(next_address)}"
