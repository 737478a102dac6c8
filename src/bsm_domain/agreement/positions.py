"""What may be decided of positions: given, recorded for a delegation, withdrawn,
corrected; and what follows for the round, or for the adoption.
"""

from dataclasses import replace

from bsm_domain.agreement.errors import SilenceExpired, StaleText
from bsm_domain.agreement.facts import (
    DecisionContested,
    PositionCorrected,
    PositionEvent,
    PositionTaken,
    PositionWithdrawn,
    SilenceBroken,
)
from bsm_domain.agreement.opposition import breaks_silence, opposes_adoption
from bsm_domain.agreement.position_parts import must_be_complete, must_count
from bsm_domain.agreement.positions_held import HeldPosition
from bsm_domain.agreement.state import (
    UNDECIDED,
    DecisionState,
    moment_in_zone,
    names_of,
)
from bsm_domain.agreement.values import DecisionStatus, How, Position
from bsm_domain.foundation.aggregate import SYSTEM_ACTOR, FactMetadata, possible_when
from bsm_domain.foundation.errors import (
    Conflict,
    InvalidTransition,
    InvalidValue,
    NotFound,
)
from bsm_domain.foundation.formatting import capitalize, format_datetime
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import DueDate

# `instead_of` where the delegation had no position.
NO_POSITION_SEEN = 0

PositionFacts = tuple[PositionEvent | SilenceBroken | DecisionContested, ...]


class PositionDecisions(DecisionState):
    __slots__ = ()

    def take_position(
        self,
        metadata: FactMetadata,
        *,
        delegation: str,
        version: int,
        position: Position,
        text: str | None = None,
        reason: FreeText | None = None,
        until: DueDate | None = None,
        speaking_for: str | None = None,
        instead_of: int | None = None,
        how: How | None = None,
        given_by: FreeText | None = None,
    ) -> PositionFacts:
        """`how` is None where the delegation says so itself. `instead_of` is the
        version of the position that the person saw (0 for none): another refuses.
        """
        how = self._how_given(metadata, how)
        self._must_be_heard(metadata, delegation, version, how)
        must_count(delegation, position, metadata.occurred_at.date())
        must_be_complete(metadata, position, text, until)
        if reason is not None and position not in (Position.OBJECT, Position.AMEND):
            raise InvalidValue(
                f"“{position}” takes no reason; leave it out, or comment on the text",
                field="reason",
            )
        self._must_have_seen(metadata, delegation, version, instead_of)
        return self._followed_up(
            metadata,
            PositionTaken(
                **self.next_header(metadata),
                delegation=delegation,
                version=version,
                position=position,
                text=text,
                reason=reason,
                until=until,
                speaking_for=speaking_for,
                how=how,
                given_by=given_by,
            ),
        )

    def withdraw_position(
        self,
        metadata: FactMetadata,
        *,
        delegation: str,
        version: int,
        instead_of: int | None = None,
        how: How | None = None,
        given_by: FreeText | None = None,
    ) -> PositionFacts:
        how = self._how_given(metadata, how)
        self._must_be_heard(metadata, delegation, version, how)
        self._must_have_seen(metadata, delegation, version, instead_of)
        if self.held.standing(delegation, version) is None:
            name = capitalize(names_of([delegation], metadata.occurred_at.date()))
            raise NotFound(f"{name} has no position on version {version}")
        return self._followed_up(
            metadata,
            PositionWithdrawn(
                **self.next_header(metadata),
                delegation=delegation,
                version=version,
                how=how,
                given_by=given_by,
            ),
        )

    def correct_position(
        self,
        metadata: FactMetadata,
        *,
        corrects: int,
        position: Position | None,
        text: str | None = None,
        until: DueDate | None = None,
        reason: FreeText,
    ) -> PositionFacts:
        """`corrects` is the version of the fact that is wrong; the correction takes its
        place. `occurred_at` of the metadata is when it truly happened.
        """
        wrong = self.fact_to_correct(corrects)
        self._must_be_open_to(metadata, corrects=True)
        if metadata.occurred_at < self.tabled_at[wrong.version - 1]:
            raise StaleText(
                f"version {wrong.version} had not been tabled on "
                f"{format_datetime(metadata.occurred_at)}"
            )
        if position is not None:
            must_count(wrong.delegation, position, metadata.occurred_at.date())
            must_be_complete(metadata, position, text, until)
        ends_at = until.ends_at if until else None
        is_same = (wrong.position, wrong.happened_at, wrong.until) == (
            position,
            metadata.occurred_at,
            ends_at,
        )
        if is_same and (text is None or position is not Position.RESERVE):
            raise InvalidValue(
                "this changes nothing; enter what the position should be",
                field="position",
            )
        return self._followed_up(
            metadata,
            PositionCorrected(
                **self.next_header(metadata),
                corrects=corrects,
                delegation=wrong.delegation,
                version=wrong.version,
                position=position,
                text=text,
                until=until,
                reason=reason,
            ),
        )

    def fact_to_correct(self, corrects: int) -> HeldPosition:
        """What the fact of that version says. Refuses one that was corrected already,
        and one that is no position.
        """
        if (correction := self.held.corrections.get(corrects)) is not None:
            raise InvalidValue(
                f"entry {corrects} has already been corrected by entry {correction}; "
                "correct that one",
                field="corrects",
            )
        wrong = self.held.of_fact(corrects)
        if wrong is None:
            raise NotFound(f"entry {corrects} of this decision is not a position")
        return wrong

    # What must hold before somebody is heard.

    def _how_given(self, metadata: FactMetadata, how: How | None) -> How:
        """Delegations speak through the system; others say how they heard it."""
        if metadata.actor.role is Role.FOCAL_POINT:
            if how not in (None, How.SYSTEM):
                raise InvalidValue(
                    "a delegation's own position is given through the system; leave "
                    "this out",
                    field="how",
                )
            return How.SYSTEM
        if how not in (How.ROOM, How.WRITING):
            raise InvalidValue(
                "say how the position was given: in the room, or in writing",
                field="how",
            )
        return how

    def _must_be_heard(
        self, metadata: FactMetadata, delegation: str, version: int, how: How
    ) -> None:
        self._must_be_open_to(metadata)
        if how is How.SYSTEM:
            self.must_be_current(version)
            return
        current = self.version_at(metadata.occurred_at)
        if version != current:
            when = format_datetime(metadata.occurred_at)
            if not current:
                raise StaleText(f"this text had not been tabled on {when}")
            raise StaleText(
                f"on {when} the text was at version {current}, and this is about "
                f"version {version}"
            )

    def _must_be_open_to(
        self, metadata: FactMetadata, *, corrects: bool = False
    ) -> None:
        """Whether what happened then may still be recorded: after an adoption only what
        happened before it, where somebody corrects, or records what others said.
        """
        happened = metadata.occurred_at
        silence = self.running_silence
        if silence is not None and silence.expires_at is not None:
            if happened >= silence.expires_at:
                expiry = moment_in_zone(silence, silence.expires_at)
                raise SilenceExpired(
                    f"the silence expired on {expiry}; this arrived on "
                    f"{happened.isoformat(timespec='microseconds')}"
                )
            return
        if self.adoption is None:
            self._must_be_undecided()
        elif self.status is not DecisionStatus.ADOPTED or happened >= self.adoption.at:
            raise InvalidTransition(
                "positions can be given only before a decision is adopted (now: "
                f"{self.status})"
            )
        elif not corrects and metadata.actor.role is Role.FOCAL_POINT:
            raise InvalidTransition(
                "this decision was adopted before your position, which arrived on "
                f"{format_datetime(happened)}, could be recorded; ask the Chair to "
                "record it"
            )

    @possible_when("positions can be given", *UNDECIDED)
    def _must_be_undecided(self) -> None:
        """A text that came to nothing takes no more positions."""

    def _must_have_seen(
        self,
        metadata: FactMetadata,
        delegation: str,
        version: int,
        instead_of: int | None,
    ) -> None:
        if instead_of is None:
            return
        standing = self.held.standing(delegation, version)
        if instead_of != (standing.fact if standing else NO_POSITION_SEEN):
            when = standing.happened_at if standing else metadata.occurred_at
            name = capitalize(names_of([delegation], when.date()))
            raise Conflict(
                f"{name} took another position on {format_datetime(when)}; look at it, "
                "then decide"
                if standing
                else f"{name} has withdrawn its position; look again, then decide"
            )

    # What follows from a position.

    def _followed_up(
        self, metadata: FactMetadata, fact: PositionEvent
    ) -> PositionFacts:
        """The fact, and what the product concludes from it: without a name."""
        silence, adoption = self.running_silence, self.adoption
        if silence is None and adoption is None:
            return (fact,)
        held = self.held.with_fact(fact)
        header = replace(metadata, actor=SYSTEM_ACTOR).header(self.id, self.version + 2)
        if silence is not None and breaks_silence(held, silence, fact.delegation):
            cause = fact.originator_version
            return fact, SilenceBroken(**header, round=silence.number, cause=cause)
        if (
            adoption is not None
            and opposes_adoption(held, adoption, fact.delegation)
            and not opposes_adoption(self.held, adoption, fact.delegation)
        ):
            return fact, DecisionContested(**header, cause=fact.originator_version)
        return (fact,)
