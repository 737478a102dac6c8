"""Lives of two drafts: whoever asks whatever, through two processes that may be started
again, on a clock that may be set.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from systems import CHAIR, StoryClock, announce_berlin, do, principal, system_in

from agreement_oracle import OPPOSED, Known, Stream, streams, unheard, violations
from bsm_domain.agreement.errors import ObjectionStands, SilenceExpired
from bsm_domain.agreement.text_body import Paragraph, TextBody
from bsm_domain.agreement.values import How, Position
from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.agreement import queries
from bsm_projections.agreement.matrix import matrix
from bsm_projections.databases import Place
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_service.access.permissions import Principal
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
from bsm_service.application.command import Command
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.foundation.clock import trust_clock
from bsm_service.foundation.refusals import ClockJumped

STATES = ("AT", "IT")
POINTS = {code: principal(Role.FOCAL_POINT, code) for code in (*STATES, "DZ")}
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
# When a letter arrived, from the expiry on.
ABOUT = (-HOUR, -SECOND, -SECOND, timedelta(), SECOND)
# By how much a clock is set; more than an hour is confirmed by a person, or not.
STEPS = (-2 * HOUR, -HOUR, -MINUTE, 30 * SECOND, 2 * MINUTE, 59 * MINUTE, 2 * HOUR)
# Most that is asked by chance alone is refused, so that lives would seldom come far.
_ONWARDS = " ".join(["onwards"] * 20)
_OFTEN = "says says heard heard heard corrects corrects corrects letter letter press"
_RARELY = "withdraws withdraws version silence consensus gavel extend end settle"
_AFTERWARDS = "uphold annul elsewhere"
_MACHINES = "expiry step confirm restart again"
ACTIONS = (*f"{_ONWARDS} {_OFTEN} {_RARELY} {_AFTERWARDS} {_MACHINES}".split(),)
# What may be done next, by what has become of the decision.
_NEXT = {
    "draft": "silence consensus heard silence consensus version",
    "silence": "lapse press extend lapse press",
    "consensus": "heard gavel heard",
    "adopted": "replace contest replace",
    "successor": "contest replace contest",
    "contested": "annul uphold annul contest",
}


@dataclass
class ArrivalClock(StoryClock):
    """What arrives is noted once at `arrival`, before the turn comes."""

    arrival: datetime | None = None

    def __call__(self) -> datetime:
        now, self.arrival = self.arrival or self.time, None
        return now


class Life:
    """`doors` are two processes; `passed` are seconds of the clock that nobody sets."""

    def __init__(self, place: Place) -> None:
        self.place, self.clock, self.passed = place, ArrivalClock(), 0.0
        self._read: list[object] = []
        self.doors = [self._open(), self._open()]
        meeting = announce_berlin(self.doors[0])
        self.meeting = str(meeting)
        self.last: tuple[Command, Principal, UUID, CommandResult] | None = None
        self.decisions = [uuid4(), uuid4()]
        for which in range(2):
            self._do(self.doors[0], self._table(which, self.decisions[which]))

    def _open(self) -> System:
        return system_in(
            self.place,
            clock=self.clock,
            established=not hasattr(self, "doors"),
            since_boot=lambda: self.passed,
        )

    def _table(self, which: int, id: UUID, *replaced: UUID) -> TableDecision:
        """One of the two matters is for focal points only."""
        return TableDecision(
            decision_id=id,
            meeting_id=UUID(self.meeting),
            audience=(MatterAudience.ALL, MatterAudience.FOCAL_POINTS)[which],
            body=_body("Share maps."),
            supersedes=replaced,
        )

    def close(self) -> None:
        for door in self.doors:
            door.close()

    def pass_by(self, time: timedelta) -> None:
        self.clock.pass_by(time)
        self.passed += time.total_seconds()

    def ask(
        self, action: str, which: int, state: str, position: Position, number: int
    ) -> None:
        """`number` says how long, which entry, or through which process."""
        id = self.decisions[which]
        of = {"decision_id": id}
        now, door = self.clock(), self.doors[number % 2]
        if action == "onwards":
            action = self._next(id, number)
        match action:
            case "says":
                self._do(door, self._position(id, state, position, number), state)
            case "heard":
                taken = self._position(id, state, position, number)
                earlier = now - number * timedelta(minutes=7)
                heard = {"how": How.ROOM, "occurred_at": earlier}
                self._do(door, taken.model_copy(update=heard))
            case "letter":
                letter = self._position(id, state, position, 1)
                written = {"how": How.WRITING, "occurred_at": self._close(id, number)}
                self._do(door, letter.model_copy(update=written))
            case "contest":
                objection = self._position(id, state, Position.OBJECT, 1)
                written = {"how": How.WRITING, "occurred_at": self._close(id, number)}
                self._do(door, objection.model_copy(update=written))
            case "withdraws":
                withdraw = WithdrawPosition(
                    **of, delegation=state, version=self._version(id)
                )
                self._do(door, withdraw, state)
            case "corrects":
                corrected = None if position is Position.RESERVE else position
                if position is Position.AD_REFERENDUM:
                    corrected = Position.OBJECT
                wrong = {"corrects": self._spoken(id, number), "reason": "misheard"}
                self._do(door, CorrectPosition(**of, **wrong, position=corrected))
            case "version":
                body = _body(f"Share maps {number}.")
                self._do(door, TableVersion(**of, of=self._version(id), body=body))
            case "silence":
                expires_at = now + number * HOUR
                opening = {"procedure": "silence", "time_zone": "UTC"}
                opening |= {"of": self._version(id), "expires_at": expires_at}
                self._do(door, OpenProcedure(**of, **opening))
            case "consensus":
                version = self._version(id)
                self._do(door, OpenProcedure(**of, procedure="consensus", of=version))
            case "extend":
                expiry = self._known(id).expiry or now
                later = expiry + (number - 1) * HOUR
                extend = ExtendSilence(**of, expires_at=later, reason="asked for")
                self._do(door, extend)
            case "end":
                self._do(door, EndProcedure(**of, reason="enough"))
            case "gavel":
                read_out = {1: (state,), 2: STATES}.get(number)
                if read_out is None:
                    read_out = unheard(self._stream(id), STATES, self._version(id), now)
                gavel = AdoptDecision(**of, of=self._version(id), read_out=(*read_out,))
                self._do(door, gavel)
            case "uphold":
                causes = sorted(self._known(id).contested_by)
                is_right = causes and number > 4
                cause = causes[0] if is_right else self._spoken(id, number)
                self._do(door, UpholdDecision(**of, cause=cause, reason="known then"))
            case "annul":
                self._do(door, AnnulDecision(**of, reason="not known then"))
            case "replace":
                later = uuid4()
                if self._do(door, self._table(which, later, id)):
                    self.decisions[which] = later
            case "elsewhere":
                self.decisions[which] = self._tabled(number)
            case "anew":
                self._begin_anew(door, which)
            case "expiry":
                self._go_to_expiry(id)
            case "lapse":
                self._go_to_expiry(id, 10 * SECOND)
                self._settle(door)
            case "settle":
                self._settle(door)
            case "press":
                self._press(id, state, door, ABOUT[number % len(ABOUT)])
            case "step":
                self.clock.pass_by(STEPS[number % len(STEPS)])
            case "confirm":
                self._confirm_clock()
            case "restart":
                door.close()
                self.doors[number % 2] = self._open()
            case "again":
                self._repeat(door)

    def end(self) -> None:
        """All silences expire; what a step of the clock held up is settled later."""
        self._confirm_clock()
        self.pass_by(timedelta(days=30))
        for door in self.doors:
            self._settle(door)
        self.pass_by(timedelta(minutes=15))
        for door in self.doors:
            self._settle(door)

    def violations(self) -> list[str]:
        """What an oracle finds wrong in the log."""
        return list(violations(self.facts(), self.clock()))

    def facts(self, until: int = 100_000) -> list[object]:
        page = self.doors[0].store.page(0, until)
        return [entry.fact for entry in page]

    def _log(self) -> list[object]:
        """The facts, of which only new ones are read: much is chosen by them."""
        new = self.doors[0].store.page(len(self._read), 100_000)
        self._read += [entry.fact for entry in new]
        return self._read

    def must_be_known_at(self, position: int) -> None:
        """Counts and matrix of a past moment equal those of an oracle of its facts."""
        system = self.doors[0]
        system.engine.catch_up()
        moment = system.moment(str(position))
        known = {
            str(id): Known(stream, moment.at)
            for id, stream in streams(self.facts(position)).items()
        }
        with system.read(moment, UNRESTRICTED_AUDIENCE) as context:
            shown = queries.decisions(context, meeting_id=self.meeting).items
            rows = matrix(context, self.meeting).rows
        assert {one.id for one in shown} == known.keys()
        for one in shown:
            expected = known[one.id]
            assert (one.status, one.text_version) == (expected.status, expected.version)
            assert (one.heard, one.stale) == (expected.heard, expected.stale)
            assert one.not_heard == 57 - expected.heard
            assert one.objection_stands == expected.objection_stands
            assert one.is_contested == bool(expected.contested_by)
        for row in rows:
            cells = {
                code: (cell.position, cell.version) for code, cell in row.cells.items()
            }
            assert cells == known[row.decision.id].cells

    def _next(self, id: UUID, number: int) -> str:
        """What is possible now: another thing for another number."""
        facts, known = self._facts(id), self._known(id)
        state = known.status
        if known.contested_by:
            state = "contested"
        elif state == "adopted" and facts[0].supersedes:
            state = "successor"
        elif state == "in procedure":
            state = "consensus" if known.expiry is None else "silence"
        steps = _NEXT.get(state, "anew").split()
        # Not by the number alone: it says also how the step is done.
        return steps[(number + len(facts)) % len(steps)]

    def _begin_anew(self, door: System, which: int) -> None:
        """Goes on with what a decision had replaced, if anything, or with a new one."""
        [tabled, *_] = self._facts(self.decisions[which])
        later = next(iter(tabled.supersedes), None) or uuid4()
        if tabled.supersedes or self._do(door, self._table(which, later)):
            self.decisions[which] = later

    def _tabled(self, number: int) -> UUID:
        """One of all decisions, whatever has become of it."""
        ids = list(streams(self._log()))
        return ids[number % len(ids)]

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

    def _do(self, door: System, command: Command, state: str | None = None) -> bool:
        """Recorded, or refused, which changes nothing."""
        by = CHAIR if state is None else POINTS[state]
        before, id = door.store.position(), uuid4()
        try:
            self.last = command, by, id, do(door, command, by, command_id=id)
            return True
        except ObjectionStands:
            assert self._is_opposed(command.decision_id)
            assert door.store.position() == before
        except DomainError:
            assert door.store.position() == before
        return False

    def _is_opposed(self, id: UUID) -> bool:
        """Whether anybody holds up the current version, on which stale ones do not."""
        stream, version = self._stream(id), self._version(id)
        positions = [
            stream.standing(state, version, stream.facts)[0] for state in STATES
        ]
        return any(one in (*OPPOSED, "ad referendum") for one in positions)

    def _repeat(self, door: System) -> None:
        """The last command that was recorded, which is answered and not done again."""
        if self.last is None:
            return
        command, by, id, answer = self.last
        with suppress(ClockJumped):
            assert do(door, command, by, command_id=id) == answer
        recorded = [fact for fact in self._log() if fact.command_id == id]
        assert len(recorded) == len(answer.facts)

    def _press(self, id: UUID, state: str, door: System, about: timedelta) -> None:
        """An objection that arrives about the expiry, and is decided after others have
        tried to settle the silence: in time it counts, and else it is refused.
        """
        if state not in STATES or not self._go_to_expiry(id, 5 * SECOND):
            return
        expiry = self.clock() - 5 * SECOND
        for other in self.doors:
            self._settle(other)
        objection = self._position(id, state, Position.OBJECT, 1)
        self.clock.arrival = expiry + about
        is_late = about >= timedelta()
        refused = (ClockJumped, SilenceExpired) if is_late else (ClockJumped,)
        with suppress(*refused):
            do(door, objection, POINTS[state])
            assert not is_late

    def _settle(self, door: System) -> None:
        door.engine.catch_up()
        try:
            door.part(SilenceSettlement).settle()
        except ClockJumped:
            assert any(door.store.clock_alarm() for door in self.doors)

    def _confirm_clock(self) -> None:
        trust_clock(self.place.folder, real=self.clock, since_boot=lambda: self.passed)

    def _facts(self, id: UUID) -> list[object]:
        return [fact for fact in self._log() if fact.originator_id == id]

    def _stream(self, id: UUID) -> Stream:
        return Stream(self._facts(id))

    def _known(self, id: UUID) -> Known:
        return Known(self._stream(id), self.clock())

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

    def _close(self, id: UUID, number: int) -> datetime:
        """A moment about the adoption or the last expiry of a silence; now where there
        was none.
        """
        last = self.clock()
        for fact in self._facts(id):
            if type(fact).__name__ == "DecisionAdopted":
                last = fact.occurred_at
            last = getattr(fact, "expires_at", None) or last
        return last + ABOUT[number % len(ABOUT)]

    def _go_to_expiry(self, id: UUID, after: timedelta = -SECOND) -> bool:
        """To the running silence's expiry, or about it; whether there is one."""
        expiry = self._known(id).expiry
        if expiry is None or expiry + after <= self.clock():
            return False
        self.pass_by(expiry + after - self.clock())
        return True


def _body(text: str) -> TextBody:
    return TextBody(title="Maps", paragraphs=(Paragraph(id=UUID(int=1), text=text),))
