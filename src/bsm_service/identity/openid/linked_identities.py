"""Whose account it is that a provider of identities vouches for.

An identity is an issuer and a subject, never an e-mail address.
"""

from dataclasses import dataclass
from datetime import datetime

from bsm_domain.foundation.errors import InvalidValue, NotFound
from bsm_domain.foundation.timestamps import from_micros
from bsm_service.foundation.refusals import NameTaken
from bsm_service.identity.account_database import By, Register, opaque
from bsm_service.identity.text_checks import checked_name


@dataclass(frozen=True, slots=True)
class OpenIdentity:
    """Somebody as one provider knows them."""

    issuer: str
    subject: str
    linked_at: datetime


class OpenIdentities:
    def __init__(self, register: Register) -> None:
        self._register = register

    def account_of(self, issuer: str, subject: str) -> str | None:
        """The open account that the identity belongs to; None if there is none."""
        try:
            issuer, subject = _checked(issuer, subject)
        except InvalidValue:
            return None
        found = self._register.row(
            "SELECT o.account FROM openid_identities o "
            "JOIN accounts a ON a.account = o.account AND a.closed_at IS NULL "
            "WHERE o.issuer = :issuer AND o.subject = :subject",
            {"issuer": issuer, "subject": subject},
        )
        return None if found is None else str(found["account"])

    def link(self, account: str, issuer: str, subject: str, *, by: By = "") -> None:
        """Raises InvalidValue, NameTaken where it belongs to another account."""
        issuer, subject = _checked(issuer, subject)
        with self._register.changing(by=by) as change:
            values = {"account": account, "issuer": issuer, "subject": subject}
            linked = change.execute(
                "INSERT INTO openid_identities (issuer, subject, account, linked_at) "
                "VALUES (:issuer, :subject, :account, :now) ON CONFLICT DO NOTHING",
                {**values, "now": change.now},
            )
            if linked.rowcount:
                change.note("openid-linked", account, account)
                return
            found = change.row(
                "SELECT account FROM openid_identities "
                "WHERE issuer = :issuer AND subject = :subject",
                values,
            )
            if found is not None and found["account"] != account:
                raise NameTaken("that identity belongs to another account")

    def unlink(self, account: str, issuer: str, subject: str, *, by: By = "") -> None:
        """Raises NotFound where the account has no such identity."""
        try:
            issuer, subject = _checked(issuer, subject)
        except InvalidValue:
            raise NotFound("the account has no such identity") from None
        with self._register.changing(by=by) as change:
            gone = change.execute(
                "DELETE FROM openid_identities WHERE account = :account "
                "AND issuer = :issuer AND subject = :subject",
                {"account": opaque(account), "issuer": issuer, "subject": subject},
            )
            if not gone.rowcount:
                raise NotFound("the account has no such identity")
            change.note("openid-unlinked", account, account)

    def listed(self, account: str) -> tuple[OpenIdentity, ...]:
        found = self._register.rows(
            "SELECT * FROM openid_identities WHERE account = :account "
            "ORDER BY linked_at, issuer, subject",
            {"account": opaque(account)},
        )
        return tuple(
            OpenIdentity(one["issuer"], one["subject"], from_micros(one["linked_at"]))
            for one in found
        )


def _checked(issuer: str, subject: str) -> tuple[str, str]:
    what = "identity of a provider"
    if issuer != issuer.strip() or subject != subject.strip():
        raise InvalidValue(f"that is no {what}: it begins or ends with a space")
    return checked_name(issuer, what), checked_name(subject, what)
