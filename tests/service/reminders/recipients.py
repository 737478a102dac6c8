"""Those who are reminded, and a letter box that keeps what it gets."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from uuid import UUID, uuid4

from systems import StoryClock, announce_berlin, do, enter, set_objective, system_in

from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_domain.foundation.values import DelegateFunction
from bsm_projections.databases import Place
from bsm_service.access.permissions import Principal
from bsm_service.application.system import System
from bsm_service.follow_up.commands import (
    AcceptActivity,
    AgreeActivity,
    ProposeActivity,
)
from bsm_service.registration.commands import NominateDelegate
from bsm_service.reminders.notifications import unread_notifications
from bsm_service.reminders.outbox_messages import OutboxMessage
from bsm_service.reminders.scheduler import ReminderScheduler
from bsm_service.reminders.smtp_mailer import Mailer, MailSettings
from bsm_service.settings.setting_types import DEFAULT_ESCALATION

NOTHING = UUID(int=0)
BEGINS = datetime(2016, 4, 18, 9, 30, tzinfo=UTC)
FP, LADDER = Role.FOCAL_POINT, DEFAULT_ESCALATION
DUE = BEGINS.date() + timedelta(days=8)
RUNG = datetime(2016, 4, 19, 9, 0, tzinfo=UTC)  # a week before, after eight o'clock


@dataclass
class LetterBox:
    messages: list[EmailMessage] = field(default_factory=list)

    def send(self, message: EmailMessage) -> None:
        self.messages.append(message)

    @property
    def without_nominations(self) -> list[EmailMessage]:
        """All but those about people whom a test nominated."""
        return [one for one in self.messages if "nominated" not in one["Subject"]]


@dataclass
class Office:
    """A record with a meeting, the people who promised there, and their reminders."""

    place: Place
    clock: StoryClock
    box: Mailer
    system: System
    reminders: ReminderScheduler
    accounts: dict[str, str] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)
    objective: UUID = NOTHING
    meeting_id: UUID = NOTHING

    def person(self, name: str, role: Role, delegation: str | None = None) -> str:
        """Somebody with an account, a mandate and an address."""
        person = enter(
            self.system,
            delegation=delegation or "DE",
            name=name,
            email=f"{name.lower()}@example.org",
        )
        account = self.system.identity.accounts.create(name, person)
        self.system.identity.mandates.give(
            account.id, role, delegation, given_by="the tests"
        )
        self.accounts[name] = account.id
        self.people[name] = person
        return account.id

    def principal(
        self, name: str, role: Role, delegation: str | None = None
    ) -> Principal:
        """Somebody who is signed in under their mandate."""
        account = self.accounts[name]
        mandates = self.system.identity.mandates.current_of(account)
        mandate = next(
            (
                mandate_found.id
                for mandate_found in mandates
                if mandate_found.role is role
            ),
            "ended",
        )
        return Principal(
            account, role, delegation, SignInMethod.PASSWORD, mandate=mandate
        )

    def notices(
        self, name: str, role: Role, delegation: str | None = None
    ) -> list[str]:
        """What they are told on the page."""
        principal = self.principal(name, role, delegation)
        unread = unread_notifications(
            self.system, principal, self.reminders.mail_settings.escalation
        )
        return [notification.sentence for notification in unread]

    def heads(self, name: str, delegation: str) -> None:
        """Registers somebody as head of a delegation to the meeting."""
        do(
            self.system,
            NominateDelegate(
                meeting_id=self.meeting_id,
                delegation=delegation,
                function=DelegateFunction.HEAD,
                participant_id=self.people[name],
            ),
        )

    def promise(self, title: str, owner: str, due_on: date) -> UUID:
        """Agreed and accepted."""
        id = uuid4()
        do(
            self.system,
            ProposeActivity(
                activity_id=id,
                objective_id=self.objective,
                title=title,
                owner=owner,
                due_on=due_on,
            ),
        )
        do(self.system, AgreeActivity(activity_id=id))
        do(self.system, AcceptActivity(activity_id=id))
        return id

    def letters(self) -> list[OutboxMessage]:
        """All of everybody, in the order in which they were made."""
        outbox = self.reminders.outbox
        messages = [
            message
            for account in self.accounts.values()
            for message in outbox.messages_of(account)
        ]
        return sorted(messages, key=lambda message: (message.made_at, message.key))

    def another_process(self) -> ReminderScheduler:
        """The same record, opened once more."""
        system = system_in(self.place, clock=self.clock, established=False)
        return ReminderScheduler(system, self.reminders.mail_settings)


def office(place: Place, box: Mailer, **post: object) -> Office:
    clock = StoryClock(BEGINS.replace(month=1))
    system = system_in(place, clock=clock)
    settings = MailSettings(mailer=box, sender="record@example.org", **post)  # type: ignore[arg-type]
    created = Office(place, clock, box, system, ReminderScheduler(system, settings))
    created.meeting_id = announce_berlin(system)
    created.objective = set_objective(system, created.meeting_id)
    clock.time = BEGINS
    return created


def run(it: Office, at: datetime) -> list[str]:
    """Looks once at a moment: every letter that there is then."""
    it.clock.time = at
    it.reminders.run_once()
    return [
        f"{message.kind} {message.rung} {message.state}" for message in it.letters()
    ]
