"""Tokens for programs: made, shown once, revoked by their owner."""

from datetime import timedelta

from starlette.responses import Response
from starlette.routing import Route

from bsm_domain.foundation.errors import InvalidValue
from bsm_service.accounts.pages.my_account.page import (
    my_account_page,
    redirect_if_not_allowed,
    redirect_with_confirmation,
)
from bsm_service.accounts.pages.page_request import AccountPages, PageRequest
from bsm_service.accounts.pages.sign_in.after_sign_in import (
    is_sufficient_for_mandate,
    next_factor,
    selectable_mandates,
)
from bsm_service.accounts.pages.template_data import scope_text
from bsm_service.accounts.pages.texts import capitalize_first, format_time, mandate_text

_LIFETIMES = {str(days): timedelta(days=days) for days in (30, 90, 365)}
_SCOPES = ("read", "all")


def token_routes(desk: AccountPages) -> list[Route]:
    return [
        desk.route("/tokens", _make, methods=("POST",)),
        desk.route("/tokens/revoke", _revoke, methods=("POST",)),
    ]


def _make(asked: PageRequest) -> Response:
    if elsewhere := redirect_if_not_allowed(asked):
        return elsewhere
    form, identity, session = asked.form, asked.identity, asked.session
    assert session is not None
    wanted = form.get("mandate", "")
    choices = selectable_mandates(asked, session.account)
    mandate = next((one for one in choices if one.id == wanted), None)
    lasts, scope = _LIFETIMES.get(form.get("days", "")), form.get("scope", "")
    if mandate is None or lasts is None or scope not in _SCOPES:
        raise InvalidValue("choose one of your mandates, a scope and a time")
    if not is_sufficient_for_mandate(asked, session, mandate):
        return asked.redirect(next_factor(asked, session.account))
    try:
        token, secret = identity.tokens.create(
            session.account,
            mandate.id,
            form.get("token_name", "").strip(),
            lasts=lasts,
            limited_to="read" if scope == "read" else "all",
            by=session,
        )
    except InvalidValue as error:
        return my_account_page(asked, part="token", errors={"token_name": str(error)})
    name, _ = mandate_text(mandate, asked.now.date(), None)
    told = f"{name}, {scope_text(token.scope)}; until {format_time(token.expires_at)}."
    return asked.render(
        "token.html", token_name=token.name, secret=secret, told=capitalize_first(told)
    )


def _revoke(asked: PageRequest) -> Response:
    if elsewhere := redirect_if_not_allowed(asked):
        return elsewhere
    session = asked.session
    assert session is not None
    asked.identity.tokens.revoke(session.account, asked.form.get("id", ""), by=session)
    return redirect_with_confirmation(asked, "token", "tokens")
