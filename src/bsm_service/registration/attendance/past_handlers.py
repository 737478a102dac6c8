"""Records the list of a past meeting: all rows, or none."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bsm_domain.foundation.errors import (
    AlreadyExists,
    InvalidValue,
    NotInvited,
    RowErrors,
)
from bsm_domain.foundation.formatting import count_of, join_names, pluralize
from bsm_domain.foundation.participating_states import STATES
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.network import Network
from bsm_domain.registration.registration import Registration
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.application.people_lookup import PersonSought
from bsm_service.registration.attendance.commands import RecordPast
from bsm_service.registration.list_rows import (
    ListRow,
    check_people,
    make_row,
    people_on_record,
    record_person,
)


@decide.register
def record_past(command: RecordPast, context: CommandContext) -> None:
    meeting = context.load_to_change(Meeting, command.meeting_id)
    then = meeting.must_take_past_list(context.metadata)
    rows = list(_rows(command, context))
    errors = RowErrors("rows")
    network = context.load(Network, context.transaction.network_id())
    network = _name_organisations(command, meeting, network, context)
    _check_delegations(rows, meeting, network, errors)
    check_people(rows, meeting, context, errors)
    _refuse_ended(rows, errors)
    errors.raise_if_any()
    _note_not_invited(rows, meeting, context)
    _note_composition(rows, context)
    on_the_last_day = replace(context.metadata, occurred_at=then)
    for row, past in zip(rows, command.rows, strict=True):
        assert row.participant is not None
        record_person(row, context)
        context.record(
            Registration.record_past(
                row.registration,
                on_the_last_day,
                meeting_id=meeting.id,
                delegation=row.delegation,
                function=row.function,
                participant_id=row.participant,
                place=past.place,
                came=past.came,
                list_name=command.list_name,
            )
        )


def _rows(command: RecordPast, context: CommandContext) -> Iterator[ListRow]:
    source = command.references_of
    if source is None and any(row.reference is not None for row in command.rows):
        raise InvalidValue(
            "name the source whose references these are", field="references_of"
        )
    sought = {
        number: PersonSought.of(
            row.delegation, row.person, source=source, reference=row.reference
        )
        for number, row in enumerate(command.rows, start=1)
    }
    matches = people_on_record(sought, context)
    for number, row in enumerate(command.rows, start=1):
        yield make_row(
            number,
            row,
            context,
            meeting_id=command.meeting_id,
            delegation=row.delegation,
            known=matches.get(number),
            sought=sought[number],
            place=row.place,
        )


def _name_organisations(
    command: RecordPast, meeting: Meeting, network: Network, context: CommandContext
) -> Network:
    """Records the names of organisations that have none yet, as of the meeting's first
    day; the network as it is then.
    """
    known = {code for code, _ in network.organisations}
    for organisation in command.organisations:
        if organisation.code in known:
            continue
        known.add(organisation.code)
        named = network.name_organisation(
            context.metadata,
            code=organisation.code,
            name=organisation.name,
            since=meeting.details.starts_on,
        )
        context.record(named)
        network = network.evolve(named)
    return network


def _check_delegations(
    rows: Sequence[ListRow], meeting: Meeting, network: Network, errors: RowErrors
) -> None:
    """Whether they were invited, and what they may send, is not judged: they came."""
    known = {*meeting.quotas, *STATES, *(code for code, _ in network.organisations)}
    for row in rows:
        if row.delegation not in known:
            refusal = NotInvited(
                f"{row.delegation} is not a participating State, and no organisation "
                "with this code is on record; give its name in organisations"
            )
            errors.add(row.number, "delegation", refusal)


def _note_not_invited(
    rows: Sequence[ListRow], meeting: Meeting, context: CommandContext
) -> None:
    """Tells of delegations that are on record by this list alone."""
    codes = sorted({row.delegation for row in rows} - meeting.quotas.keys())
    if codes:
        are = pluralize(len(codes), "is", "are")
        context.notes.append(
            f"{count_of(len(codes), 'delegation')} without an invitation on record "
            f"{are} recorded from this list ({join_names(codes, 20)})"
        )


def _refuse_ended(rows: Sequence[ListRow], errors: RowErrors) -> None:
    """A registration is not begun again by a list."""
    for row in rows:
        existing = row.existing
        if existing is not None and existing.may_be_nominated_again:
            refusal = AlreadyExists(
                f"this person's registration is already on record ({existing.id}), as "
                f"{existing.status}; leave the row out"
            )
            errors.add(row.number, "person", refusal)


def _note_composition(rows: Sequence[ListRow], context: CommandContext) -> None:
    """Tells of second heads, and of alternates without a head; refuses neither."""
    heads = Counter(
        row.delegation for row in rows if row.function is DelegateFunction.HEAD
    )
    several = sorted(code for code, number in heads.items() if number > 1)
    if several:
        verb = pluralize(len(several), "has", "have")
        context.notes.append(
            f"{count_of(len(several), 'delegation')} {verb} more than one head in this "
            f"list ({join_names(several, 20)})"
        )
    alternates = {
        row.delegation for row in rows if row.function is DelegateFunction.ALTERNATE
    }
    headless = sorted(alternates - heads.keys())
    if headless:
        verb = pluralize(len(headless), "has", "have")
        context.notes.append(
            f"{count_of(len(headless), 'delegation')} {verb} an alternate, but no head "
            f"in this list ({join_names(headless, 20)})"
        )
