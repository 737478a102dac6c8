"""The list of registrations that wait for a decision."""

from bsm_projections.registration.decisions.queries import open_decisions
from bsm_service.access.scopes import SECRETARIAT
from bsm_service.application.record_list import FilterTexts, RecordList

OPEN_DECISIONS = RecordList(
    name="open-decisions",
    action="read.open-decisions",
    allowed=SECRETARIAT,
    path="/meetings/{meeting_id}/open-decisions",
    summary="Registrations that wait for a decision",
    description="The registrations for a meeting that wait for a decision, late ones "
    "first, and why confirming each would be refused now.",
    help="The registrations for a meeting that wait for a decision.",
    query=open_decisions,
    texts={
        "late": FilterTexts(
            flags="--late",
            help="Only those nominated late.",
            description="Only those nominated late.",
        ),
        "without_note": FilterTexts(
            flags="--without-note",
            help="Only those that no note covers.",
            description="Only those that no note covers.",
        ),
    },
    columns=("id", "delegation", "function", "late", "note_reference", "obstacles"),
)
