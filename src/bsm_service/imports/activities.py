"""Rows of a tracker, or of a list of the product itself, as follow-up activities."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from bsm_domain.errors import InvalidValue
from bsm_domain.follow_up_activity import ActivityStatus
from bsm_projections.queries.tracked import Tracked, comment_texts, followed, tracked
from bsm_service.commands import ImportActivities, ImportedActivity
from bsm_service.imports import exported_lists
from bsm_service.imports.activity_columns import FIELDS
from bsm_service.imports.activity_rows import Reader
from bsm_service.imports.changes import Changes
from bsm_service.imports.differences import Row
from bsm_service.imports.identity import earlier_ids, same_reference, same_text, told_by
from bsm_service.imports.kinds import About, Done, ListKind, OnRecord
from bsm_service.imports.new_activities import look_at_new
from bsm_service.imports.reading import Line
from bsm_service.service import Answer

Rows = Mapping[int, Row]


class Activities(ListKind[Row]):
    """A tracker of follow-up activities."""

    name = "activities"
    action = ImportActivities.NAME
    fields = FIELDS
    own_fields = exported_lists.FIELDS
    most = 5_000
    statuses = tuple(one for one in ActivityStatus if one != ActivityStatus.SUPERSEDED)

    def own_list(self, headings: Iterable[str]) -> Mapping[str, str]:
        return exported_lists.fields_of(headings)

    def rows(
        self, about: About, lines: Sequence[Line], told: Callable[[int], None]
    ) -> dict[int, Row]:
        reader = Reader(about)
        rows = {
            row: Row(
                one,
                reader.said[row],
                is_own_list=row in reader.exported.ids,
                version=reader.exported.versions.get(row),
                is_precise=row in reader.exported.precise,
            )
            for row, one in reader.activities(lines, told).items()
        }
        return _by_earlier_ids(about, rows)

    def on_record(self, about: About, rows: Rows) -> OnRecord:
        """Compares rows with the record, and complains of what cannot be stored."""
        ids = [str(one.activity.activity_id) for one in rows.values()]
        found = about.ask(lambda question: tracked(question, ids))
        _refuse_other_ids(about, rows)
        new, known = dict[int, ImportedActivity](), dict[int, Tracked]()
        for row, one in rows.items():
            held = found.get(str(one.activity.activity_id))
            if row in about.found.refused:
                continue
            if held is None:
                new[row] = one.activity
            elif one.is_own_list or _is_the_same(about, one.activity, held):
                known[row] = held
            else:
                about.found.refuse(
                    row,
                    "reference",
                    f"number {one.activity.reference} of this meeting is on record as "
                    f"“{held.title}” of {held.owner}; give this row a number of its "
                    "own",
                )
        look_at_new(about, new)
        changes = _compared(about, rows, known)
        _must_be_known(about, known)
        return OnRecord(known.keys(), changes.wanted)

    def command(
        self, about: About, rows: Rows, on_record: OnRecord
    ) -> ImportActivities | None:
        """Of all rows: what is on record stays as it is but for the changes, and the
        same file is the same command.
        """
        if not rows:
            return None
        return ImportActivities(
            meeting_id=about.meeting.id,
            audience=about.audience,
            activities=tuple(one.activity for one in rows.values()),
            changes=tuple(on_record.changes.values()),
        )

    def done(self, rows: Rows, on_record: OnRecord, answer: Answer) -> Done:
        recorded = {fact.stream_id for fact in answer.facts}
        stored = {
            row for row, one in rows.items() if one.activity.activity_id in recorded
        }
        changed = stored & on_record.changes.keys()
        return Done(stored - changed, changed)


def _by_earlier_ids(about: About, rows: Rows) -> dict[int, Row]:
    """The rows, those under their earlier ids that an earlier version brought on
    record.
    """
    earlier = {
        row: tuple(map(str, _other_ids(about.meeting.id, one.activity)))
        for row, one in rows.items()
        if not one.is_own_list
    }
    wanted = dict.fromkeys(id for ids in earlier.values() for id in ids)
    found = about.ask(lambda question: tracked(question, [*wanted]))

    def under_its_id(row: int, one: Row) -> Row:
        for id in earlier.get(row, ()):
            held = found.get(id)
            own = id == str(one.activity.reference).casefold()
            if held is not None and (own or _says_the_same(one.activity, held)):
                under = one.activity.model_copy(update={"activity_id": UUID(id)})
                return replace(one, activity=under)
        return one

    return {row: under_its_id(row, one) for row, one in rows.items()}


def _other_ids(meeting_id: UUID, one: ImportedActivity) -> tuple[UUID, ...]:
    """Ids under which the row may be on record already: of earlier versions, or its own
    in a list of the product that nobody can tell from others any more.
    """
    ids = earlier_ids(meeting_id, told_by(one))
    with suppress(ValueError):
        return (*ids, UUID(one.reference or ""))
    return ids


def _refuse_other_ids(about: About, rows: Rows) -> None:
    """Refuses ids of other meetings or records, in the same words: nobody learns from
    them what is on record elsewhere.
    """
    own = {
        row: str(one.activity.activity_id)
        for row, one in rows.items()
        if one.is_own_list
    }
    meeting = str(about.meeting.id)
    seen = about.ask(lambda question: followed(question, [*own.values()], meeting))
    for row, id in own.items():
        if id not in seen:
            about.found.refuse(
                row,
                "activity_id",
                f"no activity of this meeting has the id {id}; choose the meeting that "
                "the list is of, or leave the id empty to store a new activity",
            )


def _compared(about: About, rows: Rows, known: Mapping[int, Tracked]) -> Changes:
    """How known rows differ from what is on record, and what is to be changed."""
    ids = [
        str(rows[row].activity.activity_id)
        for row, held in known.items()
        if held.comments and rows[row].activity.replies
    ]
    comments = about.ask(lambda question: comment_texts(question, ids))
    changes = Changes(about, comments)
    for row, held in known.items():
        about.deadline.check()
        changes.compare(row, rows[row], held)
    if changes.awaiting:
        about.found.notes.append(
            "Activities that the file calls confirmed and another person has to "
            "confirm, since nobody confirms what they have reported complete: "
            f"{changes.awaiting:,}."
        )
    return changes


def _must_be_known(about: About, known: Mapping[int, Tracked]) -> None:
    """Raises InvalidValue where a change is asked for of a row not on record."""
    if isinstance(about.wanted, str):
        return
    rows = {None, *known, *about.found.refused}
    for one in about.wanted:
        if one.row not in rows:
            raise InvalidValue(
                f"row {one.row} is not a row of an activity on record, so there is "
                "nothing to take over from it; look at the file again"
            )


def _says_the_same(one: ImportedActivity, held: Tracked) -> bool:
    """Whether the number, or else the title, is that on record to the sign."""
    if one.reference is None:
        return same_text(one.title) == same_text(held.title)
    return same_reference(one.reference) == same_reference(held.reference or "")


def _is_the_same(about: About, one: ImportedActivity, held: Tracked) -> bool:
    """Without a number it is known by its owner and title."""
    return one.reference is None or same_text(one.title) == same_text(held.title)


ACTIVITIES = Activities()
