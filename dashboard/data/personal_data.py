"""Personal data for one viewer's screen.

Nothing of it is cached: results of `Viewer.fetch` are shared by everybody who may see
the same, so only sealed values go through there. Each group is opened anew, for one
viewer, after it was written down who reads it and why.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from bsm_domain.people.participant import PersonalGroup
from bsm_projections.engine.sealed_texts import UNAVAILABLE_TEXT
from bsm_projections.meetings.read_model import Meeting
from bsm_projections.people.queries import (
    PersonSummary,
    focal_points_on,
    participants_by_id,
    people_by_delegation,
)
from bsm_projections.people.read_model import Participant
from bsm_projections.registration import queries
from bsm_projections.registration.read_model import Registration
from bsm_projections.registration.substitution.read_model import SeatHolder
from bsm_service.access.permissions import Principal, Resource, is_allowed
from bsm_service.foundation.refusals import VaultUnavailable
from bsm_service.vault.personal_data_reader import VisiblePerson, resource_of
from bsm_service.vault.personal_details import GROUPS
from dashboard.data.queries import Viewer
from dashboard.data.system import running_system

NAME_AND_POST = (PersonalGroup.NAME, PersonalGroup.POST)
ALL_GROUPS = tuple(PersonalGroup)
MAX_OPTIONS = 500


def open_personal_data(
    viewer: Viewer,
    people: Sequence[Participant],
    groups: Collection[PersonalGroup],
    *,
    purpose: str,
    place: str,
    registered_for: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> dict[str, VisiblePerson]:
    """Those groups of each that the viewer may see, by the participant's id.

    If the reading cannot be logged, everything is unavailable.
    """
    try:
        visible_people = running_system().system.personal_data.open(
            viewer.principal,
            people,
            groups,
            purpose=purpose,
            place=place,
            registered_for=registered_for,
        )
    except VaultUnavailable:
        visible_people = [
            _unavailable(viewer.principal, participant, groups)
            for participant in people
        ]
    return {person.id: person for person in visible_people}


def people_of_registrations(
    viewer: Viewer,
    rows: Iterable[Registration | SeatHolder],
    *,
    purpose: str,
    place: str,
) -> dict[str, VisiblePerson]:
    """Who is registered, by the participant's id: names and posts only. A delegation
    sees the names in its registrations, of those who left it, too.
    """
    registered_for: dict[str, set[str]] = {}
    for registration in rows:
        if registration.participant_id:
            delegations = registered_for.setdefault(registration.participant_id, set())
            delegations.add(registration.delegation)
    visible_ids = sorted(registered_for) if may_see_names(viewer.principal) else []
    return open_by_ids(
        viewer,
        visible_ids,
        NAME_AND_POST,
        purpose=purpose,
        place=place,
        registered_for=registered_for,
    )


def open_by_ids(
    viewer: Viewer,
    ids: Sequence[str],
    groups: Collection[PersonalGroup],
    *,
    purpose: str,
    place: str,
    registered_for: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> dict[str, VisiblePerson]:
    """The same of those of the ids who are on record, by the ids asked for: of an entry
    that was merged, what the other says.
    """
    participants = find_participants(viewer, ids)
    delegations: dict[str, set[str]] = {}
    for id, participant in participants.items():
        delegations.setdefault(participant.id, set()).update(registered_for.get(id, ()))
    people = open_personal_data(
        viewer,
        tuple({person.id: person for person in participants.values()}.values()),
        groups,
        purpose=purpose,
        place=place,
        registered_for=delegations,
    )
    return {id: people[person.id] for id, person in participants.items()}


def find_participants(viewer: Viewer, ids: Sequence[str]) -> dict[str, Participant]:
    """Those who are on record at the viewer's moment, sealed."""
    if not ids:
        return {}
    return viewer.fetch("personal.name", participants_by_id, tuple(ids))


def known_people(
    viewer: Viewer, delegation: str | None = None
) -> tuple[PersonSummary, ...]:
    """The people that the viewer may know to be on record, of one delegation or all."""
    principal = viewer.principal
    if not is_allowed(principal, "read.participants", Resource(delegation)):
        return ()
    return viewer.fetch(
        "read.participants", people_by_delegation, delegation=delegation
    )


def own_participant(viewer: Viewer) -> Participant | None:
    """The person on record that the viewer's account belongs to."""
    principal = viewer.principal
    if principal.participant is None:
        return None
    id = str(principal.participant)
    return viewer.fetch("read.own-data", participants_by_id, (id,)).get(id)


def own_registrations(viewer: Viewer) -> list[tuple[Meeting, Registration]]:
    """The viewer's own registrations, the latest meeting first."""
    principal = viewer.principal
    if principal.participant is None:
        return []
    meetings = {meeting.id: meeting for meeting in viewer.meetings()}
    id = str(principal.participant)
    registrations = viewer.fetch(
        "read.own-data", queries.registrations_of_participant, id
    )
    own_registrations = [
        (meetings[registration.meeting_id], registration)
        for registration in registrations
    ]
    return sorted(own_registrations, key=lambda pair: pair[0].starts_on, reverse=True)


def focal_points(
    viewer: Viewer, delegation: str | None = None, on: date | None = None
) -> tuple[Participant, ...]:
    """The National Focal Points of a day (or the moment's), of one delegation or of
    all.
    """
    if not is_allowed(viewer.principal, "read.participants", Resource(delegation)):
        return ()
    day = on or viewer.moment.at.date()
    participants = viewer.fetch("read.participants", focal_points_on, day)
    return tuple(
        participant
        for participant in participants
        if delegation in (None, participant.delegation)
    )


def names_of_focal_points(
    viewer: Viewer, delegation: str, on: date
) -> tuple[str, ...] | None:
    """The focal points of a State on a day; None if the viewer may not see names."""
    if not is_allowed(viewer.principal, "read.participants", Resource(delegation)):
        return None
    people = open_personal_data(
        viewer,
        focal_points(viewer, delegation, on),
        NAME_AND_POST[:1],
        purpose="who could act on a day",
        place="page Administration",
    )
    return tuple(person.name for person in people.values() if person.name)


def person_options(
    viewer: Viewer, purpose: str, place: str, delegation: str | None = None
) -> tuple[tuple[str, str], ...]:
    """People on record to choose from, by id, with names and delegations."""
    ids = [
        person.id for person in known_people(viewer, delegation) if not person.erased
    ]
    participants = tuple(find_participants(viewer, ids[:MAX_OPTIONS]).values())
    people = open_personal_data(
        viewer, participants, NAME_AND_POST[:1], purpose=purpose, place=place
    )
    options = [
        (
            participant.id,
            f"{people[participant.id].name}, {participant.delegation_name}",
        )
        for participant in participants
    ]
    return tuple(sorted(options, key=lambda option: option[1].casefold()))


def search(
    viewer: Viewer, words: str, delegation: str | None
) -> tuple[str, ...] | None:
    """The ids of those whose name or address has the words, in the order of names;
    None where the vault does not answer. Neither the words nor the matches are
    stored.
    """
    if not is_allowed(viewer.principal, "personal.name", Resource(delegation)):
        return ()
    try:
        result = running_system().system.personal_data.search(
            viewer.principal, words, delegation
        )
    except VaultUnavailable:
        return None
    return tuple(map(str, result))


def needs_retention_days() -> int:
    """For how many days after a meeting needs are kept."""
    return running_system().settings.retention_needs_days


def may_see_names(
    principal: Principal, delegation: str | None = None, participant: str | None = None
) -> bool:
    """Whether somebody may see names: at all, of a delegation, or of one person."""
    if delegation is None and participant is None:
        return is_allowed(principal, "personal.name")
    person = None if participant is None else UUID(participant)
    return is_allowed(principal, "personal.name", Resource(delegation, person))


def _unavailable(
    principal: Principal, participant: Participant, groups: Collection[PersonalGroup]
) -> VisiblePerson:
    resource = resource_of(principal, participant)
    visible_groups = frozenset(
        group
        for group in groups
        if is_allowed(principal, f"personal.{group}", resource)
    )
    fields: dict[str, Any] = {
        name: UNAVAILABLE_TEXT for group in visible_groups for name in GROUPS[group]
    }
    return VisiblePerson(
        participant.id, participant.delegation, visible_groups, **fields
    )
