"""What people and delegations are notified of: what became of a registration, and that
a delegation has not answered its invitation.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.registration.registration_facts import (
    RegistrationConfirmed,
    RegistrationNominated,
    RegistrationNominatedAgain,
    RegistrationPromoted,
    RegistrationRefused,
    RegistrationRequested,
    RegistrationWaitlisted,
    RegistrationWithdrawn,
    RequestDeclined,
    RequestEndorsed,
)
from bsm_domain.registration.substitution.facts import RegistrationSubstituted
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.sql_conditions import sql_in

# Each replaces those before it. Lists of past meetings notify nobody.
NOTIFIABLE: Mapping[str, type[DomainEvent]] = {
    fact.TOPIC: fact
    for fact in (
        RegistrationRequested,
        RegistrationNominated,
        RegistrationNominatedAgain,
        RequestEndorsed,
        RequestDeclined,
        RegistrationConfirmed,
        RegistrationPromoted,
        RegistrationWaitlisted,
        RegistrationRefused,
        RegistrationWithdrawn,
        RegistrationSubstituted,
    )
}
_PAGE_SIZE = 500
# Whoever arrived knows what became of their registration.
_CHANGES = f"""SELECT f.position, f.stream_version AS entry, f.stored_name,
        f.occurred_at, f.recorded_at, r.registration_id, r.meeting_id, r.delegation,
        r.function, r.in_place_of, m.time_zone,
        COALESCE(p.merged_into, r.participant_id) AS person
    FROM {{facts}} f JOIN {{registrations}} r ON r.registration_id = f.stream_id
    JOIN {{meetings}} m ON m.meeting_id = r.meeting_id
    LEFT JOIN {{participants}} p ON p.participant_id = r.participant_id
    WHERE f.kind = 'registration' AND {sql_in("f.stored_name", NOTIFIABLE)}
        AND r.status <> 'attended' AND m.status NOT IN ('cancelled', 'concluded')
        AND NOT EXISTS (SELECT 1 FROM {{facts}} later
            WHERE later.stream_id = f.stream_id AND later.position > f.position
                AND {sql_in("later.stored_name", NOTIFIABLE)})"""
_UNANSWERED = """SELECT d.meeting_id, d.code AS delegation, t.nominations_until,
        t.late_nominations, m.time_zone
    FROM {registration_terms} t JOIN {meetings} m ON m.meeting_id = t.meeting_id
    JOIN {delegations} d ON d.meeting_id = t.meeting_id AND d.is_invited = 1
    LEFT JOIN {delegation_records} a ON a.meeting_id = d.meeting_id AND a.code = d.code
    WHERE m.status = 'registration open' AND t.nominations_until > :now
        AND a.answer IS NULL
    ORDER BY t.nominations_until, d.meeting_id, d.code"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationChange:
    """The latest of what became of a registration, and the registration as it is now.
    `entry` is the version of the fact. `person` is the entry that speaks for whoever is
    registered, None where nobody is named yet. `time_zone` is that of the meeting.
    """

    position: int
    entry: int
    stored_name: str
    occurred_at: datetime
    recorded_at: datetime
    registration_id: Id
    meeting_id: Id
    delegation: str
    function: str
    in_place_of: Id | None
    person: Id | None
    time_zone: str

    @property
    def kind(self) -> type[DomainEvent]:
        return NOTIFIABLE[self.stored_name]


def registration_changes(
    context: ReadContext, *, beyond: int
) -> Iterator[RegistrationChange]:
    """Those recorded after a position, the first one first, as far as nothing has
    replaced them: of meetings that are still to come. Reads a few hundred at a time.
    """
    while True:
        page = context.items(
            RegistrationChange,
            f"{_CHANGES} AND f.position > :beyond ORDER BY f.position LIMIT :limit",
            beyond=beyond,
            limit=_PAGE_SIZE,
        )
        yield from page
        if len(page) < _PAGE_SIZE:
            return
        beyond = page[-1].position


def registration_changes_at(
    context: ReadContext, positions: Sequence[int]
) -> dict[int, RegistrationChange]:
    """By their positions, the changes that nothing has replaced."""
    rows = context.rows_among(f"{_CHANGES} AND f.position IN (:ids)", positions)
    changes = (context.item(RegistrationChange, row) for row in rows)
    return {change.position: change for change in changes}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnansweredInvitation:
    """A delegation that has not answered, while nominations for the meeting are still
    in time. `time_zone` is that of the meeting.
    """

    meeting_id: Id
    delegation: str
    nominations_until: datetime
    late_nominations: str
    time_zone: str


def unanswered_invitations(context: ReadContext) -> tuple[UnansweredInvitation, ...]:
    """Of all meetings whose registration is open and has a deadline, the earliest
    deadline first.
    """
    return context.items(UnansweredInvitation, _UNANSWERED)
