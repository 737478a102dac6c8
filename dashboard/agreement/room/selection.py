"""What the cockpit shows: a session, its roll, and the draft on the table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bsm_domain.agreement.values import DecisionStatus
from bsm_domain.foundation.participating_states import STATES
from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_projections.agreement.decision_status import is_silence, is_undecided
from bsm_projections.agreement.queries import decisions, positions
from bsm_projections.agreement.tables import Decision, DelegationPosition
from bsm_projections.engine.read_context import local_day
from bsm_projections.meetings.agenda import MeetingSession
from bsm_projections.meetings.delegations import MeetingDelegation
from bsm_projections.meetings.read_model import Meeting
from bsm_projections.meetings.roll_calls import RollCall, roll_calls
from bsm_projections.registration.attendance.presence import (
    PresentDelegation,
    present_delegations,
)
from dashboard.agreement.room.situation import Situation, situation_of
from dashboard.data.page_context import PageContext
from dashboard.shell import address

SESSION, DRAFT, PART = "session", "decision", "part"
# In the address, for the meeting as a whole.
WHOLE_MEETING = "meeting"
_MOST_DRAFTS = 1_000


@dataclass(frozen=True)
class RoomSelection:
    """`session` is None for the meeting as a whole, `roll` where it was not called.
    `drafts` are undecided; the one chosen may have been decided since.
    """

    page: PageContext
    session: MeetingSession | None
    roll: RollCall | None
    drafts: tuple[Decision, ...]
    decision: Decision | None

    @property
    def meeting(self) -> Meeting:
        return self.page.shown_meeting

    @property
    def session_id(self) -> str | None:
        return None if self.session is None else self.session.id

    @property
    def is_in_session(self) -> bool:
        return self.meeting.status == MeetingStatus.IN_SESSION

    @cached_property
    def delegations(self) -> tuple[MeetingDelegation, ...]:
        """Who is invited, in protocol order."""
        return self.page.viewer.delegations(self.meeting.id)

    @cached_property
    def names(self) -> dict[str, str]:
        """What delegations are called that day, by code: those that are invited first,
        in protocol order; then all other States.
        """
        day = self.page.viewer.moment.at.date()
        invited = {one.code: one.name for one in self.delegations}
        states = {code: state.name_on(day).name for code, state in STATES.items()}
        return invited | {
            code: name for code, name in states.items() if code not in invited
        }

    @cached_property
    def positions(self) -> tuple[DelegationPosition, ...]:
        """The last position of each delegation on the draft."""
        if self.decision is None:
            return ()
        return self.page.viewer.fetch("read.positions", positions, self.decision.id)

    @cached_property
    def situation(self) -> Situation:
        """Where the draft on the table stands."""
        assert self.decision is not None
        return situation_of(
            self.decision,
            self.positions,
            present=self.present if self.knows_present else None,
            time_zone=self.meeting.time_zone,
            in_session=self.is_in_session,
            at=self.page.viewer.moment.at,
        )

    @property
    def present(self) -> frozenset[str]:
        """All delegations that the last roll-call has as present."""
        return frozenset() if self.roll is None else frozenset(self.roll.present)

    @cached_property
    def arrived(self) -> Mapping[str, PresentDelegation]:
        """The delegations that are present by the arrivals on record, by code."""
        return self.page.viewer.fetch(
            "read.attendances",
            present_delegations,
            self.meeting.id,
            session_id=self.session_id,
        )

    @property
    def proposed(self) -> frozenset[str]:
        """Who is marked as present before anybody marks: as the roll was called, or
        whoever has arrived.
        """
        return self.present if self.roll is not None else frozenset(self.arrived)

    @property
    def knows_present(self) -> bool:
        """Whether the roll tells who is present now."""
        return self.roll is not None and self.is_in_session

    @property
    def can_act(self) -> bool:
        """Whether what happens in the room is recorded here: on a live page, while the
        meeting is in session.
        """
        return self.is_in_session and not self.page.is_frozen

    @property
    def is_silence(self) -> bool:
        """Whether a silence runs on the draft."""
        return self.decision is not None and is_silence(self.decision)

    @property
    def is_open(self) -> bool:
        """Whether the draft on the table can still be spoken to."""
        return self.decision is not None and is_undecided(self.decision)


def read_selection(page: PageContext) -> RoomSelection:
    """As the address says, or what is most likely needed."""
    viewer, meeting = page.viewer, page.shown_meeting
    rolls = viewer.fetch("read.delegations", roll_calls, meeting.id)
    today = local_day(viewer.moment.at, meeting.time_zone)
    session = _session(meeting, rolls, today)
    session_id = None if session is None else session.id
    found = viewer.fetch(
        "read.decisions", decisions, meeting_id=meeting.id, limit=_MOST_DRAFTS
    ).items
    # Those in a procedure first.
    drafts = tuple(
        sorted(
            filter(is_undecided, found),
            key=lambda draft: draft.status != DecisionStatus.IN_PROCEDURE,
        )
    )
    chosen = address.parameter(DRAFT)
    decision = next((draft for draft in found if draft.id == chosen), None)
    return RoomSelection(
        page,
        session,
        next((roll for roll in rolls if roll.session_id == session_id), None),
        drafts,
        decision or next(iter(drafts), None),
    )


def _session(
    meeting: Meeting, rolls: Sequence[RollCall], today: date
) -> MeetingSession | None:
    """The session in the address; or the one whose roll was called last today, the
    first one of today, the one whose roll was called last, or the first one.
    """
    chosen = address.parameter(SESSION)
    sessions = {session.id: session for session in meeting.agenda}
    if chosen == WHOLE_MEETING:
        return None
    if chosen in sessions:
        return sessions[chosen]
    called = [sessions[roll.session_id] for roll in rolls if roll.session_id]
    of_today = [
        session for session in (*called, *meeting.agenda) if session.on == today
    ]
    return next(iter((*of_today, *called, *meeting.agenda)), None)
