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
from bsm_service.reminders.outbox import Outbox
from bsm_service.reminders.outbox_messages import OutboxMessage
from bsm_service.reminders.preferences import PreferencesTable, ReminderPreferences


def account_data(identity: Identity, account: Account) -> HeldAccount:
    return HeldAccount(
        id=account.id,
        name=account.name,
        created_at=account.created_at,
        closed_at=account.closed_at,
        password_changed_at=identity.passwords.changed_at(account.id),
        mandates=tuple(map(_mandate, identity.mandates.all_of(account.id))),
        sessions=tuple(
            HeldSession(
                created_at=session.created_at,
                last_used_at=session.last_used_at,
                signed_in_by=session.signed_in_by,
                agent=session.user_agent,
            )
            for session in identity.sessions.list_for(account.id)
        ),
        tokens=tuple(
            HeldToken(
                name=token.name,
                created_at=token.created_at,
                expires_at=token.expires_at,
                revoked_at=token.revoked_at,
                last_used_at=token.last_used_at,
            )
            for token in identity.tokens.list_for(account.id)
        ),
        factors=tuple(
            HeldSecondFactor(
                kind=factor.kind,
                name=factor.name,
                created_at=factor.created_at,
                used_at=factor.used_at,
            )
            for factor in identity.second_factors.list_for(account.id)
        ),
        openid=tuple(
            f"{linked.subject} at {linked.issuer}"
            for linked in identity.linked_identities.list_for(account.id)
        ),
        events=tuple(
            AccountEventModel(at=event.at, what=event.what, reason=event.reason)
            for event in identity.account_database.events_of(account.id)
        ),
        reminded=_preferences_data(
            PreferencesTable(identity.account_database).chosen(account.id)
        ),
        letters=tuple(
            map(
                _message_data, Outbox(identity.account_database).messages_of(account.id)
            )
        ),
    )


def _preferences_data(
    preferences: ReminderPreferences | None,
) -> HeldReminderPreferences | None:
    if preferences is None:
        return None
    return HeldReminderPreferences(**preferences.model_dump())


def _message_data(message: OutboxMessage) -> HeldEmail:
    return HeldEmail(
        kind=message.kind,
        activity=None if message.activity_id is None else UUID(message.activity_id),
        due_on=message.due_on,
        made_at=message.made_at,
        state=message.state,
        sent_at=message.sent_at,
        read_at=message.read_at,
    )


def _mandate(mandate: Mandate) -> HeldMandate:
    return HeldMandate(
        role=mandate.role,
        delegation=mandate.delegation,
        kind=mandate.kind,
        since=mandate.since,
        until=mandate.until,
        ended_at=mandate.ended_at,
        purpose=mandate.purpose,
        reason=mandate.reason,
    )
