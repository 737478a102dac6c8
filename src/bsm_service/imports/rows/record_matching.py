"""Which rows are activities on record, by number, or by owner and title."""

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from bsm_domain.foundation.plurals import count_of
from bsm_projections.follow_up.activities_by_id import Titled, Tracked, titles, tracked
from bsm_service.imports.commands import ImportedActivity
from bsm_service.imports.list_kind import ImportContext
from bsm_service.imports.rows.comments import FULL_TEXT
from bsm_service.imports.rows.differences import ActivityRow
from bsm_service.imports.rows.row_identity import (
    ids_of_earlier_versions,
    normalise_reference,
    normalise_text,
    row_key,
)

Rows = Mapping[int, ActivityRow]
_Key = tuple[str, str]  # an owner, and a title as a person reads it


def match_rows(context: ImportContext, rows: Rows) -> dict[int, ActivityRow]:
    """The rows, each under the id of the activity on record that it is. Complains of
    those that may be several.
    """
    earlier = {
        row: tuple(map(str, _other_ids(context.meeting.id, one.activity)))
        for row, one in rows.items()
        if not one.is_own_list
    }
    own = {row: str(one.activity.activity_id) for row, one in rows.items()}
    wanted = dict.fromkeys(
        [*own.values(), *(it for ids in earlier.values() for it in ids)]
    )
    found = context.query(tracked, [*wanted])

    def id_of(row: int, one: ImportedActivity) -> str:
        for id in earlier.get(row, ()):
            held = found.get(id)
            is_own = id == str(one.reference).casefold()
            if held is not None and (is_own or _says_the_same(one, held)):
                return id
        return own[row]

    ids = {row: id_of(row, one.activity) for row, one in rows.items()}
    unknown = {
        row: rows[row].activity
        for row, id in ids.items()
        if row in earlier and id not in found
    }
    ids |= _by_owner_and_title(context, unknown, {*ids.values()})
    return {row: _under(one, UUID(ids[row])) for row, one in rows.items()}


def is_same_activity(
    context: ImportContext, row: int, one: ImportedActivity, held: Tracked
) -> bool:
    """Whether the row is the activity that is on record under its id. Complains of one
    whose number is on record under another title, unless the importer says that it is
    the same. Without a number it is known by its owner and title.
    """
    if one.reference is None or normalise_text(one.title) == normalise_text(held.title):
        return True
    if context.accepts_retitled:
        return True
    context.report.retitled.append(row)
    context.report.refuse_row(
        row,
        "reference",
        f"number {one.reference} of this meeting is on record as “{held.title}” of "
        f"{held.owner}; if that is the same activity, choose that such rows are it; if "
        "not, give this row a number of its own",
    )
    return False


def _by_owner_and_title(
    context: ImportContext, rows: Mapping[int, ImportedActivity], taken: set[str]
) -> dict[int, str]:
    """The ids of activities that have the owner and title of a row, where the row or
    the activity has no number: it was recorded by hand, say, or the list has been
    numbered since.
    """
    if not rows:
        return {}
    known: dict[_Key, list[Titled]] = {}
    for one in context.query(titles, str(context.meeting.id)):
        if one.id not in taken:
            known.setdefault((one.owner, normalise_text(one.title)), []).append(one)
    keys = {
        row: (one.owner, normalise_text(one.title))
        for row, one in rows.items()
        if not _is_shortened(one)
    }
    often = Counter(keys.values())
    found: dict[int, str] = {}
    for row, key in keys.items():
        reference = rows[row].reference
        same = [
            it for it in known.get(key, ()) if reference is None or it.reference is None
        ]
        if len(same) == 1 and often[key] == 1:
            found[row] = same[0].id
        elif len(same) > 1 and reference is None:
            _refuse_several(context, row, rows[row], same)
    return found


def _refuse_several(
    context: ImportContext, row: int, one: ImportedActivity, same: list[Titled]
) -> None:
    numbers = ", ".join(it.reference for it in same if it.reference)
    context.report.refuse_row(
        row,
        "reference",
        f"{count_of(len(same), 'activity', 'activities')} “{one.title[:100]}” of "
        f"{one.owner} are on record"
        f"{f' (numbers {numbers})' if numbers else ''}; give the row the number of the "
        "one that it is, or a number of its own",
    )


def _is_shortened(one: ImportedActivity) -> bool:
    """Whether its title is only the beginning of what the row says."""
    return any(it.text.startswith(f"{FULL_TEXT}: ") for it in one.replies)


def _under(row: ActivityRow, id: UUID) -> ActivityRow:
    if row.activity.activity_id == id:
        return row
    activity = row.activity.model_copy(update={"activity_id": id})
    return replace(row, activity=activity)


def _other_ids(meeting_id: UUID, one: ImportedActivity) -> tuple[UUID, ...]:
    """Ids under which the row may be on record already: of earlier versions, or its own
    in a list of the product that nobody can tell from others any more.
    """
    ids = ids_of_earlier_versions(meeting_id, row_key(one))
    with suppress(ValueError):
        return (*ids, UUID(one.reference or ""))
    return ids


def _says_the_same(one: ImportedActivity, held: Tracked) -> bool:
    """Whether the number, or else the title, is that on record to the sign."""
    if one.reference is None:
        return normalise_text(one.title) == normalise_text(held.title)
    return normalise_reference(one.reference) == normalise_reference(
        held.reference or ""
    )
