"""A mandate, as it is on record."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.timestamps import from_micros
from bsm_projections.databases import Row
from bsm_service.identity.account_database import moment_or_none


class MandateKind(StrEnum):
    """How somebody comes to a mandate: in their own right, for another account while
    that may not act, or as an auditor who is let see more for a purpose.
    """

    ROLE = "role"
    STAND_IN = "stand-in"
    GRANT = "grant"


@dataclass(frozen=True, slots=True)
class Mandate:
    """One right to act. `until` is what was planned, `ended_at` what came before it;
    whoever gave or ended it is an account or a word such as "command line".
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


def mandate_from_row(found: Row) -> Mandate:
    return Mandate(
        id=found["mandate"],
        account=found["account"],
        role=Role(found["role"]),
        delegation=found["delegation"],
        kind=MandateKind(found["kind"]),
        stands_in_for=found["stands_in_for"],
        purpose=found["purpose"],
        since=from_micros(found["since"]),
        until=moment_or_none(found["until"]),
        given_by=found["given_by"],
        given_at=from_micros(found["given_at"]),
        reason=found["reason"],
        ended_at=moment_or_none(found["ended_at"]),
        ended_by=found["ended_by"],
        end_reason=found["end_reason"],
    )
