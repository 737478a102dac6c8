"""The data held about an account, without its secrets."""

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel

from bsm_service.identity import Account, Identity
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
from bsm_service.reminders.preferences import PreferencesTable

M = TypeVar("M", bound=BaseModel)


def account_data(identity: Identity, account: Account) -> HeldAccount:
    id, database = account.id, identity.account_database
    preferences = PreferencesTable(database).chosen(id)
    return HeldAccount(
        id=id,
        name=account.name,
        created_at=account.created_at,
        closed_at=account.closed_at,
        password_changed_at=identity.passwords.changed_at(id),
        mandates=_as(HeldMandate, identity.mandates.all_of(id)),
        sessions=_as(HeldSession, identity.sessions.list_for(id)),
        tokens=_as(HeldToken, identity.tokens.list_for(id)),
        factors=_as(HeldSecondFactor, identity.second_factors.list_for(id)),
        openid=tuple(
            f"{linked.subject} at {linked.issuer}"
            for linked in identity.linked_identities.list_for(id)
        ),
        events=_as(AccountEventModel, database.events_of(id)),
        reminded=preferences
        and HeldReminderPreferences.model_validate(preferences, from_attributes=True),
        letters=_as(HeldEmail, Outbox(database).messages_of(id)),
    )


def _as(model: type[M], things: Iterable[Any]) -> tuple[M, ...]:
    """The fields of each thing that the model names, and no others."""
    return tuple(model.model_validate(thing, from_attributes=True) for thing in things)
