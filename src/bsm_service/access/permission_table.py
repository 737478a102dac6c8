"""The permission table: which roles may do what, and with whose things.

One row for each action. Commands, lists and single things declare their own rows; this
module has those of pages, accounts and other requests. A test checks that everything
that can be requested has a row.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bsm_domain.foundation.roles import Role
from bsm_service.access.scopes import (
    ADMINISTRATOR,
    ADMINISTRATOR_AND_SECRETARIAT,
    AUDITOR,
    CHAIR,
    EVERYBODY,
    OWNER,
    OWNER_AND_SELF,
    READERS,
    READERS_OF_PEOPLE,
    SECRETARIAT,
    SECRETARIAT_AND_CHAIR,
    SECRETARIAT_CHAIR_FOCAL_POINTS,
    SELF_ONLY,
    SYSTEM,
    Grants,
    Scope,
)

_permissions: dict[str, Grants] = {
    # The mappings remembered from earlier imports, and deleting them.
    "read.import-mappings": SECRETARIAT | SYSTEM,
    "import.forget-mapping": SECRETARIAT | SYSTEM,
    # Importing lists of delegates, and previews of it.
    "import.delegates": SECRETARIAT,
    # Files attached as evidence.
    "read.evidence": READERS_OF_PEOPLE,
    # Files of notes of delegations.
    "read.note-file": OWNER,
    # Uploading a file, before it is attached to an activity or a note.
    "content.put": SECRETARIAT_CHAIR_FOCAL_POINTS,
    # Personal data, by group; every reading is logged.
    "personal.name": OWNER_AND_SELF | CHAIR,
    "personal.contact": OWNER_AND_SELF,
    "personal.post": OWNER_AND_SELF | CHAIR,
    "personal.needs": OWNER_AND_SELF,
    # The data held about oneself.
    "read.own-data": SELF_ONLY,
    # For a person who asks the secretariat for the data held about them.
    "read.data-of-person": SECRETARIAT,
    # Data past its retention period, and erasures: without names.
    "read.retention": SECRETARIAT,
    "retention.confirm": SECRETARIAT,
    "read.erasures": ADMINISTRATOR_AND_SECRETARIAT | AUDITOR,
    # The own account: sessions, tokens, factors, mandates, notifications and their
    # preferences.
    "read.myself": EVERYBODY,
    "account.own": EVERYBODY,
    "read.notices": EVERYBODY,
    "read.reminders": EVERYBODY,
    # The outbox: codes, no addresses. The command line may read it too, for anyone who
    # may write to the data folder.
    "read.letters": ADMINISTRATOR_AND_SECRETARIAT | SYSTEM,
    "letters.try-again": ADMINISTRATOR_AND_SECRETARIAT | SYSTEM,
    # Accounts and mandates. Who may give a mandate may also end it. "To a delegate" is
    # for the mandates of focal points and participants.
    "read.account-names": ADMINISTRATOR_AND_SECRETARIAT
    | CHAIR
    | {Role.FOCAL_POINT: Scope.OWN},
    "account.add": ADMINISTRATOR_AND_SECRETARIAT,
    "account.reset": ADMINISTRATOR,
    "account.close": ADMINISTRATOR,
    "account.end-sessions": ADMINISTRATOR,
    "mandate.give": ADMINISTRATOR,
    "mandate.give-to-delegate": ADMINISTRATOR_AND_SECRETARIAT,
    "stand-in.name": ADMINISTRATOR_AND_SECRETARIAT | {Role.FOCAL_POINT: Scope.OWN},
    "grant.give": ADMINISTRATOR_AND_SECRETARIAT,
    # Pages.
    "page.overview": READERS_OF_PEOPLE,
    "page.agreements": READERS,
    "page.follow-up": READERS_OF_PEOPLE,
    "page.commitments": READERS_OF_PEOPLE,
    "page.meeting": READERS,
    "page.agenda": READERS,
    "page.my-delegation": OWNER,
    # For whoever takes part: never another person's.
    "page.my-registration": {
        role: Scope.SELF
        for role in (Role.PARTICIPANT, Role.FOCAL_POINT, Role.CHAIR, Role.LEADERSHIP)
    },
    "page.queue": SECRETARIAT,
    "page.registrations": SECRETARIAT_AND_CHAIR
    | AUDITOR
    | {Role.LEADERSHIP: Scope.ANY},
    "page.decision": READERS,
    "page.history": READERS_OF_PEOPLE,
    "page.room": SECRETARIAT_AND_CHAIR,
    "page.people": OWNER_AND_SELF | CHAIR,
    "page.administration": ADMINISTRATOR_AND_SECRETARIAT | CHAIR | AUDITOR,
    "page.import": SECRETARIAT,
    "page.readings": AUDITOR,
    # The live socket, which sends positions only.
    "live.positions": EVERYBODY,
    # Metrics of the server; programs on the same machine may read them too.
    "read.metrics": ADMINISTRATOR,
}

PERMISSIONS: Mapping[str, Grants] = MappingProxyType(_permissions)


def declare_permission(
    action: str, allowed: Grants, *, is_shared: bool = False
) -> None:
    """Adds the row of an action that is declared elsewhere: that of a command, or one
    that several lists and things may share. Raises ValueError if it has another row.
    """
    if action in _permissions and not (is_shared and _permissions[action] == allowed):
        raise ValueError(f"{action} is declared twice")
    _permissions[action] = allowed
