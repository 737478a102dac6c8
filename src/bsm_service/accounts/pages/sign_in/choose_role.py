"""Choosing in which role one acts."""

from starlette.responses import Response
from starlette.routing import Route

from bsm_service.accounts.pages.page_request import Asked, Desk
from bsm_service.accounts.pages.sign_in.after_sign_in import (
    is_enough_for,
    may_act_as,
    next_proof,
    sent_on,
)
from bsm_service.accounts.pages.template_data import mandates_of


def mandate_routes(desk: Desk) -> list[Route]:
    return [
        desk.route("/mandate", _show),
        desk.route("/mandate", _choose, methods=("POST",)),
    ]


def _show(asked: Asked) -> Response:
    return sent_on(asked) or _page(asked)


def _page(asked: Asked, why: str = "") -> Response:
    session = asked.session
    assert session is not None
    return asked.page(
        "mandate.html",
        status=422 if why else 200,
        errors={"mandate": why} if why else None,
        choices=mandates_of(asked, may_act_as(asked, session.account)),
    )


def _choose(asked: Asked) -> Response:
    if elsewhere := sent_on(asked):
        return elsewhere
    session, identity = asked.session, asked.identity
    assert session is not None
    assert asked.cookie is not None
    wanted = asked.form.get("mandate", "")
    choices = may_act_as(asked, session.account)
    chosen = next((one for one in choices if one.id == wanted), None)
    if chosen is None:
        return _page(asked, "choose one of your mandates; that one has ended")
    if not is_enough_for(asked, session, chosen):
        return asked.go(f"{next_proof(asked, session.account)}?next=/account/mandate")
    cookie = identity.sessions.renew(asked.cookie, mandate=chosen)
    return asked.go(asked.onward, cookie)
