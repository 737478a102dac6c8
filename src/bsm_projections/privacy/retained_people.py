"""How long personal data have been kept since they were last of use."""

from dataclasses import dataclass
from datetime import date, datetime

from bsm_domain.people.participant import PersonalGroup
from bsm_projections.engine.read_context import ReadContext

# A registration that has ended plans no meeting.
_RETAINED_PEOPLE = """SELECT p.participant_id AS participant, p.delegation,
        p.erased, p.entered_at, p.designated_since, p.designated_until,
        max(CASE WHEN e.needs IS NULL THEN 0 ELSE 1 END) AS has_needs,
        max(CASE WHEN m.status = 'concluded' THEN m.ends_on END) AS concluded_on,
        max(CASE WHEN m.status = 'cancelled' THEN m.status_since END) AS cancelled_at,
        max(CASE WHEN m.status NOT IN ('concluded', 'cancelled')
            AND r.status NOT IN ('refused', 'withdrawn', 'substituted')
            THEN 1 ELSE 0 END) AS planned
    FROM {participants} e JOIN {participants} p
        ON p.participant_id = coalesce(e.merged_into, e.participant_id)
    LEFT JOIN {registrations} r ON r.participant_id = e.participant_id
    LEFT JOIN {meetings} m ON m.meeting_id = r.meeting_id
    GROUP BY p.participant_id, p.delegation, p.erased, p.entered_at,
        p.designated_since, p.designated_until
    ORDER BY p.delegation, p.participant_id"""


@dataclass(frozen=True, slots=True)
class RetainedPerson:
    """Somebody whose data are on record. Of the meetings that they were registered for,
    `concluded_on` is the last day of the last that was concluded, and `cancelled_at`
    when the last was cancelled; `planned` says that there is one to come.
    `designated_until` is the last day as focal point, None where there is none.
    """

    participant: str
    delegation: str
    entered_at: datetime
    has_needs: bool
    concluded_on: date | None
    cancelled_at: datetime | None
    planned: bool
    designated: bool
    designated_until: date | None

    @property
    def last_meeting(self) -> date | None:
        """The day on which the data were last of use for a meeting: for one that was
        cancelled, nobody needs them from the cancellation on.
        """
        cancelled_on = self.cancelled_at and self.cancelled_at.date()
        return max(filter(None, (self.concluded_on, cancelled_on)), default=None)


def retained_people(context: ReadContext) -> tuple[RetainedPerson, ...]:
    """Everybody who is not erased, by delegation."""
    rows = context.rows(_RETAINED_PEOPLE)
    return tuple(
        context.item(
            RetainedPerson,
            row,
            has_needs=bool(row["has_needs"]) and PersonalGroup.NEEDS not in erased,
            designated=row["designated_since"] is not None,
        )
        for row in rows
        if PersonalGroup.NAME not in (erased := row["erased"].split(","))
    )
