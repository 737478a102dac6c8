"""Who may do what: one table (`permission_table`) and one function.

Hiding a page does not protect its data: the same function guards both.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from bsm_domain.foundation.errors import NotPermitted
from bsm_domain.foundation.formatting import join_alternatives
from bsm_domain.foundation.participating_states import STATES
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_service.access.permission_table import PERMISSIONS
from bsm_service.access.scopes import (
    ADMINISTRATOR_AND_SECRETARIAT,
    AUDITOR,
    READERS_OF_PARTICIPANTS,
    Scope,
)

__all__ = [
    "PERMISSIONS",
    "ROLES_READING_RESTRICTED_OR_PERSONAL",
    "ROLES_SEEING_RESTRICTED",
    "Grant",
    "Principal",
    "Resource",
    "Scope",
    "allowed_roles",
    "is_allowed",
    "require_part_in_agreement",
    "require_permission",
    "sees_restricted",
]


class Grant(StrEnum):
    """What an auditor may see beyond the role, for a purpose and a period."""

    FOCAL_POINTS_MATTER = "focal-points-only matter"


@dataclass(frozen=True, slots=True)
class Principal:
    """An authenticated user acting in one role.

    `account` is opaque. `delegation` is the one that a focal point speaks for.
    `mandate` is the id of the mandate that gives the role; `on_behalf_of` is the
    account that a stand-in stands in for; `participant` is the person on record that
    the account belongs to. `allowed_actions` are the only actions that a token
    permits; None means all of the role's. `session` or `token` is the opaque id of
    what they signed in with. All this was read at `rights_version`, and none of it
    expires before `valid_until_micros` (microseconds): `identity.rights` compares
    both later. `proved_at` is when they last confirmed their identity in this session.
    """

    account: str
    role: Role
    delegation: str | None
    signed_in_by: SignInMethod
    mandate: str = ""
    on_behalf_of: str | None = None
    participant: UUID | None = None
    grants: frozenset[Grant] = frozenset()
    allowed_actions: frozenset[str] | None = None
    session: str = ""
    token: str = ""
    rights_version: int = field(default=-1, compare=False)
    valid_until_micros: int = field(default=0, compare=False)
    proved_at: datetime | None = field(default=None, compare=False)

    @property
    def is_contact(self) -> bool:
        """Contacts of organisations take no part in decisions."""
        return _is_contact(self.role, self.delegation)

    @property
    def sees_restricted(self) -> bool:
        return sees_restricted(self.role, self.delegation)


def _is_contact(role: Role, delegation: str | None) -> bool:
    """Contacts of organisations have the role of focal points, and see what everybody
    sees.
    """
    return role is Role.FOCAL_POINT and delegation not in STATES


def sees_restricted(role: Role, delegation: str | None) -> bool:
    """Whether matter for focal points only is for whoever has this mandate. Auditors
    may be granted access for a purpose and a period.
    """
    return role in ROLES_SEEING_RESTRICTED and not _is_contact(role, delegation)


@dataclass(frozen=True, slots=True)
class Resource:
    """The thing acted upon, as far as permission depends on it.

    `participant` is the person that it is about.
    """

    delegation: str | None = None
    participant: UUID | None = None


# Who sees matters for focal points only, and the activities that follow from them;
# contacts of organisations do not, though they have the role of focal points.
ROLES_SEEING_RESTRICTED = frozenset({Role.SECRETARIAT, Role.CHAIR, Role.FOCAL_POINT})

# Who must use two-step verification, because their role reads restricted data or data
# about other people (who takes part, personal data, accounts, and who read them).
# Participants read about themselves; leadership reads only what everybody may.
ROLES_READING_RESTRICTED_OR_PERSONAL = ROLES_SEEING_RESTRICTED | {
    role
    for scopes in (READERS_OF_PARTICIPANTS, ADMINISTRATOR_AND_SECRETARIAT, AUDITOR)
    for role, scope in scopes.items()
    if scope is not Scope.SELF
}


# What contacts of organisations cannot ask for.
_OF_DECISIONS = "decision."

# The roles as refusals name them.
_ROLE_PHRASES = {
    Role.CHAIR: "the Chair",
    Role.SECRETARIAT: "the secretariat",
    Role.FOCAL_POINT: "focal points",
    Role.PARTICIPANT: "participants",
    Role.AUDITOR: "auditors",
    Role.LEADERSHIP: "leadership",
    Role.ADMINISTRATOR: "administrators",
}


def allowed_roles(action: str) -> str:
    """Who may do it, as a refusal says it: "the Chair or the secretariat"."""
    roles = PERMISSIONS[action]
    names = [phrase for role, phrase in _ROLE_PHRASES.items() if role in roles]
    return join_alternatives(names) or "the product itself"


def is_allowed(
    principal: Principal, action: str, resource: Resource | None = None
) -> bool:
    """Whether the principal may do this, at all or (given a resource) with this thing.

    Raises KeyError for an action that is not in the table.
    """
    scope = PERMISSIONS[action].get(principal.role)
    if scope is None or not _is_within_token_scope(principal, action):
        return False
    if principal.is_contact and action.startswith(_OF_DECISIONS):
        return False
    if resource is None or scope is Scope.ANY:
        return True
    if scope is Scope.SELF:
        participant = principal.participant
        return participant is not None and participant == resource.participant
    if principal.delegation is None:
        return False
    own = resource.delegation == principal.delegation
    return own if scope is Scope.OWN else not own


def _is_within_token_scope(principal: Principal, action: str) -> bool:
    return principal.allowed_actions is None or action in principal.allowed_actions


def require_permission(
    principal: Principal, action: str, resource: Resource | None = None
) -> None:
    """Raises NotPermitted, with a sentence that says why, unless `is_allowed`."""
    if is_allowed(principal, action, resource):
        return
    if not _is_within_token_scope(principal, action):
        raise NotPermitted(
            f"this token does not permit {action}; create a token that does"
        )
    if principal.delegation is not None and action.startswith(_OF_DECISIONS):
        require_part_in_agreement(principal)
    if not is_allowed(principal, action):
        raise NotPermitted(
            f"only {allowed_roles(action)} can do this ({action}); you are signed in "
            f"as {_role_name(principal)}"
        )
    scope = PERMISSIONS[action][principal.role]
    delegation = f" of {principal.delegation}" if principal.delegation else ""
    whose = {Scope.SELF: "yourself", Scope.OWN: "your own delegation"}
    raise NotPermitted(
        f"as {_role_name(principal)}{delegation} you can do this ({action}) only for "
        f"{whose.get(scope, 'other delegations')}"
    )


def require_part_in_agreement(principal: Principal) -> None:
    """Contacts of organisations ask nothing of decisions; what they say is recorded by
    others. Asked before anything is looked up, so that the answer tells nothing.
    """
    if principal.is_contact:
        raise NotPermitted(
            "contacts of organisations take no part in decisions; ask the Chair or the "
            "secretariat to record what your organisation says"
        )


def _role_name(principal: Principal) -> str:
    return principal.role.replace("-", " ")
