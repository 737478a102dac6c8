"""Which proofs of who somebody is are enough for which role."""

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
# What somebody who has learned a password can do as well; and a provider's word, unless
# it says that it asked for more.
_ONE_FACTOR = frozenset({SignInMethod.PASSWORD, SignInMethod.OPENID})
# Who has nothing to prove: whoever may write the data folder, and a demonstration's
# visitors.
_WITHOUT_PROOF = frozenset(
    {SignInMethod.SYSTEM, SignInMethod.COMMAND_LINE, SignInMethod.DEMONSTRATION}
)
# How long a proof is good for what could take an account away from its owner.
RECENT_AUTHENTICATION_PERIOD = timedelta(minutes=10)
REAUTHENTICATION_ADDRESS = "/account/again"


def require_recent_authentication(
    principal: Principal, action: str, now: datetime
) -> None:
    """Refuses whoever would change how other people sign in, or who administers, and
    has not proved lately who they are: somebody else may be sitting at their place. A
    token is no such proof, unless it names the action. Raises ReauthenticationRequired.
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
    """Whoever reads the settings sets both: `roles` that need a second factor, and
    whether the provider of identities asks everybody for one by itself.
    """

    roles: frozenset[Role] = ROLES_NEEDING_SECOND_FACTOR
    provider_requires_two_factors: bool = False

    def has_two_factors(self, method: SignInMethod) -> bool:
        """Whether whoever signed in so has shown a second factor, or needs none: as a
        visitor of a demonstration, say.
        """
        if method is SignInMethod.OPENID:
            return self.provider_requires_two_factors
        return method not in _ONE_FACTOR

    def is_sufficient(self, method: SignInMethod, role: Role) -> bool:
        """Whether whoever signed in so may act in the role."""
        return role not in self.roles or self.has_two_factors(method)
