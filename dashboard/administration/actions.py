"""The door from the screens to accounts, mandates, erasures and retention.

What is asked here is nobody's but the viewer's, and is never kept. Each function of
`bsm_service.accounts.administration` asks the permission table itself.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import streamlit as st

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.roles import Role
from bsm_service.access.permissions import (
    Principal,
    Resource,
    is_allowed,
    require_permission,
)
from bsm_service.accounts import administration
from bsm_service.accounts.administration import AccountDetails, VisibleMandate
from bsm_service.application import fact_details
from bsm_service.application.system import System, audience_of
from bsm_service.identity import Mandate, MandateKind
from bsm_service.privacy import retention
from bsm_service.privacy.erasure import ErasureService
from bsm_service.privacy.erasure.register import ErasureEntry
from bsm_service.privacy.retention import ConfirmationResult, Proposal
from bsm_service.reminders.outbox_status import (
    OutboxStatus,
    outbox_status,
    retry_messages,
)
from bsm_service.vault.read_log_by_day import ReadingPage, readings_between
from dashboard.administration import texts
from dashboard.components import formatting
from dashboard.data.system import running_system
from dashboard.forms.action_form import ActionResult

READINGS_PER_PAGE = 50


def _system() -> System:
    return running_system().system


def now() -> datetime:
    return _system().store.clock()


def account_summaries(principal: Principal) -> tuple[AccountDetails, ...]:
    return administration.list_accounts(_system(), principal)


def mandate_summaries(
    principal: Principal, delegation: str | None = None
) -> tuple[VisibleMandate, ...]:
    return administration.list_mandates(_system(), principal, delegation)


def mandates_on_day(
    principal: Principal, delegation: str, on: date
) -> tuple[VisibleMandate, ...]:
    return administration.who_could_act(_system(), principal, delegation, on)


def personal_data_readings(
    principal: Principal, on: date | None, before: str | None
) -> ReadingPage:
    """Who read personal data, on one day (UTC) or ever. Raises VaultUnavailable."""
    require_permission(principal, "read.readings")
    return readings_between(
        _system().vault.database,
        None if on is None else _start_of_day(on),
        None if on is None else _start_of_day(on + timedelta(days=1)),
        before=before,
        limit=READINGS_PER_PAGE,
    )


def retention_proposals(principal: Principal) -> tuple[Proposal, ...]:
    """What has been kept long enough. Raises VaultUnavailable."""
    require_permission(principal, "read.retention")
    return retention.due_proposals(_system(), now(), _retention_periods())


def retention_periods() -> dict[retention.RetentionKind, int]:
    """For how many days what is kept."""
    it = _retention_periods()
    return {
        retention.RetentionKind.PERSON: it.person,
        retention.RetentionKind.NEEDS: it.needs,
        retention.RetentionKind.READINGS: it.readings,
        retention.RetentionKind.ATTEMPTS: it.attempts,
    }


def _retention_periods() -> retention.RetentionPeriods:
    return retention.retention_periods(running_system().settings)


def erasure_entries(principal: Principal) -> tuple[ErasureEntry, ...]:
    """The register of erasures, the latest first."""
    require_permission(principal, "read.erasures")
    return tuple(_system().part(ErasureService).register.entries().values())[::-1]


def hidden_erasures(principal: Principal, entries: Sequence[ErasureEntry]) -> set[UUID]:
    """The ids of erasures in activities that somebody may not see."""
    ids = [entry.asked.id for entry in entries]
    return fact_details.hidden_ids(_system().store, audience_of(principal), ids)


def outbox_summary(principal: Principal) -> OutboxStatus:
    """The outbox of reminders."""
    return outbox_status(_system(), principal)


def is_mail_configured() -> bool:
    """Whether this server was told of a mail server."""
    return running_system().settings.smtp_host is not None


def may_end(principal: Principal, mandate: Mandate) -> bool:
    """Whether somebody may end a mandate that holds or will hold."""
    over = mandate.ended_at is not None or (
        mandate.until is not None and mandate.until <= now()
    )
    if over or mandate.id == principal.mandate:
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


def has_permission(
    principal: Principal, action: str, delegation: str | None = None
) -> bool:
    return is_allowed(principal, action, Resource(delegation))


# What is done. Each tells what came of it, and raises DomainError where it may not be.


def add_account(principal: Principal, given: dict[str, Any]) -> ActionResult:
    """A new account, with a mandate at once where one was chosen."""
    participant = _parse_person_id(given.get("participant"))
    made, secret = administration.add_account(
        _system(), principal, given["name"], participant
    )
    return ActionResult(texts.account_added(made.name), _password_link(secret))


def reset_password(principal: Principal, account: str, name: str) -> ActionResult:
    secret = administration.reset_account(_system(), principal, account)
    return ActionResult(texts.password_reset(name), _password_link(secret))


def end_sessions(principal: Principal, account: str, name: str) -> ActionResult:
    ended = administration.end_sessions(_system(), principal, account)
    return ActionResult(texts.sessions_ended(name, ended))


def remove_second_factors(
    principal: Principal, account: str, name: str
) -> ActionResult:
    administration.remove_second_factors(_system(), principal, account)
    return ActionResult(texts.factors_removed(name))


def close_account(
    principal: Principal, account: str, name: str, given: dict[str, Any]
) -> ActionResult:
    administration.close_account(_system(), principal, account, given["reason"])
    return ActionResult(texts.account_closed(name))


def reopen_account(
    principal: Principal, account: str, name: str, given: dict[str, Any]
) -> ActionResult:
    administration.reopen_account(_system(), principal, account, given["reason"])
    return ActionResult(texts.account_reopened(name))


def link_person(
    principal: Principal, account: str, name: str, given: dict[str, Any]
) -> ActionResult:
    participant = _parse_person_id(given.get("participant"))
    administration.link_participant(_system(), principal, account, participant)
    return ActionResult(texts.account_linked(name, participant is not None))


def give_mandate(
    principal: Principal, account: str, name: str, given: dict[str, Any]
) -> ActionResult:
    """A mandate in one's own right."""
    since, until = _period_of(given)
    administration.give_mandate(
        _system(),
        principal,
        account,
        Role(given["role"]),
        given.get("delegation"),
        since=since,
        until=until,
        reason=given.get("reason"),
    )
    return ActionResult(texts.mandate_given(name))


def name_stand_in(
    principal: Principal, account: str, name: str, given: dict[str, Any]
) -> ActionResult:
    """The account stands in for whoever holds the mandate that was chosen."""
    held = _system().identity.mandates.get(given["mandate"])
    since, until = _period_of(given)
    administration.give_mandate(
        _system(),
        principal,
        account,
        held.role,
        held.delegation,
        kind=MandateKind.STAND_IN,
        stands_in_for=held.account,
        since=since,
        until=until,
        reason=given.get("reason"),
    )
    return ActionResult(texts.mandate_given(name))


def give_grant(
    principal: Principal, account: str, name: str, given: dict[str, Any]
) -> ActionResult:
    """An auditor is let see focal-points-only matter, for a purpose and a period."""
    since, until = _period_of(given)
    administration.give_mandate(
        _system(),
        principal,
        account,
        Role.AUDITOR,
        kind=MandateKind.GRANT,
        purpose=given["purpose"],
        since=since,
        until=until,
    )
    return ActionResult(texts.mandate_given(name))


def end_mandate(
    principal: Principal, mandate: str, given: dict[str, Any]
) -> ActionResult:
    administration.end_mandate(_system(), principal, mandate, given["reason"])
    return ActionResult(texts.MANDATE_ENDED)


def retry_notifications(principal: Principal, letter: str | None = None) -> None:
    """A letter that has failed waits once more; all of them if none is named."""
    retry_messages(_system(), principal, letter)


def confirm_erasures(
    principal: Principal, ids: Sequence[str], given: dict[str, Any]
) -> ActionResult:
    """Lets go what was proposed."""
    done = retention.confirm_proposals(
        _system(),
        principal,
        ids,
        reason=given["reason"],
        now=now(),
        periods=_retention_periods(),
    )
    paper = "\n".join(one.as_text() for one in done.receipts)
    return ActionResult(_erasure_result_text(done), receipt=paper or None)


def _erasure_result_text(done: ConfirmationResult) -> str:
    """What went, what is still being carried out, and why the rest was not done."""
    told = []
    if done.receipts:
        told.append(f"{formatting.format_count(len(done.receipts), 'erasure')} done")
    if done.pending:
        recorded = formatting.format_count(done.pending, "erasure")
        told.append(f"{recorded} recorded and still being carried out")
    if done.rows or not told:
        told.append(f"{formatting.format_count(done.rows, 'row')} deleted")
    said = f"{' and '.join(told)}."
    if done.refusal is None:
        return said
    return f"{said} The rest was not done: {done.refusal}."


def _period_of(given: dict[str, Any]) -> tuple[datetime | None, datetime | None]:
    """Whole days in UTC; the last day counts, too."""
    since, until = given.get("since"), given.get("until")
    begins = None if since is None or since <= now().date() else _start_of_day(since)
    return begins, None if until is None else _start_of_day(until + timedelta(days=1))


def _start_of_day(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


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
        here = urlsplit(st.context.url or "http://localhost")
        base = f"{here.scheme}://{here.netloc}"
    return f"{base.rstrip('/')}/account/reset#{secret}"
