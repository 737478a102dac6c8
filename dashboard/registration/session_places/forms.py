"""Forms that take a place in a session for a registration, and give it up."""

from collections.abc import Collection

from bsm_projections.meetings.read_model import Meeting
from bsm_projections.registration.read_model import Registration
from bsm_projections.registration.session_places.places_of_sessions import (
    PlacesOfSession,
)
from bsm_projections.registration.session_places.queries import places_of_registration
from bsm_service.registration.session_places.commands import GiveUpPlace, TakePlace
from dashboard.data import current_principal
from dashboard.data.page_context import PageContext
from dashboard.data.queries import Viewer
from dashboard.forms import form_dialog
from dashboard.forms.form import Form, FormSubject, Options, allowed_forms
from dashboard.forms.generated_form import form_of, override
from dashboard.meetings.agenda.session_places import sessions_with_places
from dashboard.registration.session_places import texts


def with_places(
    viewer: Viewer,
    forms: tuple[Form, ...],
    registration: Registration,
    meeting: Meeting,
) -> tuple[Form, ...]:
    """The forms about a registration, with those about places in sessions."""
    sits = registration.status in ("confirmed", "attended")
    if not sits or not current_principal.has_permission(
        viewer.principal, "read.places"
    ):
        return forms
    sessions = sessions_with_places(viewer, meeting)
    if not sessions:
        return forms
    places = viewer.fetch("read.places", places_of_registration, registration.id)
    held = {place.session_id for place in places}
    return (*forms, *_forms(viewer, registration, sessions, held))


def _forms(
    viewer: Viewer,
    registration: Registration,
    sessions: Collection[PlacesOfSession],
    held: Collection[str],
) -> tuple[Form, ...]:
    def options(*, are_held: bool) -> Options:
        return tuple(
            (session.session_id, session.title)
            for session in sessions
            if (session.session_id in held) is are_held
        )

    forms = []
    if free := options(are_held=False):
        forms.append(
            form_of(
                TakePlace,
                override("session_id", label=texts.SESSION, options=free),
                override("wait", label=texts.WAIT),
                override("reason", label=texts.AHEAD, help=texts.AHEAD_HELP),
            )
        )
    if taken := options(are_held=True):
        forms.append(
            form_of(
                GiveUpPlace, override("session_id", label=texts.SESSION, options=taken)
            )
        )
    return allowed_forms(
        viewer.principal,
        registration.delegation,
        *forms,
        person=registration.participant_id,
        status=registration.status,
    )


def place_button(
    page: PageContext,
    registration: Registration,
    session: PlacesOfSession,
    *,
    holds: bool,
) -> None:
    """A button that takes a place in one session, or gives it up."""
    is_full = session.taken >= session.capacity
    take = form_of(
        TakePlace,
        given={"wait": is_full},
        without=("reason",),
        label=texts.JOIN if is_full else texts.TAKE,
    )
    form = form_of(GiveUpPlace, label=texts.GIVE_UP) if holds else take
    form_dialog.form_button(
        page,
        FormSubject(
            form.label,
            session.title,
            {"registration_id": registration.id, "session_id": session.session_id},
            registration.version,
        ),
        allowed_forms(
            page.viewer.principal,
            registration.delegation,
            form,
            person=registration.participant_id,
            status=registration.status,
        ),
    )
