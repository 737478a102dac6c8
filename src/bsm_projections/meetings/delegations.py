"""Read model: the delegations invited to each meeting."""

from dataclasses import dataclass, replace

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.meetings.meeting import DelegationsInvited, QuotaChanged
from bsm_projections.engine.versioned_tables import RowBatch, Table


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """`name` is the form used when the delegation was invited."""

    meeting_id: str
    code: str
    kind: str
    name: str
    agency_of: str | None
    quota: int


DELEGATIONS = Table("delegations", DelegationRow, ("meeting_id", "code"))


class Delegations:
    name = "delegations"
    version = 1
    tables = (DELEGATIONS,)
    stored_name_prefixes = ("bsm.meeting.",)
    stops_on_error = False

    def fold(self, fact: DomainEvent, page: RowBatch) -> None:
        id = page.stream
        match fact:
            case DelegationsInvited(delegations=delegations):
                for one in delegations:
                    page.put(
                        DELEGATIONS,
                        DelegationRow(
                            meeting_id=id,
                            code=one.code,
                            kind=one.kind,
                            name=one.name,
                            agency_of=one.agency_of,
                            quota=one.quota,
                        ),
                    )
            case QuotaChanged(delegation=code, quota=quota):
                row = page.must_get(DELEGATIONS, id, code)
                page.put(DELEGATIONS, replace(row, quota=quota))
