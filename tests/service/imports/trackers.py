"""What the tests of imports share: a record in 2019, and files for its meeting."""

from pathlib import Path
from uuid import UUID, uuid4

from service.imports.dirty_tracker import COLUMNS, DELEGATIONS, STATUSES
from systems import SECRETARIAT

from bsm_projections.engine.audience import Audience
from bsm_projections.follow_up import queries
from bsm_projections.follow_up.tables import Activity
from bsm_service.application.system import System
from bsm_service.imports.choices import ImportChoices
from bsm_service.imports.file_import import import_file, preview_import
from bsm_service.imports.list_reading import ImportFile
from bsm_service.imports.report import ImportReport

CHOICES = ImportChoices(
    columns=COLUMNS, statuses=STATUSES, delegations=DELEGATIONS, only_valid=True
)
EVERYTHING = Audience(focal_points_matter=True)


def case(name: str) -> bytes:
    """A file that was imported wrongly once."""
    return (Path(__file__).parent / "cases" / name).read_bytes()


def store(
    system: System, meeting: UUID, data: bytes, choices: ImportChoices = CHOICES
) -> ImportReport:
    file = ImportFile(data=data, extension="csv")
    return import_file(system, SECRETARIAT, meeting, file, choices, command_id=uuid4())


def csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def activities(system: System) -> dict[str, Activity]:
    with system.read(system.now(), EVERYTHING) as context:
        result = queries.activities(context, limit=10_000).items
    return {activity.title: activity for activity in result}


# A tracker, of which newer ones say something else.
HEAD = "Nr,Action,Owner,Due,%,Status,Comments"
FIRST = csv(
    HEAD,
    "1,Maps,AT,30.06.2019,20,ongoing,2.5.2016: begun",
    "2,Roads,DE,30.06.2019,,open,",
    "3,Bridges,IT,30.06.2019,,open,",
)


def preview(
    system: System, meeting: UUID, data: bytes, choices: ImportChoices | None = None
) -> ImportReport:
    file = ImportFile(data=data, extension="csv", name="tracker.csv")
    return preview_import(
        system, SECRETARIAT, meeting, file, choices or ImportChoices()
    )


def said(report: ImportReport) -> list[tuple[int, str, str | None, str]]:
    return [
        (difference.row, difference.field, difference.before, difference.after)
        for difference in report.differences
    ]


def sums_up(report: ImportReport) -> bool:
    places = (
        report.stored,
        report.changed,
        report.merged,
        report.unchanged,
        report.refused,
    )
    return report.read == sum(places)
