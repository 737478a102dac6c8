"""Signing in by name and password, second factors, confirming one's identity, signing
out.
"""

import math
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from bsm_domain.foundation.formatting import count_of
from bsm_domain.foundation.roles import SignInMethod
from bsm_service.accounts.pages.page_request import PageRequest
from bsm_service.accounts.pages.page_routes import PageRoutes, QueueName
from bsm_service.accounts.pages.sign_in.after_sign_in import (
    complete_sign_in,
    redirect_if_not_signed_in,
)
from bsm_service.accounts.pages.sign_in.relying_party_settings import relying_party_of
from bsm_service.foundation.refusals import TooManyAttempts
from bsm_service.http_api.requests.callers import session_cookie_settings
from bsm_service.identity.credentials.required_proofs import (
    RECENT_AUTHENTICATION_PERIOD,
)

PAGES = PageRoutes()

_WRONG_CREDENTIALS = "wrong name or password; check both and try again"
_WRONG_CODE = "wrong code; enter the current code or an unused recovery code"
_MAX_INPUT_LENGTH = 200
_FIRST_FACTORS = frozenset({SignInMethod.PASSWORD, SignInMethod.OPENID})


@PAGES.get("/sign-in")
def _show_sign_in(request: PageRequest) -> Response:
    if request.is_demonstration or request.principal:
        return request.redirect(request.next_address_or_home)
    if request.session is not None:
        return redirect_if_not_signed_in(request) or request.redirect("/account")
    return _sign_in_page(request)


def _sign_in_page(request: PageRequest, status: int = 200, error: str = "") -> Response:
    settings = request.settings
    ended = "Your session has ended." if request.cookie and not error else ""
    return request.render(
        "sign-in.html",
        status=status,
        errors={"": error},
        relying_party=relying_party_of(settings, request.http_request),
        openid_name=settings.openid_name if settings.openid_issuer else None,
        ended=ended,
        is_new=not request.identity.has_administrator(),
    )


@PAGES.post("/sign-in", queue=QueueName.PASSWORDS)
def _sign_in(request: PageRequest) -> Response:
    if request.is_demonstration:
        return request.redirect("/")
    identity = request.identity
    name = request.form.get("name", "").strip()[:_MAX_INPUT_LENGTH]
    password = request.form.get("password", "")
    account = identity.accounts.find(name)
    account_id = account.id if account and account.closed_at is None else None
    throttle_keys = request.throttle_keys(account_id, name)
    begin_attempt(request, throttle_keys)
    # The same work, whether the account exists or not.
    if not identity.passwords.matches(account_id, password) or account_id is None:
        request.log_event(
            "sign_in_refused", account=account_id, method=SignInMethod.PASSWORD
        )
        return _sign_in_page(request, 401, _WRONG_CREDENTIALS)
    identity.login_throttle.record_success(throttle_keys)
    return complete_sign_in(request, account_id, SignInMethod.PASSWORD)


def begin_attempt(request: PageRequest, throttle_keys: Sequence[str]) -> None:
    """Counts the attempt as failed until it succeeds, so that simultaneous attempts do
    not avoid the delay. Raises TooManyAttempts.
    """
    if seconds_to_wait := request.identity.login_throttle.begin_attempt(throttle_keys):
        seconds = math.ceil(seconds_to_wait)
        raise TooManyAttempts(
            f"too many failed attempts; try again in {count_of(seconds, 'second')} "
            "(your account is not locked)",
            seconds,
        )


def _redirect_without_first_factor(request: PageRequest) -> Response | None:
    session = request.session
    if session is not None and session.signed_in_by in _FIRST_FACTORS:
        return None
    return redirect_if_not_signed_in(request) or request.redirect(
        request.next_address_or_home
    )


@PAGES.get("/second-factor", requires=_redirect_without_first_factor)
def _show_second_factor(request: PageRequest) -> Response:
    if not request.identity.second_factors.has(request.signed_in.account):
        return request.redirect("/account/enrol")
    return _second_factor_page(request)


def _second_factor_page(
    request: PageRequest, status: int = 200, error: str = ""
) -> Response:
    return request.render(
        "second-factor.html",
        status=status,
        errors={"code": error},
        **_available_factors(request),
    )


def _available_factors(request: PageRequest) -> dict[str, Any]:
    factors = request.identity.second_factors.list_for(request.signed_in.account)
    kinds = {factor.kind for factor in factors}
    return {
        "has_codes": "totp" in kinds,
        "has_passkeys": "passkey" in kinds,
        "relying_party": relying_party_of(request.settings, request.http_request),
    }


@PAGES.post("/second-factor", requires=_redirect_without_first_factor)
def _second_factor(request: PageRequest) -> Response:
    account = request.signed_in.account
    checked = _verify_code(request, account)
    if checked is None:
        return _second_factor_page(request, 401, _WRONG_CODE)
    return complete_sign_in(request, account, checked)


def _verify_code(request: PageRequest, account: str) -> SignInMethod | None:
    """How the code authenticates; None if it is wrong. Raises TooManyAttempts."""
    identity = request.identity
    throttle_keys = request.throttle_keys(account, account)
    begin_attempt(request, throttle_keys)
    code = "".join(request.form.get("code", "").split())[:_MAX_INPUT_LENGTH]
    method = identity.second_factors.verify_code(account, code)
    if method is None:
        request.log_event("second_factor_refused", method=_method_of_code(code))
    else:
        identity.login_throttle.record_success(throttle_keys)
    return method


def _method_of_code(code: str) -> SignInMethod:
    """The kind of code that was entered: six digits are an app's."""
    return SignInMethod.TOTP if code.isdecimal() else SignInMethod.RECOVERY


def confirmed_recently(request: PageRequest) -> bool:
    """Whether the user has confirmed their identity within the last ten minutes."""
    session = request.session
    if session is None:
        return False
    return request.now - session.proved_at <= RECENT_AUTHENTICATION_PERIOD


def redirect_if_not_confirmed(
    request: PageRequest, next_address: str = "/account"
) -> Response | None:
    """Where to send a user who may not change their account or sign-in now."""
    if redirect := redirect_if_not_signed_in(request):
        return redirect
    if confirmed_recently(request):
        return None
    return request.redirect(f"/account/again?next={quote(next_address)}")


@PAGES.get("/again", requires=redirect_if_not_signed_in)
def _show_reauthentication(request: PageRequest) -> Response:
    return _reauthentication_page(request)


def _reauthentication_page(
    request: PageRequest, errors: dict[str, str] | None = None
) -> Response:
    factors = _available_factors(request)
    return request.render(
        "confirm-identity.html",
        status=401 if errors else 200,
        errors=errors,
        by_code=factors["has_codes"],
        has_password=not factors["has_passkeys"]
        and request.identity.passwords.has(request.signed_in.account),
        **factors,
    )


@PAGES.post("/again", queue=QueueName.PASSWORDS, requires=redirect_if_not_signed_in)
def _reauthenticate(request: PageRequest) -> Response:
    session, identity = request.signed_in, request.identity
    if _available_factors(request)["has_codes"]:
        checked = _verify_code(request, session.account)
        if checked is None:
            return _reauthentication_page(request, {"code": _WRONG_CODE})
        return renew_session(request, checked)
    if identity.second_factors.has(session.account):
        return _reauthentication_page(request, {"": "confirm with your passkey"})
    throttle_keys = request.throttle_keys(session.account, session.account)
    begin_attempt(request, throttle_keys)
    if not identity.passwords.matches(
        session.account, request.form.get("password", "")
    ):
        request.log_event("proof_refused", method=SignInMethod.PASSWORD)
        return _reauthentication_page(
            request, {"password": "this is not your password"}
        )
    identity.login_throttle.record_success(throttle_keys)
    return renew_session(request, SignInMethod.PASSWORD)


def renew_session(request: PageRequest, method: SignInMethod) -> Response:
    """A new session for the same user in the same role, with a fresh confirmation."""
    session = request.signed_in
    assert request.cookie is not None
    request.log_event("proved_again", method=method)
    # A password alone does not weaken a session that began with more.
    method_to_keep = session.signed_in_by if method is SignInMethod.PASSWORD else method
    return request.redirect(
        request.next_address_or_home,
        request.identity.sessions.renew(request.cookie, method=method_to_keep),
    )


@PAGES.post("/sign-out")
def _sign_out(request: PageRequest) -> Response:
    if request.cookie is not None:
        request.identity.sessions.end(request.cookie)
        request.log_event("signed_out")
    target = "/" if request.is_demonstration else "/account/sign-in"
    response = request.redirect(target)
    session_cookie_settings(request.settings).delete(response)
    # Deletes drafts too: the next user of this browser may be somebody else.
    response.headers["Clear-Site-Data"] = '"storage"'
    return response
