"""Who may do what, as `docs/permissions.md` says it, and what follows for a caller.

The secretariat prepares meetings and keeps registrations; the Chair opens and concludes
meetings, sets objectives and has activities agreed; a focal point speaks for its own
delegation and judges the work of others; a participant sees and cares for what is their
own; everybody else looks, as far as it concerns them: an auditor at everything but
what is personal, and at who read that. The administrator keeps accounts and has no
business in the meeting's; the command line is the product's own.
"""

from uuid import UUID

from permission_document import read_document

from bsm_domain.foundation.roles import Role
from bsm_service.access.permissions import Resource
from bsm_service.access.scopes import Scope

EXPECTED = read_document()

ONE, SOMEBODY = UUID(int=1), UUID(int=2)
AUSTRIAN, OF_NOWHERE = ("AT", ONE), (None, None)

# Somebody of Austria in a role, and how what they ask about stands to them.
CASES = {
    "nothing in particular": (AUSTRIAN, None),
    "own delegation": (AUSTRIAN, Resource("AT", SOMEBODY)),
    "other delegation": (AUSTRIAN, Resource("IT", SOMEBODY)),
    "oneself": (AUSTRIAN, Resource("AT", ONE)),
    "oneself, of nowhere": (AUSTRIAN, Resource(None, ONE)),
    "nobody's": (AUSTRIAN, Resource()),
    "without a delegation": (OF_NOWHERE, Resource("AT", SOMEBODY)),
    "without a delegation, nobody's": (OF_NOWHERE, Resource()),
}
OF_WHOSE = {
    Scope.ANY: set(CASES),
    Scope.OWN: {"nothing in particular", "own delegation", "oneself"},
    Scope.OTHER: {
        "nothing in particular",
        "other delegation",
        "nobody's",
        "oneself, of nowhere",
    },
    Scope.SELF: {"nothing in particular", "oneself", "oneself, of nowhere"},
}


def expected(action: str, role: Role, case: str) -> bool:
    scope = EXPECTED[action].get(role)
    return scope is not None and case in OF_WHOSE[scope]


def may_at_all(action: str) -> set[Role]:
    """The roles that may ask, of whosever things."""
    return set(EXPECTED[action])


_STANDING = {"own": Scope.OWN, "other": Scope.OTHER, "self": Scope.SELF}


def may(action: str, role: Role, stands: str) -> bool:
    """Whether a role may ask of things that stand to it so: "own", "other", "self"."""
    scope = EXPECTED[action].get(role)
    return scope is Scope.ANY or (scope is not None and scope is _STANDING.get(stands))
