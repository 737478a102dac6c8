"""The page of provider identities linked to the own account."""

from functools import partial
from typing import Any
from urllib.parse import urlsplit

from starlette.responses import Response

from bsm_domain.foundation.formatting import format_datetime
from bsm_service.accounts.pages.page_request import PageRequest
from bsm_service.accounts.pages.page_routes import PageRoutes
from bsm_service.accounts.pages.sign_in.after_sign_in import redirect_if_not_signed_in
from bsm_service.accounts.pages.sign_in.password import (
    confirmed_recently,
    redirect_if_not_confirmed,
)

PAGES = PageRoutes()

IDENTITIES_ADDRESS = "/account/openid/identities"
_CONFIRMATIONS = {
    "linked": "Your sign-in is linked. You can now use it to sign in.",
    "unlinked": "The sign-in is no longer linked and cannot be used to sign in.",
}


@PAGES.get("/openid/identities", requires=redirect_if_not_signed_in)
def _show(request: PageRequest) -> Response:
    linked = request.identity.linked_identities.list_for(request.signed_in.account)
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
        provider=request.settings.openid_name,
        identities=identity_rows,
        fresh=confirmed_recently(request),
        done=_CONFIRMATIONS.get(request.http_request.query_params.get("done", "")),
    )


@PAGES.post(
    "/openid/unlink",
    requires=partial(redirect_if_not_confirmed, next_address=IDENTITIES_ADDRESS),
)
def _unlink(request: PageRequest) -> Response:
    request.identity.linked_identities.unlink(
        request.signed_in.account,
        request.form.get("issuer", ""),
        request.form.get("subject", ""),
        actor=request.signed_in,
    )
    request.log_event("openid_unlinked")
    return request.redirect(f"{IDENTITIES_ADDRESS}?done=unlinked")
