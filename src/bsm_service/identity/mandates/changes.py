"""Giving and ending mandates within a change to an account."""

from datetime import timedelta
from uuid import uuid4

from bsm_domain.foundation.errors import (
    InvalidTransition,
    NotFound,
)
from bsm_domain.foundation.microseconds import to_micros
from bsm_domain.foundation.roles import Role
from bsm_service.identity.account_database import (
    AccountChange,
    ChangeActor,
    actor_name,
    opaque_id_or_empty,
)
from bsm_service.identity.current_rights import IS_CURRENT_MANDATE
from bsm_service.identity.mandates.mandate import Mandate, MandateKind, mandate_from_row
from bsm_service.identity.mandates.rules import (
    MandateRequest,
    check_role,
    require_open_account,
)
from bsm_service.identity.mandates.seals import seal_changed_mandates


def ensure_mandate_in(
    change: AccountChange,
    account: str,
    role: Role,
    delegation: str | None,
    *,
    lifetime: timedelta,
    given_by: str,
) -> Mandate:
    """A mandate in the account's own right that is valid now and for the given time,
    created if there is none, within a change. Raises InvalidValue, InvalidTransition.
    """
    check_role(role, delegation)
    require_open_account(change, account)
    row = change.row(
        "SELECT * FROM mandates WHERE account = :account AND kind = 'role' "
        "AND role = :role AND COALESCE(delegation, '') = :delegation "
        "AND since <= :now AND ends_at >= :then ORDER BY ends_at DESC LIMIT 1",
        {
            "account": account,
            "role": role,
            "delegation": delegation or "",
            "now": change.now,
            "then": to_micros(change.moment + lifetime),
        },
    )
    if row is not None:
        return mandate_from_row(row)
    request = MandateRequest(
        account,
        role,
        delegation,
        MandateKind.ROLE,
        None,
        None,
        change.moment,
        None,
        given_by,
    )
    return add_mandate_in(change, request, None)


def current_mandate(
    change: AccountChange, account: str, mandate: str
) -> Mandate | None:
    """The mandate, if it is a current one of the account."""
    row = change.row(
        "SELECT m.* FROM mandates m JOIN accounts a ON a.account = m.account "
        "WHERE m.mandate = :mandate AND m.account = :account "
        f"AND a.closed_at IS NULL AND {IS_CURRENT_MANDATE}",
        {
            "mandate": opaque_id_or_empty(mandate),
            "account": opaque_id_or_empty(account),
            "now": change.now,
        },
    )
    return None if row is None else mandate_from_row(row)


def add_mandate_in(
    change: AccountChange, request: MandateRequest, reason: str | None
) -> Mandate:
    id = uuid4().hex
    change.add(
        "mandates",
        mandate=id,
        account=request.account,
        role=request.role,
        delegation=request.delegation,
        kind=request.kind,
        stands_in_for=request.stands_in_for,
        purpose=request.purpose,
        since=to_micros(request.since),
        until=None if request.until is None else to_micros(request.until),
        given_by=request.given_by,
        given_at=change.now,
        reason=reason,
        ends_at=request.ends_at,
    )
    seal_changed_mandates(change, [id], is_new=True)
    change.record_event("mandate-given", request.account, request.given_by, id, reason)
    return require_mandate(change, id)


def end_mandate_in(
    change: AccountChange, mandate: Mandate, actor: ChangeActor, reason: str | None
) -> None:
    ended = change.execute(
        "UPDATE mandates SET ended_at = :now, ends_at = :now, ended_by = :by, "
        "end_reason = :reason WHERE mandate = :mandate AND ends_at > :now",
        {
            "mandate": mandate.id,
            "now": change.now,
            "by": actor_name(actor),
            "reason": reason,
        },
    )
    if not ended.rowcount:
        raise InvalidTransition("the mandate has already ended")
    seal_changed_mandates(change, [mandate.id])
    change.record_event("mandate-ended", mandate.account, actor, mandate.id, reason)


def dependent_query_values(
    mandate: Mandate, change: AccountChange
) -> dict[str, str | int]:
    return {
        "account": mandate.account,
        "role": mandate.role,
        "delegation": mandate.delegation or "",
        "now": change.now,
    }


def require_mandate(change: AccountChange, id: str) -> Mandate:
    row = change.row(MANDATE_BY_ID_QUERY, {"mandate": opaque_id_or_empty(id)})
    if row is None:
        raise NotFound("there is no mandate with this ID")
    return mandate_from_row(row)


MANDATE_BY_ID_QUERY = "SELECT * FROM mandates WHERE mandate = :mandate"
DEPENDENT_MANDATES_QUERY = """
    SELECT * FROM mandates WHERE kind <> 'role' AND role = :role
    AND COALESCE(stands_in_for, account) = :account AND ends_at > :now
    AND (kind = 'grant' OR COALESCE(delegation, '') = :delegation)"""
