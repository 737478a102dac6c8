"""What is held of an account, without its secrets."""

from uuid import UUID

from bsm_service.identity import Account, Identity, Mandate
from bsm_service.privacy.own_data.models import (
    AccountEventModel,
    HeldAccount,
    HeldEmail,
    HeldMandate,
    HeldReminderPreferences,
    HeldSecondFactor,
    HeldSession,
    HeldToken,
)
from bsm_service.reminders.messages import OutboxMessage
from bsm_service.reminders.outbox import Outbox
from bsm_service.reminders.preferences import PreferencesTable, ReminderPreferences


def account_data(it: Identity, one: Account) -> HeldAccount:
    return HeldAccount(
        id=one.id,
        name=one.name,
        created_at=one.created_at,
        closed_at=one.closed_at,
        password_changed_at=it.passwords.changed_at(one.id),
        mandates=tuple(map(_mandate, it.mandates.all_of(one.id))),
        sessions=tuple(
            HeldSession(
                created_at=session.created_at,
                last_used_at=session.last_used_at,
                signed_in_by=session.signed_in_by,
                agent=session.user_agent,
            )
            for session in it.sessions.list_for(one.id)
        ),
        tokens=tuple(
            HeldToken(
                name=token.name,
                created_at=token.created_at,
                expires_at=token.expires_at,
                revoked_at=token.revoked_at,
                last_used_at=token.last_used_at,
            )
            for token in it.tokens.list_for(one.id)
        ),
        factors=tuple(
            HeldSecondFactor(
                kind=factor.kind,
                name=factor.name,
                created_at=factor.created_at,
                used_at=factor.used_at,
            )
            for factor in it.second_factors.list_for(one.id)
        ),
        openid=tuple(
            f"{known.subject} at {known.issuer}"
            for known in it.linked_identities.list_for(one.id)
        ),
        events=tuple(
            AccountEventModel(at=event.at, what=event.what, reason=event.reason)
            for event in it.account_database.events_of(one.id)
        ),
        reminded=_preferences_data(
            PreferencesTable(it.account_database).chosen(one.id)
        ),
        letters=tuple(
            map(_message_data, Outbox(it.account_database).messages_of(one.id))
        ),
    )


def _preferences_data(
    wished: ReminderPreferences | None,
) -> HeldReminderPreferences | None:
    return None if wished is None else HeldReminderPreferences(**wished.model_dump())


def _message_data(one: OutboxMessage) -> HeldEmail:
    return HeldEmail(
        kind=one.kind,
        activity=None if one.activity_id is None else UUID(one.activity_id),
        due_on=one.due_on,
        made_at=one.made_at,
        state=one.state,
        sent_at=one.sent_at,
        read_at=one.read_at,
    )


def _mandate(one: Mandate) -> HeldMandate:
    return HeldMandate(
        role=one.role,
        delegation=one.delegation,
        kind=one.kind,
        since=one.since,
        until=one.until,
        ended_at=one.ended_at,
        purpose=one.purpose,
        reason=one.reason,
    )
