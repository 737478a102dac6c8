"""How somebody is reminded, on their own page; and the end of mail by one click."""

from typing import Any

from pydantic import ValidationError
from starlette.responses import Response
from starlette.routing import Route

from bsm_service.accounts.pages.my_account.page import (
    my_account_page,
    redirect_with_confirmation,
)
from bsm_service.accounts.pages.page_request import AccountPages, PageRequest
from bsm_service.accounts.pages.sign_in.after_sign_in import redirect_if_not_signed_in
from bsm_service.reminders import unsubscribe as unsubscribing
from bsm_service.reminders.preferences import (
    MessageKind,
    PreferencesTable,
    ReminderPreferencesRequest,
)
from bsm_service.reminders.texts import KIND_NAMES


def notification_preference_routes(desk: AccountPages) -> list[Route]:
    return [
        desk.route("/reminders", _save_preferences, methods=("POST",)),
        desk.route("/unsubscribe/{signed}", _confirm_unsubscribe),
        desk.route(
            "/unsubscribe/{signed}", _unsubscribe, methods=("POST",), by_anybody=True
        ),
    ]


def _save_preferences(asked: PageRequest) -> Response:
    if elsewhere := redirect_if_not_signed_in(asked):
        return elsewhere
    assert asked.session is not None
    form = asked.form
    told: dict[str, Any] = {
        "zone": form.get("zone", "").strip(),
        "quiet_from": _hour(form.get("quiet_from")),
        "quiet_until": _hour(form.get("quiet_until")),
        "muted": [kind for kind in MessageKind if f"mail_{kind}" not in form],
    }
    try:
        wished = ReminderPreferencesRequest.model_validate(told)
    except ValidationError as error:
        errors = {str(one["loc"][0]): _error_text(one) for one in error.errors()}
        return my_account_page(asked, part="reminders", errors=errors)
    PreferencesTable(asked.identity.account_database).save(
        asked.session.account, wished, by=asked.session
    )
    return redirect_with_confirmation(asked, "reminders", "reminders")


def _hour(typed: str | None) -> int | None:
    return int(typed) if typed is not None and typed in _HOURS else None


_HOURS = [str(hour) for hour in range(24)]


def _error_text(one: Any) -> str:
    if one["loc"][0] == "zone":
        return "there is no such time zone; write it like Europe/Vienna"
    return "choose a full hour from 00:00 to 23:00"


# Whoever holds the address in a letter need not sign in. Looking changes nothing:
# programs that look for harm in letters open every address.


def _confirm_unsubscribe(asked: PageRequest) -> Response:
    kind = unsubscribing.kind_from_token(asked.pages.system, _signed_link(asked))
    if kind is None:
        return _invalid_link(asked)
    return asked.render("unsubscribe.html", kind=KIND_NAMES[kind])


def _unsubscribe(asked: PageRequest) -> Response:
    kind = unsubscribing.unsubscribe(asked.pages.system, _signed_link(asked))
    if kind is None:
        return _invalid_link(asked)
    asked.log_event("unsubscribed", kind=kind)
    return asked.render(
        "said.html",
        headline="No more mail of this kind",
        sentence=f"You are sent no more, by mail: {KIND_NAMES[kind]}. "
        "To have it again, choose it under Reminders on the page My account. On the "
        "page Follow-up you are still told.",
        link=("/account#reminders", "My account"),
    )


def _invalid_link(asked: PageRequest) -> Response:
    return asked.render(
        "said.html",
        status=404,
        headline="This link cannot be used",
        sentence="It is not as it was in the letter, or it is of another server. Under "
        "Reminders on the page My account you choose what mail you get.",
        link=("/account#reminders", "My account"),
    )


def _signed_link(asked: PageRequest) -> str:
    return str(asked.http_request.path_params["signed"])
