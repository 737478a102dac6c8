"""The registrations of a person, and requests that they take over somebody's seat."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict
from uuid import UUID

from bsm_projections.engine.read_context import ReadContext
from bsm_projections.meetings.queries import meeting
from bsm_projections.registration.read_model import Registration
from bsm_projections.registration.substitution.queries import requests_for_substitutes
from bsm_projections.registration.substitution.read_model import ChangeRequest
from bsm_service.privacy.own_data.models import HeldRegistration, HeldSubstitution


class _MeetingDays(TypedDict):
    meeting: str
    starts_on: date
    ends_on: date


def held_registrations(
    context: ReadContext, registrations: Sequence[Registration]
) -> tuple[HeldRegistration, ...]:
    return tuple(
        HeldRegistration(
            **_meeting_days(context, registration.meeting_id),
            function=registration.function,
            status=registration.status,
            nominated_at=registration.nominated_at,
        )
        for registration in registrations
    )


def held_substitutions(
    context: ReadContext, entries: Sequence[UUID]
) -> tuple[HeldSubstitution, ...]:
    """Nothing of whose seat it was: that is about somebody else."""
    return tuple(
        _substitution(context, request)
        for request in requests_for_substitutes(context, [*map(str, entries)])
    )


def _substitution(context: ReadContext, request: ChangeRequest) -> HeldSubstitution:
    return HeldSubstitution(
        **_meeting_days(context, request.meeting_id),
        function=request.new_function or request.function,
        status=request.status,
        requested_at=request.requested_at,
        decided_at=request.decided_at,
    )


def _meeting_days(context: ReadContext, id: str) -> _MeetingDays:
    row = meeting(context, id)
    assert row is not None
    return {"meeting": row.title, "starts_on": row.starts_on, "ends_on": row.ends_on}
