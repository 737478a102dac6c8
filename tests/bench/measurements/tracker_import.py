"""A tracker from its file to the record, beside the same by single commands."""

import csv
import io
import time
from datetime import date, timedelta

from bench.results import Row, middle, rate
from bench.setup.sample_record import CODES, Scene, open_scene

from bsm_domain.objective import OutcomeKind
from bsm_projections.databases import Place
from bsm_service import commands as ask
from bsm_service import imports
from bsm_service.clock import utc_now
from bsm_service.imports import ACTIVITIES, Choices, File
from bsm_service.new_ids import new_id

_AT_LEAST = 3  # times as fast as single commands
_COMMANDS = 5  # for each activity
_HEADINGS = ("No", "Activity", "Owner", "Agreed on", "Due", "Status", "%", "Replies")


def tracker_row(place: Place, rows: int, singly: int, rounds: int) -> Row:
    """Activities a second, each agreed, accepted, in progress, with one reply."""
    scene = open_scene(place)
    few = max(1, singly // rounds // _COMMANDS)
    files, single = [], []
    try:
        for number in range(rounds):
            single.append(few / _one_by_one(scene, few, number))
            files.append(rows / _from_file(scene, rows, number))
    finally:
        scene.system.close()
    together, alone = middle(files), middle(single)
    return rate(
        f"import of a tracker of {rows:,} rows / the same by single commands",
        together,
        alone,
        "/s",
        _AT_LEAST,
        f"read, matched, checked and stored, each with {_COMMANDS} facts: "
        f"{rows / together:.2f} s from its file, {rows / alone:.1f} s one by one",
    )


def _from_file(scene: Scene, rows: int, round: int) -> float:
    today = utc_now().date()
    told = io.StringIO(newline="")
    written = csv.writer(told)
    written.writerow(_HEADINGS)
    for number in range(rows):
        day = today - timedelta(days=number % 300 + 1)
        title, owner = f"Exchange of officers {number}", CODES[number % len(CODES)]
        reply = f"{today - timedelta(days=1):%d.%m.%Y}: the annex is translated"
        key = f"{round}-{number}"
        row = (key, title, owner, day, "31.12.2099", "ongoing", "40 %", reply)
        written.writerow(row)
    file = File(data=told.getvalue().encode(), ending="csv")
    scene.system.engine.catch_up()  # with what was measured before: that is not ours
    start = time.perf_counter()
    found = imports.store(
        ACTIVITIES,
        scene.system,
        scene.secretariat,
        scene.meeting_id,
        file,
        Choices(),
        command_id=new_id(utc_now()),
    )
    taken = time.perf_counter() - start
    assert found.stored == rows
    return taken


def _one_by_one(scene: Scene, activities: int, round: int) -> float:
    objective = new_id(utc_now())
    scene.do(
        ask.SetObjective(
            meeting_id=scene.meeting_id,
            objective_id=objective,
            code=f"T{round}",
            text="What the tracker is about",
            outcome_kind=OutcomeKind.AGREEMENT,
        )
    )
    start = time.perf_counter()
    for number in range(activities):
        id = new_id(utc_now())
        scene.do(
            ask.ProposeActivity(
                activity_id=id,
                objective_id=objective,
                # Not a title of the file: its row would be the same activity.
                title=f"Joint exercise {number}",
                owner=CODES[number % len(CODES)],
                due_on=date(2099, 12, 31),
            )
        )
        scene.do(ask.AgreeActivity(activity_id=id))
        scene.do(ask.AcceptActivity(activity_id=id))
        scene.do(ask.ReportProgress(activity_id=id, percent=40))
        text = "the annex is translated"
        scene.do(
            ask.CommentOnActivity(
                activity_id=id, comment_id=new_id(utc_now()), text=text
            )
        )
    return time.perf_counter() - start
