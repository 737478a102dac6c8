"""When a mandate may be given. Each refusal is a sentence for whoever gives it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bsm_domain.foundation.errors import InvalidTransition, InvalidValue, NotFound
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.states import STATES
from bsm_domain.foundation.timestamps import to_micros
from bsm_service.identity.account_database import AccountChange, opaque_id_or_empty
from bsm_service.identity.mandates.mandate import MandateKind
from bsm_service.identity.tables import FOR_EVER

MAX_GRANT_DURATION = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class MandateRequest:
    """A mandate that somebody wants to give."""

    account: str
    role: Role
    delegation: str | None
    kind: MandateKind
    stands_in_for: str | None
    purpose: str | None
    since: datetime
    until: datetime | None
    given_by: str

    @property
    def ends_at(self) -> int:
        return FOR_EVER if self.until is None else to_micros(self.until)


def check_role(role: Role, delegation: str | None) -> None:
    """Raises InvalidValue for what is nobody's, or lacks a State to speak for."""
    if role is Role.SYSTEM:
        raise InvalidValue(
            "the role system is the product's own; choose another", field="role"
        )
    if delegation is not None:
        check_delegation(delegation)
    if role is Role.FOCAL_POINT and delegation is None:
        raise InvalidValue(
            "a focal point speaks for a State: name its delegation", field="delegation"
        )


def check_delegation(code: str) -> None:
    """Raises InvalidValue for what is no State that people could speak for."""
    if code not in STATES:
        raise InvalidValue(
            f"{code!r} is not the code of a participating State or a Partner",
            field="delegation",
        )


def check_request(change: AccountChange, asked: MandateRequest) -> None:
    """Raises InvalidValue, NotFound, InvalidTransition."""
    check_role(asked.role, asked.delegation)
    if asked.given_by == asked.account:
        raise InvalidValue(
            "nobody gives a mandate to themselves; ask another", field="account"
        )
    if asked.until is not None and asked.until <= asked.since:
        raise InvalidValue("the mandate must end after it begins", field="until")
    require_open_account(change, asked.account)
    if asked.kind is MandateKind.STAND_IN:
        _check_stand_in(change, asked)
    elif asked.stands_in_for is not None:
        raise InvalidValue(
            "only a stand-in stands in for somebody", field="stands_in_for"
        )
    if asked.kind is MandateKind.GRANT:
        _check_grant(change, asked)
    _refuse_duplicate(change, asked)


def require_open_account(change: AccountChange, account: str) -> None:
    """Raises NotFound, InvalidTransition."""
    found = change.row(
        "SELECT closed_at FROM accounts WHERE account = :account",
        {"account": opaque_id_or_empty(account)},
    )
    if found is None:
        raise NotFound("there is no such account")
    if found["closed_at"] is not None:
        raise InvalidTransition("the account is closed; reopen it first")


def _check_stand_in(change: AccountChange, asked: MandateRequest) -> None:
    if asked.stands_in_for is None:
        raise InvalidValue(
            "name the account that the stand-in stands in for", field="stands_in_for"
        )
    if asked.stands_in_for == asked.account:
        raise InvalidValue(
            "nobody stands in for themselves; name another account",
            field="stands_in_for",
        )
    if asked.until is None:
        raise InvalidValue(
            "a stand-in stands in for a period: name its end", field="until"
        )
    if not _covers_period(change, asked, asked.stands_in_for):
        what = f"{asked.role} {asked.delegation or ''}".strip()
        raise InvalidValue(
            f"whom the stand-in stands in for must hold the role {what} in their own "
            "right during the whole period",
            field="stands_in_for",
        )


def _check_grant(change: AccountChange, asked: MandateRequest) -> None:
    if asked.role is not Role.AUDITOR:
        raise InvalidValue("grants are for auditors only", field="role")
    if asked.purpose is None:
        raise InvalidValue("a grant is for a purpose: name it", field="purpose")
    if asked.until is None:
        raise InvalidValue("a grant is for a period: name its end", field="until")
    if asked.until - asked.since > MAX_GRANT_DURATION:
        raise InvalidValue(
            f"a grant lasts at most {MAX_GRANT_DURATION.days} days", field="until"
        )
    if not _covers_period(change, asked, asked.account):
        raise InvalidValue(
            "a grant is for an auditor: the account must hold that role during the "
            "whole period",
            field="account",
        )


def _covers_period(change: AccountChange, asked: MandateRequest, account: str) -> bool:
    found = change.row(
        "SELECT 1 FROM mandates r JOIN accounts h ON h.account = r.account "
        "WHERE r.account = :holder AND r.kind = 'role' AND r.role = :role "
        "AND (:kind = 'grant' "
        "OR COALESCE(r.delegation, '') = :delegation) "
        "AND r.since <= :since AND r.ends_at >= :ends AND h.closed_at IS NULL",
        {**_values(asked), "holder": opaque_id_or_empty(account)},
    )
    return found is not None


def _refuse_duplicate(change: AccountChange, asked: MandateRequest) -> None:
    found = change.row(
        "SELECT 1 FROM mandates m WHERE m.account = :account AND m.role = :role "
        "AND COALESCE(m.delegation, '') = :delegation AND m.kind = :kind "
        "AND COALESCE(m.stands_in_for, '') = :stands_in_for "
        "AND COALESCE(m.purpose, '') = :purpose "
        "AND m.since < m.ends_at AND m.since < :ends AND m.ends_at > :since",
        _values(asked),
    )
    if found is not None:
        raise InvalidValue(
            "the account has the same mandate already within that period; end that one "
            "first, or choose another period",
            field="since",
        )


def _values(asked: MandateRequest) -> dict[str, str | int]:
    return {
        "account": asked.account,
        "role": asked.role,
        "delegation": asked.delegation or "",
        "kind": asked.kind,
        "stands_in_for": asked.stands_in_for or "",
        "purpose": asked.purpose or "",
        "since": to_micros(asked.since),
        "ends": asked.ends_at,
    }
