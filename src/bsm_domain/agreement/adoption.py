"""How a text is adopted: by the Chair's gavel, or by a silence that expired."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from bsm_domain.agreement.errors import (
    NotPresent,
    ObjectionUnheard,
)
from bsm_domain.agreement.expiry import SETTLES_AFTER, wall_clock
from bsm_domain.agreement.facts import (
    DecisionAdopted,
    ObjectionsReadOut,
)
from bsm_domain.agreement.opposition import refuse_opposed
from bsm_domain.agreement.state import (
    DecisionState,
    Round,
    in_protocol_order,
    names_of,
)
from bsm_domain.agreement.values import (
    DecisionStatus,
    Position,
    Procedure,
)
from bsm_domain.foundation.aggregate import SYSTEM_ACTOR, FactMetadata, possible_when
from bsm_domain.foundation.errors import InvalidTransition, InvalidValue
from bsm_domain.foundation.formatting import (
    capitalize,
    format_datetime,
    pluralize,
)


class AdoptionDecisions(DecisionState):
    __slots__ = ()

    @possible_when("a text can be adopted", DecisionStatus.IN_PROCEDURE)
    def adopt(
        self,
        metadata: FactMetadata,
        *,
        of: int,
        present: Collection[str] | None,
        read_out: Collection[str] = (),
        number: int,
        symbol: str,
        agreed: Sequence[UUID] = (),
        not_agreed: Sequence[UUID] = (),
        session_id: UUID | None = None,
    ) -> tuple[ObjectionsReadOut | DecisionAdopted, ...]:
        """By the Chair's gavel. `present` are the States that the last roll-call has as
        present; None where the round does not ask for it. `read_out` are exactly those
        whose last word was against an earlier version.
        """
        self.must_not_have_expired(metadata.recorded_at)
        self.must_not_be_in_silence("adopt it")
        self.must_be_current(of)
        assert self.round is not None
        if metadata.occurred_at < self.round.opened_at:
            raise InvalidValue(
                "a text cannot be adopted before its procedure was opened, on "
                f"{format_datetime(self.round.opened_at)}; enter a later time",
                field="occurred_at",
            )
        entitled = self._entitled_at_gavel(metadata, present)
        refuse_opposed(self, entitled, metadata.occurred_at)
        self._must_be_read_out(metadata, entitled, read_out)
        adopted = self._adopted(
            metadata, entitled, number, symbol, agreed, not_agreed, session_id
        )
        if not read_out:
            return (adopted,)
        day = metadata.occurred_at.date()
        read = ObjectionsReadOut(
            **self.next_header(metadata),
            round=self.round.number,
            delegations=in_protocol_order(set(read_out), day),
        )
        return read, adopted.model_copy(update={"originator_version": self.version + 2})

    def expire_silence(
        self,
        metadata: FactMetadata,
        *,
        round: int,
        number: int,
        symbol: str,
        agreed: Sequence[UUID] = (),
        not_agreed: Sequence[UUID] = (),
    ) -> DecisionAdopted:
        """By the silence itself, whoever records it: it happened at the expiry."""
        silence = self.must_be_expired(metadata.recorded_at, round)
        assert silence.expires_at is not None
        at_expiry = replace(
            metadata,
            occurred_at=silence.expires_at.astimezone(UTC),
            actor=SYSTEM_ACTOR,
        )
        return self._adopted(
            at_expiry, silence.entitled, number, symbol, agreed, not_agreed, None
        )

    def must_be_expired(self, now: datetime, round: int) -> Round:
        """The silence of that round, if its adoption may be recorded by now."""
        silence = self.running_silence
        if silence is None or silence.number != round:
            raise InvalidTransition(f"no silence of round {round} is running")
        assert silence.expires_at is not None
        if now < silence.expires_at + SETTLES_AFTER:
            raise InvalidTransition(
                "the silence runs until "
                f"{wall_clock(silence.expires_at, silence.time_zone)}; its adoption is "
                f"recorded {SETTLES_AFTER.seconds} seconds later"
            )
        return silence

    def unheard_opposition(
        self, entitled: Collection[str], at: datetime
    ) -> tuple[str, ...]:
        """Those whose last word was against an earlier version, and who were not heard
        on this one, in protocol order.
        """
        unheard = []
        for code in entitled:
            if self.held.standing(code, self.text_version) is None:
                last = self.held.last_on_earlier(code, self.text_version)
                if last is not None and last.is_blocking(at):
                    unheard.append(code)
        return in_protocol_order(unheard, at.date())

    def entitled_at_gavel(self, present: Collection[str] | None) -> tuple[str, ...]:
        """Those of the round; in the room those present, and whoever of the round still
        opposes the text, wherever they are now.
        """
        assert self.round is not None
        if self.round.procedure is not Procedure.ROOM:
            return self.round.entitled
        standing = self.held.all_standing(self.text_version)
        opposed = {
            code
            for code in self.round.entitled
            if code in standing
            and (
                standing[code].is_breaking
                or standing[code].position is Position.AD_REFERENDUM
            )
        }
        return tuple({*(present or ()), *opposed})

    def _entitled_at_gavel(
        self, metadata: FactMetadata, present: Collection[str] | None
    ) -> tuple[str, ...]:
        assert self.round is not None
        if self.round.procedure is Procedure.ROOM and not present:
            raise NotPresent(
                "no participating State is present; call the roll of the session first"
            )
        return in_protocol_order(
            self.entitled_at_gavel(present), metadata.occurred_at.date()
        )

    def _must_be_read_out(
        self,
        metadata: FactMetadata,
        entitled: Collection[str],
        read_out: Collection[str],
    ) -> None:
        at = metadata.occurred_at
        unheard = self.unheard_opposition(entitled, at)
        if set(unheard) == set(read_out):
            return
        if missing := [code for code in unheard if code not in read_out]:
            were = pluralize(len(missing), "was", "were")
            raise ObjectionUnheard(
                f"{capitalize(names_of(missing, at.date()))} opposed an earlier "
                f"version and {were} not heard on version {self.text_version}; read "
                f"that out, and name {pluralize(len(missing), 'it', 'them')}"
            )
        needless = [code for code in read_out if code not in unheard]
        raise ObjectionUnheard(
            f"leave out {names_of(needless, at.date())}: only objections to an earlier "
            "version are read out, and only of delegations not heard since"
        )

    def _adopted(
        self,
        metadata: FactMetadata,
        entitled: tuple[str, ...],
        number: int,
        symbol: str,
        agreed: Sequence[UUID],
        not_agreed: Sequence[UUID],
        session_id: UUID | None,
    ) -> DecisionAdopted:
        assert self.round is not None
        return DecisionAdopted(
            **self.next_header(metadata),
            round=self.round.number,
            procedure=self.round.procedure,
            version=self.text_version,
            entitled=entitled,
            number=number,
            symbol=symbol,
            text_digest=self.body.digest(self.language),
            agreed=tuple(agreed),
            not_agreed=tuple(not_agreed),
            session_id=session_id,
        )
