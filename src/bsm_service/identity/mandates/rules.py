"""The rules for giving a mandate. Each refusal is a sentence for the person who gives
it.
"""

from collections.abc import Collection
from datetime import timedelta

from bsm_domain.foundation.errors import InvalidTransition, InvalidValue
from bsm_domain.foundation.microseconds import to_micros
from bsm_domain.foundation.participating_states import STATES
from bsm_domain.foundation.roles import Role
from bsm_service.identity.account import account_by_id
from bsm_service.identity.account_database import AccountChange, opaque_id_or_empty
from bsm_service.identity.mandates.mandate import Mandate, MandateKind

# Contacts of organisations, and those whom they send.
_ROLES_OF_ORGANISATIONS = (Role.FOCAL_POINT, Role.PARTICIPANT)
MAX_GRANT_DURATION = timedelta(days=366)


def check_role(
    role: Role, delegation: str | None, organisations: Collection[str]
) -> None:
    """Raises InvalidValue for a reserved role, a missing State, or a role that
    organisations do not have: `organisations` are those that are invited to a meeting.
    """
    if role is Role.SYSTEM:
        raise InvalidValue(
            "the role “system” is reserved for the product; choose another",
            field="role",
        )
    if delegation is not None:
        check_delegation(delegation, organisations)
        if delegation not in STATES and role not in _ROLES_OF_ORGANISATIONS:
            raise InvalidValue(
                f"{delegation} is an organisation; its contact has the role "
                f"{Role.FOCAL_POINT}, and whoever takes part the role "
                f"{Role.PARTICIPANT}",
                field="role",
            )
    if role is Role.FOCAL_POINT and delegation is None:
        raise InvalidValue(
            "choose the delegation of the focal point", field="delegation"
        )


def check_delegation(code: str, organisations: Collection[str]) -> None:
    """Raises InvalidValue for an unknown State or organisation."""
    if code not in STATES and code not in organisations:
        raise InvalidValue(
            f"“{code}” is not the code of a participating State or a Partner, nor of "
            "an organisation that is invited to a meeting",
            field="delegation",
        )


def check_request(
    change: AccountChange, request: Mandate, organisations: Collection[str]
) -> None:
    """Raises InvalidValue, NotFound, InvalidTransition."""
    check_role(request.role, request.delegation, organisations)
    if request.given_by == request.account:
        raise InvalidValue(
            "you cannot give yourself a mandate; ask another administrator",
            field="account",
        )
    if request.until is not None and request.until <= request.since:
        raise InvalidValue(
            "the end must be after the start; choose a later date", field="until"
        )
    require_open_account(change, request.account)
    if request.kind is MandateKind.STAND_IN:
        _check_stand_in(change, request)
    elif request.stands_in_for is not None:
        raise InvalidValue(
            "only a stand-in has somebody to stand in for; leave this empty",
            field="stands_in_for",
        )
    if request.kind is MandateKind.GRANT:
        _check_grant(change, request)
    _refuse_duplicate(change, request)


def require_open_account(change: AccountChange, account: str) -> None:
    """Raises NotFound, InvalidTransition."""
    if account_by_id(change.row, account).closed_at is not None:
        raise InvalidTransition("the account is closed; reopen it first")


def _check_stand_in(change: AccountChange, request: Mandate) -> None:
    if request.stands_in_for is None:
        raise InvalidValue("choose the account to stand in for", field="stands_in_for")
    if request.stands_in_for == request.account:
        raise InvalidValue(
            "an account cannot stand in for itself; choose another",
            field="stands_in_for",
        )
    if request.until is None:
        raise InvalidValue("a stand-in needs an end date", field="until")
    if not _covers_period(change, request, request.stands_in_for):
        role_text = f"{request.role} {request.delegation or ''}".strip()
        raise InvalidValue(
            f"the person represented must have the role {role_text} in their own "
            "right for the whole period; choose a shorter period",
            field="stands_in_for",
        )


def _check_grant(change: AccountChange, request: Mandate) -> None:
    if request.role is not Role.AUDITOR:
        raise InvalidValue(
            "only auditors can be given a grant; choose the role auditor", field="role"
        )
    if request.purpose is None:
        raise InvalidValue("enter the purpose of the grant", field="purpose")
    if request.until is None:
        raise InvalidValue("a grant needs an end date", field="until")
    if request.until - request.since > MAX_GRANT_DURATION:
        raise InvalidValue(
            f"a grant can last at most {MAX_GRANT_DURATION.days} days; choose an "
            "earlier end date",
            field="until",
        )
    if not _covers_period(change, request, request.account):
        raise InvalidValue(
            "the account must have the role auditor for the whole period of the grant",
            field="account",
        )


def _covers_period(change: AccountChange, request: Mandate, account: str) -> bool:
    row = change.row(
        "SELECT 1 FROM mandates r JOIN accounts h ON h.account = r.account "
        "WHERE r.account = :holder AND r.kind = 'role' AND r.role = :role "
        "AND (:kind = 'grant' "
        "OR COALESCE(r.delegation, '') = :delegation) "
        "AND r.since <= :since AND r.ends_at >= :ends AND h.closed_at IS NULL",
        {**_values(request), "holder": opaque_id_or_empty(account)},
    )
    return row is not None


def _refuse_duplicate(change: AccountChange, request: Mandate) -> None:
    row = change.row(
        "SELECT 1 FROM mandates m WHERE m.account = :account AND m.role = :role "
        "AND COALESCE(m.delegation, '') = :delegation AND m.kind = :kind "
        "AND COALESCE(m.stands_in_for, '') = :stands_in_for "
        "AND COALESCE(m.purpose, '') = :purpose "
        "AND m.since < m.ends_at AND m.since < :ends AND m.ends_at > :since",
        _values(request),
    )
    if row is not None:
        raise InvalidValue(
            "the account already has the same mandate during this period; end that one "
            "first, or choose another period",
            field="since",
        )


def _values(request: Mandate) -> dict[str, str | int]:
    return {
        "account": request.account,
        "role": request.role,
        "delegation": request.delegation or "",
        "kind": request.kind,
        "stands_in_for": request.stands_in_for or "",
        "purpose": request.purpose or "",
        "since": to_micros(request.since),
        "ends": request.ends_at,
    }
