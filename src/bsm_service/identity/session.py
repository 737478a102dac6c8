"""A session as the server stores it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bsm_domain.foundation.roles import SignInMethod
from bsm_projections.engine.columns import column

# The tolerance for differences between the clocks of servers; a later time was recorded
# by a wrong clock.
MAX_CLOCK_DIFFERENCE = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A browser in which a user is signed in. `id` is not secret. `proved_at` is when
    they last confirmed their identity. A `pending` session can only take the next step
    of signing in. `user_agent` is a short text such as "Firefox on Android". Queries
    name its account `holder`, and its mandate, which may have ended, `chosen`.
    """

    id: str = column("session")
    account: str = column("holder")
    mandate: str | None = column("chosen")
    signed_in_by: SignInMethod
    created_at: datetime
    proved_at: datetime
    last_used_at: datetime
    expires_at: datetime
    user_agent: str = column("agent")
    pending: bool
