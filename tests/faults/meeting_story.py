"""Records of meetings on which processes work; what is asked of them, and answered."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from faults.callers import Outcomes, identity
from faults.changing_process import MeetingMailbox
from faults.fault import FaultContext, require
from faults.processes import run
from systems import BERLIN_DETAILS, CHAIR, START, StoryClock, do, invited

from bsm_domain.agreement.facts import ProcedureEnded
from bsm_domain.agreement.text_body import Paragraph, TextBody
from bsm_projections.databases import Place
from bsm_service.agreement.commands import OpenProcedure, TableDecision
from bsm_service.application.system import System
from bsm_service.meetings.commands import (
    AnnounceMeeting,
    InviteDelegations,
    OpenRegistration,
)
from bsm_service.registration.commands import NominateDelegate

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
STATES = ("AT", "IT", "FR", "PL", "DE", "HU")
FIRST = date(2017, 4, 11)
REASON = {"reason": "The venue is flooded."}


@dataclass
class MeetingStory:
    """A record, and what must be found in it."""

    context: FaultContext
    place: Place
    clock: StoryClock
    system: System
    outcomes: Outcomes = field(default_factory=Outcomes)

    @classmethod
    def begin(cls, context: FaultContext) -> "MeetingStory":
        place, clock = context.place(), StoryClock(START)
        return cls(context, place, clock, context.system(place, clock=clock))

    @property
    def mailbox(self) -> MeetingMailbox:
        return MeetingMailbox(self.context.folder / "mailbox")

    def new_id(self) -> UUID:
        return identity(self.context.random)

    def announce(self, first: date, edition: int) -> UUID:
        days = {"starts_on": first, "ends_on": first + DAY, "edition": edition}
        details = BERLIN_DETAILS.model_copy(update=days)
        id = self.new_id()
        do(self.system, AnnounceMeeting(meeting_id=id, details=details))
        return id

    def announce_and_invite(self, edition: int) -> UUID:
        """With registration that is open."""
        id = self.announce(FIRST, edition)
        delegations = tuple(invited(code, 50) for code in STATES)
        do(self.system, InviteDelegations(meeting_id=id, delegations=delegations))
        do(self.system, OpenRegistration(meeting_id=id, capacity=200))
        return id

    def nomination(self, meeting: UUID, person: UUID | None = None) -> NominateDelegate:
        """Of a person; or of nobody yet, for a place of its own."""
        return NominateDelegate(
            meeting_id=meeting,
            registration_id=None if person else self.new_id(),
            delegation="AT",
            function="member",
            participant_id=person,
        )

    def open_procedure(self, meeting: UUID, silence_ends_in: timedelta | None) -> UUID:
        """A silence on a text of a meeting; or a consensus."""
        id = self.new_id()
        text = Paragraph(id=self.new_id(), text="Name a contact point.")
        body = TextBody(title="Contact points", paragraphs=(text,))
        tabled = TableDecision(decision_id=id, meeting_id=meeting, body=body)
        do(self.system, tabled, CHAIR)
        how: dict[str, Any] = {"procedure": "consensus"}
        if silence_ends_in is not None:
            expires_at = self.clock() + silence_ends_in
            how = {"procedure": "silence", "expires_at": expires_at, "time_zone": "UTC"}
        do(self.system, OpenProcedure(decision_id=id, of=1, **how), CHAIR)
        return id

    def facts(self) -> list[Any]:
        return [entry.fact for entry in self.system.store.page(0, 1_000_000)]

    def process(self, requests: list[dict[str, Any]], **options: Any) -> Any:
        """One that is ready to begin."""
        told = {"at": self.clock().isoformat(), "requests": requests, **options}
        process = run("faults.changing_process", self.place, told)
        process.stdout.readline()
        return process


def begin_work(process: Any) -> None:
    process.stdin.write("go\n")
    process.stdin.flush()


def answers_in(printed: str) -> dict[str, str]:
    """The position of an answer, or the code of a refusal, by the ID of the command."""
    lines = [line.split() for line in printed.splitlines()]
    return {words[1]: words[2] for words in lines if words[0] == "answer"}


def must_be_whole(facts: list[Any], id: UUID, ends: set[UUID]) -> bool:
    """Whether the command is on record: with each procedure that it ends."""
    stored = [fact for fact in facts if fact.command_id == id]
    ended = {one.originator_id for one in stored if isinstance(one, ProcedureEnded)}
    require(
        not stored or (ended == ends and len(stored) == 1 + len(ends)),
        f"{len(stored)} facts, {len(ended)} procedures of {len(ends)} ended",
    )
    return bool(stored)
