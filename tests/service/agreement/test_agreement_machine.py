"""Whatever is asked in whatever order: what the log says of decisions is right, by an
oracle that knows none of the product's rules.
"""

import tempfile
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st
from systems import CHAIR, StoryClock, announce_berlin, do, principal, system_in

from agreement_oracle import violations
from bsm_domain.agreement.text_body import Paragraph, TextBody
from bsm_domain.agreement.values import How, Position
from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.roles import Role
from bsm_service.agreement.commands import (
    AdoptDecision,
    AnnulDecision,
    EndProcedure,
    ExtendSilence,
    OpenProcedure,
    TableDecision,
    TableVersion,
    UpholdDecision,
)
from bsm_service.agreement.position_commands import (
    CorrectPosition,
    TakePosition,
    WithdrawPosition,
)
from bsm_service.agreement.silence_settlement import SilenceSettlement
from bsm_service.application.system import System

STATES = ("AT", "IT", "MK")
POINTS = {code: principal(Role.FOCAL_POINT, code) for code in (*STATES, "DZ")}
SECOND = timedelta(seconds=1)
# Leaning towards the very second of the expiry.
STEPS = st.sampled_from([0, 1, 5, 10, 1_800, 3_600, 7_200, 86_400])  # seconds
_OFTEN = "says says says heard heard heard corrects corrects corrects silence silence"
_RARELY = "withdraws version consensus extend end gavel settle uphold annul expiry"
ACTIONS = st.sampled_from([*_OFTEN.split(), *_RARELY.split()])
STORY = st.lists(
    st.tuples(
        ACTIONS,
        st.integers(0, 1),
        st.sampled_from((*STATES, "DZ")),
        st.sampled_from(list(Position)),
        st.integers(1, 12),
        STEPS,
    ),
    min_size=10,
    max_size=60,
)


class Told:
    """Two drafts, and whoever asks something of them."""

    def __init__(self, system: System, clock: StoryClock) -> None:
        self.system, self.clock = system, clock
        meeting = announce_berlin(system)
        self.decisions = [self._table(meeting) for _ in range(2)]

    def _table(self, meeting: UUID) -> UUID:
        table = TableDecision(
            decision_id=uuid4(), meeting_id=meeting, body=_body("Share maps.")
        )
        return do(self.system, table, CHAIR).id

    def ask(
        self, action: str, which: int, state: str, position: Position, number: int
    ) -> None:
        id = self.decisions[which]
        of = {"decision_id": id}
        now = self.clock()
        match action:
            case "says":
                self._do(self._position(id, state, position, number), state)
            case "heard":
                taken = self._position(id, state, position, number)
                earlier = now - number * timedelta(minutes=7)
                heard = {"how": How.ROOM, "occurred_at": earlier}
                self._do(taken.model_copy(update=heard))
            case "withdraws":
                version = self._version(id)
                self._do(
                    WithdrawPosition(**of, delegation=state, version=version), state
                )
            case "corrects":
                corrected = None if position is Position.RESERVE else position
                if position is Position.AD_REFERENDUM:
                    corrected = Position.OBJECT
                wrong = self._spoken(id, number)
                self._do(
                    CorrectPosition(
                        **of, corrects=wrong, position=corrected, reason="misheard"
                    )
                )
            case "version":
                body = _body(f"Share maps {number}.")
                self._do(TableVersion(**of, of=self._version(id), body=body))
            case "silence":
                expires_at = now + number * timedelta(hours=1)
                opening = {"procedure": "silence", "time_zone": "UTC"}
                opening |= {"of": self._version(id), "expires_at": expires_at}
                self._do(OpenProcedure(**of, **opening))
            case "consensus":
                version = self._version(id)
                self._do(OpenProcedure(**of, procedure="consensus", of=version))
            case "extend":
                later = now + number * timedelta(hours=2)
                self._do(ExtendSilence(**of, expires_at=later, reason="asked for"))
            case "end":
                self._do(EndProcedure(**of, reason="enough"))
            case "gavel":
                unheard = {1: (state,), 2: STATES[:2]}.get(number, ())
                self._do(AdoptDecision(**of, of=self._version(id), read_out=unheard))
            case "uphold":
                cause = self._spoken(id, number)
                self._do(UpholdDecision(**of, cause=cause, reason="known then"))
            case "annul":
                self._do(AnnulDecision(**of, reason="not known then"))
            case "expiry":
                self._go_to_expiry(id)
            case "settle":
                self.system.part(SilenceSettlement).settle()

    def _position(
        self, id: UUID, state: str, position: Position, number: int
    ) -> TakePosition:
        """On the current version, or rarely on the next one, which is not tabled."""
        until = None
        if position is Position.AD_REFERENDUM:
            until = self.clock().date() + timedelta(days=number)
        return TakePosition(
            decision_id=id,
            delegation=state,
            version=self._version(id) + (number == 12),
            position=position,
            text="Subject to our law." if position is Position.RESERVE else None,
            until=until,
        )

    def _do(self, command: object, state: str | None = None) -> None:
        """Refused or recorded: what is refused changes nothing."""
        before = self.system.store.position()
        try:
            do(self.system, command, CHAIR if state is None else POINTS[state])  # type: ignore[arg-type]
        except DomainError:
            assert self.system.store.position() == before

    def _facts(self, id: UUID) -> list[object]:
        facts = [entry.fact for entry in self.system.store.page(0, 10_000)]
        return [fact for fact in facts if fact.originator_id == id]

    def _spoken(self, id: UUID, number: int) -> int:
        """One of the entries that are about positions; if there is none, any."""
        entries = [
            fact.originator_version
            for fact in self._facts(id)
            if type(fact).__name__.startswith("Position")
        ]
        return entries[number % len(entries)] if entries else number

    def _version(self, id: UUID) -> int:
        return 1 + sum(
            type(fact).__name__ == "VersionTabled" for fact in self._facts(id)
        )

    def _go_to_expiry(self, id: UUID) -> None:
        for fact in reversed(self._facts(id)):
            expires_at = getattr(fact, "expires_at", None)
            if expires_at is not None and expires_at > self.clock():
                self.clock.time = expires_at - SECOND
                return


def _body(text: str) -> TextBody:
    return TextBody(title="Maps", paragraphs=(Paragraph(id=UUID(int=1), text=text),))


@given(story=STORY)
def test_whatever_is_asked_no_objection_is_passed_over(story: list[tuple]) -> None:
    clock = StoryClock()
    with tempfile.TemporaryDirectory() as folder:
        system = system_in(Path(folder), clock=clock)
        try:
            told = Told(system, clock)
            for action, which, state, position, number, step in story:
                clock.pass_by(step * SECOND)
                told.ask(action, which, state, position, number)
            clock.pass_by(timedelta(days=30))
            system.part(SilenceSettlement).settle()
            facts = [entry.fact for entry in system.store.page(0, 10_000)]
            assert list(violations(facts, clock())) == []
        finally:
            system.close()
