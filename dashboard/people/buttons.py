"""Buttons that open the forms about people."""

from collections.abc import Sequence
from datetime import date

from bsm_projections.people.read_model import Participant
from bsm_service.people.commands import EnterParticipant
from bsm_service.vault.personal_data_reader import VisiblePerson
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog, submit
from dashboard.forms.form import FormSubject
from dashboard.people import forms

# A State's focal points of the day, and since when it has had them.
FocalPoints = tuple[Sequence[str], date | None]


def new_person_button(page: PageContext) -> None:
    """A button that opens the form for somebody who is not on record yet."""
    if form_dialog.submittable_delegations(page, EnterParticipant):
        description = "Somebody of a delegation, for this meeting or later ones"
        form_dialog.form_button(
            page,
            FormSubject("New person", description, place="person"),
            (forms.new_person_form(),),
        )


def person_button(
    page: PageContext,
    participant: Participant,
    person: VisiblePerson,
    focal_points: FocalPoints = ((), None),
) -> None:
    """A button that opens what the viewer may do about somebody; their data in full
    are read for whoever opens it only.
    """
    zone = page.meeting.time_zone if page.meeting else "UTC"
    form_dialog.form_button(
        page,
        FormSubject(
            "Person",
            f"{person.name} ({participant.delegation_name})",
            {"participant_id": participant.id},
            participant.version,
            place="person",
        ),
        forms.person_forms(
            page.viewer,
            participant,
            today=submit.today_in(zone),
            focal_points=focal_points,
        ),
    )
