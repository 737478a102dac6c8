"""Which kinds of sign-in are sufficient for which role."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bsm_domain.foundation.formatting import count_of
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_service.access.permissions import (
    ROLES_READING_RESTRICTED_OR_PERSONAL,
    Principal,
)
from bsm_service.foundation.refusals import ReauthenticationRequired

ROLES_NEEDING_SECOND_FACTOR = ROLES_READING_RESTRICTED_OR_PERSONAL
# Ways to sign in with one factor only; also an identity provider's, unless it says that
# it required two.
_ONE_FACTOR = frozenset({SignInMethod.PASSWORD, SignInMethod.OPENID})
# Ways to sign in that need no second factor: with write access to the data folder, and
# in a demonstration.
_WITHOUT_PROOF = frozenset(
    {SignInMethod.SYSTEM, SignInMethod.COMMAND_LINE, SignInMethod.DEMONSTRATION}
)
# How long a confirmation of identity is valid for changes that could take over an
# account.
RECENT_AUTHENTICATION_PERIOD = timedelta(minutes=10)
REAUTHENTICATION_ADDRESS = "/account/again"


def require_recent_authentication(
    principal: Principal, action: str, now: datetime
) -> None:
    """Refuses changes to how other people sign in, and to administrators, unless the
    user has recently confirmed their identity: somebody else may be using their
    browser. A token does not count, unless it names the action. Raises
    ReauthenticationRequired.
    """
    if principal.signed_in_by in _WITHOUT_PROOF:
        return
    if principal.signed_in_by is SignInMethod.TOKEN:
        if principal.allowed_actions is None or action not in principal.allowed_actions:
            raise ReauthenticationRequired(
                "an API token does not confirm your identity: sign in and do this on "
                "the Administration page, or use a token created for "
                f"{action} ('bsm token create --only {action}')"
            )
    elif (
        principal.proved_at is None
        or now - principal.proved_at > RECENT_AUTHENTICATION_PERIOD
    ):
        minutes = count_of(
            RECENT_AUTHENTICATION_PERIOD // timedelta(minutes=1), "minute"
        )
        raise ReauthenticationRequired(
            f"please confirm your identity at {REAUTHENTICATION_ADDRESS} before "
            f"changing this; the confirmation is valid for {minutes}"
        )


@dataclass
class AuthenticationRequirements:
    """Both are set from the settings: `roles` that need a second factor, and whether
    the identity provider always requires one.
    """

    roles: frozenset[Role] = ROLES_NEEDING_SECOND_FACTOR
    provider_requires_two_factors: bool = False

    def has_two_factors(self, method: SignInMethod) -> bool:
        """Whether this sign-in included a second factor, or needs none (in a
        demonstration, for example).
        """
        if method is SignInMethod.OPENID:
            return self.provider_requires_two_factors
        return method not in _ONE_FACTOR

    def is_sufficient(self, method: SignInMethod, role: Role) -> bool:
        """Whether this sign-in is sufficient for the role."""
        return role not in self.roles or self.has_two_factors(method)
