"""Who held the seat of a registration, as one line."""

from bsm_projections.registration.read_model import Registration
from bsm_projections.registration.substitution.queries import seat_history
from dashboard.data import personal_data
from dashboard.data.queries import Viewer
from dashboard.people import texts as people_texts
from dashboard.registration.substitution import texts


def seat_line(viewer: Viewer, registration: Registration) -> str:
    """Empty for a seat that had only one holder; with the names that the viewer may
    see.
    """
    was_passed_on = registration.in_place_of is not None
    if not was_passed_on and registration.status != "substituted":
        return ""
    holders = viewer.fetch("read.registrations", seat_history, registration.id)
    people = personal_data.people_of_registrations(
        viewer, holders, purpose="who held a seat", place="registrations"
    )

    def name(participant: str | None) -> str:
        if participant is None:
            return people_texts.NAME_TO_FOLLOW.lower()
        person = people.get(participant)
        return (person and person.name) or texts.SOMEBODY

    return texts.seat_history(
        [(name(each.participant_id), each.until) for each in holders]
    )
