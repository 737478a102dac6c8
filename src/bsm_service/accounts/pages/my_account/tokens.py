"""API tokens: created, shown once, revoked by their owner."""

from datetime import timedelta

from starlette.responses import Response
from starlette.routing import Route

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.formatting import format_datetime
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
from bsm_service.accounts.pages.texts import capitalize_first, mandate_text

_LIFETIMES = {str(days): timedelta(days=days) for days in (30, 90, 365)}
_SCOPES = ("read", "all")


def token_routes(pages: AccountPages) -> list[Route]:
    return [
        pages.route("/tokens", _make, methods=("POST",)),
        pages.route("/tokens/revoke", _revoke, methods=("POST",)),
    ]


def _make(request: PageRequest) -> Response:
    if redirect := redirect_if_not_allowed(request):
        return redirect
    form, identity, session = request.form, request.identity, request.session
    assert session is not None
    mandate_id = form.get("mandate", "")
    choices = selectable_mandates(request, session.account)
    mandate = next((choice for choice in choices if choice.id == mandate_id), None)
    lifetime, scope = _LIFETIMES.get(form.get("days", "")), form.get("scope", "")
    if mandate is None or lifetime is None or scope not in _SCOPES:
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
        description=capitalize_first(description),
    )


def _revoke(request: PageRequest) -> Response:
    if redirect := redirect_if_not_allowed(request):
        return redirect
    session = request.session
    assert session is not None
    request.identity.tokens.revoke(
        session.account, request.form.get("id", ""), actor=session
    )
    return redirect_with_confirmation(request, "token", "tokens")
