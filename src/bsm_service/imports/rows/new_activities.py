"""What is to be said of rows that are not on record yet."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from bsm_domain.follow_up import ActivityStatus
from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.free_text import plain
from bsm_domain.foundation.plurals import count
from bsm_projections.follow_up.activities_by_id import Tracked, titles, tracked
from bsm_projections.meetings import queries as meetings
from bsm_projections.meetings.names import edition
from bsm_service.imports.activity_history import Telling
from bsm_service.imports.commands import ImportedActivity
from bsm_service.imports.files.cells import folded
from bsm_service.imports.list_kind import About
from bsm_service.imports.rows.row_identity import activity_id, same_text, told_by

_ENDS = frozenset({ActivityStatus.REPORTED_COMPLETE, ActivityStatus.CONFIRMED})
_MOST_LOOKED_FOR = 200
_MOST_NAMED = 5


def look_at_new(about: About, rows: Mapping[int, ImportedActivity]) -> None:
    """Complains of those that the rules do not take, and notes what is odd."""
    possible = {row: one for row, one in rows.items() if _is_possible(about, row, one)}
    _note_undated(about, possible.values())
    _note_near_titles(about, possible)
    _note_other_meetings(about, possible)


def _is_possible(about: About, row: int, one: ImportedActivity) -> bool:
    """Whether the rules would take it, as far as that is known before."""
    assert one.activity_id is not None
    about.deadline.check()
    telling = Telling(
        one.activity_id, one, about.meeting, about.stamp, lambda _, it: plain(it)
    )
    try:
        telling.all()
    except DomainError as refusal:
        about.found.refuse(row, telling.about, refusal)
        return False
    return True


def _note_undated(about: About, rows: Iterable[ImportedActivity]) -> None:
    undated = sum(one.closed_at is None and one.status in _ENDS for one in rows)
    if undated:
        activities = count(
            undated, "completed activity has", "completed activities have"
        )
        about.found.notes.append(
            f"{activities} no day of completion; the last day that the row tells is "
            "taken for it."
        )
    replies = sum(reply.at is None for one in rows for reply in one.replies)
    if replies:
        have = count(replies, "comment has", "comments have")
        about.found.notes.append(
            f"{have} no day in the file: the day of the promise, or of the comment "
            "before it, is taken."
        )


def _note_near_titles(about: About, rows: Mapping[int, ImportedActivity]) -> None:
    """Says which new rows without a number differ from another activity in signs
    alone: whoever only corrected a comma can see it before anything is stored. Those
    with a number are counted where their owner and title are on record without it.
    """
    near: dict[str, tuple[str, str]] = {
        folded(f"{it.owner} {it.title}"): (it.title, "an activity on record")
        for it in about.ask(lambda context: titles(context, str(about.meeting.id)))
    }
    renumbered = []
    for row, one in rows.items():
        key = folded(f"{one.owner} {one.title}")
        if one.reference is not None:
            title, _ = near.get(key, ("", ""))
            if same_text(title) == same_text(one.title):
                renumbered.append(row)
            continue
        other = near.setdefault(key, (one.title, f"row {row}"))
        if other[0] != one.title:
            about.found.notes.append(
                f"Row {row}, “{one.title}”, differs only in signs from “{other[0]}”, "
                f"{other[1]}; it is stored as another activity."
            )
    if renumbered:
        about.found.notes.append(
            f"{_rows(renumbered)} the owner and title of an activity on record that "
            "has another number, or none, and would be another activity."
        )


def _note_other_meetings(about: About, rows: Mapping[int, ImportedActivity]) -> None:
    """Says which are on record of another meeting: perhaps the wrong one is chosen. Of
    a long list, the first some hundred are looked for.
    """
    if not rows:
        return
    looked_for = dict(list(rows.items())[:_MOST_LOOKED_FOR])
    for meeting in about.ask(lambda context: meetings.meetings(context).items):
        if meeting.id == str(about.meeting.id):
            continue
        about.deadline.check()
        ids = {
            str(activity_id(UUID(meeting.id), told_by(one))): row
            for row, one in looked_for.items()
        }
        found = _tracked(about, [*ids])
        same = [
            row
            for id, row in ids.items()
            if id in found
            and same_text(found[id].title) == same_text(looked_for[row].title)
        ]
        if same:
            about.found.notes.append(
                f"{_rows(same)} the number and title of an activity of "
                f"{edition(meeting)}; check that you have chosen the right meeting."
            )


def _tracked(about: About, ids: Sequence[str]) -> dict[str, Tracked]:
    return about.ask(lambda context: tracked(context, ids))


def _rows(rows: Sequence[int]) -> str:
    named = ", ".join(map(str, rows[:_MOST_NAMED]))
    more = len(rows) - _MOST_NAMED
    if more > 0:
        named += f" and {more:,} more"
    return f"Row {named} has" if len(rows) == 1 else f"Rows {named} have"
