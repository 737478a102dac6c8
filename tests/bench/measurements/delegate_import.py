"""A list of delegates from its file: previewed and stored. In CPU of this process."""

from pathlib import Path

from bench.measurements.delegations_register import cpu_seconds_of
from bench.results import Measurement, compare_with_limit, skip_measurement
from bench.setup.sample_delegations import announce_plain_meeting, delegates_file
from bench.setup.sample_record import SampleRecord, create_sample_record

from bsm_projections.databases import Place
from bsm_service.foundation.clock import utc_now
from bsm_service.foundation.identifiers import new_id
from bsm_service.imports.delegates.choices import DelegateChoices
from bsm_service.imports.delegates.file_import import (
    import_delegates,
    preview_delegates,
)
from bsm_service.imports.list_reading import ImportFile

_PREVIEW_LIMIT = 2.0  # seconds
_STORE_LIMIT = 3.0
# The published list of the sessions of 1991 and 1992, if it is beside the repository.
_REAL_FILE = Path(__file__).parents[4] / "shared/data/unfccc-inc-1-5-delegates.csv"
_ROWS = 3_892


def measure_delegate_import(place: Place, rows: int) -> list[Measurement]:
    """An invented file, and the real one, each of five sessions in one list; every
    record is new, so that everybody in them is.
    """
    invented, real = "an invented list", "the real list"
    rows = min(rows, _ROWS)
    measurements = _measure(place, invented, delegates_file(rows), rows)
    if not _REAL_FILE.exists():
        reason = "the file is not beside this repository"
        return measurements + [
            skip_measurement(name, limit, "s", 1, reason)
            for name, limit in _names(real, _ROWS).items()
        ]
    file = ImportFile(data=_REAL_FILE.read_bytes(), extension="csv", name="list.csv")
    return measurements + _measure(_beside(place), real, file, _ROWS)


def _beside(place: Place) -> Place:
    folder = place.folder / "real"
    folder.mkdir()
    return Place(folder, place.url, f"{place.schema}_real")


def _names(kind: str, rows: int) -> dict[str, float]:
    return {
        f"preview of {kind} of {rows:,} delegates: CPU": _PREVIEW_LIMIT,
        f"import of {kind} of {rows:,} delegates: CPU": _STORE_LIMIT,
    }


def _measure(place: Place, kind: str, file: ImportFile, rows: int) -> list[Measurement]:
    record = create_sample_record(place)
    try:
        seconds, stored = _time_import(record, file)
    finally:
        record.system.close()
    detail = f"no addresses, delegations invited; {stored:,} new registrations"
    return [
        compare_with_limit(name, value, limit, "s", detail)
        for value, (name, limit) in zip(
            seconds, _names(kind, rows).items(), strict=True
        )
    ]


def _time_import(
    record: SampleRecord, file: ImportFile
) -> tuple[tuple[float, float], int]:
    """Seconds for the preview and for storing; how many were stored."""
    system, by = record.system, record.secretariat
    meeting_id = announce_plain_meeting(record, 0)
    chosen = DelegateChoices(
        columns={"Meeting": ""}, accept_functions=True, invite=True, only_valid=True
    )
    report = preview_delegates(system, by, meeting_id, file, chosen)
    new = {value.said: "" for value in report.delegations}
    choices = chosen.model_copy(update={"delegations": new})
    stored = 0

    def store() -> None:
        nonlocal stored
        command_id = new_id(utc_now())
        stored = import_delegates(
            system, by, meeting_id, file, choices, command_id=command_id
        ).stored

    preview = cpu_seconds_of(
        lambda: preview_delegates(system, by, meeting_id, file, choices)
    )
    seconds = preview, cpu_seconds_of(store)
    assert stored
    return seconds, stored
