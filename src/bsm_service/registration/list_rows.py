"""The rows of a list of delegates: their checks, their composition, their facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import (
    AlreadyExists,
    CompositionBroken,
    InvalidValue,
    NotInvited,
    RowErrors,
)
from bsm_domain.foundation.formatting import count_of, join_names, pluralize
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.registration.delegation import IN_COMPOSITION, Delegation
from bsm_domain.registration.registration import Registration, registration_id_of
from bsm_service.application.command_context import CommandContext
from bsm_service.application.people_lookup import PersonMatch, PersonSought
from bsm_service.foundation.identifiers import derived_id
from bsm_service.people.handlers import record_new_participant
from bsm_service.people.nominees import (
    BY_NAME_ALONE,
    ListedPeople,
    references_in,
    refuse_registration_of_duplicates,
)
from bsm_service.registration.lookups import (
    composition_limits,
    load_delegation,
    record_nomination,
)
from bsm_service.vault import HandleKind
from bsm_service.vault.personal_details import PersonalDetails


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row with its registration. `is_new` if the person is to be added; `existing`
    is an earlier registration of the same person, `entries` are all entries of theirs,
    and `given_id` is the ID that the list gives to the registration.
    """

    number: int
    delegation: str
    function: DelegateFunction
    person: PersonalDetails | None
    sought: PersonSought | None
    given_id: UUID | None
    registration: UUID
    participant: UUID | None
    is_new: bool
    existing: Registration | None
    entries: frozenset[UUID] = frozenset()
    place: int | None = None


class PersonInRow(Protocol):
    """Whom a row of a request names, and in which function."""

    @property
    def function(self) -> DelegateFunction: ...
    @property
    def person(self) -> PersonalDetails | None: ...


class KnownPerson(Protocol):
    """Somebody on record: the entry that stays, and all their entries."""

    @property
    def id(self) -> UUID: ...
    @property
    def entries(self) -> frozenset[UUID]: ...


def people_on_record(
    sought: Mapping[int, PersonSought], context: CommandContext
) -> dict[int, PersonMatch]:
    """Who is meant, by row; the answer tells who was found by name."""
    found = context.people_matching([*sought.values()])
    matches = {
        number: match
        for number, match in zip(sought, found, strict=True)
        if match is not None
    }
    by_name = [str(n) for n, match in matches.items() if match.by is HandleKind.NAME]
    if by_name:
        context.notes.append(
            f"{count_of(len(by_name), 'person was', 'people were')} {BY_NAME_ALONE} "
            f"({pluralize(len(by_name), 'row')} {join_names(by_name, 20)})"
        )
    return matches


def make_row(
    number: int,
    delegate: PersonInRow,
    context: CommandContext,
    *,
    meeting_id: UUID,
    delegation: str,
    known: KnownPerson | None,
    sought: PersonSought | None = None,
    given_id: UUID | None = None,
    place: int | None = None,
) -> ListRow:
    """A row of a list; `known` is the person on record who is meant."""
    command_id = context.metadata.command_id
    participant, existing = known.id if known is not None else None, None
    if participant is None and delegate.person is not None:
        participant = derived_id(command_id, f"participant {number}")
    if participant is None:
        id = given_id or derived_id(command_id, f"registration {number}")
    else:
        id = registration_id_of(meeting_id, participant)
        if known is not None:
            existing = context.transaction.find(Registration, id)
    return ListRow(
        number=number,
        delegation=delegation,
        function=delegate.function,
        person=delegate.person,
        sought=sought,
        given_id=given_id,
        registration=id,
        participant=participant,
        is_new=participant is not None and known is None,
        existing=existing,
        entries=known.entries if known is not None else frozenset(),
        place=place,
    )


def check_rows(
    rows: Sequence[ListRow],
    meeting: Meeting,
    context: CommandContext,
    errors: RowErrors,
) -> None:
    """Finds rows of delegations that are not invited, functions that they cannot send,
    and duplicates.
    """
    for row in rows:
        try:
            meeting.must_send(row.delegation, row.function)
        except (NotInvited, CompositionBroken) as refusal:
            field = "delegation" if isinstance(refusal, NotInvited) else "function"
            errors.add(row.number, field, refusal)
    check_people(rows, meeting, context, errors)


def check_people(
    rows: Sequence[ListRow],
    meeting: Meeting,
    context: CommandContext,
    errors: RowErrors,
) -> None:
    """Finds people who are in the list twice, or registered already."""
    known_ids = context.transaction.taken_ids([row.registration for row in rows])
    first_row, listed = dict[UUID, int](), ListedPeople()
    for row in rows:
        number = row.number
        if row.person is not None and row.given_id is not None:
            id_given = "the ID of a person's registration is derived; leave it out"
            errors.add(number, "id", InvalidValue(id_given))
        if row.sought is not None:
            same = listed.earlier(number, row.sought)
            if same is not None:
                duplicate = f"row {same.row} has the same {same.label}"
                errors.add(number, same.field, AlreadyExists(duplicate))
        if row.participant is not None and row.entries:
            try:
                refuse_registration_of_duplicates(
                    context, meeting.id, row.participant, row.entries
                )
            except AlreadyExists as refusal:
                errors.add(number, "person", refusal)
        first = first_row.setdefault(row.registration, number)
        comes_again = row.existing is not None and row.existing.may_be_nominated_again
        on_record = row.registration in known_ids and not comes_again
        if on_record or first != number:
            errors.add(number, *_taken_error(row, first, on_record))


def _taken_error(
    row: ListRow, first: int, on_record: bool
) -> tuple[str, AlreadyExists]:
    conflict = "already on record" if on_record else f"the same as in row {first}"
    if row.participant is not None:
        message = f"this person's registration is {conflict} ({row.registration})"
        return "person", AlreadyExists(message)
    action = f"give the new {Registration.KIND} another ID"
    return "id", AlreadyExists(f"{row.registration} is {conflict}; {action}")


class CompositionOfList:
    """Heads and alternates of a list: judged together, so that the order of the rows
    does not matter. `facts` are those that follow for the delegations.
    """

    def __init__(
        self,
        context: CommandContext,
        meeting: Meeting,
        delegations: Mapping[str, Delegation] | None = None,
    ) -> None:
        self.facts: list[DomainEvent] = []
        self._context = context
        self._meeting = meeting
        self._delegations = dict(delegations or {})

    def delegation(self, code: str) -> Delegation:
        """The delegation, as it is with the facts so far."""
        if code not in self._delegations:
            self._delegations[code] = load_delegation(
                self._context, self._meeting.id, code
            )
        return self._delegations[code]

    def leave(self, registration: Registration) -> None:
        """Takes out who leaves or changes function."""
        delegation = self.delegation(registration.delegation)
        fact = delegation.leave(self._context.metadata, registration_id=registration.id)
        if fact is not None:
            self.facts.append(fact)
            self._delegations[delegation.code] = delegation.evolve(fact)

    def judge(self, rows: Sequence[ListRow], errors: RowErrors) -> None:
        """Adds heads first, then alternates."""
        limits = composition_limits(self._meeting)
        composed = [row for row in rows if row.function in IN_COMPOSITION]
        for row in sorted(
            composed, key=lambda row: row.function is not DelegateFunction.HEAD
        ):
            delegation = self.delegation(row.delegation)
            try:
                fact = delegation.join(
                    self._context.metadata,
                    registration_id=row.registration,
                    function=row.function,
                    limits=limits,
                )
            except CompositionBroken as refusal:
                errors.add(row.number, "function", refusal)
                continue
            if fact is not None:
                self.facts.append(fact)
                self._delegations[delegation.code] = delegation.evolve(fact)


def record_person(row: ListRow, context: CommandContext) -> None:
    """Records the person, if they are new, and by which references they are found."""
    if row.participant is None:
        return
    if row.is_new and row.person is not None:
        record_new_participant(
            row.participant, row.delegation, row.person, context, row.sought
        )
    elif references := references_in(row.sought):
        context.sealing.add_references(row.participant, row.delegation, references)


def record_row(
    row: ListRow,
    meeting: Meeting,
    context: CommandContext,
    *,
    note_id: UUID | None,
    late: bool,
    reason: str | None,
) -> Registration:
    """Records the person, if they are new, and the nomination; the registration as it
    is then.
    """
    record_person(row, context)
    why = context.seal_optional(row.registration, "reason", reason)
    return record_nomination(
        context,
        row.registration,
        row.existing,
        meeting_id=meeting.id,
        delegation=row.delegation,
        function=row.function,
        participant_id=row.participant,
        note_id=note_id,
        place=row.place,
        late=late,
        reason=why,
    )
