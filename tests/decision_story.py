"""A decision told in hours: who does what when, and which facts come of it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from bsm_domain.agreement.decision import Decision
from bsm_domain.agreement.text_body import Paragraph, TextBody
from bsm_domain.agreement.values import Basis, How, Position, Procedure
from bsm_domain.foundation.aggregate import Actor, DomainEvent, FactMetadata
from bsm_domain.foundation.free_text import plain_text
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_domain.foundation.values import DueDate, MatterAudience

START = datetime(2016, 4, 1, tzinfo=UTC)
ENTITLED = ("AT", "DE", "FR", "IT", "PL", "US")
SECOND = 1 / 3600
REASON = plain_text("because")


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def metadata(
    hours: float, state: str | None = None, happened: float | None = None
) -> FactMetadata:
    """Of a focal point of a State, or of the Chair."""
    role = Role.CHAIR if state is None else Role.FOCAL_POINT
    return FactMetadata(
        actor=Actor(
            account="0a0a",
            role=role,
            delegation=state,
            signed_in_by=SignInMethod.PASSWORD,
        ),
        recorded_at=at(hours),
        occurred_at=at(hours if happened is None else happened),
        command_id=uuid4(),
        correlation_id=uuid4(),
        product_version="0.6.0",
    )


def body(*texts: str, title: str = "Contact points") -> TextBody:
    paragraphs = tuple(
        Paragraph(id=UUID(int=number), text=text)
        for number, text in enumerate(texts or ("Name a contact point.",), start=1)
    )
    return TextBody(title=title, paragraphs=paragraphs)


class DecisionStory:
    """A decision as it goes on. Each step records its facts, or raises the refusal."""

    def __init__(self, audience: MatterAudience = MatterAudience.ALL) -> None:
        self.facts: list[DomainEvent] = []
        tabled = Decision.table(
            uuid4(),
            metadata(0),
            meeting_id=uuid4(),
            objective_id=None,
            audience=audience,
            follow_up_audience=audience,
            language="en",
            body=body(),
            tabled_by=None,
        )
        self.state = Decision.begin(tabled)
        self.facts.append(tabled)

    def record(self, facts: Any) -> tuple[str, ...]:
        """The names of the facts' classes."""
        recorded = facts if isinstance(facts, tuple) else (facts,)
        for fact in recorded:
            assert fact.originator_version == self.state.version + 1
            self.state = self.state.evolve(fact)
            self.facts.append(fact)
        return tuple(type(fact).__name__ for fact in recorded)

    def silence(
        self, opened: float = 1, expires: float = 100, recorded: float | None = None
    ) -> tuple[str, ...]:
        return self.record(
            self.state.open_procedure(
                metadata(opened if recorded is None else recorded, happened=opened),
                procedure=Procedure.SILENCE,
                of=self.state.text_version,
                basis=Basis.ALL_STATES,
                entitled=ENTITLED,
                expires_at=at(expires),
                time_zone="UTC",
            )
        )

    def consensus(self, opened: float = 1) -> tuple[str, ...]:
        return self.record(
            self.state.open_procedure(
                metadata(opened),
                procedure=Procedure.CONSENSUS,
                of=self.state.text_version,
                basis=Basis.ALL_STATES,
                entitled=ENTITLED,
            )
        )

    def present(
        self,
        *states: str,
        opened: float = 1,
        procedure: Procedure = Procedure.ROOM,
    ) -> tuple[str, ...]:
        """A round of those present."""
        return self.record(
            self.state.open_procedure(
                metadata(opened),
                procedure=procedure,
                of=self.state.text_version,
                basis=Basis.PRESENT,
                entitled=states,
                session_id=uuid4(),
            )
        )

    def says(
        self,
        state: str,
        position: Position,
        now: float,
        *,
        received: float | None = None,
        until: float | None = None,
        text: str | None = None,
        version: int | None = None,
        instead_of: int | None = None,
    ) -> tuple[str, ...]:
        """The delegation itself; it may have arrived before its turn came."""
        return self.record(
            self.state.take_position(
                metadata(now, state, received),
                delegation=state,
                version=version or self.state.text_version,
                position=position,
                text=text,
                until=None if until is None else _day(until),
                instead_of=instead_of,
            )
        )

    def heard(
        self,
        state: str,
        position: Position,
        now: float,
        *,
        happened: float,
        until: float | None = None,
        version: int | None = None,
    ) -> tuple[str, ...]:
        """Recorded by the Chair as it was said in the room."""
        return self.record(
            self.state.take_position(
                metadata(now, None, happened),
                delegation=state,
                version=version or self.state.version_at(at(happened)),
                position=position,
                until=None if until is None else _day(until),
                how=How.ROOM,
            )
        )

    def withdraws(self, state: str, now: float) -> tuple[str, ...]:
        return self.record(
            self.state.withdraw_position(
                metadata(now, state),
                delegation=state,
                version=self.state.text_version,
            )
        )

    def corrected(
        self, fact: int, position: Position | None, now: float
    ) -> tuple[str, ...]:
        """By the Chair, at the time of what is corrected."""
        wrong = self.state.fact_to_correct(fact)
        happened = (wrong.happened_at - START) / timedelta(hours=1)
        return self.record(
            self.state.correct_position(
                metadata(now, None, happened),
                corrects=fact,
                position=position,
                reason=REASON,
            )
        )

    def version(self, now: float, *texts: str) -> tuple[str, ...]:
        number = self.state.text_version
        return self.record(
            self.state.table_version(
                metadata(now), of=number, body=body(*texts or (f"Text {number + 1}.",))
            )
        )

    def gavel(
        self,
        now: float,
        *,
        present: tuple[str, ...] | None = None,
        read_out: tuple[str, ...] = (),
        number: int = 1,
    ) -> tuple[str, ...]:
        return self.record(
            self.state.adopt(
                metadata(now),
                of=self.state.text_version,
                present=present,
                read_out=read_out,
                number=number,
                symbol=f"NFP.DEC/{number}/16",
            )
        )

    def expire(self, now: float, number: int = 1) -> tuple[str, ...]:
        return self.record(
            self.state.expire_silence(
                metadata(now),
                round=self.state.round_number,
                number=number,
                symbol=f"NFP.DEC/{number}/16",
            )
        )

    def position(self, state: str) -> Position | None:
        entry = self.state.held.standing(state, self.state.text_version)
        return entry.position if entry else None


def _day(hours: float) -> DueDate:
    return DueDate(on=at(hours).date(), time_zone="UTC")
