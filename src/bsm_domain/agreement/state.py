"""What is known of a decision at one version, and what every decision of it checks."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from bsm_domain.agreement.errors import SilenceExpired, SilenceRuns, StaleText
from bsm_domain.agreement.facts import DecisionTabled
from bsm_domain.agreement.positions_held import HeldPositions
from bsm_domain.agreement.text_body import TextBody
from bsm_domain.agreement.values import Basis, DecisionStatus, Procedure
from bsm_domain.foundation.aggregate import (
    Aggregate,
    Declaration,
    DomainEvent,
    possible_when,
)
from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.formatting import format_datetime, join_names
from bsm_domain.foundation.participating_states import STATES, name_in_sentence
from bsm_domain.foundation.values import MatterAudience

UNDECIDED = (DecisionStatus.DRAFT, DecisionStatus.IN_PROCEDURE)


def possible_while_undecided(action: str) -> Declaration:
    """For decisions about a draft; `action` as of `possible_when`."""
    return possible_when(action, *UNDECIDED)


@dataclass(frozen=True, slots=True)
class Round:
    """One opening of a procedure on one version."""

    number: int
    procedure: Procedure
    version: int
    basis: Basis
    entitled: tuple[str, ...]
    opened_at: datetime
    session_id: UUID | None = None
    expires_at: datetime | None = None
    time_zone: str | None = None


@dataclass(frozen=True, slots=True)
class Adoption:
    """When and how a version became a decision. `at` is when it happened."""

    round: Round
    entitled: tuple[str, ...]
    at: datetime
    number: int
    symbol: str


@dataclass(frozen=True, slots=True)
class Successor:
    """The decision that superseded this one, wholly or in part."""

    id: UUID
    in_part: bool


@dataclass(frozen=True, slots=True)
class DecisionState(Aggregate):
    """`tabled_at` has for each version when it was tabled: the last is current.
    `translations` are the languages into which the current one is translated.
    `contested_by` are versions of facts that contest the adoption, not yet upheld.
    """

    KIND: ClassVar[str] = "decision"
    FIRST_FACTS: ClassVar[tuple[type[DomainEvent], ...]] = (DecisionTabled,)

    meeting_id: UUID
    objective_id: UUID | None
    audience: MatterAudience
    follow_up_audience: MatterAudience
    language: str
    body: TextBody
    tabled_by: str | None
    tabled_at: tuple[datetime, ...]
    supersedes: tuple[UUID, ...] = ()
    in_part: bool = False
    status: DecisionStatus = DecisionStatus.DRAFT
    round: Round | None = None
    held: HeldPositions = field(default_factory=HeldPositions)
    translations: frozenset[str] = frozenset()
    comments: frozenset[UUID] = frozenset()
    adoption: Adoption | None = None
    contested_by: frozenset[int] = frozenset()
    superseded_by: tuple[Successor, ...] = ()
    is_released: bool = False

    @property
    def owning_delegation(self) -> str | None:
        return self.tabled_by

    @property
    def text_version(self) -> int:
        """The version on the table, counted from 1."""
        return len(self.tabled_at)

    @property
    def round_number(self) -> int:
        return self.round.number if self.round else 0

    @property
    def running_silence(self) -> Round | None:
        """The round, while it is a silence that neither ended nor was settled."""
        if self.status is DecisionStatus.IN_PROCEDURE:
            assert self.round is not None
            if self.round.procedure is Procedure.SILENCE:
                return self.round
        return None

    def version_at(self, moment: datetime) -> int:
        """The version that was on the table then; 0 before there was one."""
        return sum(tabled <= moment for tabled in self.tabled_at)

    def must_be_current(self, version: int) -> None:
        if version != self.text_version:
            raise StaleText(
                f"the text is at version {self.text_version}, and this is about "
                f"version {version}; look at what changed, then try again"
            )

    def must_not_precede_text(self, happened: datetime) -> None:
        """Nothing is done with a text before it was tabled: who is entitled follows
        from the day.
        """
        if happened < self.tabled_at[-1]:
            raise InvalidValue(
                f"version {self.text_version} was tabled on "
                f"{format_datetime(self.tabled_at[-1])}; enter a later time",
                field="occurred_at",
            )

    def must_not_have_expired(self, now: datetime) -> None:
        """From its expiry on a text is closed, whether or not that is on record yet."""
        silence = self.running_silence
        if silence is not None and silence.expires_at and now >= silence.expires_at:
            raise SilenceExpired(
                f"the silence expired on {moment_in_zone(silence, silence.expires_at)};"
                " the text is closed, and its adoption is being recorded"
            )

    def must_not_be_in_silence(self, action: str) -> None:
        silence = self.running_silence
        if silence is not None and silence.expires_at is not None:
            raise SilenceRuns(
                f"the silence ends on {moment_in_zone(silence, silence.expires_at)} "
                f"and cannot be cut short; to {action} before that, end the procedure"
            )


def moment_in_zone(silence: Round, moment: datetime) -> str:
    """A moment on the clock of the silence's zone."""
    return format_datetime(moment, silence.time_zone or "UTC")


def names_of(codes: Iterable[str], on: date) -> str:
    """The delegations of these codes within a sentence, in their order."""
    return join_names(
        [
            name_in_sentence(STATES[code].name_on(on).name) if code in STATES else code
            for code in codes
        ]
    )


def in_protocol_order(codes: Collection[str], on: date) -> tuple[str, ...]:
    """States of these codes, by their French names of that day."""
    return tuple(sorted(codes, key=lambda code: STATES[code].name_on(on).french_key))
