"""Decisions about an activity's milestones, dependencies, comments and evidence."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from bsm_domain.follow_up.facts import (
    CommentMade,
    DependencyAdded,
    DependencyRemoved,
    EvidenceAttached,
    EvidenceErased,
    EvidenceWithdrawn,
    MilestoneDropped,
    MilestoneReached,
    MilestoneSet,
)
from bsm_domain.follow_up.state import ActivityState, possible_while_open
from bsm_domain.follow_up.values import Milestone, StoredFile
from bsm_domain.foundation.aggregate import FactMetadata
from bsm_domain.foundation.errors import (
    AlreadyExists,
    DependencyCycle,
    InvalidTransition,
    InvalidValue,
    NotFound,
)
from bsm_domain.foundation.formatting import format_date
from bsm_domain.foundation.free_text import FreeText

# How many activities of a cycle are named at either end.
_TITLES_AT_EITHER_END = 3


class MilestoneAndEvidenceDecisions(ActivityState):
    __slots__ = ()

    @possible_while_open("milestones can be set")
    def set_milestone(
        self, metadata: FactMetadata, *, milestone_id: UUID, title: str, due_on: date
    ) -> MilestoneSet:
        milestone = Milestone(id=milestone_id, title=title, due_on=due_on)
        if self.milestones.get(milestone.id) == milestone:
            raise InvalidValue(
                f"the milestone “{milestone.title}” already has this title and date",
                field="title",
            )
        if milestone.id in self.reached:
            raise InvalidTransition(
                f"the milestone “{milestone.title}” has already been reached"
            )
        return MilestoneSet(**self.next_header(metadata), milestone=milestone)

    @possible_while_open("milestones can be reached")
    def reach_milestone(
        self, metadata: FactMetadata, *, milestone_id: UUID
    ) -> MilestoneReached:
        self.must_contain("milestone", milestone_id, self.milestones)
        if milestone_id in self.reached:
            raise InvalidTransition("this milestone has already been reached")
        return MilestoneReached(**self.next_header(metadata), milestone_id=milestone_id)

    @possible_while_open("milestones can be dropped")
    def drop_milestone(
        self, metadata: FactMetadata, *, milestone_id: UUID, reason: FreeText
    ) -> MilestoneDropped:
        self.must_contain("milestone", milestone_id, self.milestones)
        if milestone_id in self.reached:
            raise InvalidTransition(
                "a milestone that has been reached cannot be dropped"
            )
        return MilestoneDropped(
            **self.next_header(metadata), milestone_id=milestone_id, reason=reason
        )

    @possible_while_open("dependencies can be added")
    def add_dependency(
        self, metadata: FactMetadata, *, on: UUID, path_back: Sequence[str]
    ) -> DependencyAdded:
        """`path_back` are the titles on the path from `on` to this activity, both
        included, if there is one.
        """
        if on in self.depends_on:
            raise AlreadyExists("the activity already depends on that one")
        refuse_cycle(path_back)
        return DependencyAdded(**self.next_header(metadata), on=on)

    @possible_while_open("dependencies can be removed")
    def remove_dependency(
        self, metadata: FactMetadata, *, on: UUID
    ) -> DependencyRemoved:
        if on not in self.depends_on:
            raise NotFound(f"this activity does not depend on {on}")
        return DependencyRemoved(**self.next_header(metadata), on=on)

    def comment(
        self,
        metadata: FactMetadata,
        *,
        comment_id: UUID,
        text: FreeText,
        mentions: tuple[str, ...] = (),
    ) -> CommentMade:
        """Also possible on closed activities."""
        if comment_id in self.comments:
            raise AlreadyExists(f"the comment {comment_id} is already on record")
        return CommentMade(
            **self.next_header(metadata),
            comment_id=comment_id,
            text=text,
            mentions=tuple(dict.fromkeys(mentions)),
        )

    def attach_evidence(
        self,
        metadata: FactMetadata,
        *,
        evidence_id: UUID,
        file: StoredFile | None = None,
        name: FreeText | None = None,
        url: FreeText | None = None,
        note: FreeText | None = None,
        expires_on: date | None = None,
    ) -> EvidenceAttached:
        """Attaches a first or a further revision. Also possible on closed
        activities.
        """
        if (file is None) == (url is None):
            raise InvalidValue("give either a file or a link as evidence", field="url")
        if expires_on is not None and expires_on < self.day_of(metadata.occurred_at):
            raise InvalidValue(
                f"the expiry date {format_date(expires_on)} is in the past; choose a "
                "later date",
                field="expires_on",
            )
        before = self.evidence.get(evidence_id)
        if before is not None and before.is_withdrawn:
            raise InvalidTransition(
                "this evidence was withdrawn; attach it as new evidence"
            )
        return EvidenceAttached(
            **self.next_header(metadata),
            evidence_id=evidence_id,
            revision=before.revision + 1 if before else 1,
            file=file,
            name=name,
            url=url,
            note=note,
            expires_on=expires_on,
        )

    def withdraw_evidence(
        self, metadata: FactMetadata, *, evidence_id: UUID, reason: FreeText
    ) -> EvidenceWithdrawn:
        self.must_contain("evidence", evidence_id, self.evidence)
        if self.evidence[evidence_id].is_withdrawn:
            raise InvalidTransition("this evidence has already been withdrawn")
        return EvidenceWithdrawn(
            **self.next_header(metadata), evidence_id=evidence_id, reason=reason
        )

    def erase_evidence(
        self,
        metadata: FactMetadata,
        *,
        evidence_id: UUID,
        revision: int,
        reason: FreeText,
    ) -> EvidenceErased:
        self.must_contain("evidence", evidence_id, self.evidence)
        sha256 = self.evidence[evidence_id].files.get(revision)
        if sha256 is None:
            raise NotFound(
                f"revision {revision} of this evidence has no file, or it was erased"
            )
        return EvidenceErased(
            **self.next_header(metadata),
            evidence_id=evidence_id,
            revision=revision,
            sha256=sha256,
            reason=reason,
        )


def refuse_cycle(path_back: Sequence[str]) -> None:
    """Raises DependencyCycle, which names the activities on the path."""
    if path_back:
        titles = [f"“{title}”" for title in (path_back[-1], *path_back)]
        between = len(titles) - 2 * _TITLES_AT_EITHER_END
        if between > 1:
            titles[_TITLES_AT_EITHER_END:-_TITLES_AT_EITHER_END] = [f"{between} more"]
        path = " → ".join(titles)
        raise DependencyCycle(f"the activities would depend on each other: {path}")
