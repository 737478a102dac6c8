"""The password, second factors, open sessions and API tokens of one's own account."""

from datetime import timedelta

from starlette.responses import Response

from bsm_domain.foundation.errors import InvalidValue, NotFound
from bsm_domain.foundation.formatting import capitalize, format_datetime
from bsm_domain.foundation.roles import SignInMethod
from bsm_service.accounts.pages.my_account.page import (
    my_account_page,
    redirect_with_confirmation,
)
from bsm_service.accounts.pages.page_request import PageRequest
from bsm_service.accounts.pages.page_routes import PageRoutes, QueueName
from bsm_service.accounts.pages.sign_in.after_sign_in import (
    is_sufficient_for_mandate,
    next_factor,
    selectable_mandates,
)
from bsm_service.accounts.pages.sign_in.password import (
    begin_attempt,
    redirect_if_not_confirmed,
)
from bsm_service.accounts.pages.template_data import scope_text
from bsm_service.accounts.pages.texts import mandate_text
from bsm_service.foundation.refusals import PasswordRefused

PAGES = PageRoutes()

_TOKEN_LIFETIMES = {str(days): timedelta(days=days) for days in (30, 90, 365)}
_TOKEN_SCOPES = ("read", "all")


@PAGES.post("/password", queue=QueueName.PASSWORDS, requires=redirect_if_not_confirmed)
def _change_password(request: PageRequest) -> Response:
    identity, session, form = request.identity, request.signed_in, request.form
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
    with identity.account_database.transaction(exclusive=True, actor=session):
        identity.passwords.store(account.id, hash, actor=session)
        identity.sessions.end_all(account.id, except_id=session.id, actor=session)
        cookie = identity.sessions.renew(request.cookie)
    request.log_event("password_changed")
    response = redirect_with_confirmation(request, "password", "password", cookie)
    request.remember_device(response, session.account)
    return response


@PAGES.post("/factors/remove", requires=redirect_if_not_confirmed)
def _remove_factor(request: PageRequest) -> Response:
    identity, session = request.identity, request.signed_in
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


@PAGES.post("/sessions/end", requires=redirect_if_not_confirmed)
def _end_session(request: PageRequest) -> Response:
    session = request.signed_in
    request.identity.sessions.end_by_id(
        session.account, request.form.get("id", ""), actor=session
    )
    return redirect_with_confirmation(request, "session", "sessions")


@PAGES.post("/sessions/end-others", requires=redirect_if_not_confirmed)
def _end_other_sessions(request: PageRequest) -> Response:
    session = request.signed_in
    request.identity.sessions.end_all(
        session.account, except_id=session.id, actor=session
    )
    return redirect_with_confirmation(request, "sessions", "sessions")


@PAGES.post("/tokens", requires=redirect_if_not_confirmed)
def _create_token(request: PageRequest) -> Response:
    form, identity, session = request.form, request.identity, request.signed_in
    mandate_id = form.get("mandate", "")
    choices = selectable_mandates(request, session.account)
    mandate = next((choice for choice in choices if choice.id == mandate_id), None)
    lifetime, scope = _TOKEN_LIFETIMES.get(form.get("days", "")), form.get("scope", "")
    if mandate is None or lifetime is None or scope not in _TOKEN_SCOPES:
        raise InvalidValue("choose one of your roles, the access and the period")
    if not is_sufficient_for_mandate(request, session, mandate):
        return request.redirect(next_factor(request, session.account))
    try:
        token, secret = identity.tokens.create(
            session.account,
            mandate.id,
            form.get("token_name", "").strip(),
            lifetime=lifetime,
            scope="read" if scope == "read" else "all",
            actor=session,
        )
    except InvalidValue as error:
        return my_account_page(
            request, section="token", errors={"token_name": str(error)}
        )
    name, _ = mandate_text(mandate, request.now.date(), None)
    description = (
        f"{name}, {scope_text(token.scope)}; until {format_datetime(token.expires_at)}."
    )
    return request.render(
        "new-token.html",
        token_name=token.name,
        secret=secret,
        description=capitalize(description),
    )


@PAGES.post("/tokens/revoke", requires=redirect_if_not_confirmed)
def _revoke_token(request: PageRequest) -> Response:
    session = request.signed_in
    request.identity.tokens.revoke(
        session.account, request.form.get("id", ""), actor=session
    )
    return redirect_with_confirmation(request, "token", "tokens")
