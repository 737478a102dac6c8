"""The list of participants that was issued, and the people on it."""

from collections.abc import Sequence
from uuid import UUID

from bsm_domain.foundation.errors import NotFound
from bsm_domain.meetings.issued_list_facts import ListEdition
from bsm_domain.meetings.registration_terms import ListReaders
from bsm_domain.people.names import sort_key, with_family_name_in_capitals
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.engine.columns import Id
from bsm_projections.engine.sealed_texts import ERASED_TEXT, UNAVAILABLE_TEXT
from bsm_projections.meetings.issued_lists import issued_lists
from bsm_projections.meetings.registration_terms import (
    TermsOfRegistration,
    registration_terms,
)
from bsm_service.access.permissions import Principal
from bsm_service.access.scopes import READERS, SECRETARIAT
from bsm_service.application.record_list import (
    FilterTexts,
    QueryRequest,
    RecordItem,
    RecordList,
)
from bsm_service.registration.list_of_participants.document import list_document
from bsm_service.registration.list_of_participants.listed_delegates import (
    ListedDelegate,
    listed_delegates,
)
from bsm_service.registration.list_of_participants.model import (
    ListedPerson,
    ListOfParticipants,
)
from bsm_service.vault.personal_data_reader import VisiblePerson


def _list_of_participants(
    request: QueryRequest, meeting_id: Id, number: int | None = None
) -> ListOfParticipants | None:
    """None where nothing was issued that the viewer may see. Raises NotFound for an
    edition that was not issued.
    """
    editions = issued_lists(request.context, meeting_id)[::-1]
    terms = registration_terms(request.context, meeting_id)
    if not editions or not may_see_list(request.principal, terms):
        return None
    chosen = len(editions) if number is None else number
    if not 1 <= chosen <= len(editions):
        raise NotFound(
            f"the meeting has issued no list number {number}; the latest is number "
            f"{len(editions)}",
            field="number",
        )
    issued = editions[chosen - 1]
    people = _people(request, meeting_id, issued.as_known_at)
    return ListOfParticipants(
        meeting_id=UUID(meeting_id),
        number=chosen,
        edition=ListEdition(issued.edition),
        issued_at=issued.issued_at,
        as_known_at=issued.as_known_at,
        persons=len(people),
        people=tuple(people),
    )


def _listed_people(
    request: QueryRequest, meeting_id: Id, *, number: int | None = None
) -> tuple[ListedPerson, ...]:
    found = _list_of_participants(request, meeting_id, number)
    return () if found is None else found.people


def may_see_list(
    principal: Principal | None, terms: TermsOfRegistration | None
) -> bool:
    """The secretariat, and everybody who takes part where the terms say so."""
    if principal is None or principal.role in SECRETARIAT:
        return True
    return terms is not None and terms.list_shown_to == ListReaders.PARTICIPANTS


def _people(
    request: QueryRequest, meeting_id: str, position: int
) -> Sequence[ListedPerson]:
    """As known at the position, whose names are opened for the viewer; each reading is
    logged.
    """
    system = request.system
    moment = system.moment(str(position))
    with system.read(moment, request.context.audience) as context:
        listed = listed_delegates(context, meeting_id)
    opened = system.personal_data.open(
        request.caller,
        [one.person for one in listed],
        (PersonalGroup.NAME,),
        purpose=request.purpose,
        place=request.place,
        are_published=request.principal is not None,
    )
    pairs = sorted(zip(listed, opened, strict=True), key=_order)
    return [_listed_person(one, person) for one, person in pairs]


def _order(pair: tuple[ListedDelegate, VisiblePerson]) -> tuple[object, ...]:
    one, person = pair
    name = sort_key(person.name or "", person.family_name, person.latin_name)
    return one.order, name, one.registration_id


def _listed_person(one: ListedDelegate, person: VisiblePerson) -> ListedPerson:
    is_readable = person.name not in (ERASED_TEXT, UNAVAILABLE_TEXT)
    name, latin = person.name, person.latin_name if is_readable else None
    if name is not None and is_readable:
        name = with_family_name_in_capitals(latin or name, person.family_name)
    return ListedPerson(
        registration_id=UUID(one.registration_id),
        delegation=one.delegation,
        delegation_name=one.delegation_name,
        function=one.function,
        honorific=person.honorific if is_readable else None,
        name=name,
        original_name=person.name if latin else None,
    )


_NUMBER = FilterTexts(
    help="The number of the edition. Default: the latest.",
    description="The number of the edition. Default: the latest.",
)

LIST_OF_PARTICIPANTS = RecordItem(
    name="list-of-participants",
    action="read.issued-list",
    allowed=READERS,
    path="/meetings/{meeting_id}/list-of-participants",
    more_statuses=(413,),
    summary="The list of participants of a meeting",
    description="The latest edition of the list of participants that you may see, or "
    "the one with the `number`: who had a seat, in protocol order. The terms of "
    "registration say whether participants may see it. Readings of names are logged.",
    help="The list of participants of a meeting: the latest edition, or another one. "
    "Names are shown only with --as USER; readings are logged.",
    query=_list_of_participants,
    noun="list of participants",
    texts={"number": _NUMBER},
    document=list_document,
)

LISTED_PEOPLE = RecordList(
    name="listed-participants",
    action="read.issued-list",
    allowed=READERS,
    path="/meetings/{meeting_id}/list-of-participants/people",
    more_statuses=(413,),
    summary="The people on the list of participants",
    description="The people on the latest edition of the list of participants that you "
    "may see, or on the one with the `number`, in protocol order.",
    help="The people on the list of participants of a meeting. Names are shown only "
    "with --as USER; readings are logged.",
    query=_listed_people,
    texts={"number": _NUMBER},
    columns=("delegation_name", "function", "name", "original_name"),
)
