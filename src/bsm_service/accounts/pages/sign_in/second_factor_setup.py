"""Setting up a second factor: an authenticator app, or a passkey."""

import segno
from markupsafe import Markup
from starlette.responses import Response

from bsm_domain.foundation.roles import SignInMethod
from bsm_service.accounts.pages.page_request import PageRequest
from bsm_service.accounts.pages.page_routes import PageRoutes
from bsm_service.accounts.pages.sign_in.after_sign_in import (
    is_sufficient,
    redirect_if_not_signed_in,
)
from bsm_service.accounts.pages.sign_in.passkeys import (
    continue_with_factor,
    may_add_factor,
)
from bsm_service.accounts.pages.sign_in.relying_party_settings import relying_party_of
from bsm_service.foundation.refusals import SecondFactorRefused
from bsm_service.identity import TotpEnrolment

PAGES = PageRoutes()


def _is_required(request: PageRequest) -> bool:
    """Whether nothing else can be done before."""
    session = request.session
    return (
        session is not None
        and session.pending
        and not is_sufficient(request, session.account, session.signed_in_by)
    )


def _redirect_if_not_allowed(request: PageRequest) -> Response | None:
    if may_add_factor(request):
        return None
    return redirect_if_not_signed_in(request) or request.redirect(
        "/account/again?next=/account/enrol"
    )


@PAGES.get("/enrol", requires=_redirect_if_not_allowed)
def _show(request: PageRequest) -> Response:
    factors, account = request.identity.second_factors, request.signed_in.account
    if factors.has_totp(account):
        return _page(request, None)
    # Reloading the page must not invalidate the secret that was just scanned.
    enrolment = factors.pending_totp(account, request.signed_in.proved_at)
    return _page(
        request, enrolment or factors.begin_totp(account, actor=request.signed_in)
    )


def _page(
    request: PageRequest,
    enrolment: TotpEnrolment | None,
    *,
    status: int = 200,
    error: str = "",
) -> Response:
    return request.render(
        "second-factor-setup.html",
        status=status,
        errors={"code": error},
        must=_is_required(request),
        relying_party=relying_party_of(request.settings, request.http_request),
        may_totp=enrolment is not None,
        qr=_qr_code_svg(enrolment.uri) if enrolment else "",
        secret=_grouped_by_four(enrolment.secret) if enrolment else "",
    )


def _qr_code_svg(uri: str) -> Markup:
    code = segno.make(uri, error="m").svg_inline(
        scale=4, border=0, title="The secret as a QR code", omitsize=True
    )
    return Markup(code)


def _grouped_by_four(secret: str) -> str:
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


@PAGES.post("/enrol", requires=_redirect_if_not_allowed)
def _confirm(request: PageRequest) -> Response:
    session, factors = request.signed_in, request.identity.second_factors
    code = "".join(request.form.get("code", "").split())[:20]
    enrolment = factors.pending_totp(session.account, session.proved_at)
    if enrolment is None:
        return request.redirect("/account/enrol")
    try:
        codes = factors.confirm_totp(session.account, code, actor=session)
    except SecondFactorRefused as error:
        request.log_event(
            "enrolment_refused", method=SignInMethod.TOTP, code=error.code
        )
        return _page(request, enrolment, status=422, error=str(error))
    request.log_event("enrolled", method=SignInMethod.TOTP)
    redirect_response = continue_with_factor(request, session, SignInMethod.TOTP)
    next_address = redirect_response.headers["location"]
    page = request.render("recovery-codes.html", codes=codes, leads_to=next_address)
    for cookie in redirect_response.headers.getlist("set-cookie"):
        page.headers.append("set-cookie", cookie)
    return page
