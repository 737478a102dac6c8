"""A focal point's stand-ins: named and ended by the focal point."""

from datetime import date, timedelta

from starlette.responses import Response

from bsm_domain.foundation.errors import DomainError, NotFound, NotPermitted
from bsm_domain.foundation.microseconds import start_of_day
from bsm_service.access.permissions import Principal
from bsm_service.accounts.pages.my_account.page import (
    my_account_page,
    redirect_with_confirmation,
)
from bsm_service.accounts.pages.page_request import PageRequest
from bsm_service.accounts.pages.page_routes import PageRoutes
from bsm_service.accounts.pages.sign_in.password import redirect_if_not_confirmed
from bsm_service.accounts.pages.template_data import own_focal_point_mandate
from bsm_service.identity import Mandate, MandateKind

PAGES = PageRoutes()
_ACTION = "stand-in.name"


def _own_mandate(request: PageRequest) -> Mandate:
    seat = own_focal_point_mandate(request)
    if seat is None:
        raise NotPermitted(
            "only focal points acting in their own right can name a stand-in"
        )
    return seat


def _principal(request: PageRequest) -> Principal:
    assert request.principal is not None  # or they would have no seat
    return request.principal


@PAGES.post("/stand-ins", action=_ACTION, requires=redirect_if_not_confirmed)
def _add_stand_in(request: PageRequest) -> Response:
    seat, form, identity = _own_mandate(request), request.form, request.identity
    stand_in = identity.accounts.find(form.get("stand_in", "").strip())
    errors = {}
    if stand_in is None or stand_in.closed_at is not None:
        errors["stand_in"] = "there is no account with this name; check the name"
    since, until = _day(form.get("since")), _day(form.get("until"))
    if since is None or since < request.now.date():
        errors["since"] = "choose today or a later date"
    if until is None or (since is not None and until < since):
        errors["until"] = "choose a date that is not before the first day"
    if errors or stand_in is None or since is None or until is None:
        return my_account_page(request, section="stand-in", errors=errors)
    try:
        identity.mandates.give(
            stand_in.id,
            seat.role,
            seat.delegation,
            kind=MandateKind.STAND_IN,
            stands_in_for=seat.account,
            since=max(start_of_day(since), request.now),
            until=start_of_day(until + timedelta(days=1)),
            given_by=_principal(request),
            reason=form.get("reason", "").strip() or None,
        )
    except DomainError as error:
        return my_account_page(request, section="stand-in", errors={"": str(error)})
    return redirect_with_confirmation(request, "stand-in", "stand-ins")


@PAGES.post("/stand-ins/end", action=_ACTION, requires=redirect_if_not_confirmed)
def _end_stand_in(request: PageRequest) -> Response:
    seat, identity = _own_mandate(request), request.identity
    mine = identity.mandates.stand_ins_for(seat.account)
    mandate = next(
        (candidate for candidate in mine if candidate.id == request.form.get("id")),
        None,
    )
    if mandate is None:
        raise NotFound("nobody stands in for you with this mandate")
    identity.mandates.end(
        mandate.id, actor=_principal(request), reason="ended by the person represented"
    )
    return redirect_with_confirmation(request, "stand-in-ended", "stand-ins")


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if day.year < 9_000 else None  # the day after must exist
