"""The page of provider identities linked to the own account."""

from typing import Any
from urllib.parse import quote, urlsplit

from starlette.responses import Response
from starlette.routing import Route

from bsm_domain.foundation.formatting import format_datetime
from bsm_service.accounts.pages.page_request import AccountPages, PageRequest
from bsm_service.accounts.pages.sign_in.after_sign_in import redirect_if_not_signed_in
from bsm_service.accounts.pages.sign_in.password import confirmed_recently

IDENTITIES_ADDRESS = "/account/openid/identities"
_CONFIRMATIONS = {
    "linked": "Your sign-in is linked. You can now use it to sign in.",
    "unlinked": "The sign-in is no longer linked and cannot be used to sign in.",
}


def linked_identity_routes(pages: AccountPages) -> list[Route]:
    return [
        pages.route("/openid/identities", _show),
        pages.route("/openid/unlink", _unlink, methods=("POST",)),
    ]


def redirect_if_not_confirmed(
    request: PageRequest, next_address: str
) -> Response | None:
    """Where to send a user who may not change their sign-in now."""
    if redirect := redirect_if_not_signed_in(request):
        return redirect
    if confirmed_recently(request):
        return None
    return request.redirect(f"/account/again?next={quote(next_address)}")


def _show(request: PageRequest) -> Response:
    if redirect := redirect_if_not_signed_in(request):
        return redirect
    assert request.session is not None
    linked = request.identity.linked_identities.list_for(request.session.account)
    identity_rows: list[dict[str, Any]] = [
        {
            "issuer": identity.issuer,
            "subject": identity.subject,
            "name": f"{identity.subject} at {urlsplit(identity.issuer).hostname}",
            "more": f"Linked {format_datetime(identity.linked_at)}",
        }
        for identity in linked
    ]
    return request.render(
        "linked-identities.html",
        provider=request.pages.settings.openid_name,
        identities=identity_rows,
        fresh=confirmed_recently(request),
        done=_CONFIRMATIONS.get(request.http_request.query_params.get("done", "")),
    )


def _unlink(request: PageRequest) -> Response:
    if redirect := redirect_if_not_confirmed(request, IDENTITIES_ADDRESS):
        return redirect
    assert request.session is not None
    request.identity.linked_identities.unlink(
        request.session.account,
        request.form.get("issuer", ""),
        request.form.get("subject", ""),
        actor=request.session,
    )
    request.log_event("openid_unlinked")
    return request.redirect(f"{IDENTITIES_ADDRESS}?done=unlinked")
