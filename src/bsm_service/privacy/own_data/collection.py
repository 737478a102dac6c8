"""Collects what is held about one person, and writes down first that it is told."""

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
from bsm_projections.engine.moment import Audience
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.sealed_texts import BoundText
from bsm_projections.history.queries import facts
from bsm_projections.meetings.queries import meeting
from bsm_projections.people.queries import Participant, participant
from bsm_projections.privacy.retention import kept
from bsm_projections.registration.queries import Registration, registrations_of
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
    who: Principal,
    *,
    place: str,
    periods: RetentionPeriods | None = None,
) -> OwnDataExport:
    """What is held about whoever asks. Raises NotPermitted, VaultUnavailable."""
    if who.participant is None:
        require_permission(who, "read.own-data")
    else:
        require_permission(who, "read.own-data", Resource(None, who.participant))
    reader = _reader(who, "own export", place)
    accounts = {who.account} if _has_account(system, who.account) else set()
    return _collect(
        system, who.participant, accounts, reader, periods or RetentionPeriods()
    )


def export_data_of(
    system: System,
    who: Principal,
    id: UUID,
    *,
    place: str,
    periods: RetentionPeriods | None = None,
) -> OwnDataExport:
    """The same for somebody who asks the secretariat. Raises NotPermitted, NotFound,
    VaultUnavailable.
    """
    require_permission(who, "read.data-of-person", Resource(None, id))
    reader = _reader(who, "export asked for by the person", place)
    found = _collect(system, id, set(), reader, periods or RetentionPeriods())
    if found.delegation is None:
        raise NotFound(f"no participant {id} is on record")
    return found


def _reader(who: Principal, purpose: str, place: str) -> DataReader:
    return DataReader(who.account, who.role, who.delegation, purpose, place)


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
    found = OwnDataExport(
        made_at=system.store.clock(), record=network.name if network else ""
    )
    if id is not None:
        linked = system.identity.accounts.all()
        accounts = accounts | {one.id for one in linked if one.participant == id}
        with system.read(system.now(), Audience(focal_points_matter=False)) as context:
            person = participant(context, str(id))
            if person is not None:
                found = _collect_person(system, context, person, found, reader, periods)
    held = [system.identity.accounts.get(one) for one in sorted(accounts)]
    return found.model_copy(
        update={"accounts": tuple(account_data(system.identity, one) for one in held)}
    )


def _collect_person(
    system: System,
    context: ReadContext,
    person: Participant,
    found: OwnDataExport,
    reader: DataReader,
    periods: RetentionPeriods,
) -> OwnDataExport:
    id = UUID(person.id)
    read = person.sealed.keys() - person.erased
    system.personal_data.read_log.record(reader, [id], read)
    told = _recorded_details(system, id)
    details: dict[str, str] = {}
    latest = {one.group: one.values for one in told}
    for group in PersonalGroup:
        if group in person.sealed and group not in person.erased:
            details |= latest.get(group, {})
    registrations = registrations_of(context, person.id)
    streams = [person.id, *(one.id for one in registrations)]
    return found.model_copy(
        update={
            "participant": id,
            "delegation": person.delegation,
            "delegation_name": person.delegation_name,
            "designated_since": person.designated_since,
            "designated_until": person.designated_until,
            "erased": tuple(sorted(person.erased)),
            "details": details,
            "told": told,
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
    """Every group of details that was ever told, opened as far as it can be."""
    when = list[tuple[datetime, PersonalGroup]]()
    sealed = list[BoundText]()
    for fact in system.store.events.get(id):
        if not isinstance(fact, ParticipantEntered | ParticipantDetailsChanged):
            continue
        for group in PersonalGroup:
            one: SealedText | None = getattr(fact.details, group)
            if one is not None:
                when.append((fact.occurred_at, group))
                sealed.append(_location(one, fact, group))
    opened = system.vault.open_texts(sealed)
    return tuple(
        HeldDetails(
            at=at,
            group=group,
            values={group: text.missing} if text.missing else json.loads(text.text),
        )
        for (at, group), text in zip(when, opened, strict=True)
    )


def _location(one: SealedText, fact: DomainEvent, group: PersonalGroup) -> BoundText:
    return BoundText(
        key=one.key.hex,
        nonce=one.nonce,
        ciphertext=one.ciphertext,
        stream_id=fact.originator_id.hex,
        field=group,
        command_id=fact.command_id.hex,
    )


def _registration(context: ReadContext, one: Registration) -> HeldRegistration:
    of = meeting(context, one.meeting_id)
    assert of is not None
    return HeldRegistration(
        meeting=of.title,
        starts_on=of.starts_on,
        ends_on=of.ends_on,
        function=one.function,
        status=one.status,
        nominated_at=one.nominated_at,
    )


def _person_facts(context: ReadContext, streams: list[str]) -> list[PersonFact]:
    found = [
        one
        for stream in streams
        for one in facts(context, stream_id=stream, limit=_MAX_FACTS).items
    ]
    found.sort(key=lambda one: one.position)
    return [PersonFact(at=one.occurred_at, sentence=one.sentence) for one in found]


def _access(one: ReadLogEntry) -> PersonalDataAccess:
    reader = one.reader
    return PersonalDataAccess(
        at=one.read_at,
        groups=one.groups,
        role=reader.role,
        delegation=reader.delegation,
        account=reader.account,
        purpose=reader.purpose,
        place=reader.place,
    )


def _retention_dates(
    context: ReadContext, person: Participant, periods: RetentionPeriods
) -> RetentionDates:
    known = {one.participant: one for one in kept(context)}.get(person.id)
    whole = needs = None
    if known is not None and not known.planned:
        last = known.last_meeting or known.entered_at.date()
        if not known.designated or known.designated_until is not None:
            last = max(last, known.designated_until or date.min)
            whole = last + timedelta(days=periods.person)
        if known.has_needs and known.last_meeting is not None:
            needs = known.last_meeting + timedelta(days=periods.needs)
    return RetentionDates(
        personal_data=whole,
        needs=needs,
        readings_days=periods.readings,
        sign_ins_days=periods.attempts,
    )
