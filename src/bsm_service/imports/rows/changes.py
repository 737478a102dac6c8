"""Which differences can be taken over, which were asked for, and the changes that take
them over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from bsm_domain.follow_up import ActivityStatus, FollowUpActivity
from bsm_domain.foundation.errors import DomainError, SameParty
from bsm_domain.foundation.free_text import plain_text
from bsm_domain.meetings.meeting import Meeting
from bsm_projections.follow_up.activities_by_id import ReadableComment, Tracked
from bsm_service.imports.activity_updates import ActivityUpdate
from bsm_service.imports.choices import ALL_CHANGES, WantedChange
from bsm_service.imports.commands import ActivityChange
from bsm_service.imports.list_kind import ImportContext
from bsm_service.imports.report import OutdatedRow
from bsm_service.imports.rows.compared_rows import ComparedRow, new_replies
from bsm_service.imports.rows.differences import (
    EXCLUDED_FROM_ALL,
    ActivityRow,
    FieldValue,
    RecordedTerms,
    current_terms,
    field_values,
    refusal_reason,
    terms_at_version,
)

_ERASED_REPLIES = (
    "a comment of this activity was erased, so it cannot be told which replies are "
    "new; add them on the page of the activity"
)


@dataclass
class ChangeDetection:
    """Compares rows with the record, one after the other.

    `comments` are those on record, by activity. What is found is written down in
    `context.report`; `wanted` collects what is to be done, by row.
    """

    context: ImportContext
    comments: Mapping[str, Sequence[ReadableComment]]
    wanted: dict[int, ActivityChange] = field(default_factory=dict)
    # Rows that say "confirmed" of what this person may not confirm.
    awaiting: int = 0
    _meetings: dict[UUID, Meeting] = field(default_factory=dict)

    def compare(self, number: int, row: ActivityRow, held: Tracked) -> None:
        """Writes down how the row differs from the record, and what is asked of it."""
        then = self._then(number, row, held)
        if number in self.context.report.refused:
            return
        compared = ComparedRow(number, row, held, self._now(held), then)
        self._find(compared)
        if compared.differences:
            self._try(compared)
        self._take_over(compared)
        self.context.report.differences.extend(compared.differences.values())

    @property
    def _zone(self) -> str:
        return self.context.meeting.details.time_zone

    def _now(self, held: Tracked) -> RecordedTerms:
        return current_terms(held, self._zone)

    def _then(
        self, number: int, row: ActivityRow, held: Tracked
    ) -> RecordedTerms | None:
        """What the record said when the list was exported."""
        if row.version is None or row.version == held.version:
            return self._now(held) if row.version is not None else None
        if row.version > held.version:
            self.context.report.refuse_row(
                number,
                "version",
                f"the list says version {row.version}, and the record is at "
                f"{held.version}; the list is not of this record, or not of this state "
                "of it",
            )
            return None
        id = row.activity.activity_id
        assert id is not None
        activity = self.context.system.store.fold(
            FollowUpActivity, id, version=row.version
        )
        moved = OutdatedRow(
            row=number, exported_version=row.version, version=held.version
        )
        self.context.report.moved_on.append(moved)
        return None if activity is None else terms_at_version(activity, self._zone)

    def _find(self, it: ComparedRow) -> None:
        for said in field_values(it.row, it.now, self._zone):
            if it.then is not None and said.same(it.then):
                continue
            if said.same(it.now) or self._was_so_at_first(it, said):
                continue
            moved = it.then is not None and said.before(it.then) != said.before(it.now)
            it.add(said, moved_on=moved, refusal=refusal_reason(it.row, said.field))
        self._find_replies(it)

    def _was_so_at_first(self, it: ComparedRow, said: FieldValue) -> bool:
        """A tracker goes on naming the owner under whom an activity was imported."""
        if said.field != "owner" or it.row.is_own_list:
            return False
        first = self.context.system.store.fact(it.id, 1)
        promise = getattr(first, "promise", None)
        return promise is not None and promise.owner.delegation == it.row.activity.owner

    def _find_replies(self, it: ComparedRow) -> None:
        replies = it.row.activity.replies
        if not replies:
            return
        on_record = self.comments.get(str(it.id), ())
        new, erased = new_replies(replies, on_record)
        if len(new) <= erased:
            return
        shown = "\n".join(
            f"{one.at:%Y-%m-%d}: {one.text}" if one.at else one.text for one in new
        )
        said = FieldValue(
            "replies", shown, lambda _: None, lambda _: False, {"replies": tuple(new)}
        )
        it.add(said, refusal=_ERASED_REPLIES if erased else None)

    # What the rules allow.

    def _try(self, it: ComparedRow) -> None:
        """Finds which differences the rules refuse, all together if possible."""
        trying = [name for name, one in it.differences.items() if one.refusal is None]
        while trying:
            refusal = self._refusal(it, trying)
            if refusal is None:
                return
            name, why = refusal
            if self._is_confirmation(it, name, why):
                if it.now.status == ActivityStatus.REPORTED_COMPLETE:
                    trying.remove(name)
                    del it.differences[name]
                continue
            name = name if name in trying else trying[-1]
            trying.remove(name)
            it.refuse(name, str(why))

    def _is_confirmation(self, it: ComparedRow, name: str, why: DomainError) -> bool:
        """Whoever reports it complete does not confirm it: then it is reported, and
        waits for somebody else.
        """
        said = it.said.get(name)
        if not isinstance(why, SameParty) or said is None:
            return False
        if said.change.get("status") != ActivityStatus.CONFIRMED:
            return False
        self.awaiting += 1
        it.say(name, ActivityStatus.REPORTED_COMPLETE)
        return True

    def _refusal(
        self, it: ComparedRow, names: Sequence[str]
    ) -> tuple[str, DomainError] | None:
        """Which field is refused, and why; None where all can be taken over."""
        activity = self.context.system.store.fold(
            FollowUpActivity, it.id, version=it.held.version
        )
        assert activity is not None
        update = ActivityUpdate(
            activity,
            self._change(it, names),
            self._meetings_of(activity),
            self.context.stamp,
            lambda _, text: plain_text(text),
        )
        try:
            update.build()
        except DomainError as refusal:
            return update.current_field, refusal
        return None

    def _meetings_of(self, activity: FollowUpActivity) -> list[Meeting]:
        found = []
        for id in dict.fromkeys((activity.meeting_id, activity.first_meeting_id)):
            if id not in self._meetings:
                meeting = self.context.system.store.fold(Meeting, id)
                assert meeting is not None
                self._meetings[id] = meeting
            found.append(self._meetings[id])
        return found

    # What was asked for.

    def _take_over(self, it: ComparedRow) -> None:
        asked = self._asked(it)
        if asked is None:
            return
        names, by_row = asked
        found = self.context.report
        taken = []
        for name in names:
            one = it.differences[name]
            why = one.refusal
            if why is None and one.moved_on and not by_row:
                why = (
                    f"the record has moved on since the list was exported, and says "
                    f"“{one.before}” now; ask for this row to take “{one.after}” over"
                )
            if why is not None:
                found.refuse_row(it.number, name, why)
            taken.append(name)
        if it.number in found.refused or not taken:
            return
        possible = [name for name, one in it.differences.items() if not one.refusal]
        refusal = self._refusal(it, taken) if taken != possible else None
        if refusal is not None:
            found.refuse_row(it.number, *refusal)
            return
        for name in taken:
            it.take_over(name)
        self.wanted[it.number] = self._change(it, taken)

    @cached_property
    def _asked_by_row(self) -> dict[int | None, list[WantedChange]]:
        """What was asked for; under None, what was asked for of every row."""
        found: dict[int | None, list[WantedChange]] = {}
        for one in self.context.wanted_changes:
            assert not isinstance(one, str)
            found.setdefault(one.row, []).append(one)
        return found

    def _asked(self, it: ComparedRow) -> tuple[list[str], bool] | None:
        """Which differences are to be taken over, and whether they were asked for by
        the row's number; None where nothing of it is.
        """
        never = (
            EXCLUDED_FROM_ALL if it.row.is_own_list else EXCLUDED_FROM_ALL | {"title"}
        )
        differ = [name for name in it.differences if name not in never]
        if self.context.wanted_changes == ALL_CHANGES:
            return differ, False
        own = self._asked_by_row.get(it.number, ())
        for one in own:
            if not self._is_as_seen(it, one):
                return None
        every = self._asked_by_row.get(None, ())
        names = [
            name
            for name in differ
            if any(not one.fields or name in one.fields for one in (*own, *every))
        ]
        return (names, bool(own)) if names else None

    def _is_as_seen(self, it: ComparedRow, wanted: WantedChange) -> bool:
        """Refuses what was asked for by the row, and is not there, or not any more."""
        if wanted.version not in (None, it.held.version):
            self.context.report.refuse_row(
                it.number,
                "version",
                f"“{it.held.title}” has changed since you looked (version "
                f"{wanted.version}, now {it.held.version}); look at the file again, "
                "then decide",
            )
            return False
        missing = [one for one in wanted.fields if one not in it.differences]
        if not it.differences or missing:
            name = missing[0] if missing else "row"
            self.context.report.refuse_row(
                it.number, name, "there is no difference from the record to take over"
            )
            return False
        return True

    def _change(self, it: ComparedRow, names: Sequence[str]) -> ActivityChange:
        told: dict[str, Any] = {}
        for name in names:
            told |= it.said[name].change
        one = it.row.activity
        if "status" in told:
            told["closed_at"] = one.closed_at
        return ActivityChange(
            activity_id=it.id,
            version=it.held.version,
            row=it.number,
            reason=one.reason or _reason(self.context.file_name, it.number),
            **told,
        )


def _reason(file_name: str, row: int) -> str:
    name = "".join(filter(str.isprintable, file_name)).strip()[:200]
    return f"Imported from {f'“{name}”' if name else 'a list'}, row {row}."
