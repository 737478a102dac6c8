"""The list of participants on paper: delegations in protocol order, with people."""

from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import groupby
from typing import Any

from bsm_domain.foundation.formatting import (
    capitalize,
    count_of,
    format_date_range,
    format_datetime,
    format_number,
)
from bsm_projections.meetings.queries import meeting
from bsm_service.application.record_list import QueryRequest
from bsm_service.application.system import demonstration_notice
from bsm_service.documents.pdf import PdfDocument
from bsm_service.registration.list_of_participants.model import (
    ListedPerson,
    ListOfParticipants,
)

NOT_SHOWN = "(name not shown)"
_TEMPLATE = (files(__package__) / "list.typ").read_bytes()


def list_document(request: QueryRequest, issued: ListOfParticipants) -> PdfDocument:
    """The same position makes the same bytes, as long as nobody is erased."""
    system = request.system
    moment = system.moment(str(issued.as_known_at))
    with system.read(moment, request.context.audience) as context:
        of_meeting = meeting(context, str(issued.meeting_id))
    assert of_meeting is not None
    network = system.network()
    root = system.store.root_at(moment.position).hex()[:16]
    place = of_meeting.city or of_meeting.mode
    data = {
        "network": network.name if network else "",
        "kind": f"{capitalize(issued.edition)} list of participants",
        "title": of_meeting.title,
        "about": f"{format_date_range(of_meeting.starts_on, of_meeting.ends_on)}, "
        f"{place}; {count_of(issued.persons, 'participant')}",
        "delegations": list(_delegations(issued.people)),
        "foot": f"As known at fact {format_number(moment.position)}, "
        f"{format_datetime(moment.at)}; root hash {root}",
        "notice": demonstration_notice(system) or "",
    }
    name = f"participants-{of_meeting.starts_on}-{issued.edition}-{moment.position}.pdf"
    return PdfDocument(_TEMPLATE, data, moment.at, name)


def _delegations(people: Sequence[ListedPerson]) -> Iterator[dict[str, Any]]:
    for name, group in groupby(people, key=lambda person: person.delegation_name):
        yield {"name": name, "people": [_person(person) for person in group]}


def _person(person: ListedPerson) -> dict[str, str]:
    printed = " ".join(filter(None, (person.honorific, person.name)))
    return {
        "function": capitalize(person.function),
        "name": printed or NOT_SHOWN,
        "original": person.original_name or "",
    }
