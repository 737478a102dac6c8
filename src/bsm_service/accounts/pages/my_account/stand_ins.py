"""A focal point's deputies for a period: named and ended by the focal point."""

from datetime import UTC, date, datetime, time, timedelta

from starlette.responses import Response
from starlette.routing import Route

from bsm_domain.foundation.errors import DomainError, NotFound, NotPermitted
from bsm_service.access.permissions import Principal
from bsm_service.accounts.pages.my_account.page import (
    my_account_page,
    redirect_if_not_allowed,
    redirect_with_confirmation,
)
from bsm_service.accounts.pages.page_request import AccountPages, PageRequest
from bsm_service.accounts.pages.template_data import own_focal_point_mandate
from bsm_service.identity import Mandate, MandateKind


def stand_in_routes(desk: AccountPages) -> list[Route]:
    return [
        desk.route(
            "/stand-ins", _add_stand_in, methods=("POST",), action="stand-in.name"
        ),
        desk.route(
            "/stand-ins/end", _end_stand_in, methods=("POST",), action="stand-in.name"
        ),
    ]


def _own_mandate(asked: PageRequest) -> Mandate:
    seat = own_focal_point_mandate(asked)
    if seat is None:
        raise NotPermitted(
            "only a focal point in their own right, acting as such, names a stand-in"
        )
    return seat


def _principal(asked: PageRequest) -> Principal:
    assert asked.principal is not None  # or they would have no seat
    return asked.principal


def _add_stand_in(asked: PageRequest) -> Response:
    if elsewhere := redirect_if_not_allowed(asked):
        return elsewhere
    seat, form, identity = _own_mandate(asked), asked.form, asked.identity
    found = identity.accounts.find(form.get("stand_in", "").strip())
    errors = {}
    if found is None or found.closed_at is not None:
        errors["stand_in"] = "nobody has an account of that name; ask how they sign in"
    since, until = _day(form.get("since")), _day(form.get("until"))
    if since is None or since < asked.now.date():
        errors["since"] = "name a day from today on"
    if until is None or (since is not None and until < since):
        errors["until"] = "name a day that is not before the first"
    if errors or found is None or since is None or until is None:
        return my_account_page(asked, part="stand-in", errors=errors)
    try:
        identity.mandates.give(
            found.id,
            seat.role,
            seat.delegation,
            kind=MandateKind.STAND_IN,
            stands_in_for=seat.account,
            since=max(_start_of_day(since), asked.now),
            until=_start_of_day(until + timedelta(days=1)),
            given_by=_principal(asked),
            reason=form.get("reason", "").strip() or None,
        )
    except DomainError as error:
        return my_account_page(asked, part="stand-in", errors={"": str(error)})
    return redirect_with_confirmation(asked, "stand-in", "stand-ins")


def _end_stand_in(asked: PageRequest) -> Response:
    if elsewhere := redirect_if_not_allowed(asked):
        return elsewhere
    seat, identity = _own_mandate(asked), asked.identity
    mine = identity.mandates.stand_ins_for(seat.account)
    wanted = next((one for one in mine if one.id == asked.form.get("id")), None)
    if wanted is None:
        raise NotFound("nobody stands in for you under that mandate")
    identity.mandates.end(
        wanted.id, by=_principal(asked), reason="ended by whom it stood in for"
    )
    return redirect_with_confirmation(asked, "stand-in-ended", "stand-ins")


def _day(typed: str | None) -> date | None:
    try:
        day = date.fromisoformat(typed or "")
    except ValueError:
        return None
    return day if day.year < 9_000 else None  # the day after must exist


def _start_of_day(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
