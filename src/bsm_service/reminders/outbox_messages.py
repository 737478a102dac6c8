"""The messages of the outbox: one for each account and occasion, with its state."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bsm_projections.engine.columns import column
from bsm_service.reminders.preferences import MessageKind

# All messages of such a kind that one account is due to get are put into one e-mail.
SENT_TOGETHER = frozenset(
    {MessageKind.SILENCE, MessageKind.AGREEMENT, MessageKind.DELEGATION}
)
# Whether these are still due is found out when they are about to be sent, so that a run
# need not look through all of them.
CHECKED_WHEN_SENT = frozenset(
    {MessageKind.DIGEST, MessageKind.REGISTRATION, MessageKind.DELEGATION}
)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxMessage:
    """`rung` is the step of the escalation rules, the week of a digest, the comment of
    a mention, the hours before a silence ends, the days before nominations close with
    the delegation, or the position of a fact about a decision, a meeting or a
    registration. `subject` is what it is about, if not an activity: `decision:`,
    `meeting:` or `registration:` and its ID. `participant` is who gets it, if `account`
    is empty.
    """

    key: str
    kind: MessageKind
    account: str
    participant: str | None = None
    activity_id: str | None = column("activity")
    subject: str | None = None
    due_on: date | None = None
    rung: str
    made_at: datetime
    state: MessageState = MessageState.WAITING
    tries: int = 0
    error: str | None = None
    sent_at: datetime | None = None
    read_at: datetime | None = None

    @property
    def recipient(self) -> str:
        """The opaque ID of whoever gets it."""
        return self.account or self.participant or ""
