"""Collects the data held about one person, and logs first that they are read."""

import json
from datetime import date, datetime, timedelta
from uuid import UUID

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import NotFound
from bsm_domain.foundation.free_text import SealedText
from bsm_domain.people.participant import (
    ParticipantDetailsChanged,
    ParticipantEntered,
    PersonalGroup,
)
from bsm_projections.engine.audience import Audience
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.sealed_texts import BoundText
from bsm_projections.history.queries import facts
from bsm_projections.meetings.queries import meeting
from bsm_projections.people.queries import participant
from bsm_projections.people.read_model import Participant
from bsm_projections.privacy.retained_people import retained_people
from bsm_projections.registration.queries import registrations_of_participant
from bsm_projections.registration.read_model import Registration
from bsm_service.access.permissions import Principal, Resource, require_permission
from bsm_service.application.system import System
from bsm_service.privacy.erasure import ErasureService
from bsm_service.privacy.own_data.account_data import account_data
from bsm_service.privacy.own_data.models import (
    HeldDetails,
    HeldRegistration,
    OwnDataExport,
    PersonalDataAccess,
    PersonFact,
    RetentionDates,
)
from bsm_service.privacy.retention import RetentionPeriods
from bsm_service.vault.read_log import DataReader, ReadLogEntry

_MAX_FACTS = 1_000


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
        system, principal.participant, accounts, reader, periods or RetentionPeriods()
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
    export = _collect(system, id, set(), reader, periods or RetentionPeriods())
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
    periods: RetentionPeriods,
) -> OwnDataExport:
    network = system.network()
    export = OwnDataExport(
        made_at=system.store.clock(), record=network.name if network else ""
    )
    if id is not None:
        linked = system.identity.accounts.all()
        accounts = accounts | {
            account.id for account in linked if account.participant == id
        }
        with system.read(system.now(), Audience(focal_points_matter=False)) as context:
            person = participant(context, str(id))
            if person is not None:
                export = _collect_person(
                    system, context, person, export, reader, periods
                )
    own_accounts = [
        system.identity.accounts.get(account_id) for account_id in sorted(accounts)
    ]
    return export.model_copy(
        update={
            "accounts": tuple(
                account_data(system.identity, account) for account in own_accounts
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
    system.personal_data.read_log.record(reader, [id], readable)
    recorded = _recorded_details(system, id)
    details: dict[str, str] = {}
    latest = {entry.group: entry.values for entry in recorded}
    for group in PersonalGroup:
        if group in person.sealed and group not in person.erased:
            details |= latest.get(group, {})
    registrations = registrations_of_participant(context, person.id)
    streams = [person.id, *(registration.id for registration in registrations)]
    return export.model_copy(
        update={
            "participant": id,
            "delegation": person.delegation,
            "delegation_name": person.delegation_name,
            "designated_since": person.designated_since,
            "designated_until": person.designated_until,
            "erased": tuple(sorted(person.erased)),
            "details": details,
            "told": recorded,
            "registrations": tuple(_registration(context, r) for r in registrations),
            "facts": tuple(_person_facts(context, streams)),
            "readings": tuple(
                map(_access, system.personal_data.read_log.of_participant(id))
            ),
            "kept_until": _retention_dates(context, person, periods),
            "erasures": system.part(ErasureService).receipts_of(id),
        }
    )


def _recorded_details(system: System, id: UUID) -> tuple[HeldDetails, ...]:
    """Every group of details that was ever recorded, decrypted where possible."""
    when = list[tuple[datetime, PersonalGroup]]()
    sealed = list[BoundText]()
    for fact in system.store.events.get(id):
        if not isinstance(fact, ParticipantEntered | ParticipantDetailsChanged):
            continue
        for group in PersonalGroup:
            sealed_group: SealedText | None = getattr(fact.details, group)
            if sealed_group is not None:
                when.append((fact.occurred_at, group))
                sealed.append(_location(sealed_group, fact, group))
    opened = system.vault.open_texts(sealed)
    return tuple(
        HeldDetails(
            at=moment,
            group=group,
            values={group: text.missing} if text.missing else json.loads(text.text),
        )
        for (moment, group), text in zip(when, opened, strict=True)
    )


def _location(
    sealed_text: SealedText, fact: DomainEvent, group: PersonalGroup
) -> BoundText:
    return BoundText(
        key=sealed_text.key.hex,
        nonce=sealed_text.nonce,
        ciphertext=sealed_text.ciphertext,
        stream_id=fact.originator_id.hex,
        field=group,
        command_id=fact.command_id.hex,
    )


def _registration(context: ReadContext, registration: Registration) -> HeldRegistration:
    meeting_row = meeting(context, registration.meeting_id)
    assert meeting_row is not None
    return HeldRegistration(
        meeting=meeting_row.title,
        starts_on=meeting_row.starts_on,
        ends_on=meeting_row.ends_on,
        function=registration.function,
        status=registration.status,
        nominated_at=registration.nominated_at,
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


def _access(entry: ReadLogEntry) -> PersonalDataAccess:
    reader = entry.reader
    return PersonalDataAccess(
        at=entry.read_at,
        groups=entry.groups,
        role=reader.role,
        delegation=reader.delegation,
        account=reader.account,
        purpose=reader.purpose,
        place=reader.place,
    )


def _retention_dates(
    context: ReadContext, person: Participant, periods: RetentionPeriods
) -> RetentionDates:
    retention_by_person = {
        retention.participant: retention for retention in retained_people(context)
    }.get(person.id)
    whole = needs = None
    if retention_by_person is not None and not retention_by_person.planned:
        last = retention_by_person.last_meeting or retention_by_person.entered_at.date()
        if (
            not retention_by_person.designated
            or retention_by_person.designated_until is not None
        ):
            last = max(last, retention_by_person.designated_until or date.min)
            whole = last + timedelta(days=periods.person)
        if (
            retention_by_person.has_needs
            and retention_by_person.last_meeting is not None
        ):
            needs = retention_by_person.last_meeting + timedelta(days=periods.needs)
    return RetentionDates(
        personal_data=whole,
        needs=needs,
        readings_days=periods.readings,
        sign_ins_days=periods.attempts,
    )
