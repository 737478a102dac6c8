"""Which decision a page shows, and for whom. All of it is in the address."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import streamlit as st

from bsm_domain.agreement.values import DecisionStatus
from bsm_domain.foundation.participating_states import (
    STATES,
    participating_states_on,
)
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_projections.agreement.decision_details import (
    DecisionDetails,
    decision_details,
)
from bsm_projections.agreement.decision_status import (
    has_round,
    is_expired,
    is_silence,
    is_undecided,
)
from bsm_projections.agreement.tables import Decision, DelegationPosition
from dashboard.data import record
from dashboard.data.page_context import PageContext
from dashboard.data.queries import Viewer
from dashboard.shell import address

DECISION, FROM, TO, LANGUAGE = "decision", "from", "to", "language"
DECISION_PAGE_ADDRESS = "/decision"


@dataclass(frozen=True)
class DecisionSelection:
    """A decision as its page shows it."""

    page: PageContext
    details: DecisionDetails

    @property
    def decision(self) -> Decision:
        return self.details.decision

    @cached_property
    def now(self) -> datetime:
        """The viewed moment; live to the second, because a silence ends at one."""
        return moment_of(self.page.viewer)

    @property
    def time_zone(self) -> str:
        """The zone of the silence; else that of the meeting."""
        meeting = self.page.meeting
        return self.decision.time_zone or (meeting.time_zone if meeting else "UTC")

    @property
    def sees_negotiation(self) -> bool:
        return self.page.viewer.audience.negotiation

    @property
    def own_delegation(self) -> str | None:
        """The delegation for which the viewer speaks: a State's or a Partner's."""
        principal = self.page.viewer.principal
        if principal.role is Role.FOCAL_POINT and principal.delegation in STATES:
            return principal.delegation
        return None

    @property
    def acts_for_all(self) -> bool:
        """Whether the viewer records what is said and opens procedures."""
        return self.page.viewer.principal.role in (Role.CHAIR, Role.SECRETARIAT)

    @property
    def own_position(self) -> DelegationPosition | None:
        return self.details.position_of(self.own_delegation)

    @property
    def is_heard(self) -> bool:
        """Whether the viewer's delegation has a position on the current version."""
        return self.has_current(self.own_position)

    @property
    def version_spoken_on(self) -> int | None:
        """The earlier version on which the viewer's delegation spoke last, while it has
        not spoken on the current one.
        """
        said = self.own_position
        if said is None or not self.is_undecided or self.is_heard:
            return None
        return said.version if said.version < self.decision.text_version else None

    def has_current(self, said: DelegationPosition | None) -> bool:
        return (
            said is not None
            and said.position is not None
            and said.version == self.decision.text_version
        )

    @property
    def is_undecided(self) -> bool:
        return is_undecided(self.decision)

    @property
    def is_silence(self) -> bool:
        """Whether a silence runs, or has expired and is not settled yet."""
        return is_silence(self.decision)

    @property
    def has_expired(self) -> bool:
        """Expired, and the adoption not on record yet: the text is closed."""
        return is_expired(self.decision, self.now)

    @property
    def is_open(self) -> bool:
        """Whether delegations may still speak: from its expiry on a text is closed, and
        once its meeting is cancelled.
        """
        return (
            self.is_undecided
            and not self.has_expired
            and not self.is_of_cancelled_meeting
        )

    @cached_property
    def is_of_cancelled_meeting(self) -> bool:
        return any(
            meeting.status == MeetingStatus.CANCELLED
            for meeting in self.page.viewer.meetings()
            if meeting.id == self.decision.meeting_id
        )

    @property
    def may_be_contested(self) -> bool:
        """Whether what was said before the adoption may still be recorded."""
        return self.decision.status == DecisionStatus.ADOPTED

    @property
    def is_follow_up_for_all(self) -> bool:
        """Whether activities that come of a matter for focal points are for all."""
        return (
            self.decision.audience != MatterAudience.ALL
            and self.details.follow_up_audience == MatterAudience.ALL
        )

    @property
    def asked(self) -> tuple[str, ...]:
        """Whose objection counts: those of the round, or all States of the day."""
        if has_round(self.decision):
            return self.decision.entitled
        return participating_states_on(self.now.date())

    def name(self, delegation: str) -> str:
        return self.names.get(delegation, delegation)

    @cached_property
    def names(self) -> dict[str, str]:
        """Delegations by code, as they are called at this moment."""
        day = self.now.date()
        names = {code: state.name_on(day).name for code, state in STATES.items()}
        said = {
            each.delegation: each.delegation_name for each in self.details.positions
        }
        return self.page.viewer.delegation_names() | names | said


def moment_of(viewer: Viewer) -> datetime:
    """The viewed moment; live to the second."""
    return record.current_time() if viewer.moment.live else viewer.moment.at


def read_selection(page: PageContext) -> DecisionSelection | None:
    """None where the address names no decision that the viewer may see."""
    requested = address.parameter(DECISION)
    return None if requested is None else of_decision(page, requested)


def of_decision(page: PageContext, id: str) -> DecisionSelection | None:
    """None where the viewer sees no such decision at this moment."""
    details = page.viewer.fetch("read.decisions", decision_details, id)
    return None if details is None else DecisionSelection(page, details)


def link_address(decision_id: str, **values: str | None) -> str:
    """The address of a decision's page."""
    return address.link(DECISION_PAGE_ADDRESS, **{DECISION: decision_id, **values})


def show_meeting_of_decision(page: PageContext) -> None:
    """Chooses the meeting of the decision, if the page is of another one. Belongs
    before anything of the page is drawn.
    """
    selected = read_selection(page)
    if selected is None:
        return
    meeting_id = selected.decision.meeting_id
    shown = page.meeting.id if page.meeting else None
    if shown != meeting_id and address.parameter(address.MEETING) != meeting_id:
        address.set_parameter(address.MEETING, meeting_id)
        st.rerun()
