"""Changing how one comes in: password, second factors, sessions that are open."""

from starlette.responses import Response
from starlette.routing import Route

from bsm_domain.foundation.errors import NotFound
from bsm_domain.foundation.roles import SignInMethod
from bsm_service.accounts.pages.my_account.page import (
    my_account_page,
    redirect_if_not_allowed,
    redirect_with_confirmation,
)
from bsm_service.accounts.pages.page_request import AccountPages, PageRequest
from bsm_service.accounts.pages.queues import QueueName
from bsm_service.accounts.pages.sign_in.password import begin_attempt
from bsm_service.foundation.refusals import PasswordRefused
from bsm_service.identity.credentials.passwords import set_password_in


def credential_routes(desk: AccountPages) -> list[Route]:
    return [
        desk.route(
            "/password", _change_password, methods=("POST",), queue=QueueName.PASSWORDS
        ),
        desk.route("/factors/remove", _remove_factor, methods=("POST",)),
        desk.route("/sessions/end", _end_session, methods=("POST",)),
        desk.route("/sessions/end-others", _end_other_sessions, methods=("POST",)),
    ]


def _change_password(asked: PageRequest) -> Response:
    if elsewhere := redirect_if_not_allowed(asked):
        return elsewhere
    identity, session, form = asked.identity, asked.session, asked.form
    assert session is not None
    assert asked.cookie is not None
    if identity.passwords.has(session.account):
        tries = asked.throttle_keys(session.account, session.account)
        begin_attempt(asked, tries)
        if not identity.passwords.matches(session.account, form.get("present", "")):
            asked.log_event("proof_refused", method=SignInMethod.PASSWORD)
            errors = {"present": "that is not your password"}
            return my_account_page(asked, part="password", errors=errors)
        identity.login_throttle.record_success(tries)
    short_allowed = identity.second_factors.has(session.account)
    account = identity.accounts.get(session.account)
    try:
        hash = identity.passwords.hash(
            form.get("password", ""), account.name, short_allowed=short_allowed
        )
    except PasswordRefused as error:
        return my_account_page(asked, part="password", errors={"password": str(error)})
    with identity.account_database.transaction(
        alone=True, by=session
    ) as change:  # or nothing
        set_password_in(change, account.id, hash, session)
        identity.sessions.end_all(account.id, but=session.id, by=session)
        cookie = identity.sessions.renew(asked.cookie)
    asked.log_event("password_changed")
    response = redirect_with_confirmation(asked, "password", "password", cookie)
    asked.device.remember(response, session.account)
    return response


def _remove_factor(asked: PageRequest) -> Response:
    if elsewhere := redirect_if_not_allowed(asked):
        return elsewhere
    identity, session = asked.identity, asked.session
    assert session is not None
    factors = identity.second_factors.list_for(session.account)
    wanted = next((one for one in factors if one.id == asked.form.get("id")), None)
    if wanted is None:
        raise NotFound("you have no such second factor; it may be removed already")
    if len(factors) == 1 and identity.needs_second_factor(session.account):
        why = "your role needs a second factor: add another before you remove this one"
        return my_account_page(asked, part="factors", errors={"": why})
    identity.second_factors.remove(session.account, wanted.id, by=session)
    return redirect_with_confirmation(asked, "factor", "factors")


def _end_session(asked: PageRequest) -> Response:
    if elsewhere := redirect_if_not_allowed(asked):
        return elsewhere
    session = asked.session
    assert session is not None
    asked.identity.sessions.end_by_id(
        session.account, asked.form.get("id", ""), by=session
    )
    return redirect_with_confirmation(asked, "session", "sessions")


def _end_other_sessions(asked: PageRequest) -> Response:
    if elsewhere := redirect_if_not_allowed(asked):
        return elsewhere
    session = asked.session
    assert session is not None
    asked.identity.sessions.end_all(session.account, but=session.id, by=session)
    return redirect_with_confirmation(asked, "sessions", "sessions")
