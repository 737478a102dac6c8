"""Signing in by name and password, the second factor, a fresh proof, signing out."""

import math
from collections.abc import Sequence
from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from bsm_domain.foundation.roles import SignInMethod
from bsm_service.accounts.pages.page_request import AccountPages, PageRequest
from bsm_service.accounts.pages.queues import QueueName
from bsm_service.accounts.pages.sign_in.after_sign_in import (
    complete_sign_in,
    redirect_if_not_signed_in,
)
from bsm_service.accounts.pages.sign_in.relying_party_settings import relying_party_of
from bsm_service.foundation.refusals import TooManyAttempts
from bsm_service.http_api.requests.cookies import session_cookie_settings
from bsm_service.identity.credentials.required_proofs import RECENT_FOR
from bsm_service.settings.settings import SignInMode

_WRONG_CREDENTIALS = "name and password do not belong together"
_WRONG_CODE = "that is not the code of this moment, nor an unused recovery code"
_MAX_INPUT_LENGTH = 200


def sign_in_routes(desk: AccountPages) -> list[Route]:
    return [
        desk.route("/sign-in", _show_sign_in),
        desk.route("/sign-in", _sign_in, methods=("POST",), queue=QueueName.PASSWORDS),
        desk.route("/second-factor", _show_second_factor),
        desk.route("/second-factor", _second_factor, methods=("POST",)),
        desk.route("/again", _show_reauthentication),
        desk.route(
            "/again", _reauthenticate, methods=("POST",), queue=QueueName.PASSWORDS
        ),
        desk.route("/sign-out", _sign_out, methods=("POST",)),
    ]


def _show_sign_in(asked: PageRequest) -> Response:
    if asked.pages.settings.sign_in is SignInMode.DEMONSTRATION or asked.principal:
        return asked.redirect(asked.next_address_or_home)
    if asked.session is not None:
        return redirect_if_not_signed_in(asked) or asked.redirect("/account")
    return _sign_in_page(asked)


def _sign_in_page(asked: PageRequest, status: int = 200, why: str = "") -> Response:
    settings = asked.pages.settings
    ended = "Your session has ended." if asked.cookie and not why else ""
    return asked.render(
        "sign-in.html",
        status=status,
        errors={"": why} if why else None,
        headers={"WWW-Authenticate": "Bearer"} if status == 401 else None,
        relying_party=relying_party_of(settings, asked.http_request),
        openid_name=settings.openid_name if settings.openid_issuer else None,
        ended=ended,
        is_new=not asked.identity.has_administrator(),
    )


def _sign_in(asked: PageRequest) -> Response:
    if asked.pages.settings.sign_in is SignInMode.DEMONSTRATION:
        return asked.redirect("/")
    identity = asked.identity
    name = asked.form.get("name", "").strip()[:_MAX_INPUT_LENGTH]
    password = asked.form.get("password", "")
    account = identity.accounts.find(name)
    known = account.id if account and account.closed_at is None else None
    tries = asked.throttle_keys(known, name)
    begin_attempt(asked, tries)
    # The same work, whether there is such an account or not.
    if not identity.passwords.matches(known, password) or known is None:
        asked.log_event("sign_in_refused", account=known, method=SignInMethod.PASSWORD)
        return _sign_in_page(asked, 401, _WRONG_CREDENTIALS)
    identity.login_throttle.record_success(tries)
    return complete_sign_in(asked, known, SignInMethod.PASSWORD)


def begin_attempt(asked: PageRequest, tries: Sequence[str]) -> None:
    """Counts the attempt as failed until it has succeeded, so that many at once are no
    way around the wait. Raises TooManyAttempts.
    """
    if waits := asked.identity.login_throttle.begin_attempt(tries):
        seconds = math.ceil(waits)
        unit = "second" if seconds == 1 else "seconds"
        raise TooManyAttempts(
            f"several attempts failed; try again in {seconds} {unit}, nothing is "
            "locked",
            seconds,
        )


def _show_second_factor(asked: PageRequest) -> Response:
    session = asked.session
    if session is None or session.signed_in_by not in _FIRST_FACTORS:
        return redirect_if_not_signed_in(asked) or asked.redirect(
            asked.next_address_or_home
        )
    if not asked.identity.second_factors.has(session.account):
        return asked.redirect("/account/enrol")
    return _second_factor_page(asked)


_FIRST_FACTORS = frozenset({SignInMethod.PASSWORD, SignInMethod.OPENID})


def _second_factor_page(
    asked: PageRequest, status: int = 200, why: str = ""
) -> Response:
    return asked.render(
        "second-factor.html",
        status=status,
        errors={"code": why} if why else None,
        headers={"WWW-Authenticate": "Bearer"} if status == 401 else None,
        **_available_factors(asked),
    )


def _available_factors(asked: PageRequest) -> dict[str, Any]:
    assert asked.session is not None
    kinds = {
        one.kind
        for one in asked.identity.second_factors.list_for(asked.session.account)
    }
    return {
        "has_codes": "totp" in kinds,
        "has_passkeys": "passkey" in kinds,
        "relying_party": relying_party_of(asked.pages.settings, asked.http_request),
    }


def _second_factor(asked: PageRequest) -> Response:
    session = asked.session
    if session is None or session.signed_in_by not in _FIRST_FACTORS:
        return redirect_if_not_signed_in(asked) or asked.redirect(
            asked.next_address_or_home
        )
    checked = _verify_code(asked, session.account)
    if checked is None:
        return _second_factor_page(asked, 401, _WRONG_CODE)
    return complete_sign_in(asked, session.account, checked)


def _verify_code(asked: PageRequest, account: str) -> SignInMethod | None:
    """By what the code proves it; None where it does not. Raises TooManyAttempts."""
    identity = asked.identity
    tries = asked.throttle_keys(account, account)
    begin_attempt(asked, tries)
    code = "".join(asked.form.get("code", "").split())[:_MAX_INPUT_LENGTH]
    by = identity.second_factors.verify_code(account, code)
    if by is None:
        asked.log_event("second_factor_refused", method=_method_of_code(code))
    else:
        identity.login_throttle.record_success(tries)
    return by


def _method_of_code(code: str) -> SignInMethod:
    """What was tried: six digits are an app's."""
    return SignInMethod.TOTP if code.isdecimal() else SignInMethod.RECOVERY


def confirmed_recently(asked: PageRequest) -> bool:
    """Whether whoever asks has proved who they are within the last ten minutes."""
    session = asked.session
    if session is None:
        return False
    return asked.now - session.proved_at <= RECENT_FOR


def _show_reauthentication(asked: PageRequest) -> Response:
    return redirect_if_not_signed_in(asked) or _reauthentication_page(asked)


def _reauthentication_page(
    asked: PageRequest, errors: dict[str, str] | None = None
) -> Response:
    assert asked.session is not None
    factors = _available_factors(asked)
    return asked.render(
        "again.html",
        status=401 if errors else 200,
        errors=errors,
        headers={"WWW-Authenticate": "Bearer"} if errors else None,
        by_code=factors["has_codes"],
        has_password=not factors["has_passkeys"]
        and asked.identity.passwords.has(asked.session.account),
        **factors,
    )


def _reauthenticate(asked: PageRequest) -> Response:
    if elsewhere := redirect_if_not_signed_in(asked):
        return elsewhere
    session, identity = asked.session, asked.identity
    assert session is not None
    if _available_factors(asked)["has_codes"]:
        checked = _verify_code(asked, session.account)
        if checked is None:
            return _reauthentication_page(asked, {"code": _WRONG_CODE})
        return renew_session(asked, checked)
    if identity.second_factors.has(session.account):
        return _reauthentication_page(asked, {"": "confirm with your passkey"})
    tries = asked.throttle_keys(session.account, session.account)
    begin_attempt(asked, tries)
    if not identity.passwords.matches(session.account, asked.form.get("password", "")):
        asked.log_event("proof_refused", method=SignInMethod.PASSWORD)
        return _reauthentication_page(asked, {"password": "that is not your password"})
    identity.login_throttle.record_success(tries)
    return renew_session(asked, SignInMethod.PASSWORD)


def renew_session(asked: PageRequest, by: SignInMethod) -> Response:
    """A new session for the same person in the same role, with a fresh proof."""
    session = asked.session
    assert session is not None
    assert asked.cookie is not None
    asked.log_event("proved_again", method=by)
    # A password alone does not make less of a session that began with more.
    kept = session.signed_in_by if by is SignInMethod.PASSWORD else by
    return asked.redirect(
        asked.next_address_or_home, asked.identity.sessions.renew(asked.cookie, by=kept)
    )


def _sign_out(asked: PageRequest) -> Response:
    if asked.cookie is not None:
        asked.identity.sessions.end(asked.cookie)
        asked.log_event("signed_out")
    demonstration = asked.pages.settings.sign_in is SignInMode.DEMONSTRATION
    response = asked.redirect("/" if demonstration else "/account/sign-in")
    session_cookie_settings(asked.pages.settings).take(response)
    # Forgets drafts, too: the next at this machine may be somebody else.
    response.headers["Clear-Site-Data"] = '"storage"'
    return response
