"""kill -9 of `bsm import` at any statement: all of the file, or nothing."""

import subprocess
from signal import SIGKILL
from uuid import UUID

from faults.fault import POSTGRES, SQLITE, Finding, Scene, fault, must, opened
from faults.judging import judge
from faults.processes import run
from faults.writing import Told
from service.imports.dirty_tracker import dirty_tracker
from systems import BERLIN_DETAILS, do

from bsm_domain.follow_up_activity import ActivityProposed
from bsm_projections.databases import Place
from bsm_service import commands as ask

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
def import_killed(here: Scene) -> Finding:
    place, tracker = here.place(), dirty_tracker(40)
    file = here.folder / "tracker.csv"
    file.write_bytes(tracker.as_csv())
    first, second, *meetings = _meetings(here, place)
    imports = run("faults.dying_imports", place, {"file": str(file)})
    _ended(imports, 0, first)
    _stored(place, first)  # what is shown follows, which are statements of its own
    statements, _ = _ended(imports, 0, second)
    killed = whole = 0
    for number, meeting in enumerate(meetings):
        begin = 1 if number % 2 else max(1, statements - _WRITING)
        at = here.chance.randint(begin, statements) * here.chance.choice((1, -1))
        _, end = _ended(imports, at, meeting)
        must(end in (0, -SIGKILL), f"the import ended with {end}")
        killed += end != 0
        found = _stored(place, meeting)
        must(_ended(imports, 0, meeting)[1] == 0, "the import cannot be repeated")
        of = _stored(place, meeting)
        must(of > 0, "nothing of the tracker is on record")
        must(found in (0, of), f"{found} of {of} activities were on record")
        must(end != 0 or found == of, "what was told stored is not on record")
        whole += found == of
    imports.communicate()
    facts = judge(place, Told())
    return Finding(
        f"{killed} kills in {len(meetings)} imports",
        f"{whole} whole, {len(meetings) - whole} not at all; {facts} facts",
    )


def _meetings(here: Scene, place: Place) -> list[UUID]:
    """One for each import: a tracker is another meeting's another time."""
    system = opened(place)
    ids = [here.command_id() for _ in range(here.rounds + 2)]
    for edition, id in enumerate(ids, start=10):
        details = BERLIN_DETAILS.model_copy(update={"edition": edition})
        do(system, ask.AnnounceMeeting(meeting_id=id, details=details))
    system.close()
    return ids


def _ended(imports: subprocess.Popen[str], at: int, meeting: UUID) -> tuple[int, int]:
    """How many statements it was, 0 for one that was killed, and how it ended."""
    assert imports.stdin is not None
    assert imports.stdout is not None
    imports.stdin.write(f"{at} {meeting}\n")
    imports.stdin.flush()
    *statements, end = map(int, imports.stdout.readline().split())
    return (statements[0] if statements else 0), end


def _stored(place: Place, meeting: UUID) -> int:
    system = opened(place)
    facts = [one.fact for one in system.store.page(0, 1_000_000)]
    system.close()
    return sum(
        isinstance(fact, ActivityProposed) and fact.meeting_id == meeting
        for fact in facts
    )
