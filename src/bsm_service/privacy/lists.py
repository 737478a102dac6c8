"""Who has read personal data, as auditors list it over HTTP."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from bsm_domain.foundation.roles import Role
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.engine.read_context import ResultPage
from bsm_service.access.scopes import AUDITOR
from bsm_service.application.record_list import QueryRequest, RecordList
from bsm_service.vault.read_log_pages import GroupedReading, readings_between


class PersonalDataReading(BaseModel):
    """Personal data were read. Everybody is an opaque id; `whom` are the first of
    `people` persons.
    """

    id: str
    read_at: datetime
    groups: tuple[PersonalGroup, ...]
    account: str
    role: Role
    delegation: str | None
    purpose: str
    place: str
    people: int
    whom: tuple[UUID, ...]


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
    return ResultPage(tuple(map(_reading_model, page.items)), next_key, page.total)


def _reading_model(reading: GroupedReading) -> PersonalDataReading:
    return PersonalDataReading(
        id=reading.id,
        read_at=reading.read_at,
        groups=reading.groups,
        account=reading.reader.account,
        role=reading.reader.role,
        delegation=reading.reader.delegation,
        purpose=reading.reader.purpose,
        place=reading.reader.place,
        people=reading.people,
        whom=reading.whom,
    )


READINGS = RecordList(
    name="personal-data-readings",
    action="read.readings",
    allowed=AUDITOR,
    path="/readings",
    tag="people",
    summary="Readings of personal data",
    description="Who read personal data, whose and why, the newest first.",
    query=_readings,
    has_verb=False,  # auditors, who sign in, do not hold the data folder
    has_moments=False,
)
