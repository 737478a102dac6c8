"""Mandates: what an account may do, for whom, from when and until when.

None is ever deleted, nor changed but for being ended: that is their history. Who could
act for Austria on a day is a question to it.
"""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from bsm_domain.foundation.errors import (
    InvalidTransition,
    InvalidValue,
    NotFound,
    ReasonRequired,
)
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.timestamps import to_micros
from bsm_service.identity.account_database import (
    AccountChange,
    AccountDatabase,
    ChangeActor,
    actor_name,
    opaque_id_or_empty,
)
from bsm_service.identity.mandates.mandate import Mandate, MandateKind, mandate_from_row
from bsm_service.identity.mandates.principals import IS_CURRENT_MANDATE
from bsm_service.identity.mandates.rules import (
    MandateRequest,
    check_delegation,
    check_request,
    check_role,
    require_open_account,
)
from bsm_service.identity.mandates.seals import seal_changed_mandates
from bsm_service.identity.text_checks import validate_reason

_DAY = 24 * 60 * 60 * 1_000_000  # microseconds


class Mandates:
    def __init__(self, database: AccountDatabase) -> None:
        self._database = database

    def give(
        self,
        account: str,
        role: Role,
        delegation: str | None = None,
        *,
        kind: MandateKind = MandateKind.ROLE,
        stands_in_for: str | None = None,
        purpose: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        given_by: ChangeActor,
        reason: str | None = None,
    ) -> Mandate:
        """From now on if not told otherwise, and without end where none is named.

        Raises InvalidValue where the rules say no, NotFound, InvalidTransition for a
        closed account.
        """
        reason, purpose = validate_reason(reason), validate_reason(purpose, "purpose")
        # Alone: another process may be giving the same, or ending what it rests on.
        with self._database.transaction(exclusive=True, actor=given_by) as change:
            request = MandateRequest(
                account,
                role,
                delegation,
                kind,
                stands_in_for,
                purpose,
                _start_of(since, change.moment),
                until,
                actor_name(given_by),
            )
            check_request(change, request)
            return _add_in(change, request, reason)

    def end(self, id: str, *, actor: ChangeActor, reason: str) -> Mandate:
        """Ends a mandate now, and with it the stand-ins and grants that rest on it. The
        mandate as it is afterwards.

        Raises NotFound, ReasonRequired, InvalidTransition where it has ended already.
        """
        if not reason.strip():
            raise ReasonRequired("say in a few words why the mandate ends")
        reason_text = validate_reason(reason)
        with self._database.transaction(exclusive=True, actor=actor) as change:
            mandate = _require_mandate(change, id)
            _end_in(change, mandate, actor, reason_text)
            if mandate.kind is MandateKind.ROLE:
                dependent = change.execute(
                    _DEPENDENT_MANDATES_QUERY, _dependent_query_values(mandate, change)
                )
                for row in dependent.fetchall():
                    _end_in(
                        change,
                        mandate_from_row(row),
                        actor,
                        "what it rested on was ended",
                    )
            return _require_mandate(change, id)

    def get(self, id: str) -> Mandate:
        """Raises NotFound."""
        row = self._database.row(_BY_ID_QUERY, {"mandate": opaque_id_or_empty(id)})
        if row is None:
            raise NotFound("there is no such mandate")
        return mandate_from_row(row)

    def current_of(self, account: str) -> tuple[Mandate, ...]:
        """What an account may do now."""
        rows = self._database.rows(
            "SELECT m.* FROM mandates m JOIN accounts a ON a.account = m.account "
            "WHERE m.account = :account AND a.closed_at IS NULL AND "
            f"{IS_CURRENT_MANDATE} ORDER BY m.since, m.mandate",
            {"account": opaque_id_or_empty(account), "now": self._database.now()},
        )
        return tuple(map(mandate_from_row, rows))

    def all_current(self) -> tuple[Mandate, ...]:
        """Every right to act that somebody has now; the earliest given first."""
        rows = self._database.rows(
            "SELECT m.* FROM mandates m JOIN accounts a ON a.account = m.account "
            f"WHERE m.kind <> 'grant' AND a.closed_at IS NULL AND {IS_CURRENT_MANDATE} "
            "ORDER BY m.since, m.mandate",
            {"now": self._database.now()},
        )
        return tuple(map(mandate_from_row, rows))

    def all_of(self, account: str) -> tuple[Mandate, ...]:
        """All that an account ever could do, and will."""
        rows = self._database.rows(
            "SELECT * FROM mandates WHERE account = :account ORDER BY since, mandate",
            {"account": opaque_id_or_empty(account)},
        )
        return tuple(map(mandate_from_row, rows))

    def stand_ins_for(self, account: str) -> tuple[Mandate, ...]:
        """The mandates of all who ever stood in for an account, or will."""
        rows = self._database.rows(
            "SELECT * FROM mandates WHERE stands_in_for = :account "
            "ORDER BY since, mandate",
            {"account": opaque_id_or_empty(account)},
        )
        return tuple(map(mandate_from_row, rows))

    def all(self) -> tuple[Mandate, ...]:
        rows = self._database.rows("SELECT * FROM mandates ORDER BY since, mandate")
        return tuple(map(mandate_from_row, rows))

    def could_act(self, delegation: str, on: date) -> tuple[Mandate, ...]:
        """Who could speak for a State at any moment of a day in UTC: focal points, and
        their stand-ins while they could themselves. Raises InvalidValue for what is
        no State.
        """
        check_delegation(delegation)
        start_of_day = datetime.combine(on, time.min, UTC)
        rows = self._database.rows(
            _ON_DAY_QUERY,
            {
                "delegation": opaque_id_or_empty(delegation),
                "begins": to_micros(start_of_day),
                "ends": to_micros(start_of_day) + _DAY,
            },
        )
        return tuple(map(mandate_from_row, rows))


def ensure_mandate_in(
    change: AccountChange,
    account: str,
    role: Role,
    delegation: str | None,
    *,
    lifetime: timedelta,
    given_by: str,
) -> Mandate:
    """A mandate in one's own right that holds now and for so long, given if there is
    none, as a part of a change. Raises InvalidValue, InvalidTransition.
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
    return _add_in(change, request, None)


def current_mandate(
    change: AccountChange, account: str, mandate: str
) -> Mandate | None:
    """The mandate, if the account holds it now."""
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


def _start_of(since: datetime | None, now: datetime) -> datetime:
    """What was given for today holds from now on. Raises InvalidValue for a day that
    is over: history is not written afterwards.
    """
    if since is None:
        return now
    if since.astimezone(UTC).date() < now.astimezone(UTC).date():
        raise InvalidValue(
            "a mandate cannot begin before the day on which it is given", field="since"
        )
    return max(since, now)


def _add_in(
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
    return _require_mandate(change, id)


def _end_in(
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
        raise InvalidTransition("the mandate has ended already")
    seal_changed_mandates(change, [mandate.id])
    change.record_event("mandate-ended", mandate.account, actor, mandate.id, reason)


def _dependent_query_values(
    mandate: Mandate, change: AccountChange
) -> dict[str, str | int]:
    return {
        "account": mandate.account,
        "role": mandate.role,
        "delegation": mandate.delegation or "",
        "now": change.now,
    }


def _require_mandate(change: AccountChange, id: str) -> Mandate:
    row = change.row(_BY_ID_QUERY, {"mandate": opaque_id_or_empty(id)})
    if row is None:
        raise NotFound("there is no such mandate")
    return mandate_from_row(row)


_BY_ID_QUERY = "SELECT * FROM mandates WHERE mandate = :mandate"

_DEPENDENT_MANDATES_QUERY = """
    SELECT * FROM mandates WHERE kind <> 'role' AND role = :role
    AND COALESCE(stands_in_for, account) = :account AND ends_at > :now
    AND (kind = 'grant' OR COALESCE(delegation, '') = :delegation)"""

# Three periods of time have a moment in common where every two of them have one.
_ON_DAY_QUERY = """SELECT m.* FROM mandates m
    WHERE m.role = 'focal-point' AND m.delegation = :delegation
    AND m.since < m.ends_at AND m.since < :ends AND m.ends_at > :begins
    AND (m.kind = 'role' OR EXISTS (
        SELECT 1 FROM mandates r WHERE r.account = m.stands_in_for
        AND r.kind = 'role' AND r.role = m.role AND r.delegation = m.delegation
        AND r.since < r.ends_at AND r.since < :ends AND r.ends_at > :begins
        AND r.since < m.ends_at AND r.ends_at > m.since))
    ORDER BY m.since, m.mandate"""
