"""Which roles may do something, and with whose things: the usual answers, named."""

from enum import StrEnum

from bsm_domain.foundation.roles import Role


class Scope(StrEnum):
    """Whose things an action may be applied to."""

    ANY = "any"
    OWN = "own delegation"
    OTHER = "other delegations"
    SELF = "oneself"


Grants = dict[Role, Scope]

SYSTEM: Grants = {Role.SYSTEM: Scope.ANY}
SECRETARIAT: Grants = {Role.SECRETARIAT: Scope.ANY}
CHAIR: Grants = {Role.CHAIR: Scope.ANY}
AUDITOR: Grants = {Role.AUDITOR: Scope.ANY}
ADMINISTRATOR: Grants = {Role.ADMINISTRATOR: Scope.ANY}
SECRETARIAT_AND_CHAIR: Grants = SECRETARIAT | CHAIR
# The delegation to which something belongs, and the secretariat for it.
OWNER: Grants = SECRETARIAT | {Role.FOCAL_POINT: Scope.OWN}
OWNER_AND_CHAIR: Grants = OWNER | CHAIR
OWNER_AND_SELF: Grants = OWNER | {Role.PARTICIPANT: Scope.SELF}
OTHER_DELEGATIONS: Grants = SECRETARIAT_AND_CHAIR | {Role.FOCAL_POINT: Scope.OTHER}
SECRETARIAT_CHAIR_FOCAL_POINTS: Grants = SECRETARIAT_AND_CHAIR | {
    Role.FOCAL_POINT: Scope.ANY
}
ADMINISTRATOR_AND_SECRETARIAT: Grants = ADMINISTRATOR | SECRETARIAT
EVERYBODY: Grants = {role: Scope.ANY for role in Role if role is not Role.SYSTEM}
SELF_ONLY: Grants = dict.fromkeys(EVERYBODY, Scope.SELF)
READERS: Grants = {
    role: scope for role, scope in EVERYBODY.items() if role is not Role.ADMINISTRATOR
}
READERS_OF_PEOPLE: Grants = {
    role: scope for role, scope in READERS.items() if role is not Role.PARTICIPANT
}
# Who takes part: each reads of a person what the rows of personal data say.
READERS_OF_PARTICIPANTS: Grants = OWNER_AND_SELF | CHAIR
