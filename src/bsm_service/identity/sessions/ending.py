"""Ending sessions: those ended by somebody, and those that expired."""

from collections.abc import Mapping

from bsm_service.identity.account_database import (
    AccountChange,
    AccountDatabase,
    ChangeActor,
)


def end_sessions_where(
    database: AccountDatabase,
    actor: ChangeActor | None,
    condition: str,
    **values: str,
) -> int:
    """Returns how many there were. Without `actor`, their owner ends them."""
    with database.transaction(exclusive=True, actor=actor or "") as change:
        ended = change.execute(
            f"SELECT session, account FROM sessions WHERE {condition}", values
        ).fetchall()
        if ended:
            change.execute(f"DELETE FROM sessions WHERE {condition}", values)
        for row in ended:
            change.record_event(
                "session-ended", row["account"], actor or row["account"]
            )
    return len(ended)


def delete_ended_sessions(change: AccountChange, now: Mapping[str, str | int]) -> None:
    """Deletes sessions that expired, were unused for too long or were made by a wrong
    clock. `now` is what `Sessions.query_values` gives.
    """
    change.execute(
        "DELETE FROM sessions WHERE expires_at <= :now OR last_used_at <= :idle "
        "OR last_used_at > :soon",
        now,
    )
