"""SQL statements about sessions."""

from datetime import timedelta

from bsm_service.identity.current_rights import (
    IS_CURRENT_MANDATE,
    IS_CURRENT_SESSION,
    PRINCIPAL_COLUMNS,
)


def micros(duration: timedelta) -> int:
    return duration // timedelta(microseconds=1)


BY_SECRET_QUERY = f"""
    SELECT {PRINCIPAL_COLUMNS}, s.secret_hash, s.session, s.account AS holder,
    s.mandate AS chosen,
    s.signed_in_by, s.created_at, s.proved_at, s.last_used_at, s.expires_at, s.agent,
    s.pending
    FROM sessions s JOIN accounts a ON a.account = s.account
    LEFT JOIN mandates m ON m.mandate = s.mandate AND m.account = s.account
    AND {IS_CURRENT_MANDATE}
    WHERE s.secret_hash = :hash AND {IS_CURRENT_SESSION}"""


FOR_RENEWAL_QUERY = f"""SELECT s.account, s.mandate, s.pending
    FROM sessions s JOIN accounts a ON a.account = s.account
    WHERE s.secret_hash = :old AND {IS_CURRENT_SESSION}"""


RENEW_STATEMENT = """UPDATE sessions SET secret_hash = :new, pending = :pending,
    last_used_at = :now,
    mandate = CASE WHEN :mandate = '' THEN mandate ELSE :mandate END,
    signed_in_by = CASE WHEN :by = '' THEN signed_in_by ELSE :by END,
    proved_at = CASE WHEN :by = '' THEN proved_at ELSE :now END
    WHERE secret_hash = :old"""
