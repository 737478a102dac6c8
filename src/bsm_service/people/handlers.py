"""Handlers of the commands about participants, whose details are encrypted before the
domain decides.
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from bsm_domain.foundation.errors import AlreadyExists, InvalidValue
from bsm_domain.people.participant import (
    Participant,
    PersonalGroup,
    SealedDetails,
    personal_key_id,
)
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.application.people_lookup import PersonSought
from bsm_service.people.commands import (
    ChangeDetails,
    EnterParticipant,
)
from bsm_service.vault import FoundBy
from bsm_service.vault.personal_details import PersonalDetails


@decide.register
def enter_participant(command: EnterParticipant, context: CommandContext) -> None:
    context.require_permission(delegation=command.delegation)
    id = context.begin_stream(Participant, command.participant_id)
    _refuse_duplicate_email(
        context, command.person.email, command.delegation, field="person.email"
    )
    record_new_participant(id, command.delegation, command.person, context)


@decide.register
def change_details(command: ChangeDetails, context: CommandContext) -> None:
    person = context.load_to_change(Participant, command.participant_id)
    person.must_be_known()
    details = command.details.by_group()
    if not details and not command.withdrawn:
        raise InvalidValue(
            "nothing would change; enter at least one change", field="details"
        )
    if PersonalGroup.NAME in details and "name" not in details[PersonalGroup.NAME]:
        raise InvalidValue(
            "enter the name as well: the name and its parts are replaced together",
            field="details.name",
        )
    contradictory = [group for group in command.withdrawn if group in details]
    if contradictory:
        raise InvalidValue(
            f"{contradictory[0]} is both changed and withdrawn; choose one",
            field="withdrawn",
        )
    _refuse_duplicate_email(
        context,
        command.details.email,
        person.delegation,
        field="details.email",
        except_id=person.id,
    )
    sealed = _seal_details(person.id, details, context, person.key_of, is_new=False)
    context.record(
        person.change_details(
            context.metadata, details=sealed, withdrawn=command.withdrawn
        )
    )
    context.update_people_index(person, details, command.withdrawn)


def _refuse_duplicate_email(
    context: CommandContext,
    email: str | None,
    delegation: str,
    *,
    field: str,
    except_id: UUID | None = None,
) -> None:
    if email is None:
        return
    [match] = context.people_matching([PersonSought(delegation, email=email)])
    if match is not None and match.id != except_id:
        raise AlreadyExists(
            f"{delegation} already has a participant with this e-mail address "
            f"({match.id}); change their details instead",
            field=field,
        )


def record_new_participant(
    id: UUID,
    delegation: str,
    person: PersonalDetails,
    context: CommandContext,
    sought: PersonSought | None = None,
) -> UUID:
    """Records a new participant, and adds them to the vault's index, where references
    of lists find them too: they are `sought` by those, and by what they were entered
    with.
    """
    usual = personal_key_id(id, PersonalGroup.NAME)

    def key_of_group(group: PersonalGroup) -> UUID:
        needs = group is PersonalGroup.NEEDS
        return personal_key_id(id, group) if needs else usual

    # Checks first, because an interrupted command may have left keys.
    is_new = not context.transaction.checks_ids
    sealed = _seal_details(id, person.by_group(), context, key_of_group, is_new=is_new)
    context.record(
        Participant.enter(id, context.metadata, delegation=delegation, details=sealed)
    )
    context.sealing.index_person(
        id,
        usual,
        delegation=delegation,
        found_by=FoundBy(
            person.name, person.email, person.latin_name, person.family_name
        ),
        handles=(sought or PersonSought.of(delegation, person)).handles,
    )
    return id


def _seal_details(
    id: UUID,
    details: Mapping[PersonalGroup, Mapping[str, Any]],
    context: CommandContext,
    key_of_group: Callable[[PersonalGroup], UUID],
    *,
    is_new: bool,
) -> SealedDetails:
    sealed: dict[str, Any] = {
        str(group): context.sealing.group(
            key_of_group(group), values, stream=id, field=group, is_new=is_new
        )
        for group, values in details.items()
    }
    return SealedDetails(**sealed)
