"""People who take part: entered, changed, designated, erased. Sealed before decided."""

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
from bsm_service.people.commands import (
    ChangeDetails,
    DesignateFocalPoint,
    EndDesignation,
    EnterParticipant,
    ErasePersonalData,
)
from bsm_service.vault.personal_details import PersonalDetails


@decide.register
def _(command: EnterParticipant, case: CommandContext) -> None:
    case.permit(delegation=command.delegation)
    id = case.begin(Participant, command.participant_id)
    _refuse_known(case, command.person.email, command.delegation, field="person.email")
    enter_participant(id, command.delegation, command.person, case)


@decide.register
def _(command: ChangeDetails, case: CommandContext) -> None:
    person = _participant(case, command.participant_id)
    person.must_be_known("change the details of")
    told = command.details.by_group()
    if not told and not command.withdrawn:
        raise InvalidValue(
            "nothing would change: tell what is to be changed", field="details"
        )
    both = [group for group in command.withdrawn if group in told]
    if both:
        raise InvalidValue(
            f"{both[0]} is told anew and withdrawn at once; choose one",
            field="withdrawn",
        )
    _refuse_known(
        case,
        command.details.email,
        person.delegation,
        field="details.email",
        but=person.id,
    )
    sealed = _sealed(person.id, told, case, person.key_of, is_new=False)
    case.record(
        person.change_details(case.stamp, details=sealed, withdrawn=command.withdrawn)
    )
    case.find_again(person, told, command.withdrawn)


@decide.register
def _(command: DesignateFocalPoint, case: CommandContext) -> None:
    person = _participant(case, command.participant_id)
    case.record(person.designate(case.stamp, since=command.since, until=command.until))


@decide.register
def _(command: EndDesignation, case: CommandContext) -> None:
    person = _participant(case, command.participant_id)
    case.record(person.end_designation(case.stamp, on=command.on))


@decide.register
def _(command: ErasePersonalData, case: CommandContext) -> None:
    person = _participant(case, command.participant_id)
    reason = case.sealed(person.id, "reason", command.reason)
    case.record(person.erase(case.stamp, groups=command.groups, reason=reason))


def _refuse_known(
    case: CommandContext,
    email: str | None,
    delegation: str,
    *,
    field: str,
    but: UUID | None = None,
) -> None:
    known = case.person_with(email, delegation)
    if known not in (None, but):
        raise AlreadyExists(
            f"{delegation} has somebody with this e-mail address on record already "
            f"({known}); change their details instead",
            field=field,
        )


def _participant(case: CommandContext, id: UUID) -> Participant:
    return case.change(
        Participant, id, of=lambda found: found.delegation, person=lambda found: id
    )


def enter_participant(
    id: UUID, delegation: str, person: PersonalDetails, case: CommandContext
) -> UUID:
    """Records somebody new, and has the vault find them from now on."""
    usual = personal_key_id(id, PersonalGroup.NAME)

    def key_of(group: PersonalGroup) -> UUID:
        needs = group is PersonalGroup.NEEDS
        return personal_key_id(id, group) if needs else usual

    # With care somebody looks: a command that was interrupted may have left keys.
    is_new = not case.turn.careful
    sealed = _sealed(id, person.by_group(), case, key_of, is_new=is_new)
    case.record(
        Participant.enter(id, case.stamp, delegation=delegation, details=sealed)
    )
    case.sealing.find_by(
        id,
        usual,
        delegation=delegation,
        name=person.name,
        email=person.email,
    )
    return id


def _sealed(
    id: UUID,
    told: Mapping[PersonalGroup, Mapping[str, Any]],
    case: CommandContext,
    key_of: Callable[[PersonalGroup], UUID],
    *,
    is_new: bool,
) -> SealedDetails:
    sealed: dict[str, Any] = {
        str(group): case.sealing.group(
            key_of(group), values, stream=id, field=group, is_new=is_new
        )
        for group, values in told.items()
    }
    return SealedDetails(**sealed)
