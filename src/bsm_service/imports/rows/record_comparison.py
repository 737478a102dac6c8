"""Detects how rows differ from the record, which differences can be applied, and the
changes for those that are requested.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from bsm_domain.follow_up.activity import FollowUpActivity
from bsm_domain.follow_up.values import ActivityStatus
from bsm_domain.foundation.errors import DomainError, SameParty
from bsm_domain.foundation.free_text import plain_text
from bsm_domain.meetings.meeting import Meeting
from bsm_projections.follow_up.activities_for_import import (
    ReadableComment,
    RecordedActivity,
)
from bsm_service.imports.commands import ActivityChange
from bsm_service.imports.import_context import ImportContext
from bsm_service.imports.report import OutdatedRow
from bsm_service.imports.rows.activity_rows import ActivityRow
from bsm_service.imports.rows.activity_updates import ActivityUpdate
from bsm_service.imports.rows.compared_rows import (
    ComparedRow,
    FieldValues,
    agrees,
    current_values,
    format_value,
    new_replies,
    refusal_reason,
    row_values,
    values_at_version,
)
from bsm_service.imports.rows.differences_to_take_over import RequestedChanges

_ERASED_REPLIES = (
    "a comment of this activity has been erased, so new replies cannot be "
    "recognised; add them on the activity's page"
)


@dataclass
class ChangeDetection:
    """Compares rows with the record, one after the other.

    `comments` are those on record, by activity. Differences go into the `report` of the
    `context`; `changes_by_row` collects the changes to be made, by row.
    """

    context: ImportContext
    comments: Mapping[str, Sequence[ReadableComment]]
    changes_by_row: dict[int, ActivityChange] = field(default_factory=dict)
    # Rows that say "confirmed" of what this person may not confirm.
    awaiting_confirmation: int = 0
    _meetings: dict[UUID, Meeting] = field(default_factory=dict)

    def compare_row(
        self, number: int, row: ActivityRow, tracked: RecordedActivity
    ) -> None:
        """Reports how the row differs from the record, and adds the change."""
        current = current_values(tracked, self._zone)
        exported = self._exported_values(number, row, tracked, current)
        if number in self.context.report.refused:
            return
        compared = ComparedRow(number, row, tracked, current, exported)
        self._find_differences(compared)
        if compared.differences:
            self._try_changes(compared)
        self._adopt_requested(compared)
        self.context.report.differences.extend(compared.differences.values())

    @cached_property
    def _requests(self) -> RequestedChanges:
        return RequestedChanges(self.context)

    @property
    def _zone(self) -> str:
        return self.context.meeting.details.time_zone

    def _exported_values(
        self,
        number: int,
        row: ActivityRow,
        tracked: RecordedActivity,
        current: FieldValues,
    ) -> FieldValues | None:
        """What the record said when the list was exported."""
        version = row.exported.version
        if version is None:
            return None
        if version == tracked.version:
            return current
        if version > tracked.version:
            self.context.report.refuse_row(
                number,
                "version",
                f"the list has version {version}, but the recorded activity is "
                f"only at version {tracked.version}; check that the list was exported "
                "from this system",
            )
            return None
        id = row.activity.activity_id
        assert id is not None
        activity = self.context.system.store.load(FollowUpActivity, id, version=version)
        outdated = OutdatedRow(
            row=number, exported_version=version, version=tracked.version
        )
        self.context.report.moved_on.append(outdated)
        return None if activity is None else values_at_version(activity, self._zone)

    def _find_differences(self, compared: ComparedRow) -> None:
        row, current, exported = compared.row, compared.current, compared.exported
        for name, value in row_values(row, current, self._zone).items():
            if exported is not None and agrees(row, name, value, exported):
                continue
            if agrees(row, name, value, current) or (
                name == "owner" and self._is_original_owner(compared)
            ):
                continue
            moved_on = exported is not None and (
                format_value(name, exported[name]) != format_value(name, current[name])
            )
            refusal = refusal_reason(row, name)
            compared.add(name, value, moved_on=moved_on, refusal=refusal)
        on_record = self.comments.get(str(compared.id), ())
        replies, erased = new_replies(row.activity.replies, on_record)
        if len(replies) > erased:
            refusal = _ERASED_REPLIES if erased else None
            compared.add("replies", replies, refusal=refusal)

    def _is_original_owner(self, compared: ComparedRow) -> bool:
        """Trackers keep naming the owner with whom an activity was imported."""
        if compared.row.is_own_list:
            return False
        first = self.context.system.store.fact(compared.id, 1)
        terms = getattr(first, "promise", None)
        return (
            terms is not None and terms.owner.delegation == compared.row.activity.owner
        )

    # What the rules allow.

    def _try_changes(self, compared: ComparedRow) -> None:
        """Finds which differences the rules refuse, all together if possible."""
        trying = [
            name
            for name, difference in compared.differences.items()
            if difference.refusal is None
        ]
        while trying:
            refusal = self._refusal(compared, trying)
            if refusal is None:
                return
            name, error = refusal
            if self._is_confirmation(compared, name, error):
                if compared.current["status"] == ActivityStatus.REPORTED_COMPLETE:
                    trying.remove(name)
                    del compared.differences[name]
                continue
            name = name if name in trying else trying[-1]
            trying.remove(name)
            compared.update(name, refusal=str(error))

    def _is_confirmation(
        self, compared: ComparedRow, name: str, error: DomainError
    ) -> bool:
        """Whoever reports an activity complete cannot confirm it: then it is only
        reported complete, and waits for somebody else's confirmation.
        """
        if not isinstance(error, SameParty) or name != "status":
            return False
        if compared.values.get(name) != ActivityStatus.CONFIRMED:
            return False
        self.awaiting_confirmation += 1
        status = ActivityStatus.REPORTED_COMPLETE
        compared.values[name] = status
        compared.update(name, after=str(status))
        return True

    def _refusal(
        self, compared: ComparedRow, names: Sequence[str]
    ) -> tuple[str, DomainError] | None:
        """The refused field and the error; None if all can be applied."""
        activity = self.context.system.store.load(
            FollowUpActivity, compared.id, version=compared.tracked.version
        )
        assert activity is not None
        update = ActivityUpdate(
            activity=activity,
            change=self._change(compared, names),
            meetings=self._meetings_of(activity),
            metadata=self.context.metadata,
            seal=lambda _, text: plain_text(text),
        )
        try:
            update.build()
        except DomainError as refusal:
            return update.current_field, refusal
        return None

    def _meetings_of(self, activity: FollowUpActivity) -> list[Meeting]:
        meetings = []
        for id in dict.fromkeys((activity.meeting_id, activity.first_meeting_id)):
            if id not in self._meetings:
                meeting = self.context.system.store.load(Meeting, id)
                assert meeting is not None
                self._meetings[id] = meeting
            meetings.append(self._meetings[id])
        return meetings

    # The requested changes.

    def _adopt_requested(self, compared: ComparedRow) -> None:
        requested = self._requests.of_row(compared)
        if requested is None:
            return
        names, by_row = requested
        report = self.context.report
        for name in names:
            difference = compared.differences[name]
            refusal_text = difference.refusal
            if refusal_text is None and difference.moved_on and not by_row:
                refusal_text = (
                    "the record has changed since the list was exported and now has "
                    f"“{difference.before}”; select this row to replace it with "
                    f"“{difference.after}”"
                )
            if refusal_text is not None:
                report.refuse_row(compared.number, name, refusal_text)
        if compared.number in report.refused or not names:
            return
        possible = [
            name
            for name, difference in compared.differences.items()
            if not difference.refusal
        ]
        refusal = self._refusal(compared, names) if names != possible else None
        if refusal is not None:
            report.refuse_row(compared.number, *refusal)
            return
        for name in names:
            compared.update(name, taken_over=True)
        self.changes_by_row[compared.number] = self._change(compared, names)

    def _change(self, compared: ComparedRow, names: Sequence[str]) -> ActivityChange:
        values: dict[str, Any] = {name: compared.values[name] for name in names}
        if "due_on" in values:
            values["due_on"], values["due_precision"] = values["due_on"]
        activity = compared.row.activity
        if "status" in values:
            values["closed_at"] = activity.closed_at
        return ActivityChange(
            activity_id=compared.id,
            version=compared.tracked.version,
            row=compared.number,
            reason=activity.reason or _reason(self.context.file_name, compared.number),
            **values,
        )


def _reason(file_name: str, row: int) -> str:
    name = "".join(filter(str.isprintable, file_name)).strip()[:200]
    return f"Imported from {f'“{name}”' if name else 'a list'}, row {row}."
