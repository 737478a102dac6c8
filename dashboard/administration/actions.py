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

A_PAGE = 50


def _system() -> System:
    return running_system().system


def now() -> datetime:
    return _system().store.clock()


def accounts(principal: Principal) -> tuple[AccountDetails, ...]:
    return administration.list_accounts(_system(), principal)


def mandates(
    principal: Principal, delegation: str | None = None
) -> tuple[VisibleMandate, ...]:
    return administration.list_mandates(_system(), principal, delegation)


def actors(
    principal: Principal, delegation: str, on: date
) -> tuple[VisibleMandate, ...]:
    return administration.who_could_act(_system(), principal, delegation, on)


def readings(principal: Principal, on: date | None, before: str | None) -> ReadingPage:
    """Who read personal data, on one day (UTC) or ever. Raises VaultUnavailable."""
    require_permission(principal, "read.readings")
    return readings_between(
        _system().vault.database,
        None if on is None else _begins(on),
        None if on is None else _begins(on + timedelta(days=1)),
        before=before,
        limit=A_PAGE,
    )


def proposals(principal: Principal) -> tuple[Proposal, ...]:
    """What has been kept long enough. Raises VaultUnavailable."""
    require_permission(principal, "read.retention")
    return retention.due_proposals(_system(), now(), _periods())


def periods() -> dict[retention.RetentionKind, int]:
    """For how many days what is kept."""
    it = _periods()
    return {
        retention.RetentionKind.PERSON: it.person,
        retention.RetentionKind.NEEDS: it.needs,
        retention.RetentionKind.READINGS: it.readings,
        retention.RetentionKind.ATTEMPTS: it.attempts,
    }


def _periods() -> retention.RetentionPeriods:
    return retention.retention_periods(running_system().settings)


def erasures(principal: Principal) -> tuple[ErasureEntry, ...]:
    """The register of erasures, the latest first."""
    require_permission(principal, "read.erasures")
    return tuple(_system().part(ErasureService).register.entries().values())[::-1]


def hidden_among(principal: Principal, entries: Sequence[ErasureEntry]) -> set[UUID]:
    """The ids of erasures in activities that somebody may not see."""
    ids = [one.asked.id for one in entries]
    return fact_details.hidden_ids(_system().store, audience_of(principal), ids)


def letters(principal: Principal) -> OutboxStatus:
    """The outbox of reminders."""
    return outbox_status(_system(), principal)


def is_mail_sent() -> bool:
    """Whether this server was told of a mail server."""
    return running_system().settings.smtp_host is not None


def may_end(principal: Principal, one: Mandate) -> bool:
    """Whether somebody may end a mandate that holds or will hold."""
    over = one.ended_at is not None or (one.until is not None and one.until <= now())
    if over or one.id == principal.mandate:
        return False
    if principal.role is Role.FOCAL_POINT and one.stands_in_for != principal.account:
        return False
    return administration.may_give_mandate(
        principal, one.kind, one.role, one.delegation
    )


def may_give(principal: Principal, role: Role) -> bool:
    return administration.may_give_mandate(principal, MandateKind.ROLE, role)


def may(principal: Principal, action: str, delegation: str | None = None) -> bool:
    return is_allowed(principal, action, Resource(delegation))


# What is done. Each tells what came of it, and raises DomainError where it may not be.


def add(principal: Principal, given: dict[str, Any]) -> ActionResult:
    """A new account, with a mandate at once where one was chosen."""
    participant = _person(given.get("participant"))
    made, secret = administration.add_account(
        _system(), principal, given["name"], participant
    )
    return ActionResult(texts.added(made.name), _link(secret))


def reset(principal: Principal, account: str, name: str) -> ActionResult:
    secret = administration.reset_account(_system(), principal, account)
    return ActionResult(texts.reset(name), _link(secret))


def end_sessions(principal: Principal, account: str, name: str) -> ActionResult:
    ended = administration.end_sessions(_system(), principal, account)
    return ActionResult(texts.sessions_ended(name, ended))


def remove_factors(principal: Principal, account: str, name: str) -> ActionResult:
    administration.remove_second_factors(_system(), principal, account)
    return ActionResult(texts.factors_removed(name))


def close(
    principal: Principal, account: str, name: str, given: dict[str, Any]
) -> ActionResult:
    administration.close_account(_system(), principal, account, given["reason"])
    return ActionResult(texts.closed(name))


def reopen(
    principal: Principal, account: str, name: str, given: dict[str, Any]
) -> ActionResult:
    administration.reopen_account(_system(), principal, account, given["reason"])
    return ActionResult(texts.reopened(name))


def link(
    principal: Principal, account: str, name: str, given: dict[str, Any]
) -> ActionResult:
    participant = _person(given.get("participant"))
    administration.link_participant(_system(), principal, account, participant)
    return ActionResult(texts.linked(name, participant is not None))


def give(
    principal: Principal, account: str, name: str, given: dict[str, Any]
) -> ActionResult:
    """A mandate in one's own right."""
    since, until = _period(given)
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
    return ActionResult(texts.given(name))


def stand_in(
    principal: Principal, account: str, name: str, given: dict[str, Any]
) -> ActionResult:
    """The account stands in for whoever holds the mandate that was chosen."""
    held = _system().identity.mandates.get(given["mandate"])
    since, until = _period(given)
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
    return ActionResult(texts.given(name))


def grant(
    principal: Principal, account: str, name: str, given: dict[str, Any]
) -> ActionResult:
    """An auditor is let see focal-points-only matter, for a purpose and a period."""
    since, until = _period(given)
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
    return ActionResult(texts.given(name))


def end(principal: Principal, mandate: str, given: dict[str, Any]) -> ActionResult:
    administration.end_mandate(_system(), principal, mandate, given["reason"])
    return ActionResult(texts.ENDED)


def send_again(principal: Principal, letter: str | None = None) -> None:
    """A letter that has failed waits once more; all of them if none is named."""
    retry_messages(_system(), principal, letter)


def let_go(
    principal: Principal, ids: Sequence[str], given: dict[str, Any]
) -> ActionResult:
    """Lets go what was proposed."""
    done = retention.confirm_proposals(
        _system(),
        principal,
        ids,
        reason=given["reason"],
        now=now(),
        periods=_periods(),
    )
    paper = "\n".join(one.as_text() for one in done.receipts)
    return ActionResult(_let_go(done), receipt=paper or None)


def _let_go(done: ConfirmationResult) -> str:
    """What went, what is still being carried out, and why the rest was not done."""
    told = []
    if done.receipts:
        told.append(f"{formatting.count(len(done.receipts), 'erasure')} done")
    if done.pending:
        recorded = formatting.count(done.pending, "erasure")
        told.append(f"{recorded} recorded and still being carried out")
    if done.rows or not told:
        told.append(f"{formatting.count(done.rows, 'row')} deleted")
    said = f"{' and '.join(told)}."
    if done.refusal is None:
        return said
    return f"{said} The rest was not done: {done.refusal}."


def _period(given: dict[str, Any]) -> tuple[datetime | None, datetime | None]:
    """Whole days in UTC; the last day counts, too."""
    since, until = given.get("since"), given.get("until")
    begins = None if since is None or since <= now().date() else _begins(since)
    return begins, None if until is None else _begins(until + timedelta(days=1))


def _begins(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _person(id: str | None) -> UUID | None:
    """Raises InvalidValue."""
    if id is None:
        return None
    try:
        return UUID(id)
    except ValueError:
        raise InvalidValue("that is no id of a person on record") from None


def _link(secret: str) -> str:
    """Where its owner sets a password; what follows # never reaches a server's log."""
    settings = running_system().settings
    base = settings.public_url
    if base is None:
        here = urlsplit(st.context.url or "http://localhost")
        base = f"{here.scheme}://{here.netloc}"
    return f"{base.rstrip('/')}/account/reset#{secret}"
