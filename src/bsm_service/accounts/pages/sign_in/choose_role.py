"""Choosing in which role one acts."""

from starlette.responses import Response
from starlette.routing import Route

from bsm_service.accounts.pages.page_request import AccountPages, PageRequest
from bsm_service.accounts.pages.sign_in.after_sign_in import (
    is_sufficient_for_mandate,
    next_factor,
    redirect_if_not_signed_in,
    selectable_mandates,
)
from bsm_service.accounts.pages.template_data import mandate_rows


def role_routes(desk: AccountPages) -> list[Route]:
    return [
        desk.route("/mandate", _show),
        desk.route("/mandate", _act_in_role, methods=("POST",)),
    ]


def _show(asked: PageRequest) -> Response:
    return redirect_if_not_signed_in(asked) or _page(asked)


def _page(asked: PageRequest, why: str = "") -> Response:
    session = asked.session
    assert session is not None
    return asked.render(
        "mandate.html",
        status=422 if why else 200,
        errors={"mandate": why} if why else None,
        choices=mandate_rows(asked, selectable_mandates(asked, session.account)),
    )


def _act_in_role(asked: PageRequest) -> Response:
    if elsewhere := redirect_if_not_signed_in(asked):
        return elsewhere
    session, identity = asked.session, asked.identity
    assert session is not None
    assert asked.cookie is not None
    wanted = asked.form.get("mandate", "")
    choices = selectable_mandates(asked, session.account)
    chosen = next((one for one in choices if one.id == wanted), None)
    if chosen is None:
        return _page(asked, "choose one of your mandates; that one has ended")
    if not is_sufficient_for_mandate(asked, session, chosen):
        return asked.redirect(
            f"{next_factor(asked, session.account)}?next=/account/mandate"
        )
    cookie = identity.sessions.renew(asked.cookie, mandate=chosen)
    return asked.redirect(asked.next_address_or_home, cookie)
