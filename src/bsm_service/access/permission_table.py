"""The permission table: which roles may do what, and with whose things.

By hand, one row for each action: commands, queries, pages, what is done with accounts,
verbs of the command line. A test walks all of it, and fails when something that can be
asked has no row here.
"""

from collections.abc import Mapping
from enum import StrEnum

from bsm_domain.foundation.roles import Role
from bsm_service.access.command_line_verbs import VERBS


class Scope(StrEnum):
    """Of whose things an action may be asked."""

    ANY = "any"
    OWN = "own delegation"
    OTHER = "other delegations"
    SELF = "oneself"


Grants = Mapping[Role, Scope]

_SECRETARIAT: dict[Role, Scope] = {Role.SECRETARIAT: Scope.ANY}
_SECRETARIAT_AND_CHAIR: Grants = {Role.SECRETARIAT: Scope.ANY, Role.CHAIR: Scope.ANY}
_OWNER: Grants = {Role.SECRETARIAT: Scope.ANY, Role.FOCAL_POINT: Scope.OWN}
_OWNER_AND_CHAIR: Grants = {**_OWNER, Role.CHAIR: Scope.ANY}
_SECRETARIAT_CHAIR_FOCAL_POINTS: Grants = {
    **_SECRETARIAT_AND_CHAIR,
    Role.FOCAL_POINT: Scope.ANY,
}
_OTHER_DELEGATIONS: Grants = {**_SECRETARIAT_AND_CHAIR, Role.FOCAL_POINT: Scope.OTHER}


def _everyone_except(*excluded: Role) -> Grants:
    people = set(Role) - {Role.SYSTEM, *excluded}
    return {role: Scope.ANY for role in people}


_OWNER_AND_SELF: Grants = {**_OWNER, Role.PARTICIPANT: Scope.SELF}
_PEOPLE_OF_DELEGATION: dict[Role, Scope] = {
    Role.SECRETARIAT: Scope.ANY,
    Role.FOCAL_POINT: Scope.OWN,
    Role.PARTICIPANT: Scope.SELF,
}
_ADMINISTRATOR_AND_SECRETARIAT: dict[Role, Scope] = {
    Role.ADMINISTRATOR: Scope.ANY,
    Role.SECRETARIAT: Scope.ANY,
}
_MANDATES: dict[Role, Scope] = _ADMINISTRATOR_AND_SECRETARIAT | {
    Role.CHAIR: Scope.ANY,
    Role.AUDITOR: Scope.ANY,
    Role.FOCAL_POINT: Scope.OWN,
}
_EVERYBODY = _everyone_except()
_SELF_ONLY: Grants = dict.fromkeys(_EVERYBODY, Scope.SELF)
_SYSTEM: Grants = {Role.SYSTEM: Scope.ANY}
_READERS = _everyone_except(Role.ADMINISTRATOR)
_READERS_OF_PEOPLE = _everyone_except(Role.ADMINISTRATOR, Role.PARTICIPANT)

PERMISSIONS: Mapping[str, Grants] = {
    # Commands, by their stable names.
    "network.establish": _SYSTEM,
    "meeting.announce": _SECRETARIAT,
    "meeting.invite": _SECRETARIAT,
    "meeting.schedule": _SECRETARIAT,
    "meeting.open-registration": _SECRETARIAT,
    "meeting.close-registration": _SECRETARIAT,
    "meeting.change-quota": _SECRETARIAT,
    "meeting.open": _SECRETARIAT_AND_CHAIR,
    "meeting.conclude": _SECRETARIAT_AND_CHAIR,
    "meeting.state-attendance": _SECRETARIAT,
    "registration.nominate": _OWNER,
    "registration.register-delegates": _OWNER,
    "registration.confirm": _SECRETARIAT,
    "registration.waitlist": _SECRETARIAT,
    "registration.refuse": _SECRETARIAT,
    "registration.withdraw": _OWNER_AND_SELF,
    "registration.record-attendance": _SECRETARIAT,
    "participant.enter": _OWNER,
    "participant.change-details": _OWNER_AND_SELF,
    "participant.designate": _SECRETARIAT,
    "participant.end-designation": _SECRETARIAT,
    # The system finishes what was begun, and replays the list of erasures.
    "participant.erase": _SECRETARIAT | {Role.SYSTEM: Scope.ANY},
    "text.redact": _SECRETARIAT | {Role.SYSTEM: Scope.ANY},
    "objective.set": _SECRETARIAT_AND_CHAIR,
    "objective.record-discussion": _SECRETARIAT_AND_CHAIR,
    "activity.propose": _OWNER_AND_CHAIR,
    "activity.agree": _SECRETARIAT_AND_CHAIR,
    "activity.accept": _OWNER,
    "activity.report-progress": _OWNER,
    "activity.report-complete": _OWNER,
    "activity.confirm": _OTHER_DELEGATIONS,
    "activity.return": _OTHER_DELEGATIONS,
    "activity.change-due-date": _OWNER_AND_CHAIR,
    "activity.block": _OWNER,
    "activity.unblock": _OWNER,
    "activity.withdraw": _OWNER_AND_CHAIR,
    "activity.decline": _OWNER,
    "activity.hand-over": _OWNER_AND_CHAIR,
    "activity.change-partners": _OWNER_AND_CHAIR,
    # A confirmation is corrected by the delegation that made it, not by the owner.
    "activity.correct-report": _OWNER_AND_CHAIR,
    # The product does it by itself when a meeting is announced, and nobody else.
    "activity.settle-due-date": _SYSTEM,
    "activity.reopen": _SECRETARIAT_AND_CHAIR,
    "activity.set-milestone": _OWNER_AND_CHAIR,
    "activity.reach-milestone": _OWNER,
    "activity.drop-milestone": _OWNER_AND_CHAIR,
    "activity.add-dependency": _OWNER_AND_CHAIR,
    "activity.remove-dependency": _OWNER_AND_CHAIR,
    "activity.comment": _SECRETARIAT_CHAIR_FOCAL_POINTS,
    # Partners contribute to what they help with.
    "activity.attach-evidence": _OWNER_AND_CHAIR,
    "activity.withdraw-evidence": _OWNER_AND_CHAIR,
    "activity.erase-evidence": _SECRETARIAT | {Role.SYSTEM: Scope.ANY},
    "activity.carry-over": _SECRETARIAT_AND_CHAIR,
    "activity.supersede": _SECRETARIAT_AND_CHAIR,
    "activity.split": _SECRETARIAT_AND_CHAIR,
    "activity.merge": _SECRETARIAT_AND_CHAIR,
    # The command line may, for whoever may write the data folder.
    "activity.import": _SECRETARIAT | {Role.SYSTEM: Scope.ANY},
    # What earlier files taught: whose it is, and that it is forgotten.
    "read.import-mappings": _SECRETARIAT | {Role.SYSTEM: Scope.ANY},
    "import.forget-mapping": _SECRETARIAT | {Role.SYSTEM: Scope.ANY},
    # Queries: HTTP lists and things, and what the pages query.
    "read.meetings": _READERS,
    "read.delegations": _READERS,
    "read.objectives": _READERS,
    "read.registrations": _READERS_OF_PEOPLE,
    "read.activities": _READERS_OF_PEOPLE,
    "read.evidence": _READERS_OF_PEOPLE,
    # The bytes of a file, before an activity says what it shows.
    "content.put": _SECRETARIAT_CHAIR_FOCAL_POINTS,
    "read.facts": _READERS_OF_PEOPLE,
    "read.participants": _PEOPLE_OF_DELEGATION | {Role.CHAIR: Scope.ANY},
    # What is personal, by groups; whoever reads it is written down.
    "personal.name": _PEOPLE_OF_DELEGATION | {Role.CHAIR: Scope.ANY},
    "personal.contact": _PEOPLE_OF_DELEGATION,
    "personal.post": _PEOPLE_OF_DELEGATION | {Role.CHAIR: Scope.ANY},
    "personal.needs": _PEOPLE_OF_DELEGATION,
    # Who read what of whom, without names; and what is held about oneself.
    "read.readings": {Role.AUDITOR: Scope.ANY},
    "read.own-data": _SELF_ONLY,
    # For somebody who requests from the secretariat what is held about them.
    "read.data-of-person": _SECRETARIAT,
    # What has been kept long enough, and what was erased: without names.
    "read.retention": _SECRETARIAT,
    "retention.confirm": _SECRETARIAT,
    "read.erasures": _ADMINISTRATOR_AND_SECRETARIAT | {Role.AUDITOR: Scope.ANY},
    # Who one is, and one's own account: sessions, tokens, factors, mandates, how one is
    # reminded, what one has read.
    "read.myself": _EVERYBODY,
    "account.own": _EVERYBODY,
    "read.notices": _EVERYBODY,
    "read.reminders": _EVERYBODY,
    # What waits to be sent and what fails: codes, no addresses. The command line may,
    # for whoever may write the data folder.
    "read.letters": _ADMINISTRATOR_AND_SECRETARIAT | {Role.SYSTEM: Scope.ANY},
    "letters.try-again": _ADMINISTRATOR_AND_SECRETARIAT | {Role.SYSTEM: Scope.ANY},
    # Accounts and mandates. Each action to give a mandate is the one to end it, too;
    # that of delegates is for focal points and participants.
    "read.accounts": _ADMINISTRATOR_AND_SECRETARIAT,
    "read.account-names": {
        role: scope for role, scope in _MANDATES.items() if role is not Role.AUDITOR
    },
    "read.mandates": _MANDATES,
    "account.add": _ADMINISTRATOR_AND_SECRETARIAT,
    "account.reset": {Role.ADMINISTRATOR: Scope.ANY},
    "account.close": {Role.ADMINISTRATOR: Scope.ANY},
    "account.end-sessions": {Role.ADMINISTRATOR: Scope.ANY},
    "mandate.give": {Role.ADMINISTRATOR: Scope.ANY},
    "mandate.give-to-delegate": _ADMINISTRATOR_AND_SECRETARIAT,
    "stand-in.name": _ADMINISTRATOR_AND_SECRETARIAT | {Role.FOCAL_POINT: Scope.OWN},
    "grant.give": _ADMINISTRATOR_AND_SECRETARIAT,
    # Pages.
    "page.overview": _READERS_OF_PEOPLE,
    "page.follow-up": _READERS_OF_PEOPLE,
    "page.commitments": _READERS_OF_PEOPLE,
    "page.meeting": _READERS,
    "page.history": _READERS_OF_PEOPLE,
    "page.people": _PEOPLE_OF_DELEGATION | {Role.CHAIR: Scope.ANY},
    "page.administration": _ADMINISTRATOR_AND_SECRETARIAT
    | {Role.CHAIR: Scope.ANY, Role.AUDITOR: Scope.ANY},
    "page.import": _SECRETARIAT,
    "page.readings": {Role.AUDITOR: Scope.ANY},
    # The live socket sends positions, nothing else.
    "live.positions": _EVERYBODY,
    # Numbers about the server; a program on its own machine may read them, too.
    "read.metrics": {Role.ADMINISTRATOR: Scope.ANY},
    # The command line is for whoever may read and write the data folder. As whom its
    # user acts and what that account may, the command's own row says.
    **{f"cli.{verb}": _SYSTEM for verb in VERBS},
}

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
