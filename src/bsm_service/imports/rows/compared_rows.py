"""One row of a list compared with its activity on record."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from bsm_domain.follow_up import ActivityStatus
from bsm_projections.follow_up.activities_for_import import (
    ReadableComment,
    RecordedActivity,
)
from bsm_service.imports.commands import ImportedReply
from bsm_service.imports.report import RowDifference
from bsm_service.imports.rows.comparable_fields import (
    ActivityRow,
    FieldValue,
    RecordedTerms,
)


class ComparedRow:
    """A row, its activity on record, and their differences by field."""

    def __init__(
        self,
        number: int,
        row: ActivityRow,
        tracked: RecordedActivity,
        current_terms: RecordedTerms,
        exported_terms: RecordedTerms | None,
    ) -> None:
        assert row.activity.activity_id is not None
        self.number, self.row, self.tracked, self.exported_terms = (
            number,
            row,
            tracked,
            exported_terms,
        )
        self.id = row.activity.activity_id
        self.current_terms = current_terms
        self.values: dict[str, FieldValue] = {}
        self.differences: dict[str, RowDifference] = {}

    def add(
        self, value: FieldValue, *, moved_on: bool = False, refusal: str | None = None
    ) -> None:
        self.values[value.field] = value
        self.differences[value.field] = RowDifference(
            row=self.number,
            field=value.field,
            title=self.tracked.title,
            activity_id=self.id,
            version=self.tracked.version,
            before=value.before(self.current_terms),
            after=value.after,
            moved_on=moved_on,
            refusal=refusal,
        )

    def set_status(self, name: str, status: ActivityStatus) -> None:
        """Replaces the status that the row has."""
        value = self.values[name]
        self.values[name] = FieldValue(
            value.field, str(status), value.before, value.matches, {"status": status}
        )
        self._update(name, after=str(status))

    def refuse(self, name: str, refusal: str) -> None:
        self._update(name, refusal=refusal)

    def take_over(self, name: str) -> None:
        self._update(name, taken_over=True)

    def _update(self, name: str, **changes: Any) -> None:
        self.differences[name] = self.differences[name].model_copy(update=changes)


def new_replies(
    replies: Sequence[ImportedReply], on_record: Sequence[ReadableComment]
) -> tuple[list[ImportedReply], int]:
    """The replies that are not on record, as often as they occur; and how many comments
    on record were erased. An erased comment may still be in the file and must not come
    back: as many of the replies may be those.
    """
    known_texts = Counter(_same_reply(comment.text.text) for comment in on_record)
    new = []
    for reply in replies:
        key = _same_reply(reply.text)
        if known_texts[key] > 0:
            known_texts[key] -= 1
        else:
            new.append(reply)
    return new, sum(comment.text.missing is not None for comment in on_record)


def _same_reply(text: str) -> str:
    return " ".join(text.split())
