"""The maximum number of sessions of an account."""

from collections.abc import Mapping

from bsm_service.identity.account_database import AccountChange, AccountDatabase

# Enough for several devices and browsers of one person; a setting can raise it.
MAX_SESSIONS = 10


def session_counts(
    database: AccountDatabase, now: Mapping[str, str | int]
) -> dict[str, int]:
    """The number of sessions of each account; accounts without any are left out. `now`
    is what `Sessions.query_values` gives.
    """
    rows = database.rows(
        "SELECT s.account, count(*) AS number FROM sessions s "
        "WHERE s.expires_at > :now AND s.last_used_at > :idle "
        "AND s.last_used_at <= :soon GROUP BY s.account",
        now,
    )
    return {row["account"]: int(row["number"]) for row in rows}


def end_excess_sessions(change: AccountChange, account: str, limit: int) -> None:
    """Ends the least recently used sessions of an account above the maximum."""
    sessions = change.execute(
        "SELECT session FROM sessions WHERE account = :account "
        "ORDER BY last_used_at DESC, session DESC",
        {"account": account},
    ).fetchall()
    for row in sessions[limit:]:
        change.execute(
            "DELETE FROM sessions WHERE session = :session", {"session": row["session"]}
        )
        reason = f"more than {limit} sessions at once"
        change.record_event("session-ended", account, account, reason=reason)
