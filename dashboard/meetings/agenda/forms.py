"""Forms about the draft of an agenda: its sessions, and its release."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from bsm_domain.foundation.time_zones import time_zone_named
from bsm_projections.engine.sealed_texts import ERASED_TEXT, UNAVAILABLE_TEXT
from bsm_projections.meetings.agenda import MeetingSession
from bsm_projections.meetings.read_model import Meeting
from bsm_projections.registration.session_places.places_of_sessions import (
    PlacesOfSession,
)
from bsm_service.meetings.agenda_commands import (
    ChangeSession,
    DropSession,
    NameSpeakers,
    ReleaseAgenda,
    ScheduleSession,
)
from bsm_service.registration.session_places.commands import SetSessionPlaces
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.forms.form import Form, FormSubject, Values, allowed_forms
from dashboard.forms.generated_form import Changes, form_of, override
from dashboard.meetings import form_defaults
from dashboard.meetings.agenda import form_texts, selection
from dashboard.meetings.agenda.session_places import sessions_with_places
from dashboard.meetings.agenda.session_times import ends, starts


def session_form(page: PageContext, meeting: Meeting) -> Form:
    """A new session, and then the next one."""
    planned = selection.draft_sessions(page) or meeting.agenda
    day = form_defaults.next_session_day(meeting, planned)
    return form_of(
        ScheduleSession,
        override("on", label=form_texts.DAY, value=day, help=form_texts.DAY_HELP),
        override("kind", value="plenary"),
        override("starts_at", label=form_texts.START, help=form_texts.TIME_HELP),
        override("ends_at", label=form_texts.END, help=form_texts.TIME_HELP),
        override("order", label=form_texts.ORDER, help=form_texts.ORDER_HELP),
        label=form_texts.ADD_SESSION,
        first=("title", "kind", "on", "starts_at", "ends_at", "room"),
        adjust=_with_day_of_start(day),
        again=_again(page),
    )


def _again(page: PageContext) -> Callable[[], Form | None]:
    """The same form once more, as the meeting is then."""

    def make_again() -> Form | None:
        refreshed = page.refreshed()
        meeting = refreshed.meeting
        return None if meeting is None else session_form(refreshed, meeting)

    return make_again


def _with_day_of_start(proposed: date) -> Callable[[Values], Values]:
    """The day that the form proposes gives way to that of a start; another day that
    somebody entered does not, and is refused with it.
    """

    def to_command(values: Values) -> Values:
        if values.get("starts_at") is None or values.get("on") != proposed:
            return values
        return {name: value for name, value in values.items() if name != "on"}

    return to_command


def session_button(
    page: PageContext, session: MeetingSession, *, is_released: bool
) -> None:
    """A button for the forms about a session of the draft. One that `is_released` is
    changed and dropped with a reason.
    """
    meeting = page.shown_meeting
    form_dialog.form_button(
        page,
        FormSubject(
            form_texts.SESSION,
            session.title,
            {"meeting_id": meeting.id, "session_id": session.id},
            meeting.version,
        ),
        allowed_forms(
            page.viewer.principal,
            None,
            _change_form(session, is_released=is_released),
            _speakers_form(session),
            _removal_form(is_released=is_released),
            *((_places_form(page, session),) if is_released else ()),
            status=meeting.status,
        ),
    )


def _change_form(session: MeetingSession, *, is_released: bool) -> Form:
    """With what the session is now."""
    start, end = starts(session), ends(session)
    return form_of(
        ChangeSession,
        override("title", value=session.title),
        override("kind", value=session.kind),
        override("on", label=form_texts.DAY, value=session.on),
        override(
            "starts_at", label=form_texts.START, value=start, help=form_texts.TIME_HELP
        ),
        override("ends_at", label=form_texts.END, value=end, help=form_texts.TIME_HELP),
        override("room", value=session.room),
        override(
            "order",
            label=form_texts.ORDER,
            value=session.order,
            help=form_texts.ORDER_HELP,
        ),
        override("description", value=session.description),
        override("reason", optional=not is_released),
        label=form_texts.CHANGE,
        first=("title", "kind", "on", "starts_at", "ends_at", "room"),
        adjust=_with_day_of_start(session.on),
    )


def _places_form(page: PageContext, session: MeetingSession) -> Form:
    """With the places and the transport that are set now."""
    meeting = page.shown_meeting
    found = sessions_with_places(page.viewer, meeting)
    places = next((each for each in found if each.session_id == session.id), None)
    present = {} if places is None else _present_places(places, meeting)
    fields = []
    for name, (label, help) in form_texts.PLACES_FIELDS.items():
        changes: Changes = {"label": label}
        if help is not None:
            changes["help"] = help
        if name in present:
            changes["value"] = present[name]
        fields.append(override(f"places.{name}", **changes))
    if places is None:
        return form_of(
            SetSessionPlaces,
            *fields,
            without=("reason",),
            label=form_texts.SET_PLACES,
        )
    return form_of(
        SetSessionPlaces,
        *fields,
        override("reason", optional=False),
        label=form_texts.CHANGE_PLACES,
    )


def _present_places(places: PlacesOfSession, meeting: Meeting) -> dict[str, Any]:
    zone, closes_at = time_zone_named(meeting.time_zone), places.closes_at
    return {
        "capacity": places.capacity,
        "per_delegation": places.per_delegation,
        "closes_at": closes_at and closes_at.astimezone(zone).replace(tzinfo=None),
        "waiting_list": places.waiting_list,
        "transport.departs_at": _wall_time(places.departs_at),
        "transport.returns_at": _wall_time(places.returns_at),
        "transport.from_place": places.from_place,
        "transport.remark": places.remark,
    }


def _wall_time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _speakers_form(session: MeetingSession) -> Form:
    unreadable = session.speakers in (ERASED_TEXT, UNAVAILABLE_TEXT)
    named = None if unreadable else session.speakers
    return form_of(
        NameSpeakers,
        override(
            "speakers",
            label=form_texts.SPEAKERS,
            value=named,
            help=form_texts.SPEAKERS_HELP,
        ),
        label=form_texts.NAME_SPEAKERS,
    )


def _removal_form(*, is_released: bool) -> Form:
    effect = form_texts.DROP_RELEASED if is_released else form_texts.DROP_PLANNED
    return form_of(
        DropSession,
        override("reason", optional=not is_released, help=form_texts.REASON_HELP),
        label=form_texts.DROP,
        explanations=(effect,),
    )


def session_adding_button(page: PageContext, *, is_primary: bool) -> None:
    meeting = page.shown_meeting
    form_dialog.form_button(
        page,
        FormSubject(
            form_texts.ADD_SESSION,
            meeting.title,
            {"meeting_id": meeting.id},
            place=ScheduleSession.NAME,
        ),
        allowed_forms(
            page.viewer.principal,
            None,
            session_form(page, meeting),
            status=meeting.status,
        ),
        is_primary=is_primary,
    )


def release_button(page: PageContext, *, is_primary: bool) -> None:
    """It releases the draft as the viewer saw it: another change is shown first."""
    meeting = page.shown_meeting
    form_dialog.form_button(
        page,
        FormSubject(
            form_texts.RELEASE,
            meeting.title,
            {"meeting_id": meeting.id},
            meeting.version,
            place=ReleaseAgenda.NAME,
        ),
        allowed_forms(
            page.viewer.principal,
            None,
            release_form(page, meeting),
            status=meeting.status,
        ),
        is_primary=is_primary,
    )


def release_form(page: PageContext, meeting: Meeting) -> Form:
    """Says what everybody will see; a note is needed once there is an agenda."""
    changes = selection.draft_changes(page)
    return form_of(
        ReleaseAgenda,
        override(
            "note",
            label=form_texts.NOTE,
            optional=not meeting.agenda,
            help=form_texts.NOTE_HELP,
        ),
        label=form_texts.RELEASE,
        explanations=form_texts.release_effects(
            meeting, selection.draft_sessions(page) or (), changes
        ),
    )
