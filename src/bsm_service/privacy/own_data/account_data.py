"""What is held of an account, without its secrets."""

from uuid import UUID

from bsm_service.identity import Account, Identity, Mandate
from bsm_service.privacy.own_data.models import (
    AccountHeld,
    EventOfAccount,
    FactorHeld,
    LetterHeld,
    MandateHeld,
    RemindedHow,
    SessionHeld,
    TokenHeld,
)
from bsm_service.reminders.messages import OutboxMessage
from bsm_service.reminders.outbox import Outbox
from bsm_service.reminders.preferences import PreferencesTable, ReminderPreferences


def account_held(it: Identity, one: Account) -> AccountHeld:
    return AccountHeld(
        id=one.id,
        name=one.name,
        created_at=one.created_at,
        closed_at=one.closed_at,
        password_changed_at=it.passwords.changed_at(one.id),
        mandates=tuple(map(_mandate, it.mandates.of(one.id))),
        sessions=tuple(
            SessionHeld(
                created_at=session.created_at,
                last_used_at=session.last_used_at,
                signed_in_by=session.signed_in_by,
                agent=session.agent,
            )
            for session in it.sessions.listed(one.id)
        ),
        tokens=tuple(
            TokenHeld(
                name=token.name,
                created_at=token.created_at,
                expires_at=token.expires_at,
                revoked_at=token.revoked_at,
                last_used_at=token.last_used_at,
            )
            for token in it.tokens.listed(one.id)
        ),
        factors=tuple(
            FactorHeld(
                kind=factor.kind,
                name=factor.name,
                created_at=factor.created_at,
                used_at=factor.used_at,
            )
            for factor in it.second_factors.listed(one.id)
        ),
        openid=tuple(
            f"{known.subject} at {known.issuer}"
            for known in it.openid_identities.listed(one.id)
        ),
        events=tuple(
            EventOfAccount(at=event.at, what=event.what, reason=event.reason)
            for event in it.register.events_of(one.id)
        ),
        reminded=_reminded(PreferencesTable(it.register).chosen(one.id)),
        letters=tuple(map(_letter, Outbox(it.register).messages_of(one.id))),
    )


def _reminded(wished: ReminderPreferences | None) -> RemindedHow | None:
    return None if wished is None else RemindedHow(**wished.model_dump())


def _letter(one: OutboxMessage) -> LetterHeld:
    return LetterHeld(
        kind=one.kind,
        activity=None if one.activity_id is None else UUID(one.activity_id),
        due_on=one.due_on,
        made_at=one.made_at,
        state=one.state,
        sent_at=one.sent_at,
        read_at=one.read_at,
    )


def _mandate(one: Mandate) -> MandateHeld:
    return MandateHeld(
        role=one.role,
        delegation=one.delegation,
        kind=one.kind,
        since=one.since,
        until=one.until,
        ended_at=one.ended_at,
        purpose=one.purpose,
        reason=one.reason,
    )
