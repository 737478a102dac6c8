"""A session, as the server keeps it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bsm_domain.foundation.microseconds import from_micros
from bsm_domain.foundation.roles import SignInMethod
from bsm_projections.databases import Row

# By how much the clocks of servers may differ; what is later was noted by a wrong one.
MAX_CLOCK_DIFFERENCE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Session:
    """One browser in which somebody is signed in.

    `id` is not the secret. `proved_at` is when they last proved who they are. A
    `pending` one may only take the next step of signing in. `user_agent` is a few words
    such as "Firefox on Android".
    """

    id: str
    account: str
    mandate: str | None
    signed_in_by: SignInMethod
    created_at: datetime
    proved_at: datetime
    last_used_at: datetime
    expires_at: datetime
    user_agent: str
    pending: bool


def session_from_row(row: Row) -> Session:
    """`holder` is its account, `chosen` its mandate, which may have ended."""
    return Session(
        id=row["session"],
        account=row["holder"],
        mandate=row["chosen"],
        signed_in_by=SignInMethod(row["signed_in_by"]),
        created_at=from_micros(row["created_at"]),
        proved_at=from_micros(row["proved_at"]),
        last_used_at=from_micros(row["last_used_at"]),
        expires_at=from_micros(row["expires_at"]),
        user_agent=row["agent"],
        pending=bool(row["pending"]),
    )
