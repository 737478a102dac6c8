"""An objective of a meeting: what it sets out to do, and its discussion.

set ──> discussed
 └──────────┴──> withdrawn

What is agreed of it are decisions, which have texts and a life of their own; that it is
agreed is read off them.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar, Self, assert_never
from uuid import UUID

from bsm_domain.foundation.aggregate import (
    Aggregate,
    DomainEvent,
    FactMetadata,
    impossible_when,
)
from bsm_domain.foundation.errors import (
    AlreadyExists,
    InvalidTransition,
    InvalidValue,
)
from bsm_domain.foundation.formatting import count_of, pluralize
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.agenda import AgendaSession
from bsm_domain.meetings.source_facts import ObjectiveSourceNamed


class OutcomeKind(StrEnum):
    DISCUSSION = "discussion"
    SHARED_PRACTICE = "shared practice"
    AGREEMENT = "agreement"


class ObjectiveStatus(StrEnum):
    SET = "set"
    DISCUSSED = "discussed"
    WITHDRAWN = "withdrawn"


class ObjectiveSet(DomainEvent):
    """`aim_for_all`: everybody can know that it is on the programme, whoever takes part
    in the matter.
    """

    TOPIC: ClassVar[str] = "bsm.objective.set.v1"
    meeting_id: UUID
    code: str
    text: str
    audience: MatterAudience
    outcome_kind: OutcomeKind
    aim_for_all: bool = False


class ObjectiveDiscussed(DomainEvent):
    """`summary` is the Chair's, part of the official record."""

    TOPIC: ClassVar[str] = "bsm.objective.discussed.v1"
    LEADS_TO: ClassVar[ObjectiveStatus] = ObjectiveStatus.DISCUSSED
    summary: str


class AimListed(DomainEvent):
    """Everybody can know that the objective is on the programme, from now on."""

    TOPIC: ClassVar[str] = "bsm.objective.aim_listed.v1"


class ObjectiveReworded(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.objective.reworded.v1"
    text: str
    reason: FreeText


class ObjectiveWithdrawn(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.objective.withdrawn.v1"
    LEADS_TO: ClassVar[ObjectiveStatus] = ObjectiveStatus.WITHDRAWN
    reason: FreeText


class ObjectiveMoved(DomainEvent):
    """To a session of the agenda; None: to none of them."""

    TOPIC: ClassVar[str] = "bsm.objective.moved.v1"
    session_id: UUID | None = None


ObjectiveEvent = (
    ObjectiveSet
    | ObjectiveDiscussed
    | AimListed
    | ObjectiveReworded
    | ObjectiveWithdrawn
    | ObjectiveMoved
    | ObjectiveSourceNamed
)

_possible_until_withdrawn = impossible_when(
    "this objective was withdrawn; nothing more can be recorded about it",
    ObjectiveStatus.WITHDRAWN,
)


@dataclass(frozen=True, slots=True)
class Objective(Aggregate):
    KIND: ClassVar[str] = "objective"
    FIRST_FACTS: ClassVar[tuple[type[DomainEvent], ...]] = (ObjectiveSet,)

    meeting_id: UUID
    audience: MatterAudience
    text: str
    status: ObjectiveStatus = ObjectiveStatus.SET
    aim_for_all: bool = False
    session_id: UUID | None = None

    # Decide: can refuse, changes nothing.

    @classmethod
    def set(
        cls,
        id: UUID,
        metadata: FactMetadata,
        *,
        meeting_id: UUID,
        code: str,
        text: str,
        audience: MatterAudience,
        outcome_kind: OutcomeKind,
        aim_for_all: bool = False,
        codes_in_use: Collection[str] = (),
    ) -> ObjectiveSet:
        """`codes_in_use` are those of the meeting's other objectives."""
        if code in codes_in_use:
            raise AlreadyExists(
                f"this meeting already has an objective {code}; enter "
                f"{_code_after(code, codes_in_use)} instead",
                field="code",
            )
        return ObjectiveSet(
            **metadata.header(id, 1),
            meeting_id=meeting_id,
            code=code,
            text=text,
            audience=audience,
            outcome_kind=outcome_kind,
            aim_for_all=aim_for_all,
        )

    @_possible_until_withdrawn
    @impossible_when(
        "the discussion of this objective is already on record",
        ObjectiveStatus.DISCUSSED,
    )
    def record_discussion(
        self, metadata: FactMetadata, *, summary: str
    ) -> ObjectiveDiscussed:
        return ObjectiveDiscussed(**self.next_header(metadata), summary=summary)

    @_possible_until_withdrawn
    def list_aim(self, metadata: FactMetadata) -> AimListed:
        if self.audience is MatterAudience.ALL or self.aim_for_all:
            raise InvalidTransition("everybody can already see this objective")
        return AimListed(**self.next_header(metadata))

    @_possible_until_withdrawn
    def reword(
        self, metadata: FactMetadata, *, text: str, reason: FreeText
    ) -> ObjectiveReworded:
        if text == self.text:
            raise InvalidValue(
                "the objective already has this wording; change it", field="text"
            )
        return ObjectiveReworded(**self.next_header(metadata), text=text, reason=reason)

    @_possible_until_withdrawn
    def withdraw(
        self, metadata: FactMetadata, *, reason: FreeText, decisions: int = 0
    ) -> ObjectiveWithdrawn:
        """`decisions` is how many come from it and are not withdrawn."""
        if decisions:
            raise InvalidTransition(
                f"{count_of(decisions, 'decision comes', 'decisions come')} from this "
                "objective; it can be withdrawn only if "
                f"{pluralize(decisions, 'this is', 'these are')} withdrawn first"
            )
        return ObjectiveWithdrawn(**self.next_header(metadata), reason=reason)

    @_possible_until_withdrawn
    def move(
        self, metadata: FactMetadata, *, session: AgendaSession | None
    ) -> ObjectiveMoved:
        """To a session of its meeting, or to none."""
        session_id = None if session is None else session.session_id
        if session_id == self.session_id:
            raise InvalidValue(
                "the objective is already in no session; choose one"
                if session is None
                else "the objective is already in this session; choose another",
                field="session_id",
            )
        if (
            session is not None
            and session.audience is MatterAudience.FOCAL_POINTS
            and self.audience is MatterAudience.ALL
        ):
            raise InvalidValue(
                "this session is for focal points only, but the objective is for "
                "everybody; choose another session",
                field="session_id",
            )
        return ObjectiveMoved(**self.next_header(metadata), session_id=session_id)

    @_possible_until_withdrawn
    def name_source(self, metadata: FactMetadata) -> ObjectiveSourceNamed:
        """A page that was found, or published, after the objective was worded."""
        metadata.must_have_source()
        return ObjectiveSourceNamed(**self.next_header(metadata))

    @_possible_until_withdrawn
    def must_be_pursued(self) -> None:
        """Refuses what a withdrawn objective no longer takes."""

    # Evolve: never refuses, because the fact has happened.

    @classmethod
    def begin(cls, event: ObjectiveSet) -> Self:
        return cls(
            event.originator_id,
            1,
            event.meeting_id,
            event.audience,
            event.text,
            aim_for_all=event.aim_for_all,
        )

    def evolve(self, event: ObjectiveEvent) -> Self:
        version = event.originator_version
        match event:
            case ObjectiveDiscussed() | ObjectiveWithdrawn():
                return replace(self, version=version, status=event.LEADS_TO)
            case AimListed():
                return replace(self, version=version, aim_for_all=True)
            case ObjectiveSourceNamed():
                return replace(self, version=version)
            case ObjectiveReworded(text=text):
                return replace(self, version=version, text=text)
            case ObjectiveMoved(session_id=session_id):
                return replace(self, version=version, session_id=session_id)
            case ObjectiveSet():
                raise AssertionError("an objective is set only once")
            case _:
                assert_never(event)


def _code_after(code: str, codes_in_use: Collection[str]) -> str:
    """O11 after O2 and O10: the number that follows the highest of these letters."""
    letters = code.rstrip("0123456789")
    numbers = (
        int(other.removeprefix(letters))
        for other in codes_in_use
        if other.rstrip("0123456789") == letters
    )
    return f"{letters}{max(numbers) + 1}"
