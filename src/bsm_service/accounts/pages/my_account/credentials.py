"""Changing how one comes in: password, second factors, sessions that are open."""

from starlette.responses import Response
from starlette.routing import Route

from bsm_domain.foundation.errors import NotFound
from bsm_domain.foundation.roles import SignInMethod
from bsm_service.accounts.pages.my_account.page import done, my_page, not_now
from bsm_service.accounts.pages.page_request import Asked, Desk
from bsm_service.accounts.pages.queues import Queue
from bsm_service.accounts.pages.sign_in.password import begin_try
from bsm_service.foundation.refusals import PasswordRefused
from bsm_service.identity.credentials.passwords import set_within


def my_sign_in_routes(desk: Desk) -> list[Route]:
    return [
        desk.route(
            "/password", _change_password, methods=("POST",), queue=Queue.PROOFS
        ),
        desk.route("/factors/remove", _remove_factor, methods=("POST",)),
        desk.route("/sessions/end", _end_session, methods=("POST",)),
        desk.route("/sessions/end-others", _end_others, methods=("POST",)),
    ]


def _change_password(asked: Asked) -> Response:
    if elsewhere := not_now(asked):
        return elsewhere
    identity, session, form = asked.identity, asked.session, asked.form
    assert session is not None
    assert asked.cookie is not None
    if identity.passwords.has(session.account):
        tries = asked.tries_of(session.account, session.account)
        begin_try(asked, tries)
        if not identity.passwords.matches(session.account, form.get("present", "")):
            asked.log("proof_refused", method=SignInMethod.PASSWORD)
            errors = {"present": "that is not your password"}
            return my_page(asked, part="password", errors=errors)
        identity.delays.succeeded(tries)
    short_allowed = identity.second_factors.has(session.account)
    account = identity.accounts.get(session.account)
    try:
        hash = identity.passwords.hash(
            form.get("password", ""), account.name, short_allowed=short_allowed
        )
    except PasswordRefused as error:
        return my_page(asked, part="password", errors={"password": str(error)})
    with identity.register.changing(alone=True, by=session) as change:  # or nothing
        set_within(change, account.id, hash, session)
        identity.sessions.end_all(account.id, but=session.id, by=session)
        cookie = identity.sessions.renew(asked.cookie)
    asked.log("password_changed")
    response = done(asked, "password", "password", cookie)
    asked.device.remember(response, session.account)
    return response


def _remove_factor(asked: Asked) -> Response:
    if elsewhere := not_now(asked):
        return elsewhere
    identity, session = asked.identity, asked.session
    assert session is not None
    factors = identity.second_factors.listed(session.account)
    wanted = next((one for one in factors if one.id == asked.form.get("id")), None)
    if wanted is None:
        raise NotFound("you have no such second factor; it may be removed already")
    if len(factors) == 1 and identity.needs_second_factor(session.account):
        why = "your role needs a second factor: add another before you remove this one"
        return my_page(asked, part="factors", errors={"": why})
    identity.second_factors.remove(session.account, wanted.id, by=session)
    return done(asked, "factor", "factors")


def _end_session(asked: Asked) -> Response:
    if elsewhere := not_now(asked):
        return elsewhere
    session = asked.session
    assert session is not None
    asked.identity.sessions.end_id(
        session.account, asked.form.get("id", ""), by=session
    )
    return done(asked, "session", "sessions")


def _end_others(asked: Asked) -> Response:
    if elsewhere := not_now(asked):
        return elsewhere
    session = asked.session
    assert session is not None
    asked.identity.sessions.end_all(session.account, but=session.id, by=session)
    return done(asked, "sessions", "sessions")
