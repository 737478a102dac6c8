"""Which messages about decisions are due, for which accounts: before a silence ends, to
those not heard; and at once, about what happened to a text.

All is worked out from the present state, so that what is no longer true lapses.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bsm_domain.agreement import facts
from bsm_domain.agreement.state import UNDECIDED
from bsm_domain.agreement.values import DecisionStatus
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.formatting import count_of
from bsm_domain.foundation.participating_states import STATES
from bsm_domain.foundation.roles import Role
from bsm_projections.agreement.notifiable_decisions import (
    EndingSilence,
    NotifiableFact,
    ending_silences,
    notifiable_facts,
    who_opposed,
)
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.engine.read_context import ReadContext
from bsm_service.application.system import System
from bsm_service.reminders import decision_emails
from bsm_service.reminders.decision_news import DecisionNews
from bsm_service.reminders.due_messages import MAIL_WINDOW, message_key
from bsm_service.reminders.outbox_messages import MessageState, OutboxMessage
from bsm_service.reminders.preferences import MessageKind
from bsm_service.reminders.recipients import Recipients

DECISION_PAGE = "/decision"
# How long before a silence ends those not heard are reminded.
STEPS = (timedelta(hours=48), timedelta(hours=24), timedelta(hours=2))
# The last step is sent in quiet hours as well: afterwards it is too late.
URGENT = STEPS[-1]

_POSITION_TOPICS = (
    facts.PositionTaken.TOPIC,
    facts.PositionWithdrawn.TOPIC,
    facts.PositionCorrected.TOPIC,
)


@dataclass(frozen=True, slots=True)
class DecisionMessages:
    """What is due at one moment. `silences` are by decision, `facts` by the position of
    the fact, as text.
    """

    silences: Mapping[str, EndingSilence]
    facts: Mapping[str, NotifiableFact]
    recipients: Recipients

    def messages(self, now: datetime) -> Iterator[OutboxMessage]:
        for silence in self.silences.values():
            yield from _before_the_end(silence, self.recipients, now)
        last_version = {
            fact.decision_id: fact
            for fact in self.facts.values()
            if fact.stored_name == facts.VersionTabled.TOPIC
        }
        for position, fact in self.facts.items():
            is_version = fact.stored_name == facts.VersionTabled.TOPIC
            if is_version and fact is not last_version[fact.decision_id]:
                continue
            running = self.silences.get(fact.decision_id)
            for account in sorted(_accounts_told(fact, running, self.recipients)):
                yield OutboxMessage(
                    key=message_key(
                        MessageKind.AGREEMENT, fact.decision_id, fact.entry, account
                    ),
                    kind=MessageKind.AGREEMENT,
                    account=account,
                    activity_id=None,
                    subject=subject_of(fact.decision_id),
                    rung=position,
                    made_at=fact.recorded_at,
                )


def decision_messages(
    system: System, context: ReadContext, recipients: Recipients, now: datetime
) -> DecisionMessages:
    told = notifiable_facts(context, beyond=system.store.position_at(now - MAIL_WINDOW))
    return DecisionMessages(
        silences={silence.decision_id: silence for silence in ending_silences(context)},
        facts={str(fact.position): fact for fact in told},
        recipients=recipients,
    )


def subject_of(decision_id: str) -> str:
    """What a message is about, as the outbox stores it."""
    return f"decision:{decision_id}"


def decision_of(message: OutboxMessage) -> str:
    """The decision that a message is about."""
    return (message.subject or "").removeprefix("decision:")


def is_urgent(message: OutboxMessage) -> bool:
    """Whether it is sent in quiet hours as well."""
    return message.kind is MessageKind.SILENCE and message.rung == _name_of(URGENT)


def _name_of(step: timedelta) -> str:
    return count_of(step // timedelta(hours=1), "hour")


def _before_the_end(
    silence: EndingSilence, recipients: Recipients, now: datetime
) -> Iterator[OutboxMessage]:
    """A step that had passed when the expiry was set does not count, but for the last:
    nobody learns only afterwards of a silence of an hour. Of several reached since the
    last run, only the latest.
    """
    reached = [
        step
        for step in STEPS
        if silence.expires_at - step <= now
        and (step == URGENT or silence.set_at <= silence.expires_at - step)
    ]
    accounts = sorted(_focal_points(silence.not_heard, recipients))
    for step in reached:
        for account in accounts:
            is_last = step == reached[-1]
            yield OutboxMessage(
                key=message_key(
                    MessageKind.SILENCE,
                    silence.decision_id,
                    silence.round,
                    silence.expires_at.isoformat(),
                    step,
                    account,
                ),
                kind=MessageKind.SILENCE,
                account=account,
                activity_id=None,
                subject=subject_of(silence.decision_id),
                rung=_name_of(step),
                made_at=max(silence.set_at, silence.expires_at - step),
                state=MessageState.WAITING if is_last else MessageState.SKIPPED,
            )


def _accounts_told(
    fact: NotifiableFact, silence: EndingSilence | None, recipients: Recipients
) -> Iterable[str]:
    """Whom a fact is told, as long as it still matters: focal points whose mandate had
    begun by then, the Chair, the secretariat. `silence` is the one that runs now.
    """
    match fact.stored_name:
        case facts.SilenceBroken.TOPIC:
            told = _focal_points(fact.entitled, recipients, fact.recorded_at)
            return {*told, *recipients.chairs}
        case facts.SilenceExtended.TOPIC if silence is not None:
            # Unless it was extended once more, or another has begun.
            if silence.set_at == fact.recorded_at:
                return _focal_points(fact.entitled, recipients, fact.recorded_at)
        case facts.DecisionAdopted.TOPIC if fact.status in _IN_FORCE:
            told = _focal_points(recipients.focal_points, recipients, fact.recorded_at)
            # Otherwise it was the Chair's own gavel.
            is_by_silence = fact.actor_role == Role.SYSTEM
            return {*told, *(recipients.chairs if is_by_silence else ())}
        case topic if topic in _AFTER_ADOPTION and _AFTER_ADOPTION[topic](fact):
            # Everybody who was told of the adoption, and those who judge a contest.
            told = _focal_points(recipients.focal_points, recipients, fact.recorded_at)
            return {*told, *recipients.chairs, *recipients.secretariat}
        case facts.VersionTabled.TOPIC if fact.status in UNDECIDED:
            return _focal_points(fact.stale, recipients, fact.recorded_at)
        case topic if topic in _POSITION_TOPICS and fact.delegation is not None:
            return _focal_points((fact.delegation,), recipients, fact.recorded_at)
    return ()


_IN_FORCE = (DecisionStatus.ADOPTED, DecisionStatus.SUPERSEDED)
# What may become of an adoption, and whether it still matters.
_AFTER_ADOPTION: Mapping[str, Callable[[NotifiableFact], bool]] = {
    facts.DecisionContested.TOPIC: lambda fact: fact.is_contested,
    facts.DecisionUpheld.TOPIC: lambda fact: (
        fact.status in _IN_FORCE and not fact.is_contested
    ),
    facts.DecisionAnnulled.TOPIC: lambda _: True,
    facts.DecisionRestored.TOPIC: lambda fact: fact.status == DecisionStatus.ADOPTED,
}


def _focal_points(
    codes: Iterable[str], recipients: Recipients, since: datetime | None = None
) -> set[str]:
    """The accounts of focal points whose mandate began by then. Contacts of
    organisations see neither positions nor what is for focal points only.
    """
    return {
        account
        for code in codes
        if code in STATES
        for account, began in recipients.focal_points.get(code, {}).items()
        if since is None or began <= since
    }


def news_of_decision(
    system: System,
    message: OutboxMessage,
    decisions: DecisionMessages,
    now: datetime,
    public_url: str,
) -> DecisionNews | None:
    """The text as of now: the silence may have ended, or been extended, and the
    delegation been heard, since the message was queued.
    """
    id = decision_of(message)
    address = f"{public_url}{DECISION_PAGE}?decision={id}"
    mine = decisions.recipients.delegations_of(message.account)
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        silence = next(iter(ending_silences(context, id)), None)
        if message.kind is MessageKind.SILENCE:
            earlier = decisions.silences.get(id)
            if silence is None or earlier is None:
                return None
            names = [
                context.delegation_name(code)
                for code in silence.not_heard
                if code in mine
            ]
            if silence.expires_at != earlier.expires_at or not names:
                return None
            return decision_emails.silence_news(silence, names, now, address)
        summary = decisions.facts[message.rung]
        fact = system.fact(summary.position)
        is_version = isinstance(fact, facts.VersionTabled)
        concerned = summary.stale if is_version else (summary.delegation,)
        names = [
            context.delegation_name(code)
            for code in concerned
            if code is not None and code in mine
        ]
        opposed = None
        if isinstance(fact, facts.SilenceBroken):
            opposed = who_opposed(context, id, fact.cause)
    assert fact is not None
    if isinstance(fact, facts.SilenceExtended) and (
        silence is None or silence.set_at != summary.recorded_at
    ):
        return None
    told = decision_emails.ToldFact(
        summary, fact, names, silence, opposed, _reason_of(system, fact)
    )
    return decision_emails.fact_news(told, address)


def _reason_of(system: System, fact: DomainEvent) -> str | None:
    """Of an annulment, as far as it can be read."""
    if not isinstance(fact, facts.DecisionAnnulled):
        return None
    return system.vault.texts_of_fact(fact)["reason"]
