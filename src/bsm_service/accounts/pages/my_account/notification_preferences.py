"""How somebody is reminded, on their own page; and the end of mail by one click."""

from typing import Any

from pydantic import ValidationError
from starlette.responses import Response
from starlette.routing import Route

from bsm_service.accounts.pages.my_account.page import done, my_page
from bsm_service.accounts.pages.page_request import Asked, Desk
from bsm_service.accounts.pages.sign_in.after_sign_in import sent_on
from bsm_service.reminders import unsubscribe as unsubscribing
from bsm_service.reminders.preferences import (
    MessageKind,
    PreferencesTable,
    ReminderPreferencesRequest,
)
from bsm_service.reminders.texts import KIND_NAMES


def reminding_routes(desk: Desk) -> list[Route]:
    return [
        desk.route("/reminders", _choose, methods=("POST",)),
        desk.route("/unsubscribe/{signed}", _ask),
        desk.route("/unsubscribe/{signed}", _end, methods=("POST",), by_anybody=True),
    ]


def _choose(asked: Asked) -> Response:
    if elsewhere := sent_on(asked):
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
        errors = {str(one["loc"][0]): _complaint(one) for one in error.errors()}
        return my_page(asked, part="reminders", errors=errors)
    PreferencesTable(asked.identity.register).save(
        asked.session.account, wished, by=asked.session
    )
    return done(asked, "reminders", "reminders")


def _hour(typed: str | None) -> int | None:
    return int(typed) if typed is not None and typed in _HOURS else None


_HOURS = [str(hour) for hour in range(24)]


def _complaint(one: Any) -> str:
    if one["loc"][0] == "zone":
        return "there is no such time zone; write it like Europe/Vienna"
    return "choose a full hour from 00:00 to 23:00"


# Whoever holds the address in a letter need not sign in. Looking changes nothing:
# programs that look for harm in letters open every address.


def _ask(asked: Asked) -> Response:
    kind = unsubscribing.kind_from_token(asked.desk.system, _signed(asked))
    if kind is None:
        return _unknown(asked)
    return asked.page("unsubscribe.html", kind=KIND_NAMES[kind])


def _end(asked: Asked) -> Response:
    kind = unsubscribing.unsubscribe(asked.desk.system, _signed(asked))
    if kind is None:
        return _unknown(asked)
    asked.log("unsubscribed", kind=kind)
    return asked.page(
        "said.html",
        headline="No more mail of this kind",
        sentence=f"You are sent no more, by mail: {KIND_NAMES[kind]}. "
        "To have it again, choose it under Reminders on the page My account. On the "
        "page Follow-up you are still told.",
        link=("/account#reminders", "My account"),
    )


def _unknown(asked: Asked) -> Response:
    return asked.page(
        "said.html",
        status=404,
        headline="This link cannot be used",
        sentence="It is not as it was in the letter, or it is of another server. Under "
        "Reminders on the page My account you choose what mail you get.",
        link=("/account#reminders", "My account"),
    )


def _signed(asked: Asked) -> str:
    return str(asked.request.path_params["signed"])
