"""A life of activities by chance, asked through the single door, held against what an
oracle makes of the facts.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from service.follow_up import follow_up_oracle
from systems import BERLIN_DETAILS, CHAIR, SECRETARIAT, StoryClock, do, principal

from bsm_domain.follow_up.activity import FollowUpActivity
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import DuePrecision
from bsm_projections.engine.audience import Audience
from bsm_projections.follow_up import activity_details
from bsm_projections.follow_up import queries as follow_up_queries
from bsm_projections.history import queries as history_queries
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.application.system import System
from bsm_service.follow_up.commands import (
    AcceptActivity,
    AgreeActivity,
    BlockActivity,
    ChangeDueDate,
    ConfirmActivity,
    CorrectReport,
    DeclineActivity,
    HandOverActivity,
    ProposeActivity,
    ReopenActivity,
    ReportComplete,
    ReportProgress,
    ReturnActivity,
    UnblockActivity,
    WithdrawActivity,
)
from bsm_service.follow_up.lineage_commands import (
    CarryOver,
    Continuation,
    MergeActivities,
    SplitActivity,
    SupersedeActivity,
)
from bsm_service.follow_up.milestone_and_evidence_commands import AddDependency
from bsm_service.meetings.commands import AnnounceMeeting

CODES = ("AT", "IT", "DE")
DELEGATIONS = {code: principal(Role.FOCAL_POINT, code) for code in CODES}
# An account may have the right to act in more than one role.
SAME_PERSON = replace(CHAIR, account=DELEGATIONS["AT"].account)
PEOPLE = st.sampled_from([SECRETARIAT, CHAIR, SAME_PERSON, *DELEGATIONS.values()])
DAYS = st.dates(date(2016, 6, 1), date(2019, 12, 31))
PERCENTS = st.sampled_from([0, 10, 40, 60, 90])
WHICH = st.integers(0, 7)
EVERYTHING = Audience(focal_points_matter=True)
REASON = {"reason": "it was found so"}


class Lives(RuleBasedStateMachine):
    """`system` and `clock` are set by the test, one for all examples."""

    system: System
    clock: StoryClock

    @initialize()
    def meetings(self) -> None:
        self.activities: list[UUID] = []
        self.days: dict[UUID, date] = {}
        self.editions = [self._edition(10 + number) for number in range(3)]
        for owner in CODES:
            self.propose(owner, date(2019, 3, 31), agreed=True)

    def _edition(self, edition: int) -> UUID:
        year = timedelta(days=365 * (edition - 10))
        when: dict[str, Any] = {
            "edition": None,  # the examples share a record
            "starts_on": BERLIN_DETAILS.starts_on + year,
            "ends_on": BERLIN_DETAILS.ends_on + year,
        }
        id = uuid4()
        self.days[id] = when["starts_on"]
        details = BERLIN_DETAILS.model_copy(update=when)
        do(self.system, AnnounceMeeting(meeting_id=id, details=details))
        return id

    def _ask(self, command: Command, by: Principal = SECRETARIAT) -> bool:
        """What is refused changes nothing."""
        self.clock.pass_by(timedelta(hours=1))
        before = self.system.store.position()
        try:
            do(self.system, command, by)
        except DomainError:
            assert self.system.store.position() == before
            return False
        return True

    def _one(self, which: int) -> UUID:
        return self.activities[which % len(self.activities)]

    # What can be asked.

    @rule(
        owner=st.sampled_from((*CODES, "ZZZ")),
        due=st.none() | DAYS,
        agreed=st.booleans(),
    )
    def propose(self, owner: str, due: date | None, agreed: bool) -> None:
        """Without a day, it is due before the next meeting."""
        id = uuid4()
        command = ProposeActivity(
            activity_id=id,
            meeting_id=self.editions[0],
            decision="MC.DEC/2/16",
            title=f"Activity {len(self.activities)}",
            owner=owner,
            due_on=due,
            due_precision=DuePrecision.DAY if due else DuePrecision.NEXT_MEETING,
        )
        if self._ask(command):
            assert owner in CODES
            self.activities.append(id)
            if agreed:
                self._ask(AgreeActivity(activity_id=id))
                self._ask(AcceptActivity(activity_id=id))

    @rule(
        which=WHICH,
        by=PEOPLE,
        command_type=st.sampled_from(
            [
                AgreeActivity,
                AcceptActivity,
                ReportComplete,
                ReportComplete,
                ConfirmActivity,
                ConfirmActivity,
                UnblockActivity,
            ]
        ),
    )
    def simply(self, which: int, by: Principal, command_type: type[Command]) -> None:
        self._ask(command_type(activity_id=self._one(which)), by)  # type: ignore[call-arg]

    @rule(
        which=WHICH,
        by=PEOPLE,
        command_type=st.sampled_from(
            [
                DeclineActivity,
                ReturnActivity,
                WithdrawActivity,
                ReopenActivity,
            ]
        ),
    )
    def with_reason(
        self, which: int, by: Principal, command_type: type[Command]
    ) -> None:
        fields = {"activity_id": self._one(which)} | REASON
        self._ask(command_type.model_validate(fields), by)

    @rule(which=WHICH, percent=PERCENTS, reasoned=st.booleans(), days=st.integers(0, 2))
    def report(self, which: int, percent: int, reasoned: bool, days: int) -> None:
        about = {"activity_id": self._one(which), "percent": percent}
        fields = about | (REASON if reasoned else {})
        earlier = {"occurred_at": self.clock() - timedelta(days=days)}
        self._ask(ReportProgress.model_validate(fields | earlier))

    @rule(
        which=WHICH,
        version=st.integers(2, 9),
        percent=st.none() | PERCENTS,
        days=st.integers(0, 9),
        by=PEOPLE,
    )
    def correct(
        self, which: int, version: int, percent: int | None, days: int, by: Principal
    ) -> None:
        command = CorrectReport(
            activity_id=self._one(which),
            corrects=version,
            percent=percent,
            occurred_at=self.clock() - timedelta(days=days),
            **REASON,
        )
        self._ask(command, by)

    @rule(which=WHICH, by=PEOPLE, reporter=PEOPLE)
    def finish(self, which: int, by: Principal, reporter: Principal) -> None:
        self.clock.pass_by(timedelta(hours=9))
        about = {"activity_id": self._one(which)}
        self._ask(AcceptActivity(**about))
        self._ask(ReportProgress(**about, percent=80))
        self._ask(ReportComplete(**about), reporter)
        self._ask(ConfirmActivity(**about), by)

    @rule(which=WHICH, due=DAYS, by=PEOPLE)
    def move(self, which: int, due: date, by: Principal) -> None:
        id = self._one(which)
        self._ask(ChangeDueDate(activity_id=id, due_on=due, **REASON), by)

    @rule(which=WHICH)
    def block(self, which: int) -> None:
        id = self._one(which)
        self._ask(BlockActivity(activity_id=id, blocked_by="no budget"))

    @rule(which=WHICH, owner=st.sampled_from(CODES), by=PEOPLE)
    def hand_over(self, which: int, owner: str, by: Principal) -> None:
        id = self._one(which)
        self._ask(HandOverActivity(activity_id=id, owner=owner, **REASON), by)

    @rule(which=WHICH, other=WHICH)
    def wait(self, which: int, other: int) -> None:
        activity, awaited = self._one(which), self._one(other)
        self._ask(AddDependency(activity_id=activity, on=awaited))

    @rule(which=WHICH, to=st.integers(0, 2), due=st.none() | DAYS)
    def carry_over(self, which: int, to: int, due: date | None) -> None:
        command = CarryOver(
            activity_id=self._one(which),
            meeting_id=self.editions[to],
            due_on=due,
            due_precision=None if due is None else "day",
            **REASON,
        )
        self._ask(command)

    @rule(which=WHICH, other=WHICH)
    def supersede(self, which: int, other: int) -> None:
        activity, by = self._one(which), self._one(other)
        self._ask(SupersedeActivity(activity_id=activity, by=by, **REASON))

    @rule(which=WHICH, due=st.none() | DAYS)
    def split(self, which: int, due: date | None) -> None:
        parts = tuple(
            Continuation(activity_id=uuid4(), title=f"Part {number}", due_on=day)
            for number, day in enumerate((due, None))
        )
        id = self._one(which)
        command = SplitActivity(activity_id=id, parts=parts, **REASON)
        if self._ask(command):
            self.activities += [part.activity_id for part in parts]

    @rule(which=WHICH, other=WHICH)
    def merge(self, which: int, other: int) -> None:
        into = Continuation(activity_id=uuid4(), title="Merged")
        both = (self._one(which), self._one(other))
        command = MergeActivities(into=into, activities=both, **REASON)
        if self._ask(command):
            self.activities.append(into.activity_id)

    # What always holds.

    @invariant()
    def promises_are_kept_track_of(self) -> None:
        known = {id: self._facts(id) for id in getattr(self, "activities", ())}
        for id, facts in known.items():
            activity = self.system.store.load(FollowUpActivity, id)
            assert activity is not None
            line = [*follow_up_oracle.line(id, known)]
            assert activity.first_promised_at == follow_up_oracle.first(line, known)
            assert len(activity.slips) == len(follow_up_oracle.slips(line, known))
            assert activity.first_due_on == follow_up_oracle.first_due(line, known)
            assert activity.terms.due == follow_up_oracle.due(facts)
            follow_up_oracle.nobody_confirms_their_own(facts)
            follow_up_oracle.nothing_happens_too_early(
                facts, follow_up_oracle.first(line, known)
            )
            follow_up_oracle.settled_by_the_next_meeting(
                facts, self.editions, self.days
            )
            follow_up_oracle.percent_moves_by_reports_alone(facts)
        follow_up_oracle.nobody_waits_in_a_circle(known)

    def teardown(self) -> None:
        """The read model says what the aggregate says, and the history is whole."""
        with self.system.read(self.system.now(), EVERYTHING) as context:
            for id in getattr(self, "activities", ()):
                activity = self.system.store.load(FollowUpActivity, id)
                row = follow_up_queries.activity(context, str(id))
                assert activity is not None
                assert row is not None
                assert (row.status, row.percent, row.slips, row.owner, row.version) == (
                    activity.status,
                    activity.percent,
                    len(activity.slips),
                    activity.terms.owner.delegation,
                    activity.version,
                )
                assert row.first_promised_at == activity.first_promised_at
                assert row.meeting_id == str(activity.meeting_id)
                due = activity.terms.due
                assert (row.due_on, row.due_precision) == (due.on, due.precision)
                assert row.first_due_on == activity.first_due_on
                line = activity_details.ancestors(context, str(id))
                assert {*line} >= {str(parent) for parent in activity.parents}
                history = history_queries.facts(
                    context, streams=(str(id), *line), limit=5_000
                )
                for stream in (str(id), *line):
                    whole = [fact for fact in history.items if fact.stream_id == stream]
                    assert len(whole) == len(self._facts(UUID(stream)))

    def _facts(self, id: UUID) -> list[DomainEvent]:
        return [*self.system.store.events.get(id)]  # type: ignore[arg-type]
