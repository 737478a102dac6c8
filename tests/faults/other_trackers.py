"""Trackers of other organisations at their full size: no row is lost or doubled."""

from faults.fault import POSTGRES, SQLITE, Finding, Scene, fault, must
from service.imports.other_trackers import KINDS
from systems import BERLIN_DETAILS, SECRETARIAT, do

from bsm_service.imports.file_import import import_file
from bsm_service.imports.list_reading import ImportFile
from bsm_service.imports.rows.activity_list import ACTIVITY_LIST
from bsm_service.meetings.commands import AnnounceMeeting

_ROWS = 2_192


@fault(
    "trackers of other organisations",
    SQLITE,
    POSTGRES,
    invariant="read = stored + refused, each refused row named; again, all unchanged",
    report_only=[SQLITE, POSTGRES],
)
def other_trackers(here: Scene) -> Finding:
    system = here.system(here.place())
    read = refused = 0
    for made in KINDS:
        meeting, tracker = here.command_id(), made(_ROWS, here.chance)
        do(system, AnnounceMeeting(meeting_id=meeting, details=BERLIN_DETAILS))
        file = ImportFile(data=tracker.as_csv(), extension="csv")
        found, again = (
            import_file(
                ACTIVITY_LIST,
                system,
                SECRETARIAT,
                meeting,
                file,
                tracker.choices,
                command_id=here.command_id(),
            )
            for _ in range(2)
        )
        named = {one.row for one in found.complaints}
        must(named == tracker.refused.keys(), f"{made.__name__}: others are refused")
        must(
            found.read == tracker.read == found.stored + found.refused,
            f"{made.__name__}: {found.read} rows do not add up",
        )
        must(
            again.unchanged == found.stored and not again.differences,
            f"{made.__name__}: {again.unchanged} of {found.stored} are recognised",
        )
        read, refused = read + found.read, refused + found.refused
    return Finding(f"{read:,} rows, twice", f"{refused:,} refused by row and field")
