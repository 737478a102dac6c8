"""Who is meant when a delegation nominates somebody: a person on record, or somebody
new.
"""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from bsm_domain.foundation.errors import AlreadyExists, PersonMayBeKnown
from bsm_domain.foundation.formatting import count_of, join_names, pluralize
from bsm_domain.registration.registration import Registration, registration_id_of
from bsm_service.application.command_context import CommandContext
from bsm_service.application.people_lookup import PersonMatch, PersonSought
from bsm_service.vault import Handle, HandleKind

# What the answer to a list says of people who were found so.
BY_NAME_ALONE = "found on record by name alone"


class EarlierRow(NamedTuple):
    """The row of a list that names the same person, and by what it is known."""

    row: int
    field: str
    label: str


class ListedPeople:
    """The people of one list so far: two rows are one person if they have the same
    delegation and e-mail address, or the same name, unless both have an address.
    """

    def __init__(self) -> None:
        self._rows = dict[tuple[str, Handle], dict[str | None, int]]()

    def earlier(self, row: int, person: PersonSought) -> EarlierRow | None:
        """The earlier row of the same person; remembers this one."""
        handles = person.handles
        email = next((h.text for h in handles if h.kind is HandleKind.EMAIL), None)
        found: EarlierRow | None = None
        for handle in handles:
            rows = self._rows.setdefault((person.delegation, handle), {})
            is_email = handle.kind is HandleKind.EMAIL
            same = rows.get(email) or rows.get(None)
            if not is_email and email is None and rows:
                same = min(rows.values())
            if same is not None and found is None:
                found = EarlierRow(same, *_FIELDS[handle.kind])
            rows.setdefault(email, row)
        return found


_FIELDS = {
    HandleKind.EMAIL: ("person.email", "e-mail address"),
    HandleKind.REFERENCE: ("person.reference", "reference"),
    HandleKind.NAME: ("person.name", "name"),
}


def references_in(person: PersonSought | None) -> list[Handle]:
    """By which references a new person is found again."""
    handles = person.handles if person is not None else []
    return [handle for handle in handles if handle.kind is HandleKind.REFERENCE]


def known_nominee(
    context: CommandContext, person: PersonSought, *, is_new: bool
) -> PersonMatch | None:
    """The person on record with the same e-mail address; None for somebody new. Raises
    PersonMayBeKnown for a name on record, unless the person `is_new`: a name alone
    decides nothing.
    """
    [matches] = context.people.candidates([person])
    if matches and matches[0].by is not HandleKind.NAME:
        return matches[0]
    if matches and not is_new:
        ids = join_names([str(match.id) for match in matches], 5)
        people = count_of(len(matches), "person", "people")
        raise PersonMayBeKnown(
            f"{person.delegation} already has {people} "
            f"with this name on record ({ids}); nominate "
            f"{pluralize(len(matches), 'that person', 'one of them')}, or confirm that "
            "this is somebody else",
            field="person_is_new",
        )
    return None


def refuse_registration_of_duplicates(
    context: CommandContext, meeting: UUID, id: UUID, entries: Collection[UUID]
) -> None:
    """Raises AlreadyExists where another entry of the person, which was merged, has a
    registration for the meeting that has not ended.
    """
    for entry in sorted({*entries} - {id}):
        found = context.transaction.find(
            Registration, registration_id_of(meeting, entry)
        )
        if found is not None and not found.may_be_nominated_again:
            raise AlreadyExists(
                f"this person is already registered for the meeting ({found.id})"
            )
