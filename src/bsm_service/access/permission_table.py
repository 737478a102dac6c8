"""The permission table: which roles may do what, and with whose things.

One row for each action. A command declares its own row, as do lists and single things;
here are those of pages, of accounts and of what is asked in other ways. A test walks
all of it, and fails when something that can be asked has no row.
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
    OWNER_AND_SELF,
    READERS,
    READERS_OF_PEOPLE,
    SECRETARIAT,
    SECRETARIAT_CHAIR_FOCAL_POINTS,
    SELF_ONLY,
    SYSTEM,
    Grants,
    Scope,
)

_permissions: dict[str, Grants] = {
    # What earlier files taught: whose it is, and that it is forgotten.
    "read.import-mappings": SECRETARIAT | SYSTEM,
    "import.forget-mapping": SECRETARIAT | SYSTEM,
    # Files that are evidence.
    "read.evidence": READERS_OF_PEOPLE,
    # The bytes of a file, before an activity says what it shows.
    "content.put": SECRETARIAT_CHAIR_FOCAL_POINTS,
    # What is personal, by groups; whoever reads it is written down.
    "personal.name": OWNER_AND_SELF | CHAIR,
    "personal.contact": OWNER_AND_SELF,
    "personal.post": OWNER_AND_SELF | CHAIR,
    "personal.needs": OWNER_AND_SELF,
    # Who read what of whom, without names; and what is held about oneself.
    "read.own-data": SELF_ONLY,
    # For somebody who requests from the secretariat what is held about them.
    "read.data-of-person": SECRETARIAT,
    # What has been kept long enough, and what was erased: without names.
    "read.retention": SECRETARIAT,
    "retention.confirm": SECRETARIAT,
    "read.erasures": ADMINISTRATOR_AND_SECRETARIAT | AUDITOR,
    # Who one is, and one's own account: sessions, tokens, factors, mandates, how one is
    # reminded, what one has read.
    "read.myself": EVERYBODY,
    "account.own": EVERYBODY,
    "read.notices": EVERYBODY,
    "read.reminders": EVERYBODY,
    # What waits to be sent and what fails: codes, no addresses. The command line may,
    # for whoever may write the data folder.
    "read.letters": ADMINISTRATOR_AND_SECRETARIAT | SYSTEM,
    "letters.try-again": ADMINISTRATOR_AND_SECRETARIAT | SYSTEM,
    # Accounts and mandates. Each action to give a mandate is the one to end it, too;
    # that of delegates is for focal points and participants.
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
    "page.follow-up": READERS_OF_PEOPLE,
    "page.commitments": READERS_OF_PEOPLE,
    "page.meeting": READERS,
    "page.history": READERS_OF_PEOPLE,
    "page.people": OWNER_AND_SELF | CHAIR,
    "page.administration": ADMINISTRATOR_AND_SECRETARIAT | CHAIR | AUDITOR,
    "page.import": SECRETARIAT,
    "page.readings": AUDITOR,
    # The live socket sends positions, nothing else.
    "live.positions": EVERYBODY,
    # Numbers about the server; a program on its own machine may read them, too.
    "read.metrics": ADMINISTRATOR,
}

PERMISSIONS: Mapping[str, Grants] = MappingProxyType(_permissions)


def declare_permission(
    action: str, allowed: Grants, *, is_shared: bool = False
) -> None:
    """Adds the row of an action that is declared elsewhere: that of a command, or one
    that several lists and things may share. Raises ValueError where it has another row.
    """
    if action in _permissions and not (is_shared and _permissions[action] == allowed):
        raise ValueError(f"{action} is declared twice")
    _permissions[action] = allowed


# What is answered to nobody in particular, and why that is safe.
PUBLIC_ADDRESSES: Mapping[str, str] = {
    "GET /api/v1/openapi.json": "how to ask, the same for everybody",
    "GET /api/v1/health": "positions, and whether all is well",
    "GET /api/v1/health/alive": "that the process answers",
    "GET /api/v1/health/ready": "whether the log can be read and is shown",
    "GET /account/static/{name}": "the style, script and icon of these pages",
    "GET /account/sign-in": "where people sign in",
    "POST /account/sign-in": "takes a name and a password, and tells nothing of either",
    "POST /account/sign-out": "ends the session that it comes with, if any",
    "GET /account/second-factor": "asks for the next proof in a session begun",
    "POST /account/second-factor": "takes the next proof in a session begun",
    "POST /account/passkeys/sign-in/options": "a challenge, the same for all",
    "POST /account/passkeys/again/options": "a challenge, the same for all",
    "POST /account/passkeys/sign-in": "takes the answer to a challenge",
    "GET /account/openid": "leads to the provider of identities",
    "GET /account/openid/callback": "takes what the provider sends back",
    "GET /account/first-administrator": "asks for the one-time secret",
    "POST /account/first-administrator": "takes the one-time secret",
    "GET /account/reset": "asks for the one-time secret",
    "POST /account/reset": "takes the one-time secret and a new password",
    "GET /account/unsubscribe/{signed}": "asks; its address is signed, from a letter",
    "POST /account/unsubscribe/{signed}": "ends mail of one kind, as RFC 8058 has it: "
    "whoever has the letter holds the signed address, and no cookie counts",
    "POST /account/act-as": "a demonstration's one-click sign-in, and nowhere else",
}

# An address that stands for several actions: whichever fits what is given.
ALTERNATIVE_ACTIONS: Mapping[str, tuple[str, ...]] = {
    f"POST /api/v1{path}": (
        "mandate.give",
        "mandate.give-to-delegate",
        "stand-in.name",
        "grant.give",
    )
    for path in ("/mandates", "/mandates/{mandate_id}/end")
}
