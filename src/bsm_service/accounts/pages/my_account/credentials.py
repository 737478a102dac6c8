"""Changing the password, second factors and open sessions of one's own account."""

from starlette.responses import Response
from starlette.routing import Route

from bsm_domain.foundation.errors import NotFound
from bsm_domain.foundation.roles import SignInMethod
from bsm_service.accounts.pages.my_account.page import (
    my_account_page,
    redirect_if_not_allowed,
    redirect_with_confirmation,
)
from bsm_service.accounts.pages.page_queues import QueueName
from bsm_service.accounts.pages.page_request import AccountPages, PageRequest
from bsm_service.accounts.pages.sign_in.password import begin_attempt
from bsm_service.foundation.refusals import PasswordRefused
from bsm_service.identity.credentials.passwords import set_password_in


def credential_routes(pages: AccountPages) -> list[Route]:
    return [
        pages.route(
            "/password", _change_password, methods=("POST",), queue=QueueName.PASSWORDS
        ),
        pages.route("/factors/remove", _remove_factor, methods=("POST",)),
        pages.route("/sessions/end", _end_session, methods=("POST",)),
        pages.route("/sessions/end-others", _end_other_sessions, methods=("POST",)),
    ]


def _change_password(request: PageRequest) -> Response:
    if redirect := redirect_if_not_allowed(request):
        return redirect
    identity, session, form = request.identity, request.session, request.form
    assert session is not None
    assert request.cookie is not None
    if identity.passwords.has(session.account):
        throttle_keys = request.throttle_keys(session.account, session.account)
        begin_attempt(request, throttle_keys)
        if not identity.passwords.matches(session.account, form.get("present", "")):
            request.log_event("proof_refused", method=SignInMethod.PASSWORD)
            errors = {"present": "this is not your current password"}
            return my_account_page(request, section="password", errors=errors)
        identity.login_throttle.record_success(throttle_keys)
    short_allowed = identity.second_factors.has(session.account)
    account = identity.accounts.get(session.account)
    try:
        hash = identity.passwords.hash(
            form.get("password", ""), account.name, short_allowed=short_allowed
        )
    except PasswordRefused as error:
        return my_account_page(
            request, section="password", errors={"password": str(error)}
        )
    with identity.account_database.transaction(
        exclusive=True, actor=session
    ) as change:  # or nothing
        set_password_in(change, account.id, hash, session)
        identity.sessions.end_all(account.id, except_id=session.id, actor=session)
        cookie = identity.sessions.renew(request.cookie)
    request.log_event("password_changed")
    response = redirect_with_confirmation(request, "password", "password", cookie)
    request.device.remember(response, session.account)
    return response


def _remove_factor(request: PageRequest) -> Response:
    if redirect := redirect_if_not_allowed(request):
        return redirect
    identity, session = request.identity, request.session
    assert session is not None
    factors = identity.second_factors.list_for(session.account)
    factor = next(
        (candidate for candidate in factors if candidate.id == request.form.get("id")),
        None,
    )
    if factor is None:
        raise NotFound("you have no such second factor; it may already be removed")
    if len(factors) == 1 and identity.needs_second_factor(session.account):
        error = (
            "your role requires a second factor; add another before removing this one"
        )
        return my_account_page(request, section="factors", errors={"": error})
    identity.second_factors.remove(session.account, factor.id, actor=session)
    return redirect_with_confirmation(request, "factor", "factors")


def _end_session(request: PageRequest) -> Response:
    if redirect := redirect_if_not_allowed(request):
        return redirect
    session = request.session
    assert session is not None
    request.identity.sessions.end_by_id(
        session.account, request.form.get("id", ""), actor=session
    )
    return redirect_with_confirmation(request, "session", "sessions")


def _end_other_sessions(request: PageRequest) -> Response:
    if redirect := redirect_if_not_allowed(request):
        return redirect
    session = request.session
    assert session is not None
    request.identity.sessions.end_all(
        session.account, except_id=session.id, actor=session
    )
    return redirect_with_confirmation(request, "sessions", "sessions")
