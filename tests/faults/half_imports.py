"""kill -9 of `bsm import` at any statement: all of the file, or nothing."""

from collections.abc import Callable
from pathlib import Path
from signal import SIGKILL
from uuid import UUID

from faults.callers import Outcomes
from faults.fault import POSTGRES, SQLITE, FaultContext, Finding, fault, opened, require
from faults.invariants import check_record
from faults.processes import run
from service.imports.dirty_tracker import HEADINGS, Tracker, dirty_tracker
from systems import BERLIN_DETAILS, do

from bsm_domain.follow_up.facts import ActivityProposed
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_projections.databases import Place
from bsm_service.meetings.commands import AnnounceMeeting
from forked_processes import ForkedModule

# The statements of an import that write it are its last.
_WRITING = 8


@fault(
    "import of a tracker killed at any statement",
    SQLITE,
    POSTGRES,
    invariant="all rows are on record or none; the same again completes it, once",
    rounds=25,
    report_only=[POSTGRES],
)
def import_killed(context: FaultContext) -> Finding:
    place, file = context.place(), context.folder / "tracker.csv"
    file.write_bytes(dirty_tracker(40).as_csv())
    first, second, *meetings = _meetings(context, place)
    imports = run("faults.import_process", place, {})
    _ended(imports, 0, first, file)
    _stored(place, first)  # what is shown follows, which are statements of its own
    statements, _ = _ended(imports, 0, second, file)
    killed, whole = _kill(context, place, imports, meetings, file, statements, _stored)
    imports.communicate()
    facts = check_record(place, Outcomes())
    return Finding(
        f"{killed} kills in {len(meetings)} imports",
        f"{whole} whole, {len(meetings) - whole} not at all; {facts} facts",
    )


@fault(
    "import of a newer tracker killed at any statement",
    SQLITE,
    POSTGRES,
    invariant="all differences and new rows are on record or none; never twice",
    rounds=25,
    short=0,
)
def newer_import_killed(context: FaultContext) -> Finding:
    place = context.place()
    file, newer = context.folder / "tracker.csv", context.folder / "newer.csv"
    file.write_bytes(dirty_tracker(40).as_csv())
    newer.write_bytes(_newer(dirty_tracker(40)).as_csv())
    first, second, *meetings = _meetings(context, place)
    imports = run("faults.import_process", place, {})
    for meeting in (first, second, *meetings):
        _ended(imports, 0, meeting, file)
    _ended(imports, 0, first, newer)
    _changed(place, first)
    statements, _ = _ended(imports, 0, second, newer)
    killed, whole = _kill(
        context, place, imports, meetings, newer, statements, _changed
    )
    imports.communicate()
    facts = check_record(place, Outcomes())
    return Finding(
        f"{killed} kills in {len(meetings)} imports of a newer tracker",
        f"{whole} whole, {len(meetings) - whole} not at all; {facts} facts",
    )


def _kill(
    context: FaultContext,
    place: Place,
    imports: ForkedModule,
    meetings: list[UUID],
    file: Path,
    statements: int,
    on_record: Callable[[Place, UUID], int],
) -> tuple[int, int]:
    """How many imports were killed, and how many were on record as a whole. What an
    import brings is counted before and after it is asked for once more.
    """
    killed = whole = 0
    for number, meeting in enumerate(meetings):
        begin = 1 if number % 2 else max(1, statements - _WRITING)
        at = context.random.randint(begin, statements) * context.random.choice((1, -1))
        _, end = _ended(imports, at, meeting, file)
        require(end in (0, -SIGKILL), f"the import ended with {end}")
        killed += end != 0
        stored = on_record(place, meeting)
        repeated = _ended(imports, 0, meeting, file)[1]
        require(repeated == 0, "the import cannot be repeated")
        of = on_record(place, meeting)
        require(of > 0, "nothing of the tracker is on record")
        require(stored in (0, of), f"{stored} of {of} facts were on record")
        require(end != 0 or stored == of, "what was told stored is not on record")
        whole += stored == of
    return killed, whole


def _newer(tracker: Tracker) -> Tracker:
    """The same tracker, later: other due dates, another reply, and one more row."""
    head = tracker.rows.index(list(HEADINGS))
    due, replies = HEADINGS.index("Deadline"), HEADINGS.index("Remarks")
    for number, row in enumerate(tracker.rows[head + 1 :], start=head + 2):
        if any(row) and "due_on" not in tracker.refused.get(number, set()):
            row[due] = "31.12.2031"
            row[replies] = f"{row[replies]}; 2018-01-02: in the newer list"
    last = ["NEW-1", "Measure of the newer list", "AT", "", "31.12.2031", "", "", ""]
    tracker.rows.append([*last, "", ""])
    return tracker


def _meetings(context: FaultContext, place: Place) -> list[UUID]:
    """One for each import: a tracker is another meeting's another time."""
    system = opened(place)
    ids = [context.command_id() for _ in range(context.rounds + 2)]
    for edition, id in enumerate(ids, start=10):
        details = BERLIN_DETAILS.model_copy(update={"edition": edition})
        do(system, AnnounceMeeting(meeting_id=id, details=details))
    system.close()
    return ids


def _ended(
    imports: ForkedModule, at: int, meeting: UUID, file: Path
) -> tuple[int, int]:
    """How many statements it was, 0 for one that was killed, and how it ended."""
    imports.stdin.write(f"{at} {meeting} {file}\n")
    imports.stdin.flush()
    *statements, end = map(int, imports.stdout.readline().split())
    return (statements[0] if statements else 0), end


def _stored(place: Place, meeting: UUID) -> int:
    system = opened(place)
    facts = [entry.fact for entry in system.store.page(0, 1_000_000)]
    system.close()
    return sum(
        isinstance(fact, ActivityProposed) and fact.meeting_id == meeting
        for fact in facts
    )


def _changed(place: Place, meeting: UUID) -> int:
    """How many facts of its activities came after those of the first tracker."""
    system = opened(place)
    facts = [entry.fact for entry in system.store.page(0, 1_000_000)]
    system.close()
    proposed = [it for it in facts if isinstance(it, ActivityProposed)]
    own = {it.originator_id for it in proposed if it.meeting_id == meeting}
    began = next(it.command_id for it in proposed if it.originator_id in own)
    return sum(
        it.originator_id in own and it.command_id != began
        for it in facts
        if isinstance(it, DomainEvent)
    )
