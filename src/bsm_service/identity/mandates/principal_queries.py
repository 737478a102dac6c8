"""Which mandates hold at a moment, and whom they make of an account: in SQL, so that
each request is one query and every change counts at once.
"""

from datetime import datetime
from uuid import UUID

from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_projections.databases import Row
from bsm_service.access.permissions import Grant, Principal

# Of a mandate `m`, at `:now`. A stand-in and a grant rest on a role that somebody holds
# in their own right, and end with it.
IS_CURRENT_MANDATE = """
    m.since <= :now AND m.ends_at > :now AND (m.kind = 'role' OR EXISTS (
    SELECT 1 FROM mandates r JOIN accounts h ON h.account = r.account
    WHERE r.account = COALESCE(m.stands_in_for, m.account)
    AND r.kind = 'role' AND r.role = m.role
    AND (m.kind = 'grant' OR COALESCE(r.delegation, '') = COALESCE(m.delegation, ''))
    AND r.since <= :now AND r.ends_at > :now AND h.closed_at IS NULL))"""

# Of a session `s` of an account `a`, at `:now`: one that has not been used since
# `:idle` has ended. One that was used after `:soon` began while the clock was wrong; by
# its times it would go on for years.
IS_CURRENT_SESSION = (
    "s.expires_at > :now AND s.last_used_at > :idle AND s.last_used_at <= :soon "
    "AND a.closed_at IS NULL"
)

# Of a mandate `m` of an account `a`: what `principal_from_row` reads.
PRINCIPAL_COLUMNS = """
    m.mandate, m.account, m.role, m.delegation, m.stands_in_for, a.participant,
    CASE WHEN m.kind = 'role' THEN m.ends_at ELSE 0 END AS holds_until,
    (SELECT version FROM rights) AS rights_version,
    CASE WHEN m.role = 'auditor' AND m.kind <> 'stand-in' AND EXISTS (
        SELECT 1 FROM mandates g WHERE g.account = m.account AND g.kind = 'grant'
        AND g.since <= :now AND g.ends_at > :now) THEN 1 ELSE 0 END AS granted"""

_ALL_GRANTS = frozenset({Grant.FOCAL_POINTS_MATTER})
_NO_GRANTS: frozenset[Grant] = frozenset()


def principal_from_row(
    row: Row,
    method: SignInMethod,
    allowed_actions: frozenset[str] | None = None,
    *,
    session: str = "",
    token: str = "",
    ends_at: int | None = None,
    proved_at: datetime | None = None,
) -> Principal:
    """`session` or `token` is what they came in by, `ends_at` when it ends, in
    microseconds, and `proved_at` when they last proved in it who they are.
    """
    participant, holds_until = row["participant"], row["holds_until"]
    return Principal(
        row["account"],
        Role(row["role"]),
        row["delegation"],
        method,
        mandate=row["mandate"],
        on_behalf_of=row["stands_in_for"],
        participant=None if participant is None else UUID(participant),
        grants=_ALL_GRANTS if row["granted"] else _NO_GRANTS,
        allowed_actions=allowed_actions,
        session=session,
        token=token,
        rights_version=row["rights_version"],
        valid_until_micros=holds_until
        if ends_at is None
        else min(holds_until, ends_at),
        proved_at=proved_at,
    )
