"""Collects the data held about one person, and logs first that they are read."""

import json
from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel

from bsm_domain.foundation.errors import NotFound
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.engine.audience import Audience
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.history.queries import facts
from bsm_projections.people.queries import participant
from bsm_projections.people.read_model import Participant
from bsm_projections.privacy.retained_people import retained_people
from bsm_projections.registration.queries import registrations_of_participant
from bsm_service.access.permissions import Principal, Resource, require_permission
from bsm_service.application.system import System
from bsm_service.identity import Account, Identity
from bsm_service.privacy.erasure.execution import ErasureService
from bsm_service.privacy.erasure.search_terms import recorded_details
from bsm_service.privacy.own_data.models import (
    AccountEventModel,
    HeldAccount,
    HeldDetails,
    HeldEmail,
    HeldMandate,
    HeldReminderPreferences,
    HeldSecondFactor,
    HeldSession,
    HeldToken,
    OwnDataExport,
    PersonalDataAccess,
    PersonFact,
    RetentionDates,
)
from bsm_service.privacy.own_data.registrations import (
    held_registrations,
    held_substitutions,
)
from bsm_service.privacy.retention_proposals import (
    RetentionKind,
    RetentionPeriods,
    end_of_retention,
    retention_periods,
)
from bsm_service.reminders.outbox import Outbox
from bsm_service.reminders.preferences import PreferencesTable
from bsm_service.settings.settings import Settings
from bsm_service.vault.read_log import DataReader

_MAX_FACTS = 1_000
M = TypeVar("M", bound=BaseModel)


def export_own_data(
    system: System,
    principal: Principal,
    *,
    place: str,
    periods: RetentionPeriods | None = None,
) -> OwnDataExport:
    """The data held about the principal. Raises NotPermitted, VaultUnavailable."""
    if principal.participant is None:
        require_permission(principal, "read.own-data")
    else:
        require_permission(
            principal, "read.own-data", Resource(None, principal.participant)
        )
    reader = _reader(principal, "export of own data", place)
    accounts = {principal.account} if _has_account(system, principal.account) else set()
    return _collect(
        system,
        principal.participant,
        accounts,
        reader,
        periods or retention_periods(Settings()),
    )


def export_data_of(
    system: System,
    principal: Principal,
    id: UUID,
    *,
    place: str,
    periods: RetentionPeriods | None = None,
) -> OwnDataExport:
    """The same for a person who asks the secretariat. Raises NotPermitted, NotFound,
    VaultUnavailable.
    """
    require_permission(principal, "read.data-of-person", Resource(None, id))
    reader = _reader(principal, "export requested by the person", place)
    export = _collect(system, id, set(), reader, periods)
    if export.delegation is None:
        raise NotFound(f"there is no participant {id} on record")
    return export


def _reader(principal: Principal, purpose: str, place: str) -> DataReader:
    return DataReader(
        principal.account, principal.role, principal.delegation, purpose, place
    )


def _has_account(system: System, id: str) -> bool:
    try:
        system.identity.accounts.get(id)
    except NotFound:
        return False
    return True


def _collect(
    system: System,
    id: UUID | None,
    accounts: set[str],
    reader: DataReader,
    periods: RetentionPeriods | None,
) -> OwnDataExport:
    network = system.network()
    export = OwnDataExport(
        made_at=system.store.clock(), record=network.name if network else ""
    )
    if id is not None:
        entries = {id}
        with system.read(system.now(), Audience(focal_points_matter=False)) as context:
            person = participant(context, str(id))
            if person is not None:
                entries |= {*_entries(person)}
                known_periods = periods or retention_periods(Settings())
                export = _collect_person(
                    system, context, person, export, reader, known_periods
                )
        accounts = accounts | {
            account.id
            for account in system.identity.accounts.all()
            if account.participant in entries
        }
    own_accounts = [
        system.identity.accounts.get(account_id) for account_id in sorted(accounts)
    ]
    return export.model_copy(
        update={
            "accounts": tuple(
                _account_data(system.identity, account) for account in own_accounts
            )
        }
    )


def _collect_person(
    system: System,
    context: ReadContext,
    person: Participant,
    export: OwnDataExport,
    reader: DataReader,
    periods: RetentionPeriods,
) -> OwnDataExport:
    id = UUID(person.id)
    readable = person.sealed.keys() - person.erased
    readings = system.personal_data.read_log
    readings.record(reader, [id], readable)
    entries, outbox = _entries(person), Outbox(system.identity.account_database)
    recorded = {entry: _recorded_details(system, entry) for entry in entries}
    details: dict[str, str] = {}
    latest = {told.group: told.values for told in recorded[id]}
    for group in PersonalGroup:
        if group in person.sealed and group not in person.erased:
            details |= latest.get(group, {})
    registrations = registrations_of_participant(context, person.id)
    streams = [
        *(str(entry) for entry in entries),
        *(registration.id for registration in registrations),
    ]
    return export.model_copy(
        update={
            "participant": id,
            "delegation": person.delegation,
            "delegation_name": person.delegation_name,
            "designated_since": person.designated_since,
            "designated_until": person.designated_until,
            "erased": tuple(sorted(person.erased)),
            "details": details,
            "told": tuple(told for details in recorded.values() for told in details),
            "letters": _held_items(
                HeldEmail,
                [
                    message
                    for entry in entries
                    for message in outbox.messages_to(str(entry))
                ],
            ),
            "registrations": held_registrations(context, registrations),
            "substitutions": held_substitutions(context, entries),
            "facts": tuple(_person_facts(context, streams)),
            "readings": tuple(
                _held_items(
                    PersonalDataAccess,
                    [
                        one
                        for entry in entries
                        for one in readings.of_participant(entry)
                    ],
                )
            ),
            "kept_until": _retention_dates(context, person, periods),
            "erasures": system.part(ErasureService).receipts_of(id),
        }
    )


def _entries(person: Participant) -> list[UUID]:
    """The entry that speaks for the person first, then those that were merged."""
    return [UUID(person.id), *map(UUID, person.duplicates)]


def _recorded_details(system: System, id: UUID) -> tuple[HeldDetails, ...]:
    """Every group of details that was ever recorded, decrypted where possible."""
    recorded = [*recorded_details(system.store, id, PersonalGroup)]
    opened = system.vault.open_texts([sealed for _, _, sealed in recorded])
    return tuple(
        HeldDetails(
            at=fact.occurred_at,
            group=group,
            values={group: text.missing} if text.missing else json.loads(text.text),
        )
        for (fact, group, _), text in zip(recorded, opened, strict=True)
    )


def _person_facts(context: ReadContext, streams: list[str]) -> list[PersonFact]:
    facts_of_person = [
        fact
        for stream in streams
        for fact in facts(context, stream_id=stream, limit=_MAX_FACTS).items
    ]
    facts_of_person.sort(key=lambda fact: fact.position)
    return [
        PersonFact(at=fact.occurred_at, sentence=fact.sentence)
        for fact in facts_of_person
    ]


def _retention_dates(
    context: ReadContext, person: Participant, periods: RetentionPeriods
) -> RetentionDates:
    ends = {
        retained.participant: end_of_retention(retained, periods)
        for retained in retained_people(context)
    }
    end = ends.get(person.id)
    return RetentionDates(
        personal_data=end and end.personal_data,
        needs=end and end.needs,
        readings_days=periods[RetentionKind.READINGS],
        sign_ins_days=periods[RetentionKind.ATTEMPTS],
    )


def _account_data(identity: Identity, account: Account) -> HeldAccount:
    id, database = account.id, identity.account_database
    preferences = PreferencesTable(database).chosen(id)
    return HeldAccount(
        id=id,
        name=account.name,
        created_at=account.created_at,
        closed_at=account.closed_at,
        password_changed_at=identity.passwords.changed_at(id),
        mandates=_held_items(HeldMandate, identity.mandates.all_of(id)),
        sessions=_held_items(HeldSession, identity.sessions.list_for(id)),
        tokens=_held_items(HeldToken, identity.tokens.list_for(id)),
        factors=_held_items(HeldSecondFactor, identity.second_factors.list_for(id)),
        openid=tuple(
            f"{linked.subject} at {linked.issuer}"
            for linked in identity.linked_identities.list_for(id)
        ),
        events=_held_items(AccountEventModel, database.events_of(id)),
        reminded=preferences
        and HeldReminderPreferences.model_validate(preferences, from_attributes=True),
        letters=_held_items(HeldEmail, Outbox(database).messages_of(id)),
    )


def _held_items(model: type[M], things: Iterable[Any]) -> tuple[M, ...]:
    """The fields of each thing that the model names, and no others."""
    return tuple(model.model_validate(thing, from_attributes=True) for thing in things)
