"""Decisions of a meeting at several stages: adopted, under silence, in negotiation."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from dashboard_examples import Story
from service.agreement.decision_examples import Decisions, body
from streamlit.testing.v1 import AppTest
from systems import (
    AUDITOR,
    AUSTRIA,
    CHAIR,
    ITALY,
    LEADERSHIP,
    PARTICIPANT,
    SECRETARIAT,
    do,
    principal,
)

from bsm_domain.agreement.values import Position
from bsm_domain.foundation.roles import Role
from bsm_projections.agreement.matrix import Matrix, matrix
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE, Audience
from bsm_service.agreement.commands import TableVersion
from dashboard.agreement.overview.matrix import mark_of

PAGE = "agreements"
EXPIRY = datetime(2026, 11, 27, 12, 0, tzinfo=ZoneInfo("Europe/Berlin"))
PARTNER = principal(Role.FOCAL_POINT, "DZ")
ORGANISATION = principal(Role.FOCAL_POINT, "FRONTEX")
INSIDE = (SECRETARIAT, CHAIR, AUSTRIA, ITALY, PARTNER, AUDITOR)
OUTSIDE = (LEADERSHIP, PARTICIPANT, ORGANISATION)


@dataclass
class Agreed:
    """A decision that was adopted, a silence, and a draft to which Italy objects."""

    story: Story
    decisions: Decisions
    adopted: UUID
    silence: UUID
    draft: UUID


def negotiate(story: Story) -> Agreed:
    system, meeting = story.system, story.meeting
    assert meeting is not None
    decisions = Decisions(system, meeting)
    maps = decisions.table("Shared maps")
    decisions.says(maps, "IT", Position.RESERVE, text="Subject to our law.")
    decisions.adopt(maps)
    silence = decisions.table("Contact points")
    decisions.silence(silence, EXPIRY, "Europe/Berlin")
    decisions.says(silence, "DE", Position.AGREE)
    draft = decisions.table("Liaison list")
    decisions.says(draft, "AT", Position.AGREE)
    version = TableVersion(
        decision_id=draft, of=1, body=body("List them all.", title="Liaison list")
    )
    do(system, version, CHAIR)
    decisions.says(draft, "IT", Position.OBJECT, version=2)
    story.note("negotiated")
    return Agreed(story, decisions, maps, silence, draft)


def page_matrix(agreed: Agreed, audience: Audience = UNRESTRICTED_AUDIENCE) -> Matrix:
    system = agreed.story.system
    with system.read(system.now(), audience) as context:
        return matrix(context, str(agreed.story.meeting))


def marks(found: Matrix, title: str) -> dict[str, str]:
    """The marks of a draft, by delegation, without those that were not heard."""
    [row] = [row for row in found.rows if row.decision.title == title]
    named = {code: mark_of(row, code) for code in found.delegations}
    return {code: mark for code, mark in named.items() if mark != "unheard"}


def links(app: AppTest) -> list[str]:
    return [link.proto.label for link in app.get("page_link")]


def buttons(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button}
