"""My account, as one page: what one may act as, how one comes in, where one is in."""

from collections.abc import Mapping

from starlette.responses import Response
from starlette.routing import Route

from bsm_domain.foundation.errors import NotFound
from bsm_service.accounts.pages.page_request import Asked, Desk
from bsm_service.accounts.pages.sign_in.after_sign_in import may_act_as, sent_on
from bsm_service.accounts.pages.sign_in.password import is_fresh
from bsm_service.accounts.pages.template_data import (
    factors_of,
    is_demonstration,
    mandates_of,
    reminders_of,
    session_of,
    stand_ins_of,
    tokens_of,
)
from bsm_service.accounts.pages.texts import acting_as, moment

# What the page says after something was done, by the word in its address.
_DONE = {
    "password": "Your password is changed. All your other sessions have ended.",
    "factor": "The second factor is removed.",
    "session": "The session has ended.",
    "sessions": "All your other sessions have ended.",
    "token": "The token is revoked.",
    "reminders": "You are reminded as you have chosen.",
    "stand-in": "Your stand-in is named.",
    "stand-in-ended": "The stand-in has ended.",
}


def my_page_routes(desk: Desk) -> list[Route]:
    """`/account` itself, beside what is mounted under it."""
    return [desk.route("/account", _show)]


def not_now(asked: Asked) -> Response | None:
    """Where somebody is sent who may not change their account at this moment."""
    if elsewhere := sent_on(asked):
        return elsewhere
    return None if is_fresh(asked) else asked.go("/account/again?next=/account")


def done(asked: Asked, what: str, part: str, cookie: str | None = None) -> Response:
    """Back to the page, which says what was done."""
    return asked.go(f"/account?done={what}#{part}", cookie)


def _show(asked: Asked) -> Response:
    if is_demonstration(asked):
        raise NotFound("nobody has an account of their own in a demonstration")
    return sent_on(asked) or my_page(asked)


def my_page(
    asked: Asked, *, part: str = "", errors: Mapping[str, str] | None = None
) -> Response:
    """The page, with complaints about one of its forms, if any."""
    identity, session, principal = asked.identity, asked.session, asked.principal
    settings = asked.desk.settings
    assert session is not None
    account = identity.accounts.get(session.account)
    factors = identity.second_factors.listed(account.id)
    needs = identity.needs_second_factor(account.id)
    sessions = identity.sessions.listed(account.id)
    today = asked.now.date()
    return asked.page(
        "mine.html",
        status=422 if errors else 200,
        errors=errors,
        account=account,
        is_on_record=principal is not None and principal.participant is not None,
        acting=principal and acting_as(principal.role, principal.delegation, today),
        done=_DONE.get(asked.request.query_params.get("done", "")),
        fresh=is_fresh(asked),
        today=today.isoformat(),
        part=part,
        mandates=mandates_of(asked, may_act_as(asked, session.account)),
        factors=factors_of(factors, one_must_stay=needs),
        needs_factor=needs and len(factors) == 1,
        has_password=identity.passwords.has(account.id),
        password_told=_password_told(asked, account.id),
        password_hint=f"At least {8 if factors else 15} characters, of any kind.",
        sessions=[session_of(one, session) for one in sessions],
        most_sessions=identity.sessions.most,
        tokens=tokens_of(asked),
        openid_name=settings.openid_name if settings.openid_issuer else None,
        reminders=reminders_of(asked),
        **stand_ins_of(asked),
    )


def _password_told(asked: Asked, account: str) -> str:
    changed = asked.identity.passwords.changed_at(account)
    if changed is None:
        return "You have none here; you come in another way."
    return f"Set on {moment(changed)}."
