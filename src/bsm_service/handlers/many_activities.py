"""A list of activities kept elsewhere: all of its rows come on record, or none."""

from functools import partial
from uuid import UUID

from bsm_domain.errors import AlreadyExists, DomainError, RowComplaints
from bsm_domain.meeting import Meeting
from bsm_service import commands as ask
from bsm_service.case import Case, decide
from bsm_service.handlers.telling import Telling
from bsm_service.new_ids import derived_id


@decide.register
def _(command: ask.ImportActivities, case: Case) -> None:
    meeting = case.change(Meeting, command.meeting_id)
    ids = [
        one.activity_id or derived_id(case.stamp.command_id, f"activity {number}")
        for number, one in enumerate(command.activities, start=1)
    ]
    known = case.turn.taken(ids)
    complaints, first = RowComplaints(), dict[UUID, int]()
    new = 0
    for row, (id, one) in enumerate(zip(ids, command.activities, strict=True), start=1):
        if first.setdefault(id, row) != row:
            same = AlreadyExists(f"the id is that of row {first[id]}")
            complaints.add(row, "activity_id", same)
        elif id not in known:
            new += 1
            seal = partial(case.sealed, id)
            telling = Telling(
                id, one, meeting, case.stamp, seal, audience=command.audience
            )
            try:
                for fact in telling.all():
                    case.record(fact)
            except DomainError as refusal:
                complaints.add(row, telling.about, refusal)
    complaints.refuse_if_any()
    if not new:
        raise AlreadyExists("all of these activities are on record already")
