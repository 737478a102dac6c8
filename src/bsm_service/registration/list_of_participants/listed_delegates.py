"""The people on the list of participants, before their names are opened."""

from dataclasses import dataclass

from bsm_domain.foundation.values import DelegateFunction
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.meetings.queries import meeting_delegations
from bsm_projections.people.queries import participants_by_id
from bsm_projections.people.read_model import Participant
from bsm_projections.registration.list_of_participants.queries import (
    listed_registrations,
)

_FUNCTIONS = [*DelegateFunction]  # in their order on the list
_WITHOUT_PLACE = 10**6  # behind all that have one


@dataclass(frozen=True, slots=True)
class ListedDelegate:
    """Somebody on the list. `person` is the entry that speaks for them; `order` is that
    on the list as far as it does not depend on names: delegations in protocol order,
    then functions, then places in the delegation's own list.
    """

    registration_id: str
    delegation: str
    delegation_name: str
    function: DelegateFunction
    person: Participant
    order: tuple[int, str, int, int]


def listed_delegates(
    context: ReadContext, meeting_id: str
) -> tuple[ListedDelegate, ...]:
    """Without those whose names are withheld. Names of delegations and their order are
    those of the viewed day.
    """
    registrations = listed_registrations(context, meeting_id)
    people = participants_by_id(
        context, [each.participant_id for each in registrations]
    )
    delegations = meeting_delegations(context, meeting_id)
    numbers = {each.code: number for number, each in enumerate(delegations)}
    return tuple(
        ListedDelegate(
            registration_id=each.id,
            delegation=each.delegation,
            delegation_name=context.delegation_name(each.delegation),
            function=function,
            person=person,
            order=(
                numbers.get(each.delegation, len(numbers)),
                each.delegation,
                _FUNCTIONS.index(function),
                _WITHOUT_PLACE if each.place is None else each.place,
            ),
        )
        for each in registrations
        if (person := people.get(each.participant_id)) and not person.withheld
        for function in [DelegateFunction(each.function)]
    )
