"""Counts and deletes old rows of logs: readings of personal data, and sign-ins."""

from datetime import date

from bsm_domain.foundation.microseconds import start_of_day, to_micros
from bsm_projections.databases import DATABASE_ERRORS
from bsm_service.access.permissions import Principal
from bsm_service.application.system import System
from bsm_service.foundation.database_errors import vault_refusal_for
from bsm_service.vault.read_log import readings_between

# Other account events and mandates are a history that is kept.
_SIGN_IN_EVENTS = "FROM account_events WHERE what IN ('signed-in', 'session-ended')"


def count_readings(system: System, before: date) -> int:
    """How many readings of personal data there were before a day (in UTC)."""
    return readings_between(
        system.vault.database, None, start_of_day(before), limit=1
    ).total


def delete_readings(system: System, before: date) -> int:
    """Deletes them, and returns how many. Raises VaultUnavailable."""
    try:
        return system.personal_data.read_log.forget_before(start_of_day(before))
    except DATABASE_ERRORS as error:
        raise vault_refusal_for(error) from error


def count_sign_ins(system: System, before: date) -> int:
    """How many sign-ins and ends of sessions there were before a day (in UTC)."""
    row = system.identity.account_database.row(
        f"SELECT count(*) AS number {_SIGN_IN_EVENTS} AND at < :before",
        {"before": to_micros(start_of_day(before))},
    )
    return 0 if row is None else int(row["number"])


def delete_sign_ins(system: System, principal: Principal, before: date) -> int:
    """Deletes them, and returns how many."""
    with system.identity.account_database.transaction(actor=principal) as change:
        return change.execute(
            f"DELETE {_SIGN_IN_EVENTS} AND at < :before",
            {"before": to_micros(start_of_day(before))},
        ).rowcount
