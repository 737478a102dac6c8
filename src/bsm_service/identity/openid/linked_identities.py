"""The provider identities linked to accounts. An identity is an issuer and a subject,
never an e-mail address.
"""

from dataclasses import dataclass
from datetime import datetime

from bsm_domain.foundation.errors import InvalidValue, NotFound
from bsm_service.foundation.refusals import NameTaken
from bsm_service.identity.account import validate_name
from bsm_service.identity.account_database import (
    AccountDatabase,
    ChangeActor,
    opaque_ids,
)


@dataclass(frozen=True, slots=True)
class LinkedIdentity:
    """An identity at one provider."""

    issuer: str
    subject: str
    linked_at: datetime


class LinkedIdentities:
    def __init__(self, database: AccountDatabase) -> None:
        self._database = database

    def account_of(self, issuer: str, subject: str) -> str | None:
        """The open account linked to the identity; None if there is none."""
        try:
            issuer, subject = _validated(issuer, subject)
        except InvalidValue:
            return None
        row = self._database.row(
            "SELECT o.account FROM openid_identities o "
            "JOIN accounts a ON a.account = o.account AND a.closed_at IS NULL "
            "WHERE o.issuer = :issuer AND o.subject = :subject",
            {"issuer": issuer, "subject": subject},
        )
        return None if row is None else str(row["account"])

    def link(
        self, account: str, issuer: str, subject: str, *, actor: ChangeActor = ""
    ) -> None:
        """Raises InvalidValue, NameTaken if it is linked to another account."""
        issuer, subject = _validated(issuer, subject)
        with self._database.transaction(actor=actor) as change:
            values = {"account": account, "issuer": issuer, "subject": subject}
            linked = change.execute(
                "INSERT INTO openid_identities (issuer, subject, account, linked_at) "
                "VALUES (:issuer, :subject, :account, :now) ON CONFLICT DO NOTHING",
                {**values, "now": change.now},
            )
            if linked.rowcount:
                change.record_event("openid-linked", account, account)
                return
            row = change.row(
                "SELECT account FROM openid_identities "
                "WHERE issuer = :issuer AND subject = :subject",
                values,
            )
            if row is not None and row["account"] != account:
                raise NameTaken("this identity is already linked to another account")

    def unlink(
        self, account: str, issuer: str, subject: str, *, actor: ChangeActor = ""
    ) -> None:
        """Raises NotFound if the account has no such identity."""
        try:
            issuer, subject = _validated(issuer, subject)
        except InvalidValue:
            raise NotFound("the account has no such linked identity") from None
        with self._database.transaction(actor=actor) as change:
            deleted = change.execute(
                "DELETE FROM openid_identities WHERE account = :account "
                "AND issuer = :issuer AND subject = :subject",
                {**opaque_ids(account=account), "issuer": issuer, "subject": subject},
            )
            if not deleted.rowcount:
                raise NotFound("the account has no such linked identity")
            change.record_event("openid-unlinked", account, account)

    def list_for(self, account: str) -> tuple[LinkedIdentity, ...]:
        return self._database.items(
            LinkedIdentity,
            "SELECT * FROM openid_identities WHERE account = :account "
            "ORDER BY linked_at, issuer, subject",
            opaque_ids(account=account),
        )


def _validated(issuer: str, subject: str) -> tuple[str, str]:
    description = "provider identity"
    if issuer != issuer.strip() or subject != subject.strip():
        raise InvalidValue(f"not a valid {description}: it begins or ends with a space")
    return validate_name(issuer, description), validate_name(subject, description)
