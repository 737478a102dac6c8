"""The list of participants: editions, who is on it, who may see it, and its files."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from systems import (
    AUSTRIA,
    LEADERSHIP,
    PARTICIPANT,
    SECRETARIAT,
    announce_berlin,
    confirm,
    do,
    enter,
    system_in,
)

from bsm_domain.foundation.errors import InvalidTransition, NotFound
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.registration_terms import ListReaders, RegistrationTerms
from bsm_projections.databases import Place
from bsm_service.access.permissions import Principal
from bsm_service.application.record_list import QueryRequest
from bsm_service.application.system import System, audience_of
from bsm_service.meetings.commands import SetRegistrationTerms
from bsm_service.people.commands import ErasePersonalData, WithholdListing
from bsm_service.registration.commands import NominateDelegate
from bsm_service.registration.list_of_participants.commands import IssueList
from bsm_service.registration.list_of_participants.lists import (
    LIST_OF_PARTICIPANTS,
    LISTED_PEOPLE,
)
from bsm_service.registration.list_of_participants.model import ListOfParticipants


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    yield system
    system.close()


@pytest.fixture
def meeting(system: System) -> UUID:
    return announce_berlin(system)


def seat(
    system: System, meeting: UUID, delegation: str, function: str, **details: str
) -> UUID:
    """Somebody with a seat: their participant's ID."""
    person = enter(system, delegation=delegation, **details)
    nominated = do(
        system,
        NominateDelegate(
            meeting_id=meeting,
            delegation=delegation,
            function=DelegateFunction(function),
            participant_id=person,
        ),
    )
    confirm(system, nominated.id)
    return person


def issue(system: System, meeting: UUID, edition: str = "provisional") -> None:
    do(system, IssueList(meeting_id=meeting, edition=edition))


def read(
    system: System,
    meeting: UUID,
    by: Principal | None = SECRETARIAT,
    number: int | None = None,
) -> ListOfParticipants | None:
    with _request(system, by) as request:
        found = LIST_OF_PARTICIPANTS.query(request, str(meeting), number)
        assert found is None or isinstance(found, ListOfParticipants)
        return found


def pdf(system: System, meeting: UUID, number: int | None = None) -> bytes:
    with _request(system, SECRETARIAT) as request:
        found = LIST_OF_PARTICIPANTS.query(request, str(meeting), number)
        assert LIST_OF_PARTICIPANTS.document is not None
        document = LIST_OF_PARTICIPANTS.document(request, found)
    return document.render()


def _request(system: System, by: Principal | None) -> "RequestAt":
    return RequestAt(system, by)


class RequestAt:
    """A query of the record as it is now."""

    def __init__(self, system: System, by: Principal | None) -> None:
        self._system, self._by = system, by

    def __enter__(self) -> QueryRequest:
        audience = audience_of(self._by or SECRETARIAT)
        self._reading = self._system.read(self._system.now(), audience)
        return QueryRequest(
            system=self._system,
            principal=self._by,
            context=self._reading.__enter__(),
            place="test",
            purpose="test",
        )

    def __exit__(self, *error: object) -> None:
        self._reading.__exit__(None, None, None)


def shown(found: ListOfParticipants | None) -> list[tuple[str, str, str | None]]:
    assert found is not None
    return [(each.delegation, each.function, each.name) for each in found.people]


def test_people_are_in_protocol_order_with_family_names_in_capitals(
    system: System, meeting: UUID
):
    seat(system, meeting, "IT", "member", name="Dario Esempio", family_name="Esempio")
    seat(system, meeting, "AT", "member", name="Cara Zach", family_name="Zach")
    seat(system, meeting, "AT", "member", name="Ähn Änder", family_name="Änder")
    seat(system, meeting, "AT", "head", name="Hans Yps", honorific="Dr")
    seat(
        system,
        meeting,
        "MK",
        "head",
        name="Филип Пример",
        family_name="Primer",
        latin_name="Filip Primer",
    )
    issue(system, meeting)

    found = read(system, meeting)
    # By the French names of the day: Autriche, ex-République …, Italie.
    by_delegation: dict[str, list[tuple[str, str | None]]] = {}
    for delegation, function, name in shown(found):
        by_delegation.setdefault(delegation, []).append((function, name))
    assert by_delegation["AT"] == [
        ("head", "Hans Yps"),
        ("member", "Ähn ÄNDER"),
        ("member", "Cara ZACH"),
    ]
    assert next(iter(by_delegation)) == "AT"
    assert found is not None
    filip = next(each for each in found.people if each.delegation == "MK")
    assert (filip.name, filip.original_name) == ("Filip PRIMER", "Филип Пример")
    assert (found.persons, found.number, found.edition) == (5, 1, "provisional")


def test_a_list_stays_as_it_was_issued(system: System, meeting: UUID):
    eva = seat(system, meeting, "AT", "head", name="Eva Muster")
    issue(system, meeting)
    first = pdf(system, meeting)
    seat(system, meeting, "IT", "head", name="Dario Esempio")
    do(system, WithholdListing(participant_id=eva))

    assert len(shown(read(system, meeting))) == 1
    assert pdf(system, meeting) == first
    assert first.startswith(b"%PDF")
    issue(system, meeting, "final")
    assert shown(read(system, meeting)) == [("IT", "head", "Dario Esempio")]
    assert pdf(system, meeting, number=1) == first
    assert pdf(system, meeting) != first
    with pytest.raises(NotFound, match="no list number 3; the latest is number 2"):
        read(system, meeting, number=3)


def test_names_that_were_erased_are_on_no_edition(system: System, meeting: UUID):
    eva = seat(system, meeting, "AT", "head", name="Eva Muster")
    issue(system, meeting)
    do(system, ErasePersonalData(participant_id=eva, reason="asked for it"))
    assert shown(read(system, meeting)) == [("AT", "head", "[erased]")]


EDITIONS = {
    "a corrected list without a final one": (["provisional"], "corrected", "no final"),
    "a second final list": (["final"], "final", "issue a corrected one"),
    "a provisional list after the final one": (
        ["provisional", "final", "corrected"],
        "provisional",
        "issue a corrected one",
    ),
}


@pytest.mark.parametrize("case", EDITIONS)
def test_editions_follow_one_another(case: str, system: System, meeting: UUID):
    issued, edition, says = EDITIONS[case]
    for each in issued:
        issue(system, meeting, each)
    before = system.store.position()
    with pytest.raises(InvalidTransition, match=says):
        issue(system, meeting, edition)
    assert system.store.position() == before


def test_participants_see_the_list_only_where_the_terms_say_so(
    system: System, meeting: UUID
):
    dario = seat(system, meeting, "IT", "head", name="Dario Esempio")
    issue(system, meeting)
    others = (AUSTRIA, PARTICIPANT, LEADERSHIP)
    assert [read(system, meeting, by) for by in others] == [None, None, None]
    with _request(system, AUSTRIA) as request:
        assert LISTED_PEOPLE.query(request, str(meeting)) == ()

    terms = RegistrationTerms(list_shown_to=ListReaders.PARTICIPANTS)
    do(system, SetRegistrationTerms(meeting_id=meeting, terms=terms))
    log = system.personal_data.read_log
    before = len(log.of_participant(dario))
    for by in others:
        assert shown(read(system, meeting, by)) == [("IT", "head", "Dario Esempio")]
    assert len(log.of_participant(dario)) == before + len(others)


def test_the_command_line_without_a_user_shows_no_names(system: System, meeting: UUID):
    seat(system, meeting, "IT", "head", name="Dario Esempio")
    issue(system, meeting)
    assert shown(read(system, meeting, None)) == [("IT", "head", None)]
