"""The My account page: mandates, credentials and sessions."""

from collections.abc import Mapping

from starlette.responses import Response

from bsm_domain.foundation.errors import NotFound
from bsm_domain.foundation.formatting import format_datetime
from bsm_service.accounts.pages.page_request import PageRequest
from bsm_service.accounts.pages.page_routes import PageRoutes
from bsm_service.accounts.pages.sign_in.after_sign_in import (
    redirect_if_not_signed_in,
    selectable_mandates,
)
from bsm_service.accounts.pages.sign_in.password import confirmed_recently
from bsm_service.accounts.pages.template_data import (
    mandate_rows,
    notification_preferences,
    second_factor_rows,
    session_row,
    stand_in_rows,
    token_rows,
)
from bsm_service.accounts.pages.texts import role_text

PAGES = PageRoutes()

# The confirmation after a change, by the `done` parameter of the address.
_CONFIRMATIONS = {
    "password": "Your password has been changed. All your other sessions have ended.",
    "factor": "The second factor has been removed.",
    "session": "The session has ended.",
    "sessions": "All your other sessions have ended.",
    "token": "The token has been revoked.",
    "reminders": "Your notification settings have been saved.",
    "stand-in": "Your stand-in has been named.",
    "stand-in-ended": "The stand-in has ended.",
}


def redirect_with_confirmation(
    request: PageRequest, confirmation: str, fragment: str, cookie: str | None = None
) -> Response:
    """Back to the page, which shows a confirmation."""
    return request.redirect(f"/account?done={confirmation}#{fragment}", cookie)


@PAGES.get("/account")
def _show(request: PageRequest) -> Response:
    if request.is_demonstration:
        raise NotFound(
            "a demonstration has no accounts; choose a role on the dashboard instead"
        )
    return redirect_if_not_signed_in(request) or my_account_page(request)


def my_account_page(
    request: PageRequest, *, section: str = "", errors: Mapping[str, str] | None = None
) -> Response:
    """The page, with the errors of one of its forms, if any."""
    identity, session, principal = (
        request.identity,
        request.signed_in,
        request.principal,
    )
    settings = request.settings
    account = identity.accounts.get(session.account)
    factors = identity.second_factors.list_for(account.id)
    needs = identity.needs_second_factor(account.id)
    sessions = identity.sessions.list_for(account.id)
    today = request.now.date()
    return request.render(
        "my-account.html",
        status=422 if errors else 200,
        errors=errors,
        account=account,
        is_on_record=principal is not None and principal.participant is not None,
        acting=principal and role_text(principal.role, principal.delegation, today),
        done=_CONFIRMATIONS.get(request.http_request.query_params.get("done", "")),
        fresh=confirmed_recently(request),
        today=today.isoformat(),
        part=section,
        mandates=mandate_rows(request, selectable_mandates(request, session.account)),
        factors=second_factor_rows(factors, one_must_stay=needs),
        needs_factor=needs and len(factors) == 1,
        has_password=identity.passwords.has(account.id),
        password_text=_password_text(request, account.id),
        password_hint=f"At least {8 if factors else 15} characters, of any kind.",
        sessions=[session_row(row, session) for row in sessions],
        max_sessions=identity.sessions.max_per_account,
        tokens=token_rows(request),
        openid_name=settings.openid_name if settings.openid_issuer else None,
        reminders=notification_preferences(request),
        **stand_in_rows(request),
    )


def _password_text(request: PageRequest, account: str) -> str:
    changed = request.identity.passwords.changed_at(account)
    if changed is None:
        return "You have no password here; you sign in another way."
    return f"Set on {format_datetime(changed)}."
