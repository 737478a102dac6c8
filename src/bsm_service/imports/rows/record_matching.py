"""Finds the activities on record that rows are, by number, or by owner and title."""

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from uuid import UUID

from bsm_domain.foundation.formatting import count_of
from bsm_projections.follow_up.activities_for_import import (
    ActivityTitle,
    RecordedActivity,
    activities_by_id,
    activity_titles,
)
from bsm_service.imports.commands import ImportedActivity
from bsm_service.imports.import_context import ImportContext
from bsm_service.imports.rows.activity_rows import ActivityRow
from bsm_service.imports.rows.comments import FULL_TEXT
from bsm_service.imports.rows.row_identity import (
    ids_of_earlier_versions,
    normalise_reference,
    normalise_text,
    row_key_of,
)

Rows = Mapping[int, ActivityRow]
_OwnerAndTitle = tuple[str, str]  # an owner, and a title as a person reads it


def match_rows(context: ImportContext, rows: Rows) -> dict[int, ActivityRow]:
    """The rows, each with the id of its activity on record, if there is one. Refuses
    rows that may be several.
    """
    earlier = {
        row: tuple(map(str, _possible_ids(context.meeting.id, imported.activity)))
        for row, imported in rows.items()
        if not imported.is_own_list
    }
    own = {row: str(imported.activity.activity_id) for row, imported in rows.items()}
    candidate_ids = dict.fromkeys(
        [*own.values(), *(earlier_id for ids in earlier.values() for earlier_id in ids)]
    )
    on_record = context.query(activities_by_id, [*candidate_ids])

    def id_of(row: int, imported: ImportedActivity) -> str:
        for id in earlier.get(row, ()):
            tracked_activity = on_record.get(id)
            is_own = id == str(imported.reference).casefold()
            if tracked_activity is not None and (
                is_own or _matches_exactly(imported, tracked_activity)
            ):
                return id
        return own[row]

    ids = {row: id_of(row, imported.activity) for row, imported in rows.items()}
    unknown = {
        row: rows[row].activity
        for row, id in ids.items()
        if row in earlier and id not in on_record
    }
    ids |= _by_owner_and_title(context, unknown, {*ids.values()})
    return {
        row: imported
        if ids[row] == own[row]
        else imported.with_activity(activity_id=UUID(ids[row]))
        for row, imported in rows.items()
    }


def is_same_activity(
    context: ImportContext,
    row: int,
    activity: ImportedActivity,
    tracked: RecordedActivity,
) -> bool:
    """Whether the row is the activity on record under its id. Refuses a row whose
    number is on record under another title, unless the importer accepts those. Rows
    without a number are identified by owner and title.
    """
    if activity.reference is None or normalise_text(activity.title) == normalise_text(
        tracked.title
    ):
        return True
    if context.choices.retitled:
        return True
    context.report.retitled.append(row)
    context.report.refuse_row(
        row,
        "reference",
        f"number {activity.reference} of this meeting is already recorded as "
        f"“{tracked.title}” of {tracked.owner}; if it is the same activity, choose to "
        "treat such rows as the same activity; if not, give this row a different "
        "number",
    )
    return False


def _by_owner_and_title(
    context: ImportContext, rows: Mapping[int, ImportedActivity], taken_ids: set[str]
) -> dict[int, str]:
    """The ids of activities with the owner and title of a row, where the row or the
    activity has no number: it was recorded by hand, say, or the list was numbered
    later.
    """
    if not rows:
        return {}
    recorded: dict[_OwnerAndTitle, list[ActivityTitle]] = {}
    for titled in context.query(activity_titles, str(context.meeting.id)):
        if titled.id not in taken_ids:
            key = titled.owner, normalise_text(titled.title)
            recorded.setdefault(key, []).append(titled)
    keys = {
        row: (activity.owner, normalise_text(activity.title))
        for row, activity in rows.items()
        if not _is_shortened(activity)
    }
    occurrences = Counter(keys.values())
    ids: dict[int, str] = {}
    for row, key in keys.items():
        reference = rows[row].reference
        matches = [
            titled
            for titled in recorded.get(key, ())
            if reference is None or titled.reference is None
        ]
        if len(matches) == 1 and occurrences[key] == 1:
            ids[row] = matches[0].id
        elif len(matches) > 1 and reference is None:
            _refuse_ambiguous(context, row, rows[row], matches)
    return ids


def _refuse_ambiguous(
    context: ImportContext,
    row: int,
    activity: ImportedActivity,
    matches: list[ActivityTitle],
) -> None:
    numbers = ", ".join(titled.reference for titled in matches if titled.reference)
    context.report.refuse_row(
        row,
        "reference",
        f"{count_of(len(matches), 'recorded activity', 'recorded activities')} of "
        f"{activity.owner} have the title "
        f"“{activity.title[:100]}”{f' (numbers {numbers})' if numbers else ''}; give "
        "the row the number of the right one, or a new number",
    )


def _is_shortened(activity: ImportedActivity) -> bool:
    """Whether its title is only the beginning of the text in the row."""
    return any(reply.text.startswith(f"{FULL_TEXT}: ") for reply in activity.replies)


def _possible_ids(meeting_id: UUID, activity: ImportedActivity) -> tuple[UUID, ...]:
    """Ids under which the row may be on record: those of earlier versions, or its own
    in an exported list that can no longer be recognised as one.
    """
    ids = ids_of_earlier_versions(meeting_id, row_key_of(activity))
    with suppress(ValueError):
        return (*ids, UUID(activity.reference or ""))
    return ids


def _matches_exactly(activity: ImportedActivity, tracked: RecordedActivity) -> bool:
    """Whether the number, or without one the title, is exactly that on record."""
    if activity.reference is None:
        return normalise_text(activity.title) == normalise_text(tracked.title)
    return normalise_reference(activity.reference) == normalise_reference(
        tracked.reference or ""
    )
