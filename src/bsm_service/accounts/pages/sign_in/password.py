"""Signing in by name and password, the second factor, a fresh proof, signing out."""

import math
from collections.abc import Sequence
from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from bsm_domain.foundation.roles import SignInMethod
from bsm_service.accounts.pages.page_request import Asked, Desk
from bsm_service.accounts.pages.queues import Queue
from bsm_service.accounts.pages.sign_in.after_sign_in import arrive, sent_on
from bsm_service.accounts.pages.sign_in.relying_party_settings import relying_party_of
from bsm_service.foundation.refusals import TooManyAttempts
from bsm_service.http_api.requests.cookies import session_cookie_settings
from bsm_service.identity.credentials.required_proofs import FRESH_FOR
from bsm_service.settings.settings import SignInMode

_NO_MATCH = "name and password do not belong together"
_NO_CODE = "that is not the code of this moment, nor an unused recovery code"
_LONGEST_TYPED = 200


def signing_in_routes(desk: Desk) -> list[Route]:
    return [
        desk.route("/sign-in", _show_sign_in),
        desk.route("/sign-in", _sign_in, methods=("POST",), queue=Queue.PROOFS),
        desk.route("/second-factor", _show_second_factor),
        desk.route("/second-factor", _second_factor, methods=("POST",)),
        desk.route("/again", _show_again),
        desk.route("/again", _again, methods=("POST",), queue=Queue.PROOFS),
        desk.route("/sign-out", _sign_out, methods=("POST",)),
    ]


def _show_sign_in(asked: Asked) -> Response:
    if asked.desk.settings.sign_in is SignInMode.DEMONSTRATION or asked.principal:
        return asked.go(asked.onward)
    if asked.session is not None:
        return sent_on(asked) or asked.go("/account")
    return _sign_in_page(asked)


def _sign_in_page(asked: Asked, status: int = 200, why: str = "") -> Response:
    settings = asked.desk.settings
    ended = "Your session has ended." if asked.cookie and not why else ""
    return asked.page(
        "sign-in.html",
        status=status,
        errors={"": why} if why else None,
        headers={"WWW-Authenticate": "Bearer"} if status == 401 else None,
        relying_party=relying_party_of(settings, asked.request),
        openid_name=settings.openid_name if settings.openid_issuer else None,
        ended=ended,
        is_new=not asked.identity.has_administrator(),
    )


def _sign_in(asked: Asked) -> Response:
    if asked.desk.settings.sign_in is SignInMode.DEMONSTRATION:
        return asked.go("/")
    identity = asked.identity
    name = asked.form.get("name", "").strip()[:_LONGEST_TYPED]
    password = asked.form.get("password", "")
    account = identity.accounts.find(name)
    known = account.id if account and account.closed_at is None else None
    tries = asked.tries_of(known, name)
    begin_try(asked, tries)
    # The same work, whether there is such an account or not.
    if not identity.passwords.matches(known, password) or known is None:
        asked.log("sign_in_refused", account=known, method=SignInMethod.PASSWORD)
        return _sign_in_page(asked, 401, _NO_MATCH)
    identity.delays.succeeded(tries)
    return arrive(asked, known, SignInMethod.PASSWORD)


def begin_try(asked: Asked, tries: Sequence[str]) -> None:
    """Counts the attempt as failed until it has succeeded, so that many at once are no
    way around the wait. Raises TooManyAttempts.
    """
    if waits := asked.identity.delays.begin(tries):
        seconds = math.ceil(waits)
        unit = "second" if seconds == 1 else "seconds"
        raise TooManyAttempts(
            f"several attempts failed; try again in {seconds} {unit}, nothing is "
            "locked",
            seconds,
        )


def _show_second_factor(asked: Asked) -> Response:
    session = asked.session
    if session is None or session.signed_in_by not in _HALF:
        return sent_on(asked) or asked.go(asked.onward)
    if not asked.identity.second_factors.has(session.account):
        return asked.go("/account/enrol")
    return _second_factor_page(asked)


_HALF = frozenset({SignInMethod.PASSWORD, SignInMethod.OPENID})


def _second_factor_page(asked: Asked, status: int = 200, why: str = "") -> Response:
    return asked.page(
        "second-factor.html",
        status=status,
        errors={"code": why} if why else None,
        headers={"WWW-Authenticate": "Bearer"} if status == 401 else None,
        **_factors_of(asked),
    )


def _factors_of(asked: Asked) -> dict[str, Any]:
    assert asked.session is not None
    kinds = {
        one.kind for one in asked.identity.second_factors.listed(asked.session.account)
    }
    return {
        "has_codes": "totp" in kinds,
        "has_passkeys": "passkey" in kinds,
        "relying_party": relying_party_of(asked.desk.settings, asked.request),
    }


def _second_factor(asked: Asked) -> Response:
    session = asked.session
    if session is None or session.signed_in_by not in _HALF:
        return sent_on(asked) or asked.go(asked.onward)
    checked = _checked_code(asked, session.account)
    if checked is None:
        return _second_factor_page(asked, 401, _NO_CODE)
    return arrive(asked, session.account, checked)


def _checked_code(asked: Asked, account: str) -> SignInMethod | None:
    """By what the code proves it; None where it does not. Raises TooManyAttempts."""
    identity = asked.identity
    tries = asked.tries_of(account, account)
    begin_try(asked, tries)
    code = "".join(asked.form.get("code", "").split())[:_LONGEST_TYPED]
    by = identity.second_factors.check(account, code)
    if by is None:
        asked.log("second_factor_refused", method=_kind_of(code))
    else:
        identity.delays.succeeded(tries)
    return by


def _kind_of(code: str) -> SignInMethod:
    """What was tried: six digits are an app's."""
    return SignInMethod.TOTP if code.isdecimal() else SignInMethod.RECOVERY


def is_fresh(asked: Asked) -> bool:
    """Whether whoever asks has proved who they are within the last ten minutes."""
    session = asked.session
    if session is None:
        return False
    return asked.now - session.proved_at <= FRESH_FOR


def _show_again(asked: Asked) -> Response:
    return sent_on(asked) or _again_page(asked)


def _again_page(asked: Asked, errors: dict[str, str] | None = None) -> Response:
    assert asked.session is not None
    factors = _factors_of(asked)
    return asked.page(
        "again.html",
        status=401 if errors else 200,
        errors=errors,
        headers={"WWW-Authenticate": "Bearer"} if errors else None,
        by_code=factors["has_codes"],
        has_password=not factors["has_passkeys"]
        and asked.identity.passwords.has(asked.session.account),
        **factors,
    )


def _again(asked: Asked) -> Response:
    if elsewhere := sent_on(asked):
        return elsewhere
    session, identity = asked.session, asked.identity
    assert session is not None
    if _factors_of(asked)["has_codes"]:
        checked = _checked_code(asked, session.account)
        if checked is None:
            return _again_page(asked, {"code": _NO_CODE})
        return proved_again(asked, checked)
    if identity.second_factors.has(session.account):
        return _again_page(asked, {"": "confirm with your passkey"})
    tries = asked.tries_of(session.account, session.account)
    begin_try(asked, tries)
    if not identity.passwords.matches(session.account, asked.form.get("password", "")):
        asked.log("proof_refused", method=SignInMethod.PASSWORD)
        return _again_page(asked, {"password": "that is not your password"})
    identity.delays.succeeded(tries)
    return proved_again(asked, SignInMethod.PASSWORD)


def proved_again(asked: Asked, by: SignInMethod) -> Response:
    """A new session for the same person in the same role, with a fresh proof."""
    session = asked.session
    assert session is not None
    assert asked.cookie is not None
    asked.log("proved_again", method=by)
    # A password alone does not make less of a session that began with more.
    kept = session.signed_in_by if by is SignInMethod.PASSWORD else by
    return asked.go(asked.onward, asked.identity.sessions.renew(asked.cookie, by=kept))


def _sign_out(asked: Asked) -> Response:
    if asked.cookie is not None:
        asked.identity.sessions.end(asked.cookie)
        asked.log("signed_out")
    demonstration = asked.desk.settings.sign_in is SignInMode.DEMONSTRATION
    response = asked.go("/" if demonstration else "/account/sign-in")
    session_cookie_settings(asked.desk.settings).take(response)
    # Forgets drafts, too: the next at this machine may be somebody else.
    response.headers["Clear-Site-Data"] = '"storage"'
    return response
