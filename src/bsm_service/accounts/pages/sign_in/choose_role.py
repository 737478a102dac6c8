"""Choosing the role to act in."""

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


def role_routes(pages: AccountPages) -> list[Route]:
    return [
        pages.route("/mandate", _show),
        pages.route("/mandate", _act_in_role, methods=("POST",)),
    ]


def _show(request: PageRequest) -> Response:
    return redirect_if_not_signed_in(request) or _page(request)


def _page(request: PageRequest, error: str = "") -> Response:
    session = request.session
    assert session is not None
    return request.render(
        "choose-role.html",
        status=422 if error else 200,
        errors={"mandate": error} if error else None,
        choices=mandate_rows(request, selectable_mandates(request, session.account)),
    )


def _act_in_role(request: PageRequest) -> Response:
    if redirect := redirect_if_not_signed_in(request):
        return redirect
    session, identity = request.session, request.identity
    assert session is not None
    assert request.cookie is not None
    mandate_id = request.form.get("mandate", "")
    choices = selectable_mandates(request, session.account)
    chosen = next((choice for choice in choices if choice.id == mandate_id), None)
    if chosen is None:
        return _page(request, "this role has ended; choose another")
    if not is_sufficient_for_mandate(request, session, chosen):
        return request.redirect(
            f"{next_factor(request, session.account)}?next=/account/mandate"
        )
    cookie = identity.sessions.renew(request.cookie, mandate=chosen)
    return request.redirect(request.next_address_or_home, cookie)
