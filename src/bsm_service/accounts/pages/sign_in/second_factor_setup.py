"""Setting up a second factor: an authenticator app, or a passkey."""

import segno
from markupsafe import Markup
from starlette.responses import Response
from starlette.routing import Route

from bsm_domain.foundation.roles import SignInMethod
from bsm_service.accounts.pages.page_request import AccountPages, PageRequest
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


def second_factor_setup_routes(desk: AccountPages) -> list[Route]:
    return [
        desk.route("/enrol", _show),
        desk.route("/enrol", _confirm, methods=("POST",)),
    ]


def _is_required(asked: PageRequest) -> bool:
    """Whether nothing else can be done before."""
    session = asked.session
    return (
        session is not None
        and session.pending
        and not is_sufficient(asked, session.account, session.signed_in_by)
    )


def _redirect_if_not_allowed(asked: PageRequest) -> Response | None:
    if asked.session is None:
        return redirect_if_not_signed_in(asked)
    if may_add_factor(asked):
        return None
    return redirect_if_not_signed_in(asked) or asked.redirect(
        "/account/again?next=/account/enrol"
    )


def _show(asked: PageRequest) -> Response:
    if elsewhere := _redirect_if_not_allowed(asked):
        return elsewhere
    assert asked.session is not None
    factors, account = asked.identity.second_factors, asked.session.account
    if factors.has_totp(account):
        return _page(asked, None)
    # Whoever looks twice must not find that the secret just scanned is void.
    begun = factors.pending_totp(account, asked.session.proved_at)
    return _page(asked, begun or factors.begin_totp(account, by=asked.session))


def _page(
    asked: PageRequest,
    enrolment: TotpEnrolment | None,
    *,
    status: int = 200,
    why: str = "",
) -> Response:
    return asked.render(
        "enrol.html",
        status=status,
        errors={"code": why} if why else None,
        must=_is_required(asked),
        relying_party=relying_party_of(asked.pages.settings, asked.http_request),
        may_totp=enrolment is not None,
        qr=_qr_code_svg(enrolment.uri) if enrolment else "",
        secret=_grouped_by_four(enrolment.secret) if enrolment else "",
    )


def _qr_code_svg(uri: str) -> Markup:
    code = segno.make(uri, error="m").svg_inline(
        scale=4, border=0, title="The secret as a picture", omitsize=True
    )
    return Markup(code)


def _grouped_by_four(secret: str) -> str:
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def _confirm(asked: PageRequest) -> Response:
    if elsewhere := _redirect_if_not_allowed(asked):
        return elsewhere
    session, factors = asked.session, asked.identity.second_factors
    assert session is not None
    code = "".join(asked.form.get("code", "").split())[:20]
    begun = factors.pending_totp(session.account, session.proved_at)
    if begun is None:
        return asked.redirect("/account/enrol")
    try:
        codes = factors.confirm_totp(session.account, code, by=session)
    except SecondFactorRefused as error:
        asked.log_event("enrolment_refused", method=SignInMethod.TOTP, code=error.code)
        return _page(asked, begun, status=422, why=str(error))
    asked.log_event("enrolled", method=SignInMethod.TOTP)
    arrived = continue_with_factor(asked, session, SignInMethod.TOTP)
    leads_to = arrived.headers["location"]
    page = asked.render("recovery-codes.html", codes=codes, leads_to=leads_to)
    for cookie in arrived.headers.getlist("set-cookie"):
        page.headers.append("set-cookie", cookie)
    return page
