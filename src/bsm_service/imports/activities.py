"""Rows of a tracker as follow-up activities."""

from collections.abc import Callable, Collection, Mapping, Sequence
from uuid import UUID

from bsm_domain.follow_up_activity import ActivityStatus
from bsm_projections.queries.tracked import titles_of
from bsm_service.commands import ImportActivities, ImportedActivity
from bsm_service.imports.activity_columns import FIELDS
from bsm_service.imports.activity_rows import Reader
from bsm_service.imports.columns import folded
from bsm_service.imports.kinds import About, ListKind
from bsm_service.imports.reading import Line
from bsm_service.service import Answer

Rows = Mapping[int, ImportedActivity]


class Activities(ListKind[ImportedActivity]):
    """A tracker of follow-up activities."""

    name = "activities"
    action = ImportActivities.NAME
    fields = FIELDS
    most = 5_000
    statuses = tuple(one for one in ActivityStatus if one != ActivityStatus.SUPERSEDED)

    def rows(
        self, about: About, lines: Sequence[Line], told: Callable[[int], None]
    ) -> dict[int, ImportedActivity]:
        return Reader(about).activities(lines, told)

    def on_record(self, about: About, rows: Rows) -> Collection[int]:
        """A number that stands for something else on record is complained of."""
        ids = [str(one.activity_id) for one in rows.values()]
        titles = about.ask(lambda question: titles_of(question, ids))
        known = set()
        for row, one in rows.items():
            title = titles.get(str(one.activity_id))
            if title is None:
                continue
            known.add(row)
            if folded(title) != folded(one.title):
                about.found.complain(
                    row,
                    "reference",
                    f"number {one.reference} of this meeting is on record as "
                    f"“{title}”; give this row a number of its own",
                )
        return known

    def command(
        self, meeting_id: UUID, rows: Rows, known: Collection[int]
    ) -> ImportActivities | None:
        """Of all rows: what is on record stays as it is, and the same file is the same
        command.
        """
        if not rows:
            return None
        return ImportActivities(meeting_id=meeting_id, activities=tuple(rows.values()))

    def stored(
        self, rows: Rows, known: Collection[int], answer: Answer
    ) -> Collection[int]:
        new = {fact.stream_id for fact in answer.facts}
        return [row for row, one in rows.items() if one.activity_id in new]


ACTIVITIES = Activities()
