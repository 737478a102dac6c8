"""What a newer list changes of a recorded activity, as facts of today."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Concatenate

from bsm_domain.follow_up.activity import FollowUpActivity
from bsm_domain.follow_up.values import ActivityStatus
from bsm_domain.foundation.aggregate import DomainEvent, FactMetadata
from bsm_domain.foundation.errors import InvalidTransition
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.values import DuePrecision, Owner
from bsm_domain.meetings.meeting import Meeting
from bsm_service.follow_up.lookups import due_date, require_known_delegations
from bsm_service.foundation.identifiers import derived_id
from bsm_service.imports.commands import ActivityChange
from bsm_service.imports.rows.activity_history import ActivityFacts, ParametersT


@dataclass(kw_only=True)
class ActivityUpdate(ActivityFacts):
    """Builds the facts of a change by the rules of single commands: whoever reports an
    activity complete here does not confirm it.

    `meetings` are the one that follows the activity now, and others that know its
    delegations.
    """

    activity: FollowUpActivity
    change: ActivityChange
    meetings: Sequence[Meeting]

    def build(self) -> list[DomainEvent]:
        """The facts; none where the record agrees already. Raises DomainError;
        `current_field` is then its field.
        """
        self._hand_over()
        self._change_partners()
        self._change_due_date()
        self._comment()
        self._advance()
        return self.facts

    def _hand_over(self) -> None:
        """To another owner, another agency of the owner, or both."""
        change, previous = self.change, self.activity.terms.owner
        if change.owner is None and change.agency is None:
            return
        self.current_field = "agency" if change.owner is None else "owner"
        delegation = change.owner or previous.delegation
        require_known_delegations((delegation,), *self.meetings)
        if delegation == previous.delegation:
            agency = change.agency or previous.agency
            owner = previous.model_copy(update={"agency": agency})
        else:
            owner = Owner(delegation=delegation, agency=change.agency)
        self._add(FollowUpActivity.hand_over, owner=owner, reason=self._reason())

    def _change_partners(self) -> None:
        partners = self.change.partners
        if partners is None:
            return
        self.current_field = "partners"
        added = {*partners}.difference(self.activity.terms.partners)
        require_known_delegations(sorted(added), *self.meetings)
        self._add(FollowUpActivity.change_partners, partners=partners)

    def _change_due_date(self) -> None:
        change = self.change
        if change.due_on is None and change.due_precision is None:
            return
        self.current_field = "due_on"
        precision = change.due_precision or DuePrecision.DAY
        due = due_date(
            change.due_on,
            precision,
            self.meetings[0],
            proposed_at=self.metadata.occurred_at,
        )
        self._add(FollowUpActivity.change_due_date, due=due, reason=self._reason())

    def _comment(self) -> None:
        self.current_field = "replies"
        for number, reply in enumerate(self.change.replies, start=1):
            at, text = self.stamp_at(reply.at), self.seal("text", reply.text)
            name = f"reply {number} of {self.activity.id}"
            id = derived_id(self.metadata.command_id, name)
            self.add(at, FollowUpActivity.comment, comment_id=id, text=text)

    def _advance(self) -> None:
        """Changes the status, the percentage, or both."""
        status, percent = self.change.status, self.change.percent
        # The day on which it was closed, if the list gives one.
        closed = self.stamp_at(self.change.closed_at)
        self.current_field = "percent" if status is None else "status"
        if status is None and percent == 100:
            status = ActivityStatus.REPORTED_COMPLETE
        match status:
            case None:
                if percent is not None:
                    self._accept_if_open()
                    self._report_progress(percent)
            case ActivityStatus.PROPOSED | ActivityStatus.SUPERSEDED:
                raise InvalidTransition(
                    "an import cannot change the status of an activity from "
                    f"{self.activity.status} to {status}"
                )
            case ActivityStatus.AGREED:
                self._add(FollowUpActivity.agree)
            case ActivityStatus.ACCEPTED:
                self._accept()
            case ActivityStatus.IN_PROGRESS:
                self._resume(percent)
            case ActivityStatus.BLOCKED:
                self._report_progress_before(percent)
                blocked_by = self.seal("blocked_by", self.change.reason)
                self._add(FollowUpActivity.block, blocked_by=blocked_by)
            case ActivityStatus.REPORTED_COMPLETE:
                self._report_complete()
            case ActivityStatus.CONFIRMED:
                if self.activity.status is not ActivityStatus.REPORTED_COMPLETE:
                    self._report_complete()
                self.add(closed, FollowUpActivity.confirm)
            case ActivityStatus.WITHDRAWN:
                self._report_progress_before(percent)
                self.add(closed, FollowUpActivity.withdraw, reason=self._reason())
            case ActivityStatus.DECLINED:
                self._add(FollowUpActivity.decline, reason=self._reason())

    def _accept(self) -> None:
        unblocked = self._unblock()
        if unblocked and self.activity.status is ActivityStatus.ACCEPTED:
            return
        if self.activity.status is ActivityStatus.PROPOSED:
            self._add(FollowUpActivity.agree)
        self._add(FollowUpActivity.accept)

    def _unblock(self) -> bool:
        """Whether it was blocked. If so, it has the status again that it had before."""
        if self.activity.status is not ActivityStatus.BLOCKED:
            return False
        self._add(FollowUpActivity.unblock)
        return True

    def _accept_if_open(self) -> None:
        """Agrees and accepts it, so that progress can be reported."""
        if self.activity.status is ActivityStatus.PROPOSED:
            self._add(FollowUpActivity.agree)
        if self.activity.status is ActivityStatus.AGREED:
            self._add(FollowUpActivity.accept)

    def _resume(self, percent: int | None) -> None:
        if self.activity.status is ActivityStatus.REPORTED_COMPLETE:
            self._add(FollowUpActivity.return_to_owner, reason=self._reason())
        self._unblock()
        self._accept_if_open()
        is_in_progress = self.activity.status is ActivityStatus.IN_PROGRESS
        if not is_in_progress or percent is not None:
            self._report_progress(self.activity.percent if percent is None else percent)

    def _report_progress_before(self, percent: int | None) -> None:
        """Records the percentage before it is blocked or withdrawn."""
        if percent is not None and percent != self.activity.percent:
            self._accept_if_open()
            self._report_progress(percent)

    def _report_progress(self, percent: int) -> None:
        is_lower = percent < self.activity.percent
        reason = self._reason() if is_lower else None
        self._add(FollowUpActivity.report_progress, percent=percent, reason=reason)

    def _report_complete(self) -> None:
        self._unblock()
        self._accept_if_open()
        self.add(self.stamp_at(self.change.closed_at), FollowUpActivity.report_complete)

    def _add(
        self,
        decide: Callable[
            Concatenate[FollowUpActivity, FactMetadata, ParametersT], DomainEvent
        ],
        *args: ParametersT.args,
        **kwargs: ParametersT.kwargs,
    ) -> None:
        self.add(self.metadata, decide, *args, **kwargs)

    def _reason(self) -> FreeText:
        return self.seal("reason", self.change.reason)
