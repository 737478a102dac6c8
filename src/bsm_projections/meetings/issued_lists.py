"""The lists of participants of a meeting that were issued."""

from dataclasses import dataclass
from datetime import datetime

from bsm_domain.meetings.issued_list_facts import ListOfParticipantsIssued
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.temporal_tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedList:
    """An edition: provisional, final or corrected. It names who is on record at the
    position `as_known_at`. `number` is the version of the meeting that issued it.
    """

    meeting_id: Id
    number: int
    edition: str
    issued_at: datetime
    as_known_at: int


ISSUED_LISTS = Table("issued_lists", IssuedList, ("meeting_id", "number"))


def issued_list_row(fact: ListOfParticipantsIssued) -> IssuedList:
    return IssuedList(
        meeting_id=str(fact.originator_id),
        number=fact.originator_version,
        edition=fact.edition,
        issued_at=fact.occurred_at,
        as_known_at=fact.as_known_at,
    )


def issued_lists(context: ReadContext, meeting_id: Id) -> tuple[IssuedList, ...]:
    """All editions, the latest first."""
    return context.items(
        IssuedList,
        "SELECT * FROM {issued_lists} WHERE meeting_id = :id ORDER BY number DESC",
        id=meeting_id,
    )
