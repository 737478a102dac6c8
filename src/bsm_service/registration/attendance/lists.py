"""Lists of who came to a meeting."""

from bsm_projections.leadership.registration_figures import registration_figures
from bsm_projections.registration.attendance.queries import attendances
from bsm_service.access.scopes import READERS_OF_PEOPLE
from bsm_service.application.record_list import FilterTexts, RecordItem, RecordList

ATTENDANCES = RecordList(
    name="attendances",
    action="read.attendances",
    allowed=READERS_OF_PEOPLE,
    path="/meetings/{meeting_id}/attendances",
    summary="Arrivals at a meeting",
    description="Those who arrived at a meeting, or at one of its sessions, in the "
    "order of their arrival, and whether they are there or left.",
    help="Who arrived at a meeting or a session, and who is there.",
    query=attendances,
    texts={
        "present": FilterTexts(
            flags="--present/--left",
            help="Only those who are there, or only those who left.",
            description="Only those who are there, or only those who left.",
        )
    },
    columns=("registration_id", "delegation", "came_at", "left_at", "present"),
)

REGISTRATION_FIGURES = RecordItem(
    name="registration-figures",
    action="read.registration-figures",
    allowed=READERS_OF_PEOPLE,
    path="/meetings/{meeting_id}/registration-figures",
    summary="Registration for a meeting in figures",
    description="Seats, registrations by status, who comes for the first time, and who "
    "arrived. The sums add up: `registrations` over the statuses; `seated` over "
    "`first_time`, `returning` and `not_named`.",
    help="Registration for a meeting in figures.",
    noun="meeting",
    query=registration_figures,
)
