"""Which e-mails about meetings are due, and to whom: one for each fact, to everybody
who is registered and to the focal points of the delegations that are invited.

Recipients are participants, because most of them have no account. Somebody with
several records (of two delegations, for example) is written to once for each address;
addresses are compared by their keyed hashes, so that none is decrypted.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.meetings.meeting_facts import DetailsChanged
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.sealed_texts import ERASED_TEXT, UNAVAILABLE_TEXT
from bsm_projections.meetings.notifiable_changes import (
    MeetingChange,
    meeting_changes,
    people_with_contact,
)
from bsm_projections.meetings.queries import meeting
from bsm_projections.meetings.read_model import Meeting
from bsm_service.application.system import System
from bsm_service.reminders.due_messages import MAIL_WINDOW, message_key
from bsm_service.reminders.meetings.deliveries import first_waiting_position, told_of
from bsm_service.reminders.meetings.emails import ChangedMeeting, meeting_email
from bsm_service.reminders.outbox_messages import MessageState, OutboxMessage
from bsm_service.reminders.preferences import MessageKind
from bsm_service.reminders.recipients import Recipients

# The details about whose change people must know: when it is, and where.
NEWS = frozenset({"starts_on", "ends_on", "city", "mode"})


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change, the fact of it, and the participants who are notified."""

    change: MeetingChange
    fact: DomainEvent
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingNews:
    """What is due at one moment, by the position of the fact, as text."""

    changes: Mapping[str, ToldChange]

    def messages(self, now: datetime) -> Iterator[OutboxMessage]:
        for position, told in self.changes.items():
            change = told.change
            is_old = now - change.recorded_at > MAIL_WINDOW
            for participant in told.people:
                yield OutboxMessage(
                    key=message_key(
                        MessageKind.MEETING,
                        change.meeting_id,
                        change.entry,
                        participant,
                    ),
                    kind=MessageKind.MEETING,
                    account="",
                    participant=participant,
                    activity_id=None,
                    subject=f"meeting:{change.meeting_id}",
                    rung=position,
                    made_at=change.recorded_at,
                    # Those that wait already go on waiting.
                    state=MessageState.PAGE if is_old else MessageState.WAITING,
                )

    def is_latest(self, change: MeetingChange) -> bool:
        """Whether the meeting has not changed again since."""
        return all(
            told.change.position <= change.position
            for told in self.changes.values()
            if told.change.meeting_id == change.meeting_id
        )


def meeting_news(
    system: System,
    context: ReadContext,
    recipients: Recipients,
    now: datetime,
) -> MeetingNews:
    """Includes the facts about which an e-mail still waits in the outbox, however long
    the mail server has been unavailable. Raises VaultUnavailable.
    """
    database = system.identity.account_database
    beyond = system.store.position_at(now - MAIL_WINDOW)
    waiting_since = first_waiting_position(database)
    if waiting_since is not None:
        beyond = min(beyond, waiting_since - 1)
    told = [
        (change, fact)
        for change in meeting_changes(context, beyond=beyond)
        if (fact := system.fact(change.position)) is not None and _is_news(fact)
    ]
    if not told:
        return MeetingNews({})
    participants = {
        account.id: str(account.participant)
        for account in system.identity.accounts.all()
        if account.participant is not None
    }
    people = {
        change.position: {
            *change.registered,
            *_focal_points(change, recipients, participants),
        }
        for change, _ in told
    }
    reachable = people_with_contact(context, set().union(*people.values()))
    told_before = {
        change.position: told_of(database, change.position) for change, _ in told
    }
    addresses = system.vault.people.email_hashes_of(
        map(UUID, reachable.union(*told_before.values()))
    )
    return MeetingNews(
        {
            str(change.position): ToldChange(
                change,
                fact,
                _one_for_each_address(
                    people[change.position] & reachable,
                    told_before[change.position],
                    addresses,
                ),
            )
            for change, fact in told
        }
    )


def _one_for_each_address(
    people: Collection[str],
    told_before: Collection[str],
    addresses: Mapping[UUID, bytes],
) -> tuple[str, ...]:
    """One person for each address: the one to whom an e-mail was sent, or else the
    first. An address to which one was sent gets no other, whoever has it now.
    """
    chosen: dict[bytes | str, str] = {}
    for one in (*sorted(told_before), *sorted(people)):
        chosen.setdefault(addresses.get(UUID(one), one), one)
    return tuple(sorted(set(people) & set(chosen.values())))


def _is_news(fact: DomainEvent) -> bool:
    if isinstance(fact, DetailsChanged):
        return not NEWS.isdisjoint(fact.changed)
    return True


def _focal_points(
    change: MeetingChange, recipients: Recipients, participants: Mapping[str, str]
) -> Iterator[str]:
    """Those of invited delegations whose mandate had begun by then."""
    for code in change.invited:
        for account, began in recipients.focal_points.get(code, {}).items():
            if began <= change.recorded_at and account in participants:
                yield participants[account]


def email_about_meeting(
    system: System, news: MeetingNews, message: OutboxMessage, public_url: str
) -> tuple[str, str] | None:
    """The subject and the text; None if it can no longer be sent."""
    told = news.changes.get(message.rung)
    if told is None or message.participant is None:
        return None
    change = told.change
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        if not people_with_contact(context, (message.participant,)):
            return None
    before = _meeting_at(system, change, change.position - 1)
    after = _meeting_at(system, change, change.position)
    reason = system.vault.texts_of_fact(told.fact)["reason"]
    is_readable = reason not in (ERASED_TEXT, UNAVAILABLE_TEXT)
    changed = ChangedMeeting(
        told.fact,
        before,
        after,
        reason if is_readable else None,
        is_latest=news.is_latest(change),
    )
    return meeting_email(changed, f"{public_url}/meeting?meeting={after.id}")


def _meeting_at(system: System, change: MeetingChange, position: int) -> Meeting:
    with system.read(system.moment(str(position)), UNRESTRICTED_AUDIENCE) as context:
        shown = meeting(context, change.meeting_id)
    assert shown is not None
    return shown
