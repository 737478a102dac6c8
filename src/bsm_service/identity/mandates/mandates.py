"""Mandates: what an account may do, for whom, and when.

Mandates are never deleted, and changed only by ending them, so they have a complete
history: for example, who could act for Austria on a day.
"""

from collections.abc import Callable, Collection
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from bsm_domain.foundation.errors import (
    InvalidTransition,
    InvalidValue,
    NotFound,
    ReasonRequired,
)
from bsm_domain.foundation.microseconds import DAY_MICROS, start_of_day, to_micros
from bsm_domain.foundation.participating_states import STATES
from bsm_domain.foundation.roles import Role
from bsm_projections.engine.items import item_of, row_of
from bsm_service.identity.account import validate_reason
from bsm_service.identity.account_database import (
    AccountChange,
    AccountDatabase,
    ChangeActor,
    FindRow,
    actor_name,
    opaque_ids,
)
from bsm_service.identity.current_rights import IS_CURRENT_MANDATE
from bsm_service.identity.mandates.mandate import (
    Mandate,
    MandateKind,
    seal_changed_mandates,
)
from bsm_service.identity.mandates.rules import (
    check_delegation,
    check_request,
    check_role,
    require_open_account,
)


class Mandates:
    """`organisations` gives the codes of those that are invited to a meeting, which the
    record knows.
    """

    def __init__(self, database: AccountDatabase) -> None:
        self._database = database
        self.organisations: Callable[[], Collection[str]] = tuple

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
        """Starts now if no time is given, and has no end if none is given. Raises
        InvalidValue if the rules do not allow it, NotFound, InvalidTransition for a
        closed account.
        """
        reason, purpose = validate_reason(reason), validate_reason(purpose, "purpose")
        organisations = self._organisations(delegation)
        # Exclusive: another process may be giving the same mandate, or ending one that
        # it depends on.
        with self._database.transaction(exclusive=True, actor=given_by) as change:
            mandate = Mandate(
                id=uuid4().hex,
                account=account,
                role=role,
                delegation=delegation,
                kind=kind,
                stands_in_for=stands_in_for,
                purpose=purpose,
                since=_start_of(since, change.moment),
                until=until,
                given_by=actor_name(given_by),
                given_at=change.moment,
                reason=reason,
            )
            check_request(change, mandate, organisations)
            return _add(change, mandate)

    def ensure(
        self,
        account: str,
        role: Role,
        delegation: str | None,
        *,
        lifetime: timedelta,
        given_by: str,
    ) -> Mandate:
        """A mandate in the account's own right that is valid now and for the given
        time, created if there is none. Raises InvalidValue, InvalidTransition.
        """
        organisations = self._organisations(delegation)
        with self._database.transaction() as change:
            check_role(role, delegation, organisations)
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
                return item_of(Mandate, row)
            mandate = Mandate(
                id=uuid4().hex,
                account=account,
                role=role,
                delegation=delegation,
                since=change.moment,
                given_by=given_by,
                given_at=change.moment,
            )
            return _add(change, mandate)

    def end(self, id: str, *, actor: ChangeActor, reason: str) -> Mandate:
        """Ends a mandate now, and the stand-ins and grants that depend on it. Returns
        the ended mandate. Raises NotFound, ReasonRequired, InvalidTransition if it has
        already ended.
        """
        if not reason.strip():
            raise ReasonRequired("enter the reason why the mandate ends")
        reason_text = validate_reason(reason)
        with self._database.transaction(exclusive=True, actor=actor) as change:
            mandate = mandate_by_id(change.row, id)
            _end(change, mandate, actor, reason_text)
            if mandate.kind is MandateKind.ROLE:
                _end_dependent(change, mandate, actor)
            return mandate_by_id(change.row, id)

    def get(self, id: str) -> Mandate:
        """Raises NotFound."""
        return mandate_by_id(self._database.row, id)

    def current_of(self, account: str) -> tuple[Mandate, ...]:
        """The current mandates of an account."""
        return self._current("m.account = :account", opaque_ids(account=account))

    def all_current(self) -> tuple[Mandate, ...]:
        """All current mandates but grants; the earliest given first."""
        return self._current("m.kind <> 'grant'", {})

    def _current(self, where: str, values: dict[str, str]) -> tuple[Mandate, ...]:
        return self._database.items(
            Mandate,
            "SELECT m.* FROM mandates m JOIN accounts a ON a.account = m.account "
            f"WHERE {where} AND a.closed_at IS NULL AND {IS_CURRENT_MANDATE} "
            "ORDER BY m.since, m.mandate",
            {**values, "now": self._database.now()},
        )

    def all_of(self, account: str) -> tuple[Mandate, ...]:
        """All past, current and future mandates of an account."""
        return self._select("WHERE account = :id", account)

    def stand_ins_for(self, account: str) -> tuple[Mandate, ...]:
        """The mandates of all past, current and future stand-ins of an account."""
        return self._select("WHERE stands_in_for = :id", account)

    def all(self) -> tuple[Mandate, ...]:
        return self._select("", "")

    def _select(self, where: str, id: str) -> tuple[Mandate, ...]:
        sql = f"SELECT * FROM mandates {where} ORDER BY since, mandate"
        return self._database.items(Mandate, sql, opaque_ids(id=id))

    def could_act(self, delegation: str, on: date) -> tuple[Mandate, ...]:
        """Who could speak for a delegation at any time on a day in UTC: focal points
        and their stand-ins. Raises InvalidValue for an unknown delegation.
        """
        check_delegation(delegation, self._organisations(delegation))
        begins = to_micros(start_of_day(on))
        return self._database.items(
            Mandate,
            _ON_DAY_QUERY,
            {"delegation": delegation, "begins": begins, "ends": begins + DAY_MICROS},
        )

    def _organisations(self, delegation: str | None) -> Collection[str]:
        """Looked up only for what is no State."""
        is_state = delegation is None or delegation in STATES
        return () if is_state else self.organisations()


def _add(change: AccountChange, mandate: Mandate) -> Mandate:
    change.add("mandates", **row_of(mandate), ends_at=mandate.ends_at)
    seal_changed_mandates(change, [mandate.id], is_new=True)
    change.record_event(
        "mandate-given", mandate.account, mandate.given_by, mandate.id, mandate.reason
    )
    return mandate_by_id(change.row, mandate.id)


def _end(
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


def _end_dependent(change: AccountChange, mandate: Mandate, actor: ChangeActor) -> None:
    """Ends the stand-ins and grants that depend on a mandate."""
    dependent = change.execute(
        "SELECT * FROM mandates WHERE kind <> 'role' AND role = :role "
        "AND COALESCE(stands_in_for, account) = :account AND ends_at > :now "
        "AND (kind = 'grant' OR COALESCE(delegation, '') = :delegation)",
        {
            "account": mandate.account,
            "role": mandate.role,
            "delegation": mandate.delegation or "",
            "now": change.now,
        },
    )
    for row in dependent.fetchall():
        reason = "the mandate it depended on ended"
        _end(change, item_of(Mandate, row), actor, reason)


def current_mandate(
    change: AccountChange, account: str, mandate: str
) -> Mandate | None:
    """The mandate, if it is a current one of the account."""
    row = change.row(
        "SELECT m.* FROM mandates m JOIN accounts a ON a.account = m.account "
        "WHERE m.mandate = :mandate AND m.account = :account "
        f"AND a.closed_at IS NULL AND {IS_CURRENT_MANDATE}",
        {**opaque_ids(mandate=mandate, account=account), "now": change.now},
    )
    return None if row is None else item_of(Mandate, row)


def mandate_by_id(find_row: FindRow, id: str) -> Mandate:
    """Raises NotFound."""
    row = find_row(
        "SELECT * FROM mandates WHERE mandate = :mandate", opaque_ids(mandate=id)
    )
    if row is None:
        raise NotFound("there is no mandate with this ID")
    return item_of(Mandate, row)


def _start_of(since: datetime | None, now: datetime) -> datetime:
    """A mandate given for today starts now. Raises InvalidValue for a past day: history
    is not changed afterwards.
    """
    if since is None:
        return now
    if since.astimezone(UTC).date() < now.astimezone(UTC).date():
        raise InvalidValue(
            "a mandate cannot start before today; choose a later date", field="since"
        )
    return max(since, now)


# Three periods overlap if every two of them do.
_ON_DAY_QUERY = """SELECT m.* FROM mandates m
    WHERE m.role = 'focal-point' AND m.delegation = :delegation
    AND m.since < m.ends_at AND m.since < :ends AND m.ends_at > :begins
    AND (m.kind = 'role' OR EXISTS (
        SELECT 1 FROM mandates r WHERE r.account = m.stands_in_for
        AND r.kind = 'role' AND r.role = m.role AND r.delegation = m.delegation
        AND r.since < r.ends_at AND r.since < :ends AND r.ends_at > :begins
        AND r.since < m.ends_at AND r.ends_at > m.since))
    ORDER BY m.since, m.mandate"""
