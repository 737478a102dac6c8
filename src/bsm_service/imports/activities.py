"""Rows of a tracker as follow-up activities."""

from collections.abc import Callable, Collection, Mapping, Sequence
from uuid import UUID

from bsm_domain.follow_up_activity import ActivityProposed, ActivityStatus
from bsm_projections.queries.tracked import Tracked, titles, tracked
from bsm_service.commands import ImportActivities, ImportedActivity
from bsm_service.imports.activity_columns import FIELDS
from bsm_service.imports.activity_rows import Reader
from bsm_service.imports.columns import folded
from bsm_service.imports.identity import Told, earlier_id, same_text
from bsm_service.imports.kinds import About, ListKind
from bsm_service.imports.reading import Line
from bsm_service.imports.statuses import proposals
from bsm_service.service import Answer

Rows = Mapping[int, ImportedActivity]


class Activities(ListKind[ImportedActivity]):
    """A tracker of follow-up activities."""

    name = "activities"
    action = ImportActivities.NAME
    fields = FIELDS
    most = 5_000
    statuses = tuple(one for one in ActivityStatus if one != ActivityStatus.SUPERSEDED)

    def status_proposals(self, said: str) -> tuple[str, ...]:
        return proposals(said)

    def rows(
        self, about: About, lines: Sequence[Line], told: Callable[[int], None]
    ) -> dict[int, ImportedActivity]:
        return _by_earlier_ids(about, Reader(about).activities(lines, told))

    def on_record(self, about: About, rows: Rows) -> Collection[int]:
        """A number that stands for something else on record is complained of."""
        ids = [str(one.activity_id) for one in rows.values()]
        found = about.ask(lambda question: tracked(question, ids))
        known, saying_more = set(), 0
        _note_near_titles(about, rows, found)
        for row, one in rows.items():
            held = found.get(str(one.activity_id))
            if held is None:
                continue
            known.add(row)
            if not _is_the_same(about, one, held):
                about.found.refuse(
                    row,
                    "reference",
                    f"number {one.reference} of this meeting is on record as "
                    f"“{held.title}” of {held.owner}; give this row a number of its "
                    "own",
                )
            else:
                saying_more += _says_more(one, held)
        if saying_more:
            about.found.notes.append(
                f"{saying_more:,} activities that are on record have another status or "
                "more replies in the file; that is not imported."
            )
        return known

    def command(
        self, about: About, rows: Rows, known: Collection[int]
    ) -> ImportActivities | None:
        """Of all rows: what is on record stays as it is, and the same file is the same
        command.
        """
        if not rows:
            return None
        return ImportActivities(
            meeting_id=about.meeting.id,
            audience=about.audience,
            activities=tuple(rows.values()),
        )

    def stored(
        self, rows: Rows, known: Collection[int], answer: Answer
    ) -> Collection[int]:
        new = {fact.stream_id for fact in answer.facts}
        return [row for row, one in rows.items() if one.activity_id in new]


def _by_earlier_ids(about: About, rows: Rows) -> dict[int, ImportedActivity]:
    """The rows, those under their earlier ids that an earlier version brought on
    record.
    """
    earlier = {
        row: str(earlier_id(about.meeting.id, _told(one))) for row, one in rows.items()
    }
    found = about.ask(lambda question: tracked(question, [*set(earlier.values())]))
    return {
        row: one.model_copy(update={"activity_id": UUID(earlier[row])})
        if (held := found.get(earlier[row])) and _says_the_same(one, held)
        else one
        for row, one in rows.items()
    }


def _told(one: ImportedActivity) -> Told:
    return Told(one.reference, one.owner, one.title)


def _note_near_titles(about: About, rows: Rows, found: Mapping[str, Tracked]) -> None:
    """Says which new rows without a number differ from another activity in signs
    alone: whoever only corrected a comma can see it before anything is stored.
    """
    near: dict[str, tuple[str, str]] = {
        folded(f"{it.owner} {it.title}"): (it.title, "an activity on record")
        for it in about.ask(lambda question: titles(question, str(about.meeting.id)))
    }
    for row, one in rows.items():
        if one.reference is not None or str(one.activity_id) in found:
            continue
        other = near.setdefault(
            folded(f"{one.owner} {one.title}"), (one.title, f"row {row}")
        )
        if other[0] != one.title:
            about.found.notes.append(
                f"Row {row}, “{one.title}”, differs only in signs from “{other[0]}”, "
                f"{other[1]}; it is stored as another activity."
            )


def _says_the_same(one: ImportedActivity, held: Tracked) -> bool:
    """Whether the number, or else the title, is that on record to the sign."""
    if one.reference is None:
        return same_text(one.title) == same_text(held.title)
    return same_text(one.reference) == same_text(held.reference or "")


def _is_the_same(about: About, one: ImportedActivity, held: Tracked) -> bool:
    """Without a number it is known by its owner and title. By now another may own what
    was imported just so.
    """
    if one.reference is None:
        return True
    if same_text(one.title) != same_text(held.title):
        return False
    if one.owner == held.owner:
        return True
    assert one.activity_id is not None
    first = about.system.store.fact(one.activity_id, 1)
    return (
        isinstance(first, ActivityProposed)
        and first.promise.owner.delegation == one.owner
    )


def _says_more(one: ImportedActivity, held: Tracked) -> bool:
    other_status = "status" in one.model_fields_set and one.status != held.status
    return other_status or len(one.replies) > held.comments


ACTIVITIES = Activities()
