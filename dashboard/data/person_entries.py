"""Entries of people: which may be one person, and what people are registered for under
all of theirs.
"""

from collections.abc import Sequence

from bsm_projections.people.duplicates import DuplicatePair, duplicate_pairs
from bsm_projections.people.read_model import Participant
from bsm_projections.registration import queries
from bsm_projections.registration.read_model import Registration
from bsm_service.access.permissions import is_allowed
from bsm_service.foundation.refusals import VaultUnavailable
from bsm_service.people.duplicates import possible_pairs
from dashboard.data.queries import Viewer
from dashboard.data.system import running_system


def possible_duplicates(viewer: Viewer) -> tuple[DuplicatePair, ...] | None:
    """Entries that may be one person, for those who may merge them; None where the
    vault does not answer.
    """
    if not is_allowed(viewer.principal, "read.duplicates"):
        return ()
    try:
        pairs = possible_pairs(running_system().system.vault)
    except VaultUnavailable:
        return None
    return viewer.fetch("read.duplicates", duplicate_pairs, pairs)


def meetings_of(
    viewer: Viewer, people: Sequence[Participant]
) -> dict[str, list[tuple[str, Registration]]]:
    """The registrations of people under any of their entries and for any delegation,
    each with the meeting's title, the latest meeting first; by the person's id.
    """
    if not is_allowed(viewer.principal, "read.registrations"):
        return {}
    person_of = {
        entry: person.id
        for person in people
        for entry in (person.id, *person.duplicates)
    }
    meetings = {meeting.id: meeting for meeting in viewer.meetings()}
    found = viewer.fetch(
        "read.registrations", queries.registrations_of_entries, tuple(sorted(person_of))
    )
    registrations: dict[str, list[tuple[str, Registration]]] = {}
    for registration in sorted(
        found, key=lambda each: meetings[each.meeting_id].starts_on, reverse=True
    ):
        person = person_of[str(registration.participant_id)]
        title = meetings[registration.meeting_id].title
        registrations.setdefault(person, []).append((title, registration))
    return registrations
