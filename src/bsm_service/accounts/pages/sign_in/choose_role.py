"""Choosing the role to act in; in a demonstration, one-click sign-in with any role."""

from starlette.responses import Response

from bsm_domain.foundation.errors import InvalidValue, NotFound
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_service.accounts.pages.page_request import PageRequest
from bsm_service.accounts.pages.page_routes import PageRoutes
from bsm_service.accounts.pages.sign_in.after_sign_in import (
    is_sufficient_for_mandate,
    next_factor,
    redirect_if_not_signed_in,
    selectable_mandates,
)
from bsm_service.accounts.pages.template_data import mandate_rows
from bsm_service.identity import demonstration_account_name

PAGES, DEMONSTRATION_PAGES = PageRoutes(), PageRoutes()


@PAGES.get("/mandate", requires=redirect_if_not_signed_in)
def _show(request: PageRequest) -> Response:
    return _page(request)


def _page(request: PageRequest, error: str = "") -> Response:
    session = request.signed_in
    return request.render(
        "choose-role.html",
        status=422 if error else 200,
        errors={"mandate": error},
        choices=mandate_rows(request, selectable_mandates(request, session.account)),
    )


@PAGES.post("/mandate", requires=redirect_if_not_signed_in)
def _act_in_role(request: PageRequest) -> Response:
    session, identity = request.signed_in, request.identity
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


@DEMONSTRATION_PAGES.post("/act-as")
def _sign_in_as(request: PageRequest) -> Response:
    if not request.is_demonstration:
        raise NotFound("one-click sign-in is available in a demonstration only")
    role, delegation = _role(request.form.get("role")), request.form.get("delegation")
    if role is not Role.FOCAL_POINT:
        delegation = None
    cookie = request.identity.start_session(
        demonstration_account_name(role, delegation),
        role,
        delegation or None,
        SignInMethod.DEMONSTRATION,
    )
    request.log_event("signed_in", method=SignInMethod.DEMONSTRATION)
    return request.redirect(request.next_address_or_home, cookie)


def _role(code: str | None) -> Role:
    try:
        return Role(code or "")
    except ValueError:
        raise InvalidValue(f"{(code or '')[:40]!r} is not a role") from None
