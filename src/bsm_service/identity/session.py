"""A session, as the server keeps it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bsm_domain.foundation.roles import SignInMethod
from bsm_domain.foundation.timestamps import from_micros
from bsm_projections.databases import Row

# By how much the clocks of servers may differ; what is later was noted by a wrong one.
MAX_CLOCK_DIFFERENCE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Session:
    """One browser in which somebody is signed in.

    `id` is not the secret. `proved_at` is when they last proved who they are.
    A `pending` one may only take the next step of signing in. `agent` is a few words
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


def session_from_row(found: Row) -> Session:
    """`holder` is its account, `chosen` its mandate, which may have ended."""
    return Session(
        id=found["session"],
        account=found["holder"],
        mandate=found["chosen"],
        signed_in_by=SignInMethod(found["signed_in_by"]),
        created_at=from_micros(found["created_at"]),
        proved_at=from_micros(found["proved_at"]),
        last_used_at=from_micros(found["last_used_at"]),
        expires_at=from_micros(found["expires_at"]),
        user_agent=found["agent"],
        pending=bool(found["pending"]),
    )
