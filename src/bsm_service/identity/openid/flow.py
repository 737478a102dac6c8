"""One sign-in at a provider, from the redirect to the callback."""

import hashlib
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

# Long enough to find a password.
FLOW_LIFETIME = timedelta(minutes=10)


class CookieContent(BaseModel):
    """What a browser keeps for us from one step to the next, in a signed cookie.
    `leads_to` is the page where the user wanted to go.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    ends_at: AwareDatetime
    leads_to: str = "/"

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        """Reads what `to_text` wrote; None for anything else."""
        try:
            return cls.model_validate_json(urlsafe_b64decode(text))
        except (ValueError, ValidationError):
            return None

    def to_text(self) -> str:
        """A text for a cookie, to be signed."""
        return urlsafe_b64encode(self.model_dump_json().encode()).decode()


class Flow(CookieContent):
    """The secret known only to the browser that started a sign-in. `links` is the
    account to link the identity to, for a user who is signed in.
    """

    secret: str
    links: str | None = None

    @classmethod
    def begin(
        cls, now: datetime, leads_to: str = "/", links: str | None = None
    ) -> Self:
        return cls(
            secret=secrets.token_urlsafe(32),
            ends_at=now + FLOW_LIFETIME,
            leads_to=leads_to,
            links=links,
        )

    def matches(self, answer: Mapping[str, str], now: datetime) -> bool:
        """Whether the response belongs to this flow and is in time."""
        return answer.get("state") == self.state and now < self.ends_at

    # All three are derived from one secret, and none reveals another: the state in an
    # address does not help somebody who has stolen the code.

    @property
    def state(self) -> str:
        return self._derived("state")

    @property
    def nonce(self) -> str:
        return self._derived("nonce")

    @property
    def verifier(self) -> str:
        """Proves to the provider that the code is for this flow (RFC 7636)."""
        return self._derived("verifier")

    def _derived(self, purpose: str) -> str:
        hashed = hashlib.sha256(f"{purpose} {self.secret}".encode()).digest()
        return urlsafe_b64encode(hashed).rstrip(b"=").decode()
