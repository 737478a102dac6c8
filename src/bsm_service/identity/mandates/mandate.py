"""A mandate as it is stored."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bsm_domain.foundation.microseconds import from_micros
from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Row
from bsm_service.identity.account_database import moment_or_none


class MandateKind(StrEnum):
    """The kinds of mandate: in one's own right, as a stand-in for another account, or a
    grant that lets an auditor see more for a purpose.
    """

    ROLE = "role"
    STAND_IN = "stand-in"
    GRANT = "grant"


@dataclass(frozen=True, slots=True)
class Mandate:
    """A right to act in a role. `until` is the planned end, `ended_at` an earlier one.
    Whoever gave or ended it is an account or a word such as "command line".
    """

    id: str
    account: str
    role: Role
    delegation: str | None
    kind: MandateKind
    stands_in_for: str | None
    purpose: str | None
    since: datetime
    until: datetime | None
    given_by: str
    given_at: datetime
    reason: str | None
    ended_at: datetime | None
    ended_by: str | None
    end_reason: str | None


def mandate_from_row(row: Row) -> Mandate:
    return Mandate(
        id=row["mandate"],
        account=row["account"],
        role=Role(row["role"]),
        delegation=row["delegation"],
        kind=MandateKind(row["kind"]),
        stands_in_for=row["stands_in_for"],
        purpose=row["purpose"],
        since=from_micros(row["since"]),
        until=moment_or_none(row["until"]),
        given_by=row["given_by"],
        given_at=from_micros(row["given_at"]),
        reason=row["reason"],
        ended_at=moment_or_none(row["ended_at"]),
        ended_by=row["ended_by"],
        end_reason=row["end_reason"],
    )
