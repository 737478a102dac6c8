"""A tracker imported from its file, beside the same by single commands."""

import csv
import io
from datetime import date, timedelta

from bench.measurements.command_throughput import (
    CommandSpeed,
    Stopwatch,
    median_speed,
)
from bench.results import Measurement, compare_rates
from bench.setup.sample_record import CODES, SampleRecord, create_sample_record

from bsm_domain.meetings.objective import OutcomeKind
from bsm_projections.databases import Place
from bsm_service.follow_up.commands import (
    AcceptActivity,
    AgreeActivity,
    ProposeActivity,
    ReportProgress,
)
from bsm_service.follow_up.milestone_and_evidence_commands import CommentOnActivity
from bsm_service.foundation.clock import utc_now
from bsm_service.foundation.identifiers import new_id
from bsm_service.imports.choices import ImportChoices
from bsm_service.imports.file_import import import_file
from bsm_service.imports.list_reading import ImportFile
from bsm_service.meetings.objective_commands import SetObjective

_GOAL = 3  # times as fast as single commands
_COMMANDS_PER_ACTIVITY = 5
_HEADINGS = ("No", "Activity", "Owner", "Agreed on", "Due", "Status", "%", "Replies")


def measure_tracker_import(
    place: Place, rows: int, single_commands: int, rounds: int
) -> Measurement:
    """Activities a second, each agreed, accepted, in progress, with one reply.

    Every single command waits for its own COMMIT, and an import only for one: the ratio
    depends on the disk. The CPU of both, which does not, is therefore given, too.
    """
    record = create_sample_record(place)
    singles = max(1, single_commands // rounds // _COMMANDS_PER_ACTIVITY)
    import_speeds, single_speeds = [], []
    try:
        for round_number in range(rounds):
            single_speeds.append(_time_single_commands(record, singles, round_number))
            import_speeds.append(_time_import(record, rows, round_number))
    finally:
        record.system.close()
    imported, single = median_speed(import_speeds), median_speed(single_speeds)
    return compare_rates(
        f"import of a tracker of {rows:,} rows / the same by single commands",
        imported.rate,
        single.rate,
        "/s",
        _GOAL,
        f"read, matched, checked and stored, each with {_COMMANDS_PER_ACTIVITY} facts: "
        f"{rows / imported.rate:.2f} s from its file, {rows / single.rate:.1f} s one "
        f"by one; CPU {imported.cpu_ms:.2f} ms an activity, one by one "
        f"{single.cpu_ms:.2f} ms",
    )


def _time_import(record: SampleRecord, rows: int, round_number: int) -> CommandSpeed:
    """A file of so many rows."""
    file = _tracker_file(rows, round_number)
    record.system.engine.catch_up()  # with earlier commands: that is not measured here
    stopwatch = Stopwatch()
    outcome = import_file(
        record.system,
        record.secretariat,
        record.meeting_id,
        file,
        ImportChoices(),
        command_id=new_id(utc_now()),
    )
    speed = stopwatch.speed(rows)
    assert outcome.stored == rows
    return speed


def _tracker_file(rows: int, round_number: int) -> ImportFile:
    today = utc_now().date()
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_HEADINGS)
    for number in range(rows):
        agreed_on = today - timedelta(days=number % 300 + 1)
        title, owner = f"Exchange of officers {number}", CODES[number % len(CODES)]
        reply = f"{today - timedelta(days=1):%d.%m.%Y}: the annex is translated"
        key = f"{round_number}-{number}"
        writer.writerow(
            (key, title, owner, agreed_on, "31.12.2099", "ongoing", "40%", reply)
        )
    return ImportFile(data=text.getvalue().encode(), extension="csv")


def _time_single_commands(
    record: SampleRecord, activities: int, round_number: int
) -> CommandSpeed:
    """So many activities."""
    objective_id = new_id(utc_now())
    record.execute(
        SetObjective(
            meeting_id=record.meeting_id,
            objective_id=objective_id,
            code=f"T{round_number}",
            text="What the tracker is about",
            outcome_kind=OutcomeKind.AGREEMENT,
        )
    )
    stopwatch = Stopwatch()
    for number in range(activities):
        activity_id = new_id(utc_now())
        record.execute(
            ProposeActivity(
                activity_id=activity_id,
                objective_id=objective_id,
                # Not a title of the file: its row would be the same activity.
                title=f"Joint exercise {number}",
                owner=CODES[number % len(CODES)],
                due_on=date(2099, 12, 31),
            )
        )
        record.execute(AgreeActivity(activity_id=activity_id))
        record.execute(AcceptActivity(activity_id=activity_id))
        record.execute(ReportProgress(activity_id=activity_id, percent=40))
        record.execute(
            CommentOnActivity(
                activity_id=activity_id,
                comment_id=new_id(utc_now()),
                text="the annex is translated",
            )
        )
    return stopwatch.speed(activities)
