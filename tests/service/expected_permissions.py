"""Who may do what, written down a second time, by hand, from what roles are for.

The secretariat prepares meetings and keeps registrations; the Chair opens and concludes
meetings, sets objectives and has activities agreed; a focal point speaks for its own
delegation and judges the work of others; a participant sees and cares for what is their
own; everybody else looks, as far as it concerns them: an auditor at everything but
what is personal, and at who read that. The administrator keeps accounts and has no
business in the meeting's; the command line is the product's own.
"""

from uuid import UUID

from bsm_domain.roles import Role
from bsm_service.permissions import Resource

READERS = "secretariat chair focal-point participant auditor leadership"
EVERYBODY = READERS + " administrator"
READERS_OF_PEOPLE = "secretariat chair focal-point auditor leadership"
OFFICE = "administrator secretariat"
ONESELF = " ".join(f"{role}:self" for role in EVERYBODY.split())
PERSONAL = "secretariat focal-point:own participant:self"
MANDATES = OFFICE + " chair auditor focal-point:own"

# Action: the roles that may ask it, and (after a colon) of whose things.
EXPECTED = {
    "network.establish": "system",
    "meeting.announce": "secretariat",
    "meeting.invite": "secretariat",
    "meeting.schedule": "secretariat",
    "meeting.open-registration": "secretariat",
    "meeting.close-registration": "secretariat",
    "meeting.change-quota": "secretariat",
    "meeting.open": "secretariat chair",
    "meeting.conclude": "secretariat chair",
    "meeting.state-attendance": "secretariat",
    "registration.nominate": "secretariat focal-point:own",
    "registration.register-delegates": "secretariat focal-point:own",
    "registration.confirm": "secretariat",
    "registration.waitlist": "secretariat",
    "registration.refuse": "secretariat",
    "registration.withdraw": "secretariat focal-point:own participant:self",
    "registration.record-attendance": "secretariat",
    "participant.enter": "secretariat focal-point:own",
    "participant.change-details": PERSONAL,
    "participant.designate": "secretariat",
    "participant.end-designation": "secretariat",
    "participant.erase": "secretariat system",
    "text.redact": "secretariat system",
    "objective.set": "secretariat chair",
    "objective.record-discussion": "secretariat chair",
    "activity.propose": "secretariat chair focal-point:own",
    "activity.agree": "secretariat chair",
    "activity.accept": "secretariat focal-point:own",
    "activity.report-progress": "secretariat focal-point:own",
    "activity.report-complete": "secretariat focal-point:own",
    "activity.confirm": "secretariat chair focal-point:other",
    "activity.return": "secretariat chair focal-point:other",
    "activity.change-due-date": "secretariat chair focal-point:own",
    "activity.block": "secretariat focal-point:own",
    "activity.unblock": "secretariat focal-point:own",
    "activity.withdraw": "secretariat chair focal-point:own",
    "activity.decline": "secretariat focal-point:own",
    "activity.hand-over": "secretariat chair focal-point:own",
    "activity.change-partners": "secretariat chair focal-point:own",
    "activity.correct-report": "secretariat chair focal-point:own",
    "activity.settle-due-date": "secretariat system",
    "activity.reopen": "secretariat chair",
    "activity.set-milestone": "secretariat chair focal-point:own",
    "activity.reach-milestone": "secretariat focal-point:own",
    "activity.drop-milestone": "secretariat chair focal-point:own",
    "activity.add-dependency": "secretariat chair focal-point:own",
    "activity.remove-dependency": "secretariat chair focal-point:own",
    "activity.comment": "secretariat chair focal-point",
    "activity.attach-evidence": "secretariat chair focal-point:own",
    "activity.withdraw-evidence": "secretariat chair focal-point:own",
    "activity.erase-evidence": "secretariat",
    "activity.carry-over": "secretariat chair",
    "activity.supersede": "secretariat chair",
    "activity.split": "secretariat chair",
    "activity.merge": "secretariat chair",
    "activity.import": "secretariat system",
    "read.meetings": READERS,
    "read.delegations": READERS,
    "read.objectives": READERS,
    "read.registrations": READERS_OF_PEOPLE,
    "read.activities": READERS_OF_PEOPLE,
    "read.evidence": READERS_OF_PEOPLE,
    "content.put": "secretariat chair focal-point",
    "read.facts": READERS_OF_PEOPLE,
    "read.participants": PERSONAL + " chair",
    "personal.name": PERSONAL + " chair",
    "personal.contact": PERSONAL,
    "personal.post": PERSONAL + " chair",
    "personal.needs": PERSONAL,
    "read.readings": "auditor",
    "read.own-data": ONESELF,
    "read.data-of-person": "secretariat",
    "read.retention": "secretariat",
    "retention.confirm": "secretariat",
    "read.erasures": OFFICE + " auditor",
    "read.myself": EVERYBODY,
    "account.own": EVERYBODY,
    "read.accounts": OFFICE,
    "read.account-names": OFFICE + " chair focal-point:own",
    "read.mandates": MANDATES,
    "account.add": OFFICE,
    "account.reset": "administrator",
    "account.close": "administrator",
    "mandate.give": "administrator",
    "mandate.give-to-delegate": OFFICE,
    "stand-in.name": OFFICE + " focal-point:own",
    "grant.give": OFFICE,
    "page.overview": READERS_OF_PEOPLE,
    "page.follow-up": READERS_OF_PEOPLE,
    "page.meeting": READERS,
    "page.history": READERS_OF_PEOPLE,
    "page.people": PERSONAL + " chair",
    "page.administration": OFFICE + " chair auditor",
    "page.import": "secretariat",
    "page.readings": "auditor",
    "live.positions": EVERYBODY,
    "read.metrics": "administrator",
    "cli.serve": "system",
    "cli.demo": "system",
    "cli.status": "system",
    "cli.verify": "system",
    "cli.rebuild": "system",
    "cli.backup": "system",
    "cli.restore": "system",
    "cli.copy": "system",
    "cli.upgrade": "system",
    "cli.accept-loss": "system",
    "cli.settings": "system",
    "cli.bench": "system",
    "cli.import.activities": "system",
    "cli.token.create": "system",
    "cli.token.list": "system",
    "cli.token.revoke": "system",
    "cli.user.list": "system",
    "cli.user.add": "system",
    "cli.user.give": "system",
    "cli.user.stand-in": "system",
    "cli.user.grant": "system",
    "cli.user.end": "system",
    "cli.user.reset": "system",
    "cli.user.close": "system",
    "cli.user.could-act": "system",
    "cli.user.first-administrator": "system",
    "cli.redact": "system",
    "cli.erase": "system",
    "cli.erasures.list": "system",
    "cli.erasures.receipt": "system",
    "cli.erasures.export": "system",
    "cli.erasures.replay": "system",
    "cli.retention.list": "system",
    "cli.retention.confirm": "system",
    "cli.scan": "system",
    "cli.vault.rotate": "system",
    "cli.vault.status": "system",
}

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
    "any": set(CASES),
    "own": {"nothing in particular", "own delegation", "oneself"},
    "other": {
        "nothing in particular",
        "other delegation",
        "nobody's",
        "oneself, of nowhere",
    },
    "self": {"nothing in particular", "oneself", "oneself, of nowhere"},
}


def expected(action: str, role: Role, case: str) -> bool:
    for grant in EXPECTED[action].split():
        name, _, whose = grant.partition(":")
        if name == role:
            return case in OF_WHOSE[whose or "any"]
    return False


def may_at_all(action: str) -> set[Role]:
    """The roles that may ask, of whosever things."""
    return {Role(one.partition(":")[0]) for one in EXPECTED[action].split()}
