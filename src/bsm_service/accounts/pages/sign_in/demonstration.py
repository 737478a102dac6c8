"""One-click sign-in with any role, in a demonstration."""

from starlette.responses import Response
from starlette.routing import Route

from bsm_domain.foundation.errors import InvalidValue, NotFound
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_service.accounts.pages.page_request import AccountPages, PageRequest
from bsm_service.accounts.pages.template_data import is_demonstration
from bsm_service.identity import demonstration_account_name


def demonstration_routes(pages: AccountPages) -> list[Route]:
    return [pages.route("/act-as", _sign_in_as, methods=("POST",))]


def _sign_in_as(request: PageRequest) -> Response:
    if not is_demonstration(request):
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
