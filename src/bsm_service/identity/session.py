"""A session, as the server keeps it."""

from dataclasses import dataclass
from datetime import datetime

from bsm_domain.roles import SignInMethod


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
    agent: str
    pending: bool
