"""Which proofs of who somebody is are enough for which role."""

from dataclasses import dataclass

from bsm_domain.roles import Role, SignInMethod
from bsm_service.permissions import READ_RESTRICTED_OR_PERSONAL

NEED_SECOND_FACTOR = READ_RESTRICTED_OR_PERSONAL
# What somebody who has learned a password can do as well; and a provider's word, unless
# it says that it asked for more.
_ONE_FACTOR = frozenset({SignInMethod.PASSWORD, SignInMethod.OPENID})


@dataclass
class Proofs:
    """Whoever reads the settings sets both: `roles` that need a second factor, and
    whether the provider of identities asks everybody for one by itself.
    """

    roles: frozenset[Role] = NEED_SECOND_FACTOR
    provider_asks_for_two: bool = False

    def are_two(self, by: SignInMethod) -> bool:
        """Whether whoever signed in so has shown a second factor, or needs none: as a
        visitor of a demonstration, say.
        """
        if by is SignInMethod.OPENID:
            return self.provider_asks_for_two
        return by not in _ONE_FACTOR

    def suffice(self, by: SignInMethod, role: Role) -> bool:
        """Whether whoever signed in so may act in the role."""
        return role not in self.roles or self.are_two(by)
