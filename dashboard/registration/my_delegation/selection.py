"""Which delegation the page shows, and what is on record of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bsm_domain.foundation.roles import Role
from bsm_projections.meetings.delegation_cards import DelegationCard, delegation_cards
from bsm_projections.meetings.read_model import Meeting
from bsm_projections.meetings.registration_terms import TermsOfRegistration
from bsm_projections.registration.delegation_records import DelegationNote
from bsm_projections.registration.my_delegation.queries import (
    DelegationMember,
    delegation_members,
)
from bsm_projections.registration.note_queries import delegation_notes
from bsm_projections.registration.session_places.places_of_sessions import (
    PlacesOfSession,
)
from bsm_projections.registration.session_places.queries import places
from bsm_projections.registration.session_places.read_model import SessionPlace
from bsm_service.vault.personal_data_reader import VisiblePerson
from dashboard.data import personal_data
from dashboard.data.page_context import PageContext
from dashboard.data.queries import Viewer
from dashboard.meetings.agenda.session_places import sessions_with_places
from dashboard.registration.terms.forms import terms_of
from dashboard.shell import address, filters

OF = "of"
_ENDED = ("refused", "withdrawn", "substituted")
_SEATED = ("confirmed", "attended")
_MAX_NOTES = 100
_MAX_PLACES = 1_000


@dataclass(frozen=True)
class DelegationSelection:
    """One delegation to the page's meeting; everything is read when it is needed."""

    page: PageContext
    card: DelegationCard

    @property
    def code(self) -> str:
        return self.card.code

    @property
    def meeting(self) -> Meeting:
        return self.page.shown_meeting

    @cached_property
    def terms(self) -> TermsOfRegistration:
        return terms_of(self.page.viewer, self.meeting)

    @cached_property
    def registrations(self) -> tuple[DelegationMember, ...]:
        return self.page.viewer.fetch(
            "read.delegation-members",
            delegation_members,
            self.meeting.id,
            delegation=self.code,
        )

    @cached_property
    def notes(self) -> tuple[DelegationNote, ...]:
        """In the order in which they came, also those that were replaced."""
        result = self.page.viewer.fetch(
            "read.delegation-notes",
            delegation_notes,
            self.meeting.id,
            delegation=self.code,
            limit=_MAX_NOTES,
        )
        return result.items

    @cached_property
    def people(self) -> Mapping[str, VisiblePerson]:
        """Names and posts, by the participant's ID; the reading is logged."""
        return personal_data.people_of_registrations(
            self.page.viewer,
            self.registrations,
            purpose="registrations of a delegation",
            place="page My delegation",
        )

    @cached_property
    def sessions(self) -> tuple[PlacesOfSession, ...]:
        """With limited places, in the order of the agenda."""
        return sessions_with_places(self.page.viewer, self.meeting)

    @cached_property
    def places(self) -> tuple[SessionPlace, ...]:
        """Which the delegation's people have or await, session by session."""
        return tuple(
            place
            for session in self.sessions
            for waiting in (False, True)
            for place in self.page.viewer.fetch(
                "read.places",
                places,
                session.session_id,
                delegation=self.code,
                waiting=waiting,
                limit=_MAX_PLACES,
            ).items
        )

    @property
    def valid_notes(self) -> tuple[DelegationNote, ...]:
        return tuple(note for note in self.notes if note.replaced_by is None)

    @property
    def members(self) -> tuple[DelegationMember, ...]:
        """Whom the delegation sends."""
        return self._with_status(*_ENDED, "requested", without=True)

    @property
    def requests(self) -> tuple[DelegationMember, ...]:
        return self._with_status("requested")

    @property
    def ended(self) -> tuple[DelegationMember, ...]:
        return self._with_status(*_ENDED)

    @property
    def seated(self) -> tuple[DelegationMember, ...]:
        return self._with_status(*_SEATED)

    def _with_status(
        self, *statuses: str, without: bool = False
    ) -> tuple[DelegationMember, ...]:
        return tuple(
            each
            for each in self.registrations
            if (each.status in statuses) is not without
        )

    @property
    def needs_note(self) -> bool:
        return self.terms.note == "before a seat"

    @property
    def uncovered(self) -> tuple[DelegationMember, ...]:
        """Who has no seat yet, and gets none without a note."""
        waiting = self._with_status("nominated", "waitlisted")
        return tuple(one for one in waiting if self.needs_note and not one.is_covered)

    def person_of(self, registration: DelegationMember) -> VisiblePerson | None:
        return self.people.get(registration.participant_id or "")


def sees_all(viewer: Viewer) -> bool:
    """Whether the viewer chooses among all delegations."""
    return viewer.principal.role is not Role.FOCAL_POINT


def cards(page: PageContext) -> tuple[DelegationCard, ...]:
    """The delegations that are invited, as far as the viewer may see them."""
    viewer = page.viewer
    return viewer.fetch(
        "read.delegation-cards",
        delegation_cards,
        page.shown_meeting.id,
        delegation=None if sees_all(viewer) else viewer.principal.delegation or "",
    )


def read_selection(page: PageContext) -> DelegationSelection | None:
    """None where no delegation is chosen, or the viewer's own is not invited."""
    requested = (
        address.parameter(OF)
        if sees_all(page.viewer)
        else page.viewer.principal.delegation
    )
    found = (card for card in cards(page) if card.code == requested)
    card = next(found, None)
    return None if card is None else DelegationSelection(page, card)


def show_controls(page: PageContext) -> None:
    """For whoever may choose another delegation."""
    if page.meeting is None or not sees_all(page.viewer):
        return
    names = {card.code: card.name for card in cards(page)}
    if names:
        selected: str | None = address.parameter(OF)
        filters.choose_delegation(
            OF, names, selected, placeholder="All delegations", width=320
        )
