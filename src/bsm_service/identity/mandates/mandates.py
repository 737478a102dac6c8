"""Mandates: what an account may do, for whom, and when.

Mandates are never deleted, and changed only by ending them, so they have a complete
history: for example, who could act for Austria on a day.
"""

from datetime import UTC, date, datetime, time

from bsm_domain.foundation.errors import (
    InvalidValue,
    NotFound,
    ReasonRequired,
)
from bsm_domain.foundation.microseconds import to_micros
from bsm_domain.foundation.roles import Role
from bsm_service.identity.account_database import (
    AccountDatabase,
    ChangeActor,
    actor_name,
    opaque_id_or_empty,
)
from bsm_service.identity.current_rights import IS_CURRENT_MANDATE
from bsm_service.identity.mandates.changes import (
    DEPENDENT_MANDATES_QUERY,
    MANDATE_BY_ID_QUERY,
    add_mandate_in,
    dependent_query_values,
    end_mandate_in,
    require_mandate,
)
from bsm_service.identity.mandates.mandate import Mandate, MandateKind, mandate_from_row
from bsm_service.identity.mandates.rules import (
    MandateRequest,
    check_delegation,
    check_request,
)
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
        """Starts now if no time is given, and has no end if none is given. Raises
        InvalidValue if the rules do not allow it, NotFound, InvalidTransition for a
        closed account.
        """
        reason, purpose = validate_reason(reason), validate_reason(purpose, "purpose")
        # Exclusive: another process may be giving the same mandate, or ending one that
        # it depends on.
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
            return add_mandate_in(change, request, reason)

    def end(self, id: str, *, actor: ChangeActor, reason: str) -> Mandate:
        """Ends a mandate now, and the stand-ins and grants that depend on it. Returns
        the ended mandate. Raises NotFound, ReasonRequired, InvalidTransition if it has
        already ended.
        """
        if not reason.strip():
            raise ReasonRequired("enter the reason why the mandate ends")
        reason_text = validate_reason(reason)
        with self._database.transaction(exclusive=True, actor=actor) as change:
            mandate = require_mandate(change, id)
            end_mandate_in(change, mandate, actor, reason_text)
            if mandate.kind is MandateKind.ROLE:
                dependent = change.execute(
                    DEPENDENT_MANDATES_QUERY, dependent_query_values(mandate, change)
                )
                for row in dependent.fetchall():
                    end_mandate_in(
                        change,
                        mandate_from_row(row),
                        actor,
                        "the mandate it depended on ended",
                    )
            return require_mandate(change, id)

    def get(self, id: str) -> Mandate:
        """Raises NotFound."""
        row = self._database.row(
            MANDATE_BY_ID_QUERY, {"mandate": opaque_id_or_empty(id)}
        )
        if row is None:
            raise NotFound("there is no mandate with this ID")
        return mandate_from_row(row)

    def current_of(self, account: str) -> tuple[Mandate, ...]:
        """The current mandates of an account."""
        rows = self._database.rows(
            "SELECT m.* FROM mandates m JOIN accounts a ON a.account = m.account "
            "WHERE m.account = :account AND a.closed_at IS NULL AND "
            f"{IS_CURRENT_MANDATE} ORDER BY m.since, m.mandate",
            {"account": opaque_id_or_empty(account), "now": self._database.now()},
        )
        return tuple(map(mandate_from_row, rows))

    def all_current(self) -> tuple[Mandate, ...]:
        """All current mandates; the earliest given first."""
        rows = self._database.rows(
            "SELECT m.* FROM mandates m JOIN accounts a ON a.account = m.account "
            f"WHERE m.kind <> 'grant' AND a.closed_at IS NULL AND {IS_CURRENT_MANDATE} "
            "ORDER BY m.since, m.mandate",
            {"now": self._database.now()},
        )
        return tuple(map(mandate_from_row, rows))

    def all_of(self, account: str) -> tuple[Mandate, ...]:
        """All past, current and future mandates of an account."""
        rows = self._database.rows(
            "SELECT * FROM mandates WHERE account = :account ORDER BY since, mandate",
            {"account": opaque_id_or_empty(account)},
        )
        return tuple(map(mandate_from_row, rows))

    def stand_ins_for(self, account: str) -> tuple[Mandate, ...]:
        """The mandates of all past, current and future stand-ins of an account."""
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
        """Who could speak for a State at any time on a day in UTC: focal points and
        their stand-ins. Raises InvalidValue for an unknown State.
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
