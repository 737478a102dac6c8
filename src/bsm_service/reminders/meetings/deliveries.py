"""What the outbox knows about the e-mails on a fact of a meeting."""

from bsm_service.identity.account_database import AccountDatabase
from bsm_service.reminders.outbox_messages import MessageState
from bsm_service.reminders.preferences import MessageKind


def first_waiting_position(database: AccountDatabase) -> int | None:
    """Of the facts about which an e-mail is still waiting to be sent."""
    rows = database.rows(
        "SELECT DISTINCT rung FROM outbox WHERE kind = :kind AND state = :state",
        {"kind": MessageKind.MEETING, "state": MessageState.WAITING},
    )
    return min((int(row["rung"]) for row in rows), default=None)


def told_of(database: AccountDatabase, position: int) -> set[str]:
    """The participants to whom the e-mail about a fact was sent."""
    rows = database.rows(
        "SELECT participant FROM outbox "
        "WHERE kind = :kind AND state = :state AND rung = :position",
        {
            "kind": MessageKind.MEETING,
            "state": MessageState.SENT,
            "position": str(position),
        },
    )
    return {row["participant"] for row in rows}
