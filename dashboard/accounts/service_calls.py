"""What the page Administration reads and changes of accounts and mandates.

Results are for the viewer only, and are never cached. Each function of
`bsm_service.accounts.administration` asks the permission table itself.
"""

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import streamlit as st

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.roles import Role
from bsm_service.access.permissions import (
    Principal,
)
from bsm_service.accounts import administration
from bsm_service.accounts.administration import AccountDetails, VisibleMandate
from bsm_service.identity import Mandate, MandateKind
from dashboard.accounts import texts
from dashboard.administration.service import now, start_of_day, system
from dashboard.data.system import running_system
from dashboard.forms.action_form import ActionResult


def account_summaries(principal: Principal) -> tuple[AccountDetails, ...]:
    return administration.list_accounts(system(), principal)


def mandate_summaries(
    principal: Principal, delegation: str | None = None
) -> tuple[VisibleMandate, ...]:
    return administration.list_mandates(system(), principal, delegation)


def mandates_on_day(
    principal: Principal, delegation: str, day: date
) -> tuple[VisibleMandate, ...]:
    return administration.who_could_act(system(), principal, delegation, day)


def may_end(principal: Principal, mandate: Mandate) -> bool:
    """Whether somebody may end a mandate that holds or will hold."""
    has_ended = mandate.ended_at is not None or (
        mandate.until is not None and mandate.until <= now()
    )
    if has_ended or mandate.id == principal.mandate:
        return False
    if (
        principal.role is Role.FOCAL_POINT
        and mandate.stands_in_for != principal.account
    ):
        return False
    return administration.may_give_mandate(
        principal, mandate.kind, mandate.role, mandate.delegation
    )


def may_give(principal: Principal, role: Role) -> bool:
    return administration.may_give_mandate(principal, MandateKind.ROLE, role)


def add_account(principal: Principal, values: dict[str, Any]) -> ActionResult:
    """A new account, with a mandate at once where one was chosen."""
    participant = _parse_person_id(values.get("participant"))
    account, secret = administration.add_account(
        system(), principal, values["name"], participant
    )
    return ActionResult(texts.account_added(account.name), _password_link(secret))


def reset_password(principal: Principal, account: str, name: str) -> ActionResult:
    secret = administration.reset_account(system(), principal, account)
    return ActionResult(texts.password_reset(name), _password_link(secret))


def end_sessions(principal: Principal, account: str, name: str) -> ActionResult:
    ended = administration.end_sessions(system(), principal, account)
    return ActionResult(texts.sessions_ended(name, ended))


def remove_second_factors(
    principal: Principal, account: str, name: str
) -> ActionResult:
    administration.remove_second_factors(system(), principal, account)
    return ActionResult(texts.factors_removed(name))


def close_account(
    principal: Principal, account: str, name: str, values: dict[str, Any]
) -> ActionResult:
    administration.close_account(system(), principal, account, values["reason"])
    return ActionResult(texts.account_closed(name))


def reopen_account(
    principal: Principal, account: str, name: str, values: dict[str, Any]
) -> ActionResult:
    administration.reopen_account(system(), principal, account, values["reason"])
    return ActionResult(texts.account_reopened(name))


def link_person(
    principal: Principal, account: str, name: str, values: dict[str, Any]
) -> ActionResult:
    participant = _parse_person_id(values.get("participant"))
    administration.link_participant(system(), principal, account, participant)
    return ActionResult(texts.account_linked(name, participant is not None))


def give_mandate(
    principal: Principal, account: str, name: str, values: dict[str, Any]
) -> ActionResult:
    """A mandate in one's own right."""
    since, until = _period_of(values)
    administration.give_mandate(
        system(),
        principal,
        account,
        Role(values["role"]),
        values.get("delegation"),
        since=since,
        until=until,
        reason=values.get("reason"),
    )
    return ActionResult(texts.mandate_given(name))


def name_stand_in(
    principal: Principal, account: str, name: str, values: dict[str, Any]
) -> ActionResult:
    """The account stands in for whoever holds the mandate that was chosen."""
    mandate = system().identity.mandates.get(values["mandate"])
    since, until = _period_of(values)
    administration.give_mandate(
        system(),
        principal,
        account,
        mandate.role,
        mandate.delegation,
        kind=MandateKind.STAND_IN,
        stands_in_for=mandate.account,
        since=since,
        until=until,
        reason=values.get("reason"),
    )
    return ActionResult(texts.mandate_given(name))


def give_grant(
    principal: Principal, account: str, name: str, values: dict[str, Any]
) -> ActionResult:
    """An auditor is let see focal-points-only matter, for a purpose and a period."""
    since, until = _period_of(values)
    administration.give_mandate(
        system(),
        principal,
        account,
        Role.AUDITOR,
        kind=MandateKind.GRANT,
        purpose=values["purpose"],
        since=since,
        until=until,
    )
    return ActionResult(texts.mandate_given(name))


def end_mandate(
    principal: Principal, mandate: str, values: dict[str, Any]
) -> ActionResult:
    administration.end_mandate(system(), principal, mandate, values["reason"])
    return ActionResult(texts.MANDATE_ENDED)


def _period_of(values: dict[str, Any]) -> tuple[datetime | None, datetime | None]:
    """Whole days in UTC; the last day counts, too."""
    since, until = values.get("since"), values.get("until")
    starts_at = None if since is None or since <= now().date() else start_of_day(since)
    return starts_at, None if until is None else start_of_day(until + timedelta(days=1))


def _parse_person_id(id: str | None) -> UUID | None:
    """Raises InvalidValue."""
    if id is None:
        return None
    try:
        return UUID(id)
    except ValueError:
        raise InvalidValue("that is no id of a person on record") from None


def _password_link(secret: str) -> str:
    """Where its owner sets a password; what follows # never reaches a server's log."""
    settings = running_system().settings
    base = settings.public_url
    if base is None:
        page_address = urlsplit(st.context.url or "http://localhost")
        base = f"{page_address.scheme}://{page_address.netloc}"
    return f"{base.rstrip('/')}/account/reset#{secret}"
