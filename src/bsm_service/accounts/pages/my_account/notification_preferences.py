"""The notification preferences on the My account page, and unsubscribing by e-mail
link.
"""

from typing import Any

from pydantic import ValidationError
from starlette.responses import Response

from bsm_service.accounts.pages.my_account.page import (
    my_account_page,
    redirect_with_confirmation,
)
from bsm_service.accounts.pages.page_request import PageRequest
from bsm_service.accounts.pages.page_routes import PageRoutes
from bsm_service.accounts.pages.sign_in.after_sign_in import redirect_if_not_signed_in
from bsm_service.reminders import unsubscribe
from bsm_service.reminders.preferences import (
    PreferencesTable,
    ReminderPreferencesRequest,
)
from bsm_service.reminders.texts import KIND_NAMES

PAGES = PageRoutes()


@PAGES.post("/reminders", requires=redirect_if_not_signed_in)
def _save_preferences(request: PageRequest) -> Response:
    form = request.form
    values: dict[str, Any] = {
        "zone": form.get("zone", "").strip(),
        "quiet_from": _hour(form.get("quiet_from")),
        "quiet_until": _hour(form.get("quiet_until")),
        "muted": [kind for kind in KIND_NAMES if f"mail_{kind}" not in form],
    }
    try:
        preferences = ReminderPreferencesRequest.model_validate(values)
    except ValidationError as error:
        errors = {
            str(error_details["loc"][0]): _error_text(error_details)
            for error_details in error.errors()
        }
        return my_account_page(request, section="reminders", errors=errors)
    PreferencesTable(request.identity.account_database).save(
        request.signed_in.account, preferences, by=request.signed_in
    )
    return redirect_with_confirmation(request, "reminders", "reminders")


def _hour(text: str | None) -> int | None:
    return int(text) if text is not None and text in _HOURS else None


_HOURS = [str(hour) for hour in range(24)]


def _error_text(error_details: Any) -> str:
    if error_details["loc"][0] == "zone":
        return "unknown time zone; enter one such as Europe/Vienna"
    return "choose an hour from 00:00 to 23:00"


# The link works without signing in. Showing the page changes nothing, because programs
# that scan e-mails open every link.


@PAGES.get("/unsubscribe/{signed}")
def _confirm_unsubscribe(request: PageRequest) -> Response:
    kind = unsubscribe.kind_from_token(request.pages.system, _signed_link(request))
    if kind is None:
        return _invalid_link(request)
    return request.render("unsubscribe.html", kind=KIND_NAMES[kind])


@PAGES.post("/unsubscribe/{signed}", by_anybody=True)
def _unsubscribe(request: PageRequest) -> Response:
    kind = unsubscribe.unsubscribe(request.pages.system, _signed_link(request))
    if kind is None:
        return _invalid_link(request)
    request.log_event("unsubscribed", kind=kind)
    return request.render(
        "message.html",
        headline="You have unsubscribed",
        sentence=f"You will no longer receive these e-mails: {KIND_NAMES[kind]}. "
        "To get them again, go to Notifications on the My account page. You will "
        "still see notifications on the Follow-up and Agreements pages.",
        link=("/account#reminders", "My account"),
    )


def _invalid_link(request: PageRequest) -> Response:
    return request.render(
        "message.html",
        status=404,
        headline="This link cannot be used",
        sentence="It is incomplete, or it belongs to another server. You can choose "
        "which e-mails you receive under Notifications on the My account page.",
        link=("/account#reminders", "My account"),
    )


def _signed_link(request: PageRequest) -> str:
    return str(request.http_request.path_params["signed"])
