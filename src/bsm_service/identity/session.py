"""A session as the server stores it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bsm_domain.foundation.microseconds import from_micros
from bsm_domain.foundation.roles import SignInMethod
from bsm_projections.databases import Row

# The tolerance for differences between the clocks of servers; a later time was recorded
# by a wrong clock.
MAX_CLOCK_DIFFERENCE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Session:
    """A browser in which a user is signed in. `id` is not secret. `proved_at` is when
    they last confirmed their identity. A `pending` session can only take the next step
    of signing in. `user_agent` is a short text such as "Firefox on Android".
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
