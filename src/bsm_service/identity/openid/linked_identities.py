"""Whose account it is that a provider of identities vouches for.

An identity is an issuer and a subject, never an e-mail address.
"""

from dataclasses import dataclass
from datetime import datetime

from bsm_domain.foundation.errors import InvalidValue, NotFound
from bsm_domain.foundation.timestamps import from_micros
from bsm_service.foundation.refusals import NameTaken
from bsm_service.identity.account_database import (
    AccountDatabase,
    ChangeActor,
    opaque_id_or_empty,
)
from bsm_service.identity.text_checks import validate_name


@dataclass(frozen=True, slots=True)
class LinkedIdentity:
    """Somebody as one provider knows them."""

    issuer: str
    subject: str
    linked_at: datetime


class LinkedIdentities:
    def __init__(self, register: AccountDatabase) -> None:
        self._database = register

    def account_of(self, issuer: str, subject: str) -> str | None:
        """The open account that the identity belongs to; None if there is none."""
        try:
            issuer, subject = _validated(issuer, subject)
        except InvalidValue:
            return None
        found = self._database.row(
            "SELECT o.account FROM openid_identities o "
            "JOIN accounts a ON a.account = o.account AND a.closed_at IS NULL "
            "WHERE o.issuer = :issuer AND o.subject = :subject",
            {"issuer": issuer, "subject": subject},
        )
        return None if found is None else str(found["account"])

    def link(
        self, account: str, issuer: str, subject: str, *, by: ChangeActor = ""
    ) -> None:
        """Raises InvalidValue, NameTaken where it belongs to another account."""
        issuer, subject = _validated(issuer, subject)
        with self._database.transaction(by=by) as change:
            values = {"account": account, "issuer": issuer, "subject": subject}
            linked = change.execute(
                "INSERT INTO openid_identities (issuer, subject, account, linked_at) "
                "VALUES (:issuer, :subject, :account, :now) ON CONFLICT DO NOTHING",
                {**values, "now": change.now},
            )
            if linked.rowcount:
                change.record_event("openid-linked", account, account)
                return
            found = change.row(
                "SELECT account FROM openid_identities "
                "WHERE issuer = :issuer AND subject = :subject",
                values,
            )
            if found is not None and found["account"] != account:
                raise NameTaken("that identity belongs to another account")

    def unlink(
        self, account: str, issuer: str, subject: str, *, by: ChangeActor = ""
    ) -> None:
        """Raises NotFound where the account has no such identity."""
        try:
            issuer, subject = _validated(issuer, subject)
        except InvalidValue:
            raise NotFound("the account has no such identity") from None
        with self._database.transaction(by=by) as change:
            gone = change.execute(
                "DELETE FROM openid_identities WHERE account = :account "
                "AND issuer = :issuer AND subject = :subject",
                {
                    "account": opaque_id_or_empty(account),
                    "issuer": issuer,
                    "subject": subject,
                },
            )
            if not gone.rowcount:
                raise NotFound("the account has no such identity")
            change.record_event("openid-unlinked", account, account)

    def list_for(self, account: str) -> tuple[LinkedIdentity, ...]:
        found = self._database.rows(
            "SELECT * FROM openid_identities WHERE account = :account "
            "ORDER BY linked_at, issuer, subject",
            {"account": opaque_id_or_empty(account)},
        )
        return tuple(
            LinkedIdentity(one["issuer"], one["subject"], from_micros(one["linked_at"]))
            for one in found
        )


def _validated(issuer: str, subject: str) -> tuple[str, str]:
    what = "identity of a provider"
    if issuer != issuer.strip() or subject != subject.strip():
        raise InvalidValue(f"that is no {what}: it begins or ends with a space")
    return validate_name(issuer, what), validate_name(subject, what)
