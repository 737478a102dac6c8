"""Trackers of other organisations at their full size: no row is lost or doubled."""

from faults.fault import POSTGRES, SQLITE, FaultContext, Finding, fault, require
from service.imports.other_trackers import KINDS
from systems import SECRETARIAT, do, next_details

from bsm_service.imports.file_import import import_file
from bsm_service.imports.list_reading import ImportFile
from bsm_service.meetings.commands import AnnounceMeeting

_ROWS = 2_192


@fault(
    "trackers of other organisations",
    SQLITE,
    POSTGRES,
    invariant="read = stored + refused, each refused row named; again, all unchanged",
    report_only=[SQLITE, POSTGRES],
)
def other_trackers(context: FaultContext) -> Finding:
    system = context.system(context.place())
    read = refused = 0
    for files in KINDS:
        meeting, tracker = context.command_id(), files(_ROWS, context.random)
        do(system, AnnounceMeeting(meeting_id=meeting, details=next_details(system)))
        file = ImportFile(data=tracker.as_csv(), extension="csv")
        findings, again = (
            import_file(
                system,
                SECRETARIAT,
                meeting,
                file,
                tracker.choices,
                command_id=context.command_id(),
            )
            for _ in range(2)
        )
        named = {row.row for row in findings.complaints}
        require(
            named == tracker.refused.keys(), f"{files.__name__}: others are refused"
        )
        require(
            findings.read == tracker.read == findings.stored + findings.refused,
            f"{files.__name__}: {findings.read} rows do not add up",
        )
        require(
            again.unchanged == findings.stored and not again.differences,
            f"{files.__name__}: {again.unchanged} of {findings.stored} are recognised",
        )
        read, refused = read + findings.read, refused + findings.refused
    return Finding(f"{read:,} rows, twice", f"{refused:,} refused by row and field")
