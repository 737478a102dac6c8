"""Read model: the delegations invited to each meeting, or named by a list of it once it
was over; and names of organisations.
"""

from dataclasses import dataclass, replace

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.participating_states import STATES, DelegationKind
from bsm_domain.foundation.sources import Source
from bsm_domain.meetings.meeting_facts import (
    DelegationsInvited,
    InvitationWithdrawn,
    QuotaChanged,
)
from bsm_domain.meetings.network import OrganisationNamed
from bsm_domain.meetings.source_facts import MeetingSourceNamed
from bsm_domain.registration.attendance.facts import RegistrationRecorded
from bsm_projections.engine.columns import (
    computed,
)
from bsm_projections.engine.temporal_tables import RowBatch, Table
from bsm_projections.meetings.sources import (
    stored_source,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDelegation:
    """`participants` holds seats (confirmed or attended); `registrations` counts all.

    `came` says that at least one of its registrations holds a seat. Whoever is not
    `invited` is recorded from a list of the past meeting.
    """

    code: str
    name: str
    kind: str
    agency_of: str | None
    quota: int
    invited: bool = computed()
    registrations: int = computed()
    participants: int = computed()
    open_activities: int = computed()
    came: bool = computed()
    source: Source | None = computed()


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationRow(MeetingDelegation):
    """Its `name` is the form used when the delegation was invited; of an organisation
    that was not, the code. It stays when the invitation is withdrawn, because links may
    lead to it. `is_on_list` once a list of the past meeting names it.
    """

    meeting_id: str
    is_invited: bool = True
    is_on_list: bool = False
    stored_source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationNameRow:
    code: str
    since: str  # the ISO form: a key is looked up as it is stored
    name: str


DELEGATIONS = Table("delegations", DelegationRow, ("meeting_id", "code"))
ORGANISATION_NAMES = Table("organisation_names", OrganisationNameRow, ("code", "since"))


class Delegations:
    name = "delegations"
    version = 4
    tables = (DELEGATIONS, ORGANISATION_NAMES)
    stored_name_prefixes = ("bsm.meeting.", "bsm.network.", RegistrationRecorded.TOPIC)

    def fold(self, fact: DomainEvent, batch: RowBatch) -> None:
        id = batch.stream
        match fact:
            case DelegationsInvited(delegations=delegations):
                for invited in delegations:
                    source = stored_source(fact)
                    row = DelegationRow(
                        meeting_id=id, stored_source=source, **dict(invited)
                    )
                    batch.put(DELEGATIONS, row)
            case QuotaChanged(delegation=code, quota=quota):
                row = batch.must_get(DELEGATIONS, id, code)
                batch.put(DELEGATIONS, replace(row, quota=quota))
            case MeetingSourceNamed(delegations=codes):
                for code in codes:
                    row = batch.must_get(DELEGATIONS, id, code)
                    row = replace(row, stored_source=stored_source(fact))
                    batch.put(DELEGATIONS, row)
            case InvitationWithdrawn(delegation=code):
                row = batch.must_get(DELEGATIONS, id, code)
                batch.put(DELEGATIONS, replace(row, is_invited=False))
            case RegistrationRecorded():
                self._add_listed(fact, batch)
            case OrganisationNamed(code=code, since=since, name=name):
                named = OrganisationNameRow(
                    code=code, since=since.isoformat(), name=name
                )
                batch.put(ORGANISATION_NAMES, named)

    def _add_listed(self, fact: RegistrationRecorded, batch: RowBatch) -> None:
        """Whom a list names and nobody invited: a State, or an organisation."""
        meeting, code = str(fact.meeting_id), fact.delegation
        row = batch.get(DELEGATIONS, meeting, code)
        if row is None:
            state = STATES.get(code)
            row = DelegationRow(
                code=code,
                name=state.name_on(fact.occurred_at.date()).name if state else code,
                kind=state.kind if state else DelegationKind.ORGANISATION,
                agency_of=None,
                quota=0,
                meeting_id=meeting,
                is_invited=False,
            )
        if not row.is_on_list:
            batch.put(DELEGATIONS, replace(row, is_on_list=True))
