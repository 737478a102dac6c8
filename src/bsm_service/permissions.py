"""Who may do what: one table, one function.

Every command, query, page and route stands here; a test walks the whole table and
fails when something that can be asked is missing. Hiding a page is not permission:
the same function guards the data behind it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from bsm_domain.errors import NotPermitted
from bsm_domain.roles import Role, SignInMethod


class Grant(StrEnum):
    """What an auditor is let see beyond the role, for a purpose and a period."""

    FOCAL_POINTS_MATTER = "focal-points-only matter"


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody who has proved who they are, acting in one role.

    `account` is opaque. `delegation` is the one that a focal point speaks for.
    `mandate` names the right to act so; `on_behalf_of` is the account that a stand-in
    stands in for; `participant` is the person on record that the account belongs to.
    `limited_to` are the only actions that a token may ask; None is all of the role's.
    """

    account: str
    role: Role
    delegation: str | None
    signed_in_by: SignInMethod
    mandate: str = ""
    on_behalf_of: str | None = None
    participant: UUID | None = None
    granted: frozenset[Grant] = frozenset()
    limited_to: frozenset[str] | None = None


class Scope(StrEnum):
    """Of whose things an action may be asked."""

    ANY = "any"
    OWN = "own delegation"
    OTHER = "other delegations"
    SELF = "oneself"


@dataclass(frozen=True, slots=True)
class Resource:
    """The thing acted upon, as far as permission depends on it.

    `participant` is the person whom it is about.
    """

    delegation: str | None = None
    participant: UUID | None = None


Grants = Mapping[Role, Scope]

_SECRETARIAT: Grants = {Role.SECRETARIAT: Scope.ANY}
_CHAIR_TOO: Grants = {Role.SECRETARIAT: Scope.ANY, Role.CHAIR: Scope.ANY}
_OWNER: Grants = {Role.SECRETARIAT: Scope.ANY, Role.FOCAL_POINT: Scope.OWN}
_OWNER_AND_CHAIR: Grants = {**_OWNER, Role.CHAIR: Scope.ANY}
_OTHER_PARTY: Grants = {**_CHAIR_TOO, Role.FOCAL_POINT: Scope.OTHER}


def _everybody_but(*excluded: Role) -> Grants:
    people = set(Role) - {Role.SYSTEM, *excluded}
    return {role: Scope.ANY for role in people}


_READERS = _everybody_but(Role.ADMINISTRATOR)
_READERS_OF_PEOPLE = _everybody_but(Role.ADMINISTRATOR, Role.PARTICIPANT)

TABLE: Mapping[str, Grants] = {
    # Commands, by their stable names.
    "network.establish": {Role.SYSTEM: Scope.ANY},
    "meeting.announce": _SECRETARIAT,
    "meeting.invite": _SECRETARIAT,
    "meeting.schedule": _SECRETARIAT,
    "meeting.open-registration": _SECRETARIAT,
    "meeting.close-registration": _SECRETARIAT,
    "meeting.change-quota": _SECRETARIAT,
    "meeting.open": _CHAIR_TOO,
    "meeting.conclude": _CHAIR_TOO,
    "meeting.state-attendance": _SECRETARIAT,
    "registration.nominate": _OWNER,
    "registration.register-delegates": _OWNER,
    "registration.confirm": _SECRETARIAT,
    "registration.waitlist": _SECRETARIAT,
    "registration.refuse": _SECRETARIAT,
    "registration.withdraw": _OWNER,
    "registration.record-attendance": _SECRETARIAT,
    "objective.set": _CHAIR_TOO,
    "objective.record-discussion": _CHAIR_TOO,
    "activity.propose": _OWNER_AND_CHAIR,
    "activity.agree": _CHAIR_TOO,
    "activity.accept": _OWNER,
    "activity.report-progress": _OWNER,
    "activity.report-complete": _OWNER,
    "activity.confirm": _OTHER_PARTY,
    "activity.return": _OTHER_PARTY,
    "activity.change-due-date": _OWNER_AND_CHAIR,
    "activity.block": _OWNER,
    "activity.unblock": _OWNER,
    "activity.withdraw": _OWNER_AND_CHAIR,
    # Queries: HTTP lists and things, and what the pages ask.
    "read.meetings": _READERS,
    "read.delegations": _READERS,
    "read.objectives": _READERS,
    "read.registrations": _READERS_OF_PEOPLE,
    "read.activities": _READERS_OF_PEOPLE,
    "read.facts": _READERS_OF_PEOPLE,
    # Pages.
    "page.overview": _READERS_OF_PEOPLE,
    "page.follow-up": _READERS_OF_PEOPLE,
    "page.meeting": _READERS,
    "page.history": _READERS_OF_PEOPLE,
    # The live socket tells positions, nothing else.
    "live.positions": _everybody_but(),
    # Numbers about the server; a program on its own machine may read them, too.
    "read.metrics": {Role.ADMINISTRATOR: Scope.ANY},
}

# Matter for focal points only, and what comes of it, is theirs, the Chair's and the
# secretariat's. Auditors will be granted it for a purpose and a period.
SEE_FOCAL_POINTS_MATTER = frozenset({Role.SECRETARIAT, Role.CHAIR, Role.FOCAL_POINT})


def allow(principal: Principal, action: str, resource: Resource | None = None) -> bool:
    """Whether the principal may ask this, at all or (given a resource) of this thing.

    Raises KeyError for an action that is not in the table: nothing is allowed by
    omission.
    """
    scope = TABLE[action].get(principal.role)
    if scope is None or not _within(principal, action):
        return False
    if resource is None or scope is Scope.ANY:
        return True
    if scope is Scope.SELF:
        who = principal.participant
        return who is not None and who == resource.participant
    if principal.delegation is None:
        return False
    own = resource.delegation == principal.delegation
    return own if scope is Scope.OWN else not own


def _within(principal: Principal, action: str) -> bool:
    return principal.limited_to is None or action in principal.limited_to


def require(
    principal: Principal, action: str, resource: Resource | None = None
) -> None:
    """Raises NotPermitted, in a sentence, where `allow` says no."""
    if allow(principal, action, resource):
        return
    if not _within(principal, action):
        raise NotPermitted(
            f"this token may not ask {action}; its owner may make another"
        )
    if not allow(principal, action):
        able = ", ".join(sorted(TABLE[action]))
        raise NotPermitted(
            f"{action} may be asked in the role of {able}; you act as {principal.role}"
        )
    scope = TABLE[action][principal.role]
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
