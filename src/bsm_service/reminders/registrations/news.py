"""Which e-mails about registrations are due, and to whom: one for each fact and
address. The person is written to of each; the focal points of the delegation get one
e-mail of all that others did.

Each process queues what was recorded since it last looked. Whether it is still true is
found out when it is about to be sent, so that a list of thousands is not read again
each minute.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bsm_domain.registration.registration_facts import (
    RegistrationPromoted,
    RegistrationRequested,
)
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.meetings.notifiable_changes import people_with_contact
from bsm_projections.meetings.queries import meeting
from bsm_projections.meetings.read_model import Meeting
from bsm_projections.registration.notifiable_registrations import (
    RegistrationChange,
    registration_changes,
    registration_changes_at,
)
from bsm_service.application.system import System
from bsm_service.reminders.due_messages import MAIL_WINDOW, message_key
from bsm_service.reminders.outbox_messages import OutboxMessage
from bsm_service.reminders.preferences import MessageKind
from bsm_service.reminders.recipients import Recipients
from bsm_service.reminders.registrations.emails import (
    DelegationNews,
    registration_email,
)
from bsm_service.reminders.texts import meeting_with_place

OWN_PAGE, DELEGATION_PAGE = "/my-registration", "/my-delegation"


def registration_messages(
    system: System,
    context: ReadContext,
    recipients: Recipients,
    now: datetime,
    *,
    beyond: int = 0,
) -> list[OutboxMessage]:
    """About what was recorded after a position, and not long ago. Raises
    VaultUnavailable.
    """
    beyond = max(beyond, system.store.position_at(now - MAIL_WINDOW))
    if beyond >= context.moment.position:
        return []
    changes = list(registration_changes(context, beyond=beyond))
    if not changes:
        return []
    participants = {
        account.id: str(account.participant)
        for account in system.identity.accounts.all()
        if account.participant is not None
    }
    reachable = people_with_contact(
        context,
        {change.person for change in changes if change.person is not None}
        | {*participants.values()},
    )
    addresses = system.vault.people.email_hashes_of(map(UUID, reachable))
    receivers = _Receivers(
        recipients,
        participants,
        {person: addresses.get(UUID(person), person) for person in reachable},
    )
    return [
        message
        for change in changes
        for message in receivers.messages(change, _actor_of(system, change))
    ]


def _actor_of(system: System, change: RegistrationChange) -> str | None:
    """The account that made the change; None of a promotion, which somebody brought
    about by doing something else.
    """
    fact = system.fact(change.position)
    if fact is None or change.kind is RegistrationPromoted:
        return None
    return fact.actor.account


@dataclass(frozen=True, slots=True)
class _Receivers:
    """`participants` are those of accounts, `addresses` those of the participants that
    can be reached: hashes, so that none is decrypted.
    """

    recipients: Recipients
    participants: Mapping[str, str]
    addresses: Mapping[str, bytes | str]

    def messages(
        self, change: RegistrationChange, actor: str | None
    ) -> Iterator[OutboxMessage]:
        """To the person first; an address that was written to, or is that of whoever
        made the change, gets no other.
        """
        done = {self._address_of(actor or "")}
        address = self.addresses.get(change.person or "")
        if change.kind is not RegistrationRequested and address not in (None, *done):
            done.add(address)
            yield _message(MessageKind.REGISTRATION, change, participant=change.person)
        focal_points = self.recipients.focal_points.get(change.delegation, {})
        for account, began in sorted(focal_points.items()):
            address = self._address_of(account)
            if account == actor or address in (None, *done):
                continue
            if began <= change.recorded_at:
                done.add(address)
                yield _message(MessageKind.DELEGATION, change, account=account)

    def _address_of(self, account: str) -> bytes | str | None:
        return self.addresses.get(self.participants.get(account, ""))


def _message(
    kind: MessageKind,
    change: RegistrationChange,
    *,
    account: str = "",
    participant: str | None = None,
) -> OutboxMessage:
    return OutboxMessage(
        # The person is the same, under whichever entry.
        key=message_key(kind, change.registration_id, change.entry, account),
        kind=kind,
        account=account,
        participant=participant,
        activity_id=None,
        subject=f"registration:{change.registration_id}",
        rung=str(change.position),
        made_at=change.recorded_at,
    )


def email_about_registration(
    system: System, message: OutboxMessage, public_url: str
) -> tuple[str, str] | None:
    """The subject and the text; None if something has replaced the change, or the
    person cannot be written to any more.
    """
    position, person = int(message.rung), message.participant
    fact = system.fact(position)
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        change = registration_changes_at(context, [position]).get(position)
        if change is None or fact is None or person is None:
            return None
        if not people_with_contact(context, (person,)):
            return None
        of = meeting(context, change.meeting_id)
        name = context.delegation_name(change.delegation)
    assert of is not None
    address = f"{public_url}{OWN_PAGE}?meeting={of.id}"
    return registration_email(change, fact, of, name, address)


def news_for_delegation(
    system: System,
    messages: Sequence[OutboxMessage],
    recipients: Recipients,
    public_url: str,
) -> dict[str, DelegationNews]:
    """By the keys of messages to one focal point, what each says: nothing of a change
    that something has replaced, or of a delegation for which they no longer speak.
    """
    account, news = messages[0].account, dict[str, DelegationNews]()
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        positions = [int(message.rung) for message in messages]
        changes = registration_changes_at(context, positions)
        meetings = dict[str, Meeting | None]()
        for message in messages:
            change = changes.get(int(message.rung))
            if change is None:
                continue
            if account not in recipients.focal_points.get(change.delegation, {}):
                continue
            if change.meeting_id not in meetings:
                meetings[change.meeting_id] = meeting(context, change.meeting_id)
            of = meetings[change.meeting_id]
            assert of is not None
            news[message.key] = DelegationNews(
                kind=change.kind,
                position=change.position,
                occurred_at=change.occurred_at,
                time_zone=change.time_zone,
                meeting=meeting_with_place(of),
                delegation=context.delegation_name(change.delegation),
                address=f"{public_url}{DELEGATION_PAGE}?meeting={of.id}",
            )
    return news
