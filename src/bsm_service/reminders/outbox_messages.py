"""The messages of the outbox: one for each account and occasion, with its state."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bsm_domain.foundation.microseconds import from_micros
from bsm_projections.databases import Row
from bsm_service.reminders.preferences import MessageKind


class MessageState(StrEnum):
    """`page` is shown on the page only: no address, no mail server, or turned off.
    `skipped` was replaced by a later message; `lapsed` is no longer due.
    """

    WAITING = "waiting"
    SENT = "sent"
    PAGE = "page"
    SKIPPED = "skipped"
    LAPSED = "lapsed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """`rung` is the step of the escalation rules, the week of a digest, or the comment
    of a mention.
    """

    key: str
    kind: MessageKind
    account: str
    activity_id: str | None
    due_on: date | None
    rung: str
    made_at: datetime
    state: MessageState = MessageState.WAITING
    tries: int = 0
    error: str | None = None
    sent_at: datetime | None = None
    read_at: datetime | None = None


def message_from_row(row: Row) -> OutboxMessage:
    return OutboxMessage(
        key=row["key"],
        kind=MessageKind(row["kind"]),
        account=row["account"],
        activity_id=row["activity"],
        due_on=None if row["due_on"] is None else date.fromisoformat(row["due_on"]),
        rung=row["rung"],
        made_at=from_micros(row["made_at"]),
        state=MessageState(row["state"]),
        tries=row["tries"],
        error=row["error"],
        sent_at=_moment(row["sent_at"]),
        read_at=_moment(row["read_at"]),
    )


def _moment(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)
