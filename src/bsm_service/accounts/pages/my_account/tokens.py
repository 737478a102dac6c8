"""Tokens for programs: made, shown once, revoked by their owner."""

from datetime import timedelta

from starlette.responses import Response
from starlette.routing import Route

from bsm_domain.foundation.errors import InvalidValue
from bsm_service.accounts.pages.my_account.page import done, my_page, not_now
from bsm_service.accounts.pages.page_request import Asked, Desk
from bsm_service.accounts.pages.sign_in.after_sign_in import (
    is_enough_for,
    may_act_as,
    next_proof,
)
from bsm_service.accounts.pages.template_data import scope_told
from bsm_service.accounts.pages.texts import first_upper, mandate_told, moment

_LASTS = {str(days): timedelta(days=days) for days in (30, 90, 365)}
_SCOPES = ("read", "all")


def token_routes(desk: Desk) -> list[Route]:
    return [
        desk.route("/tokens", _make, methods=("POST",)),
        desk.route("/tokens/revoke", _revoke, methods=("POST",)),
    ]


def _make(asked: Asked) -> Response:
    if elsewhere := not_now(asked):
        return elsewhere
    form, identity, session = asked.form, asked.identity, asked.session
    assert session is not None
    wanted = form.get("mandate", "")
    choices = may_act_as(asked, session.account)
    mandate = next((one for one in choices if one.id == wanted), None)
    lasts, scope = _LASTS.get(form.get("days", "")), form.get("scope", "")
    if mandate is None or lasts is None or scope not in _SCOPES:
        raise InvalidValue("choose one of your mandates, a scope and a time")
    if not is_enough_for(asked, session, mandate):
        return asked.go(next_proof(asked, session.account))
    try:
        token, secret = identity.tokens.make(
            session.account,
            mandate.id,
            form.get("token_name", "").strip(),
            lasts=lasts,
            limited_to="read" if scope == "read" else "all",
            by=session,
        )
    except InvalidValue as error:
        return my_page(asked, part="token", errors={"token_name": str(error)})
    name, _ = mandate_told(mandate, asked.now.date(), None)
    told = f"{name}, {scope_told(token.limited_to)}; until {moment(token.expires_at)}."
    return asked.page(
        "token.html", token_name=token.name, secret=secret, told=first_upper(told)
    )


def _revoke(asked: Asked) -> Response:
    if elsewhere := not_now(asked):
        return elsewhere
    session = asked.session
    assert session is not None
    asked.identity.tokens.revoke(session.account, asked.form.get("id", ""), by=session)
    return done(asked, "token", "tokens")
