"""The list of readings of personal data, for auditors over HTTP."""

from datetime import datetime
from typing import Any

from bsm_projections.engine.read_context import ResultPage
from bsm_service.access.scopes import AUDITOR
from bsm_service.application.record_list import QueryRequest, RecordList
from bsm_service.vault.read_log import PersonalDataReading, readings_between


def _readings(
    request: QueryRequest,
    since: datetime | None = None,
    until: datetime | None = None,
    *,
    after: tuple[Any, ...] | None,
    limit: int,
) -> ResultPage[PersonalDataReading]:
    page = readings_between(
        request.system.vault.database,
        since,
        until,
        before=str(after[0]) if after else None,
        limit=limit,
    )
    next_key = None if page.next_before is None else (page.next_before,)
    return ResultPage(page.items, next_key, page.total)


READINGS = RecordList(
    name="personal-data-readings",
    action="read.readings",
    allowed=AUDITOR,
    path="/readings",
    tag="people",
    summary="Readings of personal data",
    description="Who read whose personal data, and why; the latest first.",
    query=_readings,
    has_verb=False,  # auditors sign in; they do not have the data folder
    has_moments=False,
)
