"""Forms that take a place in a session for a registration, and give it up."""

from collections.abc import Collection

from bsm_domain.foundation.aggregate import is_possible
from bsm_domain.foundation.roles import Role
from bsm_domain.meetings.meeting import Meeting
from bsm_projections.meetings import read_model
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
    meeting: read_model.Meeting,
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
    return (*forms, *_forms(viewer, registration, meeting, sessions, held))


def _takes_place(
    viewer: Viewer, meeting: read_model.Meeting, session: PlacesOfSession
) -> bool:
    """Whether the viewer may still take a place: once places have closed, only the
    secretariat.
    """
    closes_at = session.closes_at
    is_open = closes_at is None or viewer.moment.at < closes_at
    is_secretariat = viewer.principal.role is Role.SECRETARIAT
    return is_possible(Meeting.must_offer_places, meeting.status) and (
        is_open or is_secretariat
    )


def _gives_up_place(meeting: read_model.Meeting) -> bool:
    return is_possible(Meeting.must_take_places_back, meeting.status)


def _forms(
    viewer: Viewer,
    registration: Registration,
    meeting: read_model.Meeting,
    sessions: Collection[PlacesOfSession],
    held: Collection[str],
) -> tuple[Form, ...]:
    free: Options = tuple(
        (session.session_id, session.title)
        for session in sessions
        if session.session_id not in held and _takes_place(viewer, meeting, session)
    )
    taken: Options = tuple(
        (session.session_id, session.title)
        for session in sessions
        if session.session_id in held and _gives_up_place(meeting)
    )
    forms = []
    if free:
        forms.append(
            form_of(
                TakePlace,
                override("session_id", label=texts.SESSION, options=free),
                override("wait", label=texts.WAIT),
                override("reason", label=texts.AHEAD, help=texts.AHEAD_HELP),
            )
        )
    if taken:
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
    state: str | None,
) -> None:
    """A button that takes a place in one session, or gives it up; none where neither is
    possible any more. `state` is that of the registration in the session.
    """
    meeting = page.shown_meeting
    is_possible_now = (
        _takes_place(page.viewer, meeting, session)
        if state is None
        else _gives_up_place(meeting)
    )
    if not is_possible_now:
        return
    is_full = session.taken >= session.capacity
    take = form_of(
        TakePlace,
        given={"wait": is_full},
        without=("reason",),
        label=texts.JOIN if is_full else texts.TAKE,
    )
    leave = texts.LEAVE if state == "waiting" else texts.GIVE_UP
    form = take if state is None else form_of(GiveUpPlace, label=leave)
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
