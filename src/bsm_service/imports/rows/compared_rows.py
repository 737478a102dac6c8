"""One row of a list beside what is on record of its activity."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from bsm_domain.follow_up import ActivityStatus
from bsm_projections.follow_up.activities_by_id import ReadableComment, Tracked
from bsm_service.imports.commands import ImportedReply
from bsm_service.imports.report import RowDifference
from bsm_service.imports.rows.differences import ActivityRow, FieldValue, RecordedTerms


class ComparedRow:
    """A row beside what is on record, and how they differ."""

    def __init__(
        self,
        number: int,
        row: ActivityRow,
        held: Tracked,
        now: RecordedTerms,
        then: RecordedTerms | None,
    ) -> None:
        assert row.activity.activity_id is not None
        self.number, self.row, self.held, self.then = number, row, held, then
        self.id = row.activity.activity_id
        self.now = now
        self.said: dict[str, FieldValue] = {}
        self.differences: dict[str, RowDifference] = {}

    def add(
        self, said: FieldValue, *, moved_on: bool = False, refusal: str | None = None
    ) -> None:
        self.said[said.field] = said
        self.differences[said.field] = RowDifference(
            row=self.number,
            field=said.field,
            title=self.held.title,
            activity_id=self.id,
            version=self.held.version,
            before=said.before(self.now),
            after=said.after,
            moved_on=moved_on,
            refusal=refusal,
        )

    def say(self, name: str, status: ActivityStatus) -> None:
        """Another status than the row has it."""
        one = self.said[name]
        self.said[name] = FieldValue(
            one.field, str(status), one.before, one.same, {"status": status}
        )
        self._update(name, after=str(status))

    def refuse(self, name: str, why: str) -> None:
        self._update(name, refusal=why)

    def take_over(self, name: str) -> None:
        self._update(name, taken_over=True)

    def _update(self, name: str, **told: Any) -> None:
        self.differences[name] = self.differences[name].model_copy(update=told)


def new_replies(
    replies: Sequence[ImportedReply], on_record: Sequence[ReadableComment]
) -> tuple[list[ImportedReply], int]:
    """The replies that are not on record, each as often as it is said; and how many
    comments on record cannot be read. What was erased may stand in the file still, and
    must not come back: so many of the replies may be those.
    """
    known = Counter(_same_reply(one.text.text) for one in on_record)
    new = []
    for reply in replies:
        key = _same_reply(reply.text)
        if known[key] > 0:
            known[key] -= 1
        else:
            new.append(reply)
    return new, sum(one.text.missing is not None for one in on_record)


def _same_reply(text: str) -> str:
    return " ".join(text.split())
