"""Who may do what: one table (`permission_table`), one function.

Hiding a page is not permission: the same function guards the data behind it.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from bsm_domain.foundation.errors import NotPermitted
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
    "is_allowed",
    "require_permission",
]


class Grant(StrEnum):
    """What an auditor is let see beyond the role, for a purpose and a period."""

    FOCAL_POINTS_MATTER = "focal-points-only matter"


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody who has proved who they are, acting in one role.

    `account` is opaque. `delegation` is the one that a focal point speaks for.
    `mandate` names the right to act so; `on_behalf_of` is the account that a stand-in
    stands in for; `participant` is the person on record that the account belongs to.
    `allowed_actions` are the only actions that a token permits; None is all of the
    role's. `session` or `token` is the opaque id of what they were let in by. It was
    when all rights were at `rights_version`, and nothing of it ends by itself before
    `valid_until_micros` (microseconds): `identity.rights` compares that later.
    `proved_at` is when they last proved in this session who they are.
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


@dataclass(frozen=True, slots=True)
class Resource:
    """The thing acted upon, as far as permission depends on it.

    `participant` is the person whom it is about.
    """

    delegation: str | None = None
    participant: UUID | None = None


# Matter for focal points only, and what comes of it, is theirs, the Chair's and the
# secretariat's. Auditors may be granted it for a purpose and a period.
ROLES_SEEING_RESTRICTED = frozenset({Role.SECRETARIAT, Role.CHAIR, Role.FOCAL_POINT})

# Who signs in with a second factor, because their role reads what few may read: what is
# restricted, or about other people (who takes part, what is personal, accounts, and who
# read it). Participants read about themselves; leadership reads what everybody may.
ROLES_READING_RESTRICTED_OR_PERSONAL = ROLES_SEEING_RESTRICTED | {
    role
    for scopes in (READERS_OF_PARTICIPANTS, ADMINISTRATOR_AND_SECRETARIAT, AUDITOR)
    for role, scope in scopes.items()
    if scope is not Scope.SELF
}


def is_allowed(
    principal: Principal, action: str, resource: Resource | None = None
) -> bool:
    """Whether the principal may do this, at all or (given a resource) with this thing.

    Raises KeyError for an action that is not in the table: nothing is allowed by
    omission.
    """
    scope = PERMISSIONS[action].get(principal.role)
    if scope is None or not _is_within_token_scope(principal, action):
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
    """Raises NotPermitted, in a sentence, where `allow` says no."""
    if is_allowed(principal, action, resource):
        return
    if not _is_within_token_scope(principal, action):
        raise NotPermitted(
            f"this token may not ask {action}; its owner may make another"
        )
    if not is_allowed(principal, action):
        able = ", ".join(sorted(PERMISSIONS[action]))
        raise NotPermitted(
            f"{action} may be asked in the role of {able}; you act as {principal.role}"
        )
    scope = PERMISSIONS[action][principal.role]
    if scope is Scope.SELF:
        raise NotPermitted(
            f"as {principal.role} you may ask {action} for yourself only"
        )
    raise NotPermitted(
        f"as {principal.role} of {principal.delegation or 'no delegation'} you may ask "
        f"{action} for your {scope} only"
        if scope is Scope.OWN
        else f"{action} must be asked by another delegation than "
        f"{principal.delegation or 'none'}"
    )
